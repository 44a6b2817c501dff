"""What the check says will follow is what follows."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

import pytest

from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from hemvist.routines.status import DutyStatus
from hemvist.secrecy.viewer import Viewer
from tests.factories import City, viewer


@pytest.fixture
def anna(city: City) -> Viewer:
    """The caseworker, looking."""
    return viewer(city.caseworker)


def test_what_is_foretold_comes_true(anna: Viewer, case: UUID, today: date) -> None:
    """The duties that it says are done and opened are those that are done and opened once it is recorded."""
    entry = Entry("need-assessed", today, {"needs": "Språk."})
    before = view_case(anna, case, "test")
    stood = {event.uid for event in before.history}

    def named(duties: Iterable[DutyStatus]) -> set[tuple[str, str]]:
        """Each duty with what opened it; an event that was only thought of has another uid than the one that is recorded."""
        return {(duty.id, duty.opened_by if duty.opened_by in stood else "the new event") for duty in duties}

    foretold = preview_event(anna, case, entry)
    record_event(anna, case, entry)
    was_open, is_open = named(before.status.open_duties), named(view_case(anna, case, "test").status.open_duties)
    assert named(foretold.opens) == is_open - was_open
    assert named(foretold.closes) == was_open - is_open
    assert [duty.id for duty in foretold.closes] == ["assess-need"]


def test_looking_ahead_records_nothing(anna: Viewer, case: UUID, today: date) -> None:
    """However often it is asked."""
    for _ in range(2):
        preview_event(anna, case, Entry("need-assessed", today, {"needs": "Språk."}))
    assert len(view_case(anna, case, "test").history) == 1


def test_it_is_refused_as_recording_would_be(city: City, anna: Viewer, case: UUID, today: date) -> None:
    """The same reasons, the same roles, and the same silence about cases one may not see."""
    sending = Entry(
        "assignment-sent", today, {"unit": str(city.executing.pk), "needs": "a", "contents": "b", "goals": "c"}
    )
    with pytest.raises(Refused) as foretold:
        preview_event(anna, case, sending)
    with pytest.raises(Refused) as real:
        record_event(anna, case, sending)
    assert foretold.value.refusals == real.value.refusals
    with pytest.raises(NotYourRole):
        preview_event(anna, case, Entry("handlers-reviewed", today, {"conclusion": "Klart."}))
    with pytest.raises(CaseNotFound):
        preview_event(viewer(city.outsider), case, sending)
    with pytest.raises(CaseNotFound):
        preview_event(anna, uuid4(), sending)


def test_what_is_passed_over_is_told_with_what_speaks_against_it(anna: Viewer, case: UUID, today: date) -> None:
    """The reasons that will stand as breaches or deviations."""
    days: dict[str, object] = {"first_day": today, "last_day": today}
    foretold = preview_event(anna, case, Entry("decision-made", today, days, passed_over="Redan beslutat."))
    assert "KC-20" in {refusal.clause for refusal in foretold.passed_over}
    assert [span.id for span in foretold.spans] == ["decision"]
