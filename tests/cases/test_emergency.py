"""Opening a case for somebody's life or health: for some hours, alarmed, and reviewed by a manager who is not the one who opened it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.casefile import find_case
from hemvist.cases.correcting import annul
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.emergency_reviews import review_opening, show_to_review, to_review
from hemvist.cases.entries import CaseNotFound, Entry, Refused
from hemvist.cases.library import library
from hemvist.cases.models import CaseEvent, DutyRow, OutboxMessage
from hemvist.cases.recording import record_event, reproject
from hemvist.cases.viewing import view_case
from hemvist.persons.identity import parse_number
from hemvist.persons.registry import give_number
from hemvist.secrecy.models import AccessLogEntry, Barrier, Grant
from hemvist.secrecy.policy import access_to
from tests.cases.test_query_counts import statements
from tests.cases.town import TODAY, Town, add_person, opened, record

REASON = "Klienten svarar inte och kan vara i fara."
NUMBER = "195000692383"


def asked(text: str) -> Asked:
    """What is asked for, all kinds."""
    return Asked(text, "life", REASON, frozenset(library().vocabulary.information))


def row_of(case: UUID) -> int:
    """The row number of a case."""
    found = find_case(case)
    assert found
    return found.id


def reference_of(case: UUID) -> str:
    """The number of a case."""
    found = find_case(case)
    assert found
    return found.reference


@pytest.mark.parametrize("name", ["h-caseworker", "consultant"])
@pytest.mark.parametrize("protection", ["none", "confidentiality-marking", None])
def test_one_who_does_not_see_a_case_opens_it_for_some_hours(town: Town, name: str, protection: str | None) -> None:
    """Also one of another board, and also where the person is protected. It ends by itself, in the middle of the day."""
    case = opened(town, protection=protection)
    viewer = town.viewer(name)
    with pytest.raises(CaseNotFound):
        view_case(viewer, case, "case")
    found = open_for_emergency(viewer, asked(reference_of(case)))
    assert found is not None
    assert found.until == clock.now() + timedelta(hours=4)
    assert view_case(viewer, case, "case").grounds == ("emergency",)
    reproject(row_of(case), TODAY)
    assert access_to(viewer, row_of(case))
    with clock.set_to(found.until), pytest.raises(CaseNotFound):
        view_case(viewer, case, "case")


def test_it_is_opened_by_the_persons_number_too(town: Town) -> None:
    """The case that goes on."""
    person = add_person()
    give_number(person, parse_number(NUMBER, TODAY))
    case = opened(town, person)
    found = open_for_emergency(town.viewer("h-caseworker"), asked(NUMBER))
    assert found is not None
    assert found.case == case


def test_only_the_kinds_asked_for_are_opened(town: Town) -> None:
    """What is needed, and no more."""
    case = opened(town)
    viewer = town.viewer("h-caseworker")
    open_for_emergency(viewer, Asked(reference_of(case), "health", REASON, frozenset({"identity"})))
    view = view_case(viewer, case, "case")
    assert view.kinds.some == {"identity"}
    assert {event.information for event in view.history} <= {"identity"}


def test_a_wrong_number_and_a_case_one_is_kept_out_of_are_one_answer(town: Town) -> None:
    """By the same statements; each try is logged."""
    case = opened(town)
    viewer = town.viewer("c-colleague")
    Barrier.objects.create(worker=town.workers["c-colleague"], case_row=row_of(case), first_day=TODAY)
    counts = {
        statements(lambda t=text: open_for_emergency(viewer, asked(t)))  # type: ignore[misc]
        for text in ("KC-2026-999999", reference_of(case), NUMBER)
    }
    assert len(counts) == 1
    assert open_for_emergency(viewer, asked(reference_of(case))) is None
    logged = AccessLogEntry.objects.filter(page="emergency").values_list("outcome", "case_rows")
    assert list(logged) == [
        ("refused", ""),
        ("refused", str(row_of(case))),
        ("refused", ""),
        ("refused", str(row_of(case))),
    ]
    assert not Grant.objects.filter(ground="emergency").exists()


def test_one_who_sees_the_case_opens_nothing(town: Town) -> None:
    """There is no alarm for what was one's own."""
    case = opened(town)
    found = open_for_emergency(town.viewer("c-caseworker"), asked(reference_of(case)))
    assert found is not None
    assert found.until is None
    assert not Grant.objects.filter(ground="emergency").exists()


