"""What goes to the main case system and comes from it, as the record sees it: events that a board's technical worker sees, and what it recorded.

Every function is told who looks: that worker. Cases of a person who is or may be protected are never among what goes out: they do not leave
by file, whoever asks.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.standing import source_of
from hemvist.routines.model import EventType
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

PAGE = "case-system-file"
KINDS_SENT = ("decision", "booking")
"""Kinds of information of which every event is sent, beside those that the routines want in the main case system."""


class ToSend(NamedTuple):
    """An event for a file. ``row`` is its row number, by which files are ordered; ``fields`` are its answers as they are kept."""

    row: int
    case_row: int
    case: UUID
    uid: str
    kind: EventType
    on: date
    at: time | None
    fields: dict[str, Any]
    about: str | None
    annuls: str | None
    passed_over: str
    reason: str


class CaseToSend(NamedTuple):
    """A case for a file. What the viewer is not granted is None; ``opening`` are the answers of the event that opened it."""

    case: UUID
    reference: str
    routine: str
    opened_on: date
    unit: str
    number: str | None
    given_name: str | None
    family_name: str | None
    birth_date: date | None
    caseworker: str | None
    opening: dict[str, Any] | None


def types_sent() -> frozenset[str]:
    """Give the types of events that files hold: what the routines want in the main case system, meetings and decisions, and what takes them back."""
    return frozenset(
        event.id
        for routine in library().routines.values()
        for edition in routine.editions
        for event in edition.events.values()
        if event.treserva or event.information in KINDS_SENT or event.effect == "annulled"
    )


def last_row_before_access_unchecked(moment: datetime, after: int) -> int:
    """Give the row number up to which every event was recorded before a moment, beginning after another: nothing earlier can come any more.

    Nobody's access is asked about: it is a number, and tells of no case.
    """
    late = "SELECT MIN(id) FROM cases_caseevent WHERE id > %s AND recorded_at > %s"
    first_late = sql.fetch(late, [after, sql.moment_in(moment)])[0][0]
    if first_late is not None:
        return max(after, int(first_late) - 1)
    return int(sql.fetch("SELECT COALESCE(MAX(id), %s) FROM cases_caseevent WHERE id > %s", [after, after])[0][0])


def cases_with_news(viewer: Viewer, after: int, until: int) -> list[tuple[int, bool]]:
    """Give the cases at the viewer's units in which something was recorded between two rows, and whether they may be sent now."""
    seen = visible(viewer, "c.id")
    units = viewer.unit_ids or (0,)
    marks = sql.marks(units)
    query = (
        f"SELECT c.id, c.protected, CASE WHEN {seen.sql} THEN 1 ELSE 0 END FROM cases_case c"  # noqa: S608 (own words)
        " WHERE c.id IN (SELECT e.case_id FROM cases_caseevent e WHERE e.id > %s AND e.id <= %s)"
        f" AND (c.owner_unit_id IN ({marks}) OR c.executor_unit_id IN ({marks})) ORDER BY c.id"
    )
    rows = sql.fetch(query, [*seen.params, after, until, *units, *units])
    return [(row[0], bool(row[2]) and not row[1]) for row in rows]


def may_be_sent(viewer: Viewer, case_rows: Sequence[int]) -> list[int]:
    """Give those of some cases that the viewer sees and whose person is known not to be protected."""
    seen = visible(viewer, "c.id")
    query = f"SELECT c.id FROM cases_case c WHERE c.id IN ({sql.marks(case_rows)}) AND NOT c.protected AND {seen.sql} ORDER BY c.id"  # noqa: S608
    return [row[0] for row in sql.fetch(query, [*case_rows, *seen.params])]


_EVENTS = (
    "SELECT e.id, e.case_id, c.public_id, e.uid, c.routine, e.edition, e.type, e.occurred_on, e.occurred_at, e.payload, e.about, e.annuls,"
    " e.passed_over, e.reason FROM cases_caseevent e JOIN cases_case c ON c.id = e.case_id"
    " WHERE {which} AND NOT c.protected AND {seen} ORDER BY e.id"
)


def events_of(viewer: Viewer, case_rows: Sequence[int], until: int) -> list[ToSend]:
    """Give the events of some cases that files hold and the viewer sees, up to a row, in the order they were recorded; and log the cases."""
    types = sorted(types_sent())
    which = f"e.case_id IN ({sql.marks(case_rows)}) AND e.id <= %s AND e.type IN ({sql.marks(types)})"
    return _events(viewer, which, [*case_rows, until, *types])


