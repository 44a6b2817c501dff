"""What a correction or an annulment is foretold to lead to is what it leads to, and foretelling it records nothing."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from hemvist import clock
from hemvist.cases.correcting import annul, correct
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.models import CaseEvent
from hemvist.cases.previewing import Preview, preview_annulment, preview_correction
from hemvist.cases.viewing import view_case
from hemvist.cases.views import EventView
from hemvist.routines.status import Status
from hemvist.secrecy.viewer import Viewer
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, opened, record

SCENARIOS = ["to-self-support", "decided-before-consultation-in-the-world", "missed-and-recalled-decision-revoked"]


def open_duties(status: Status) -> set[tuple[str, date | None]]:
    """The open duties, each with its day."""
    return {(each.id, each.due_on) for each in status.open_duties}


def broken(status: Status) -> set[tuple[str, str]]:
    """What stands against the routine."""
    return {(each.kind, each.requirement) for each in status.breaches}


def assert_came_true(foretold: Preview, before: Status, after: Status) -> None:
    """Compare what was foretold with what became different."""
    was, now = open_duties(before), open_duties(after)
    opens = {(each.id, each.due_on) for each in foretold.opens}
    gone = {(each.id, each.due_on) for each in foretold.ends}
    moved_to = {(each.duty.id, each.duty.due_on) for each in foretold.moves}
    moved_from = {(each.duty.id, each.due_before) for each in foretold.moves}
    closed = {each.id for each in foretold.closes}
    assert now - was <= opens | moved_to
    assert {each for each in was - now if each[0] not in closed} <= gone | moved_from
    assert opens <= now
    assert {(each.kind, each.requirement) for each in foretold.breaches} >= broken(after) - broken(before)
    assert {(each.kind, each.requirement) for each in foretold.healed} >= broken(before) - broken(after)
    assert {each.id for each in foretold.lost} == {s.id for s in before.spans if s.state != "ended"} - {
        s.id for s in after.spans
    }


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_annulment_in_a_whole_case_comes_true_as_foretold(town: Town, name: str) -> None:
    """Each event that the caseworker may take back, each by itself."""
    played = Player(town, scenario(name)).play()
    case, tried = played.case, 0
    assert case
    with clock.set_to(played.scenario.told[-1].event.recorded + timedelta(days=1)):
        viewer = town.viewer("c-caseworker", clock.today())
        for event in view_case(viewer, case, "test").history:
            if event.correctable and not event.annulled_by:
                foretold, before = preview_annulment(viewer, case, event.uid), seen(viewer, case)
                with transaction.atomic():
                    annul(viewer, case, event.uid, "Fel ärende.")
                    assert_came_true(foretold, before, seen(viewer, case))
                    transaction.set_rollback(True)
                tried += 1
    assert tried > 5


def seen(viewer: Viewer, case: UUID) -> Status:
    """Where the case stands."""
    return view_case(viewer, case, "test").status


def last(town: Town, case: UUID, type_: str) -> EventView:
    """The newest event of a type."""
    history = view_case(town.viewer("c-caseworker", clock.today()), case, "test").history
    return next(each for each in reversed(history) if each.type == type_)


def test_a_corrected_day_is_foretold_to_move_what_was_counted_from_it(town: Town) -> None:
    """The decision's days are moved: the period is told with its new days, the renewal duty and others with old and new; then it is so."""
    played = Player(town, scenario("to-self-support"), most=18).play()
    case = played.case
    assert case
    with clock.set_to(played.scenario.told[17].event.recorded):
        viewer, decided = town.viewer("c-caseworker", clock.today()), last(town, case, "decision-made")
        first, ends = decided.values["first_day"], decided.values["last_day"]
        assert isinstance(first, date)
        assert isinstance(ends, date)
        earlier: dict[str, object] = {"first_day": first - timedelta(days=60), "last_day": ends - timedelta(days=60)}
        entry = Entry("decision-made", decided.on, earlier)
        foretold = preview_correction(viewer, case, decided.uid, entry, "Fel dag.")
        before = seen(viewer, case)
        assert [(each.id, each.last_day) for each in foretold.spans] == [("decision", ends - timedelta(days=60))]
        assert foretold.lost == ()
        correct(viewer, case, decided.uid, entry, "Fel dag.")
        assert_came_true(foretold, before, seen(viewer, case))


def test_a_correction_is_the_same_thing_going_on(town: Town) -> None:
    """What the corrected event opened is not told as ended and begun again."""
    played = Player(town, scenario("to-self-support"), most=5).play()
    case = played.case
    assert case
    with clock.set_to(played.scenario.told[4].event.recorded):
        event = last(town, case, "referral-judged")
        new = Entry(event.type, event.on, {**event.values, "reasons": "Andra skäl."})
        foretold = preview_correction(town.viewer("c-caseworker", clock.today()), case, event.uid, new, "fel")
    assert (foretold.closes, foretold.opens, foretold.ends, foretold.moves) == ((), (), (), ())
    assert (foretold.spans, foretold.lost, foretold.breaches) == ((), (), ())


def test_taking_back_what_a_later_event_rests_on_foretells_the_breach_and_the_duties_that_mend_it(town: Town) -> None:
    """The consultation is taken back after the decision: the breach is told, and that the manager gets a duty of it."""
    played = Player(town, scenario("annulled-consultation-makes-a-breach"), most=14).play()
    case = played.case
    assert case
    told = [each for each in played.scenario.told if not each.expect_refused]
    with clock.set_to(told[13].event.recorded):
        viewer = town.viewer("c-caseworker", clock.today())
        uid = played.uids[next(each.event.annuls for each in told if each.event.annuls) or ""]
        foretold = preview_annulment(viewer, case, uid)
    assert "breach" in {each.kind for each in foretold.breaches}
    assert "handle-breach" in {each.id for each in foretold.opens}


def test_foretelling_records_nothing_and_is_refused_as_the_correction_would_be(town: Town) -> None:
    """The same silence about cases one may not see, the same roles, the same reasons."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    before = CaseEvent.objects.count()
    preview_annulment(town.viewer("c-caseworker"), case, uid)
    preview_correction(town.viewer("c-caseworker"), case, uid, Entry("need-assessed", TODAY, {"needs": "2"}), "fel")
    with pytest.raises(CaseNotFound):
        preview_annulment(town.viewer("h-caseworker"), case, uid)
    with pytest.raises(NotYourRole):
        preview_annulment(town.viewer("c-manager"), case, uid)
    with pytest.raises(Refused):
        preview_correction(town.viewer("c-caseworker"), case, uid, Entry("need-assessed", TODAY, {"needs": "2"}), " ")
    assert CaseEvent.objects.count() == before
