"""Whether somebody is known in an administration: known there with a support intervention within the last years (RA-16).

It counts from the last day of the last support intervention, not from the last note. An intervention runs from the event by which a unit is
given an assignment until the one by which it is recalled or the case ends. Events are told by what they do, never by their names.

A case leaves the system by another time, counted from its last note (SoL 16:1); that one is never the shorter, since the end of an
intervention is noted too. So nobody who is known is lost by a case leaving.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hemvist.cases.casefile import CaseFile, RecordFault, case_by_row, open_file
from hemvist.retention.rules import Rule
from hemvist.routines.deadlines import add_months
from hemvist.routines.effects import Effect

BEGINS: tuple[Effect, ...] = ("executor-assigned",)
ENDS: tuple[Effect, ...] = ("executor-recalled", "case-ended")


@dataclass(frozen=True, slots=True)
class Known:
    """``last_day`` of support (today while it goes on; None if there never was any), ``until``: the last day of being known by it."""

    is_known: bool
    last_day: date | None
    until: date | None
    source: str


def known_by_case_access_unchecked(case_row: int, rule: Rule, today: date) -> Known | None:
    """Say whether one case makes its person known. Whoever shows it has asked for access first, or is the city's own command.

    What was taken back or replaced since does not count. None where an event cannot be read: then it is not known.
    """
    row = case_by_row(case_row)
    try:
        return known_within([] if row is None else effects_of(open_file(row)), rule, today)
    except RecordFault:
        return None


def effects_of(file: CaseFile) -> Iterator[tuple[date, Effect | None]]:
    """Give what each event that stands in a case does, in the order they happened."""
    for event in file.history.known(None).events:
        row = file.by_uid(event.id)
        if row is not None:
            yield event.on, file.type_of(row).effect


def known_within(effects: Iterable[tuple[date, Effect | None]], rule: Rule, today: date) -> Known:
    """Say whether the person is known, from the effects of all events that stand in the administration's cases, in the order they happened.

    Give only one case at a time where cases overlap, and take the answer with the latest day. Both the last day of support and the day so
    many years later count.
    """
    last_day: date | None = None
    going_on = False
    for on, effect in effects:
        if on > today:
            continue
        if effect in BEGINS:
            last_day, going_on = on, True
        elif effect in ENDS and going_on:
            last_day, going_on = on, False
    if going_on:
        last_day = today
    until = add_months(last_day, 12 * rule.known_years) if last_day else None
    return Known(until is not None and today <= until, last_day, until, rule.known_source)
