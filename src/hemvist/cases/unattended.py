"""Cases of protected persons in which nobody who is named is there: how many they are, and naming somebody without seeing them.

Such a case is seen by those named in it alone. When the last of them has gone, has left it or had it moved away from them, or is away with
nobody there who stands in, its duties are nobody's. Those who lead the unit are told how many there are and nothing else; its manager names a
handler, for whom the one rule then opens the case as for anybody named. Whoever names somebody sees nothing of the case, before or after.
(design.md §5)

A case counts on a side: the deciding one for as long as it is not closed, the executing one while it has something to do.
"""

from collections.abc import Sequence
from datetime import date

from hemvist.cases import sql
from hemvist.cases.assigning import appointing_type
from hemvist.cases.casefile import case_by_row, open_file
from hemvist.cases.entries import CaseNotFound, Entry, FieldError, NotYourRole, Refused
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.recording import Addition, Desk, write
from hemvist.cases.standing import Standing, side_of, standing_of
from hemvist.cases.turns import in_turn
from hemvist.organisation.holdings import holdings_of
from hemvist.organisation.unit_staff import LEADING_ROLES
from hemvist.secrecy import log
from hemvist.secrecy.policy import SqlCondition, access_to, grants_of, visible
from hemvist.secrecy.viewer import Viewer

PAGE = "unattended"
_UNIT_OF = {"decider": "c.owner_unit_id", "executor": "c.executor_unit_id"}
_NAMED = "SELECT 1 FROM cases_party p WHERE p.case_id = c.id AND p.role IN ({roles})"
_AT_WORK = (
    "{who}.is_person AND ({who}.left_on IS NULL OR {who}.left_on >= %s) AND EXISTS (SELECT 1 FROM organisation_roleholding h"
    " WHERE h.worker_id = {who}.id AND h.first_day <= %s AND (h.last_day IS NULL OR h.last_day >= %s))"
)
_AWAY = "EXISTS (SELECT 1 FROM organisation_standin a WHERE a.worker_id = {who}.id AND a.first_day <= %s AND a.last_day >= %s)"
# One level, as everywhere: whoever stands in for the one who stands in has none of it.
_HERE = (
    "SELECT 1 FROM cases_party p JOIN organisation_worker w ON w.id = p.worker_id WHERE p.case_id = c.id AND p.role IN ({roles})"
    " AND {named_at_work} AND (NOT {named_away} OR EXISTS (SELECT 1 FROM organisation_standin b"
    " JOIN organisation_worker s ON s.id = b.stand_in_id WHERE b.worker_id = w.id AND b.first_day <= %s AND b.last_day >= %s"
    " AND {other_at_work} AND NOT {other_away} AND NOT EXISTS (SELECT 1 FROM secrecy_barrier k"
    " WHERE k.case_row = c.id AND k.worker_id = s.id AND k.first_day <= %s AND (k.last_day IS NULL OR k.last_day >= %s))))"
)
_WHO = {
    "named_at_work": _AT_WORK.format(who="w"),
    "named_away": _AWAY.format(who="w"),
    "other_at_work": _AT_WORK.format(who="s"),
    "other_away": _AWAY.format(who="s"),
}
_HAS_TO_DO = "EXISTS (SELECT 1 FROM cases_dutyrow d WHERE d.case_id = c.id AND d.open AND d.role IN ({roles}))"
_BARRED = (
    "EXISTS (SELECT 1 FROM secrecy_barrier k WHERE k.case_row = c.id AND k.worker_id = %s AND k.first_day <= %s"
    " AND (k.last_day IS NULL OR k.last_day >= %s))"
)


def unattended(viewer: Viewer) -> dict[int, int]:
    """Count, by row number of the unit, the unattended cases of each unit that the viewer leads; units with none are left out.

    A number tells of no case. Nothing to one whose log-in is not strong, and no case that the viewer is kept out of. One statement a side.
    """
    found: dict[int, int] = {}
    for unit, _case_row in _unattended(viewer, _led(viewer)):
        found[unit] = found.get(unit, 0) + 1
    return found


