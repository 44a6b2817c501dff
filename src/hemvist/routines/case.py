"""One case as seen on a day and known at a moment: its events in order, its rounds with their editions, and which event concerns which."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from hemvist.routines.answers import Answers, Decided
from hemvist.routines.history import Event, Known
from hemvist.routines.model import EventType, NamedDate

if TYPE_CHECKING:
    from hemvist.routines.changing import Crossing
    from hemvist.routines.compiled import Compiled, CompiledRoutine
    from hemvist.routines.consents import Told
    from hemvist.routines.instance import Instance
    from hemvist.routines.spans import SpanInstance
    from hemvist.routines.status import Refusal

NOTHING: tuple[int, ...] = ()


@dataclass(slots=True)
class Round:
    """From the event that starts it (``start``) up to the next one's start (``end``, exclusive), by one edition."""

    start: int
    end: int
    compiled: "Compiled"


class Case:
    """Events are named by their place in order (an index). Answers that several questions need are worked out once."""

    __slots__ = (
        "about",
        "as_of",
        "by_type",
        "case_ends",
        "changes",
        "concerns_all",
        "dangling",
        "editions",
        "events",
        "index",
        "kept_answers",
        "kept_chains",
        "kept_consents",
        "kept_crossings",
        "kept_days",
        "kept_failing",
        "kept_instances",
        "kept_merged",
        "kept_spans",
        "known",
        "round_of",
        "rounds",
        "routine",
        "size",
        "types",
    )

    def __init__(self, routine: "CompiledRoutine", known: Known, events: list[Event], as_of: date) -> None:
        self.routine = routine
        self.known = known
        self.events = events
        self.size = len(events)
        self.as_of = as_of
        self.index: dict[str, int] = {}
        self.by_type: dict[str, list[int]] = {}
        self.rounds: list[Round] = []
        self.round_of: list[int] = []
        self.types: list[EventType | None] = []
        self.about: list[int] = []
        self.concerns_all: list[bool] = []  # by event: it is about nothing, so concerns whatever it can
        self.dangling: set[str] = set()  # what events are about that is not among the events
        self.case_ends: list[int] = []
        self.changes: list[date] = []  # days on which instances that are being made change with time alone
        self.kept_chains: dict[int, frozenset[int]] = {}
        self.kept_answers: dict[Decided, Answers] = {}
        self.kept_merged: dict[tuple[str, ...], list[int] | tuple[int, ...]] = {}
        self.kept_spans: dict[str, list[SpanInstance]] = {}
        self.kept_instances: dict[str, list[Instance]] = {}
        self.kept_days: dict[str, list[date]] = {}  # by duty: the days on which its instances change with time alone
        self.kept_consents: dict[tuple[str, str], list[Told]] | None = None
        self.kept_failing: dict[int, tuple[Refusal, ...]] = {}
        self.kept_crossings: dict[Crossing, list[tuple[int, int]]] = {}
        self.editions: list[Compiled] = []
        self.read(0)

    def read(self, first: int) -> None:
        """Take in the events from a place on; those before it have been taken in already."""
        self._make_rounds(first)
        self.editions = list({id(one.compiled): one.compiled for one in self.rounds}.values())
        index, by_type, types, about = self.index, self.by_type, self.types, self.about
        added = self.events[first:] if first else self.events
        for number, event in enumerate(added, first):
            index[event.id] = number
            places = by_type.get(event.type)
            if places is None:
                by_type[event.type] = [number]
            else:
                places.append(number)
            ready = self.rounds[self.round_of[number]].compiled
            kind = ready.edition.events.get(event.type) or self.routine.type_in(ready, event.type)
            types.append(kind)
            if kind is not None and kind.effect == "case-ended":
                self.case_ends.append(number)
        resolve, chains, concerns_all = self.known.resolve, self.kept_chains, self.concerns_all
        for number, event in enumerate(added, first):
            place = -1
            if event.about is not None:
                target = resolve(event.about) or ""
                place = index.get(target, -1)
                if place < 0:
                    self.dangling.add(target)
            if place < 0:
                chains[number] = frozenset((number,))
                kind = types[number]
                concerns_all.append(event.about is None or not (kind and kind.about))
            else:
                concerns_all.append(False)
            about.append(place)

    def _make_rounds(self, first: int) -> None:
        rounds, routine = self.rounds, self.routine
        for number, event in enumerate(self.events[first:], first):
            in_force = routine.alone or routine.on(event.on)
            if not rounds:
                rounds.append(Round(0, self.size, in_force))
            elif self.starts_round(event, in_force):
                rounds[-1].end = number
                rounds.append(Round(number, self.size, in_force))
            if event.type in routine.moves_edition:
                moved = routine.named(str(event.fields.get("edition", "")))
                rounds[-1].compiled = moved or rounds[-1].compiled
            self.round_of.append(len(rounds) - 1)

    def starts_round(self, event: Event, in_force: "Compiled") -> bool:
        """Whether an event that comes next starts a round, by the edition in force on its day or by the one of the round so far."""
        return event.type in in_force.starts_round or event.type in self.rounds[-1].compiled.starts_round

    def copied(self, known: Known, events: list[Event], as_of: date) -> "Case":
        """The same, to take in the events that have come after its own; nothing that is changed then is shared."""
        case = Case.__new__(Case)
        case.routine, case.known, case.events, case.size, case.as_of = self.routine, known, events, len(events), as_of
        case.index, case.round_of, case.types = self.index.copy(), self.round_of.copy(), self.types.copy()
        case.by_type = self.by_type.copy()
        for event_type in {event.type for event in events[self.size :]} & case.by_type.keys():
            case.by_type[event_type] = case.by_type[event_type].copy()
        last = self.rounds[-1]
        case.rounds = [*self.rounds[:-1], Round(last.start, case.size, last.compiled)]
        case.about, case.concerns_all = self.about.copy(), self.concerns_all.copy()
        case.dangling, case.case_ends, case.changes = self.dangling.copy(), self.case_ends.copy(), []
        case.kept_chains = self.kept_chains.copy()
        case.kept_merged, case.kept_spans, case.kept_instances, case.kept_days = {}, {}, {}, {}
        case.kept_consents = None
        case.kept_answers, case.kept_crossings, case.kept_failing = {}, {}, {}
        return case

    @property
    def current(self) -> "Compiled":
        """The edition of the current round, or the one in force if nothing has happened yet."""
        return self.rounds[-1].compiled if self.rounds else self.routine.on(self.as_of)

    def chain(self, number: int) -> frozenset[int]:
        """An event, the event it is about, the one that is about, and so on."""
        answer = self.kept_chains.get(number)
        if answer is None:
            links = [number]
            while (number := self.about[number]) >= 0 and number not in links:
                links.append(number)
            answer = self.kept_chains[links[0]] = frozenset(links)
        return answer

    def merged(self, types: tuple[str, ...]) -> list[int] | tuple[int, ...]:
        """The events of some types, in order."""
        answer = self.kept_merged.get(types)
        if answer is None:
            found = [self.by_type[one] for one in types if one in self.by_type]
            answer = sorted(chain.from_iterable(found)) if len(found) > 1 else found[0] if found else NOTHING
            self.routine.asked_together(types)  # first: who goes on from this case meanwhile must find it there
            self.kept_merged[types] = answer
        return answer

    def answers(self, decided: Decided) -> Answers:
        """The answers of an edition's conditions that events alone decide."""
        found = self.kept_answers.get(decided)
        if found is None:
            found = self.kept_answers[decided] = Answers(decided).read(self)
        return found

    def opening(self, types: tuple[str, ...], compiled: "Compiled") -> list[int] | tuple[int, ...]:
        """The events of some types that stand in rounds of an edition."""
        found = self.merged(types)
        if len(self.editions) == 1:
            return found
        return [number for number in found if self.rounds[self.round_of[number]].compiled is compiled]

    def concerns(self, number: int, chain: frozenset[int]) -> bool:
        """Whether an event that closes or ends something concerns what has this chain.

        An event about nothing concerns everything; one about X concerns what has X in its chain, or what has nothing of X's kind in it.
        """
        kind = self.types[number]
        target = self.about[number]
        if target < 0:
            return self.concerns_all[number]
        if target in chain:
            return True
        if kind is None or kind.effect == "breach-handled":
            return False
        types = {self.events[one].type for one in chain}
        if not types.isdisjoint(kind.about):
            return False
        for link in self.chain(target) - {target}:
            if link in chain:
                return True
            if self.events[link].type in types:
                return False
        return True

    def newest(self, types: str, before: int, start: int = 0) -> int:
        """The last event of a type in ``start`` … ``before`` (exclusive), or -1."""
        found = self.by_type.get(types)
        if not found or found[0] >= before:
            return -1
        number = found[-1] if found[-1] < before else found[bisect_left(found, before) - 1]
        return number if number >= start else -1

    def telling(self, named: NamedDate, before: int) -> tuple[int, str]:
        """The newest event before a place that tells of a named date, and the field it does so in; -1 if there is none.

        One that leaves the field out says nothing of it; one that answers "unknown" tells that it is not known any more.
        """
        for number in reversed(self.merged(named.tellers)):
            if number < before and self.tells(number, named):
                return number, named.field_in(self.events[number].type) or ""
        return -1, named.told_by[0][1]

    def tells(self, number: int, named: NamedDate) -> bool:
        """Whether an event tells of a named date: by its own day, or by a field that it does not leave out."""
        event = self.events[number]
        return named.told_in(event.type, event.fields) is not None

    def day_of(self, number: int, field_name: str) -> date | None:
        """The day that an event's field gives, or the event's own day; None if the field is unknown."""
        if not field_name:
            return self.events[number].on
        return as_day(self.events[number].fields.get(field_name))

    def next_end(self, number: int) -> int:
        """The first event after this one that ends the case, or -1."""
        for end in self.case_ends:
            if end > number:
                return end
        return -1


def as_day(value: object) -> date | None:
    """The local day of a date or a moment; None for anything else."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
