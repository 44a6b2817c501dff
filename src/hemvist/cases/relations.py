"""Who had to do with a case at a moment gone by: by the grants, the roles and the stand-ins of that day.

It is the rule of `hemvist.secrecy.policy`, asked about then and not about now, for those who look after the access log. Days are what is
kept of grants and roles. One that ends because something was recorded has the day before as its last: what was shown on the day itself was
shown by it, so for what was shown that day counts too.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from hemvist.cases import sql

CHUNK = 500
_DAY = timedelta(days=1)
_GRANTS = "SELECT case_row, unit_id, worker_id, ground, first_day, last_day, until FROM secrecy_grant WHERE case_row IN ({marks}) ORDER BY id"
_ROLES = (
    "SELECT h.worker_id, h.unit_id, h.first_day, h.last_day, a.name FROM organisation_roleholding h JOIN organisation_unit u ON u.id = h.unit_id"
    " JOIN organisation_administration a ON a.id = u.administration_id WHERE h.worker_id IN ({marks}) ORDER BY h.first_day, h.id"
)
_AWAY = "SELECT stand_in_id, worker_id, first_day, last_day FROM organisation_standin WHERE stand_in_id IN ({marks})"
_LEFT = "SELECT id, left_on FROM organisation_worker WHERE left_on IS NOT NULL AND id IN ({marks})"


class _Grant(NamedTuple):
    unit_id: int | None
    worker_id: int | None
    ground: str
    first_day: date
    last_day: date | None
    until: datetime | None


class _Held(NamedTuple):
    """A worker's role at a unit, or turns of another that were theirs: ``of`` is the unit, or that other. ``administration``: the unit's."""

    of: int
    first_day: date
    last_day: date | None
    administration: str = ""


class Relations:
    """The grants of some cases and the roles of some workers, to be asked about any moment gone by."""

    def __init__(self) -> None:
        self._grants: dict[int, list[_Grant]] = {}
        self._roles: dict[int, list[_Held]] = {}
        self._away: dict[int, list[_Held]] = {}
        self._left: dict[int, date] = {}

    @classmethod
    def of(cls, workers: Collection[int], case_rows: Collection[int]) -> Self:
        """Read what is needed of these workers and cases. Four queries, for each some hundreds of them."""
        found = cls()
        for case, unit, worker, ground, first, last, until in _rows(_GRANTS, case_rows):
            grant = _Grant(unit, worker, ground, first, last, None if until is None else sql.moment_out(until))
            found._grants.setdefault(case, []).append(grant)
        for stand_in, worker, first, last in _rows(_AWAY, workers):
            found._away.setdefault(stand_in, []).append(_Held(worker, first, last))
        everybody = {*workers, *(held.of for some in found._away.values() for held in some)}
        for worker, unit, first, last, name in _rows(_ROLES, everybody):
            found._roles.setdefault(worker, []).append(_Held(unit, first, last, name))
        found._left = dict(_rows(_LEFT, everybody))
        return found

    def grounds(self, worker: int, case_row: int, at: datetime, *, was_shown: bool) -> tuple[str, ...]:
        """Say on which grounds a worker had the case then, each once; empty if on none. ``at``: in local time."""
        day, slack = at.date(), _DAY if was_shown else timedelta()
        workers = self._turns_of(worker, day)
        here = [each for each in workers if not self._has_left(each, day)]
        units = {held.of for each in here for held in self._roles.get(each, ()) if _stood(held, day)}
        reaching = (
            grant
            for grant in self._grants.get(case_row, ())
            if (grant.worker_id in workers if grant.worker_id is not None else grant.unit_id in units)
            and _stood(grant, day, slack)
            and (grant.until is None or at < grant.until)
        )
        return tuple(dict.fromkeys(grant.ground for grant in reaching))

    def administration(self, worker: int, at: datetime) -> str:
        """Say for which administration a worker worked then; where they held no role that day, for which they did last before; "" if for none."""
        roles = self._roles.get(worker, ())
        then = [held.administration for held in roles if _stood(held, at.date())]
        before = [held.administration for held in roles if held.first_day <= at.date()]
        return then[-1] if then else before[-1] if before else ""

    def _turns_of(self, worker: int, day: date) -> set[int]:
        """The worker and those they stood in for, if the worker had not left."""
        if self._has_left(worker, day):
            return set()
        away = {held.of for held in self._away.get(worker, ()) if _stood(held, day)}
        return {worker, *away}

    def _has_left(self, worker: int, day: date) -> bool:
        left = self._left.get(worker)
        return left is not None and left < day


def _stood(held: _Held | _Grant, day: date, slack: timedelta = timedelta()) -> bool:
    return held.first_day <= day and (held.last_day is None or day <= held.last_day + slack)


def _rows(query: str, values: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    """The rows for these numbers, some hundreds at a time."""
    numbers = sorted(set(values))
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        yield from sql.fetch(query.format(marks=sql.marks(some)), some)
