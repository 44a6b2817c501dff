"""An edition made ready for quick answers: conditions as functions, and which events open, close and are barred by what. Made once per edition."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hemvist.routines.answers import Decided
from hemvist.routines.changing import crossings
from hemvist.routines.conditions import Answer, Moment, Named, all_yes, applies, compile_condition
from hemvist.routines.deadlines import Length, length_of, length_of_due
from hemvist.routines.instance import CompiledDuty
from hemvist.routines.instances import instances_of
from hemvist.routines.model import Due, Duty, Edition, EventType, Requirement, Routine
from hemvist.routines.reach import MOVES_EDITION, TAKING_BACK, Reach
from hemvist.routines.status import Refusal
from hemvist.routines.ways import would_end

Failed = tuple[tuple[Named, Answer], ...]
"""The needs that are not met, each with its answer."""
HANDLES_BREACH = "breach-handled"
FIXED = ("happened", "field", "in_force", "consent")  # what is missing, where one of these is unknown, does not vary


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRequirement:
    """A requirement with its conditions, for one event type. ``hidden_until_filled``: it cannot be judged before the event's own fields are known.

    Its needs, apart from those that read the event's own fields, stand once more as bits: ``bits`` are those that events alone decide, ``all_bits``
    also the rest, as ``when_bits`` and ``unless_bits`` do; ``fixed`` are those that, where unknown, always lack the same facts. ``others`` are the
    needs that have to be asked. ``kept``: refusals by which of the needs are met and which are not.
    """

    requirement: Requirement
    needs: tuple[Named, ...]
    bits: int
    all_bits: int
    when_bits: int
    unless_bits: int
    fixed: int
    others: tuple[Named, ...]
    when: tuple[Named, ...]
    unless: tuple[Named, ...]
    own_needs: tuple[bool, ...]
    hidden_until_filled: bool
    kept: dict[tuple[int, int], Refusal | None] = field(default_factory=dict)


class Barring:
    """All that an event type requires. ``bits``: the needs of those that events alone decide; ``asked``: the other requirements."""

    __slots__ = ("all", "asked", "bits")

    def __init__(self, requirements: list[CompiledRequirement]) -> None:
        self.all = tuple(requirements)
        self.asked = tuple(one for one in requirements if one.others)
        self.bits = 0
        for one in requirements:
            self.bits |= 0 if one.others else one.bits


class Compiled:
    """One edition, compiled."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.dates = edition.dates
        self.terms: dict[str, Length] = {}
        self.lengths: dict[int, Length] = {}  # by the identity of a due, which the edition keeps
        self.lifted: dict[tuple[Named, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.kept_ending: dict[int, frozenset[str]] = {}  # by the identity of a duty, which its edition keeps
        # Refusals say the same every time that the same needs fail in the same way.
        self.kept_refusals: dict[tuple[CompiledRequirement, Failed], Refusal] = {}
        self.kept_concerning: dict[str, Refusal] = {}
        self.conditions: dict[str, Named] = {}
        grouped = ("all", "any", "none")
        simple = [one for one in edition.conditions.values() if one.kind not in grouped]
        for condition in (*simple, *(one for one in edition.conditions.values() if one.kind in grouped)):
            self.conditions[condition.id] = compile_condition(condition, self)
        self.decided = Decided(self.conditions.values())
        rest = (one for one in self.conditions.values() if one not in self.decided.bits)
        self.bits = {**self.decided.bits, **{one: 1 << place for place, one in enumerate(rest, len(self.decided.bits))}}
        # What may change its answer with time alone.
        self.ages = tuple(one for one in edition.conditions.values() if one.kind == "age" and one.on is None)
        self.crossings = crossings(edition)
        self.starts_round = frozenset(event.id for event in edition.events.values() if event.starts_round)
        self.duties = {duty.id: CompiledDuty(duty, self) for duty in edition.duties.values()}
        self.duties_by_event: dict[str, tuple[CompiledDuty, ...]] = self._by_event()
        self.on_breach = tuple(duty for duty in self.duties.values() if duty.duty.opens_on_breach)
        self.requirements: dict[str, Barring] = self._requirements()
        self.judged_once: tuple[tuple[CompiledRequirement, tuple[str, ...]], ...] = self._once()
        asked = (one for required, _ in self.judged_once for one in (*required.needs, *required.when, *required.unless))
        self.asked = tuple((one, self.bits[one]) for one in dict.fromkeys(asked) if one not in self.decided.bits)
        self.concerning = tuple(
            (event.id, () if event.effect == HANDLES_BREACH else event.about, event)
            for event in edition.events.values()
            # What takes back names by that itself what it is about.
            if (event.about and event.effect != TAKING_BACK) or event.effect == HANDLES_BREACH
        )

    def named(self, names: tuple[str, ...]) -> tuple[Named, ...]:
        return tuple(self.conditions[name] for name in names)

    def length(self, due: Due) -> Length:
        """The length of a due, with its term looked up."""
        if due.term:
            return self.term(due.term)
        length = self.lengths.get(id(due))
        if length is None:
            length = self.lengths[id(due)] = length_of_due(due, self.edition.terms)
        return length

    def term(self, term_id: str) -> Length:
        """A term as a length."""
        length = self.terms.get(term_id)
        if length is None:
            length = self.terms[term_id] = length_of(self.edition.terms[term_id])
        return length

    def lifting(self, failed: tuple[Named, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The event types that could make failed conditions true, and the roles that record them."""
        answer = self.lifted.get(failed)
        if answer is None:
            events = self.edition.events
            lifters = tuple(dict.fromkeys(event for named in failed for event in named.lifters))
            roles = (role for event in lifters if event in events for role in events[event].recorded_by)
            answer = self.lifted[failed] = (lifters, tuple(dict.fromkeys(roles)))
        return answer

    def ending(self, duty: Duty) -> frozenset[str]:
        """The requirements on what closes a duty which, were they met, would mean that the duty does not apply."""
        found = self.kept_ending.get(id(duty))
        if found is None:
            conditions = self.edition.conditions
            barring = (one for one in self.edition.requirements if not set(one.events).isdisjoint(duty.closes))
            found = frozenset(one.id for one in barring if would_end(duty, one.needs, conditions))
            self.kept_ending[id(duty)] = found
        return found

    def is_done(self, moment: Moment, duty_id: str, per_round: bool) -> Answer:
        """Whether a duty is done: every instance that counts is done or does not apply. Cancelled and lapsed ones do not count."""
        duty = self.duties[duty_id]
        answers: list[Answer] = []
        seen = False
        for instance in instances_of(moment.case, duty_id):
            if instance.opener >= moment.upto or (per_round and instance.round != moment.round):
                continue
            if 0 <= instance.closed < moment.upto:
                seen = True
                answers.append(True)
            elif instance.opened_on <= moment.today and not instance.is_over(moment):
                seen = True
                answer = instance.applies(moment)
                answers.append(not answer if isinstance(answer, bool) else answer)
        if not seen:
            answer = applies(moment, duty.when, duty.unless)
            return not answer if isinstance(answer, bool) else answer
        return all_yes(answers)

    def _bits(self, conditions: Iterable[Named]) -> int:
        found = 0
        for named in conditions:
            found |= self.bits[named]
        return found

    def _by_event(self) -> dict[str, tuple[CompiledDuty, ...]]:
        found: dict[str, list[CompiledDuty]] = {}
        for duty in self.duties.values():
            for event in duty.opening_events:
                found.setdefault(event, []).append(duty)
        return {event: tuple(duties) for event, duties in found.items()}

    def _requirements(self) -> dict[str, Barring]:
        found: dict[str, list[CompiledRequirement]] = {}
        for requirement in sorted(self.edition.requirements, key=lambda one: one.level != "must"):
            common = self._requirement(requirement, "")
            for event in requirement.events:
                own = self._requirement(requirement, event)
                reads_own = own.hidden_until_filled or any(own.own_needs)
                found.setdefault(event, []).append(own if reads_own else common)
        return {event: Barring(requirements) for event, requirements in found.items()}

    def _once(self) -> tuple[tuple[CompiledRequirement, tuple[str, ...]], ...]:
        """Each requirement with the event types that it bars in the current round: *must* first, otherwise as the edition has them."""
        found: dict[CompiledRequirement, list[str]] = {}
        for event, barring in self.requirements.items():
            if event not in self.starts_round:
                for one in barring.all:
                    if not one.hidden_until_filled:
                        found.setdefault(one, []).append(event)
        places = {id(one): place for place, one in enumerate(self.edition.requirements)}
        ordered = sorted(
            found.items(), key=lambda pair: (pair[0].requirement.level != "must", places[id(pair[0].requirement)])
        )
        return tuple((one, tuple(events)) for one, events in ordered)

    def _requirement(self, requirement: Requirement, event: str) -> CompiledRequirement:
        needs, when, unless = (
            self.named(requirement.needs),
            self.named(requirement.when),
            self.named(requirement.unless),
        )
        return CompiledRequirement(
            requirement,
            needs,
            bits=self.decided.of(one for one in needs if event not in one.own_types),
            all_bits=self._bits(one for one in needs if event not in one.own_types),
            when_bits=self._bits(when),
            unless_bits=self._bits(unless),
            fixed=self._bits(one for one in needs if one.condition.kind in FIXED),
            others=tuple(one for one in needs if event in one.own_types or one not in self.decided.bits),
            when=when,
            unless=unless,
            own_needs=tuple(event in one.own_types for one in needs),
            hidden_until_filled=any(event in one.own_types for one in (*when, *unless)),
        )


class CompiledRoutine:
    """All editions of a routine, compiled when first needed, oldest first."""

    def __init__(self, routine: Routine) -> None:
        self.routine = routine
        self.days = [edition.valid_from for edition in routine.editions]
        self.kept: dict[str, Compiled] = {}
        self.alone = self.of(routine.editions[0]) if len(routine.editions) == 1 else None
        self.moves_edition = self._with_effect(MOVES_EDITION)
        self.taking_back = self._with_effect(TAKING_BACK)
        self.reach = Reach(routine)
        # By event type: the types that its events have been asked for together with.
        self.together: dict[str, set[tuple[str, ...]]] = {}

    def asked_together(self, types: tuple[str, ...]) -> None:
        """Note that the events of some types are asked for together: with an event of one of them that answer is another."""
        if types and types not in self.together.get(types[-1], ()):  # the last is noted last: where it is, all are
            for event_type in types:
                self.together.setdefault(event_type, set()).add(types)

    def _with_effect(self, effect: str) -> frozenset[str]:
        return frozenset(
            event.id for edition in self.routine.editions for event in edition.events.values() if event.effect == effect
        )

    def of(self, edition: Edition) -> Compiled:
        compiled = self.kept.get(edition.edition)
        if compiled is None:
            compiled = self.kept[edition.edition] = Compiled(edition)
        return compiled

    def on(self, day: date) -> Compiled:
        """The edition in force on a day; before the first one's first day, the first."""
        if self.alone is not None:
            return self.alone
        return self.of(self.routine.editions[max(bisect_right(self.days, day) - 1, 0)])

    def named(self, edition_id: str) -> Compiled | None:
        return next((self.of(one) for one in self.routine.editions if one.edition == edition_id), None)

    def type_in(self, compiled: Compiled, event_type: str) -> EventType | None:
        """An event type as an edition has it, or as the newest edition that has it."""
        found = compiled.edition.events.get(event_type)
        if found is None:
            for edition in reversed(self.routine.editions):
                if event_type in edition.events:
                    return edition.events[event_type]
        return found


_KEPT: dict[int, CompiledRoutine] = {}
MOST_KEPT = 32


def compiled(routine: Routine) -> CompiledRoutine:
    """The compiled form of a routine, kept for the next time."""
    found = _KEPT.get(id(routine))
    if found is None or found.routine is not routine:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        found = _KEPT[id(routine)] = CompiledRoutine(routine)
    return found
