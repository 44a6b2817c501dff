"""Conflicts of interest (jäv; förvaltningslagen 16–18 §§): whoever has one leaves the case at once and sees nothing of it from then on.

In the case stands only that the handler has left it. Why is read by the manager alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.acting import roles_in
from hemvist.cases.casefile import find_case
from hemvist.cases.entries import CaseNotFound, Entry, FieldError, NotYourRole, Refused
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import events_with_effect
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.recording import Addition, Desk, take_out, write
from hemvist.cases.standing import Standing, standing_of
from hemvist.cases.turns import in_turn
from hemvist.organisation.unit_staff import OVERSEEING_ROLES
from hemvist.routines.model import EventType
from hemvist.secrecy import log
from hemvist.secrecy.barriers import bar, is_barred, lift
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

PAGE = "conflicts"


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Somebody who is kept out of a case now: since when, who said so and why."""

    case: UUID
    reference: str
    worker_id: int
    worker: str
    first_day: date
    step: str
    reason: str
    by: str
    at: datetime


def declare_conflict(viewer: Viewer, case: UUID, reason: str, worker_id: int | None = None) -> None:
    """Let a worker (oneself, if none is given) leave a case and be kept out of it from now on, in one transaction.

    Raises CaseNotFound, or NotYourRole where another's conflict is registered by one who does not lead a unit of the case.
    """

    def work() -> None:
        desk = take_out(viewer, case)
        standing = standing_of(desk.file)
        who = viewer.worker_id if worker_id is None else worker_id
        if who != viewer.worker_id and not leads(viewer, desk, standing):
            raise NotYourRole(tuple(sorted(OVERSEEING_ROLES)), ("Enhetschef", "Samordnare"))
        left = [_leaving(desk, role) for role, party in standing.parties.items() if party.worker_id == who]
        written = write(desk, [Addition(entry) for entry in left])
        if not written:
            log.log_written(viewer, PAGE, desk.file.row.id, desk.access)
        bar(viewer, who, desk.file.row.id, reason.strip())

    try:
        in_turn(work)
    except CaseNotFound:
        _log_refused(viewer, case)
        raise


def _log_refused(viewer: Viewer, case: UUID) -> None:
    found = find_case(case)
    in_turn(lambda: log.log_refused(viewer, PAGE, found.id if found else None))


def leads(viewer: Viewer, desk: Desk, standing: Standing) -> bool:
    """Whether the viewer leads a unit that has the case: acts in it in a role that looks after accesses."""
    return not OVERSEEING_ROLES.isdisjoint(roles_in(viewer, desk.file.row, standing))


def _leaving(desk: Desk, role: str) -> Entry:
    """Give the entry that tells that the holder of a role has left, and nothing of why."""
    known = events_with_effect(edition_of(desk.file.row.routine, desk.file.row.edition), "party-left")
    mine = roles_in(desk.viewer, desk.file.row, standing_of(desk.file))
    fitting = [e for e in known if _is_for(e, role) and any(r in mine for r in e.recorded_by)]
    if not fitting:
        raise NotYourRole(known[0].recorded_by, ())
    return Entry(fitting[-1].id, desk.viewer.today, {"role": role})


def _is_for(event_type: EventType, role: str) -> bool:
    choices = next((f.choices for f in event_type.fields if f.name == "role"), ())
    return not choices or any(c.value == role for c in choices)


_NOW = (
    "SELECT c.public_id, c.reference, b.worker_id, w.name, b.first_day, n.step, n.reason, m.name, n.at, c.id FROM secrecy_barrier b"
    " JOIN cases_case c ON c.id = b.case_row JOIN organisation_worker w ON w.id = b.worker_id JOIN secrecy_conflictnote n ON n.id ="
    " (SELECT MAX(k.id) FROM secrecy_conflictnote k WHERE k.case_row = b.case_row AND k.worker_id = b.worker_id)"
    " JOIN organisation_worker m ON m.id = n.by_id WHERE (c.owner_unit_id IN ({units}) OR c.executor_unit_id IN ({units}))"
    " AND b.worker_id <> %s AND b.first_day <= %s AND (b.last_day IS NULL OR b.last_day >= %s) AND {seen} ORDER BY b.first_day, b.id"
)


def conflicts_now(viewer: Viewer) -> list[ConflictView]:
    """Give the conflicts that stand in the cases of the units that the viewer leads and that they see, and log which cases. Two statements."""

    def work() -> list[tuple[Any, ...]]:
        units, seen = tuple(units_overseen(viewer)) or (0,), visible(viewer, "c.id")
        query = _NOW.format(units=sql.marks(units), seen=seen.sql)
        rows = sql.fetch(query, [*units, *units, viewer.worker_id, viewer.today, viewer.today, *seen.params])
        log.log_shown(viewer, PAGE, dict.fromkeys(row[-1] for row in rows))
        return rows

    return [_told(row) for row in in_turn(work)]


def _told(row: tuple[Any, ...]) -> ConflictView:
    case, reference, worker_id, worker, first_day, step, reason, by, at, _ = row
    local = sql.moment_out(at).astimezone(clock.LOCAL_ZONE)
    return ConflictView(sql.uuid_out(case), reference, worker_id, worker, first_day, step, reason, by, local)


def lift_conflict(viewer: Viewer, case: UUID, worker_id: int, reason: str) -> None:
    """Let a worker in again as far as grants reach.

    Raises CaseNotFound where it is not this worker's to lift; Refused, only to one who may, where no reason is given.
    """

    def work() -> None:
        desk = take_out(viewer, case)
        if worker_id == viewer.worker_id or not leads(viewer, desk, standing_of(desk.file)):
            raise CaseNotFound
        if not is_barred(worker_id, desk.file.row.id, viewer.today):
            raise CaseNotFound
        if not reason.strip():
            message = "Skriv varför jävet hävs. Inget är ändrat."
            raise Refused(field_errors=(FieldError("reason", "reason-missing", message),))
        lift(viewer, worker_id, desk.file.row.id, reason.strip())
        log.log_written(viewer, PAGE, desk.file.row.id, desk.access)

    try:
        in_turn(work)
    except CaseNotFound:
        _log_refused(viewer, case)
        raise
