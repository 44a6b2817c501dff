"""*Initiera*, and what else one outside the city reaches."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hemvist.cases.initiating import ways_to_initiate
from hemvist.cases.listing import list_cases
from hemvist.letters.attaching import media_of
from tests.cases.conftest import town as town
from tests.cases.reentry import PDF, file_of, initiated, taken_over, with_probation
from tests.cases.town import TODAY, Town
from tests.support.second_step import client_of

PAGE = "/initiera/"
KEY = "0" * 32


@pytest.fixture
def city(town: Town) -> Town:
    """The town with the probation service."""
    return with_probation(town)


@pytest.fixture
def officer(city: Town) -> Client:
    """A probation officer who has logged in with a second step."""
    return client_of(city.workers["officer"])


def answers(city: Town, release: date | None = None, **other: object) -> dict[str, object]:
    """A form filled in."""
    return {
        "person-number": "19910302-2381", "person-given": "Kim", "person-family": "Provsson", "event-key": KEY,
        "case-unit": str(city.units["centrum-adult"].pk), "event-on": TODAY.isoformat(), "in_target_group": "yes",
        "release_date": (release or TODAY + timedelta(days=60)).isoformat(), "support_needed": "Bostad",
        "recipient": "probation-service", "purpose": "reentry", "given_by": "client", "kinds": ["identity", "plan"],
        "form": "written", "reference": "Fäst i ärendet",
    } | other  # fmt: skip


def paper(content: bytes = PDF) -> SimpleUploadedFile:
    """A scanned form."""
    return SimpleUploadedFile("samtycke.pdf", content, content_type="application/pdf")


def test_an_officer_initiates_and_lands_on_the_case(city: Town, officer: Client) -> None:
    """Questions, a look at the answers, the signed form, and then the case is there with all of it."""
    assert officer.get(PAGE).status_code == 200
    check = officer.post(PAGE, answers(city) | {"steg": "kontrollera"}, follow=True)
    page = check.content.decode()
    assert check.status_code == 200
    assert "Kim Provsson" in page
    carried = dict.fromkeys(re.findall(r'<input type="hidden" name="([^"]+)"', page))
    assert "release_date" in carried
    assert not list_cases(city.viewer("officer"), "test").rows
    done = officer.post(PAGE, answers(city) | {"steg": "spara", "file": paper()})
    assert done.status_code == 302
    (case,) = list_cases(city.viewer("officer"), "test").rows
    assert str(case.case) in done.headers["Location"]
    assert officer.get(done.headers["Location"]).status_code == 200
    again = officer.post(PAGE, answers(city) | {"steg": "spara", "file": paper()})
    assert again.headers["Location"] == done.headers["Location"]
    assert len(list_cases(city.viewer("officer"), "test").rows) == 1


def test_what_the_check_carries_is_what_was_answered(city: Town, officer: Client) -> None:
    """Sent on as it stands it records the same."""
    page = officer.post(PAGE, answers(city) | {"steg": "kontrollera"}, follow=True).content.decode()
    carried: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        carried.setdefault(name, []).append(value)
    done = officer.post(PAGE, carried | {"steg": "spara", "file": paper()})
    assert done.status_code == 302, done.content.decode()[:2000]
    (case,) = list_cases(city.viewer("officer"), "test").rows
    consent = next(e for e in file_of(case.case).events if e.type == "insluss-consent-given")
    assert consent.fields["kinds"] == ("identity", "plan")


def test_too_early_is_refused_with_the_first_possible_day(city: Town, officer: Client) -> None:
    """Before the paper is asked for, in words."""
    answer = officer.post(PAGE, answers(city, date(2026, 9, 1)) | {"steg": "kontrollera"}, follow=True)
    assert answer.status_code == 422
    assert "2026-05-01" in answer.content.decode()


def test_errors_stand_beside_the_questions_and_on_top(city: Town, officer: Client) -> None:
    """Every one at once."""
    answer = officer.post(PAGE, {"steg": "kontrollera", "event-on": TODAY.isoformat()}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("person-number", "case-unit", "release_date", "kinds"):
        assert f'href="#f-{name}' in page, name


@pytest.mark.parametrize("content", [None, b"hello"])
def test_without_a_whole_paper_nothing_is_kept(city: Town, officer: Client, content: bytes | None) -> None:
    """The answers stand, and the file is asked for again."""
    file = {} if content is None else {"file": paper(content)}
    answer = officer.post(PAGE, answers(city) | {"steg": "spara"} | file, follow=True)
    assert answer.status_code == 422
    assert "f-file" in answer.content.decode()
    assert not list_cases(city.viewer("officer"), "test").rows
    assert media_of(PDF) == "pdf"


def test_nobody_of_the_city_has_the_page(city: Town) -> None:
    """It is not there for them."""
    for name in ("c-adult", "c-caseworker", "coordinator"):
        assert client_of(city.workers[name]).get(PAGE).status_code == 404
        assert not ways_to_initiate(city.viewer(name))


def test_an_officer_is_asked_for_a_second_step_on_every_page(city: Town) -> None:
    """A password opens nothing but the way to it."""
    case = initiated(city)
    client = client_of(city.workers["officer"], proven=False)
    for address in ("/", PAGE, "/kalender/", f"/arende/{case}/", "/rutiner/"):
        assert client.get(address).headers["Location"].startswith("/konto/stark/"), address
    assert client.get("/konto/stark/").status_code == 200


def test_what_is_the_citys_is_not_there(city: Town, officer: Client) -> None:
    """No search, no staff, no statistics; the menu does not speak of them either."""
    for address in ("/arenden/", "/arenden/nytt", "/enheten/", "/tilldela/", "/gallring/", "/loggkontroll/"):
        assert officer.get(address).status_code == 404, address
    menu = officer.get("/").content.decode()
    assert "/enheten/" not in menu
    assert "/arenden/nytt" not in menu
    assert PAGE in menu


def test_every_link_on_an_officers_pages_leads_somewhere(city: Town, officer: Client) -> None:
    """Nothing is offered that is not theirs."""
    case = initiated(city)
    taken_over(city, case)
    start = f"/arende/{case}/"
    seen, waiting = set(), ["/", start, PAGE, "/kalender/", "/notiser/"]
    while waiting and len(seen) < 80:
        address = waiting.pop()
        if address in seen or address.startswith("/rutiner/") or "/static/" in address:
            continue
        seen.add(address)
        answer = officer.get(address)
        assert answer.status_code in (200, 302), (address, answer.status_code)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            found = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.content.decode())
            waiting += [each.replace("&amp;", "&") for each in found]
    assert start in seen
