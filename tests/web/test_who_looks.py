"""Who may look at a page, in which language, and what browsers are told to refuse."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from hemvist import clock
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import leave
from tests.factories import City, small_city

LOG_IN = "/konto/login/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def city(db: None) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def anna(city: City) -> Client:
    """A browser in which the caseworker is logged in."""
    client = Client()
    client.force_login(city.caseworker.user, backend=BACKEND)
    return client


def test_a_page_may_fetch_and_run_only_what_is_ours(client: Client, db: None) -> None:
    """The policy allows no inline script or style, no other address, and no frame around the page."""
    policy = client.get(LOG_IN).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_no_page_is_kept_by_a_browser_or_a_proxy(anna: Client) -> None:
    """What may hold personal data is never cached."""
    assert "no-store" in anna.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/kalender/", "/arende/7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b11/", "/rutiner/"])
def test_whoever_is_not_logged_in_is_sent_to_the_log_in_page(client: Client, db: None, address: str) -> None:
    """Every page but logging in and the health check asks who it is, whether or not the case exists."""
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOG_IN)


def test_a_part_of_a_page_is_sent_to_the_log_in_page_as_a_whole(client: Client, db: None) -> None:
    """When the session has ended, htmx goes to the log-in page and does not put it inside another."""
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == LOG_IN


@pytest.mark.parametrize("page", ["signup", "email", "password/reset"])
def test_nobody_makes_an_account_of_their_own(client: Client, db: None, page: str) -> None:
    """The city makes accounts; the pages for anything else do not exist."""
    assert client.get(f"/konto/{page}/").status_code == 404


def test_an_account_without_a_worker_is_told_so_plainly(client: Client, db: None) -> None:
    """Logged in is not enough: without a place in the organisation nothing is shown."""
    client.force_login(get_user_model().objects.create_user("nobody"), backend=BACKEND)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "HV-KONTO" in answer.content.decode()


def test_one_who_has_left_sees_nothing_more(city: City, anna: Client) -> None:
    """A session that is still open ends with the employment."""
    Worker.objects.filter(pk=city.caseworker.pk).update(left_on=clock.today() - timedelta(days=1))
    assert anna.get("/").status_code == 403


def test_the_last_day_at_work_is_still_a_day_at_work(city: City, anna: Client) -> None:
    """The day one leaves counts as the last one."""
    leave(city.caseworker, clock.today())
    assert anna.get("/").status_code == 200


def test_pages_are_in_the_worker_s_own_language(city: City, anna: Client) -> None:
    """The choice is kept with the worker, and goes before what the browser prefers."""
    assert '<html lang="sv"' in anna.get("/", headers={"Accept-Language": "en"}).content.decode()
    anna.post("/sprak/", {"language": "en", "next": "/kalender/"})
    assert Worker.objects.get(pk=city.caseworker.pk).language == "en"
    assert '<html lang="en"' in anna.get("/", headers={"Accept-Language": "sv"}).content.decode()


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_switch_of_language_leads_nowhere_else(anna: Client, wanted: str) -> None:
    """It goes back to a page of ours, whatever the form says."""
    assert anna.post("/sprak/", {"language": "en", "next": wanted}).headers["Location"] == "/"


def test_an_unknown_language_is_refused(anna: Client) -> None:
    """Nothing is changed by a language that we have not."""
    assert anna.post("/sprak/", {"language": "xx"}).status_code == 400


def test_the_health_check_needs_nobody(client: Client, db: None) -> None:
    """Whoever watches the server may ask whether it is well."""
    assert client.get("/health").content == b"ok"


@pytest.mark.parametrize("address", [LOG_IN, "/arende/finns-inte/"])
def test_swedish_is_spoken_whatever_language_the_browser_was_bought_with(
    client: Client, db: None, address: str
) -> None:
    """An English browser gets the log-in page, and the page of an error, in Swedish."""
    page = client.get(address, headers={"Accept-Language": "en-GB,en;q=0.9"}, follow=True)
    assert '<html lang="sv"' in page.content.decode()
    assert page.headers["Content-Language"] == "sv"


def test_english_is_spoken_to_one_who_has_chosen_it_before_they_log_in_too(client: Client, db: None) -> None:
    """The choice stays with the browser; a language that we have not is no choice."""
    client.post("/sprak/", {"language": "en", "next": LOG_IN})
    assert '<html lang="en"' in client.get(LOG_IN).content.decode()
    client.cookies["django_language"] = "xx"
    assert '<html lang="sv"' in client.get(LOG_IN).content.decode()
