"""By when: the due date of an instance, the steps that led to it, and what is missing when there is none."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hemvist.routines.case import Case
from hemvist.routines.conditions import Moment, applies
from hemvist.routines.deadlines import Direction, Length, add, shown
from hemvist.routines.instance import Instance
from hemvist.routines.model import Due
from hemvist.routines.repeating import cap_of


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date. ``is_local``: its length is the city's own setting and not the document's."""

    on: date | None = None
    is_local: bool = False
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


NO_DUE = DueDate()


def due_of(case: Case, instance: Instance, upto: int, moment: Moment | None) -> DueDate:
    """The due date by the events before ``upto``: the duty's own, or an earlier one that a limit sets, by its conditions at a moment."""
    duty = instance.of
    if duty.counts is not None:
        return counted(instance.opened_on, duty.counts, duty.counts_to)
    if duty.duty.every is not None:
        return _due_in_series(case, instance, upto)
    own = NO_DUE if duty.duty.due is None else _resolve(case, instance, duty.duty.due, upto, duty.length)
    if not duty.limits:
        return own
    for due, when in duty.limits:
        answer = applies(moment, when, ()) if moment is not None else False
        if answer is True:
            own = _earlier(own, _resolve(case, instance, due, upto, None))
        elif answer is not False:
            own = DueDate(own.on, own.is_local, own.steps, (*own.missing, *answer))
    return own


def _earlier(one: DueDate, other: DueDate) -> DueDate:
    if one.on is None or (other.on is not None and other.on < one.on):
        first, second = other, one
    else:
        first, second = one, other
    steps = (*first.steps, *(f"Också: {step}" for step in second.steps))
    return DueDate(first.on, first.is_local, steps, (*one.missing, *other.missing))


def _resolve(case: Case, instance: Instance, due: Due, upto: int, length: Length | None) -> DueDate:
    ready = instance.of.compiled
    start: date | None = instance.opened_on
    known_since = instance.opened_on
    if due.event:
        event, name = due.event, due.field_name
        if event in ready.dates:
            number, name = case.telling(ready.dates[event], upto)
            event = case.events[number].type if number >= 0 else ready.dates[event].told_by[0][0]
        else:
            number = _reference(case, instance, event, upto)
        start = case.day_of(number, name) if number >= 0 else None
        if start is None:
            return DueDate(missing=(f"{event}.{name}".strip("."),))
        known_since = max(known_since, case.events[number].on)
    found = _given(start) if due.direction == "on" else counted(start, length or ready.length(due), due.direction)
    return _not_before(found, known_since, ready.term(due.at_least)) if due.at_least else found


def _not_before(due: DueDate, known_since: date, least: Length) -> DueDate:
    """Nobody is asked for what there was no time for: the due date is moved so far after the day from which the duty and its date were known."""
    first = add(known_since, least)
    if due.on is None or due.on >= first.on:
        return due
    steps = (
        *due.steps,
        f"Så nära inpå finns det inte tid till dess. I stället räknas från {shown(known_since)}.",
        *first.steps,
    )
    return DueDate(first.on, least.is_local, steps)


@lru_cache(maxsize=8192)
def _given(day: date) -> DueDate:
    return DueDate(day, steps=(f"Dagen är given: {shown(day)}.",))


@lru_cache(maxsize=8192)
def counted(start: date, length: Length, direction: Direction) -> DueDate:
    """The due date that lies a length after or before a day."""
    deadline = add(start, length, direction)
    return DueDate(deadline.on, length.is_local, deadline.steps)


def _reference(case: Case, instance: Instance, event_type: str, upto: int) -> int:
    """The event a due counts from: one in the instance's own chain, else the newest of its round, else the newest before that."""
    if case.events[instance.opener].type == event_type and len(instance.chain) == 1:
        return instance.opener
    own = [number for number in instance.chain if case.events[number].type == event_type]
    if own:
        return max(own)
    within = case.rounds[instance.round]
    number = case.newest(event_type, min(upto, within.end), within.start)
    return number if number >= 0 else case.newest(event_type, upto)


def _due_in_series(case: Case, instance: Instance, upto: int) -> DueDate:
    interval = instance.of.interval
    if interval is None or instance.base is None:
        return NO_DUE
    deadline = add(instance.base, interval)
    day, steps = deadline.on, list(deadline.steps)
    pause = instance.not_due_before
    if pause is not None and day < pause:
        day = pause
        steps.append(f"Det var uppehåll till {shown(pause)}; då gäller den dagen.")
    cap, told = cap_of(case, instance.of, upto)
    if cap is not None and cap < day:
        day = cap
        steps.extend(told)
        steps.append(f"Sista tillåtna dag är {shown(cap)}; då gäller den dagen.")
    return DueDate(day, False, tuple(steps), told if cap is None else ())
