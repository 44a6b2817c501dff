"""A release planned in good time: from the probation officer's initiation to closing when supervision is over, by those whose turn it is."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser

SHOWN = (
    "party-appointed",
    "personal-investigation-supplied",
    "first-video-meeting-booked",
    "video-meeting-confirmed",
    "needs-mapped",
    "action-planned",
    "joint-visit-held",
    "released",
    "insluss-closed",
)
"""What is walked in a browser: something by each of those who take part. The rest happens without one."""


def test_a_release_is_planned_by_both_authorities_until_supervision_is_over(new_walk: NewWalk) -> None:
    """The adult unit, the probation officer and economic assistance each find what is theirs, and the officer's access ends with supervision."""
    walk = new_walk("e1", routine="insluss")
    for event in walk.initiate_by_hand(events_of("from-initiation-to-the-end-of-supervision", "insluss")):
        if event["type"] == "investigation-concluded":
            expect(walk.see_countdown(walk.worker_of(event)).locator("time").first).to_contain_text("2026-07-06")
        if event["type"] in SHOWN:
            walk.record(event)
        else:
            walk.let_happen(event)
    page = walk.see_case(walk.city.adult_caseworker)  # type: ignore[attr-defined]
    expect(page.get_by_text("Ärendet är avslutat.", exact=True)).to_be_visible()
    page = walk.see_case(walk.city.probation_officer)  # type: ignore[attr-defined]
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Karin")
