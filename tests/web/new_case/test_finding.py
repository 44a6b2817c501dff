"""Finding a case, and beginning a new one."""

import re

import pytest

from hemvist.web.kept_forms import MOST_KEPT
from tests.factories import City, someone
from tests.web.work_city import ClientOf, opened

PAGES = ["/arenden/", "/arenden/nytt"]


@pytest.mark.parametrize("page", PAGES)
def test_a_name_finds_the_cases_one_may_see(city: City, client_of: ClientOf, page: str) -> None:
    """The caseworker finds the case; another board's caseworker finds nothing, and is not told that there is anything."""
    opened(city)
    found = client_of(city.caseworker).post(page, {"text": "östlund"}, follow=True).content.decode()
    assert "Karin Östlund" in found
    nothing = client_of(city.outsider).post(page, {"text": "östlund"}, follow=True).content.decode()
    assert "Inget ärende hittades" in nothing
    assert "Karin" not in nothing


def test_a_hidden_person_and_one_who_does_not_exist_are_answered_alike(city: City, client_of: ClientOf) -> None:
    """The same words, whether there is a protected person of that name or not."""
    opened(city, "Hemlig", protection="protected-registration")
    client = client_of(city.outsider)
    pages = [
        client.post("/arenden/nytt", {"text": name}, follow=True).content.decode() for name in ("Hemlig", "Finnsej")
    ]
    assert "Inget ärende hittades" in pages[0]
    assert _bare(pages[0]).replace("Hemlig", "") == _bare(pages[1]).replace("Finnsej", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv ett namn"),
        ("x", "Skriv mer av namnet"),
        ("a" * 121, "för långt"),
        ("199103022380", "kontrollsiffran"),
        ("199113022381", "inte ett datum"),
        ("1991030", "inte ett personnummer"),
        ("Kar\x00in", "tecken"),
    ],
)
def test_what_cannot_be_searched_for_is_told(city: City, client_of: ClientOf, page: str, text: str, words: str) -> None:
    """With the status of a bad request, and what to do."""
    answer = client_of(city.caseworker).post(page, {"text": text}, follow=True)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_what_is_searched_for_never_stands_in_an_address(city: City, client_of: ClientOf) -> None:
    """A search in the address is not read."""
    opened(city)
    assert "Karin" not in client_of(city.caseworker).get("/arenden/?text=Östlund").content.decode()


def test_a_number_that_fits_nobody_leads_on_to_the_form(city: City, client_of: ClientOf) -> None:
    """The number follows along, so that it is not typed twice; not in an address."""
    page = client_of(city.caseworker).post("/arenden/nytt", {"text": "19910302-2381"}, follow=True).content.decode()
    assert 'name="number" value="19910302-2381"' in page
    form = (
        client_of(city.caseworker)
        .post("/arenden/nytt/person", {"number": "19910302-2381"}, follow=True)
        .content.decode()
    )
    assert 'value="19910302-2381"' in form


def test_someone_known_but_not_shown_is_not_told_of(city: City, client_of: ClientOf) -> None:
    """A person that no case of the viewer's concerns gives the same answer as nobody."""
    someone()
    page = client_of(city.outsider).post("/arenden/nytt", {"text": "19910302-2381"}, follow=True).content.decode()
    assert "Inget ärende hittades" in page
    assert "Karin" not in page


def _bare(page: str) -> str:
    """A page without the tokens that differ in every answer, and without the number of the search."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|plats=\d+', "", page)


def test_what_was_found_is_shown_by_an_address_that_tells_nothing(city: City, client_of: ClientOf) -> None:
    """One goes back to it; a new search has an address of its own, and nobody else's session knows either."""
    opened(city)
    client = client_of(city.caseworker)
    first, second = (client.post("/arenden/", {"text": text})["Location"] for text in ("östlund", "x"))
    assert (first, second) == ("/arenden/?plats=1", "/arenden/?plats=2")
    assert "Karin Östlund" in client.get(first).content.decode()
    assert client.get(second).status_code == 400
    assert "Karin Östlund" in client.get(first).content.decode()
    for address in (first, "/arenden/?plats=99", "/arenden/?plats=å"):
        assert "östlund" not in client_of(city.caseworker).get(address).content.decode().casefold()


def test_only_the_newest_searches_are_kept(city: City, client_of: ClientOf) -> None:
    """An older one is the empty form again."""
    client = client_of(city.caseworker)
    places = [client.post("/arenden/", {"text": f"Prov{number}"})["Location"] for number in range(MOST_KEPT + 1)]
    assert "Prov0" not in client.get(places[0]).content.decode()
    assert 'value="Prov1"' in client.get(places[1]).content.decode()
    assert "Prov" not in client.post("/arenden/", {"text": "Prov" * 9000}).headers.get("Location", "")
