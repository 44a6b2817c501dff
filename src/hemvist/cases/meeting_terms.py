"""The city's own numbers for meetings: ``governing/meetings.toml``; and what is unusual about a time that somebody has chosen."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from pydantic import Field

from hemvist.cases.city_terms import Labelled, Terms, read_terms
from hemvist.routines.deadlines import day_off

FILE = "meetings.toml"


class Length(Labelled):
    """How long a meeting is."""

    minutes: int = Field(gt=0, le=24 * 60)


class OfficeHours(Labelled):
    """Between which times of a working day meetings are usually held."""

    begins: time
    ends: time


class Feed(Labelled):
    """How much of the calendar a feed shows, and how often it may be fetched."""

    weeks_back: int = Field(ge=0, le=52)
    weeks_ahead: int = Field(gt=0, le=104)
    most_fetches: int = Field(gt=0)
    within_minutes: int = Field(gt=0)


class MeetingTerms(Terms):
    """All of ``meetings.toml``. An unknown or missing key is an error when the file is read."""

    length: Length
    office_hours: OfficeHours
    feed: Feed


@cache
def meeting_terms() -> MeetingTerms:
    """Give the numbers. Read at the first call, then kept."""
    return read_terms(FILE, MeetingTerms)


def length() -> timedelta:
    """Give how long a meeting is."""
    return timedelta(minutes=meeting_terms().length.minutes)


@dataclass(frozen=True, slots=True)
class Unusual:
    """What is unusual about a time. ``day_off``: why the day is one, in Swedish (lag 1930:173), or empty; ``hours``: it is outside office hours."""

    day_off: str
    hours: bool

    def __bool__(self) -> bool:
        return bool(self.day_off) or self.hours


def unusual(starts: datetime) -> Unusual:
    """Say what is unusual about a meeting that begins at a local time. Falsy if nothing."""
    hours = meeting_terms().office_hours
    ends = starts + length()
    inside = ends.date() == starts.date() and hours.begins <= starts.time() and ends.time() <= hours.ends
    return Unusual(day_off(starts.date()) or "", not inside)
