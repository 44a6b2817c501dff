"""Booked times as iCalendar (RFC 5545) and as messages about them (iTIP, RFC 5546): built by the library, with what we say and leave out.

Times are in UTC: no definition of a time zone can then be misread. Nothing tells of the person: the organiser is Hemvist, the only attendee the
receiver. What ``Slot`` holds is what is written; whoever makes one decides what the receiver may be told.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from hemvist.clock import LOCAL_ZONE

PRODUCT = "-//Hemvist//Kalender//SV"
MAIL_TO = "mailto:"
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One booked time, or (without ``starts``) a whole day. Times are local, without a zone."""

    uid: str
    sequence: int
    stamp: datetime
    summary: str
    starts: datetime | None
    ends: datetime | None
    day: date | None = None
    place: str = ""
    link: str = ""
    cancelled: bool = False

    @property
    def content(self) -> str:
        """A digest of all that a receiver sees but the number and the stamp: the same as long as there is nothing new to tell."""
        told = (self.uid, self.summary, self.starts, self.ends, self.day, self.place, self.link, self.cancelled)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def uid_of(meeting: str) -> str:
    """Give the UID of a meeting: the same in every message, feed and room."""
    return f"{meeting}@hemvist"


def utc(local: datetime) -> datetime:
    """Give a local time, written without a zone, in UTC."""
    return local.replace(tzinfo=LOCAL_ZONE).astimezone(UTC)


def message(slot: Slot, method: Method, organiser: str = "", attendee: str = "") -> bytes:
    """Write one slot: as an invitation or its update (REQUEST), its cancelling (CANCEL), or a file to take in by hand (PUBLISH).

    ``organiser`` and ``attendee`` are mail addresses: Hemvist's own, and the receiver's own.
    """
    event = _event(slot)
    if organiser:
        event.add("organizer", _address(organiser, CN=vText("Hemvist")))
    if attendee and method != "PUBLISH":
        event.add(
            "attendee", _address(attendee, ROLE=vText("REQ-PARTICIPANT"), PARTSTAT=vText("NEEDS-ACTION"), RSVP=vText("FALSE"))
        )  # fmt: skip
    calendar = _calendar()
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical()


def listed(slots: Iterable[Slot], name: str) -> bytes:
    """Write several slots as a calendar to subscribe to."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for slot in slots:
        calendar.add_component(_event(slot))
    return calendar.to_ical()


def stored(slot: Slot) -> bytes:
    """Write one slot as a calendar keeps it (RFC 4791): without a method."""
    calendar = _calendar()
    calendar.add_component(_event(slot))
    return calendar.to_ical()


def busy_in(content: bytes, starts: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """Read an answer about when something is taken (VFREEBUSY): the parts of a local time that are, in order, local too. Raises ValueError."""
    found: list[tuple[datetime, datetime]] = []
    for answer in Calendar.from_ical(content.decode()).walk("VFREEBUSY"):
        said = answer.get("freebusy", [])
        for period in said if isinstance(said, list) else [said]:
            begins, stops = (_local(each) for each in (period.start, period.end))
            if period.params.get("FBTYPE", "BUSY") != "FREE" and begins < ends and stops > starts:
                found.append((max(begins, starts), min(stops, ends)))
    return sorted(found)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL_ZONE).replace(tzinfo=None)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(slot: Slot) -> Event:
    event = Event()
    event.add("uid", slot.uid)
    event.add("sequence", slot.sequence)
    event.add("dtstamp", slot.stamp.astimezone(UTC))
    event.add("summary", slot.summary)
    if slot.starts is not None and slot.ends is not None:
        event.add("dtstart", utc(slot.starts))
        event.add("dtend", utc(slot.ends))
    elif slot.day is not None:
        event.add("dtstart", slot.day)
        event.add("dtend", slot.day + timedelta(days=1))
    if slot.place:
        event.add("location", slot.place)
    if slot.link:
        event.add("url", vUri(slot.link))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if slot.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if slot.cancelled or slot.starts is None else "OPAQUE")
    return event


def _address(address: str, **parameters: vText) -> vCalAddress:
    written = vCalAddress(MAIL_TO + address)
    for name, value in parameters.items():
        written.params[name] = value
    return written
