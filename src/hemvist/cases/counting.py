"""Counts of the cases that somebody sees, through the one rule. Small counts are not told: somebody could be told by them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import Field

from hemvist.cases import sql
from hemvist.cases.city_terms import Labelled, Terms, read_terms
from hemvist.cases.turns import writing
from hemvist.secrecy import log
from hemvist.secrecy.policy import SqlCondition, visible
from hemvist.secrecy.viewer import Viewer

FILE = "statistics.toml"
MOST_COUNTED = 50_000
"""So many cases are read at most, the newest first: a count must not keep everybody else waiting."""


class _SmallCounts(Labelled):
    smallest_shown: int = Field(gt=1)


class _Terms(Terms):
    small_counts: _SmallCounts


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases there are of one routine, unit and state. ``cases`` is None where they are too few to be told."""

    routine: str
    state: str
    unit: str
    unit_name: str
    cases: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts, the smallest one that is told, and whether all cases were counted."""

    rows: tuple[Count, ...]
    smallest_shown: int
    is_complete: bool


_SEEN = (
    "SELECT * FROM (SELECT DISTINCT mine.case_row AS id FROM secrecy_grant mine WHERE mine.{column} = %s AND {seen}"
    " ORDER BY mine.case_row DESC LIMIT %s) AS part"
)
_COUNT = (
    "SELECT c.routine, c.state, u.code, u.name, count(*) FROM ({lists} ORDER BY id DESC LIMIT %s) AS seen JOIN cases_case c ON c.id = seen.id"
    " JOIN organisation_unit u ON u.id = c.owner_unit_id GROUP BY c.routine, c.state, u.code, u.name ORDER BY c.routine, u.code, c.state"
)


def count_cases(viewer: Viewer, page: str) -> Counted:
    """Count the cases that the viewer sees. ``page`` is the name of what tells it, for the log. Two statements."""
    lists = [_list("unit_id", unit, viewer) for unit in viewer.unit_ids]
    lists += [_list("worker_id", worker, viewer) for worker in viewer.worker_ids]
    with writing():
        rows = _counted(lists) if lists else []
        log.log_shown(viewer, page, ())
    smallest = smallest_shown()
    told = tuple(
        Count(routine, state, unit, name, number if number >= smallest else None)
        for routine, state, unit, name, number in rows
    )
    return Counted(told, smallest, sum(row[4] for row in rows) < MOST_COUNTED)


def _list(column: str, whose: int, viewer: Viewer) -> SqlCondition:
    seen = visible(viewer, "mine.case_row")
    return SqlCondition(_SEEN.format(column=column, seen=seen.sql), (whose, *seen.params, MOST_COUNTED))


def _counted(lists: list[SqlCondition]) -> list[tuple[Any, ...]]:
    query = _COUNT.format(lists=" UNION ".join(each.sql for each in lists))
    return sql.fetch(query, [*(p for each in lists for p in each.params), MOST_COUNTED])


@cache
def smallest_shown() -> int:
    """Give the smallest count that is told: the city's own number."""
    return read_terms(FILE, _Terms).small_counts.smallest_shown
