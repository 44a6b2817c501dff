"""Who can see a case, and who has opened it: the reverse of the access rule, and what the log tells. For those of the deciding board only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow, find_case
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.relations import Relations
from hemvist.cases.turns import in_turn
from hemvist.secrecy import log
from hemvist.secrecy.grounds import Reason
from hemvist.secrecy.policy import access_to, who_can_see
from hemvist.secrecy.viewer import Viewer

T = TypeVar("T")

WHO_PAGE, EXTRACT_PAGE = "who-can-see", "log-extract"


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log about a case: when (local time), who, from which administration, what kind of page, on which grounds."""

    at: datetime
    worker_id: int
    worker: str
    administration: str
    page: str
    outcome: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Everybody who sees a case today, each with one ground."""

    reference: str
    protected: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """All that the log holds of one case, oldest first."""

    reference: str
    protected: bool
    rows: tuple[Logged, ...]
    made_on: date


def may_account_for(kinds_everything: bool, grounds: Iterable[str]) -> bool:
    """Whether one may answer for who sees the case: they see all of it as the deciding board does, and not for life or health."""
    held = frozenset(grounds)
    return kinds_everything and ("own-board" in held or ("named" in held and "emergency" not in held))


def seen_by(viewer: Viewer, case: UUID) -> SeenBy:
    """Give everybody who sees the case today and on which grounds, and log that it was asked. Raises CaseNotFound.

    One who is kept out of it is not told of: they are simply not there.
    """

    def answer(row: CaseRow) -> SeenBy:
        return SeenBy(row.reference, row.protected, tuple(who_can_see(row.id, viewer.today)))

    return _answer(viewer, case, WHO_PAGE, answer)


def log_extract(viewer: Viewer, case: UUID) -> Extract:
    """Give all that the log holds of the case, for the person it is about, and log that it was taken out. Raises CaseNotFound."""
    return _answer(viewer, case, EXTRACT_PAGE, lambda row: _extract(row, viewer.today))


def _answer(viewer: Viewer, case: UUID, page: str, answer: Callable[[CaseRow], T]) -> T:
    """Answer for a case to one who may account for it; else log the attempt and raise CaseNotFound, after as many statements."""

    def work() -> T | CaseNotFound:
        row = find_case(case)
        allowed = access_to(viewer, row.id if row else 0)
        if row is None or not may_account_for(allowed.kinds.everything, allowed.grounds):
            log.log_refused(viewer, page, row.id if row else None)
            return CaseNotFound()
        log.log_shown(viewer, page, [row.id], allowed)
        return answer(row)

    found = in_turn(work)
    if isinstance(found, CaseNotFound):
        raise found
    return found


_LOG = (
    "SELECT l.at, l.worker_id, w.name, l.page, l.outcome, l.ground FROM secrecy_accesslogcase c JOIN secrecy_accesslogentry l ON l.id = c.entry_id"
    " JOIN organisation_worker w ON w.id = l.worker_id WHERE c.case_row = %s ORDER BY l.at, l.id"
)


def _extract(row: CaseRow, today: date) -> Extract:
    found = sql.fetch(_LOG, [row.id])
    relations = Relations.of({each[1] for each in found}, [row.id])
    rows = tuple(_logged(each, row.id, relations) for each in found)
    return Extract(row.reference, row.protected, rows, today)


def _logged(row: tuple[Any, ...], case_row: int, relations: Relations) -> Logged:
    at, worker, name, page, outcome, grounds = row
    local = sql.moment_out(at).astimezone(clock.LOCAL_ZONE)
    told = tuple(grounds.split(",")) if grounds else ()
    if not told and outcome != "refused":
        told = relations.grounds(worker, case_row, local, was_shown=True)
    return Logged(local, worker, name, relations.administration(worker, local), page, outcome, told)
