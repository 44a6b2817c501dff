"""Whether something waits that a stronger log-in would show. Told only to one who is named; nothing is told of what it is."""

from dataclasses import replace

from hemvist.cases import sql
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer


def is_withheld(viewer: Viewer) -> bool:
    """Say whether the viewer is named in an open case that only a strong log-in shows. One query, and none where the log-in is strong.

    Only protected grants to a worker are gone through: where the person is or may be protected no unit has one.
    """
    if viewer.strong or not viewer.worker_ids:
        return False
    seen = visible(replace(viewer, strong=True), "c.id")
    found = sql.fetch(
        "SELECT 1 FROM secrecy_grant n JOIN cases_case c ON c.id = n.case_row"  # noqa: S608 (marks)
        f" WHERE n.worker_id IN ({sql.marks(viewer.worker_ids)}) AND n.protected AND c.protected AND c.state = 'open' AND {seen.sql} LIMIT 1",
        [*viewer.worker_ids, *seen.params],
    )
    return bool(found)
