"""A person with protected personal data: the coordinator first, named handlers only, and nothing in GWA."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser


def test_a_protected_person_is_booked_with_the_coordinator_and_shown_to_nobody_else(new_walk: NewWalk) -> None:
    """The banner stands on every page, the consultation with the coordinator comes before the decision, and colleagues find no case."""
    walk = new_walk("e2")
    events = events_of("protected-from-the-start")
    walk.open(events[0])
    for event in events[1:]:
        if event.get("expect_refused"):
            walk.refused(event, "Boka direkt med samordnaren, inte i GWA.")
            continue
        page = walk.record(event)
        expect(page.get_by_text("Skyddade personuppgifter").first).to_be_visible()
    for colleague in (walk.city.lead_caseworker, walk.city.outsider):
        page = walk.see_case(colleague)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
