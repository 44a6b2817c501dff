"""Who holds which role where on a day, and who has whose turns. Each answer is one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.db.models.functions import Collate

from hemvist import statements
from hemvist.organisation.models import RoleHolding, StandIn, Worker
from hemvist.swedish import COLLATION


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held at a unit. ``side`` is the administration's: decider, executor or other; ``outside``: it is none of the city's."""

    unit_id: int
    unit_name: str
    administration_id: int
    side: str
    role: str
    board_id: int = 0
    outside: bool = False


_OF_A_WORKER = ("id", "user_id", "name", "language", "left_on", "is_person", "directory_id")
_WORKER = f"SELECT {', '.join(_OF_A_WORKER)} FROM organisation_worker WHERE user_id = %s"  # noqa: S608 (own names)


def worker_of(user_id: int) -> Worker | None:
    """Give the worker that an account belongs to, or None. Written out in SQL: every page asks this first."""
    for pk, user, name, language, left_on, is_person, directory_id in statements.fetch(_WORKER, [user_id]):
        left = date.fromisoformat(left_on) if isinstance(left_on, str) else left_on
        values = (pk, user, name, language, left, bool(is_person), directory_id)
        return Worker.from_db(DEFAULT_DB_ALIAS, _OF_A_WORKER, values)
    return None


def in_force(day: date) -> Q:
    """A condition: the period has begun and not ended on the day; both its days count."""
    return Q(first_day__lte=day) & (Q(last_day=None) | Q(last_day__gte=day))


def still_here(day: date) -> Q:
    """A condition: the worker has not left before the day; the day they leave counts as the last one."""
    return Q(worker__left_on=None) | Q(worker__left_on__gte=day)


def holdings_of(worker_id: int, day: date) -> tuple[Holding, ...]:
    """Give the roles a worker holds on a day, by unit and role."""
    rows = (
        RoleHolding.objects.filter(in_force(day), still_here(day), worker_id=worker_id)
        .order_by("unit__name", "role", "pk")
        .values_list(
            "unit_id", "unit__name", "unit__administration_id", "unit__administration__side", "role", *_OF_THE_OFFICE
        )
    )
    return tuple(dict.fromkeys(Holding(*row) for row in rows))


_OF_THE_OFFICE = ("unit__administration__board_id", "unit__administration__outside")
_STANDS_IN = "SELECT worker_id FROM organisation_standin WHERE stand_in_id = %s AND first_day <= %s AND last_day >= %s ORDER BY worker_id"


def stands_in_for(worker_id: int, day: date) -> tuple[int, ...]:
    """Give the workers whose turns are also this worker's on a day: one level, never through a second stand-in.

    Written out in SQL: every page asks this first.
    """
    return tuple(dict.fromkeys(row[0] for row in statements.fetch(_STANDS_IN, [worker_id, day, day])))


def all_stands_in_for(worker_ids: Sequence[int], day: date) -> dict[int, tuple[int, ...]]:
    """The same for several workers, in one query; those who stand in for nobody are left out."""
    rows = StandIn.objects.filter(stand_in_id__in=worker_ids, first_day__lte=day, last_day__gte=day)
    found: dict[int, dict[int, None]] = {}
    for stand_in, worker in rows.order_by("worker_id").values_list("stand_in_id", "worker_id"):
        found.setdefault(stand_in, {})[worker] = None
    return {stand_in: tuple(workers) for stand_in, workers in found.items()}


def workers_with_role(unit_id: int, role: str, day: date) -> list[tuple[int, str]]:
    """Give (id, name) of the people who hold a role at a unit on a day, in Swedish order of name."""
    found = (
        RoleHolding.objects.filter(in_force(day), still_here(day), unit_id=unit_id, role=role, worker__is_person=True)
        .order_by(Collate("worker__name", COLLATION), "worker_id")
        .values_list("worker_id", "worker__name")
    )
    return list(dict.fromkeys(found))
