"""A manager lets cases leave, one or many, and can take that back for as long as a case is still here. Nothing goes that nobody approved."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import find_case
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.leaving import quiet_case_access_unchecked
from hemvist.cases.turns import in_turn
from hemvist.retention.holds import NotTheManager, Wrong, holding, is_manager_of, refusals_logged
from hemvist.retention.leaving_list import Leaving, of_cases
from hemvist.retention.rules import rule_on
from hemvist.secrecy import log
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import Viewer

_PAGE = "retention"
_COLUMNS = ("case_row", "kind", "chain", "outcome", "legal_source", "package", "hold_entries", "worker_id", "at")


def approve(viewer: Viewer, cases: Sequence[UUID]) -> int:
    """Let every one of the cases leave, as it is now; gives how many were not approved already. All or nothing.

    Raises CaseNotFound, NotTheManager, or Wrong where one is not due or something holds it back; RulesFault.
    """
    if not cases:
        raise Wrong("nothing-chosen", "", "Välj minst ett ärende.")
    with refusals_logged(viewer, cases, _PAGE):
        return in_turn(lambda: sum(_approve(viewer, case) for case in dict.fromkeys(cases)))


def _approve(viewer: Viewer, case: UUID) -> bool:
    found = _managed(viewer, case)
    if not found.verdict.may_leave:
        raise Wrong("may-not-leave", "", f"{found.case.reference} kan inte godkännas: {why_not(found)}")
    if found.approved:
        return False
    outcome, source = found.verdict.outcome, found.verdict.legal_source
    _write(viewer, found, "approved", outcome, source, uuid4() if outcome == "preserve" else None)
    return True


def withdraw(viewer: Viewer, case: UUID) -> None:
    """Take an approval back. Raises CaseNotFound, NotTheManager, or Wrong where there is none."""

    def work() -> None:
        found = _managed(viewer, case)
        if found.approval is None:
            raise Wrong("not-approved", "", "Ärendet är inte godkänt.")
        _write(viewer, found, "withdrawn", found.approval.outcome, found.approval.legal_source, None)

    with refusals_logged(viewer, [case], _PAGE):
        in_turn(work)


def why_not(found: Leaving) -> str:
    """Say in Swedish why a case may not leave; empty if it may."""
    if not found.verdict.due:
        return f"det ska lämna systemet först {found.verdict.leaves_on.isoformat()}."
    return " ".join(one.text for one in found.verdict.obstacles)


def _managed(viewer: Viewer, case: UUID) -> Leaving:
    """Give the case, nobody else writing there, if the viewer sees it and manages its unit.

    One with protected personal data is seen only by those named in it: so its manager must be one of them.
    """
    row = find_case(case, lock=True)
    if row is None or not access_to(viewer, row.id):
        raise CaseNotFound
    if not is_manager_of(viewer, row.owner_unit_id):
        raise NotTheManager
    quiet = quiet_case_access_unchecked(row.id)
    if quiet is None:
        raise CaseNotFound
    return of_cases([quiet], rule_on(viewer.today), viewer.today)[0]


def _write(viewer: Viewer, found: Leaving, kind: str, outcome: str, source: str, package: UUID | None) -> None:
    row, chain = found.case.case_row, found.case.chain
    at = sql.moment_in(clock.now())
    named = sql.uuid_in(package) if package else None
    holds = holding([row]).get(row, (False, 0))[1]
    written = (row, kind, chain, outcome, source, named, holds, viewer.worker_id, at)
    sql.insert("retention_decision", _COLUMNS, [written])
    log.log_written(viewer, f"{_PAGE}:{kind}", row, access_to(viewer, row))
