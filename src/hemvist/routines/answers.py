"""The answers that events alone decide, kept as bits along the order of events.

Most conditions ask what has happened, or what the newest event of a kind tells. Their answer changes only with an event of that kind, so one walk
through the events gives it at every place: one bit a condition, set in ``yes``, in ``no``, or in neither where it is unknown. Whether all that an
event requires holds is then one comparison of whole numbers. The condition itself (``conditions``) is asked where the bits do not suffice: to
tell what is missing, and for answers that go by the day, a consent, a period or another duty.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemvist.routines.history import FieldValue

if TYPE_CHECKING:
    from hemvist.routines.case import Case
    from hemvist.routines.conditions import Answer, Named

Told = Callable[[dict[str, FieldValue]], "Answer"]
Bits = tuple[int, int]
"""Which conditions are answered yes, and which no."""


@dataclass(slots=True)
class Change:
    """What an event of a type changes, of the conditions that go by the round or of those that do not.

    ``happens``: the bits of those that ask whether it has happened; ``tells``: those that go by its fields; ``groups``: those made of others.
    """

    happens: int = 0
    is_simple: bool = True  # nothing but that it has happened
    told: int = 0  # the bits of ``tells``
    tells: list[tuple[int, Told]] = field(default_factory=list)
    groups: list[tuple[int, str, int, "Answer | None"]] = field(default_factory=list)

    def made(self, yes: int, no: int, fields: dict[str, FieldValue]) -> Bits:
        """The bits after such an event."""
        yes, no = (yes | self.happens) & ~self.told, no & ~self.happens & ~self.told
        for bit, told in self.tells:
            answer = told(fields)
            if answer is True:
                yes |= bit
            elif answer is False:
                no |= bit
        for bit, kind, members, unknown_is in self.groups:
            holds = _group(kind, members, yes, no)
            yes, no = with_answer(yes, no, bit, unknown_is if holds is None else holds)
        return yes, no


def with_answer(yes: int, no: int, bit: int, answer: "Answer | None") -> Bits:
    """The bits with an answer of one condition."""
    if answer is True:
        return yes | bit, no & ~bit
    if answer is False:
        return yes & ~bit, no | bit
    return yes & ~bit, no & ~bit


def _group(kind: str, members: int, yes: int, no: int) -> bool | None:
    """Whether all, any or none of some conditions hold; None if it is unknown."""
    if kind == "all":
        return False if no & members else True if yes & members == members else None
    if kind == "any":
        return True if yes & members else False if no & members == members else None
    return False if yes & members else True if no & members == members else None


class Decided:
    """The conditions of an edition that events alone decide, each with its bit, and what each event type changes."""

    def __init__(self, conditions: Iterable["Named"]) -> None:
        self.bits: dict[Named, int] = {}
        self.changes: tuple[dict[str, Change], dict[str, Change]] = (
            {},
            {},
        )  # those that do not go by the round, those that do
        self.start: list[Bits] = [(0, 0), (0, 0)]
        self.by_id: dict[str, Named] = {}
        for named in conditions:  # a group comes after its members
            self.by_id[named.condition.id] = named
            if named.told is not None:
                self._simple(named)
            elif named.condition.kind in ("all", "any", "none"):
                self._grouped(named)

    def of(self, conditions: Iterable["Named"]) -> int:
        """The bits of those of some conditions that have one."""
        found = 0
        for named in conditions:
            found |= self.bits.get(named, 0)
        return found

    def _simple(self, named: "Named") -> None:
        condition, bit = named.condition, self._next(named)
        change = self.changes[condition.per_round].setdefault(condition.event, Change())
        if condition.kind == "happened":
            change.happens |= bit
        elif named.told is not None:
            change.tells.append((bit, named.told))
            change.told |= bit
            change.is_simple = False
        self.start[condition.per_round] = with_answer(*self.start[condition.per_round], bit, named.untold)

    def _grouped(self, named: "Named") -> None:
        """A group has a bit if all its members have, and all of them go by the round or none does."""
        condition = named.condition
        members = [self.by_id[name] for name in condition.names]
        by_round = {one.condition.per_round for one in members}
        if len(by_round) != 1 or not all(one.told is not None for one in members):
            return
        part, bit, inner = by_round.pop(), self._next(named), self.of(members)
        answer = _group(condition.kind, inner, *self.start[part])
        self.start[part] = with_answer(*self.start[part], bit, named.unknown_is if answer is None else answer)
        for change in self.changes[part].values():
            if (change.happens | change.told) & inner:
                change.groups.append((bit, condition.kind, inner, named.unknown_is))
                change.is_simple = False

    def _next(self, named: "Named") -> int:
        bit = self.bits[named] = 1 << len(self.bits)
        return bit


class Answers:
    """The bits before each event of a case and after the last: of all events so far, and of those in the round of the event just before."""

    __slots__ = ("decided", "in_round", "so_far")

    def __init__(self, decided: Decided) -> None:
        self.decided = decided
        self.so_far: list[Bits] = [decided.start[0]]
        self.in_round: list[Bits] = [decided.start[1]]

    def read(self, case: "Case") -> "Answers":
        """Walk on through the events that have not been read."""
        so_far, in_round = self.so_far, self.in_round
        first = len(so_far) - 1
        bits, ours = so_far[-1], in_round[-1]
        (plain, by_round), start = self.decided.changes, self.decided.start[1]
        starts = {one.start for one in case.rounds}
        for number, event in enumerate(case.events[first:], first):
            event_type = event.type
            if number in starts:
                ours = start
            if event_type in plain:
                change = plain[event_type]
                happens = change.happens
                if not change.is_simple:
                    bits = change.made(*bits, event.fields)
                elif bits[0] & happens != happens:
                    bits = (bits[0] | happens, bits[1] & ~happens)
            if event_type in by_round:
                change = by_round[event_type]
                happens = change.happens
                if not change.is_simple:
                    ours = change.made(*ours, event.fields)
                elif ours[0] & happens != happens:
                    ours = (ours[0] | happens, ours[1] & ~happens)
            so_far.append(bits)
            in_round.append(ours)
        return self

    def copied(self) -> "Answers":
        """The same, to go on from."""
        answers = Answers(self.decided)
        answers.so_far, answers.in_round = self.so_far.copy(), self.in_round.copy()
        return answers

    def at(self, upto: int, first: int, last: int) -> Bits:
        """The bits before the event at ``upto``, with the round seen from ``first`` to ``last`` (exclusive)."""
        yes, no = self.so_far[upto]
        ours = self.in_round[last if last > first else 0]  # before the first event nothing has happened in any round
        return yes | ours[0], no | ours[1]
