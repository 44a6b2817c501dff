"""Who opened a case, out of the access log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import connection

from hemvist.clock import LOCAL_ZONE


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that a worker was shown a case. ``at`` is in local time."""

    at: datetime
    worker_id: int
    name: str


_OPENINGS = (
    "SELECT l.at, l.worker_id, w.name FROM secrecy_accesslogcase c JOIN secrecy_accesslogentry l ON l.id = c.entry_id"
    " JOIN organisation_worker w ON w.id = l.worker_id"
    " WHERE c.case_row = %s AND l.worker_id IN ({marks}) AND l.outcome = 'shown' AND l.at >= %s ORDER BY l.at, l.id"
)


def openings_by(case_row: int, worker_ids: Collection[int], since: date) -> tuple[Opening, ...]:
    """Give the times that any of these workers was shown a case, in a list or by itself, from a day on; oldest first. One query."""
    if not worker_ids:
        return ()
    start = datetime.combine(since, time(), LOCAL_ZONE).astimezone(UTC)
    query = _OPENINGS.format(marks=", ".join("%s" for _ in worker_ids))
    with connection.cursor() as cursor:
        cursor.execute(query, [case_row, *worker_ids, connection.ops.adapt_datetimefield_value(start)])
        found = cursor.fetchall()
    return tuple(Opening(_moment(at), worker, name) for at, worker, name in found)


def _moment(value: datetime | str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(LOCAL_ZONE)
