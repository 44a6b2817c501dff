"""Whose accesses somebody looks after: those of the units that they lead, and those of the other leaders of the same administration.

Nobody looks after their own. A worker who stands in for a leader acts in that role, but not on their own accesses.
"""

from hemvist.cases import sql
from hemvist.organisation.unit_staff import OVERSEEING_ROLES
from hemvist.secrecy.policy import SqlCondition
from hemvist.secrecy.viewer import Viewer

_ROLES = tuple(sorted(OVERSEEING_ROLES))
_LEADS = (
    "EXISTS (SELECT 1 FROM organisation_roleholding h WHERE h.worker_id = {worker} AND h.unit_id = {unit} AND h.role IN ({roles})"
    " AND h.first_day <= %s AND (h.last_day IS NULL OR h.last_day >= %s))"
)


def units_overseen(viewer: Viewer) -> dict[int, str]:
    """Give the units that the viewer leads, by row number."""
    return {h.unit_id: h.unit_name for h in viewer.holdings if h.role in OVERSEEING_ROLES}


def overseen(viewer: Viewer, unit: str, worker: str) -> SqlCondition:
    """Give the condition that the viewer looks after what a worker did at a unit. ``unit`` and ``worker`` are our own SQL.

    The unit is one that the viewer leads; or it is one of the same administration, and the worker leads it.
    """
    led = tuple(units_overseen(viewer)) or (0,)
    administrations = tuple({h.administration_id for h in viewer.holdings if h.role in OVERSEEING_ROLES}) or (0,)
    leads = _LEADS.format(worker=worker, unit=unit, roles=sql.marks(_ROLES))
    return SqlCondition(
        f"({worker} <> %s AND ({unit} IN ({sql.marks(led)}) OR ({leads} AND {unit} IN (SELECT o.id FROM organisation_unit o"  # noqa: S608 (own words)
        f" WHERE o.administration_id IN ({sql.marks(administrations)})))))",
        (viewer.worker_id, *led, *_ROLES, viewer.today, viewer.today, *administrations),
    )
