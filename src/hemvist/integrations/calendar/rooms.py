"""Keeps the rooms' calendars as the case says: a room is taken while a meeting is to be held there, and free again when it is not."""

from django.conf import settings

from hemvist import clock
from hemvist.cases.meetings import Meeting, meetings_to_come_access_unchecked
from hemvist.cases.turns import in_turn
from hemvist.integrations.calendar.booking import BookingSystem, Held, booking_system
from hemvist.integrations.calendar.ics import Slot, uid_of
from hemvist.integrations.calendar.models import RoomBooking
from hemvist.integrations.delivering import Message, handles

TAKEN = "Bokad tid"
"""All that a room's calendar is told. It is read by everybody in the house, so it is in the city's language."""


@handles("room")
def book_rooms(out: Message) -> None:
    """Write what is new in the rooms' calendars. Raises TryAgain or GiveUp with what the server said."""
    if settings.BOOKING_SYSTEM != "caldav" or out.case is None:
        return
    system = booking_system()
    before = {each.meeting: each for each in RoomBooking.objects.filter(case_row=out.case)}
    meetings = {m.id: m for m in meetings_to_come_access_unchecked(out.case) if not m.is_video}
    for meeting in meetings.values():
        _book(system, out.case, meeting, before.get(meeting.id))
    for uid, booking in before.items():
        if uid not in meetings:
            system.remove(_held(booking))
            _forget(booking)


def _book(system: BookingSystem, case_row: int, meeting: Meeting, before: RoomBooking | None) -> None:
    slot = Slot(uid_of(meeting.id), meeting.sequence, meeting.changed_at, TAKEN, meeting.starts, meeting.ends)
    content = f"{slot.content[:32]}{_of_place(meeting.place)}"
    if before is not None and before.content == content:
        return
    held = system.put(meeting.place, slot, _held(before) if before else None)
    if held is None:
        if before is not None:
            _forget(before)
        return
    kept = {
        "case_row": case_row,
        "address": held.address,
        "etag": held.version,
        "content": content,
        "written_at": clock.now(),
    }
    in_turn(lambda: RoomBooking.objects.update_or_create(meeting=meeting.id, defaults=kept))


def _of_place(place: str) -> str:
    return Slot("", 0, clock.now(), place, None, None).content[:32]


def _held(booking: RoomBooking) -> Held:
    return Held(booking.address, booking.etag)


def _forget(booking: RoomBooking) -> None:
    in_turn(booking.delete)
