"""Giving a role in a case to someone: one or many, and all that one worker had. Each is an event through the one write path."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.acting import roles_in
from hemvist.cases.entries import CaseNotFound, Entry, FieldError, NotYourRole, Refused
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import events_with_effect, library
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.standing import standing_of
from hemvist.cases.turns import in_turn
from hemvist.routines.model import EventType
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

MOST_AT_ONCE = 500
STEP = 50
"""So many roles are taken over at a time: a step takes seconds at most, and whoever waits sees how far it has come."""

_HELD = (
    " FROM cases_party p JOIN cases_case c ON c.id = p.case_id"
    " WHERE p.worker_id = %s AND c.state <> 'closed' AND (c.id > %s OR (c.id = %s AND p.role > %s)) AND {seen}"
)


class Place(NamedTuple):
    """A place among all that someone has, in the order of cases and roles: whoever goes on begins after it."""

    case_row: int
    role: str


class Held(NamedTuple):
    """A role that someone has in a case that is not closed."""

    place: Place
    case: UUID
    reference: str

    @property
    def role(self) -> str:
        """Which role it is."""
        return self.place.role


class HowMuch(NamedTuple):
    """How much someone has: roles, and the cases that these are in."""

    roles: int
    cases: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a take-over: what was given, by which events. ``refused``: what could not be, each with the reason.

    The next step begins after ``last``.
    """

    given: tuple[Held, ...]
    uids: tuple[str, ...]
    refused: tuple[tuple[Held, str], ...]
    last: Place


BEGINNING = Place(0, "")


def assign(viewer: Viewer, roles: Iterable[tuple[UUID, str]], worker_id: int, on: date) -> list[str]:
    """Appoint a worker to each (case, role), all in one transaction. Gives the uids of the events, in order.

    Raises CaseNotFound, NotYourRole, or Refused (for instance: the worker does not hold that role at the case's unit); then none is done.
    """
    wanted = list(dict.fromkeys(roles))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(field_errors=(FieldError("", "too-many", f"Välj högst {MOST_AT_ONCE} åt gången."),))
    return in_turn(lambda: [_appoint(viewer, case, role, worker_id, on) for case, role in wanted])


def roles_held_by(viewer: Viewer, worker_id: int, after: Place = BEGINNING, most: int = STEP) -> list[Held]:
    """Give the roles that a worker has in cases that are not closed and that the viewer sees: the first ones after a place, oldest case first."""
    text, params = _held(viewer, worker_id, after)
    columns = f"SELECT c.id, p.role, c.public_id, c.reference{text} ORDER BY c.id, p.role LIMIT %s"
    found = sql.fetch(columns, [*params, most])
    return [Held(Place(row, role), sql.uuid_out(case), reference) for row, role, case, reference in found]


def how_much_is_held_by(viewer: Viewer, worker_id: int, after: Place = BEGINNING) -> HowMuch:
    """Count what ``roles_held_by`` would give, all of it."""
    text, params = _held(viewer, worker_id, after)
    return HowMuch(*sql.fetch(f"SELECT count(*), count(DISTINCT c.id){text}", params)[0])


def take_over(viewer: Viewer, from_worker: int, to_worker: int, on: date) -> list[str]:
    """Appoint ``to_worker`` to every role that ``from_worker`` has and that the viewer sees. Gives the uids of the events.

    Step by step: where it is interrupted, what was given is given, and the same call goes on with the rest. Raises Refused at the end
    where some could not be given, with each reason.
    """
    uids: list[str] = []
    wrong: list[FieldError] = []
    place: Place | None = BEGINNING
    while place is not None:
        step = take_over_some(viewer, from_worker, to_worker, on, place)
        uids += step.uids
        wrong += [FieldError("", "not-taken-over", f"{held.reference}: {why}") for held, why in step.refused]
        place = step.last if step.given or step.refused else None
    if wrong:
        raise Refused(field_errors=tuple(wrong))
    return uids


def take_over_some(
    viewer: Viewer, from_worker: int, to_worker: int, on: date, after: Place = BEGINNING, most: int = STEP
) -> Step:
    """Take the first step of a take-over, or the one after a place. Each role by itself: one that cannot be given stops none of the others."""
    given: list[Held] = []
    uids: list[str] = []
    refused: list[tuple[Held, str]] = []
    some = roles_held_by(viewer, from_worker, after, most)
    for held in some:
        try:
            uids.append(_appoint(viewer, held.case, held.role, to_worker, on))
            given.append(held)
        except (Refused, NotYourRole, CaseNotFound) as why:
            refused.append((held, str(why)))
    if refused:  # they are named on the page: what was given is in the log already
        in_turn(lambda: log.log_shown(viewer, "take-over", dict.fromkeys(held.place.case_row for held, _ in refused)))
    return Step(tuple(given), tuple(uids), tuple(refused), some[-1].place if some else after)


def _held(viewer: Viewer, worker_id: int, after: Place) -> tuple[str, list[object]]:
    """Give the part of a statement, and its values, that finds what a worker has after a place."""
    seen = visible(viewer, "c.id")
    return _HELD.format(seen=seen.sql), [worker_id, after.case_row, after.case_row, after.role, *seen.params]


def _appoint(viewer: Viewer, case: UUID, role: str, worker_id: int, on: date) -> str:
    def addition(desk: Desk) -> list[Addition]:
        event_type = appointing_type(desk, role)
        return [Addition(Entry(event_type.id, on, {"role": role, "worker": str(worker_id)}))]

    return record_all(viewer, case, addition)[-1].event_uid


def appointing_type(desk: Desk, role: str) -> EventType:
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
