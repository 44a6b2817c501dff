"""A meeting told to have been held or missed before the time it was booked for: said in the check, and recorded if it is so."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.organisation.models import Worker
from hemvist.routines.telling import Told
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, found_town
from tests.web.case.recording import form_address

WARNING = "Före den bokade tiden"
BOOKED = "enrolment-meeting-booked"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


class Booked(NamedTuple):
    """A case in which a meeting has been booked, and who records what came of it."""

    case: UUID
    told: list[Told]
    booking: str
    starts: datetime
    caseworker: Worker

    def logged_in(self) -> Client:
        """A browser in which the caseworker has logged in."""
        browser = Client()
        browser.force_login(self.caseworker.user, backend="django.contrib.auth.backends.ModelBackend")
        return browser


def booked(town: Town) -> Booked:
    """Play a case up to the booking."""
    played = scenario("to-self-support")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == BOOKED)
    player = Player(town, played, most=number + 1).play()
    assert player.case
    starts = datetime.fromisoformat(str(told[number].raw_fields["starts"]))
    caseworker = town.workers[player.worker("caseworker")]
    return Booked(player.case, told, player.uids[told[number].event.id], starts, caseworker)


@pytest.mark.parametrize(
    ("event", "early", "at", "warned"),
    [
        ("held", 1, "", True),
        ("missed", 1, "", True),
        ("missed", 0, "00:10", True),
        ("held", 0, "", False),
        ("missed", 0, "", False),
        ("moved", 1, "", False),
        ("cancelled", 1, "", False),
    ],
)
def test_the_check_warns_of_a_meeting_held_or_missed_before_its_time(
    town: Town, event: str, early: int, at: str, warned: bool
) -> None:
    """An earlier day or hour is told with the booked time; the day itself is not. A meeting is moved and cancelled beforehand: no slip."""
    meeting = booked(town)
    starts = meeting.starts
    day = starts.date() - timedelta(days=early)
    held = next(each for each in meeting.told if each.event.type == "enrolment-meeting-held")
    answers = {name: str(value) for name, value in held.raw_fields.items()}
    answers |= {
        "event-on": day.isoformat(),
        "event-at": at,
        "event-about": meeting.booking,
        "reason": "Sjuk.",
    }
    answers |= {"event-order": "last", "event-reason": "Det blev så.", "step": "check"}
    with clock.set_to(datetime.combine(starts.date(), time(16), UTC)):
        browser = meeting.logged_in()
        page = browser.post(form_address(meeting.case, f"enrolment-meeting-{event}"), answers, follow=True)
    text = page.content.decode()
    assert page.status_code == 200, text[text.index("<main") :][:3000]
    assert (WARNING in text) is warned
    assert (f"Mötet var bokat till {starts:%Y-%m-%d %H:%M}" in text) is warned
    assert all(f'value="{step}"' in text for step in ("save", "edit")), "one goes on, or back"


@pytest.mark.parametrize(("days_after", "says"), [(3, "the meeting's day"), (0, "the meeting's day"), (-1, "today")])
@pytest.mark.parametrize("event", ["held", "missed"])
def test_what_came_of_a_meeting_is_taken_to_have_happened_on_its_day(
    town: Town, event: str, days_after: int, says: str
) -> None:
    """However late it is recorded, the form begins with the day of the booking; before that day it begins with today."""
    meeting = booked(town)
    starts = meeting.starts
    today = starts.date() + timedelta(days=days_after)
    with clock.set_to(datetime.combine(today, time(16), UTC)):
        browser = meeting.logged_in()
        page = browser.get(form_address(meeting.case, f"enrolment-meeting-{event}")).content.decode()
    day = {"the meeting's day": starts.date(), "today": today}[says]
    assert re.search(r'name="event-on"[^>]*value="([^"]*)"', page)[1] == day.isoformat()  # type: ignore[index]
