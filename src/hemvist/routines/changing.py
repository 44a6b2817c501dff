"""The days on which a condition may change its answer with time alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hemvist.routines.case import Case
from hemvist.routines.consents import consents
from hemvist.routines.deadlines import Direction, add, add_months
from hemvist.routines.model import Condition, Due, Edition

if TYPE_CHECKING:
    from hemvist.routines.compiled import Compiled

ONE_DAY = timedelta(days=1)


def days_of_consents(case: Case) -> list[date]:
    """The days on which consents begin or run out by themselves."""
    given = [told for said in consents(case).values() for told in said if told.effect == "consent-given"]
    begins = [told.first_day for told in given if told.first_day is not None]
    return begins + [told.last_day + ONE_DAY for told in given if told.last_day is not None]


@dataclass(frozen=True, eq=False, slots=True)
class Crossing:
    """A limit of a date condition that moves with today, and the events that tell of the date."""

    condition: Condition
    due: Due
    tellers: tuple[str, ...]


def crossings(edition: Edition) -> tuple[Crossing, ...]:
    """The limits of an edition's date conditions that move with today."""
    return tuple(
        Crossing(condition, due, edition.tellers(condition.event))
        for condition in edition.conditions.values()
        for due in (condition.not_before, condition.not_after)
        if condition.kind == "date" and due is not None and not due.event
    )


def days_of_change(case: Case, compiled: "Compiled") -> list[date]:
    """The next day on which each age or date condition of an edition may change its answer with time alone, and perhaps some more."""
    days = [day for condition in compiled.ages for day in _birthdays(case, condition)]
    tomorrow = case.as_of.toordinal() + 1
    for crossing in compiled.crossings:
        about = case.kept_crossings.get(crossing)
        if about is None:
            about = case.kept_crossings[crossing] = _about(case, compiled, crossing)
        days += [date.fromordinal(max(first, tomorrow)) for first, last in about if tomorrow <= last]
    return days


def _birthdays(case: Case, condition: Condition) -> Iterable[date]:
    for number, kind in enumerate(case.types):
        if kind is not None and kind.effect == "birth-date-learnt":
            born = case.day_of(number, "birth_date")
            for age in (condition.age_from, condition.age_to + 1 if condition.age_to is not None else None):
                if born is not None and age is not None:
                    yield add_months(born, 12 * age)


def _about(case: Case, compiled: "Compiled", crossing: Crossing) -> list[tuple[int, int]]:
    """The first and the last day on which a date may cross a limit: near the reverse length, since months do not reverse exactly."""
    condition, length = crossing.condition, compiled.length(crossing.due)
    reverse: Direction = "after" if crossing.due.direction == "before" else "before"
    spread = 5 if length.working_days is None else 15
    named = compiled.dates.get(condition.event)
    found = []
    for number in case.merged(crossing.tellers):
        name = condition.field_name if named is None else named.field_in(case.events[number].type) or ""
        day = case.day_of(number, name)
        if day is not None:
            middle = add(day, length, reverse).on.toordinal()
            found.append((middle - spread, middle + spread))
    return found
