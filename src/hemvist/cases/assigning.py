"""Giving a role in a case to someone: one or many, and all that one worker had. Each is an event through the one write path."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.acting import roles_in
from hemvist.cases.entries import Entry, FieldError, NotYourRole, Refused
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import events_with_effect, library
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.standing import standing_of
from hemvist.cases.turns import in_turn
from hemvist.routines.model import EventType
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

MOST_AT_ONCE = 500
_HELD = (
    "SELECT c.public_id, p.role FROM cases_party p JOIN cases_case c ON c.id = p.case_id"
    " WHERE p.worker_id = %s AND c.state <> 'closed' AND {seen} ORDER BY c.id, p.role LIMIT %s"
)


def assign(viewer: Viewer, roles: Iterable[tuple[UUID, str]], worker_id: int, on: date) -> list[str]:
    """Appoint a worker to each (case, role), all in one transaction. Gives the uids of the events, in order.

    Raises CaseNotFound, NotYourRole, or Refused (for instance: the worker does not hold that role at the case's unit); then none is done.
    """
    wanted = list(dict.fromkeys(roles))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(field_errors=(FieldError("", "too-many", f"Välj högst {MOST_AT_ONCE} åt gången."),))
    return in_turn(lambda: [_appoint(viewer, case, role, worker_id, on) for case, role in wanted])


def roles_held_by(viewer: Viewer, worker_id: int) -> list[tuple[UUID, str]]:
    """Give each (case, role) that a worker has in a case that is not closed and that the viewer sees; at most MOST_AT_ONCE, oldest case first."""
    seen = visible(viewer, "c.id")
    found = sql.fetch(_HELD.format(seen=seen.sql), [worker_id, *seen.params, MOST_AT_ONCE])
    return [(sql.uuid_out(case), role) for case, role in found]


def take_over(viewer: Viewer, from_worker: int, to_worker: int, on: date) -> list[str]:
    """Appoint ``to_worker`` to the roles that ``from_worker`` has (see ``roles_held_by``). Gives the uids of the events.

    Raises as ``assign``; then none is done.
    """
    return assign(viewer, roles_held_by(viewer, from_worker), to_worker, on)


def _appoint(viewer: Viewer, case: UUID, role: str, worker_id: int, on: date) -> str:
    def addition(desk: Desk) -> list[Addition]:
        event_type = _appointing_type(desk, role)
        return [Addition(Entry(event_type.id, on, {"role": role, "worker": str(worker_id)}))]

    return record_all(viewer, case, addition)[-1].event_uid


def _appointing_type(desk: Desk, role: str) -> EventType:
    """Give the event by which somebody is appointed to the role, the one that this viewer records if there are several. Raises NotYourRole.

    The ordinary one, which appoints to any role, comes before one that appoints to this role as it tells of something else (a contact).
    """
    edition = edition_of(desk.file.row.routine, desk.file.row.edition)
    fitting = sorted((e for e in events_with_effect(edition, "party-appointed") if _may_name(e, role)), key=_is_special)
    mine = roles_in(desk.viewer, desk.file.row, standing_of(desk.file))
    for event_type in fitting:
        if any(r in mine for r in event_type.recorded_by):
            return event_type
    by = tuple(dict.fromkeys(r for e in fitting for r in e.recorded_by))
    raise NotYourRole(by, tuple(library().vocabulary.roles[r].label for r in by))


def _may_name(event_type: EventType, role: str) -> bool:
    """Whether the event's form offers the role, and asks for nothing but who gets it."""
    choices = next((f.choices for f in event_type.fields if f.name == "role"), ())
    asks_more = any(f.required and f.name not in ("role", "worker") for f in event_type.fields)
    return not asks_more and (not choices or any(c.value == role for c in choices))


def _is_special(event_type: EventType) -> bool:
    """Whether the event appoints to some roles only."""
    return any(f.name == "role" and f.choices for f in event_type.fields)
