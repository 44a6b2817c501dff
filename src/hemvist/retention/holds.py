"""Legal hold: a manager keeps a case from leaving, with a reason and a legal ground, until a manager lifts it. Nothing is edited."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow, find_case
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.turns import in_turn
from hemvist.cases.views import CaseView
from hemvist.secrecy import log
from hemvist.secrecy.policy import Access, access_to
from hemvist.secrecy.viewer import Viewer

MANAGER = "unit_manager"
"""Who puts and lifts holds and lets cases leave: the one who answers for the unit that has the case. The city's own order."""

LONGEST_REASON = 2000
LONGEST_GROUND = 200
_PAGE = "hold"


class NotTheManager(Exception):  # noqa: N818 (an answer, not a fault)
    """The worker sees the case, and is not the manager of its unit."""


class Wrong(Exception):  # noqa: N818 (told to the person who filled in the form)
    """What was asked cannot be done. ``field`` names the part of the form; the text, in Swedish, says what to do."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code, self.field, self.message = code, field, message


class Hold(NamedTuple):
    """A hold on a case. ``lifted_at`` is None while it is in force. ``reason`` and ``legal_ground`` are empty where they are not to be shown."""

    hold: UUID
    reason: str
    legal_ground: str
    review_on: date | None
    put_by: str
    put_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_because: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it still keeps the case."""
        return self.lifted_at is None


def put_hold(viewer: Viewer, case: UUID, reason: str, legal_ground: str, review_on: date | None) -> UUID:
    """Put a hold on a case and give its id. An approval given before lapses. Raises CaseNotFound, NotTheManager or Wrong."""

    def work() -> UUID:
        row, access = _managed(viewer, case)
        hold = uuid4()
        _write(row.id, hold, "put", _given(reason, legal_ground), review_on, viewer)
        log.log_written(viewer, f"{_PAGE}:put", row.id, access)
        return hold

    if review_on is not None and review_on <= viewer.today:
        raise Wrong("hold-review-passed", "review_on", "Skriv en dag som ligger framåt i tiden.")
    with refusals_logged(viewer, [case], _PAGE):
        return in_turn(work)


def lift_hold(viewer: Viewer, case: UUID, hold: UUID, reason: str, legal_ground: str) -> None:
    """Lift a hold. Raises CaseNotFound, NotTheManager, or Wrong (also where it is lifted already, or not this case's)."""

    def work() -> None:
        row, access = _managed(viewer, case)
        if not any(one.hold == hold and one.in_force for one in holds_of(row.id)):
            raise Wrong("hold-not-there", "", "Spärren är redan hävd eller finns inte.")
        _write(row.id, hold, "lifted", _given(reason, legal_ground), None, viewer)
        log.log_written(viewer, f"{_PAGE}:lifted", row.id, access)

    with refusals_logged(viewer, [case], _PAGE):
        in_turn(work)


@contextmanager
def refusals_logged(viewer: Viewer, cases: Sequence[UUID], page: str) -> Iterator[None]:
    """Log, when CaseNotFound is the answer, each of the cases that the viewer does not see: in the same way whether or not it is there."""
    try:
        yield
    except CaseNotFound:
        for case in cases:
            row = find_case(case)
            if not access_to(viewer, row.id if row else 0):
                in_turn(lambda row=row: log.log_refused(viewer, page, row.id if row else None))  # type: ignore[misc]
        raise


def holds_in(view: CaseView) -> tuple[Hold, ...]:
    """Give the holds of a case that has been opened: one who is not granted everything sees that it is held, and not why. One query."""
    rows = sql.fetch(_HOLDS.format(which="c.public_id = %s"), [sql.uuid_in(view.public_id)])
    found = _together(rows)
    return found if view.kinds.everything else tuple(_without_reasons(one) for one in found if one.in_force)


def is_manager_of(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer acts as manager of the unit."""
    return MANAGER in viewer.roles_at(unit_id)


_HOLDS = (
    "SELECT h.hold, h.kind, h.reason, h.legal_ground, h.review_on, w.name, h.at FROM retention_holdentry h"
    " JOIN cases_case c ON c.id = h.case_row JOIN organisation_worker w ON w.id = h.worker_id WHERE {which} ORDER BY h.id"
)


def holds_of(case_row: int) -> tuple[Hold, ...]:
    """Give every hold that a case has or had, oldest first. One query."""
    return _together(sql.fetch(_HOLDS.format(which="c.id = %s"), [case_row]))


def _together(rows: list[tuple[Any, ...]]) -> tuple[Hold, ...]:
    """Put each hold together with its lifting."""
    found: dict[UUID, Hold] = {}
    for hold, kind, reason, ground, review_on, name, at in rows:
        uid, moment = sql.uuid_out(hold), sql.moment_out(at)
        if kind == "put":
            found[uid] = Hold(uid, reason, ground, review_on, name, moment)
        else:
            found[uid] = found[uid]._replace(lifted_by=name, lifted_at=moment, lifted_because=f"{reason} ({ground})")
    return tuple(found.values())


def holding(case_rows: list[int]) -> dict[int, tuple[bool, int]]:
    """Give of each of the cases that has or had a hold: whether one is in force, and how many times one was put or lifted. One query."""
    if not case_rows:
        return {}
    found = sql.fetch(
        "SELECT case_row, SUM(CASE WHEN kind = 'put' THEN 1 ELSE -1 END), COUNT(*) FROM retention_holdentry"  # noqa: S608 (marks only)
        f" WHERE case_row IN ({sql.marks(case_rows)}) GROUP BY case_row",
        case_rows,
    )
    return {row: (standing > 0, entries) for row, standing, entries in found}


def _managed(viewer: Viewer, case: UUID) -> tuple[CaseRow, Access]:
    """Give the case, nobody else writing there, if the viewer sees it and manages its unit."""
    row = find_case(case, lock=True)
    access = access_to(viewer, row.id if row else 0)
    if row is None or not access:
        raise CaseNotFound
    if not is_manager_of(viewer, row.owner_unit_id):
        raise NotTheManager
    return row, access


def _given(reason: str, legal_ground: str) -> tuple[str, str]:
    reason, legal_ground = reason.strip(), " ".join(legal_ground.split())
    for field, text, longest in (("reason", reason, LONGEST_REASON), ("legal_ground", legal_ground, LONGEST_GROUND)):
        if not text:
            what = "varför" if field == "reason" else "vilken bestämmelse det stöder sig på"
            raise Wrong(f"{field}-missing", field, f"Skriv {what}.")
        if len(text) > longest:
            raise Wrong(f"{field}-too-long", field, f"Texten är för lång. Skriv högst {longest} tecken.")
    return reason, legal_ground


_COLUMNS = ("case_row", "hold", "kind", "reason", "legal_ground", "review_on", "worker_id", "at")


def _write(
    case_row: int, hold: UUID, kind: str, given: tuple[str, str], review_on: date | None, viewer: Viewer
) -> None:
    at = sql.moment_in(clock.now())
    sql.insert(
        "retention_holdentry", _COLUMNS, [(case_row, sql.uuid_in(hold), kind, *given, review_on, viewer.worker_id, at)]
    )


def _without_reasons(hold: Hold) -> Hold:
    return Hold(hold.hold, "", "", hold.review_on, "", hold.put_at)
