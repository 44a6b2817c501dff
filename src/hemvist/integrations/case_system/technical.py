"""The technical worker of a board: rows that come from the main case system are recorded in its name, in a role that it really holds.

It is a worker like any other to the record and to the access rule. Nobody can log in as it: it has no password and no account elsewhere.
It holds, at every unit of the board, the role of its side that records most of what the routines want in the main case system; which one
that is the documents say.
"""

from collections import Counter

from django.db import transaction

from hemvist import clock
from hemvist.cases.library import library
from hemvist.integrations.case_system.models import Connection
from hemvist.organisation.models import Board, RoleHolding, Unit, Worker
from hemvist.organisation.staffing import give_role, hire
from hemvist.secrecy.viewer import Viewer, viewer_of


def role_of_side(side: str) -> str | None:
    """Give the role of a side that records most of what the routines want in the main case system; None if it records nothing of it."""
    counts: Counter[str] = Counter()
    for routine in library().routines.values():
        for edition in routine.editions:
            for event in edition.events.values():
                roles = event.recorded_by if event.treserva or event.effect == "case-opened" else ()
                counts.update(role for role in roles if edition.roles[role].side == side)
    return counts.most_common(1)[0][0] if counts else None


@transaction.atomic
def technical_worker(board: Board) -> Worker:
    """Give the board's technical worker; made the first time, and given its role at units that have come since."""
    found = Connection.objects.select_related("worker").filter(board=board).first()
    worker = found.worker if found else _hired(board)
    if found is None:
        Connection.objects.create(board=board, worker=worker)
    held = set(RoleHolding.objects.filter(worker=worker, last_day=None).values_list("unit_id", "role"))
    for unit in Unit.objects.filter(administration__board=board).select_related("administration").order_by("pk"):
        role = role_of_side(unit.administration.side)
        if role is not None and (unit.pk, role) not in held:
            give_role(worker, unit, role, clock.today())
    return worker


def _hired(board: Board) -> Worker:
    return hire(f"treserva-{board.code}"[:150], f"Treserva, {board.name}"[:120], is_person=False)


def acting_for(board: Board) -> Viewer:
    """Give the technical worker as one who looks and records today."""
    return viewer_of(technical_worker(board), clock.today())
