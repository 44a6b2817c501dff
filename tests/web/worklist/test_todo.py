"""*Att göra*."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.models import DutyRow
from hemvist.cases.recording import record_event
from tests.factories import City, viewer
from tests.web.work_city import ClientOf, opened

QUERIES = 10


def test_what_waits_is_shown_with_its_clause_and_client(city: City, client_of: ClientOf) -> None:
    """A case opened a month ago has a late duty, with a chip for its clause and the client's name."""
    case = opened(city)
    page = client_of(city.caseworker).get("/?vy=enhet").content.decode()
    assert "Bedöm klientens behov av stöd" in page
    assert 'data-clause="KC-02"' in page
    assert "Karin Östlund" in page
    assert f"/arende/{case}/" in page


def test_the_title_names_nobody(city: City, client_of: ClientOf) -> None:
    """What stands in the browser's history says nothing about a person."""
    opened(city)
    page = client_of(city.caseworker).get("/?vy=enhet").content.decode()
    assert re.findall(r"<title>(.*?)</title>", page) == ["Att göra – Hemvist"]


def test_a_colleague_elsewhere_sees_nothing_of_it(city: City, client_of: ClientOf) -> None:
    """Another board's caseworker has an empty list."""
    opened(city)
    page = client_of(city.outsider).get("/?vy=enhet").content.decode()
    assert "Inget väntar på enheten i dag" in page
    assert "Östlund" not in page


def test_an_empty_list_says_so(city: City, client_of: ClientOf) -> None:
    """Nothing waits: the page says so and offers the unit's list."""
    page = client_of(city.consultant).get("/").content.decode()
    assert "Inget väntar på dig i dag" in page


def test_the_list_can_be_narrowed(city: City, client_of: ClientOf) -> None:
    """By role, routine, kind of information, state and time; a choice that fits nothing says so."""
    opened(city)
    client = client_of(city.caseworker)
    every = client.get(
        "/?vy=enhet&roll=caseworker&rutin=kompetenscenter&slag=assessment&lage=att-gora"
    ).content.decode()
    assert "Bedöm klientens behov av stöd" in every
    assert "Inget i urvalet" in client.get("/?vy=enhet&slag=health").content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "vy=allas",
        "nar=igår",
        "roll=kung",
        "rutin=x",
        "slag=%00",
        "lage=borta",
        "efter=2026-13-40.1",
        "efter=x",
        "efter=2026-01-01.99999999999999999999",
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_told_so(city: City, client_of: ClientOf, asked: str) -> None:
    """The answer is a page of its own with a way back, and the status of a bad request."""
    answer = client_of(city.caseworker).get(f"/?{asked}")
    assert answer.status_code == 400
    assert "Listan kan inte visas" in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (2, "Den här veckan"),
        (5, "Den här veckan"),
        (6, "Helgen och nästa vecka"),
        (7, "Helgen och nästa vecka"),
        (8, "Nästa vecka"),
    ],
)
def test_mondays_duties_are_never_under_later_when_the_week_is_over(
    city: City, client_of: ClientOf, day: int, words: str
) -> None:
    """From Friday on the group after today goes on into next week, and its heading and the filter say so."""
    today = datetime(2026, 3, day, 12, tzinfo=UTC)
    with clock.set_to(today):
        opened(city)
        due = today.date() + timedelta(days=3 if day > 5 else 1)
        DutyRow.objects.update(due_on=due, sort_on=due)
        client = client_of(city.caseworker)
        page, chosen = (client.get(f"/?vy=enhet{more}").content.decode() for more in ("", "&nar=veckan"))
    assert f'<h2 id="del-week">{words}</h2>' in page
    assert f'<option value="veckan">{words}</option>' in page
    assert "Karin Östlund" in chosen


def test_the_next_page_begins_after_the_last_row(city: City, client_of: ClientOf) -> None:
    """Fifty rows to a page; the second page holds the rest, and no row stands on both."""
    for number in range(52):
        opened(city, f"Prov{number}")
    client = client_of(city.caseworker)
    first = client.get("/?vy=enhet").content.decode()
    more = re.search(r'href="([^"]*)" rel="next"', first)
    assert more is not None
    second = client.get(more[1].replace("&amp;", "&")).content.decode()
    rows = [
        re.findall(r'name="rad" value="([^"]+)"[^>]*>.*?href="/arende/[^"]+">([^<]+)<', page)
        for page in (first, second)
    ]
    assert len(rows[0]) == 50
    assert rows[1]
    assert not set(rows[0]) & set(rows[1])


def test_the_number_of_queries_does_not_grow(city: City, client_of: ClientOf) -> None:
    """One row or many: the same number of statements."""
    client = client_of(city.caseworker)
    counts = []
    for _ in range(2):
        for number in range(3):
            opened(city, f"Prov{number}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/?vy=enhet")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= QUERIES, [query["sql"][:100] for query in seen]


