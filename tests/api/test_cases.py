"""Cases by the API: what is listed, what is opened, and what is said where nothing is."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest

from hemvist import clock
from tests.api.conftest import Answer, MakeCaller
from tests.cases.town import TODAY, Town, opened, record


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """Let it be the town's day."""
    with clock.set_to(datetime.combine(TODAY, time(12), UTC)):
        yield


def test_a_case_is_listed_and_opened_by_the_same_account(town: Town, caller: MakeCaller) -> None:
    """What stands in the list is what is opened."""
    case = opened(town)
    system = caller()
    listed = system.get("/cases")
    assert listed.status == 200, listed.body
    assert [row["id"] for row in listed.body["items"]] == [str(case)]
    found = system.get(f"/cases/{case}")
    assert found.status == 200, found.body
    assert {k: v for k, v in found.body.items() if k in listed.body["items"][0]} == listed.body["items"][0]
    assert found.headers["ETag"]


def test_a_case_of_another_board_is_not_found_as_one_that_does_not_exist(town: Town, caller: MakeCaller) -> None:
    """The same status and the same words."""
    case, nowhere = opened(town), uuid.uuid4()
    system = caller("hisingen")
    assert system.get("/cases").body["items"] == []
    there, none = system.get(f"/cases/{case}"), system.get(f"/cases/{nowhere}")
    assert (there.status, none.status) == (404, 404)
    del there.body["instance"], none.body["instance"]
    assert there.body == none.body


def test_an_event_is_recorded_by_the_one_write_path(town: Town, caller: MakeCaller) -> None:
    """It stands in the case afterwards, and a retry records nothing more."""
    case = opened(town)
    system = caller()
    etag = system.get(f"/cases/{case}").headers["ETag"]
    wish = {
        "type": "wish-noted",
        "occurredOn": str(TODAY),
        "answers": [{"name": "kind", "value": "wish"}, {"name": "description", "value": "Vill läsa."}],
    }
    first = system.post(f"/cases/{case}/events", wish, If_Match=etag, Idempotency_Key="1")
    assert first.status == 201, first.body
    again = system.post(f"/cases/{case}/events", wish, If_Match=etag, Idempotency_Key="1")
    assert again.body == {"event": first.body["event"], "isRepeated": True}
    assert [e["type"] for e in system.every(f"/cases/{case}/events")].count("wish-noted") == 1
    other = system.post(f"/cases/{case}/events", wish | {"occurredOn": "2026-03-01"}, If_Match="*", Idempotency_Key="1")
    assert (other.status, other.body["code"]) == (409, "key-reused")
    late = system.post(f"/cases/{case}/events", wish, If_Match=etag, Idempotency_Key="2")
    assert (late.status, late.body["code"]) == (412, "changed-since")


def test_what_the_routine_requires_is_told_all_at_once(town: Town, caller: MakeCaller) -> None:
    """Every reason with its clause."""
    case = opened(town)
    record(town, "c-caseworker", case, "protection-learnt", protection="none")
    system = caller()
    answer = system.post(
        f"/cases/{case}/events",
        {"type": "enrolment-meeting-booked", "occurredOn": str(TODAY)},
        If_Match="*",
        Idempotency_Key="1",
    )
    assert (answer.status, answer.body["code"]) == (422, "refused")
    assert answer.body["reasons"] or answer.body["errors"]


def test_a_wrong_identity_number_is_told_beside_its_field_and_a_right_one_is_kept_as_such(
    town: Town, caller: MakeCaller
) -> None:
    """The reason repeats no part of it; sent again in the same words the right one is recorded once, and the case is another one."""
    case = opened(town)
    system = caller()

    def noted(number: str, key: str) -> Answer:
        answers = [{"name": "number", "value": number}, {"name": "change", "value": "got"}]
        event = {"type": "identity-number-learnt", "occurredOn": str(TODAY), "answers": answers}
        return system.post(f"/cases/{case}/events", event, If_Match="*", Idempotency_Key=key)

    wrong = noted("19850301-2381", "1")
    assert (wrong.status, wrong.body["code"]) == (422, "refused")
    assert [(e["field"], e["code"]) for e in wrong.body["errors"]] == [("number", "NUM-04")]
    assert "0301" not in str(wrong.body["errors"])
    before = system.get(f"/cases/{case}").headers["ETag"]
    right = noted("850301-2380", "2")
    assert (right.status, noted("850301-2380", "2").body["isRepeated"]) == (201, True)
    found = system.get(f"/cases/{case}")
    assert found.body["about"]["numbers"] == [{"kind": "personal", "number": "198503012380"}]
    assert found.headers["ETag"] != before
    other = noted("850302-2389", "2")
    assert (other.status, other.body["code"]) == (409, "key-reused")
