"""Who may see a case: the one rule, in all its forms.

A viewer sees a case if, and only if, a grant is in force today (and now, where it ends at a stated moment)
- to a unit where they act in a role, or
- to themselves, or to one whose turns are theirs while that one is away;
and nothing keeps them out of it (a conflict of interest). Where the person is or may be protected, no grant counts for one whose log-in
was not strong. They see the kinds of information that those grants give, of what the side that each names recorded, up to the place in the
case that each names. (OSL 8:1, 26:1; design.md §5.)

The same words stand here once as a condition for a query (``visible``), as an answer about one case (``access_to``), as its reasons
(``why``) and turned round (``who_can_see``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from hemvist import clock
from hemvist.secrecy.grounds import Reason, reason_of
from hemvist.secrecy.kinds import NONE, Kinds, read_kinds
from hemvist.secrecy.viewer import Viewer
from hemvist.statements import fetch, is_sqlite, moment_in, moment_out, run

__all__ = [
    "Access",
    "Granted",
    "Kinds",
    "SqlCondition",
    "access",
    "access_to",
    "grants_and_access",
    "grants_of",
    "kinds_for",
    "kinds_granted",
    "tells_of_end",
    "visible",
    "who_can_see",
    "why",
]

DECIDING = ("", "decider")
"""The sources of grants that open what the deciding side recorded."""
NARROWING = frozenset({"executor", "named", "own-record", "hand-over"})
"""The grounds of those who took part and get nothing new any more; one who asked once was told no more than that from the start."""


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """A piece of SQL that is true or false, with its parameters in order."""

    sql: str
    params: tuple[object, ...]


class Granted(NamedTuple):
    """One grant as it stands in the table."""

    id: int
    unit_id: int | None
    worker_id: int | None
    kinds: Kinds
    ground: str
    source: str
    protected: bool
    first_day: date
    last_day: date | None
    last_sequence: int | None
    event: str
    until: datetime | None = None

    def in_force(self, day: date, now: datetime | None = None) -> bool:
        """Whether the day is one of the grant's days (both its first and its last are), and the moment at which it ends has not come.

        ``now``: the moment, if it is not this one.
        """
        if self.until is not None and (now or clock.now()) >= self.until:
            return False
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def reaches(self, workers: tuple[int, ...], units: tuple[int, ...], strong: bool) -> bool:
        """Whether the grant is to a viewer: to a unit they act at, to themselves or to one they stand in for."""
        if self.protected and not strong:
            return False
        return self.worker_id in workers if self.worker_id is not None else self.unit_id in units

    def opens(self, kind: str, sequence: int, source: str) -> bool:
        """Whether it opens an event of this kind, at this place in the case, that was recorded on this side."""
        return (
            kind in self.kinds
            and self.source in ("", source)
            and (self.last_sequence is None or sequence <= self.last_sequence)
        )


@dataclass(frozen=True, slots=True)
class Access:
    """What one viewer may see of one case, by the grants that reach them today. Falsy if nothing.

    ``ended_on``: the last day of an access they had and have no longer; told to them only, and never where the person is protected.
    ``kinds``: those granted of what the deciding side recorded, by all grants together; a page asks for them hundreds of times.
    """

    grants: tuple[Granted, ...] = ()
    ended_on: date | None = None
    kinds: Kinds = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        kinds = NONE
        for grant in self._of_the_deciding_side:
            if grant.kinds is not kinds:  # the same text in the table is read as the same object
                kinds = kinds | grant.kinds if kinds else grant.kinds
        object.__setattr__(self, "kinds", kinds)

    def __bool__(self) -> bool:
        return bool(self.grants)

    @property
    def grounds(self) -> tuple[str, ...]:
        """Why, each ground once."""
        return tuple(dict.fromkeys([g.ground for g in self.grants]))

    @property
    def is_limited(self) -> bool:
        """Whether nothing new of the deciding side is opened any more: the assignment was recalled, or the consent is no longer in force."""
        return bool(self.grants) and all(g.last_sequence is not None for g in self._of_the_deciding_side)

    @property
    def limited_after(self) -> int:
        """The place of the last event of the deciding side that is opened, where the access is limited."""
        return max((g.last_sequence or 0 for g in self._of_the_deciding_side), default=0)

    @property
    def _of_the_deciding_side(self) -> tuple[Granted, ...]:
        return tuple([g for g in self.grants if g.source in DECIDING])

    def owns(self, source: str) -> bool:
        """Whether all that is recorded on this side is open to them: they are of it, or it is theirs to answer for."""
        return any(g.source == source and g.kinds.everything for g in self.grants)

    def shows(self, kind: str, sequence: int, source: str) -> bool:
        """Whether the event with this place in the chain, of this kind of information and recorded on this side, may be shown."""
        return any(g.opens(kind, sequence, source) for g in self.grants)


def access(viewer: Viewer, grants: Iterable[Granted]) -> Access:
    """Apply the rule to the grants of one case, for a viewer whom nothing keeps out of it."""
    moment, today = clock.now(), viewer.today
    workers, units = viewer.worker_ids, viewer.unit_ids
    now: list[Granted] = []
    past: list[date] = []
    for grant in grants:
        if grant.reaches(workers, units, viewer.strong):
            if grant.in_force(today, moment):
                now.append(grant)
            elif not grant.protected and grant.last_day is not None and grant.first_day <= today:
                past.append(grant.last_day)
    return Access(tuple(now), None if now else max(past, default=None))


def visible(
    viewer: Viewer,
    case_row: str,
    kind: str | None = None,
    source: str = "'decider'",
    sequence: str | None = None,
    *,
    row_by_row: bool = False,
) -> SqlCondition:
    """Give the condition that a row about a case may be shown.

    ``case_row`` is the SQL for the case's row number ("d.case_id", of a table that is not called g or b there), ``kind`` the SQL for a kind
    of information ("d.information" or "'identity'"), ``source`` that for the side that recorded it and ``sequence`` that for its place in the
    case; without a kind any will do. All come from our code, never from a form. ``row_by_row``: for a query that reads rows in order through an
    index until it has enough: PostgreSQL is kept from first gathering all that the viewer sees in the city (OFFSET 0 says that, and nothing else).
    """
    reaching = _reaching(viewer, case_row)
    wanted = "" if kind is None else f" AND (g.kinds = '*' OR g.kinds LIKE '%%,' || {kind} || ',%%')"
    wanted += "" if kind is None else f" AND (g.source = '' OR g.source = {source})"
    wanted += "" if sequence is None else f" AND (g.last_sequence IS NULL OR g.last_sequence >= {sequence})"
    by_itself = " OFFSET 0" if row_by_row and not is_sqlite() else ""
    return SqlCondition(f"EXISTS (SELECT 1{reaching.sql}{wanted}{by_itself})", reaching.params)


def kinds_granted(viewer: Viewer, case_row: str) -> SqlCondition:
    """Give the SQL for the kinds of the deciding side's information that the viewer is granted, as one text to be read by ``read_kinds``."""
    reaching = _reaching(viewer, case_row)
    joined = "group_concat(g.kinds)" if connection.vendor == "sqlite" else "string_agg(g.kinds, ',')"
    return SqlCondition(f"(SELECT {joined}{reaching.sql} AND g.source IN ('', 'decider'))", reaching.params)


