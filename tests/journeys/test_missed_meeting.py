"""The client misses the enrolment meeting, twice, and is offered a new time each time."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of, step_named

pytestmark = pytest.mark.browser

FOLLOW_UP = "Följ upp det uteblivna mötet med klienten och meddela konsulenten"


def test_a_missed_meeting_leads_to_a_new_time_for_that_meeting(new_walk: NewWalk) -> None:
    """Missing opens the duties of KC-44 and KC-45 for that meeting alone; the third time the client comes."""
    walk = new_walk("e2")
    for event in walk.bring_to(events_of("missed-with-new-time-twice"), "enrolment-meeting-booked"):
        page = walk.record(event)
        if event["type"] == "enrolment-meeting-missed":
            expect(step_named(page, FOLLOW_UP).locator("[data-clause=KC-44]")).to_be_visible()
    assert len(walk.uids) > 3
