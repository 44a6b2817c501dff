"""Edition against edition, and one history under two editions: what a new edition adds, takes away and changes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from hemvist.routines.duties import evaluate
from hemvist.routines.history import History
from hemvist.routines.model import Edition, Routine, Rule
from hemvist.routines.rounds import only
from hemvist.routines.status import DutyStatus, Status

NOT_COMPARED = ("source", "line", "file")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that both editions have, and the keys in which they differ."""

    id: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of thing: the ids that only the later edition has, those that only the earlier has, and what changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no such thing that differs."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """All that differs between two editions. A row of a decision table goes by its table and what it asks, a limit by its duty and clause."""

    clauses: Difference
    events: Difference
    spans: Difference
    conditions: Difference
    duties: Difference
    requirements: Difference
    limits: Difference
    offers: Difference
    standings: Difference
    tables: Difference
    rules: Difference
    dates: Difference
    shares: Difference
    terms: Difference

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return all(getattr(self, part.name).is_empty for part in fields(self))


@dataclass(frozen=True, slots=True)
class StatusDifference:
    """One history under two editions: duties that only one of them asks for, and those that differ; the statuses themselves."""

    before: Status
    after: Status
    only_before: tuple[DutyStatus, ...]
    only_after: tuple[DutyStatus, ...]
    changed: tuple[tuple[DutyStatus, DutyStatus], ...]
    newly_refused: tuple[str, ...]
    newly_allowed: tuple[str, ...]


def compare_editions(earlier: Edition, later: Edition) -> EditionDifference:
    """What differs between two editions of a routine, block by block; where a block stands in its file does not count."""
    return EditionDifference(
        clauses=_difference(earlier.clauses, later.clauses),
        events=_difference(earlier.events, later.events),
        spans=_difference(earlier.spans, later.spans),
        conditions=_difference(earlier.conditions, later.conditions),
        duties=_difference(earlier.duties, later.duties),
        requirements=_difference(
            {one.id: one for one in earlier.requirements}, {one.id: one for one in later.requirements}
        ),
        limits=_difference(
            _named((f"{one.duty} {one.source.clause}", one) for one in earlier.limits),
            _named((f"{one.duty} {one.source.clause}", one) for one in later.limits),
        ),
        offers=_difference(earlier.offers, later.offers),
        standings=_difference(earlier.standings, later.standings),
        tables=_difference(earlier.tables, later.tables),
        rules=_difference(
            _named((_asked(one), one) for one in earlier.rules), _named((_asked(one), one) for one in later.rules)
        ),
        dates=_difference(earlier.dates, later.dates),
        shares=_difference(earlier.shares, later.shares),
        terms=_difference(earlier.terms, later.terms),
    )


def _asked(rule: Rule) -> str:
    """What a row of a decision table goes by: its table, and when it holds."""
    unless = f" unless {', '.join(rule.unless)}" if rule.unless else ""
    return f"{rule.table}: {', '.join(rule.when)}{unless}"


def _named(things: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Things by name; of several with the same name, those after the first are numbered in the document's order."""
    found: dict[str, Any] = {}
    times = Counter[str]()
    for name, thing in things:
        times[name] += 1
        found[name if times[name] == 1 else f"{name} ({times[name]})"] = thing
    return found


def _difference(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Difference:
    changes = ((name, _changed_keys(earlier[name], later[name])) for name in later if name in earlier)
    return Difference(
        tuple(name for name in later if name not in earlier),
        tuple(name for name in earlier if name not in later),
        tuple(Change(name, keys) for name, keys in changes if keys),
    )


def _changed_keys(one: Any, other: Any) -> tuple[str, ...]:
    return tuple(
        part.name
        for part in fields(one)
        if part.name not in NOT_COMPARED and getattr(one, part.name) != getattr(other, part.name)
    )


def under_two_editions(
    routine: Routine, history: History, before: str, after: str, as_of: date, known_on: datetime | None = None
) -> StatusDifference:
    """The status of one case as each of two editions would have it from the start. Raises KeyError for an edition that the routine has not."""
    statuses = [evaluate(only(routine, edition), history, as_of, known_on) for edition in (before, after)]
    first, second = ({(duty.id, duty.instance): duty for duty in status.open_duties} for status in statuses)
    both = [(first[key], second[key]) for key in first if key in second]
    return StatusDifference(
        before=statuses[0],
        after=statuses[1],
        only_before=tuple(duty for key, duty in first.items() if key not in second),
        only_after=tuple(duty for key, duty in second.items() if key not in first),
        changed=tuple((old, new) for old, new in both if _shown(old) != _shown(new)),
        newly_refused=tuple(
            name for name in statuses[0].allowed if name in statuses[1].refused and name not in statuses[1].allowed
        ),
        newly_allowed=tuple(
            name for name in statuses[1].allowed if name in statuses[0].refused and name not in statuses[0].allowed
        ),
    )


def _shown(duty: DutyStatus) -> tuple[object, ...]:
    return (duty.label, duty.state, duty.due_on, duty.holder, duty.clauses)
