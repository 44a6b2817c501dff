"""How many statements the everyday pages ask the database: the same for few rows as for many."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import City
from tests.web.work_city import ClientOf, opened

Ask = Callable[[Client, list[UUID]], HttpResponse]
# Who looks: the session, the account, the worker, their stand-ins and their roles; and what their bell says, which stands on every page.
WHO = 6
# A list: begin, the rows, the log of what was shown, and commit (a point in the test's own transaction, so two statements).
LIST = 4
# What the bell says is asked for by a page alone, not where one is led on.
BELL = 1
# A form that is kept with the session: begin, write, and commit.
KEPT = 3
# What is sent is counted, by the access log.
PACE = 1

PAGES: dict[str, tuple[Ask, int]] = {
    "mine": (lambda client, _: client.get("/"), WHO + LIST),
    "unit": (lambda client, _: client.get("/?vy=enhet"), WHO + LIST),
    "calendar": (lambda client, _: client.get("/kalender/"), WHO + LIST + 1),
    # A search also asks which cases it was for, so that one that shows nothing is logged on them; whatever it finds.
    # What is sent is kept with the session, and shown by the page that one is led to.
    "search": (
        lambda client, _: client.post("/arenden/", {"text": "Karin"}, follow=True),
        WHO - BELL + PACE + KEPT + WHO + LIST + 1,
    ),
    "assign": (
        lambda client, cases: client.post("/tilldela/", {"rad": [f"{case}:caseworker" for case in cases]}, follow=True),
        WHO - BELL + PACE + LIST + 2 + KEPT + WHO + LIST + 2,
    ),
    "routine": (lambda client, _: client.get("/rutiner/kompetenscenter/e2/"), WHO),
    "picture": (lambda client, _: client.get("/rutiner/kompetenscenter/e2/bild/"), WHO),
}


@pytest.mark.parametrize("name", PAGES)
def test_more_rows_ask_no_more(city: City, client_of: ClientOf, name: str) -> None:
    """The count is fixed, and small."""
    ask, most = PAGES[name]
    client, cases = client_of(city.caseworker), []
    for _ in range(2):
        cases += [opened(city, f"Prov{len(cases)}{number}", days_ago=0) for number in range(3)]
        with CaptureQueriesContext(connection) as seen:
            assert ask(client, cases).status_code == 200
        assert len(seen) == most, [query["sql"][:90] for query in seen]
