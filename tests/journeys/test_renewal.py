"""A decision is renewed in good time: a new round with its own consultation and decision."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser


def test_a_decision_is_renewed_while_the_old_one_still_runs(new_walk: NewWalk) -> None:
    """Both periods are shown, and what the new round needs is asked for anew."""
    walk = new_walk("e2")
    for event in walk.bring_to(events_of("renewal-in-good-time"), "renewal-started"):
        walk.record(event)
    page = walk.see_case(walk.city.caseworker)
    expect(page.locator(".hv-validity")).to_have_count(2)
