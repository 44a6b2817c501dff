"""Taking back and correcting what was recorded."""

from datetime import timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.correcting import UNDO_MINUTES, annul, correct, undo
from hemvist.cases.entries import Entry, NotYourRole, Refused
from hemvist.cases.models import CaseEvent, DutyRow
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.cases.views import EventView
from tests.cases.town import TODAY, Town, opened, record


def standing(town: Town, case: UUID, type_: str) -> list[EventView]:
    """The events of a type that stand."""
    history = view_case(town.viewer("c-caseworker"), case, "case").history
    return [e for e in history if e.type == type_ and e.annulled_by is None]


def assessment_open(case: UUID) -> bool:
    """Whether the need is still to be assessed."""
    return DutyRow.objects.filter(case__public_id=case, duty="assess-need", open=True).exists()


def test_what_is_taken_back_counts_for_nothing_and_stays_in_the_history(town: Town) -> None:
    """The duty that it ended is open again; the event is shown as taken back, with the reason."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="x").event_uid
    assert not assessment_open(case)
    annul(town.viewer("c-caseworker"), case, uid, "Fel ärende")
    assert assessment_open(case)
    history = view_case(town.viewer("c-caseworker"), case, "case").history
    assert next(e for e in history if e.uid == uid).annulled_by
    assert next(e for e in history if e.annuls == uid).values["reason"] == "Fel ärende"


def test_a_correction_takes_the_place_of_the_event_in_one_step(town: Town) -> None:
    """The old one is kept as taken back, the new one stands with the reason, and the record agrees with itself."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="Fel").event_uid
    correct(town.viewer("c-caseworker"), case, uid, Entry("need-assessed", TODAY, {"needs": "Rätt"}), "Skrev fel")
    (now,) = standing(town, case, "need-assessed")
    assert (now.values["needs"], now.reason, now.annuls) == ("Rätt", "Skrev fel", uid)
    assert verify_record() == []


def test_a_correction_can_itself_be_corrected_and_taken_back(town: Town) -> None:
    """Only the newest counts; taken back, nothing stands in its place."""
    case, viewer = opened(town), town.viewer("c-caseworker")
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    second = correct(viewer, case, uid, Entry("need-assessed", TODAY, {"needs": "2"}), "fel").event_uid
    third = correct(viewer, case, second, Entry("need-assessed", TODAY, {"needs": "3"}), "fel").event_uid
    assert [e.values["needs"] for e in standing(town, case, "need-assessed")] == ["3"]
    annul(viewer, case, third, "Gäller någon annan")
    assert standing(town, case, "need-assessed") == []
    assert assessment_open(case)


def test_a_slip_can_be_undone_by_its_recorder_for_a_few_minutes(town: Town) -> None:
    """One click; marked as a slip. Undoing a correction lets the corrected event stand again."""
    case, viewer = opened(town), town.viewer("c-caseworker")
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    corrected = correct(viewer, case, uid, Entry("need-assessed", TODAY, {"needs": "2"}), "fel").event_uid
    undo(viewer, case, corrected)
    assert [e.values["needs"] for e in standing(town, case, "need-assessed")] == ["1"]
    undo(viewer, case, uid)
    assert standing(town, case, "need-assessed") == []
    slips = [e for e in view_case(viewer, case, "case").history if e.values.get("kind") == "slip"]
    assert len(slips) == 2


def test_a_slip_cannot_be_undone_too_late_or_by_another(town: Town) -> None:
    """Then it takes a correction with its reason."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    with pytest.raises(Refused):
        undo(town.viewer("c-colleague"), case, uid)
    with clock.set_to(clock.now() + timedelta(minutes=UNDO_MINUTES, seconds=1)), pytest.raises(Refused) as answer:
        undo(town.viewer("c-caseworker"), case, uid)
    assert answer.value.codes == ("too-late-to-undo",)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_needs_its_reason(town: Town, reason: str) -> None:
    """Without one nothing changes."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    for attempt in (
        lambda: annul(town.viewer("c-caseworker"), case, uid, reason),
        lambda: correct(town.viewer("c-caseworker"), case, uid, Entry("need-assessed", TODAY, {"needs": "2"}), reason),
    ):
        with pytest.raises(Refused) as answer:
            attempt()
        assert answer.value.codes == ("field-missing",)
    assert CaseEvent.objects.count() == 3


def test_the_opening_and_what_is_taken_back_already_cannot_be_taken_back(town: Town) -> None:
    """Each has its own answer."""
    case, viewer = opened(town), town.viewer("c-caseworker")
    opening, learnt = view_case(viewer, case, "case").history
    with pytest.raises(Refused) as answer:
        annul(viewer, case, opening.uid, "fel")
    assert answer.value.codes == ("opening-stands",)
    record(town, "c-caseworker", case, "protection-learnt", protection="none")
    annul(viewer, case, learnt.uid, "fel")
    with pytest.raises(Refused) as answer:
        annul(viewer, case, learnt.uid, "fel")
    assert answer.value.codes == ("already-annulled",)


def test_only_those_who_record_an_event_may_take_it_back(town: Town) -> None:
    """A manager does not take back a caseworker's assessment."""
    case = opened(town)
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    with pytest.raises(NotYourRole):
        annul(town.viewer("c-manager"), case, uid, "fel")


def test_a_correction_sent_twice_corrects_once(town: Town) -> None:
    """The same key gives the same answer."""
    case, viewer = opened(town), town.viewer("c-caseworker")
    uid = record(town, "c-caseworker", case, "need-assessed", needs="1").event_uid
    new = Entry("need-assessed", TODAY, {"needs": "2"}, idempotency_key="c1")
    first = correct(viewer, case, uid, new, "fel")
    again = correct(viewer, case, uid, new, "fel")
    assert (again.event_uid, again.repeated) == (first.event_uid, True)
    assert CaseEvent.objects.count() == 4
