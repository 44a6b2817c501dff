"""Logging in as people do: with an app for codes, a security key, the city's own service; and being away for too long."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.config.signing_in import oidc_apps
from hemvist.organisation.models import Worker
from hemvist.web.login.services import LogInService
from tests.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, City, small_city
from tests.support.log_in_service import running
from tests.web.work_city import opened

pytestmark = pytest.mark.browser
Check = Callable[[Page], None]
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
STILL_WAITING = "Det finns uppgifter som kräver stark inloggning."


@pytest.fixture(autouse=True)
def strong_log_in_is_demanded(password_is_enough: None, settings: Settings) -> None:
    """As in a city."""
    settings.REQUIRE_MFA = True


@pytest.fixture
def city(live_server: LiveServer) -> City:
    """Units and staff."""
    return small_city(PASSWORD)


@pytest.fixture
def checked(assert_accessible: Check) -> Check:
    """Give a function that lets axe look at a page at a desk, and sees that it fits a phone."""

    def check(page: Page) -> None:
        assert_accessible(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    return check


def log_in(page: Page, address: str, worker: Worker) -> None:
    """Log in with user name and password."""
    page.goto(f"{address}/konto/login/")
    page.fill("[name=login]", worker.user.get_username())
    page.fill("[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="Logga in", exact=True).click()


def log_out(page: Page) -> None:
    """Log out by the header."""
    page.get_by_role("banner").get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def code_of(secret: str) -> str:
    """What an app with this key shows right now."""
    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1])))


def test_one_who_is_named_adds_an_app_and_sees_what_was_withheld(
    city: City, live_server: LiveServer, page: Page, checked: Check
) -> None:
    """From the calm line on the list, over the app and its recovery codes, to the case; the next time both steps are asked for."""
    opened(city, "Östlund", protection="confidentiality-marking")
    log_in(page, live_server.url, city.caseworker)
    expect(page.get_by_text(STILL_WAITING)).to_be_visible()
    checked(page)
    page.get_by_role("link", name="Gör inloggningen stark").click()
    checked(page)
    page.get_by_role("link", name="Lägg till en app för koder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekräfta att det är du")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Gå vidare").click()
    checked(page)
    secret = page.locator(".hv-secret").inner_text()
    page.fill("[name=code]", "123")
    page.get_by_role("button", name="Lägg till appen").click()
    expect(page.get_by_text("Koden stämmer inte").first).to_be_visible()
    checked(page)
    assert page.locator(".hv-secret").inner_text() == secret
    page.fill("[name=code]", code_of(secret))
    page.get_by_role("button", name="Lägg till appen").click()
    expect(page.locator(".hv-codes li")).to_have_count(10)
    code = page.locator(".hv-codes li").first.inner_text()
    checked(page)
    page.get_by_role("link", name="Jag har sparat koderna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitt konto")
    checked(page)
    page.goto(live_server.url)
    expect(page.locator(".hv-duties")).to_be_visible()
    expect(page.get_by_text(STILL_WAITING)).to_have_count(0)
    log_out(page)
    log_in(page, live_server.url, city.caseworker)
    expect(page.get_by_role("heading", level=1)).to_have_text("Andra steget")
    expect(page.get_by_role("button", name="Använd säkerhetsnyckel")).to_have_count(0)  # there is no key to use
    checked(page)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.locator(".hv-duties")).to_be_visible()


def test_a_security_key_is_added_used_and_removed(
    city: City, live_server: LiveServer, page: Page, checked: Check
) -> None:
    """With a key that the browser takes for a real one."""
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": kind | {"automaticPresenceSimulation": True}})
    log_in(page, live_server.url, city.unit_manager)
    page.get_by_role("link", name=city.unit_manager.name).click()
    checked(page)
    page.get_by_role("link", name="Lägg till en nyckel").click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Gå vidare").click()
    checked(page)
    page.fill("[name=name]", "Blå nyckel")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.locator(".hv-codes li")).to_have_count(10)
    log_out(page)
    log_in(page, live_server.url, city.unit_manager)
    page.get_by_role("button", name="Använd säkerhetsnyckel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Att göra")
    page.goto(f"{live_server.url}/konto/")
    expect(page.get_by_text("Blå nyckel").first).to_be_visible()
    expect(page.get_by_text("Du har visat i två steg att det är du.")).to_be_visible()
    page.get_by_role("link", name="Ta bort Blå nyckel").click()
    page.get_by_role("link", name="Bekräfta med en säkerhetsnyckel").click()
    checked(page)
    page.get_by_role("button", name="Använd säkerhetsnyckel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ta bort säkerhetsnyckeln?")
    checked(page)
    page.get_by_role("button", name="Ta bort nyckeln").click()
    expect(page.get_by_text("Säkerhetsnyckeln är borttagen.")).to_be_visible()
    expect(page.get_by_text("Blå nyckel")).to_have_count(0)


def test_a_key_that_does_not_answer_is_told_in_words(city: City, live_server: LiveServer, page: Page) -> None:
    """Nothing is added, and one may try again."""
    log_in(page, live_server.url, city.unit_manager)
    page.goto(f"{live_server.url}/konto/andra-steget/nyckel/")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Gå vidare").click()
    page.evaluate("void (navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError')))")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_text("Nyckeln svarade inte, eller så avbröts det. Försök igen.")).to_be_visible()


def test_one_logs_in_by_the_city_s_own_service(
    city: City, live_server: LiveServer, open_page: Callable[..., Page], settings: Settings, checked: Check
) -> None:
    """A button, the service's own page, and back to where one was going; no content policy is broken on the way."""
    Worker.objects.filter(pk=city.caseworker.pk).update(directory_id="p1")
    page = open_page(strangers=("cdn.jsdelivr.net",))  # the provider's own page wants a style sheet
    with running(f"{live_server.url}/konto/tjanst/oidc/svar/") as provider:
        both = frozenset({LOA3})
        service = LogInService(
            "oidc", "tjänstekort", provider.address, "staff", both, both, provider.client, provider.secret
        )
        settings.SINGLE_SIGN_ON, settings.SOCIALACCOUNT_PROVIDERS = {"oidc": service}, oidc_apps(service)
        provider.knows("anna", staff="p1", acr=LOA3)
        provider.knows("nobody", staff="p2", acr=LOA3)
        page.goto(f"{live_server.url}/kalender/")
        checked(page)
        page.get_by_role("button", name="Logga in med tjänstekort").click()
        page.get_by_placeholder("sub").fill("nobody")
        page.get_by_role("button", name="Authorize").click()
        expect(page.get_by_text("Kod HV-KOPPLING")).to_be_visible()
        checked(page)
        page.goto(f"{live_server.url}/kalender/")
        page.get_by_role("button", name="Logga in med tjänstekort").click()
        page.get_by_placeholder("sub").fill("anna")
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{live_server.url}/kalender/")
        page.goto(f"{live_server.url}/konto/")
        expect(page.get_by_text("Du har visat i två steg att det är du.")).to_be_visible()
        checked(page)


