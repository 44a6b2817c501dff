"""What comes from the main case system about a case: receipts, events and what was taken back, each by the same checks as a form."""

from typing import Any
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.taking_in import receive, take_in
from hemvist.persons.models import Protection
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import City, small_city, someone, viewer
from tests.integrations.case_system.files import board_of, case_line, file_with

EXCHANGE = IncomingFile.Purpose.EXCHANGE
SUPPORT, ENTERED = "assessment-support-used", "entered-in-case-system"


@pytest.fixture
def city(db: None) -> City:
    """A city whose boards write in Hemvist."""
    return small_city(writes_in_hemvist=True)


def with_a_text(city: City, protection: str = "none") -> tuple[UUID, str]:
    """A case of somebody whose protection is known, with a text to enter: the case and the event."""
    me, today = viewer(city.caseworker), clock.today()
    first = Entry("case-opened", today, {"reason": "Har ansökt om försörjningsstöd."})
    case = open_case(me, someone(protection=Protection.NONE).pk, "kompetenscenter", city.deciding.pk, today, first)
    record_event(me, case, Entry("protection-learnt", today, {"protection": protection}))
    record_event(me, case, Entry("need-assessed", today, {"needs": "Språk."}))
    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": "Språk."}
    return case, record_event(me, case, Entry(SUPPORT, today, fields)).event_uid


def taken_in(city: City, *lines: dict[str, Any]) -> list[tuple[str, str]]:
    """What became of each line: state and code."""
    file = receive(board_of(city), EXCHANGE, file_with(*lines, checked=True))
    take_in(file)
    return list(IncomingRow.objects.filter(file=file).order_by("number").values_list("state", "code"))


def receipt(row: str, case: str, event: str, **more: Any) -> dict[str, Any]:
    """A receipt for a text."""
    today = clock.today().isoformat()
    return {
        "record": "receipt",
        "row": row,
        "case": case,
        "event": event,
        "on": today,
        "reference": "Utredning 4",
    } | more


def reference(city: City, case: UUID) -> str:
    """The case's number."""
    return view_case(viewer(city.caseworker), case, "test").reference


def test_a_receipt_ends_the_duty(city: City) -> None:
    """By the case's number and the event's id; sent again it changes nothing."""
    case, event = with_a_text(city)
    line = receipt("1", reference(city, case), event)
    assert taken_in(city, line) == [("recorded", "")]
    assert taken_in(city, line, receipt("2", reference(city, case), event)) == [
        ("repeated", ""),
        ("refused", "entered-already"),
    ]
    view = view_case(viewer(city.caseworker), case, "test")
    [entered] = [each for each in view.history if each.type == ENTERED]
    assert entered.values["reference"] == "Utredning 4"
    assert [duty.id for duty in view.status.open_duties if duty.id.startswith("enter-text")] == []
    assert verify_record() == []


def test_a_receipt_that_fits_nothing_is_refused(city: City) -> None:
    """No such case, no such event, a day that has not been, and one without a check."""
    case, event = with_a_text(city)
    number = reference(city, case)
    assert taken_in(
        city,
        receipt("1", "KC-2026-999999", event),
        receipt("2", number, "0" * 32),
        receipt("3", number, event, on="2099-01-01"),
        receipt("4", "finns-inte", event),
    ) == [
        ("refused", "case-not-found"),
        ("refused", "nothing-to-enter"),
        ("refused", "in-the-future"),
        ("refused", "case-not-found"),
    ]
    file = receive(board_of(city), EXCHANGE, file_with(receipt("5", number, event)))
    take_in(file)
    assert IncomingRow.objects.get(file=file).code == "check-missing"


def test_a_protected_persons_case_is_not_reached(city: City) -> None:
    """The technical worker does not see it; the attempt is in the access log, and the answer is that of a case that is not there."""
    case, event = with_a_text(city, "confidentiality-marking")
    number = reference(city, case)
    before = AccessLogEntry.objects.filter(outcome="refused").count()
    assert taken_in(city, receipt("1", number, event)) == [("refused", "case-not-found")]
    assert AccessLogEntry.objects.filter(outcome="refused").count() == before + 1


def test_an_event_of_a_case_that_the_file_opened(city: City) -> None:
    """The case goes by the row that opened it; what follows may be corrected and taken back by the rows' own ids."""
    today = clock.today().isoformat()
    used = {"record": "event", "case": "c", "type": SUPPORT, "on": today}
    answers = {"orientation": ["labour-market"]}
    assert taken_in(
        city,
        case_line("c"),
        used | {"row": "e1", "fields": answers},
        used | {"row": "e2", "fields": answers | {"areas": "Språk."}, "replaces": "e1", "reason": "Ofullständigt."},
        {"record": "taken-back", "row": "t", "case": "c", "event": "e2", "on": today, "reason": "Fel person."},
        used | {"row": "e3", "fields": {"orientation": []}},
        used | {"row": "e4", "type": "decision-made", "fields": {"first_day": today, "last_day": today}},
        used | {"row": "e5", "type": "emergency-access", "fields": {"need": "life", "reason": "Nej."}},
        used | {"row": "e6", "case": "finns-inte", "fields": {}},
        used | {"row": "e7", "about": "finns-inte", "fields": answers},
    ) == [
        ("recorded", ""),
        ("recorded", ""),
        ("recorded", ""),
        ("recorded", ""),
        ("refused", "field-missing"),
        ("refused", "unknown-fact"),
        ("refused", "not-by-file"),
        ("refused", "case-not-found"),
        ("refused", "about-unknown"),
    ]
    assert verify_record() == []


def test_what_another_role_records_is_not_recorded(city: City) -> None:
    """The technical worker has the board's own role and no other: the consultant's journal is not written by the social services."""
    today = clock.today().isoformat()
    line = {
        "record": "event",
        "row": "e",
        "case": "c",
        "type": "journal-entry-written",
        "on": today,
        "fields": {"kind": "matters"},
    }
    assert taken_in(city, case_line("c"), line)[1] == ("refused", "not-your-role")