def events_named(viewer: Viewer, uids: Sequence[str]) -> list[ToSend]:
    """Give some events by their uids, those that the viewer still sees, in the order they were recorded; and log the cases."""
    return _events(viewer, f"e.uid IN ({sql.marks(uids)})", list(uids))


def _events(viewer: Viewer, which: str, params: list[Any]) -> list[ToSend]:
    words = " ".join(
        f"WHEN '{role}' THEN '{source_of(role)}'" for role in library().vocabulary.roles
    )  # of the closed list of roles
    source = f"CASE e.role {words} ELSE 'executor' END"
    seen = visible(viewer, "e.case_id", "e.information", source, "e.sequence")
    rows = sql.fetch(_EVENTS.format(which=which, seen=seen.sql), [*params, *seen.params])
    log.log_shown(viewer, PAGE, dict.fromkeys(row[1] for row in rows))
    return [_event(row) for row in rows]


def _event(row: tuple[Any, ...]) -> ToSend:
    number, case_row, case, uid, routine, edition, kind, on, at, payload, about, annuls, passed_over, reason = row
    return ToSend(
        number, case_row, sql.uuid_out(case), uid, edition_of(routine, edition).events[kind], on, sql.time_out(at), json.loads(payload),
        about, annuls, passed_over, reason or "",
    )  # fmt: skip


_CASES = (
    "SELECT c.id, c.public_id, c.reference, c.routine, c.opened_on, u.code, {named}, p.given_name, p.family_name, p.birth_date,"
    " (SELECT n.number FROM persons_identitynumber n WHERE n.person_id = p.id AND n.valid_until IS NULL ORDER BY n.id LIMIT 1),"
    " (SELECT x.username FROM cases_party w JOIN organisation_worker k ON k.id = w.worker_id JOIN auth_user x ON x.id = k.user_id"
    "  WHERE w.case_id = c.id AND w.role = o.role), {opened}, o.payload"
    " FROM cases_case c JOIN organisation_unit u ON u.id = c.opened_unit_id JOIN persons_person p ON p.id = c.person_id"
    " JOIN cases_caseevent o ON o.case_id = c.id AND o.sequence = 1 WHERE c.id IN ({marks}) AND NOT c.protected AND {seen} ORDER BY c.id"
)


def cases_to_send(viewer: Viewer, case_rows: Sequence[int]) -> dict[int, CaseToSend]:
    """Give some cases by row number, as far as the viewer is granted what stands there. The cases are logged with their events."""
    named, opened = visible(viewer, "c.id", "'identity'"), visible(viewer, "c.id", "o.information", "'decider'", "1")
    seen = visible(viewer, "c.id")
    query = _CASES.format(
        named=f"CASE WHEN {named.sql} THEN 1 ELSE 0 END",
        opened=f"CASE WHEN {opened.sql} THEN 1 ELSE 0 END",
        marks=sql.marks(case_rows),
        seen=seen.sql,
    )
    rows = sql.fetch(query, [*named.params, *opened.params, *case_rows, *seen.params])
    return {row[0]: _case(row) for row in rows}


def _case(row: tuple[Any, ...]) -> CaseToSend:
    _, case, reference, routine, on, unit, named, given, family, born, number, caseworker, opened, payload = row
    person = (number, given, family, sql.day_out(born)) if named else (None, None, None, None)
    opening = (caseworker, json.loads(payload)) if opened else (None, None)
    return CaseToSend(sql.uuid_out(case), reference, routine, on, unit, *person, *opening)


# -- what came in ------------------------------------------------------------------------------------------------------------------------


class Before(NamedTuple):
    """What a viewer recorded with an idempotency key: the case, its number, and the event."""

    case: UUID
    reference: str
    event: str


def recorded_by(viewer: Viewer, keys: Iterable[str]) -> dict[str, Before]:
    """Give what this very worker has recorded with some idempotency keys. It is told nothing of the case but which one it is."""
    wanted = list(dict.fromkeys(keys))
    query = (
        "SELECT e.idempotency_key, c.public_id, c.reference, e.uid FROM cases_caseevent e JOIN cases_case c ON c.id = e.case_id"  # noqa: S608
        f" WHERE e.actor_id = %s AND e.idempotency_key IN ({sql.marks(wanted)})"
    )
    rows = sql.fetch(query, [viewer.worker_id, *wanted])
    return {key: Before(sql.uuid_out(case), reference, uid) for key, case, reference, uid in rows}
