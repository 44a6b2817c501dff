"""Giving roles to people: one, many, and all that someone had."""

import pytest

from hemvist import clock
from hemvist.cases.assigning import STEP, assign, how_much_is_held_by, take_over, take_over_some
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.models import CaseEvent, Party
from hemvist.cases.worklist import worklist
from hemvist.organisation.staffing import give_role
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, add_person, opened, record
from tests.factories import LONG_AGO


def test_many_cases_are_given_to_one_worker_at_once(town: Town) -> None:
    """Each is an event of its own; the duties are in the new worker's list and no longer in the old one's."""
    cases = [opened(town, add_person(n)) for n in range(3)]
    colleague = town.workers["c-colleague"]
    uids = assign(town.viewer("c-lead"), [(c, "caseworker") for c in cases], colleague.pk, TODAY)
    assert len(uids) == len(set(uids)) == 3
    assert {r.case for r in worklist(town.viewer("c-colleague"), "mine").rows} == set(cases)
    assert worklist(town.viewer("c-caseworker"), "mine").rows == []


def test_all_or_none_is_assigned(town: Town) -> None:
    """One case that cannot be given refuses them all."""
    mine, other = opened(town), opened(town, add_person(2), by="h-caseworker")
    before = CaseEvent.objects.count()
    with pytest.raises(CaseNotFound):
        assign(
            town.viewer("c-lead"), [(mine, "caseworker"), (other, "caseworker")], town.workers["c-colleague"].pk, TODAY
        )
    assert CaseEvent.objects.count() == before


def test_only_someone_who_holds_the_role_at_the_unit_is_appointed(town: Town) -> None:
    """Neither another unit's caseworker nor the unit's own manager."""
    case = opened(town)
    for name in ("h-caseworker", "c-manager"):
        with pytest.raises(Refused) as answer:
            assign(town.viewer("c-lead"), [(case, "caseworker")], town.workers[name].pk, TODAY)
        assert answer.value.codes == ("worker-without-role",)


def test_the_coordinator_appoints_the_consultant_and_nobody_at_the_social_services_does(town: Town) -> None:
    """Each side appoints its own, by the event that its document has for it."""
    player = Player(town, scenario("to-self-support")).play()
    assert player.case
    assign(town.viewer("coordinator"), [(player.case, "consultant")], town.workers["other-consultant"].pk, TODAY)
    assert Party.objects.get(case__public_id=player.case, role="consultant").worker == town.workers["other-consultant"]
    with pytest.raises(NotYourRole):
        assign(town.viewer("consultant"), [(player.case, "consultant")], town.workers["consultant"].pk, TODAY)


def test_a_coordinator_is_appointed_by_the_ordinary_event_and_not_by_a_contact_that_was_not_made(town: Town) -> None:
    """Also where the person is protected and a contact or a telling would name one too."""
    player = Player(town, scenario("protection-begins-mid-case")).play()
    assert player.case
    with clock.set_to(player.scenario.told[-1].event.recorded):
        viewer = town.viewer("c-caseworker", clock.today())
        (uid,) = assign(viewer, [(player.case, "coordinator")], town.workers["coordinator"].pk, clock.today())
    assert CaseEvent.objects.get(uid=uid).type == "party-appointed"


def test_everything_that_someone_had_is_taken_over(town: Town) -> None:
    """Every case of one who leaves gets the other as its caseworker."""
    cases = [opened(town, add_person(n)) for n in range(3)]
    old, new = town.workers["c-caseworker"], town.workers["c-colleague"]
    assert len(take_over(town.viewer("c-manager"), old.pk, new.pk, TODAY)) == 3
    assert {r.case for r in worklist(town.viewer("c-colleague"), "mine").rows} == set(cases)
    assert not Party.objects.filter(worker=old).exists()


def test_more_than_a_step_is_taken_over_whole_step_by_step(town: Town) -> None:
    """A step takes its number and says where the next begins; interrupted, the same call goes on with what is left."""
    cases = [opened(town, add_person(n)) for n in range(STEP + 3)]
    old, new, manager = town.workers["c-caseworker"], town.workers["c-colleague"], town.viewer("c-manager")
    step = take_over_some(manager, old.pk, new.pk, TODAY)
    assert (len(step.given), step.refused) == (STEP, ())
    assert how_much_is_held_by(manager, old.pk) == how_much_is_held_by(manager, old.pk, step.last) == (3, 3)
    assert len(take_over(manager, old.pk, new.pk, TODAY)) == 3
    assert Party.objects.filter(worker=new).count() == len(cases)
    assert take_over(manager, old.pk, new.pk, TODAY) == []


def test_what_cannot_be_taken_over_is_told_and_stops_none_of_the_rest(town: Town) -> None:
    """One case was moved to a unit where the other works not: it stays, with its reference and the reason; the others are given."""
    moved, *rest = [opened(town, add_person(n)) for n in range(4)]
    old, new = town.workers["c-caseworker"], town.workers["c-colleague"]
    town.hire("both", "centrum", "unit_manager")
    give_role(town.workers["both"], town.units["hisingen"], "unit_manager", LONG_AGO)
    give_role(old, town.units["hisingen"], "caseworker", LONG_AGO)
    record(town, "both", moved, "unit-changed", unit=str(town.units["hisingen"].pk), reason="Flyttat.")
    assign(town.viewer("both"), [(moved, "caseworker")], old.pk, TODAY)
    with pytest.raises(Refused) as answer:
        take_over(town.viewer("both"), old.pk, new.pk, TODAY)
    (told,) = answer.value.field_errors
    assert told.message == "KC-2026-000001: Välj någon som har den rollen på enheten i dag."
    assert Party.objects.filter(worker=new).count() == len(rest)
    assert Party.objects.get(worker=old).case.public_id == moved
