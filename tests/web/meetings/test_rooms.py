"""Before a room is booked its calendar is asked, on a real CalDAV server, and what it says is told; nothing is refused."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hemvist.integrations.calendar.booking import Period
from hemvist.integrations.calendar.caldav import CalDav
from hemvist.integrations.delivering import TryAgain, deliver_waiting
from tests.integrations.calendar.conftest import Story
from tests.support.caldav_server import RoomServer, room_server
from tests.web.meetings.conftest import ClientOf

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:prov\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART{starts}\r\nDTEND{ends}\r\n"
    "{more}SUMMARY:Något hemligt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
STOCKHOLM = ";TZID=Europe/Stockholm:"


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[RoomServer]:
    """A running server, and Hemvist set to use it."""
    with room_server(tmp_path) as server:
        settings.BOOKING_SYSTEM, settings.ROOMS = "caldav", server.rooms()
        yield server


def others_book(server: RoomServer, uid: str, starts: str, ends: str, more: str = "") -> None:
    """Let somebody else book Rum 3."""
    content = EVENT.format(uid=uid, starts=starts, ends=ends, more=more)
    with server.client() as client:
        kind = {"Content-Type": "text/calendar"}
        assert client.put(f"{server.calendar('rum-3')}{uid}.ics", content=content, headers=kind).status_code < 300


def asked(client_of: ClientOf, story: Story, day: str, clock: str, place: str = "Rum 3") -> str:
    """The page before a new time is recorded."""
    posted = {
        "step": "check", "event-on": "2026-02-06", "starts_date": day, "starts_time": clock, "place": place, "interpreter_needed": "no",
    }  # fmt: skip
    answer = client_of("c-caseworker").post(
        f"/arende/{story.case}/registrera/enrolment-meeting-booked/", posted, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in February."""
    return datetime(2026, 2, day, hour, minute)  # noqa: DTZ001 (local, as the record keeps it)


def test_a_room_that_is_taken_is_told_with_its_time(story: Story, client_of: ClientOf, server: RoomServer) -> None:
    """When, and nothing of what or whose; a free hour and a room without a calendar are told nothing of."""
    others_book(server, "a", f"{STOCKHOLM}20260218T103000", f"{STOCKHOLM}20260218T113000")
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Ny tid")
    page = asked(client_of, story, "2026-02-18", "10:00", "rum  3")
    assert "Rummet är upptaget 10:30–11:00." in page
    assert "hemligt" not in page
    assert 'name="step" value="save"' in page
    assert "upptaget" not in asked(client_of, story, "2026-02-18", "13:00")
    assert "upptaget" not in asked(client_of, story, "2026-02-18", "10:00", "Rum 9")
    server.asked.clear()
    assert "upptaget" not in asked(client_of, story, "2026-02-18", "10:00", "Hemma hos klienten")
    assert server.asked == []


def test_what_comes_again_every_week_takes_the_room_too(server: RoomServer) -> None:
    """A whole day as well; what takes no time, and what was cancelled, does not."""
    others_book(
        server, "w", f"{STOCKHOLM}20260203T090000", f"{STOCKHOLM}20260203T100000", "RRULE:FREQ=WEEKLY;COUNT=9\r\n"
    )
    others_book(server, "d", ";VALUE=DATE:20260218", ";VALUE=DATE:20260219")
    others_book(server, "t", f"{STOCKHOLM}20260217T130000", f"{STOCKHOLM}20260217T140000", "TRANSP:TRANSPARENT\r\n")
    others_book(server, "c", f"{STOCKHOLM}20260217T150000", f"{STOCKHOLM}20260217T160000", "STATUS:CANCELLED\r\n")
    rooms = CalDav(server.rooms())
    assert rooms.taken("Rum 3", Period(at(17, 8), at(17, 17))) == [Period(at(17, 9), at(17, 10))]
    assert rooms.taken("Rum 3", Period(at(18, 9), at(18, 10))) == [Period(at(18, 9), at(18, 10))]
    assert rooms.taken("Rum 3", Period(at(17, 10), at(17, 11))) == []


def test_the_case_s_own_time_is_no_hindrance(story: Story, client_of: ClientOf, server: RoomServer) -> None:
    """The same meeting an hour later: what of it stands there already is its own, what is another's is told."""
    story.record("c-caseworker", "meeting-place-changed", story.booking, way="room", place="Rum 3")
    deliver_waiting()
    assert len(server.held("rum-3")) == 1
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Ny tid")
    assert "upptaget" not in asked(client_of, story, "2026-02-17", "10:30")
    others_book(server, "a", f"{STOCKHOLM}20260217T104500", f"{STOCKHOLM}20260217T111500")
    assert "Rummet är upptaget 11:00–11:15." in asked(client_of, story, "2026-02-17", "10:30")


def test_another_room_for_a_meeting_is_asked_for_too(story: Story, client_of: ClientOf, server: RoomServer) -> None:
    """At the time that the meeting has."""
    others_book(server, "a", f"{STOCKHOLM}20260217T100000", f"{STOCKHOLM}20260217T110000")
    posted = {"step": "check", "event-on": "2026-02-06", "event-about": story.booking, "way": "room", "place": "Rum 3"}
    address = f"/arende/{story.case}/registrera/meeting-place-changed/"
    answer = client_of("c-caseworker").post(address, posted, follow=True)
    assert "Rummet är upptaget 10:00–11:00." in answer.content.decode()


def test_a_calendar_that_does_not_answer_is_told_of(
    story: Story, client_of: ClientOf, server: RoomServer, settings: Settings
) -> None:
    """Unknown is never free: one is asked to look in another way, and can go on."""
    settings.ROOMS = server.rooms(password="ett-annat-losenord")
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Ny tid")
    page = asked(client_of, story, "2026-02-18", "10:00")
    assert "Rummets kalender svarade inte." in page
    assert 'name="step" value="save"' in page
    with pytest.raises(TryAgain):
        CalDav(settings.ROOMS).taken("Rum 3", Period(at(18, 10), at(18, 11)))