def _reaching(viewer: Viewer, case_row: str) -> SqlCondition:
    """The grants of a case that are in force today and reach the viewer: the rule, for a query."""
    if case_row.startswith(("g.", "b.")):
        raise ValueError("The rule calls its own tables g and b: the condition would be about those.")
    units, workers = viewer.unit_ids or (0,), viewer.worker_ids or (0,)
    reached = f"(g.worker_id IN ({_marks(workers)}) OR g.unit_id IN ({_marks(units)}))"
    sure = "" if viewer.strong else " AND NOT g.protected"
    barred = f"SELECT b.case_row FROM secrecy_barrier b WHERE b.worker_id = %s AND {_TODAY.format('b')}"  # noqa: S608 (own words)
    return SqlCondition(
        f" FROM secrecy_grant g WHERE g.case_row = {case_row} AND {reached}{sure} AND {_TODAY.format('g')} AND {_NOW} AND g.case_row NOT IN ({barred})",
        (
            *workers,
            *units,
            viewer.today,
            viewer.today,
            moment_in(clock.now()),
            viewer.worker_id,
            viewer.today,
            viewer.today,
        ),
    )


_NOW = "(g.until IS NULL OR g.until > %s)"
_TODAY = "{0}.first_day <= %s AND ({0}.last_day IS NULL OR {0}.last_day >= %s)"
_GRANTS = (
    "SELECT g.id, g.unit_id, g.worker_id, g.kinds, g.ground, g.source, g.protected, g.first_day, g.last_day, g.last_sequence, g.event, g.until,"
    " (SELECT max(CASE WHEN b.first_day <= %s AND (b.last_day IS NULL OR b.last_day >= %s) THEN 1 ELSE 0 END) FROM secrecy_barrier b"
    " WHERE b.worker_id = %s AND b.case_row = %s) FROM secrecy_grant g WHERE g.case_row = %s ORDER BY g.id"
)


