"""Whether somebody outside may be told, by ids, that something was recorded."""

from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.casefile import find_case
from hemvist.cases.library import told_of_both
from hemvist.cases.standing import source_of
from hemvist.cases.turns import in_turn
from hemvist.secrecy import log
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import Viewer

_EVENT = "SELECT information, sequence, role, type FROM cases_caseevent WHERE case_id = %s AND uid = %s"


def sees_event(viewer: Viewer, case: UUID, event: str, page: str) -> bool:
    """Whether the viewer sees an event of a case now; noted in the log as shown, if so. ``page`` is the name of what tells it."""

    def work() -> bool:
        row = find_case(case)
        allowed = access_to(viewer, row.id if row else 0)
        found = sql.fetch(_EVENT, [row.id if row else 0, event])
        if row is None or not found or found[0][3] in told_of_both():
            return False
        if not allowed.shows(found[0][0], found[0][1], source_of(found[0][2])):
            return False
        log.log_shown(viewer, page, [row.id], allowed)
        return True

    return in_turn(work)