def test_the_manager_is_told_at_once_and_reviews_it_the_next_working_day(town: Town) -> None:
    """A message, a duty and a row in the list; the review closes them."""
    case = opened(town)
    open_for_emergency(town.viewer("consultant"), asked(reference_of(case)))
    assert OutboxMessage.objects.filter(kind="emergency").count() == 1
    duty = DutyRow.objects.get(duty="review-emergency-access")
    assert (duty.role, duty.due_on, duty.unit) == ("unit_manager", date(2026, 3, 3), town.units["centrum"])
    manager = town.viewer("c-manager")
    [told] = show_to_review(manager)
    assert (told.worker, told.need, told.reason, told.review_by) == ("Consultant", "life", REASON, date(2026, 3, 3))
    assert to_review(town.viewer("h-manager")) == []
    assert to_review(town.viewer("c-caseworker")) == []
    review_opening(manager, told.id, "in-order", "Samtalet stämmer.")
    assert to_review(manager) == []
    assert not DutyRow.objects.get(duty="review-emergency-access").open
    with pytest.raises(CaseNotFound):
        review_opening(manager, told.id, "in-order", "Igen.")


def test_an_opening_of_a_protected_persons_case_is_reviewed_without_seeing_it(town: Town) -> None:
    """The manager is told who and why, not which case; and still cannot see it afterwards."""
    case = opened(town, protection="confidentiality-marking")
    open_for_emergency(town.viewer("h-caseworker"), asked(reference_of(case)))
    manager = town.viewer("c-manager")
    [told] = to_review(manager)
    assert (told.case, told.reference) == (None, None)
    review_opening(manager, told.id, "not-in-order", "Anmält till dataskyddsombudet.")
    assert CaseEvent.objects.filter(type="emergency-access-reviewed").count() == 1
    assert not access_to(manager, row_of(case))


def test_nobody_reviews_their_own_opening(town: Town) -> None:
    """A manager who opened a protected case: another manager of the administration does."""
    town.hire("other-manager", "centrum", "unit_manager")
    case = opened(town, protection="confidentiality-marking")
    open_for_emergency(town.viewer("c-manager"), asked(reference_of(case)))
    assert to_review(town.viewer("c-manager")) == []
    assert len(to_review(town.viewer("other-manager"))) == 1
    uid = CaseEvent.objects.get(type="emergency-access").uid
    with pytest.raises(Refused) as refused:
        record_about(town, "c-manager", case, uid)
    assert refused.value.codes == ("own-access",)


def record_about(town: Town, by: str, case: UUID, uid: str) -> None:
    """Record a review by the case's own form."""
    fields: dict[str, object] = {"outcome": "in-order", "note": "Själv."}
    record_event(town.viewer(by), case, Entry("emergency-access-reviewed", TODAY, fields, about=uid))


def test_the_opening_stands_in_the_case_and_is_never_taken_back(town: Town) -> None:
    """Nobody removes the duty to review it."""
    case = opened(town)
    open_for_emergency(town.viewer("consultant"), asked(reference_of(case)))
    record(town, "c-caseworker", case, "wish-noted", kind="wish", description="Ja")
    event = next(
        e for e in view_case(town.viewer("c-caseworker"), case, "case").history if e.type == "emergency-access"
    )
    assert not event.correctable
    with pytest.raises(Refused) as refused:
        annul(town.viewer("c-caseworker"), case, event.uid, "Fel")
    assert refused.value.codes == ("emergency-stands",)


def test_a_closed_case_is_opened_too(town: Town) -> None:
    """Life does not wait for whether a case goes on."""
    case = opened(town)
    record(town, "c-caseworker", case, "case-closed", reason="Flyttat.")
    found = open_for_emergency(town.viewer("h-caseworker"), asked(reference_of(case)))
    assert found is not None
    assert len(to_review(town.viewer("c-manager"))) == 1