def left_behind_by(viewer: Viewer, worker_id: int) -> int:
    """Count the cases at units that the viewer leads, not seen by the viewer, that nobody on their side would have without this worker.

    That many do not follow when the viewer hands over what the worker has: only the worker can hand them over.
    """
    seen = visible(viewer, "c.id")
    unseen = SqlCondition(f"NOT {seen.sql}", seen.params)
    rows: set[int] = set()
    for side, units in _by_side(_led(viewer)).items():
        conditions = [_at(side, units), unseen, _named(side, [worker_id]), _without(side, viewer.today, worker_id)]
        rows |= {row for _, row in _fetch(side, conditions)}
    return len(rows)


def left_behind_access_unchecked(workers: Sequence[int], day: date) -> int:
    """Count the cases of any unit in which one of these workers is named and nobody on their side is there on a day any more.

    Nobody's access is asked: whoever runs Hemvist is told a number, and of no case.
    """
    rows: set[int] = set()
    for side in _UNIT_OF:
        rows |= {row for _, row in _fetch(side, [_named(side, workers), _without(side, day)])}
    return len(rows)


def appoint_unseen(viewer: Viewer, unit_id: int, worker_id: int, expected: int) -> None:
    """Name a worker in the one of a unit's unattended cases that has waited longest and that they can have. Written in the access log.

    ``expected``: how many the viewer was told of, at all their units, so that nothing is done twice. Raises CaseNotFound where the viewer does not
    lead such a unit, Refused where it cannot be; a reason never tells of a case.
    """

    def work() -> None:
        waiting = _waiting(viewer, unit_id)
        if unit_id not in units_overseen(viewer) or not waiting:
            raise CaseNotFound
        if sum(unattended(viewer).values()) != expected:
            raise _refused(
                "number-changed", "Antalet har ändrats sedan sidan visades. Ingen är utsedd nu: se efter igen."
            )
        if worker_id in viewer.worker_ids:
            raise _refused(
                "not-oneself", "Du kan inte utse dig själv till ett ärende som du inte ser. Välj någon annan."
            )
        if not any(_appoint(viewer, unit_id, case_row, worker_id) for case_row in waiting):
            message = (
                "Den personen har inte den roll som behövs, eller kan inte ha ärendet. Välj någon annan på enheten."
            )
            raise _refused("nothing-fits", message)

    try:
        in_turn(work)
    except CaseNotFound:
        in_turn(lambda: log.log_attempt(viewer, PAGE, []))
        raise


def _appoint(viewer: Viewer, unit_id: int, case_row: int, worker_id: int) -> bool:
    """Name the worker in the case in a role that was left, or say that they cannot be."""
    desk = _desk_access_unchecked(viewer, case_row)
    if case_row not in _waiting(viewer, unit_id):
        return False  # somebody else was quicker
    held = {h.role for h in holdings_of(worker_id, viewer.today) if h.unit_id == unit_id}
    return any(_record(desk, role, worker_id) for role in _roles_left(desk, _led(viewer)[unit_id]) if role in held)


def _record(desk: Desk, role: str, worker_id: int) -> bool:
    """Record that the worker is appointed to the role, or say that it is refused: why could tell of the case, and nothing is written."""
    try:
        event_type = appointing_type(desk, role)
        write(desk, [Addition(Entry(event_type.id, desk.viewer.today, {"role": role, "worker": str(worker_id)}))])
    except (Refused, NotYourRole):
        return False
    return True


def _desk_access_unchecked(viewer: Viewer, case_row: int) -> Desk:
    """Take out a case that the viewer does not see: whoever leads its unit names a handler in it, and reads nothing of it here."""
    row = case_by_row(case_row, lock=True)
    if row is None:
        raise CaseNotFound
    return Desk(viewer, open_file(row), grants_of(case_row), access_to(viewer, case_row))


