"""The city's own numbers for looking after accesses: ``governing/oversight.toml``, and the lengths of time that ``terms.toml`` names."""

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from pydantic import Field

from hemvist.cases.city_terms import Labelled, Terms, read_terms
from hemvist.cases.library import library
from hemvist.routines.deadlines import add, length_of

FILE = "oversight.toml"
EMERGENCY_REVIEW, REVIEW_PERIOD, REVIEW_TIME = "emergency-review", "log-review-period", "log-review-time"


class EmergencyHours(Labelled):
    """For how many hours a case that was opened for life or health stays open."""

    hours: int = Field(gt=0, le=72)


class UsualHours(Labelled):
    """Between which times of a working day it is usual to open cases."""

    begins: time
    ends: time


class Amounts(Labelled):
    """How many accesses a review looks at, and from how many cases in a day on somebody has opened unusually many."""

    at_random: int = Field(gt=0)
    of_each_kind: int = Field(gt=0)
    many_cases_in_a_day: int = Field(gt=0)


class OversightTerms(Terms):
    """All of ``oversight.toml``. An unknown or missing key is an error when the file is read."""

    emergency_access: EmergencyHours
    usual_hours: UsualHours
    log_review: Amounts


@cache
def oversight_terms() -> OversightTerms:
    """Give the numbers. Read at the first call, then kept."""
    return read_terms(FILE, OversightTerms)


@dataclass(frozen=True, slots=True)
class Period:
    """The days, both included, of which the accesses are reviewed together, and by which day that is done."""

    first_day: date
    last_day: date
    due_on: date


def period_before(day: date) -> Period:
    """Give the newest period that has ended before a day: periods follow on each other from the first day of a year."""
    first = begun = date(day.year - 1, 1, 1)
    while (following := after(REVIEW_PERIOD, first)) <= day:
        first, begun = following, first
    return _period(begun)


def period_after(last_day: date) -> Period:
    """Give the period that begins the day after another's last day."""
    return _period(date.fromordinal(last_day.toordinal() + 1))


def _period(first: date) -> Period:
    last = date.fromordinal(after(REVIEW_PERIOD, first).toordinal() - 1)
    return Period(first, last, after(REVIEW_TIME, last))


def after(term: str, day: date) -> date:
    """Give the day that lies a named length of time after a day."""
    return add(day, length_of(library().terms[term])).on
