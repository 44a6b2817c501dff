"""Going on from what was worked out of a shorter history, or of the same on another day.

Most events come last in the order of events and take nothing back. What such an event cannot change is carried on: the events as read, the
instances of the duties that it neither opens nor ends, what finished instances amounted to, and the breaches of the events before it.

It rests on one property: a question asked at an earlier place in the order is answered by the events before that place alone. Where that does not
hold (``reach`` names the events), and for events in between or taken back, everything is worked out anew. Days that pass before the next day on
which something changes by itself make no difference but to lateness. Nothing that was worked out is ever changed afterwards, so that threads can
share it.
"""

from datetime import date, datetime
from typing import NamedTuple

from hemvist.routines.case import Case
from hemvist.routines.compiled import CompiledRoutine
from hemvist.routines.history import Event, History
from hemvist.routines.reach import CONSENTS
from hemvist.routines.status import BreachStatus, DutyStatus, SpanStatus


class Worked(NamedTuple):
    """What was worked out of a history as of a day. ``statuses``: by duty, in step with the case's instances of it.

    ``standing``: the duties that somebody has. ``changes_on``: the first day on which more than lateness may differ with time alone; as long as
    nobody has asked, no day is known to be alike.
    """

    case: Case
    statuses: dict[str, list[DutyStatus | None]]
    of_breaches: list[DutyStatus | None]
    breached: list[tuple[int, BreachStatus]] | None
    spans: tuple[SpanStatus, ...]
    standing: frozenset[str]
    changes_on: date

    def is_alike_on(self, day: date) -> bool:
        """Whether time alone makes no difference on a day but to lateness."""
        return day == self.case.as_of or self.case.as_of < day < self.changes_on


def case_of(
    routine: CompiledRoutine, history: History, as_of: date, known_on: datetime | None = None
) -> tuple[Case, Worked | None]:
    """The case as of a day, and what it goes on from, if there is something."""
    known = history.known(known_on, routine.taking_back)
    before = history.worked.get(routine) if known_on is None else None
    if before is not None:
        read = history.grown.pop(routine, None)  # taken, and not shared: whoever has it works on it
        if read is not None and read[0].as_of == as_of:
            return read
        case = _grown(before, routine, history, as_of)
        if case is not None:
            return case, before
    return Case(routine, known, known.until(as_of), as_of), None


def _only_read(case: Case) -> Worked:
    """A case of which nothing has been asked yet."""
    return Worked(case, {}, [], None, (), frozenset(), date.min)


def keep(history: History, worked: Worked) -> None:
    """Keep what was worked out of a history, as known now, for the next question; the one with the most events stays."""
    routine = worked.case.routine
    kept = history.worked.get(routine)
    if history.taking_back == routine.taking_back and (kept is None or kept.case.size <= worked.case.size):
        history.worked[routine] = worked


def case_with(routine: CompiledRoutine, history: History, event: Event) -> tuple[Case, int]:
    """The case up to an event that might be recorded, as of its day, and the event's place in it (-1 if it stands for nothing).

    An event with the same id is replaced.
    """
    if history.names(event.id) and any(one.id == event.id for one in history.events):
        longer = history.with_event(event)
    else:
        if routine not in history.worked:
            keep(history, _only_read(case_of(routine, history, event.on)[0]))
        longer = history.extended(event)
    case, before = case_of(routine, longer, event.on)
    place = case.index.get(event.id, -1)
    if 0 <= place < case.size - 1:
        case = Case(routine, case.known, case.events[: place + 1], event.on)
    elif before is not None:
        longer.grown[routine] = (case, before)
    return case, place


def before_last(routine: CompiledRoutine, history: History, event: Event) -> Case | None:
    """The case as worked out before, if it holds all the events and one that might be recorded would only come after them; None if not so."""
    before = history.worked.get(routine)
    if before is None or event.type in routine.moves_edition or history.taking_back != routine.taking_back:
        return None
    case = before.case
    whole = 0 < case.size == len(history.known().events)
    return case if whole and history.goes_on_with(event) else None


def _grown(before: Worked, routine: CompiledRoutine, history: History, as_of: date) -> Case | None:
    """The case with the events that have come after its own, as of a day; None if more than its end may be different."""
    case, known = before.case, history.known(None, routine.taking_back)
    events = known.until(as_of)
    added = events[case.size :]
    if not 0 < case.size <= len(events) or (routine.reach.with_days and not before.is_alike_on(as_of)):
        return None
    for event in added:
        if event.type in routine.reach.turning or event.id in case.dangling:
            return None
    grown = case.copied(known, events, as_of)
    grown.read(case.size)
    _carry(before, grown, added)
    return grown


def _carry(before: Worked, grown: Case, added: list[Event]) -> None:
    """Carry on what the added events, and the other day, leave as it was."""
    case = before.case
    types = {event.type for event in added}
    touched = moved(before, grown)
    grown.kept_merged, grown.kept_crossings = case.kept_merged.copy(), case.kept_crossings.copy()
    for event_type in types:
        for merged in list(case.routine.together.get(event_type, ())):  # a list: another thread may add to them
            grown.kept_merged.pop(merged, None)
        for crossing in [crossing for crossing in case.kept_crossings if event_type in crossing.tellers]:
            grown.kept_crossings.pop(crossing, None)
    grown.kept_answers = {key: kept.copied().read(grown) for key, kept in case.kept_answers.items()}
    grown.kept_spans = case.kept_spans.copy()
    grown.kept_instances, grown.kept_days = case.kept_instances.copy(), case.kept_days.copy()
    for name in touched:
        grown.kept_instances.pop(name, None)
        grown.kept_days.pop(name, None)
    if not any(kind is not None and kind.effect in CONSENTS for kind in grown.types[case.size :]):
        grown.kept_consents = case.kept_consents


def moved(before: Worked, grown: Case) -> set[str]:
    """The duties whose instances the events that have come since, or the other day, may open, end or move."""
    reach = grown.routine.reach
    touched: set[str] = set()
    for event in grown.events[before.case.size :]:
        touched.update(reach.instances.get(event.type, ()))
    return touched if before.is_alike_on(grown.as_of) else touched | reach.by_day


def answered_anew(before: Worked, case: Case) -> set[str] | None:
    """The duties to look at again on a day that is alike; None if it is not, so that any that is not finished may change."""
    if not before.is_alike_on(case.as_of):
        return None
    reach, added = case.routine.reach, case.events[before.case.size :]
    again: set[str] = set()
    for event in added:
        again.update(reach.answers.get(event.type, ()))
    if any(event.on < case.as_of for event in added):
        again |= reach.by_day  # what ended with a day goes by the events before that day
    return moved(before, case).union(name for name in again if _may_differ(before, name))


def _may_differ(before: Worked, duty_id: str) -> bool:
    """Whether an instance of a duty was neither done nor ended by an event: all others stay as they were, whatever comes after."""
    for one in before.case.kept_instances.get(duty_id, ()):  # noqa: SIM110 - a generator would cost as much as the questions
        if one.closed < 0 and one.ended < 0:
            return True
    return False
