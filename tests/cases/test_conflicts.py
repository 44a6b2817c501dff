"""A conflict of interest: whoever has one leaves the case and sees nothing of it, and nobody but the manager is told why."""

from datetime import timedelta

import pytest

from hemvist.cases.conflicts import conflicts_now, declare_conflict, lift_conflict
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.models import DutyRow
from hemvist.cases.searching import search_cases
from hemvist.cases.seeing import seen_by
from hemvist.cases.viewing import view_case
from hemvist.cases.worklist import worklist
from hemvist.organisation.models import StandIn
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, opened, record

REASON = "Klienten är min kusin."


def test_one_who_declares_it_leaves_the_case_and_sees_nothing_of_it(town: Town) -> None:
    """At once, everywhere; what was theirs waits for the unit."""
    case = opened(town)
    declare_conflict(town.viewer("c-caseworker"), case, REASON)
    viewer = town.viewer("c-caseworker")
    with pytest.raises(CaseNotFound):
        view_case(viewer, case, "case")
    assert search_cases(viewer, "Provsson1") == []
    assert worklist(viewer, "mine").rows == worklist(viewer, "unit").rows == []
    assert not DutyRow.objects.filter(open=True, assignee=town.workers["c-caseworker"]).exists()
    assert DutyRow.objects.filter(open=True, duty="appoint-caseworker-after-leaving").exists()


def test_others_are_told_that_they_left_and_not_why(town: Town) -> None:
    """Neither in the history, nor on the page of who sees the case."""
    case = opened(town)
    declare_conflict(town.viewer("c-caseworker"), case, REASON)
    view = view_case(town.viewer("c-colleague"), case, "case")
    left = view.history[-1]
    assert left.label == "Handläggare lämnat ärendet"
    assert "kusin" not in repr(view)
    assert "C-caseworker" not in [reason.who for reason in seen_by(town.viewer("c-colleague"), case).reasons]


def test_a_manager_registers_anothers_and_lifts_it(town: Town) -> None:
    """With who said so and why; a colleague can do neither."""
    case = opened(town)
    other = town.workers["c-caseworker"].pk
    with pytest.raises(NotYourRole):
        declare_conflict(town.viewer("c-colleague"), case, REASON, other)
    manager = town.viewer("c-manager")
    declare_conflict(manager, case, REASON, other)
    [told] = conflicts_now(manager)
    assert (told.worker, told.reason, told.step, told.by) == ("C-caseworker", REASON, "registered", "C-manager")
    assert conflicts_now(town.viewer("c-colleague")) == conflicts_now(town.viewer("h-manager")) == []
    with pytest.raises(CaseNotFound):
        lift_conflict(town.viewer("c-colleague"), case, other, "Nej")
    lift_conflict(manager, case, other, "Det var en namne.")
    assert conflicts_now(manager) == []
    assert view_case(town.viewer("c-caseworker"), case, "case")


def test_a_manager_neither_reads_nor_lifts_their_own(town: Town) -> None:
    """Another manager does."""
    case = opened(town)
    manager = town.viewer("c-manager")
    declare_conflict(manager, case, REASON)
    assert conflicts_now(manager) == []
    with pytest.raises(CaseNotFound):
        lift_conflict(manager, case, manager.worker_id, "Jag vill")


def test_a_consultant_leaves_by_the_event_of_that_side(town: Town) -> None:
    """The turn is then the coordinator's."""
    case = Player(town, scenario("client-dies-during-intervention")).play().case
    assert case
    declare_conflict(town.viewer("consultant"), case, REASON)
    with pytest.raises(CaseNotFound):
        view_case(town.viewer("consultant"), case, "case")
    assert view_case(town.viewer("coordinator"), case, "case").parties != ()


def test_a_conflict_holds_for_one_who_stands_in(town: Town) -> None:
    """Whoever stands in for a handler is kept out of the cases that they themselves have a conflict in."""
    case = opened(town)
    StandIn.objects.create(
        worker=town.workers["c-caseworker"],
        stand_in=town.workers["c-colleague"],
        first_day=TODAY,
        last_day=TODAY + timedelta(days=3),
    )
    assert view_case(town.viewer("c-colleague"), case, "case")
    declare_conflict(town.viewer("c-colleague"), case, REASON)
    with pytest.raises(CaseNotFound):
        view_case(town.viewer("c-colleague"), case, "case")


def test_one_who_has_a_conflict_is_not_given_the_case_again(town: Town) -> None:
    """The answer says that they cannot have it, and not why."""
    case = opened(town)
    declare_conflict(town.viewer("c-caseworker"), case, REASON)
    with pytest.raises(Refused) as refused:
        record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-caseworker"].pk))
    assert refused.value.codes == ("not-this-worker",)
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-colleague"].pk))
    assert view_case(town.viewer("c-colleague"), case, "case")