class Looked(NamedTuple):
    """Every grant of a case, oldest first, and what one viewer may see by them. ``never_barred``: nothing has ever kept them out of it."""

    grants: tuple[Granted, ...]
    access: Access
    never_barred: bool


def grants_of(case_row: int) -> tuple[Granted, ...]:
    """Give every grant of a case that has been, oldest first. One query."""
    return tuple(_granted(row) for row in fetch(_GRANTS, [date.max, date.max, 0, case_row, case_row]))


def grants_and_access(viewer: Viewer, case_row: int) -> Looked:
    """Give every grant of a case, and what the viewer may see by them. One query, the same whether or not there is such a case."""
    today = viewer.today
    rows = fetch(_GRANTS, [today, today, viewer.worker_id, case_row, case_row], often=True)
    grants = tuple([_granted(row) for row in rows])
    barred = rows[0][-1] if rows else None  # the same in every row; None where there has been no barrier
    return Looked(grants, Access() if barred else access(viewer, grants), barred is None)


def _granted(row: tuple[Any, ...]) -> Granted:
    number, unit, worker, kinds, ground, source, protected, first, last, last_sequence, event, until, _ = row
    return Granted(
        number, unit, worker, read_kinds(kinds), ground, source, bool(protected), first, last, last_sequence, event,
        None if until is None else moment_out(until),
    )  # fmt: skip


def access_to(viewer: Viewer, case_row: int) -> Access:
    """Say what the viewer may see of a case; falsy if nothing. One query, the same whether or not there is such a case."""
    return grants_and_access(viewer, case_row).access


def kinds_for(viewer: Viewer, case_row: int) -> tuple[Kinds, tuple[str, ...]]:
    """Give the kinds of information the viewer may see in a case, and on what grounds."""
    found = access_to(viewer, case_row)
    return found.kinds, found.grounds


def why(viewer: Viewer, case_row: int) -> tuple[Reason, ...]:
    """Say why the viewer sees the case: every ground, each with its paragraph of law and its days; empty if they do not."""
    return tuple(
        reason_of(g.ground, viewer.name, g.kinds, g.source, g.first_day, g.last_day, g.until)
        for g in access_to(viewer, case_row).grants
    )


_TELL = (
    "INSERT INTO secrecy_toldofend (case_row, worker_id, last_sequence, at) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (worker_id, case_row, last_sequence) DO NOTHING"
)


def tells_of_end(viewer: Viewer, case_row: int, allowed: Access) -> bool:
    """Whether the viewer is told now that nothing new is opened to them any more: yes, once for each time that it ends. One statement."""
    narrowed = allowed.is_limited and any(g.ground in NARROWING for g in allowed.grants)
    if not narrowed or any(g.protected for g in allowed.grants):
        return False
    at = moment_in(clock.now())
    return run(_TELL, [case_row, viewer.worker_id, allowed.limited_after, at]) > 0


_WHO = (
    "SELECT COALESCE(w.name, u.name), g.ground, g.kinds, g.source, g.first_day, g.last_day, g.until FROM secrecy_grant g"  # noqa: S608 (own words)
    " LEFT JOIN organisation_worker w ON w.id = g.worker_id LEFT JOIN organisation_unit u ON u.id = g.unit_id"
    " WHERE g.case_row = %s AND g.first_day <= %s AND (g.last_day IS NULL OR g.last_day >= %s)"
    f" AND {_NOW} AND NOT EXISTS (SELECT 1 FROM secrecy_barrier b WHERE b.worker_id = g.worker_id AND b.case_row = g.case_row"
    " AND b.first_day <= %s AND (b.last_day IS NULL OR b.last_day >= %s)) ORDER BY g.id"
)


def who_can_see(case_row: int, today: date) -> list[Reason]:
    """Give every worker and unit that sees the case today, with each ground: the same rule, turned round."""
    return [
        reason_of(ground, name, read_kinds(kinds), source, first, last, None if until is None else moment_out(until))
        for name, ground, kinds, source, first, last, until in fetch(
            _WHO, [case_row, today, today, moment_in(clock.now()), today, today]
        )
    ]


def _marks(values: tuple[int, ...]) -> str:
    return ", ".join(["%s"] * len(values))
