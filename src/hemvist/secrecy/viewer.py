"""Who is looking: a worker, the roles they hold today, and whose turns are also theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hemvist import statements
from hemvist.organisation.holdings import Holding, all_stands_in_for, stands_in_for
from hemvist.organisation.models import Worker


@dataclass(frozen=True, slots=True)
class Viewer:
    """A worker on a day. ``holdings`` are the roles they act in: their own and, during an absence, those of whom they stand in for.

    ``strong``: it is certain enough who it is for protected personal data to be shown. ``has_role``: holds a role of their own.
    """

    worker_id: int
    name: str
    language: str
    holdings: tuple[Holding, ...]
    stands_in_for: tuple[int, ...]
    today: date
    has_left: bool = False
    strong: bool = True
    has_role: bool = True

    @property
    def worker_ids(self) -> tuple[int, ...]:
        """The workers whose turns are this viewer's: their own first. None for someone who has left."""
        return () if self.has_left else (self.worker_id, *self.stands_in_for)

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units where the viewer acts in some role."""
        return tuple(dict.fromkeys(h.unit_id for h in self.holdings))

    @property
    def roles(self) -> frozenset[str]:
        """Every role the viewer acts in, at whichever unit."""
        return frozenset(h.role for h in self.holdings)

    @property
    def is_outside(self) -> bool:
        """Whether the viewer acts for an authority outside the city: then every page asks for a strong log-in, and shows named cases alone."""
        return any(h.outside for h in self.holdings)

    def roles_at(self, unit_id: int | None) -> frozenset[str]:
        """The roles the viewer acts in at one unit."""
        return frozenset(h.role for h in self.holdings if h.unit_id == unit_id)


def viewer_of(worker: Worker, today: date, *, strong: bool = True) -> Viewer:
    """Give the viewer that a worker is on a day. Always two queries. Someone who has left holds nothing, and sees nothing.

    ``strong`` is said by whoever knows how the worker logged in: the pages (`hemvist.web.middleware`). Commands and imports are run by
    the city itself.
    """
    away = stands_in_for(worker.pk, today)
    return _viewer(worker, today, away, _holdings((worker.pk, *away), today), strong)


def viewers_of(workers: Sequence[Worker], today: date) -> dict[int, Viewer]:
    """Give the viewers that several workers are on a day, as after a strong log-in. Two queries, however many they are; none for nobody."""
    if not workers:
        return {}
    away = all_stands_in_for([worker.pk for worker in workers], today)
    everybody = dict.fromkeys([*(worker.pk for worker in workers), *(pk for some in away.values() for pk in some)])
    held = _holdings(tuple(everybody), today)
    return {
        worker.pk: _viewer(
            worker, today, theirs := away.get(worker.pk, ()), _of((worker.pk, *theirs), held), strong=True
        )
        for worker in workers
    }


def _of(workers: tuple[int, ...], held: list[tuple[int, Holding]]) -> list[tuple[int, Holding]]:
    return [(holder, holding) for holder, holding in held if holder in workers]


def _viewer(
    worker: Worker, today: date, away: tuple[int, ...], held: list[tuple[int, Holding]], strong: bool
) -> Viewer:
    holdings = tuple(dict.fromkeys(holding for _, holding in held))
    gone = worker.left_on is not None and worker.left_on < today
    return Viewer(
        worker_id=worker.pk,
        name=worker.name,
        language=worker.language,
        holdings=() if gone else holdings,
        stands_in_for=() if gone else away,
        today=today,
        has_left=gone,
        strong=strong,
        has_role=not gone and any(holder == worker.pk for holder, _ in held),
    )


_HOLDINGS = (
    "SELECT h.worker_id, h.unit_id, u.name, u.administration_id, a.side, h.role, a.board_id, a.outside FROM organisation_roleholding h"
    " JOIN organisation_unit u ON u.id = h.unit_id JOIN organisation_administration a ON a.id = u.administration_id"
    " JOIN organisation_worker w ON w.id = h.worker_id WHERE h.worker_id IN ({marks}) AND h.first_day <= %s"
    " AND (h.last_day IS NULL OR h.last_day >= %s) AND (w.left_on IS NULL OR w.left_on >= %s) ORDER BY u.name, h.role, h.id"
)


def _holding(row: tuple[Any, ...]) -> Holding:
    _, unit, name, administration, side, role, board, outside = row
    return Holding(unit, name, administration, side, role, board, bool(outside))


def _holdings(worker_ids: tuple[int, ...], day: date) -> list[tuple[int, Holding]]:
    """Give the roles that any of the workers holds on a day, each with whose it is. Written out in SQL: every page asks this first."""
    marks = ", ".join(["%s"] * len(worker_ids))
    found = statements.fetch(_HOLDINGS.format(marks=marks), [*worker_ids, day, day, day])
    return [(row[0], _holding(row)) for row in found]
