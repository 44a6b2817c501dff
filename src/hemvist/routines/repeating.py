"""Duties that come back: the next is due an interval after the last one held, not after the cap, and the series pauses when no span is in force.

With ``together = "each"`` every holder has a series of their own: what one has held moves only that one's next.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hemvist.routines.case import Case
from hemvist.routines.deadlines import add
from hemvist.routines.holders import acts_for
from hemvist.routines.instance import CompiledDuty, Instance
from hemvist.routines.model import Repeat
from hemvist.routines.spans import spans_of


@dataclass(slots=True)
class Running:
    """A time during which a series runs: from a day until an event (-1: none) or the first day after it (None: none)."""

    start: date
    begin: int
    stop_event: int
    stop_day: date | None


def series(case: Case, duty: CompiledDuty, starts: list[int] | tuple[int, ...]) -> list[Instance]:
    """All instances of a repeating duty, of each holder's own series if it is so. A later start ends the series before it and begins a new one."""
    made: list[Instance] = []
    every = duty.duty.every
    if every is None:
        return made
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else -1
        for role in each_holder(duty):
            made.extend(_Series(case, duty, every, start, following, role).instances())
    return made


def each_holder(duty: CompiledDuty) -> tuple[str, ...]:
    """The roles that each have a series of their own; one empty role where the holders share it."""
    rule = duty.duty
    return rule.holder if rule.together == "each" and len(rule.holder) > 1 else ("",)


