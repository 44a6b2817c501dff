"""Who may see a case: the one rule, in all its forms.

A viewer sees a case if, and only if, a grant is in force today
- to a unit where they act in a role, or
- to themselves, or to one whose turns are theirs while that one is away.
They see the kinds of information that those grants give, together. (OSL 8:1, 26:1; design.md §5.)

The same words stand here once as a condition for a query (``visible``), as an answer about one case (``access_to``), as its reasons
(``why``) and turned round (``who_can_see``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from django.db import connection

from hemvist.secrecy.kinds import NONE, Kinds, read_kinds
from hemvist.secrecy.models import Grant
from hemvist.secrecy.viewer import Viewer

__all__ = [
    "Access",
    "Granted",
    "Kinds",
    "SqlCondition",
    "access_to",
    "grants_of",
    "kinds_for",
    "kinds_granted",
    "visible",
    "who_can_see",
    "why",
]


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """A piece of SQL that is true or false, with its parameters in order."""

    sql: str
    params: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """One grant as it stands in the table."""

    id: int
    unit_id: int | None
    worker_id: int | None
    kinds: Kinds
    ground: str
    first_day: date
    last_day: date | None
    last_sequence: int | None
    event: str

    def in_force(self, day: date) -> bool:
        """Whether the day is one of the grant's days; both its first and its last are."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def reaches(self, viewer: Viewer) -> bool:
        """Whether the grant is to the viewer: to a unit they act at, to themselves or to one they stand in for."""
        return self.worker_id in viewer.worker_ids if self.worker_id is not None else self.unit_id in viewer.unit_ids


@dataclass(frozen=True, slots=True)
class Access:
    """What one viewer may see of one case, by the grants that reach them today. Falsy if nothing."""

    grants: tuple[Granted, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.grants)

    @property
    def kinds(self) -> Kinds:
        """The kinds of information granted, by all grants together."""
        return reduce(Kinds.__or__, (g.kinds for g in self.grants), NONE)

    @property
    def grounds(self) -> tuple[str, ...]:
        """Why, each ground once."""
        return tuple(dict.fromkeys(g.ground for g in self.grants))

    @property
    def is_limited(self) -> bool:
        """Whether every grant stops at some event: the assignment was recalled."""
        return bool(self.grants) and all(g.last_sequence is not None for g in self.grants)

    def shows(self, kind: str, sequence: int) -> bool:
        """Whether the event with this place in the chain, of this kind of information, may be shown."""
        return any(kind in g.kinds and (g.last_sequence is None or sequence <= g.last_sequence) for g in self.grants)


def access(viewer: Viewer, grants: Iterable[Granted]) -> Access:
    """Apply the rule to the grants of one case."""
    return Access(tuple(g for g in grants if g.in_force(viewer.today) and g.reaches(viewer)))


def visible(viewer: Viewer, case_row: str, kind: str | None = None) -> SqlCondition:
    """Give the condition that a row about a case may be shown.

    ``case_row`` is the SQL for the case's row number ("d.case_id"), ``kind`` the SQL for a kind of information ("d.information" or
    "'identity'"); without it any kind will do. Both come from our code, never from a form.
    """
    reaching = _reaching(viewer, case_row)
    wanted = "" if kind is None else f" AND (g.kinds = '*' OR g.kinds LIKE '%%,' || {kind} || ',%%')"
    return SqlCondition(f"EXISTS (SELECT 1{reaching.sql}{wanted})", reaching.params)


def kinds_granted(viewer: Viewer, case_row: str) -> SqlCondition:
    """Give the SQL for the kinds of information that the viewer is granted, as one text to be read by ``read_kinds``."""
    reaching = _reaching(viewer, case_row)
    joined = "group_concat(g.kinds)" if connection.vendor == "sqlite" else "string_agg(g.kinds, ',')"
    return SqlCondition(f"(SELECT {joined}{reaching.sql})", reaching.params)


def _reaching(viewer: Viewer, case_row: str) -> SqlCondition:
    """The grants of a case that are in force today and reach the viewer: the rule, for a query."""
    units, workers = viewer.unit_ids or (0,), viewer.worker_ids or (0,)
    return SqlCondition(
        f" FROM secrecy_grant g WHERE g.case_row = {case_row}"
        f" AND (g.worker_id IN ({_marks(workers)}) OR g.unit_id IN ({_marks(units)}))"
        " AND g.first_day <= %s AND (g.last_day IS NULL OR g.last_day >= %s)",
        (*workers, *units, viewer.today, viewer.today),
    )


def grants_of(case_row: int) -> tuple[Granted, ...]:
    """Give every grant of a case that has been, oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, unit_id, worker_id, kinds, ground, first_day, last_day, last_sequence, event FROM secrecy_grant"
            " WHERE case_row = %s ORDER BY id",
            [case_row],
        )
        return tuple(Granted(row[0], row[1], row[2], read_kinds(row[3]), *row[4:]) for row in cursor.fetchall())


def access_to(viewer: Viewer, case_row: int) -> Access:
    """Say what the viewer may see of a case; falsy if nothing. One query, the same whether or not there is such a case."""
    return access(viewer, grants_of(case_row))


def kinds_for(viewer: Viewer, case_row: int) -> tuple[Kinds, tuple[str, ...]]:
    """Give the kinds of information the viewer may see in a case, and on what grounds."""
    found = access_to(viewer, case_row)
    return found.kinds, found.grounds


def why(viewer: Viewer, case_row: int) -> tuple[str, ...]:
    """Say in Swedish why the viewer sees the case; empty if they do not."""
    labels = dict(Grant.Ground.choices)
    return tuple(f"{labels[g.ground]}, från {g.first_day}" for g in access_to(viewer, case_row).grants)


def who_can_see(case_row: int, today: date) -> list[tuple[str, str, str]]:
    """Give (name, ground, kinds) of every worker and unit that sees the case today: the same rule, turned round."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(w.name, u.name), g.ground, g.kinds FROM secrecy_grant g"
            " LEFT JOIN organisation_worker w ON w.id = g.worker_id LEFT JOIN organisation_unit u ON u.id = g.unit_id"
            " WHERE g.case_row = %s AND g.first_day <= %s AND (g.last_day IS NULL OR g.last_day >= %s) ORDER BY g.id",
            [case_row, today, today],
        )
        return [(name, ground, kinds) for name, ground, kinds in cursor.fetchall()]


def _marks(values: tuple[int, ...]) -> str:
    return ", ".join(["%s"] * len(values))