def _roles_left(desk: Desk, side: str) -> list[str]:
    """Give the roles that somebody had on a side and that have something to do by the routine, the latest first; if there are none, all of the side's."""
    standing = standing_of(desk.file)
    duties = edition_of(desk.file.row.routine, desk.file.row.edition).duties.values()
    with_duties = dict.fromkeys(role for duty in duties for role in duty.holder if role in _roles_of(side))
    left = [role for role in _had(standing) if role in with_duties and side_of(role) == side]
    return left or [role for role in with_duties if role not in LEADING_ROLES]


def _had(standing: Standing) -> list[str]:
    return list(dict.fromkeys([*standing.parties, *(former.role for former in reversed(standing.handed_over))]))


# -- which they are -------------------------------------------------------------------------------------------------------------------------


def _led(viewer: Viewer) -> dict[int, str]:
    """Give the units that the viewer leads, each with its side."""
    return {h.unit_id: h.side for h in viewer.holdings if h.role in LEADING_ROLES and h.side in _UNIT_OF}


def _by_side(units: dict[int, str]) -> dict[str, list[int]]:
    return {side: [u for u, its in units.items() if its == side] for side in dict.fromkeys(units.values())}


def _waiting(viewer: Viewer, unit_id: int) -> list[int]:
    """Give the row numbers of one unit's unattended cases, the oldest first."""
    led = {unit: side for unit, side in _led(viewer).items() if unit == unit_id}
    return [case_row for _, case_row in _unattended(viewer, led)]


def _unattended(viewer: Viewer, units: dict[int, str]) -> list[tuple[int, int]]:
    """Give (unit, case) of what is unattended at the units."""
    if not viewer.strong:
        return []
    free = SqlCondition(f"NOT {_BARRED}", (viewer.worker_id, viewer.today, viewer.today))
    return [
        row
        for side, some in _by_side(units).items()
        for row in _fetch(side, [_at(side, some), free, _without(side, viewer.today)])
    ]


def _roles_of(side: str) -> tuple[str, ...]:
    """The roles of a side that are held at the case's own unit there: one held elsewhere has a part in a case, and does not have it."""
    return tuple(role.id for role in library().vocabulary.roles.values() if role.side == side and not role.any_unit)


def _at(side: str, units: Sequence[int]) -> SqlCondition:
    return SqlCondition(f"{_UNIT_OF[side]} IN ({sql.marks(units)})", tuple(units))


def _named(side: str, workers: Sequence[int]) -> SqlCondition:
    roles = _roles_of(side)
    text = f"EXISTS ({_NAMED.format(roles=sql.marks(roles))} AND p.worker_id IN ({sql.marks(workers)}))"
    return SqlCondition(text, (*roles, *workers))


def _without(side: str, day: date, worker_id: int = 0) -> SqlCondition:
    """The condition that nobody named on a side is there on a day, but for one worker; and, for the executing one, that it has something to do."""
    roles = _roles_of(side)
    here = _HERE.format(roles=sql.marks(roles), **_WHO)
    days = [day] * (here.count("%s") - len(roles))
    text, params = f"NOT EXISTS ({here} AND p.worker_id <> %s)", (*roles, *days, worker_id)
    if side == "decider":
        return SqlCondition(text, params)
    return SqlCondition(f"{text} AND {_HAS_TO_DO.format(roles=sql.marks(roles))}", (*params, *roles))


def _fetch(side: str, conditions: Sequence[SqlCondition]) -> list[tuple[int, int]]:
    text = " AND ".join(one.sql for one in conditions)
    query = f"SELECT {_UNIT_OF[side]}, c.id FROM cases_case c WHERE c.protected AND c.state <> 'closed' AND {text} ORDER BY c.id"  # noqa: S608 (own words)
    return [(int(unit or 0), int(row)) for unit, row in sql.fetch(query, [v for one in conditions for v in one.params])]


def _refused(code: str, message: str) -> Refused:
    return Refused(field_errors=(FieldError("worker", code, message),))