@pytest.fixture
def at() -> Iterator[Callable[[int], None]]:
    """Let it be so many minutes after nine."""
    began = datetime(2026, 3, 2, 8, tzinfo=UTC)
    clock_of_the_test = [clock.set_in_every_thread(began)]
    clock_of_the_test[0].__enter__()

    def later(minutes: int) -> None:
        clock_of_the_test.pop().__exit__(None, None, None)
        clock_of_the_test.append(clock.set_in_every_thread(began + timedelta(minutes=minutes)))
        clock_of_the_test[0].__enter__()

    yield later
    clock_of_the_test.pop().__exit__(None, None, None)


def test_one_who_has_been_away_is_warned_and_loses_nothing(
    city: City, live_server: LiveServer, page: Page, settings: Settings, at: Callable[[int], None], checked: Check
) -> None:
    """The dialogue keeps the session going; and when it ended all the same, what was written is in the form after the log-in."""
    settings.REQUIRE_MFA = False
    # In a browser that does not wait: the warning comes as soon as anything at all of the hour has passed.
    settings.SESSION_IDLE, settings.SESSION_WARNING = timedelta(minutes=60), timedelta(minutes=60, seconds=-1)
    settings.SESSION_LONGEST = timedelta(hours=8)
    case = opened(city, "Östlund")
    log_in(page, live_server.url, city.caseworker)
    form = f"{live_server.url}/arende/{case}/registrera/significant-event-noted-by-caseworker/"
    page.goto(form)
    at(56)
    expect(page.get_by_role("dialog", name="Du loggas snart ut")).to_be_visible()
    checked(page)
    page.get_by_role("button", name="Fortsätt", exact=True).click()
    expect(page.get_by_role("dialog", name="Du loggas snart ut")).to_be_hidden()
    text = page.locator("main textarea").first
    text.fill("Har fått en praktikplats.")
    expect(page.locator("[data-draft-status]")).to_contain_text("sparat")
    at(200)
    expect(page.get_by_role("dialog", name="Du loggas snart ut")).to_be_visible()
    page.get_by_role("button", name="Fortsätt", exact=True).click()
    expect(page.get_by_text("Du har loggats ut. Påbörjade registreringar finns kvar som utkast.")).to_be_visible()
    checked(page)
    page.fill("[name=login]", city.caseworker.user.get_username())
    page.fill("[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url(form)
    expect(page.locator("main textarea").first).to_have_value("Har fått en praktikplats.")