def test_a_protected_person_is_marked_with_a_word(city: City, client_of: ClientOf) -> None:
    """The lock is told to screen readers too; what is not known counts as protected."""
    opened(city, protection=None)
    page = client_of(city.caseworker).get("/").content.decode()
    assert "hv-shield" in page
    assert "Skyddade personuppgifter" in page


def test_one_s_own_list_does_not_repeat_one_s_own_name(city: City, client_of: ClientOf) -> None:
    """In the list of what is one's own, who has it is not told; in the unit's list it is."""
    opened(city)
    client = client_of(city.caseworker)
    own, units = client.get("/").content.decode(), client.get("/?vy=enhet").content.decode()
    assert 'data-label="Person"' in own
    assert 'data-label="Hos"' not in own
    assert 'data-label="Hos"' in units


def test_one_who_has_nothing_of_their_own_is_shown_what_waits_for_the_unit_and_told_so(
    city: City, client_of: ClientOf
) -> None:
    """A manager opens the list at the unit's tab; their own, empty, is one click away and leads back."""
    opened(city)
    manager = client_of(city.unit_manager)
    page = manager.get("/").content.decode()
    assert "Inget väntar på dig själv. Här är det som väntar på din enhet." in page
    assert "Bedöm klientens behov av stöd" in page
    assert '<a href="/?vy=enhet" aria-current="page">' in page
    assert 'href="/?vy=mina"' in page
    own = manager.get("/?vy=mina").content.decode()
    assert "Inget väntar på dig i dag" in own
    assert 'href="/?vy=enhet">Se enhetens uppgifter</a>' in own


def test_what_the_one_who_leads_the_unit_is_to_do_is_their_own(city: City, client_of: ClientOf) -> None:
    """The list agrees with the case, which says that it is their turn: what only a manager does is not hidden among what everybody does."""
    case = opened(city)
    days = {"first_day": clock.today().isoformat(), "last_day": clock.today().isoformat()}
    decided = Entry("decision-made", clock.today(), dict(days), passed_over="Redan beslutat.")
    record_event(viewer(city.caseworker), case, decided)
    manager = client_of(city.unit_manager)
    page = manager.get("/").content.decode()
    assert '<a href="/?vy=mina" aria-current="page">' in page
    assert "Ta ställning till avsteget" in page
    assert "Bedöm klientens behov av stöd" not in page
    assert "Din tur" in manager.get(f"/arende/{case}/").content.decode()
    assert "Ta ställning till avsteget" not in client_of(city.caseworker).get("/?vy=mina").content.decode()


def test_one_who_leads_the_unit_sees_what_is_late_there_whoever_has_it(city: City, client_of: ClientOf) -> None:
    """Nobody is told that nothing is late while something is: a manager's list holds the whole unit, with who has each turn."""
    opened(city)
    page = client_of(city.unit_manager).get("/").content.decode()
    assert "Bedöm klientens behov av stöd" in page
    assert "Försenat" in page
    assert f">{city.caseworker.name}" in page
    assert "Inget är försenat" not in page


def test_what_waits_though_its_day_has_passed_is_said_to_be_late(city: City, client_of: ClientOf) -> None:
    """Under the heading of what is late it is not only said to wait."""
    opened(city)
    DutyRow.objects.filter(open=True).update(state="waiting", waiting_for="Något saknas.")
    page = client_of(city.caseworker).get("/").content.decode()
    assert re.search(r"Väntar, \d+ dagar försenad", page)


def test_a_fact_that_is_lacking_is_said_to_be_lacking(city: City, client_of: ClientOf) -> None:
    """The name of a question alone says nothing to the one who reads it."""
    opened(city)
    DutyRow.objects.filter(open=True).update(missing="need-assessed.needs")
    page = client_of(city.caseworker).get("/").content.decode()
    assert "Uppgift saknas: " in page


def test_a_new_case_is_offered_to_those_who_open_cases(city: City, client_of: ClientOf) -> None:
    """A consultant opens none, and is not led to a page that says so."""
    assert "/arenden/nytt" in client_of(city.caseworker).get("/").content.decode()
    assert "/arenden/nytt" not in client_of(city.consultant).get("/").content.decode()


def test_one_who_has_something_of_their_own_sees_that_first(city: City, client_of: ClientOf) -> None:
    """Nothing is said of the unit."""
    opened(city)
    page = client_of(city.caseworker).get("/").content.decode()
    assert "Inget väntar på dig själv." not in page
    assert '<a href="/?vy=mina" aria-current="page">' in page


def test_a_choice_that_fits_nothing_of_one_s_own_is_not_taken_for_an_empty_list(
    city: City, client_of: ClientOf
) -> None:
    """The page stays where one chose, and says that nothing fits."""
    opened(city)
    assert "Inget i urvalet" in client_of(city.unit_manager).get("/?nar=forsenat").content.decode()
