"""The database itself lets only a lawful removal through: every other change, deletion or removal is refused, whoever asks."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from hemvist.cases.casefile import find_case
from hemvist.cases.models import Case, CaseEvent
from hemvist.cases.removing import CannotLeave, Leave, remove_case
from hemvist.retention.approving import withdraw
from hemvist.retention.holds import lift_hold, put_hold
from hemvist.retention.models import Decision, Package
from hemvist.retention.running import remove_approved
from hemvist.retention.verifying import verify_retention
from tests.cases.test_append_only import behind_the_triggers
from tests.cases.town import TODAY, Town, record
from tests.retention.old import CLOSED, Archive, let_go, old_case, row_of, someone


@pytest.fixture
def packed(town: Town, archive: Archive) -> UUID:
    """An old case that is approved and packed."""
    case = old_case(town)
    let_go(town, case)
    archive.package()
    return case


def assert_refused(statement: str, *params: object, match: str = "append-only|refused") -> None:
    """The database refuses the statement."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def leave_of(case: UUID, **other: object) -> Leave:
    """What the approved and packed case would leave by, with some of it changed."""
    decision = Decision.objects.order_by("-id")[0]
    package = Package.objects.first()
    told = {
        "case_row": row_of(case),
        "chain": decision.chain,
        "outcome": decision.outcome,
        "legal_source": decision.legal_source,
        "package": decision.package,
        "manifest_digest": package.manifest_digest if package else "0" * 64,
        "approved_by": decision.worker_id,
        "approved_at": decision.at,
    }
    return Leave(**(told | other))  # type: ignore[arg-type]


def assert_cannot_leave(case: UUID, **other: object) -> None:
    """The database refuses the removal, and nothing of it is left half done."""
    events = CaseEvent.objects.count()
    with pytest.raises(DatabaseError, match="cases_removal refused"), transaction.atomic():
        remove_case(leave_of(case, **other), lambda _: None)
    assert CaseEvent.objects.count() == events
    assert find_case(case) is not None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM cases_caseevent",
        "UPDATE cases_caseevent SET payload = '{}'",
        "DELETE FROM retention_decision",
        "UPDATE retention_decision SET kind = 'approved'",
        "DELETE FROM retention_package",
        "UPDATE retention_package SET files = 0",
        "DELETE FROM secrecy_accesslogentry",
    ],
)
def test_an_approved_and_packed_case_still_stands_as_it_was_recorded(packed: UUID, statement: str) -> None:
    """Being allowed to leave opens no other way to its rows."""
    assert_refused(statement)


def test_holds_are_neither_changed_nor_deleted(town: Town) -> None:
    """Lifting is a row of its own."""
    case = old_case(town)
    put_hold(town.viewer("c-manager"), case, "Tvist", "SoL 16:1", None)
    assert_refused("DELETE FROM retention_holdentry")
    assert_refused("UPDATE retention_holdentry SET reason = 'Annat'")


def test_what_stays_of_a_removed_case_cannot_be_changed(packed: UUID, archive: Archive) -> None:
    """The removal and the seals are append-only."""
    archive.remove()
    for statement in (
        "DELETE FROM cases_removal",
        "UPDATE cases_removal SET outcome = 'destroy'",
        "DELETE FROM cases_removedevent",
        "UPDATE cases_removedevent SET seal = NULL",
    ):
        assert_refused(statement)


@pytest.mark.parametrize(
    "other",
    [
        {"outcome": "destroy"},
        {"package": uuid4()},
        {"manifest_digest": "0" * 64},
        {"approved_by": 1},
    ],
    ids=["another outcome", "another package", "another manifest", "another approver"],
)
def test_a_removal_that_is_not_what_was_approved_is_refused(packed: UUID, other: dict[str, object]) -> None:
    """Each part of it must be what was approved and verified."""
    assert_cannot_leave(packed, **other)


