"""How often one may try: logging in, the second step, searching and recording. Too often is a page that says when to try again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.secrecy.pace import free_again
from tests.factories import PASSWORD, City, viewer
from tests.web.login.conftest import LogIn, code_now, with_app
from tests.web.work_city import opened, record

NOW = datetime(2026, 3, 2, 9, 14, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock_stands() -> Iterator[None]:
    """It is 10.14 in Göteborg."""
    with clock.set_in_every_thread(NOW):
        yield


def is_told_when(answer: HttpResponse, time: str) -> bool:
    """Whether an answer is the page that says when to try again."""
    page = answer.content.decode()
    return answer.status_code == 429 and "HV-429" in page and f"Försök igen klockan {time}." in page


def test_guessing_a_password_is_stopped(city: City, client: Client) -> None:
    """After five tries, also for one who then has it right; and the time that is told holds."""
    for _ in range(5):
        assert client.post("/konto/login/", {"login": "anna", "password": "fel"}).status_code == 200
    answer = client.post("/konto/login/", {"login": "anna", "password": PASSWORD})
    assert is_told_when(answer, "10:20")
    assert answer.headers["Retry-After"] == "300"
    other = client.post("/konto/login/", {"login": "bo", "password": PASSWORD})
    assert other.headers["Location"] == "/"


def test_guessing_a_code_is_stopped(city: City, log_in: LogIn) -> None:
    """A code has six digits: five tries are enough for a person."""
    with_app(city.caseworker)
    client = log_in(city.caseworker)
    for _ in range(5):
        assert client.post("/konto/andra-steget/", {"code": "000000"}).status_code == 200
    assert is_told_when(client.post("/konto/andra-steget/", {"code": code_now()}), "10:20")
    assert is_told_when(log_in(city.caseworker).post("/konto/andra-steget/", {"code": code_now()}), "10:20")


def test_many_log_ins_from_one_address_are_stopped(city: City, client: Client, settings: Settings) -> None:
    """Whoever tries one password for everybody."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    for number in range(3):
        client.post("/konto/login/", {"login": f"anyone-{number}", "password": "fel"})
    assert is_told_when(client.post("/konto/login/", {"login": "anna", "password": PASSWORD}), "10:16")


def test_searching_through_the_city_is_stopped(city: City, log_in: LogIn, settings: Settings) -> None:
    """From the moment that the oldest search stops counting one may go on; colleagues are not stopped meanwhile."""
    settings.PACE = settings.PACE | {"search": (3, timedelta(minutes=5))}
    client = log_in(city.caseworker)
    for number in range(3):
        with clock.set_in_every_thread(NOW + timedelta(minutes=number)):
            assert client.post("/arenden/", {"text": "Östlund"}, follow=True).status_code == 200
    with clock.set_in_every_thread(NOW + timedelta(minutes=3)):
        answer = client.post("/arenden/", {"text": "Östlund"})
        assert is_told_when(answer, "10:20")
        assert answer.headers["Retry-After"] == "120"
        assert client.post("/arenden/nytt", {"text": "Östlund"}).status_code == 429
        assert client.get("/arenden/").status_code == 200
        assert log_in(city.lead_caseworker).post("/arenden/", {"text": "Östlund"}, follow=True).status_code == 200
    with clock.set_in_every_thread(NOW + timedelta(minutes=5, seconds=1)):
        assert client.post("/arenden/", {"text": "Östlund"}, follow=True).status_code == 200


def test_recording_as_a_machine_would_is_stopped(city: City, log_in: LogIn, settings: Settings) -> None:
    """Nothing is recorded by what was stopped."""
    settings.PACE = settings.PACE | {"record": (3, timedelta(minutes=5))}
    case = opened(city)
    record(city.caseworker, case, "wish-noted", kind="wish", description="Vill arbeta.")
    client = log_in(city.caseworker)
    answer = client.post(f"/arende/{case}/registrera/wish-noted/", {})
    assert answer.status_code != 429
    record(city.caseworker, case, "wish-noted", kind="wish", description="Vill studera.")
    record(city.caseworker, case, "wish-noted", kind="wish", description="Vill vänta.")
    assert is_told_when(client.post(f"/arende/{case}/registrera/wish-noted/", {}), "10:20")
    assert client.get(f"/arende/{case}/registrera/wish-noted/").status_code == 200


def test_the_limits_are_far_above_anyone_s_work(city: City, settings: Settings) -> None:
    """Nobody is free to do nothing, and nobody's day is stopped."""
    for work in ("search", "record"):
        most, within = settings.PACE[work]
        assert most >= 60
        assert within <= timedelta(minutes=5)
    assert free_again(viewer(city.caseworker), "search", *settings.PACE["search"]) is None
