"""What stands in a case, by the API: meetings, documents, consents, plans, what can be recorded; and that the ETag is the account's own."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytest_django.fixtures import Settings

from hemvist.api.tokens import SCOPES, make_token
from hemvist.cases.meetings import view_meetings
from hemvist.secrecy.models import Grant
from tests.api.conftest import Caller
from tests.letters.conftest import HELD, Desk
from tests.proofs.cities import CasePlan, Plan, one_city
from tests.proofs.looking import account_of, looking


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """A case of the routine, as far as a follow-up, and the day on which it is looked at."""
    with ExitStack() as stack:
        city = stack.enter_context(one_city(Plan((CasePlan("to-self-support", most=HELD),))))
        stack.enter_context(looking(city))
        yield Desk(city)


def as_worker(desk: Desk, name: str) -> Caller:
    """A system that acts as one of the staff does."""
    account = account_of(desk.city.town.workers[name])
    return Caller(make_token(account, "prov", SCOPES, desk.city.today)[1], account)


def test_meetings_are_told_as_the_pages_tell_them(desk: Desk) -> None:
    """Times in UTC; who takes part; what came of it."""
    told = as_worker(desk, "c-caseworker").every(f"/cases/{desk.case}/meetings")
    expected = view_meetings(desk.viewer(), desk.case)
    assert [m["id"] for m in told] == [m.id for m in expected]
    assert [m["state"] for m in told] == [m.state for m in expected]
    assert all(m["starts"].endswith("Z") for m in told)
    assert told[0]["participants"]


def test_a_letter_is_listed_and_fetched_whole(desk: Desk) -> None:
    """The bytes are those that the chain tells of; who may not see it is told that there is none."""
    event = desk.make("decision")
    system = as_worker(desk, "c-caseworker")
    (document,) = system.every(f"/cases/{desk.case}/documents")
    assert document["event"] == event
    fetched = system.get(f"/cases/{desk.case}/documents/{document['id']}")
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert hashlib.sha256(fetched.body).hexdigest() == document["digest"]
    assert as_worker(desk, "h-caseworker").get(f"/cases/{desk.case}/documents/{document['id']}").status == 404
    assert system.get(f"/cases/{desk.case}/documents/0000").status == 404


def test_consents_plans_and_what_can_be_recorded_are_listed(desk: Desk) -> None:
    """Each from the case as the account sees it."""
    system = as_worker(desk, "c-caseworker")
    consents = system.every(f"/cases/{desk.case}/consents")
    assert {c["recipient"] for c in consents} >= {"kompetenscenter"}
    plans = system.every(f"/cases/{desk.case}/plans")
    assert plans
    assert {e["information"] for e in plans} == {"plan"}
    types = system.every(f"/cases/{desk.case}/event-types?limit=100")
    assert {t["isAllowed"] for t in types} == {True, False}
    assert all(t["isAllowed"] or t["reasons"] for t in types)


def test_what_is_not_granted_stands_in_no_part_of_the_case(desk: Desk) -> None:
    """The executing side sees its kinds only; and what is recorded that it does not see changes no ETag of its own."""
    system, own = as_worker(desk, "consultant"), as_worker(desk, "c-caseworker")
    seen = {e["information"] for e in system.every(f"/cases/{desk.case}/events")}
    assert "assessment" not in seen
    before = [each.get(f"/cases/{desk.case}").headers["ETag"] for each in (system, own)]
    wish = {
        "type": "wish-noted",
        "occurredOn": str(desk.city.today),
        "answers": [{"name": "kind", "value": "wish"}, {"name": "description", "value": "Vill läsa."}],
    }
    assert own.post(f"/cases/{desk.case}/events", wish, If_Match="*", Idempotency_Key="1").status == 201
    after = [each.get(f"/cases/{desk.case}").headers["ETag"] for each in (system, own)]
    assert before[1] != after[1]
    is_shown = "wish-noted" in {e["type"] for e in system.every(f"/cases/{desk.case}/events")}
    assert (before[0] != after[0]) == is_shown
    unchanged = own.get(f"/cases/{desk.case}", If_None_Match=after[1])
    assert (unchanged.status, unchanged.body) == (304, b"")


def test_a_case_whose_access_has_ended_is_in_no_list(desk: Desk, settings: Settings) -> None:
    """Although the account sees others at the same unit."""
    from datetime import timedelta

    from tests.cases.town import opened

    other = opened(desk.city.town, on=desk.city.today)
    system = as_worker(desk, "c-colleague")
    assert {row["id"] for row in system.every("/cases")} == {str(desk.case), str(other)}
    Grant.objects.filter(case_row=desk.file().row.id).update(last_day=desk.city.today - timedelta(days=1))
    assert {row["id"] for row in system.every("/cases")} == {str(other)}
    assert system.get(f"/cases/{desk.case}").status == 404


def test_small_counts_are_not_told(desk: Desk) -> None:
    """Fewer than the city's own number are there, but not how many."""
    from tests.cases.town import add_person, opened

    counts = as_worker(desk, "c-caseworker").get("/statistics/cases").body
    assert counts["smallestShown"] == 5
    assert [row["cases"] for row in counts["items"]] == [None]
    for number in range(5):
        opened(desk.city.town, add_person(number), on=desk.city.today)
    counts = as_worker(desk, "c-caseworker").get("/statistics/cases").body
    assert [row["cases"] for row in counts["items"]] == [6]


def test_a_time_in_an_answer_is_a_moment_in_utc_both_ways(desk: Desk) -> None:
    """Written with any offset, kept as local time, given in UTC; a worker goes by user name and never by a number."""
    system = as_worker(desk, "c-caseworker")
    answers = {a["name"]: a for e in system.every(f"/cases/{desk.case}/events") for a in e["answers"]}
    moments = [a["value"] for a in answers.values() if a["type"] == "datetime" and a["value"]]
    assert moments
    assert all(value.endswith("Z") for value in moments)
    workers = [a["value"] for a in answers.values() if a["type"] == "worker"]
    assert workers
    assert set(workers) <= set(desk.city.town.workers)
