"""The browser's Back on the way through what concerns several cases or none yet: each page is there, and nothing is asked to be sent again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.organisation.models import StandIn, Worker
from hemvist.organisation.staffing import give_role, hire
from tests.factories import LONG_AGO, PASSWORD, City, reentry_city
from tests.journeys import test_initiating as initiating
from tests.journeys.conftest import LogIn
from tests.journeys.test_going_back import watched, went_back
from tests.letters.test_attaching import pdf
from tests.web.work_city import opened

pytestmark = pytest.mark.browser


@pytest.fixture
def frida(city: City) -> Worker:
    """Another caseworker at the deciding unit."""
    worker = hire("frida", "Frida Nord")
    give_role(worker, city.deciding, "caseworker", LONG_AGO)
    return worker


def test_back_from_giving_duties_to_a_colleague_sends_nothing(city: City, frida: Worker, log_in: LogIn) -> None:
    """Nobody chosen, somebody chosen, checked, given; every page on the way is there when one goes back, until it is done."""
    opened(city)
    page = log_in(city.caseworker)
    page.locator("[name=rad]").first.check()
    page.get_by_role("button", name="Tilldela").click()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("Vem ska ha uppgifterna?").select_option(label="Frida Nord")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Frida Nord får de här uppgifterna")).to_be_visible()
    sent = watched(page)
    page.go_back()
    expect(page.get_by_label("Vem ska ha uppgifterna?")).to_have_value(str(frida.pk))
    page.go_forward()
    page.get_by_role("button", name="Tilldela").click()
    expect(page.get_by_text("1 uppgift är nu hos Frida Nord.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("finns inte kvar")).to_be_visible()
    page.go_forward()
    went_back(page, sent, 1)


def test_back_from_handing_over_sends_nothing(city: City, frida: Worker, log_in: LogIn) -> None:
    """Wrong, mended, checked, handed over, and all the way back."""
    opened(city)
    page = log_in(city.unit_manager)
    page.goto("/enheten/")
    card = page.locator("#hand-over")
    card.get_by_label("Vems ärenden ska lämnas över?").select_option(label="Anna Lindqvist")
    card.get_by_role("button", name="Fortsätt").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(card.get_by_label("Vems ärenden ska lämnas över?")).to_have_value(str(city.caseworker.pk))
    card.get_by_label("Vem tar över?").select_option(label="Frida Nord")
    card.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera överlämningen")
    sent = watched(page)
    page.go_back()
    expect(card.get_by_label("Vem tar över?")).to_have_value(str(frida.pk))
    page.go_forward()
    page.get_by_role("button", name="Lämna över").click()
    expect(page.get_by_text("Ett ärende är överlämnat.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("finns inte kvar")).to_be_visible()
    page.go_forward()
    went_back(page, sent, 1)


def test_back_from_an_absence_that_was_wrong_sends_nothing(city: City, frida: Worker, log_in: LogIn) -> None:
    """What was filled in is there beside what is wrong with it; once it is entered, it is not asked for again."""
    today = clock.today()
    page = log_in(city.unit_manager)
    page.goto("/enheten/")
    card = page.locator("#absence")
    card.get_by_label("Vem är borta?").select_option(label="Anna Lindqvist")
    card.get_by_label("Vem har uppgifterna under tiden?").select_option(label="Frida Nord")
    card.get_by_label("Första dagen").fill(today.isoformat())
    card.get_by_label("Sista dagen").fill((today - timedelta(days=1)).isoformat())
    sent = watched(page)
    page.get_by_role("button", name="Lägg in frånvaron").click()
    expect(page.locator("#error-summary")).to_contain_text("Sista dagen är före den första.")
    page.reload()
    expect(card.get_by_label("Första dagen")).to_have_value(today.isoformat())
    card.get_by_label("Sista dagen").fill(today.isoformat())
    page.get_by_role("button", name="Lägg in frånvaron").click()
    expect(page.get_by_text("Frånvaron är inlagd.")).to_be_visible()
    went_back(page, sent, 2)
    assert StandIn.objects.count() == 1


def test_back_from_beginning_a_release_sends_nothing(
    live_server: LiveServer, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    """Too early, mended, checked, without the paper, with it; then back over all of it. One case is begun."""
    page = open_page()
    initiating.logged_in(page, live_server, reentry_city(PASSWORD))
    page.goto(f"{live_server.url}/initiera/")
    initiating.fill(page, clock.today() + timedelta(days=200))
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Första möjliga dag är")).to_be_visible()
    page.fill("[name=release_date]", (clock.today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera och fäst samtycket")
    page.get_by_role("button", name="Ändra").click()
    expect(page.locator("[name=person-family]")).to_have_value("Provsson")
    expect(page.locator("#error-summary")).to_have_count(0)
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("main").get_by_role("button", name="Initiera").click()
    expect(page.get_by_text("Välj filen med det undertecknade samtycket.").first).to_be_visible()
    sent = watched(page)
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    page.go_forward()
    signed = tmp_path / "samtycke.pdf"
    signed.write_bytes(pdf())
    page.set_input_files("[name=file]", str(signed))
    page.get_by_role("main").get_by_role("button", name="Initiera").click()
    expect(page.get_by_text("Det är registrerat")).to_be_visible()
    went_back(page, sent, 1)
