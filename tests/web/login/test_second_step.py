"""The second step: apps for codes, recovery codes, and what a strong log-in opens."""

import re
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, City
from tests.web.login.conftest import SECRET, LogIn, code_now, with_app
from tests.web.work_city import opened

ABSENCE, NEW = "/enheten/franvaro/", "/arenden/nytt/person"


def second_step(client: Client, code: str) -> str:
    """Type a code at the second step. Gives where it led, or the page."""
    answer = client.post("/konto/andra-steget/", {"code": code})
    return answer.headers.get("Location", answer.content.decode())


def without_marks(page: HttpResponse, case: UUID) -> str:
    """A page without what is new each time: the mark of its forms, and the address asked for."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.content.decode()).replace(str(case), "")


def test_without_a_second_step_a_password_is_enough_to_come_in(city: City, log_in: LogIn) -> None:
    """But for what needs a strong log-in one is led to where it is made."""
    client = log_in(city.unit_manager)
    assert client.get("/").status_code == 200
    assert client.post(ABSENCE, {}, headers={"Referer": "http://testserver/enheten/"}).headers["Location"] == (
        "/konto/stark/?next=%2Fenheten%2F"
    )
    assert client.get(NEW).headers["Location"].startswith("/konto/stark/")


def test_the_page_that_leads_on_says_what_one_can_do(city: City, log_in: LogIn) -> None:
    """One without a second step is told to add one, one who has one to confirm with it."""
    page = log_in(city.caseworker).get("/konto/stark/?next=/enheten/").content.decode()
    assert "Ditt konto har inget andra steg än" in page
    assert "/konto/andra-steget/app/" in page


def test_with_an_app_both_steps_are_asked_for(city: City, log_in: LogIn) -> None:
    """The password alone opens nothing; with the code the log-in is strong."""
    with_app(city.unit_manager)
    client = log_in(city.unit_manager)
    assert client.get("/").status_code == 302
    assert second_step(client, code_now()) == "/"
    assert client.post(ABSENCE, {}, follow=True).status_code == 422
    assert client.get("/konto/stark/?next=/enheten/").headers["Location"] == "/enheten/"


def test_a_wrong_code_does_not_open(city: City, log_in: LogIn) -> None:
    """And says so in words."""
    with_app(city.caseworker)
    client = log_in(city.caseworker)
    assert "Koden stämmer inte" in second_step(client, "000000")
    assert client.get("/").status_code == 302


def test_a_code_opens_once(city: City, log_in: LogIn) -> None:
    """Whoever looked over the shoulder comes too late."""
    with_app(city.caseworker)
    code = code_now()
    assert second_step(log_in(city.caseworker), code) == "/"
    assert "Koden stämmer inte" in second_step(log_in(city.caseworker), code)


def test_a_recovery_code_opens_once(city: City, log_in: LogIn) -> None:
    """For the day when the app is out of reach."""
    codes = with_app(city.caseworker)
    assert second_step(log_in(city.caseworker), codes[0]) == "/"
    assert "Koden stämmer inte" in second_step(log_in(city.caseworker), codes[0])
    assert second_step(log_in(city.caseworker), codes[1]) == "/"


def test_the_seed_of_an_app_is_locked_in_the_database(city: City) -> None:
    """A copy of the database is not enough to make codes."""
    with_app(city.caseworker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert SECRET not in str(cursor.fetchall())
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_now())


def test_to_add_or_remove_a_second_step_one_confirms_who_one_is(city: City, log_in: LogIn) -> None:
    """An open computer is not enough, to remove one or to add one's own."""
    client = log_in(city.caseworker)
    for page in ("app/", "nyckel/", "reservkoder/nya/"):
        answer = client.get(f"/konto/andra-steget/{page}")
        assert answer.headers["Location"].startswith("/konto/reauthenticate/")
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    assert client.get("/konto/andra-steget/app/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_who_adds_an_app_has_logged_in_strongly(city: City, log_in: LogIn) -> None:
    """They have just shown that they have it; and the recovery codes are shown, once."""
    client = log_in(city.unit_manager)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    client.get("/konto/andra-steget/app/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post("/konto/andra-steget/app/", {"code": code_now()})
    assert answer.headers["Location"] == "/konto/andra-steget/reservkoder/"
    assert client.post(ABSENCE, {}, follow=True).status_code == 422
    assert client.get("/konto/andra-steget/reservkoder/").content.decode().count("<code>") == 10
    assert client.get("/konto/andra-steget/reservkoder/").content.decode().count("<code>") == 0


def test_a_case_that_may_be_protected_is_not_there_without_a_strong_log_in(city: City, log_in: LogIn) -> None:
    """Not even for the one who is named in it: list, search and page answer as if there were none."""
    case = opened(city, "Östlund", protection="confidentiality-marking")
    client = log_in(city.caseworker)
    nobodys = uuid4()
    assert client.get(f"/arende/{case}/").status_code == 404
    assert without_marks(client.get(f"/arende/{case}/"), case) == without_marks(
        client.get(f"/arende/{nobodys}/"), nobodys
    )
    assert str(case) not in client.get("/").content.decode()
    assert str(case) not in client.post("/arenden/", {"text": "Östlund"}, follow=True).content.decode()
    with_app(city.caseworker)
    client = log_in(city.caseworker)
    second_step(client, code_now())
    assert client.get(f"/arende/{case}/").status_code == 200
    assert str(case) in client.get("/").content.decode()


def test_only_the_one_who_is_named_is_told_that_something_waits(city: City, log_in: LogIn) -> None:
    """One calm line, and a link to step up; a colleague sees nothing, and neither does one who is strongly logged in."""
    line = "Det finns uppgifter som kräver stark inloggning."
    opened(city, "Östlund", protection="confidentiality-marking")
    assert line in log_in(city.caseworker).get("/").content.decode()
    for colleague in (city.lead_caseworker, city.unit_manager, city.outsider, city.coordinator):
        assert line not in log_in(colleague).get("/").content.decode()
    with_app(city.caseworker)
    client = log_in(city.caseworker)
    second_step(client, code_now())
    assert line not in client.get("/").content.decode()


def test_nothing_waits_where_nobody_is_protected(city: City, log_in: LogIn) -> None:
    """An open case with nothing to hide is in the list, and the line is not."""
    case = opened(city, "Östlund")
    page = log_in(city.caseworker).get("/").content.decode()
    assert str(case) in page
    assert "stark inloggning" not in page


def test_where_nothing_is_demanded_a_password_is_enough(city: City, log_in: LogIn, settings: Settings) -> None:
    """As in the demo city; and one's own page says that it is so."""
    settings.REQUIRE_MFA = False
    case = opened(city, "Östlund", protection="confidentiality-marking")
    client = log_in(city.caseworker)
    assert client.get(f"/arende/{case}/").status_code == 200
    assert "Här krävs ingen stark inloggning" in client.get("/konto/").content.decode()


@pytest.mark.parametrize("page", ["", "stark/", "tid/", "andra-steget/app/", "andra-steget/reservkoder/"])
def test_one_s_own_pages_need_a_log_in(client: Client, db: None, page: str) -> None:
    """Each leads to the log-in page first."""
    assert client.get(f"/konto/{page}").headers["Location"].startswith("/konto/login/")


def test_one_s_own_page_shows_what_one_logs_in_with(city: City, log_in: LogIn) -> None:
    """Password, app, keys and recovery codes, one's roles, and how this log-in came about."""
    with_app(city.caseworker)
    client = log_in(city.caseworker)
    second_step(client, code_now())
    page = client.get("/konto/").content.decode()
    for words in (
        "Anna Lindqvist",
        "Socialsekreterare",
        "Byt lösenord",
        "Ta bort appen",
        "10 koder är oanvända",
        "Stark",
    ):
        assert words in page
