"""A referral under edition one: direct consultation with AF, its consent form, and the two weeks."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser


def test_a_client_is_referred_followed_up_and_closed_under_edition_one(new_walk: NewWalk) -> None:
    """AF is consulted directly, on the client's written consent; there are no three steps."""
    walk = new_walk("e1")
    events = events_of("e1-to-self-support")
    walk.play(events[:6])
    page = walk.see_case(walk.city.caseworker)
    expect(page.get_by_text("utgåva e1")).to_be_visible()
    for event in events[6:]:
        walk.record(event)
    expect(walk.see_case(walk.city.caseworker).get_by_text("Ärendet är avslutat.", exact=True)).to_be_visible()
