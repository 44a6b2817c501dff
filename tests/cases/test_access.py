"""Who may see and record on a case as it moves: the grants that events give and take."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.calendar import week
from hemvist.cases.entries import AccessNarrowed, CaseNotFound, Entry, Refused
from hemvist.cases.models import Case
from hemvist.cases.recording import record_event
from hemvist.cases.searching import search_cases
from hemvist.cases.viewing import view_case
from hemvist.cases.worklist import worklist
from hemvist.organisation.models import StandIn, Unit
from hemvist.secrecy.models import AccessLogEntry
from hemvist.secrecy.policy import who_can_see, why
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, add_person, opened, record


def seen_by(town: Town, case: UUID) -> set[str]:
    """The workers who can open the case."""
    found = set()
    for name in town.workers:
        try:
            view_case(town.viewer(name, clock.today()), case, "case")
        except CaseNotFound:
            continue
        found.add(name)
    return found


CENTRUM = {"c-caseworker", "c-colleague", "c-lead", "c-manager"}
CENTRE = {"coordinator", "consultant", "other-consultant"}


def test_a_case_is_seen_by_its_own_unit_only_once_it_is_known_that_the_person_is_not_protected(town: Town) -> None:
    """Unknown counts as protected: until then only the one who opened it."""
    case = opened(town, protection=None)
    assert seen_by(town, case) == {"c-caseworker"}
    record(town, "c-caseworker", case, "protection-learnt", protection="unknown")
    assert seen_by(town, case) == {"c-caseworker"}
    record(town, "c-caseworker", case, "protection-learnt", protection="none")
    assert seen_by(town, case) == CENTRUM


def test_protection_learnt_mid_case_ends_the_units_access_at_once_and_lifting_it_restores_it(town: Town) -> None:
    """In the same transaction, on the same day."""
    case = opened(town)
    record(town, "c-colleague", case, "protection-learnt", protection="protected-registration")
    assert seen_by(town, case) == {"c-caseworker"}
    record(town, "c-caseworker", case, "protection-learnt", protection="none")
    assert seen_by(town, case) == CENTRUM


def test_protection_learnt_in_one_case_protects_the_persons_other_cases(town: Town) -> None:
    """What one board learns of a person closes what another had open."""
    person = add_person()
    case, other = opened(town, person), opened(town, person, by="h-caseworker")
    assert "h-lead" in seen_by(town, other)
    record(town, "c-caseworker", case, "protection-learnt", protection="confidentiality-marking")
    assert seen_by(town, other) == {"h-caseworker"}
    record(town, "c-caseworker", case, "protection-learnt", protection="none")
    assert "h-lead" in seen_by(town, other)


def test_taking_back_what_was_said_of_protection_closes_the_case_again(town: Town) -> None:
    """Without it nothing is known, and unknown counts as protected."""
    from hemvist.cases.correcting import annul

    case = opened(town)
    view = view_case(town.viewer("c-caseworker"), case, "case")
    annul(
        town.viewer("c-caseworker"),
        case,
        next(e.uid for e in view.history if e.type == "protection-learnt"),
        "fel person",
    )
    assert seen_by(town, case) == {"c-caseworker"}
    assert Case.objects.get(public_id=case).protected


def test_the_executing_unit_sees_the_case_from_the_assignment_on_and_only_the_kinds_it_was_given(town: Town) -> None:
    """The assessment stays with the social services."""
    told = scenario("to-self-support")
    sent = next(n for n, t in enumerate(told.told) if t.event.type == "assignment-sent")
    before = Player(town, told, most=sent).play()
    assert before.case
    assert not seen_by(town, before.case) & CENTRE
    player = Player(town, told).play()
    assert player.case
    assert seen_by(town, player.case) >= CENTRE
    view = view_case(town.viewer("consultant"), player.case, "case")
    assert view.person is not None
    with clock.set_to(max(t.event.recorded for t in told.told)):
        full = view_case(town.viewer("c-caseworker", clock.today()), player.case, "case")
    unseen = {e.uid: e.information for e in full.history} | dict.fromkeys((e.uid for e in view.history), "seen")
    assert {kind for kind in unseen.values() if kind != "seen"} >= {"assessment", "consent"}
    assert not {e.information for e in view.history if e.role_label == "Socialsekreterare"} & {"assessment", "consent"}


def test_after_a_recall_the_executing_unit_keeps_what_it_had_and_learns_nothing_more(town: Town) -> None:
    """What the social services record afterwards is not even shown to be there."""
    told = scenario("missed-and-recalled-decision-revoked")
    place = next(n for n, t in enumerate(told.told) if t.event.type == "assignment-recalled")
    player = Player(town, told).play()
    assert player.case
    last = max(t.event.recorded for t in told.told)
    with clock.set_to(last):
        viewer = town.viewer("coordinator", clock.today())
        with pytest.raises(AccessNarrowed):
            view_case(viewer, player.case, "case")
        view = view_case(viewer, player.case, "case")
        full = view_case(town.viewer("c-caseworker", clock.today()), player.case, "case")
    recall = next(e.sequence for e in full.history if e.type == told.told[place].event.type)
    later = [e for e in full.history if e.sequence > recall and e.role_label == "Socialsekreterare"]
    assert later
    assert not {e.uid for e in later} & {e.uid for e in view.history}
    assert any(e.sequence <= recall for e in view.history)


def test_a_protected_case_is_seen_on_the_executing_side_by_the_named_coordinator_only(town: Town) -> None:
    """The unit has no grant; the one who was named has."""
    player = Player(town, scenario("protected-from-the-start")).play()
    assert player.case
    with clock.set_to(player.scenario.told[-1].event.recorded):
        seen = seen_by(town, player.case)
    assert seen <= {"c-caseworker", "coordinator", "consultant"}
    assert "coordinator" in seen
    assert "other-consultant" not in seen


def test_the_coordinator_who_is_contacted_gets_the_case_in_their_list_and_nobody_else_there_does(town: Town) -> None:
    """The contact names them (KC-90): the talk is their turn too (KC-91), and the assignment lands with them (KC-12)."""
    town.hire("other-coordinator", "centre", "coordinator")
    told = scenario("protected-from-the-start")
    types = [t.event.type for t in told.told if not t.expect_refused]
    contact, sent = types.index("coordinator-contacted"), types.index("assignment-sent")
    others = CENTRE - {"coordinator"} | {"other-coordinator"}
    for most, turns in (
        (contact, set()),
        (contact + 1, {"talk-through-set-up"}),
        (sent + 1, {"appoint-consultant", "prepare-enrolment"}),
    ):
        case = Player(town, told, most=most).play().case
        assert case
        assert {row.duty for row in worklist(town.viewer("coordinator"), "mine").rows if row.case == case} == turns
        assert ("coordinator" in seen_by(town, case)) == bool(turns)
        assert not seen_by(town, case) & others
        assert not [row for name in others for row in worklist(town.viewer(name), "unit").rows if row.case == case]


def test_before_the_assignment_the_coordinator_sees_who_it_is_and_what_the_talk_is_about_only(town: Town) -> None:
    """The name, the protection and what concerns the cooperation; not the assessment, nor the decision."""
    told = scenario("protected-from-the-start")
    contact = [t.event.type for t in told.told if not t.expect_refused].index("coordinator-contacted")
    player = Player(town, told, most=contact + 1).play()
    assert player.case
    view = view_case(town.viewer("coordinator"), player.case, "case")
    assert view.person is not None
    assert view.kinds.covers(frozenset({"identity", "protection", "collaboration"}))
    assert {e.information for e in view.history} <= {"identity", "protection", "collaboration"}


def test_protection_that_begins_mid_case_is_told_to_one_coordinator_who_then_has_the_turn(town: Town) -> None:
    """From the moment that the person is protected the unit sees nothing; the telling names who does (KC-90, KC-93)."""
    town.hire("other-coordinator", "centre", "coordinator")
    told = scenario("protection-begins-mid-case")
    types = [t.event.type for t in told.told if not t.expect_refused]
    place = types.index("coordinator-told-of-protection")
    before, after = (Player(town, told, most=place + n).play().case for n in (0, 1))
    assert before
    assert after
    with clock.set_to(told.told[-1].event.recorded):
        assert not seen_by(town, before) & {"coordinator", "other-coordinator"}
        assert "coordinator" in seen_by(town, after)
        assert "other-coordinator" not in seen_by(town, after)
        rows = worklist(town.viewer("coordinator", clock.today()), "mine").rows
        assert "move-bookings-out-of-gwa" in {row.duty for row in rows if row.case == after}
        assert not worklist(town.viewer("other-coordinator", clock.today()), "unit").rows


def test_a_protected_case_is_not_assigned_to_a_unit_where_nobody_is_named(town: Town) -> None:
    """The coordinator who was contacted works at one executing unit; at another nobody would see the case."""
    administration = town.units["centre"].administration
    other = Unit.objects.create(administration=administration, code="other-centre", name="Enhet other-centre")
    told = scenario("protected-from-the-start")
    sent = [t.event.type for t in told.told if not t.expect_refused].index("assignment-sent")
    case = Player(town, told, most=sent).play().case
    assert case
    answers = {"needs": "Språk.", "contents": "Jobbspår.", "goals": "Egen försörjning."}
    with pytest.raises(Refused) as answer:
        record(town, "c-caseworker", case, "assignment-sent", unit=str(other.pk), **answers)
    assert answer.value.codes == ("unit-where-nobody-is-named",)
    record(town, "c-caseworker", case, "assignment-sent", unit=str(town.units["centre"].pk), **answers)
    assert seen_by(town, case) & CENTRE == {"coordinator"}


def test_protected_people_are_in_no_list_search_or_calendar_but_of_those_named(town: Town) -> None:
    """Nobody at the unit but the named one finds the case anywhere."""
    case = opened(town, protection="assumed-identity")
    reference = Case.objects.get(public_id=case).reference
    for name in ("c-colleague", "c-lead", "c-manager", "coordinator", "h-caseworker"):
        viewer = town.viewer(name)
        assert not worklist(viewer, "unit").rows
        assert not worklist(viewer, "mine").rows
        assert not search_cases(viewer, "Provsson1")
        assert not search_cases(viewer, reference)
        assert not week(viewer, TODAY)
    assert [f.reference for f in search_cases(town.viewer("c-caseworker"), "Provsson1")] == [reference]


def test_a_case_that_moves_is_seen_by_the_new_unit_and_no_longer_by_the_old(town: Town) -> None:
    """Between boards there is secrecy: the old unit and its caseworker see it no more."""
    case = opened(town)
    record(town, "c-lead", case, "unit-changed", unit=str(town.units["hisingen"].pk), reason="Flyttat")
    assert seen_by(town, case) == {"h-caseworker", "h-colleague", "h-lead", "h-manager"}
    assert Case.objects.get(public_id=case).owner_board == town.units["hisingen"].administration.board


def test_a_stand_in_has_the_turns_of_the_one_who_is_away(town: Town) -> None:
    """They see the protected case that the other is named in, it is in their list, and they may record."""
    case = opened(town, protection="confidentiality-marking")
    assert "c-colleague" not in seen_by(town, case)
    StandIn.objects.create(
        worker=town.workers["c-caseworker"], stand_in=town.workers["c-colleague"], first_day=TODAY, last_day=TODAY
    )
    assert "c-colleague" in seen_by(town, case)
    assert [r.case for r in worklist(town.viewer("c-colleague"), "mine").rows] == [case]
    assert record(town, "c-colleague", case, "need-assessed", needs="Språk.").sequence == 3


def test_someone_who_has_left_sees_nothing(town: Town) -> None:
    """Grants to them by name are of no use any more."""
    case = opened(town)
    worker = town.workers["c-caseworker"]
    worker.left_on = TODAY.replace(day=1)
    worker.save(update_fields=["left_on"])
    assert "c-caseworker" not in seen_by(town, case)


def test_denied_looks_like_not_found(town: Town) -> None:
    """The same exception with the same words after the same statements, for viewing and recording; each attempt is logged."""
    case, nothing = opened(town), UUID(int=7)
    viewer = town.viewer("h-caseworker")
    asked = {}
    for target in (case, nothing):
        with (
            CaptureQueriesContext(
                connection,
            ) as viewed,
            pytest.raises(CaseNotFound) as first,
        ):
            view_case(viewer, target, "case")
        with CaptureQueriesContext(connection) as written, pytest.raises(CaseNotFound) as second:
            record_event(viewer, target, Entry("need-assessed", TODAY, {"needs": "x"}))
        asked[target] = (len(viewed), len(written), str(first.value), str(second.value))
    assert asked[case] == asked[nothing]
    assert AccessLogEntry.objects.filter(outcome="refused", worker=town.workers["h-caseworker"]).count() == 4


def test_the_rule_gives_its_reasons_and_turned_round_the_same_people(town: Town) -> None:
    """`why` says the ground; `who_can_see` names the unit and the named worker."""
    case = Case.objects.get(public_id=opened(town))
    (reason,) = why(town.viewer("c-colleague"), case.pk)
    assert (reason.label, reason.first_day) == ("handläggande enhet i den egna nämnden", TODAY)
    assert "26 kap. 1 § offentlighets- och sekretesslagen" in reason.legal
    assert {(reason.who, reason.ground) for reason in who_can_see(case.pk, TODAY)} == {
        ("C-caseworker", "named"),
        ("Enhet centrum", "own-board"),
    }
