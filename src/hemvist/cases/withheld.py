"""Whether something waits that a stronger log-in would show. Told only to one who is named; nothing is told of what it is."""

from hemvist import clock
from hemvist.cases import sql
from hemvist.secrecy.viewer import Viewer


def is_withheld(viewer: Viewer) -> bool:
    """Say whether the viewer is named in an open case that only a strong log-in shows. One query, and none where the log-in is strong.

    Only grants to a worker count: where the person is or may be protected no unit has one.
    """
    if viewer.strong or not viewer.worker_ids:
        return False
    found = sql.fetch(
        "SELECT 1 FROM secrecy_grant g JOIN cases_case c ON c.id = g.case_row"  # noqa: S608 (marks)
        f" WHERE g.worker_id IN ({sql.marks(viewer.worker_ids)}) AND c.protected AND c.state = 'open'"
        " AND g.first_day <= %s AND (g.last_day IS NULL OR g.last_day >= %s) AND (g.until IS NULL OR g.until > %s) LIMIT 1",
        [*viewer.worker_ids, viewer.today, viewer.today, sql.moment_in(clock.now())],
    )
    return bool(found)
