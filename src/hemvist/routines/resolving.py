"""What the rows of a decision table say together when each is yes, no or unknown. Nothing is known here of cases or documents.

The unknown rows are taken as independent of one another: any of them may turn out to hold. A name (one thing that the table answers) is *settled*
when every way in which the unknown rows may fall gives the same values; in *conflict* when rows that certainly decide say different things; else *open*.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hemvist.routines.conditions import Answer
from hemvist.routines.model import Resolves

Values = dict[str, tuple[str, ...]]
TableState = Literal["answered", "conflict", "undetermined", "nothing"]


class Row(NamedTuple):
    """One row: what it answers as (name, value), its step, and whether it holds."""

    then: tuple[tuple[str, str], ...]
    step: int
    holds: Answer


@dataclass(slots=True)
class Resolved:
    """What the rows say together, by name; values are sorted.

    ``counting``: the rows that hold or could hold and that no holding row of an earlier step overrules. ``mattering``: the unknown rows whose answer
    could change something open; empty if and only if nothing is open.
    """

    settled: Values = field(default_factory=dict)
    conflicts: Values = field(default_factory=dict)
    open: Values = field(default_factory=dict)
    counting: tuple[int, ...] = ()
    mattering: tuple[int, ...] = ()

    @property
    def state(self) -> TableState:
        """The whole in one word: a conflict shows before what is open, and that before what is answered."""
        if self.conflicts:
            return "conflict"
        if self.open:
            return "undetermined"
        return "answered" if self.settled else "nothing"


def resolve(rows: Sequence[Row], resolves: Resolves) -> Resolved:
    """Put the rows of a table together. With ``first`` each row is a step of its own; with ``all`` nothing is in conflict."""
    steps = [place if resolves == "first" else row.step for place, row in enumerate(rows)]
    deciding = min((steps[place] for place, row in enumerate(rows) if row.holds is True), default=None)
    counting = [
        place
        for place, row in enumerate(rows)
        if row.holds is not False and (deciding is None or steps[place] <= deciding)
    ]
    unknown = [place for place in counting if rows[place].holds is not True]
    before = [place for place in unknown if deciding is None or steps[place] < deciding]
    found = Resolved(counting=tuple(counting))
    certain: dict[str, set[str]] = {}
    for name in sorted({name for place in counting for name, _ in rows[place].then}):
        said = {place: value for place in counting for one, value in rows[place].then if one == name}
        sure = certain[name] = {value for place, value in said.items() if rows[place].holds is True}
        added = {said[place] for place in unknown if place in said and place not in before}
        same_before = all(len(sure) == 1 and said.get(place) in sure for place in before)
        if sure and added <= sure and same_before and (len(sure) == 1 or resolves == "all"):
            found.settled[name] = tuple(sorted(sure))
        elif len(sure) > 1 and not before and resolves != "all":
            found.conflicts[name] = tuple(sorted(sure))
        else:
            found.open[name] = tuple(sorted(set(said.values())))
    if found.open:
        found.mattering = tuple(
            place
            for place in unknown
            if place in before
            or any(name in found.open and value not in certain[name] for name, value in rows[place].then)
        )
    return found
