"""A referral from first assessment to closing, by those whose turn it is, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser


def test_a_client_is_referred_enrolled_followed_up_and_closed_under_edition_two(new_walk: NewWalk) -> None:
    """Caseworker, coordinator and consultant carry the case from KC-02 to closing; each form shows its clause."""
    walk = new_walk("e2")
    events = events_of("to-self-support")
    walk.open_by_hand(events[0])
    for event in events[1:]:
        walk.record(event)
    page = walk.see_case(walk.city.caseworker)
    expect(page.get_by_text("Ärendet är avslutat.", exact=True)).to_be_visible()
    walk.assert_accessible(page)
