"""Hemvist on a phone: the places in one row, and one's turn before all else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened, record

pytestmark = pytest.mark.browser

ONE_ROW = 60  # pixels


def top_of(page: Page, role: str, name: str) -> float:
    """How far down the page something stands."""
    box = page.get_by_role(role, name=name).first.bounding_box()  # type: ignore[arg-type]
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_places_are_in_a_menu_of_one_row_that_keys_open(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], script: bool
) -> None:
    """Tab leads to it, Enter opens it, and from there to a place; without a script too."""
    page = log_in(city.caseworker, PHONE, java_script_enabled=script)
    header = page.locator(".hv-header").bounding_box()
    assert header is not None
    assert header["height"] < ONE_ROW
    expect(page.get_by_role("link", name="Kalender")).to_be_hidden()
    for _ in range(4):  # past what skips to the content, the mark, and the bell
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Inloggad som Anna Lindqvist")).to_be_visible()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    if script:
        assert_accessible(page)
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Kalender").press("Enter")
    expect(page.get_by_role("heading", name="Kalender", level=1)).to_be_visible()


def test_one_s_turn_comes_before_whatever_else_can_be_done(city: City, log_in: LogIn) -> None:
    """On a phone the case begins with what is one's turn; on a wide screen the other ways stand beside the name, once."""
    case = opened(city)
    other = "Något annat har hänt"
    phone = log_in(city.caseworker, PHONE)
    phone.goto(f"/arende/{case}/")
    assert top_of(phone, "heading", "Din tur") < top_of(phone, "link", "Registrera:") < top_of(phone, "link", other)
    wide = log_in(city.caseworker)
    wide.goto(f"/arende/{case}/")
    assert top_of(wide, "link", other) < top_of(wide, "heading", "Din tur")
    for page in (phone, wide):
        expect(page.get_by_role("link", name=other)).to_have_count(1)


def test_the_first_question_of_every_form_is_in_view_at_once(city: City, log_in: LogIn) -> None:
    """Of ten forms: nothing but what must be read first stands above it. What is taken back is folded and can be shown."""
    case = opened(city)
    event = record(city.caseworker, case, "need-assessed", needs="Språk och arbete.")
    register, mended = f"/arende/{case}/registrera", f"/arende/{case}/handelse/{event}"
    forms = [f"{register}/{each}/" for each in ("wish-noted", "need-assessed", "protection-learnt", "party-left")]
    forms += [f"{mended}/ratta/", f"{mended}/ta-tillbaka/", f"/arende/{case}/bedomning/"]
    forms += ["/arenden/", "/arenden/nytt", "/arenden/nytt/person"]
    page = log_in(city.caseworker, PHONE)
    for address in forms:
        page.goto(address)
        asked = ".hv-form :is(input, select, textarea):not([type=hidden]):visible"
        expect(page.locator(f"main {asked}").first, address).to_be_in_viewport()
    page.goto(f"{mended}/ta-tillbaka/")
    expect(page.get_by_text("Språk och arbete.")).to_be_hidden()
    page.get_by_text("Visa svaren").click()
    expect(page.get_by_text("Språk och arbete.")).to_be_visible()


def test_what_follows_from_taking_back_is_read_before_the_button(city: City, log_in: LogIn) -> None:
    """By the eye on a phone, and in the order of the page, which is read aloud."""
    case = opened(city)
    event = record(city.caseworker, case, "need-assessed", needs="Språk och arbete.")
    page = log_in(city.caseworker, PHONE)
    page.goto(f"/arende/{case}/handelse/{event}/ta-tillbaka/")
    assert top_of(page, "heading", "Det här följer") < top_of(page, "button", "Ta tillbaka")
    text = page.locator("main").inner_html()
    assert text.index('id="foljer"') < text.index("<button")
