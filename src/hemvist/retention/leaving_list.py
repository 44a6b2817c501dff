"""The list of what is due to leave: each case with why, what holds it back, whether it is approved, and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import leaving, sql
from hemvist.cases.leaving import Key, QuietCase
from hemvist.cases.turns import in_turn
from hemvist.retention.dueness import Facts, Verdict, judge, newest_last_note
from hemvist.retention.holds import MANAGER, holding
from hemvist.retention.rules import Rule, rule_on
from hemvist.secrecy import log
from hemvist.secrecy.viewer import Viewer

PAGE_SIZE = 50
BATCH = 1000


class Approval(NamedTuple):
    """The newest decision of a case, where it approves. ``lapsed``: something new has happened, a hold was put, or other law applies."""

    worker_id: int
    worker: str
    at: datetime
    chain: str
    outcome: str
    legal_source: str
    package: UUID | None
    hold_entries: int
    lapsed: bool = False


class Verified(NamedTuple):
    """A package that was read back and found whole."""

    package: UUID
    chain: str
    manifest_digest: str
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class Leaving:
    """A case on the list. ``approval`` is None where nobody has approved; ``verified`` where no package of the case as approved is verified."""

    case: QuietCase
    verdict: Verdict
    approval: Approval | None
    verified: Verified | None

    @property
    def approved(self) -> bool:
        """Whether it is approved as it is now, and nothing holds it back."""
        return self.verdict.may_leave and self.approval is not None and not self.approval.lapsed

    @property
    def ready(self) -> bool:
        """Whether it may be removed: approved, and where it is to be preserved, in a verified package."""
        return self.approved and (self.verdict.outcome == "destroy" or self.verified is not None)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the list, and the key that the next page goes on after; None on the last."""

    rows: tuple[Leaving, ...]
    following: Key | None


def leaving_for(viewer: Viewer, after: Key | None = None, most: int = PAGE_SIZE) -> Page:
    """Give the cases that are due to leave the units that the viewer manages, and that they see; log which. Raises RulesFault."""
    units = [h.unit_id for h in viewer.holdings if h.role == MANAGER]
    rule = rule_on(viewer.today)
    newest = newest_last_note(rule, viewer.today)

    def work() -> Page:
        cases = leaving.quiet_cases(viewer, units, newest, after, most + 1)
        log.log_shown(viewer, "retention", [case.case_row for case in cases[:most]])
        return _page(cases, most, rule, viewer.today)

    return in_turn(work)


def all_leaving(today: date, after: Key | None = None) -> Page:
    """Give the cases that are due to leave any unit: for the commands that the city itself runs. Raises RulesFault."""
    rule = rule_on(today)
    cases = leaving.quiet_cases_access_unchecked(newest_last_note(rule, today), after, BATCH + 1)
    return _page(cases, BATCH, rule, today)


def _page(cases: list[QuietCase], most: int, rule: Rule, today: date) -> Page:
    shown = cases[:most]
    return Page(tuple(of_cases(shown, rule, today)), shown[-1].key if len(cases) > most else None)


def of_cases(cases: Iterable[QuietCase], rule: Rule, today: date) -> list[Leaving]:
    """Judge each case, and find its approval and package. Three queries, however many cases."""
    listed = list(cases)
    rows = [case.case_row for case in listed]
    holds, decisions, packages = holding(rows), _decisions(rows), _packages(rows)
    found = []
    for case in listed:
        held, entries = holds.get(case.case_row, (False, 0))
        verdict = judge(facts_of(case, held), rule, today)
        approval = _standing(decisions.get(case.case_row), case, verdict, entries)
        package = packages.get(approval.package) if approval and approval.package else None
        found.append(Leaving(case, verdict, approval, package if package and package.chain == case.chain else None))
    return found


def facts_of(case: QuietCase, held: bool) -> Facts:
    """Give what the law's answer depends on."""
    return Facts(case.routine, case.opened_on, case.last_note_on, case.state == "closed", held, case.birth_date)


def _standing(approval: Approval | None, case: QuietCase, verdict: Verdict, hold_entries: int) -> Approval | None:
    """An approval counts only for the case as it was, for the same outcome by the same law, and if no hold has come or gone since."""
    if approval is None:
        return None
    then = (approval.chain, approval.outcome, approval.legal_source, approval.hold_entries)
    return approval._replace(lapsed=then != (case.chain, verdict.outcome, verdict.legal_source, hold_entries))


def _decisions(case_rows: list[int]) -> dict[int, Approval]:
    if not case_rows:
        return {}
    found = sql.fetch(
        "SELECT d.case_row, d.kind, d.worker_id, w.name, d.at, d.chain, d.outcome, d.legal_source, d.package, d.hold_entries FROM retention_decision d"  # noqa: S608
        f" JOIN organisation_worker w ON w.id = d.worker_id WHERE d.case_row IN ({sql.marks(case_rows)}) ORDER BY d.id",
        case_rows,
    )
    newest = {row[0]: row for row in found}
    return {case_row: _approval(row) for case_row, row in newest.items() if row[1] == "approved"}


def _approval(row: tuple[Any, ...]) -> Approval:
    package = sql.uuid_out(row[8]) if row[8] else None
    return Approval(*(row[2], row[3], sql.moment_out(row[4]), *row[5:8], package, row[9]))


def _packages(case_rows: list[int]) -> dict[UUID, Verified]:
    if not case_rows:
        return {}
    found = sql.fetch(
        "SELECT package, chain, manifest_digest, verified_at FROM retention_package"  # noqa: S608 (marks only)
        f" WHERE case_row IN ({sql.marks(case_rows)})",
        case_rows,
    )
    verified = [Verified(sql.uuid_out(row[0]), row[1], row[2], sql.moment_out(row[3])) for row in found]
    return {one.package: one for one in verified}
