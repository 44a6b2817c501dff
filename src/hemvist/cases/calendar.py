"""Meetings and due dates of a week.

A protected person's meeting is seen by those named in the case only, and even there as a booked time: a calendar is read over shoulders.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.turns import writing
from hemvist.clock import LOCAL_ZONE
from hemvist.secrecy import log
from hemvist.secrecy.kinds import read_kinds
from hemvist.secrecy.policy import kinds_granted, visible
from hemvist.secrecy.viewer import Viewer

MOST_ENTRIES = 500
BOOKED_TIME = "Bokad tid"


class CalendarEntry(NamedTuple):
    """A meeting or a day on which a duty falls due. ``person`` and ``place`` are empty where they may not be shown in a calendar."""

    on: date
    at: time | None
    kind: Literal["meeting", "due"]
    label: str
    case: UUID
    reference: str
    person: str
    place: str
    outcome_label: str
    protected: bool


_MEETINGS = (
    "SELECT m.starts, m.label, c.public_id, c.reference, p.given_name || ' ' || p.family_name, m.place,"
    " CASE WHEN {outcome} THEN m.outcome_label ELSE '' END, c.protected, {kinds}, c.id"
    " FROM cases_meeting m JOIN cases_case c ON c.id = m.case_id JOIN persons_person p ON p.id = c.person_id"
    " WHERE m.starts >= %s AND m.starts < %s AND {seen} ORDER BY m.starts, m.id LIMIT %s"
)
_DUE = (
    "SELECT d.due_on, d.label, c.public_id, c.reference, p.given_name || ' ' || p.family_name, '', '', c.protected, {kinds}, c.id"
    " FROM cases_dutyrow d JOIN cases_case c ON c.id = d.case_id JOIN persons_person p ON p.id = c.person_id"
    " WHERE d.open AND d.assignee_id IN ({mine}) AND d.sort_on >= %s AND d.sort_on < %s AND {seen} ORDER BY d.sort_on, d.id LIMIT %s"
)


def week(viewer: Viewer, monday: date) -> list[CalendarEntry]:
    """Give the meetings that the viewer may see and their own due dates, for the seven days from ``monday``, and log which cases it showed."""
    with writing():
        meetings, due = _meetings(viewer, monday), _due(viewer, monday)
        log.log_shown(viewer, "calendar", dict.fromkeys(row[-1] for row in (*meetings, *due)))
    entries = [_entry("meeting", row) for row in meetings] + [_entry("due", row) for row in due]
    return sorted(entries, key=lambda e: (e.on, e.at is not None, e.at or time(), e.label))


def _meetings(viewer: Viewer, monday: date) -> list[tuple[Any, ...]]:
    first, after = (
        datetime.combine(day, time(), LOCAL_ZONE).astimezone(UTC) for day in (monday, monday + timedelta(days=7))
    )
    outcome = visible(viewer, "c.id", "m.information", "m.outcome_side", "m.outcome_sequence")
    kinds, seen = kinds_granted(viewer, "c.id"), visible(viewer, "c.id", "m.information", "m.side", "m.sequence")
    query = _MEETINGS.format(outcome=outcome.sql, kinds=kinds.sql, seen=seen.sql)
    days = [sql.moment_in(first), sql.moment_in(after)]
    return sql.fetch(query, [*outcome.params, *kinds.params, *days, *seen.params, MOST_ENTRIES])


def _due(viewer: Viewer, monday: date) -> list[tuple[Any, ...]]:
    kinds, seen = kinds_granted(viewer, "c.id"), visible(viewer, "c.id")
    workers = viewer.worker_ids or (0,)
    query = _DUE.format(kinds=kinds.sql, mine=sql.marks(workers), seen=seen.sql)
    return sql.fetch(query, [*kinds.params, *workers, monday, monday + timedelta(days=7), *seen.params, MOST_ENTRIES])


def _entry(kind: Literal["meeting", "due"], row: tuple[Any, ...]) -> CalendarEntry:
    when, label, case, reference, person, place, outcome, protected, kinds, _ = row
    named = "identity" in read_kinds(str(kinds)) and not protected
    on, at = (when, None) if kind == "due" else _local(when)
    return CalendarEntry(
        on=on,
        at=at,
        kind=kind,
        label=BOOKED_TIME if protected and kind == "meeting" else str(label),
        case=sql.uuid_out(case),
        reference=str(reference),
        person=str(person) if named else "",
        place="" if protected else str(place),
        outcome_label=str(outcome),
        protected=bool(protected),
    )


def _local(moment: datetime | str) -> tuple[date, time]:
    local = sql.moment_out(moment).astimezone(LOCAL_ZONE)
    return local.date(), local.time()
