"""How many statements each page takes: as many in a city with much in it as in one with little."""

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hemvist.cases.casefile import forget
from tests.proofs.cities import CasePlan, City, Plan, one_city
from tests.proofs.looking import BACKEND, looking
from tests.proofs.vanishing import PARTS
from tests.web.access_table import a_booking, parts_of, reviewed

LITTLE = Plan((CasePlan("to-self-support", most=24),))
MUCH = Plan((CasePlan("to-self-support"), CasePlan("renewal-in-good-time"), CasePlan("moved-between-social-services")))
# Pages about an event ask as the pages about a case do; the rest are pages that a caseworker can open.
PAGES = [
    name
    for name, parts in parts_of().items()
    if "uid" not in parts
    and not name.startswith(("account_", "mfa_"))
    and reviewed()[name, "GET", "own" if "case_id" in parts else ""]["caseworker"] == 200
]


@pytest.mark.parametrize("who", ["c-caseworker", "c-manager", "consultant"])
def test_a_page_takes_as_many_statements_however_much_there_is(db: None, who: str) -> None:
    """One long case and two more ask as much of the database as a short one by itself."""
    counts = [counted(plan, who) for plan in (LITTLE, MUCH)]
    differs = {page: (counts[0][page], counts[1][page]) for page in PAGES if counts[0][page] != counts[1][page]}
    assert not differs
    assert max(counts[0].values()) <= 25


def counted(plan: Plan, who: str) -> dict[str, int]:
    """How many statements each page takes, but for those that stand in for a transaction within a test."""
    with one_city(plan) as city, looking(city):
        client = Client()
        client.force_login(city.town.workers[who].user, backend=BACKEND)
        client.get("/rutiner/")
        return {page: _statements(client, reverse(page, kwargs=_parts(city, page))) for page in PAGES}


def _statements(client: Client, address: str) -> int:
    forget()
    reset_queries()  # the log of statements holds a limited number: a full one would count none
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code < 500
    return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])


def _parts(city: City, page: str) -> dict[str, object]:
    of_the_case = {"case_id": city.cases[0], "booking": a_booking(city.cases[0])}
    return {part: of_the_case.get(part) or PARTS[part] for part in parts_of()[page]}
