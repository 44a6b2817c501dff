"""Pages of lists: each row once, by page and by next, with a place that only its owner can use."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.casefile import forget
from hemvist.secrecy.models import AccessLogEntry
from tests.api.conftest import Caller, MakeCaller
from tests.cases.town import TODAY, Town, add_person, opened

MANY = 7


@pytest.fixture
def system(town: Town, caller: MakeCaller) -> Iterator[Caller]:
    """A system that sees some cases."""
    for number in range(MANY):
        opened(town, add_person(number))
    with clock.set_to(datetime.combine(TODAY, time(12), UTC)):
        yield caller()


@pytest.mark.parametrize("address", ["/cases", "/duties"])
def test_every_row_stands_once_by_page_and_by_next(system: Caller, address: str) -> None:
    """In the same order."""
    whole = system.get(f"{address}?limit=100").body
    assert len(whole["items"]) >= MANY
    assert whole["next"] is None
    assert system.every(f"{address}?limit=2") == whole["items"]
    pages = [row for page in range(1, 6) for row in system.get(f"{address}?limit=2&page={page}").body["items"]]
    assert pages == whole["items"][:10]


def test_a_page_beyond_the_last_one_of_a_long_list_is_refused_with_words(system: Caller) -> None:
    """Nothing is skipped without bound; next goes on."""
    answer = system.get("/cases?limit=1&page=11")
    assert (answer.status, answer.body["code"]) == (400, "invalid-request")
    assert answer.body["errors"][0]["field"] == "query.page"


def test_a_place_in_a_list_is_its_owners_in_that_list(system: Caller, caller: MakeCaller) -> None:
    """Another account, another list and a text that was changed are refused alike."""
    address = system.get("/cases?limit=2").body["next"]
    place = parse_qs(urlsplit(address).query)["after"][0]
    other = caller("centrum", name="another-system")
    tried = [
        other.get(f"/cases?after={place}"),
        system.get(f"/duties?after={place}"),
        system.get(f"/cases?after={place[:-2]}"),
        system.get("/cases?after=1"),
    ]
    assert {(answer.status, answer.body["code"]) for answer in tried} == {(400, "cursor-invalid")}


def test_what_is_filtered_is_found_to_the_last(system: Caller) -> None:
    """And what fits nothing is empty, not wrong."""
    assert len(system.every("/cases?state=open&routine=kompetenscenter&limit=3")) == MANY
    assert system.every("/cases?state=closed") == []
    assert system.every("/cases?routine=finns-inte") == []


def test_a_list_takes_as_many_statements_however_much_there_is(town: Town, caller: MakeCaller) -> None:
    """For each list: the same for one case and for many, and few."""
    with clock.set_to(datetime.combine(TODAY, time(12), UTC)):
        system, case = caller(), opened(town)
        addresses = [
            "/cases",
            "/cases?state=open",
            "/duties",
            "/statistics/cases",
            f"/cases/{case}",
            f"/cases/{case}/events",
        ]
        few = [statements(system, address) for address in addresses]
        for number in range(MANY):
            opened(town, add_person(number))
        assert [statements(system, address) for address in addresses] == few
        assert few[:4] == [6, 6, 7, 6]
        assert max(few) <= 16


def statements(system: Caller, address: str) -> int:
    """How many statements a call takes, but for those that stand in for a transaction within a test."""
    forget()
    with CaptureQueriesContext(connection) as seen:
        assert system.get(address).status == 200
    return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_every_call_is_logged_with_what_it_showed(system: Caller) -> None:
    """A list writes one row with the cases on it; a call that shows no case one without."""
    for address, page, cases in (("/cases?limit=3", "api:cases", 3), ("/roles", "api:roles", 0)):
        system.get(address)
        entry = AccessLogEntry.objects.filter(worker=system.account.worker).latest("pk")
        assert (entry.page, len(entry.case_rows.split(",")) if entry.case_rows else 0) == (page, cases)


def test_one_who_calls_too_much_is_told_when_to_go_on(system: Caller, settings: object) -> None:
    """429, with the seconds to wait; and afterwards it goes."""
    settings.PACE = settings.PACE | {"api": (3, timedelta(minutes=1))}  # type: ignore[attr-defined]
    for _ in range(3):
        assert system.get("/roles").status == 200
    answer = system.get("/roles")
    assert (answer.status, answer.body["code"]) == (429, "too-many-requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    with clock.set_to(clock.now() + timedelta(seconds=int(answer.headers["Retry-After"]))):
        assert system.get("/roles").status == 200
