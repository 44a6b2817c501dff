"""The telephone numbers of a unit: seen by all who work there, written by those who lead it, and by everybody for themselves."""

import pytest

from hemvist.organisation.models import Unit, Worker
from tests.factories import City
from tests.web.work_city import ClientOf

MISSING = "Enhetens telefonnummer saknas"


def numbers(city: City) -> tuple[str, str]:
    """The number of the deciding unit, and of its caseworker."""
    unit, worker = Unit.objects.get(pk=city.deciding.pk), Worker.objects.get(pk=city.caseworker.pk)
    return unit.telephone, worker.telephone


def test_a_manager_is_told_what_is_missing_and_fills_it_in(city: City, client_of: ClientOf) -> None:
    """The notice leads to the form; afterwards both numbers stand on the page, as they will in letters."""
    client = client_of(city.unit_manager)
    assert MISSING in client.get("/enheten/").content.decode()
    for whose, number in (
        (f"unit.{city.deciding.pk}", "031-390 06 00"),
        (f"worker.{city.caseworker.pk}", "031-390  06 01"),
    ):
        done = client.post("/enheten/telefon/", {"whose": whose, "telephone": number}, follow=True)
        assert "Telefonnumret är sparat." in done.content.decode()
    page = client.get("/enheten/").content.decode()
    assert MISSING not in page
    assert "031-390 06 00" in page
    assert "031-390 06 01" in page
    assert numbers(city) == ("031-390 06 00", "031-390 06 01")


def test_a_number_is_taken_away_only_when_that_is_said(city: City, client_of: ClientOf) -> None:
    """An empty field alone takes nothing away; nor does a tick beside a number."""
    Unit.objects.update(telephone="031-390 06 00")
    client, given = client_of(city.unit_manager), {"whose": f"unit.{city.deciding.pk}", "telephone": " "}
    assert client.post("/enheten/telefon/", given, follow=True).status_code == 422
    both = client.post("/enheten/telefon/", given | {"telephone": "031-390 06 01", "gone": "on"}, follow=True)
    assert "inte båda" in both.content.decode()
    assert numbers(city) == ("031-390 06 00", "")
    done = client.post("/enheten/telefon/", given | {"gone": "on"}, follow=True)
    assert "Telefonnumret är borttaget." in done.content.decode()
    assert numbers(city) == ("", "")


def test_a_caseworker_writes_their_own_number_and_nobody_else_s(city: City, client_of: ClientOf) -> None:
    """Whose it is can only be chosen among those one may set; the unit's number is only told to be missing."""
    client = client_of(city.caseworker)
    page = client.get("/enheten/").content.decode()
    assert MISSING not in page
    assert "Telefon: uppgift saknas." in page
    for whose in (
        f"unit.{city.deciding.pk}",
        f"worker.{city.unit_manager.pk}",
        f"worker.{city.outsider.pk}",
        "x",
        "unit.x",
    ):
        given = {"whose": whose, "telephone": "031-390 06 00"}
        assert client.post("/enheten/telefon/", given, follow=True).status_code == 422
    assert not Worker.objects.exclude(telephone="").exists()
    assert not Unit.objects.exclude(telephone="").exists()
    client.post("/enheten/telefon/", {"whose": f"worker.{city.caseworker.pk}", "telephone": "031-390 06 02"})
    assert numbers(city) == ("", "031-390 06 02")


@pytest.mark.parametrize("number", ["växeln", "390", "031-390 06 00 ankn 4", "0" * 5000, "0" * 30_000, "031\0"])
def test_what_is_no_number_is_said_and_nothing_is_changed(city: City, client_of: ClientOf, number: str) -> None:
    """Beside the field and in the summary; what was written stands there still."""
    given = {"whose": f"unit.{city.deciding.pk}", "telephone": number}
    answer = client_of(city.unit_manager).post("/enheten/telefon/", given, follow=True)
    assert answer.status_code == 422
    assert answer.content.decode().count('href="#f-telephone"') == 1
    assert numbers(city) == ("", "")
