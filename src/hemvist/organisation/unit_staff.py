"""Who works at a unit now, who is away and who stands in for them: what the page of a unit shows. A fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models.functions import Collate

from hemvist.organisation.holdings import in_force, still_here
from hemvist.organisation.models import RoleHolding, StandIn, Unit
from hemvist.swedish import COLLATION

LEADING_ROLES = frozenset({"unit_manager", "lead_caseworker", "coordinator"})
"""Roles that keep a unit's staff list. That is the organisation's own order; no routine says it."""

OVERSEEING_ROLES = frozenset({"unit_manager", "coordinator"})
"""Roles that look after who opens cases: the manager on the deciding side, the coordinator on the executing one. The organisation's own order."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Someone is away from the first to the last day, both included; ``stand_in`` has their turns, nobody if it is empty."""

    row: int
    stand_in: str
    first_day: date
    last_day: date


@dataclass(slots=True)
class Colleague:
    """A worker of a unit: their direct number ("" if not known), the roles they hold there today, and when they are or will be away."""

    worker_id: int
    name: str
    telephone: str = ""
    roles: list[str] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)


def staff_of(unit_ids: tuple[int, ...], day: date) -> dict[int, list[Colleague]]:
    """Give the people of each unit on a day, in Swedish order of name. Absences that have passed are left out."""
    holdings = (
        RoleHolding.objects.filter(in_force(day), still_here(day), unit_id__in=unit_ids, worker__is_person=True)
        .order_by(Collate("worker__name", COLLATION), "worker_id", "role")
        .values_list("unit_id", "worker_id", "worker__name", "worker__telephone", "role")
    )
    units: dict[int, dict[int, Colleague]] = {unit_id: {} for unit_id in unit_ids}
    for unit_id, worker_id, name, telephone, role in holdings:
        units[unit_id].setdefault(worker_id, Colleague(worker_id, name, telephone)).roles.append(role)
    away = _absences({worker_id for staff in units.values() for worker_id in staff}, day)
    for staff in units.values():
        for colleague in staff.values():
            colleague.absences = away.get(colleague.worker_id, [])
    return {unit_id: list(staff.values()) for unit_id, staff in units.items()}


def units_elsewhere(side: str, unit_id: int) -> dict[int, str]:
    """Give the units at which a role can be held that is held at another unit than a case's own: of the case's board, or outside the city.

    In order of name; the case's own unit is one of its board's.
    """
    of_side = Unit.objects.filter(administration__side=side)
    board = Unit.objects.filter(pk=unit_id).values("administration__board_id")
    own = of_side.filter(administration__board_id__in=board)
    found = own if side == "decider" else of_side.filter(administration__outside=True)
    return dict(found.order_by("name", "pk").values_list("pk", "name"))


def _absences(worker_ids: set[int], day: date) -> dict[int, list[Absence]]:
    rows = (
        StandIn.objects.filter(worker_id__in=worker_ids, last_day__gte=day)
        .order_by("first_day", "pk")
        .values_list("worker_id", "pk", "stand_in__name", "first_day", "last_day")
    )
    found: dict[int, list[Absence]] = {}
    for worker_id, row, stand_in, first_day, last_day in rows:
        found.setdefault(worker_id, []).append(Absence(row, stand_in or "", first_day, last_day))
    return found
