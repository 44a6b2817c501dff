"""Rooms' calendars on a real CalDAV server: taken while a meeting is to be held there, free when it is not, and told nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import vobject
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.integrations.calendar.models import RoomBooking
from hemvist.integrations.delivering import deliver_waiting
from tests.cases.town import Town
from tests.integrations.calendar.conftest import NOW, Story
from tests.support.caldav_server import RoomServer, room_server
from tests.support.rfc5545 import components


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[RoomServer]:
    """A running server, and Hemvist set to use it."""
    with room_server(tmp_path) as server:
        settings.BOOKING_SYSTEM, settings.ROOMS = "caldav", server.rooms()
        yield server


@pytest.fixture
def story(town: Town, server: RoomServer) -> Iterator[Story]:
    """A meeting that was booked at a place without a calendar, and then moved to Rum 3."""
    story = Story(town)
    with clock.set_to(NOW):
        story.record("c-caseworker", "meeting-place-changed", story.booking, way="room", place="rum  3")
        deliver_waiting()
        yield story


def again() -> None:
    """Deliver what waits, now."""
    OutboxMessage.objects.filter(kind="room", state="waiting").update(free_at=clock.now())
    deliver_waiting()


def test_a_room_is_told_only_that_it_is_taken(story: Story, server: RoomServer) -> None:
    """From when to when, in neutral words; neither case, person nor what the meeting is."""
    [held] = server.held("rum-3")
    event = vobject.readOne(held).vevent
    assert event.summary.value == "Bokad tid"
    assert event.dtstart.value == datetime(2026, 2, 17, 9, tzinfo=UTC)
    assert event.uid.value == f"{story.booking}@hemvist"
    for word in ("KC-2026", "Kim", "nskrivning", str(story.case), "LOCATION", "URL", "ATTENDEE"):
        assert word not in held
    content = held.replace("\r\n", "\n").rstrip("\n").replace("\n", "\r\n") + "\r\n"
    assert components(content.encode())[1]


def test_a_new_time_takes_the_place_of_the_old(story: Story, server: RoomServer) -> None:
    """The same object with the same UID is written anew, in the stead of the version that was there."""
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Klienten är sjuk")
    deliver_waiting()
    assert server.held("rum-3") == []
    starts = "2026-02-18T13:00"
    story.record("c-caseworker", "enrolment-meeting-booked", starts=starts, place="Rum 3")
    deliver_waiting()
    [held] = server.held("rum-3")
    event = vobject.readOne(held).vevent
    assert (event.uid.value, event.dtstart.value) == (f"{story.booking}@hemvist", datetime(2026, 2, 18, 12, tzinfo=UTC))


def test_another_room_is_taken_and_the_first_is_free(story: Story, server: RoomServer) -> None:
    """And a place without a calendar is nothing to write in."""
    story.record("c-caseworker", "meeting-place-changed", story.booking, way="room", place="Rum 9")
    deliver_waiting()
    assert (server.held("rum-3"), len(server.held("rum-9"))) == ([], 1)
    video = {"way": "video", "place": "https://video.example/1"}
    story.record("c-caseworker", "meeting-place-changed", story.booking, "Konsulenten är på annan ort.", **video)
    deliver_waiting()
    assert (server.held("rum-9"), RoomBooking.objects.count()) == ([], 0)


def test_a_cancelled_meeting_frees_the_room(story: Story, server: RoomServer) -> None:
    """Also where somebody has taken it away there already."""
    story.record("c-caseworker", "enrolment-meeting-cancelled", story.booking, reason="Ställs in")
    with server.client() as client:
        [booking] = RoomBooking.objects.all()
        assert client.delete(booking.address).status_code < 300
    deliver_waiting()
    assert (server.held("rum-3"), RoomBooking.objects.count()) == ([], 0)
    assert OutboxMessage.objects.get(kind="room", event=OutboxMessage.objects.latest("id").event).state == "done"


def test_a_protected_persons_meeting_stands_in_no_room(story: Story, server: RoomServer) -> None:
    """When protection becomes known, what stands there is taken away."""
    story.record("c-caseworker", "protection-learnt", protection="confidentiality-marking")
    deliver_waiting()
    assert server.held("rum-3") == []


def test_what_somebody_else_changed_there_is_put_right(story: Story, server: RoomServer) -> None:
    """The version that we know is not the one that stands: ours is written in its stead."""
    [booking] = RoomBooking.objects.all()
    with server.client() as client:
        theirs = client.get(booking.address).text.replace("T090000Z", "T060000Z").replace("T100000Z", "T070000Z")
        assert client.put(booking.address, content=theirs, headers={"Content-Type": "text/calendar"}).status_code < 300
    story.move()
    deliver_waiting()
    assert server.held("rum-3") == []
    story.record("c-caseworker", "meeting-place-changed", _newest(story), way="room", place="Rum 3")
    deliver_waiting()
    [held] = server.held("rum-3")
    assert vobject.readOne(held).vevent.dtstart.value == datetime(2026, 2, 18, 12, tzinfo=UTC)


def _newest(story: Story) -> str:
    return next(row.uid for row in reversed(story.player.file().rows) if row.type == "enrolment-meeting-booked")


def test_to_deliver_again_writes_nothing(story: Story, server: RoomServer) -> None:
    """What stands there already is not written once more."""
    server.asked.clear()
    OutboxMessage.objects.filter(kind="room").update(state="waiting", free_at=NOW)
    deliver_waiting()
    assert server.asked == []


def test_what_we_wrote_but_did_not_note_is_found_again(story: Story, server: RoomServer) -> None:
    """Killed between the two: the same address is written once more, and there is one time in the room."""
    RoomBooking.objects.all().delete()
    OutboxMessage.objects.filter(kind="room").update(state="waiting", free_at=NOW)
    deliver_waiting()
    assert len(server.held("rum-3")) == 1
    assert RoomBooking.objects.count() == 1


def test_a_server_that_does_not_let_us_in_is_tried_again(story: Story, server: RoomServer, settings: Settings) -> None:
    """The administrator is told by the answer's number, and nothing of the meeting."""
    settings.ROOMS = server.rooms(password="ett-annat-losenord")
    story.record("c-caseworker", "meeting-place-changed", story.booking, way="room", place="Rum 9")
    deliver_waiting()
    waiting = OutboxMessage.objects.get(kind="room", state="waiting")
    assert waiting.last_error == "Rummens kalender godtog inte inloggningen (401)."
    settings.ROOMS = server.rooms()
    again()
    assert len(server.held("rum-9")) == 1