def test_a_case_that_nobody_approved_cannot_leave(town: Town) -> None:
    """Not even through the one function that removes."""
    case = old_case(town)
    row = Case.objects.get(public_id=case)
    manager = town.workers["c-manager"].pk
    leave = Leave(row.pk, row.chain, "destroy", "påhittat", None, None, manager, row.events.last().recorded_at)  # type: ignore[union-attr]
    with pytest.raises(DatabaseError, match="cases_removal refused"), transaction.atomic():
        remove_case(leave, lambda _: None)
    assert find_case(case) is not None


def test_an_approved_case_without_a_verified_package_cannot_leave(town: Town) -> None:
    """What is to be preserved is preserved first."""
    case = old_case(town)
    let_go(town, case)
    assert_cannot_leave(case)


def test_a_hold_wins_over_an_approval_and_a_lifted_one_asks_for_a_new(
    town: Town, packed: UUID, archive: Archive
) -> None:
    """In the database as in the list: with the hold, and after it, until somebody approves anew."""
    manager = town.viewer("c-manager")
    hold = put_hold(manager, packed, "Tvist om återkrav", "SoL 16:1", None)
    assert_cannot_leave(packed)
    assert archive.remove().done == 0
    lift_hold(manager, packed, hold, "Tvisten är avgjord", "SoL 16:1")
    assert_cannot_leave(packed)
    assert archive.remove().done == 0
    let_go(town, packed)
    assert archive.package().done == 1
    assert archive.remove().done == 1


def test_a_new_event_ends_the_approval(town: Town, packed: UUID, archive: Archive) -> None:
    """The case is not what was approved any more."""
    leave = leave_of(packed)
    record(town, "c-caseworker", packed, "wish-noted", kind="wish", description="Hör av sig igen.")
    with pytest.raises(CannotLeave):
        remove_case(leave, lambda _: None)
    assert_cannot_leave(packed, chain=Case.objects.get(public_id=packed).chain)
    assert archive.remove().done == 0
    assert find_case(packed) is not None


def test_an_event_that_is_not_leaving_cannot_be_deleted_even_beside_a_removal(town: Town, packed: UUID) -> None:
    """A removal written by hand opens its own case only, and only for events whose seals were kept."""
    other = old_case(town, closed=CLOSED)
    leave = leave_of(packed)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_removal (case_row, outcome, legal_source, chain, events, package, manifest_digest, approved_by_id,"
            " approved_at, removed_at, sealed) SELECT %s, d.outcome, d.legal_source, d.chain, 4, d.package, %s, d.worker_id, d.at, d.at, ''"
            " FROM retention_decision d",
            [leave.case_row, leave.manifest_digest],
        )
        assert_refused("DELETE FROM cases_caseevent WHERE case_id = %s", leave.case_row)
        assert_refused("DELETE FROM cases_caseevent WHERE case_id = %s", row_of(other))
        transaction.set_rollback(True)


def test_a_hold_put_or_an_approval_taken_back_while_a_run_goes_on_is_heeded(town: Town, archive: Archive) -> None:
    """The list that the run goes by was read before; the database knows better, and the run goes on."""
    cases = [old_case(town, someone(f"P{n}"), closed=CLOSED + timedelta(days=n)) for n in range(4)]
    let_go(town, *cases)
    archive.package()
    manager = town.viewer("c-manager")

    def meanwhile(seen: int) -> None:
        if seen == 1:
            put_hold(manager, cases[1], "Tvist", "SoL 16:2", None)
            withdraw(manager, cases[2])

    outcome = remove_approved(archive.folder, TODAY, meanwhile)
    assert outcome.done == 2
    assert [why for _, why in outcome.not_done] == [
        "Godkännandet är återtaget, eller en spärr har satts. Ärendet är kvar."
    ] * 2
    assert [find_case(case) is None for case in cases] == [True, False, False, True]


def test_missing_guards_and_removals_without_ground_are_found(town: Town, packed: UUID, archive: Archive) -> None:
    """By the check of the record."""
    archive.remove()
    assert verify_retention() == []
    with behind_the_triggers():
        codes = {d.code for d in verify_retention()}
        Decision.objects.all().delete()
        Package.objects.all().delete()
    assert codes == {"REC-T1", "REC-T2"}
    assert {d.code for d in verify_retention()} == {"REC-R3", "REC-R4"}
