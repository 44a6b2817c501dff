"""The days on which a condition may change its answer with time alone."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from hemvist.routines.case import Case
from hemvist.routines.consents import consents
from hemvist.routines.deadlines import add, add_months
from hemvist.routines.model import Condition, Due

if TYPE_CHECKING:
    from hemvist.routines.compiled import Compiled


def days_of_consents(case: Case) -> Iterable[date]:
    """The days on which consents begin or run out by themselves."""
    for said in consents(case).values():
        for told in said:
            if told.effect == "consent-given":
                if told.first_day is not None:
                    yield told.first_day
                if told.last_day is not None:
                    yield date.fromordinal(told.last_day.toordinal() + 1)


def days_of_change(case: Case, compiled: "Compiled") -> Iterable[date]:
    """The next day on which each age or date condition of an edition may change its answer with time alone, and perhaps some more."""
    for named in compiled.timed:
        condition = named.condition
        if condition.kind == "age" and condition.on is None:
            yield from _birthdays(case, condition)
        elif condition.kind == "date":
            for due in (condition.not_before, condition.not_after):
                if due is not None and not due.event:
                    yield from _crossings(case, compiled, condition, due)


def _birthdays(case: Case, condition: Condition) -> Iterable[date]:
    for number, kind in enumerate(case.types):
        if kind is not None and kind.effect == "birth-date-learnt":
            born = case.day_of(number, "birth_date")
            for age in (condition.age_from, condition.age_to + 1 if condition.age_to is not None else None):
                if born is not None and age is not None:
                    yield add_months(born, 12 * age)


def _crossings(case: Case, compiled: "Compiled", condition: Condition, due: Due) -> Iterable[date]:
    """The next day on which a date may cross a limit that moves with today: near the reverse length, since months do not reverse exactly."""
    length = compiled.length(due)
    reverse = "after" if due.direction == "before" else "before"
    spread = 5 if length.working_days is None else 15
    tomorrow = case.as_of.toordinal() + 1
    named = compiled.dates.get(condition.event)
    for number in case.merged(compiled.edition.tellers(condition.event)):
        name = condition.field_name if named is None else named.field_in(case.events[number].type) or ""
        day = case.day_of(number, name)
        if day is not None:
            middle = add(day, length, reverse).on.toordinal()
            if tomorrow <= middle + spread:
                yield date.fromordinal(max(middle - spread, tomorrow))
