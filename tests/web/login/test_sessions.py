"""When a session ends: by standing still, by its length, by the last role; and what is said ahead of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import end_role, give_role, leave, set_absence
from tests.factories import City
from tests.web.login.conftest import LogIn

ENDED = "Du har loggats ut. Påbörjade registreringar finns kvar som utkast."
Later = Callable[[timedelta], None]


@pytest.fixture
def later() -> Iterator[Later]:
    """Let it be so much later than when the test began."""
    began, standing = clock.now(), ExitStack()

    def at(after: timedelta) -> None:
        standing.close()
        standing.enter_context(clock.set_in_every_thread(began + after))

    with standing:
        at(timedelta(0))
        yield at


def left(client: Client, *, go_on: bool = False) -> float:
    """Ask how many minutes are left."""
    answer: HttpResponse = client.post("/konto/tid/") if go_on else client.get("/konto/tid/")
    return float(answer.json()["left"]) / 60  # type: ignore[attr-defined]


def test_a_session_that_stands_still_ends(city: City, log_in: LogIn, later: Later) -> None:
    """The next page is the log-in page, which says what happened and leads back."""
    client = log_in(city.caseworker)
    later(timedelta(minutes=59))
    assert client.get("/").status_code == 200
    later(timedelta(minutes=59 + 60))
    answer = client.get("/kalender/")
    assert answer.headers["Location"] == "/konto/login/?next=/kalender/"
    assert ENDED in client.get(answer.headers["Location"]).content.decode()


def test_a_script_does_not_take_the_person_s_message(city: City, log_in: LogIn, later: Later) -> None:
    """What a page asks for by itself after the end is refused; what happened is said on the next page that a person sees."""
    client = log_in(city.caseworker)
    later(timedelta(hours=2))
    script = {"Sec-Fetch-Dest": "empty"}
    assert client.post("/konto/tid/", headers=script).status_code == 401
    assert client.get("/", headers=script).status_code == 401
    assert client.get("/", headers=script | {"HX-Request": "true"}).headers["HX-Redirect"] == "/konto/login/"
    assert ENDED in client.get("/konto/login/").content.decode()


def test_what_is_done_in_a_session_keeps_it(city: City, log_in: LogIn, later: Later) -> None:
    """Every page counts from then on."""
    client = log_in(city.caseworker)
    for minutes in range(0, 400, 50):
        later(timedelta(minutes=minutes))
        assert client.get("/").status_code == 200


def test_at_last_a_session_ends_however_much_is_done(city: City, log_in: LogIn, later: Later) -> None:
    """After a working day."""
    client = log_in(city.caseworker)
    for minutes in range(0, 480, 30):
        later(timedelta(minutes=minutes))
        assert client.get("/").status_code == 200
    assert left(client, go_on=True) == pytest.approx(30, abs=1)
    later(timedelta(hours=8))
    assert client.get("/").status_code == 302


def test_to_ask_how_long_is_left_does_not_make_it_longer(city: City, log_in: LogIn, later: Later) -> None:
    """To say that one goes on does."""
    client = log_in(city.caseworker)
    later(timedelta(minutes=55))
    assert left(client) == pytest.approx(5, abs=0.1)
    later(timedelta(minutes=56))
    assert left(client) == pytest.approx(4, abs=0.1)
    assert left(client, go_on=True) == pytest.approx(60, abs=0.1)


def test_a_form_sent_too_late_leads_back_to_its_page(city: City, log_in: LogIn, later: Later) -> None:
    """After the log-in the form is there again, with its draft."""
    client = log_in(city.caseworker)
    later(timedelta(hours=2))
    sent_from = {"referer": "http://testserver/enheten/"}
    answer = client.post("/enheten/franvaro/", {"worker": "1"}, headers=sent_from)
    assert answer.headers["Location"] == "/konto/login/?next=/enheten/"


def test_how_long_a_session_may_stand_still_is_the_city_s_choice(
    city: City, log_in: LogIn, later: Later, settings: Settings
) -> None:
    """HEMVIST_IDLE_MINUTES."""
    settings.SESSION_IDLE = timedelta(minutes=10)
    client = log_in(city.caseworker)
    later(timedelta(minutes=10))
    assert client.get("/").status_code == 302


def test_the_session_ends_with_the_last_role(city: City, log_in: LogIn, later: Later) -> None:
    """At the next request, which says why; and then the log-in page is all there is."""
    client = log_in(city.caseworker)
    end_role(city.caseworker.role_holdings.get(), clock.today())
    assert client.get("/").status_code == 200
    later(timedelta(days=1) - timedelta(hours=clock.now().astimezone(clock.LOCAL_ZONE).hour))
    client = log_in(city.caseworker)
    answer = client.get("/")
    assert answer.status_code == 302


def test_one_whose_role_ended_while_logged_in_is_told_so(city: City, log_in: LogIn) -> None:
    """Not as an error, and not as something they did."""
    client = log_in(city.caseworker)
    end_role(city.caseworker.role_holdings.get(), clock.today() - timedelta(days=1))
    answer = client.get("/")
    assert answer.status_code == 403
    assert "HV-ROLL" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_one_who_only_stands_in_has_no_role_of_their_own(city: City, log_in: LogIn) -> None:
    """Whoever has left the unit does not keep a door open by a stand-in that was forgotten."""
    today = clock.today()
    set_absence(city.lead_caseworker, city.caseworker, today - timedelta(days=9), today + timedelta(days=9))
    client = log_in(city.caseworker)
    end_role(city.caseworker.role_holdings.get(), today - timedelta(days=1))
    assert client.get("/").status_code == 403


def test_another_role_keeps_the_session(city: City, log_in: LogIn) -> None:
    """Only the last one ends it."""
    give_role(city.caseworker, city.elsewhere, "caseworker", clock.today())
    client = log_in(city.caseworker)
    end_role(city.caseworker.role_holdings.get(unit=city.deciding), clock.today() - timedelta(days=1))
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("gone", ["left", "role ended", "not begun"])
def test_one_without_a_role_today_cannot_log_in(city: City, log_in: LogIn, gone: str) -> None:
    """The right password is answered with why; a wrong one with nothing of that."""
    today, worker = clock.today(), city.caseworker
    if gone == "left":
        leave(worker, today - timedelta(days=1))
    elif gone == "role ended":
        end_role(worker.role_holdings.get(), today - timedelta(days=1))
    else:
        worker.role_holdings.update(first_day=today + timedelta(days=1))
    assert log_in(worker).get("/").status_code == 302


def test_asking_whether_a_role_is_held_costs_nothing(
    city: City, log_in: LogIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, worker, stand-ins and roles, as before; the bell, and the page's own."""
    client = log_in(city.caseworker)
    with django_assert_num_queries(6):
        client.get("/rutiner/kompetenscenter/e2/")


def test_a_session_from_before_is_not_trusted(city: City, log_in: LogIn) -> None:
    """What does not say when it began has ended."""
    client = log_in(city.caseworker)
    session = client.session
    del session["hemvist-began"]
    session.save()
    assert client.get("/").status_code == 302


def test_changes_of_clock_do_not_lengthen_a_session(city: City, log_in: LogIn, later: Later) -> None:
    """Seen in the time to come is seen now."""
    client = log_in(city.caseworker)
    began = datetime.fromisoformat(client.session["hemvist-began"])
    assert Worker.objects.filter(pk=city.caseworker.pk).exists()
    later(timedelta(days=-1))
    assert client.get("/").status_code == 200
    assert datetime.fromisoformat(client.session["hemvist-seen"]) < began
