"""The pages of every day, walked in a real browser: the worklist, a new case, the calendar and the routine."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hemvist.organisation.staffing import give_role, hire
from tests.conftest import DESKTOP, PHONE
from tests.factories import LONG_AGO, PASSWORD, City
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened, record

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    """axe finds nothing, and nothing has to be scrolled sideways."""
    case = opened(city)
    record(city.caseworker, case, "need-assessed", needs="Arbete.")
    opened(city, "Okänd", 1, protection=None)
    page = log_in(city.caseworker, viewport)
    addresses = [
        "/",
        "/?vy=enhet",
        "/kalender/",
        "/arenden/",
        "/arenden/nytt",
        "/arenden/nytt/person",
        f"/arende/{case}/bedomning/",
        "/rutiner/",
        "/rutiner/gemensamt/",
        "/rutiner/kompetenscenter/e1/",
        "/rutiner/kompetenscenter/e2/bild/",
        "/rutiner/kompetenscenter/e2/skillnader/",
    ]
    for address in addresses:
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address


def test_duties_are_marked_by_keyboard_and_given_to_a_colleague(city: City, log_in: LogIn) -> None:
    """j goes to the next row and x marks it; then whom, check, done."""
    frida = hire("frida", "Frida Nord", PASSWORD)
    give_role(frida, city.deciding, "caseworker", LONG_AGO)
    for name in ("Ett", "Två"):
        opened(city, name)
    page = log_in(city.caseworker)
    expect(page.get_by_role("heading", level=1)).to_have_text("Att göra")
    page.wait_for_load_state("load")  # the scripts have run by then, and take keys
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("input[name=rad]:checked")).to_have_count(2)
    page.set_viewport_size({"width": 1280, "height": 420})  # lower than the list: the way on is in sight all the same
    page.evaluate("window.scrollTo(0, 0)")
    expect(page.get_by_role("button", name="Tilldela markerade")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Tilldela markerade").click()
    page.get_by_label("Vem ska ha uppgifterna?").select_option(label="Frida Nord")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Tilldela").click()
    expect(page.get_by_text("2 uppgifter är nu hos Frida Nord.")).to_be_visible()
    expect(log_in(frida).get_by_text("Karin Ett")).to_be_visible()


def test_the_clause_of_a_duty_is_one_click_away(city: City, log_in: LogIn) -> None:
    """The chip shows the clause on the same page; without the panel it is a link to it."""
    opened(city)
    page = log_in(city.caseworker)
    page.locator("a[data-clause=KC-02]").first.click()
    panel = page.get_by_role("dialog", name="Punkt i rutinen")
    expect(panel).to_contain_text("Bedöm klientens behov av stöd")
    expect(panel.get_by_role("link", name="Läs i rutinen")).to_have_attribute(
        "href", re.compile("/rutiner/kompetenscenter/e2/#KC-02$")
    )


def test_filters_narrow_the_list_and_say_when_nothing_fits(city: City, log_in: LogIn) -> None:
    """A choice can be taken away again."""
    opened(city)
    page = log_in(city.caseworker)
    page.get_by_label("Slag av uppgift").select_option(label="Hälsa")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_text("Inget i urvalet")).to_be_visible()
    page.get_by_role("link", name="Visa hela listan").click()
    expect(page.get_by_role("link", name="Bedöm klientens behov av stöd")).to_be_visible()


def test_a_new_client_goes_from_search_to_the_result_of_the_assessment(city: City, log_in: LogIn) -> None:
    """Nothing is typed twice: the number that was searched for stands in the form."""
    page = log_in(city.caseworker)
    page.get_by_role("link", name="Nytt ärende").first.click()
    page.get_by_label("Vem gäller det?").fill("19910302-2381")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_text("Inget ärende hittades")).to_be_visible()
    page.get_by_role("button", name="Lägg till personen").click()
    expect(page.get_by_label("Personnummer eller samordningsnummer")).to_have_value("19910302-2381")
    page.get_by_label("Förnamn").fill("Karin")
    page.get_by_label("Efternamn").fill("Östlund")
    page.get_by_label("Varför öppnas ärendet?").fill("Har ansökt om försörjningsstöd.")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Öppna ärendet").click()
    assess(page)
    expect(page.get_by_role("heading", name="Vad bedömningen betyder")).to_be_visible()
    expect(page.get_by_text("Hämta uppgifter i SSBTEK")).to_be_visible()
    page.get_by_role("link", name="Gå vidare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Karin Östlund")


def assess(page: Page) -> None:
    """Answer each question of the guided assessment, with one criterion not met."""
    go_on = page.get_by_role("button", name="Spara och gå vidare")
    page.get_by_label("Inga skyddade personuppgifter").check()
    go_on.click()
    page.get_by_label("Vad behöver klienten stöd med?").fill("Att komma i arbete.")
    go_on.click()
    page.get_by_label("Arbetsmarknad").check()
    go_on.click()
    page.get_by_role("group", name="Ska klienten anvisas").get_by_label("Ja").check()
    page.get_by_label("Skäl").first.fill("Vill och kan arbeta.")
    page.get_by_role("group", name="Syftar insatsen").get_by_label("Ja").check()
    page.get_by_role("group", name="Är klienten arbetslös").get_by_label("Ja").check()
    page.get_by_role("group", name="Väntas klienten nå arbete").get_by_label("Nej").check()
    go_on.click()


def test_the_calendar_turns_its_pages(city: City, log_in: LogIn) -> None:
    """A week forward, back to this one, and a week that does not exist."""
    page = log_in(city.caseworker)
    page.goto("/kalender/")
    page.get_by_role("link", name="Veckan efter").click()
    page.get_by_role("link", name="Den här veckan").click()
    page.goto("/kalender/?vecka=2026-53")
    expect(page.get_by_text("Vecka 53, 28 december 2026–3 januari 2027")).to_be_visible()


def test_the_routine_is_read_in_words_and_as_a_picture(city: City, log_in: LogIn) -> None:
    """From the list to the edition, to its picture, and back to a clause."""
    page = log_in(city.consultant)
    page.get_by_role("link", name="Rutinen").click()
    page.get_by_role("link", name="I ord e2").click()
    expect(page.locator("article#KC-30")).to_contain_text("Besluta om insatsen")
    page.get_by_role("link", name="Se som bild").click()
    expect(page.locator("svg.hv-lanes-svg").first).to_be_visible()
    words = page.locator(".hv-part-words", has=page.locator('a[data-clause="KC-30"]')).first
    words.locator("summary").click()
    words.get_by_role("link", name="KC-30").first.click()
    expect(page.locator("article#KC-30")).to_be_in_viewport()
