"""What an instance of a duty is: a duty made ready for quick answers, and one time that it was opened."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from hemvist.routines.answers import Bits, with_answer
from hemvist.routines.case import Case
from hemvist.routines.conditions import Answer, Moment, Named, applies
from hemvist.routines.deadlines import Direction, Length
from hemvist.routines.history import Event
from hemvist.routines.model import Due, Duty
from hemvist.routines.reach import is_by_day, opening_events

if TYPE_CHECKING:
    from hemvist.routines.compiled import Compiled

NEVER = -1


class CompiledDuty:
    """A duty of one edition with its conditions as functions."""

    __slots__ = (
        "by_events",
        "closes_alone",
        "compiled",
        "counts",
        "counts_to",
        "duty",
        "edition",
        "grouped_bits",
        "interval",
        "is_conditional",
        "is_simple",
        "length",
        "limits",
        "opening_events",
        "opens_later",
        "own_types",
        "points",
        "retold",
        "told",
        "turn_is_holders",
        "unless",
        "unless_bits",
        "when",
        "when_bits",
    )

    def __init__(self, duty: Duty, compiled: "Compiled") -> None:
        self.duty = duty
        self.compiled = compiled
        self.when: tuple[Named, ...] = compiled.named(duty.when)
        self.unless: tuple[Named, ...] = compiled.named(duty.unless)
        decided = compiled.decided
        self.when_bits, self.unless_bits = decided.of(self.when), decided.of(self.unless)
        self.by_events = all(one in decided.bits for one in (*self.when, *self.unless))
        self.limits: tuple[tuple[Due, tuple[Named, ...]], ...] = tuple(
            (limit.due, compiled.named(limit.when)) for limit in compiled.edition.limits if limit.duty == duty.id
        )
        due = duty.due
        self.length = compiled.length(due) if due is not None and due.direction != "on" else None
        # Where the due date is a length after the day it opened, and nothing else sets it.
        self.counts = (
            self.length
            if due is not None and not (due.event or due.at_least or self.limits or duty.every) and self.length
            else None
        )
        self.counts_to: Direction = due.direction if due is not None else "on"
        self.edition = compiled.edition.edition
        every = duty.every
        self.interval = Length(months=every.months, weeks=every.weeks) if every is not None else None
        # The date that it opens on, where that may move: told anew, what hung on the old one ends.
        self.retold = compiled.dates.get(duty.opens_on.event) if duty.opens_on is not None else None
        # The points of the form that opens it, where it is for each of them: those that what closes it can name.
        each, events = duty.for_each, compiled.edition.events
        named = (field for one in duty.closes for field in events[one].fields if each and field.name == each.matched_by)
        self.points = frozenset(choice.value for field in named for choice in field.choices)
        self.is_simple = not is_by_day(duty) and duty.closes_with is None
        self.is_conditional = bool(duty.when or duty.unless)
        self.opens_later = bool(duty.opens_on or duty.during)
        roles = compiled.edition.roles
        self.turn_is_holders = not any(role in roles and roles[role].until_appointed for role in duty.holder)
        asked = (*self.when, *self.unless)
        self.own_types = frozenset(event for named in asked for event in named.chain_types)
        # Those that go by the events that an instance hangs on, where one of them tells the answer by itself.
        own = tuple(one for one in asked if one.chain_types)
        self.grouped_bits = decided.of(one for one in own if one.told is None)
        self.told = tuple((decided.bits[one], one.condition.event, one.told) for one in own if one.told is not None)
        self.closes_alone = duty.closes[0] if len(duty.closes) == 1 else ""
        self.opening_events: tuple[str, ...] = opening_events(duty, compiled.edition)

    def is_closed_by(self, event: Event) -> bool:
        """Whether an event of a type that closes the duty does so, by what it answers."""
        wanted = self.duty.closes_with
        return wanted is None or event.fields.get(wanted.field_name) == wanted.value


@dataclass(slots=True)
class Instance:
    """One instance. Places in the order of events are -1 where there is none.

    ``closed``: the event that did it; ``ended``: the event that ended it undone; ``ended_on``: the day it ended undone (the first day after a span).
    """

    of: CompiledDuty
    id: str
    opener: int
    round: int
    opened_on: date
    chain: frozenset[int]
    role: str = ""
    point: str = ""  # where the duty is for each point of a form: the name of that point
    closed: int = NEVER
    ended: int = NEVER
    ended_on: date | None = None
    base: date | None = None  # in a series: the day that the interval counts from
    not_due_before: date | None = None  # in a series: the day it went on after a pause
    missing: tuple[str, ...] = field(default=())

    @property
    def is_standing(self) -> bool:
        """Neither done nor ended."""
        return self.closed < 0 and self.ended_on is None

    def known_at(self, case: Case, place: int) -> bool | None:
        """Whether its duty applies to it before an event, where events alone decide that; None where it must be asked (``applies``)."""
        duty = self.of
        if not duty.is_conditional:
            return True
        within = case.rounds[self.round]
        last = within.end if within.end < place else place
        answers = case.answers(duty.compiled.decided)
        yes, no = answers.so_far[place]
        ours, ours_not = answers.in_round[last if last > within.start else 0]
        yes, no = yes | ours, no | ours_not
        if duty.own_types:
            yes, no = self._own_bits(case.events, yes, no)
        when, unless = duty.when_bits, duty.unless_bits
        if no & when or yes & unless:
            return False
        return True if duty.by_events and yes & when == when and no & unless == unless else None

    def applies(self, moment: Moment) -> Answer:
        """Whether its duty applies to it at a moment: conditions without ``per`` go by the events it hangs on, where they are of the kind asked for."""
        duty = self.of
        if not duty.is_conditional:
            return True
        if duty.own_types and self._hangs_on(duty.own_types, moment.case.events):
            moment = moment.seen_from(self.chain)
        elif moment.own is None:
            yes, no = moment.bits(duty.compiled.decided)
            if no & duty.when_bits or yes & duty.unless_bits:
                return False
            if duty.by_events and yes & duty.when_bits == duty.when_bits and no & duty.unless_bits == duty.unless_bits:
                return True
        return applies(moment, duty.when, duty.unless)

    def _own_bits(self, events: list[Event], yes: int, no: int) -> Bits:
        """The answers, with those that the events it hangs on give before any other of their kind."""
        duty = self.of
        if duty.grouped_bits and self._hangs_on(duty.own_types, events):
            yes, no = yes & ~duty.grouped_bits, no & ~duty.grouped_bits  # to be asked
        for bit, event_type, told in duty.told:
            newest = max((number for number in self.chain if events[number].type == event_type), default=NEVER)
            if newest >= 0:
                yes, no = with_answer(yes, no, bit, told(events[newest].fields))
        return yes, no

    def _hangs_on(self, event_types: frozenset[str], events: list[Event]) -> bool:
        if len(self.chain) == 1:
            return events[self.opener].type in event_types
        return any(events[number].type in event_types for number in self.chain)

    def is_over(self, moment: Moment) -> bool:
        """Whether it had ended undone by a moment."""
        if self.ended_on is None:
            return False
        return self.ended < moment.upto if self.ended >= 0 else self.ended_on <= moment.today
