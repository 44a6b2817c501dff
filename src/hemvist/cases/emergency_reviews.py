"""Reviewing the openings for life or health: whose turn it is, and what they found. Also of cases that the manager does not see.

A manager is told who opened a case of their unit, when and why, and nothing of whom it is about. A case of a protected person is not even
named to one who does not see it.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import case_by_row, open_file
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.library import edition, event_with_effect
from hemvist.cases.overseeing import overseen
from hemvist.cases.recording import Addition, Desk, write
from hemvist.cases.turns import in_turn
from hemvist.secrecy import log
from hemvist.secrecy.policy import access_to, grants_of, visible
from hemvist.secrecy.viewer import Viewer

PAGE = "emergency-review"


@dataclass(frozen=True, slots=True)
class ToReview:
    """An opening for life or health that nobody has reviewed. ``case`` and ``reference`` are None where the reviewer does not see the case."""

    id: int
    case: UUID | None
    reference: str | None
    worker: str
    unit: str
    at: datetime
    until: datetime
    review_by: date
    need: str
    reason: str


_OPEN = (
    "SELECT a.id, a.case_row, a.worker_id, w.name, u.name, a.at, a.until, a.review_by, e.payload, c.public_id, c.reference,"
    " CASE WHEN NOT c.protected OR {seen} THEN 1 ELSE 0 END FROM secrecy_emergencyaccess a"
    " JOIN cases_caseevent e ON e.uid = a.event JOIN cases_case c ON c.id = a.case_row"
    " JOIN organisation_worker w ON w.id = a.worker_id JOIN organisation_unit u ON u.id = a.unit_id"
    " WHERE {overseen} AND NOT EXISTS (SELECT 1 FROM cases_caseevent r WHERE r.case_id = a.case_row AND r.about = a.event)"
    " AND NOT EXISTS (SELECT 1 FROM secrecy_barrier b WHERE b.case_row = a.case_row AND b.worker_id = %s"
    " AND b.first_day <= %s AND (b.last_day IS NULL OR b.last_day >= %s)) ORDER BY a.review_by, a.id"
)


def to_review(viewer: Viewer) -> list[ToReview]:
    """Give the openings that this worker may review, the most urgent first. One query; a page that shows them logs them."""
    return [_told(row) for row in _rows(viewer)]


def show_to_review(viewer: Viewer) -> list[ToReview]:
    """The same, logged as shown in one row."""

    def work() -> list[tuple[Any, ...]]:
        rows = _rows(viewer)
        log.log_shown(viewer, PAGE, dict.fromkeys(row[1] for row in rows))
        return rows

    return [_told(row) for row in in_turn(work)]


def review_opening(viewer: Viewer, opening: int, outcome: str, note: str) -> None:
    """Record in the case what the review of an opening found. Raises CaseNotFound where it is not this worker's to review."""

    def work() -> None:
        found = next((row for row in _rows(viewer) if row[0] == opening), None)
        row = case_by_row(found[1], lock=True) if found else None
        if found is None or row is None:
            raise CaseNotFound
        [event] = sql.fetch("SELECT event FROM secrecy_emergencyaccess WHERE id = %s", [opening])
        event_type = event_with_effect(edition(row.routine, row.edition), "emergency-reviewed")
        entry = Entry(event_type.id, viewer.today, {"outcome": outcome, "note": note}, about=event[0])
        write(_desk_access_unchecked(viewer, found[1]), [Addition(entry)])

    try:
        in_turn(work)
    except CaseNotFound:
        in_turn(lambda: log.log_attempt(viewer, PAGE, []))
        raise


def _desk_access_unchecked(viewer: Viewer, case_row: int) -> Desk:
    """Take out a case that the reviewer may not see: whoever leads the unit reviews all of its openings, and reads nothing of the case here."""
    row = case_by_row(case_row, lock=True)
    if row is None:
        raise CaseNotFound
    return Desk(viewer, open_file(row), grants_of(case_row), access_to(viewer, case_row))


def _rows(viewer: Viewer) -> list[tuple[Any, ...]]:
    seen, whose = visible(viewer, "a.case_row"), overseen(viewer, "a.unit_id", "a.worker_id")
    query = _OPEN.format(seen=seen.sql, overseen=whose.sql)
    return sql.fetch(query, [*seen.params, *whose.params, viewer.worker_id, viewer.today, viewer.today])


def _told(row: tuple[Any, ...]) -> ToReview:
    number, _, _, worker, unit, at, until, by, payload, case, reference, named = row
    said = json.loads(payload)
    local = [sql.moment_out(moment).astimezone(clock.LOCAL_ZONE) for moment in (at, until)]
    return ToReview(
        number,
        sql.uuid_out(case) if named else None,
        reference if named else None,
        worker,
        unit,
        local[0],
        local[1],
        by,
        str(said.get("need", "")),
        str(said.get("reason", "")),
    )
