"""Booking systems outside: one interface, whether a program can reach them or only a person.

- ``by-hand``: the city books in a system that Hemvist cannot reach (GWA). A person does it there and notes the number (GEM-21).
- ``caldav``: each room has a calendar on a CalDAV server, and Hemvist writes there.
- ``none``: nothing is booked outside.

A room's calendar is seen by many: it is told that the room is taken, from when to when, and nothing else. A meeting about a person who is or
may be protected is not told at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings

from hemvist.integrations.calendar.ics import Slot


@dataclass(frozen=True, slots=True)
class Held:
    """A time that stands in a booking system: where, and which version of it we wrote."""

    address: str
    version: str


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when something is. Times are local, without a zone."""

    starts: datetime
    ends: datetime

    def without(self, other: "Period") -> "tuple[Period, ...]":
        """Give what is left of it when another period is taken out: nothing, one part, or one before and one after."""
        before = Period(self.starts, min(self.ends, other.starts))
        after = Period(max(self.starts, other.ends), self.ends)
        return tuple(each for each in (before, after) if each.starts < each.ends)


class BookingSystem(Protocol):
    """What a booking system does for us."""

    @property
    def by_hand(self) -> bool:
        """Whether a person books there."""
        ...

    def taken(self, place: str, wanted: Period) -> Sequence[Period]:
        """Give when a place is taken within a time, in order; nothing where the system has no such place.

        Raises delivering.NotDelivered where the system does not say.
        """
        ...

    def put(self, place: str, slot: Slot, held: Held | None) -> Held | None:
        """Write a time at a place, in the stead of what we wrote before; None where the system has no such place, or is not ours to write in.

        Raises delivering.TryAgain or GiveUp.
        """
        ...

    def remove(self, held: Held) -> None:
        """Take away what we wrote. Raises delivering.TryAgain or GiveUp."""
        ...


@dataclass(frozen=True, slots=True)
class Nothing:
    """No booking system, or one that only people reach: nothing is sent anywhere."""

    by_hand: bool = False

    def taken(self, place: str, wanted: Period) -> Sequence[Period]:
        """Nobody can be asked."""
        return ()

    def put(self, place: str, slot: Slot, held: Held | None) -> Held | None:
        """Write nothing."""
        return None

    def remove(self, held: Held) -> None:
        """There is nothing to take away."""


def booking_system() -> BookingSystem:
    """Give the one that the city has chosen (`hemvist.config.calendar`)."""
    if settings.BOOKING_SYSTEM == "caldav" and settings.ROOMS is not None:
        from hemvist.integrations.calendar.caldav import CalDav

        return CalDav(settings.ROOMS)
    return Nothing(by_hand=settings.BOOKING_SYSTEM == "by-hand")
