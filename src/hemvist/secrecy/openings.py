"""Who opened a case, out of the access log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from hemvist.clock import LOCAL_ZONE
from hemvist.statements import fetch, moment_in, moment_out


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
    found = fetch(query, [case_row, *worker_ids, moment_in(start)])
    return tuple(Opening(moment_out(at).astimezone(LOCAL_ZONE), worker, name) for at, worker, name in found)