class _Series:
    """One series from one start event, walked from one holding to the next. With a ``role`` only what that role does holds it."""

    def __init__(self, case: Case, duty: CompiledDuty, every: Repeat, start: int, following: int, role: str) -> None:
        self.case, self.duty, self.start, self.role = case, duty, start, role
        self.every = every
        self.chain = case.chain(start)
        self.over = self._over(following)
        before = self.over if self.over >= 0 else case.size
        self.closings = [
            number
            for number in case.merged(duty.duty.closes)
            if start < number <= before
            and case.concerns(number, self.chain)
            and duty.is_closed_by(case.events[number])
            and (not role or acts_for(case.events[number].by, role, duty.compiled))
        ]
        self.base = case.events[start].on
        self.held: date | None = None
        self.place = start
        self.ordinal = 0

    def _over(self, following: int) -> int:
        """The event after which the series does not go on: one that lapses it, the end of the case, or a new start."""
        case = self.case
        lapses = [
            number
            for number in case.merged(self.duty.duty.lapses)
            if number > self.start and case.concerns(number, self.chain)
        ]
        ends = [*lapses[:1], case.next_end(self.start), following]
        return min((number for number in ends if number >= 0), default=-1)

    def instances(self) -> list[Instance]:
        made: list[Instance] = []
        for running in self._times():
            begins = max(running.start, self.case.events[self.start].on)
            if running.stop_day is not None and running.stop_day <= begins:
                continue
            if 0 <= self.over < running.begin:
                break
            if begins > self.case.as_of:
                self.case.changes.append(begins)
                break
            made.extend(self._run(running, begins))
        return made

    def _times(self) -> Iterator[Running]:
        """When the series runs: always, or while a span of the kind it names is in force, periods without a gap taken together."""
        if not self.duty.duty.during:
            yield Running(self.case.events[self.start].on, self.start, -1, None)
            return
        current: Running | None = None
        for span in sorted(spans_of(self.case, self.duty.duty.during), key=lambda one: (one.known_from, one.begin)):
            if (
                current is not None
                and current.stop_event < 0
                and (current.stop_day is None or span.known_from <= current.stop_day)
            ):
                later = span.natural_stop
                if (
                    span.ended >= 0
                    and current.stop_day is not None
                    and self.case.events[span.ended].on >= current.stop_day
                ):
                    current.stop_event, current.stop_day = span.ended, None
                elif span.ended < 0 and (later is None or current.stop_day is None or later > current.stop_day):
                    current.stop_day = later
                continue
            if current is not None:
                yield current
            current = Running(span.known_from, span.begin, span.ended, span.natural_stop)
        if current is not None:
            yield current

    def _run(self, running: Running, begins: date) -> list[Instance]:
        made: list[Instance] = []
        for number in [one for one in self.closings if one > self.place and self.case.events[one].on < begins]:
            self._hold(number)
        resumed = begins if begins > self.case.events[self.start].on and running.begin > self.start else None
        while True:
            number = self._next_closing(running)
            opened = self._opening(running, begins, number)
            if opened is not None:
                made.append(self._instance(opened, resumed))
            if number < 0:
                break
            if opened is not None:
                made[-1].closed = number
            self._hold(number)
            resumed = None
        if made and made[-1].is_standing:
            self._stop(made[-1], running)
        elif running.stop_day is not None and running.stop_day > self.case.as_of:
            self.case.changes.append(running.stop_day)
        return made

    def _hold(self, number: int) -> None:
        self.place = number
        self.base = self.held = self.case.events[number].on

    def _next_closing(self, running: Running) -> int:
        for number in self.closings:
            if number > self.place and self._runs_at(running, number):
                return number
        return -1

    def _runs_at(self, running: Running, number: int) -> bool:
        if running.stop_event >= 0 and number > running.stop_event:
            return False
        return running.stop_day is None or self.case.events[number].on < running.stop_day

    def _opening(self, running: Running, begins: date, closing: int) -> tuple[int, date] | None:
        """The event and day from which the next instance is open: from the last holding, or from when the cap moved away from it; None if it is not."""
        case = self.case
        end = closing if closing >= 0 else case.size
        cap_events = [] if self.every.not_after is None else case.by_type.get(self.every.not_after.event, [])
        moves = cap_events[bisect_right(cap_events, self.place) :]
        for number in (self.place, *(one for one in moves if one < end and self._runs_at(running, one))):
            if 0 <= self.over <= number and number != self.start:
                return None
            if not self._is_enough(number + 1):
                return number, max(begins, case.events[number].on)
        return None

    def _is_enough(self, before: int) -> bool:
        """Whether the last one held lies so close before the cap that no further one is needed."""
        cap = self.cap(before)
        if cap is None or self.held is None or not self.every.enough_within:
            return False
        length = self.duty.compiled.term(self.every.enough_within)
        return self.held >= add(cap, length, "before").on

    def cap(self, before: int) -> date | None:
        """The last allowed day by what was known before an event; None if there is none or it is unknown."""
        day, _ = cap_of(self.case, self.duty, before)
        return day

    def _instance(self, opened: tuple[int, date], resumed: date | None) -> Instance:
        self.ordinal += 1
        case = self.case
        name = f"{case.events[self.start].id}#{self.ordinal}{'@' if self.role else ''}{self.role}"
        made = Instance(self.duty, name, opened[0], case.round_of[self.start], opened[1], self.chain, self.role)
        made.base = self.base
        made.not_due_before = resumed
        return made

    def _stop(self, instance: Instance, running: Running) -> None:
        case = self.case
        stops = [number for number in (self.over, running.stop_event) if number >= 0]
        stop = min(stops, default=-1)
        if stop >= 0 and (running.stop_day is None or case.events[stop].on < running.stop_day):
            instance.ended, instance.ended_on = stop, case.events[stop].on
        elif running.stop_day is not None and running.stop_day <= case.as_of:
            instance.ended_on = running.stop_day
        elif running.stop_day is not None:
            case.changes.append(running.stop_day)


def cap_of(case: Case, duty: CompiledDuty, before: int) -> tuple[date | None, tuple[str, ...]]:
    """The cap of a series by the newest event that gives it, and its steps (or, with no date, what is missing)."""
    every = duty.duty.every
    due = every.not_after if every is not None else None
    if due is None:
        return None, ()
    named = duty.compiled.dates.get(due.event)
    name = due.field_name
    if named is not None:
        number, name = case.telling(named, before)
    else:
        number = case.newest(due.event, before) if due.event else -1
    start = case.day_of(number, name) if number >= 0 else None
    if start is None:
        return None, (".".join(named.told_by[0]) if named else f"{due.event}.{name}".strip("."),)
    if due.direction == "on":
        return start, ()
    deadline = add(start, duty.compiled.length(due), due.direction)
    return deadline.on, deadline.steps
