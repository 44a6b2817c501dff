"""Forms as people use them: with and without scripts, on a phone, with a keyboard alone."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser

FORM = "registrera/need-assessed/"


@pytest.fixture
def anna(city: City, log_in: LogIn, case: UUID) -> Callable[..., Page]:
    """Open the case as the caseworker: `anna()`, `anna(viewport=PHONE)`, `anna(java_script_enabled=False)`."""

    def logged_in(**options: object) -> Page:
        page = log_in(city.caseworker, then=f"/arende/{case}/", **options)
        expect(page.get_by_role("heading", level=1)).to_have_text("Karin Östlund")
        return page

    return logged_in


def test_everything_works_without_scripts(anna: Callable[..., Page]) -> None:
    """Form, check, recording and undoing need no JavaScript; clauses are links to the routine."""
    page = anna(java_script_enabled=False)
    page.locator('.hv-steps a[href*="/registrera/need-assessed/"]').click()
    page.fill("[name=needs]", "Språk och arbete.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Inget är registrerat än.")).to_be_visible()
    page.get_by_role("button", name="Registrera", exact=True).click()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Ångrat: Behov av stöd bedömt.")).to_be_visible()
    page.locator(".hv-steps a.hv-clause").first.click()
    expect(page).to_have_url(re.compile("/rutiner/"))


def test_a_keyboard_alone_is_enough(anna: Callable[..., Page]) -> None:
    """Tab and Enter go from the case to a recorded event; what is wrong takes the focus."""
    page = anna()
    page.locator('.hv-steps a[href*="/registrera/need-assessed/"]').focus()
    page.keyboard.press("Enter")
    page.locator("[name=needs]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=needs]")).to_be_focused()
    page.keyboard.type("Språk.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Registrera", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Registrerat: Behov av stöd bedömt.")).to_be_visible()


def test_the_clause_s_text_is_one_click_away_on_the_same_page(anna: Callable[..., Page]) -> None:
    """The chip opens a panel with the clause's words."""
    page = anna()
    page.locator('a.hv-clause[data-clause="KC-02"]').first.click()
    expect(page.locator("#clause")).to_contain_text("KC-02")
    expect(page.locator("#clause-body p")).to_be_visible()


def test_what_is_typed_is_kept_by_itself(anna: Callable[..., Page]) -> None:
    """A moment after typing, the form is kept; leaving the page loses nothing."""
    page = anna()
    address = page.url
    page.goto(address + FORM)
    page.fill("[name=needs]", "Halvfärdig mening")
    expect(page.get_by_text("Det du har skrivit är sparat.")).to_be_visible()
    page.goto(address)
    page.locator("#utkast a").click()
    expect(page.locator("[name=needs]")).to_have_value("Halvfärdig mening")


def test_the_last_day_of_a_decision_is_filled_in_from_its_first(anna: Callable[..., Page]) -> None:
    """By the length that the clause gives, before anything is sent."""
    page = anna()
    page.goto(page.url + "registrera/decision-made/")
    page.fill("[name=first_day]", "2026-03-02")
    page.keyboard.press("Tab")
    expect(page.locator("[name=last_day]")).to_have_value("2027-03-01")


def test_a_last_day_that_was_written_is_never_taken_away(anna: Callable[..., Page]) -> None:
    """Changing the first day afterwards suggests nothing in the place of what was written by hand."""
    page = anna()
    page.goto(page.url + "registrera/decision-made/")
    page.fill("[name=last_day]", "2026-09-01")
    page.fill("[name=first_day]", "2026-03-02")
    with page.expect_response(re.compile("sista-dag")):
        page.locator("[name=first_day]").blur()
    page.wait_for_timeout(200)
    expect(page.locator("[name=last_day]")).to_have_value("2026-09-01")


@pytest.mark.parametrize(
    "place", ["", "registrera/", FORM, "registrera/decision-made/", "registrera/assignment-sent/", "bedomning/"]
)
def test_a_phone_shows_every_page_without_scrolling_sideways(
    anna: Callable[..., Page], assert_accessible: Callable[[Page], None], place: str
) -> None:
    """At 360 pixels nothing is cut off, and axe finds nothing."""
    page = anna(viewport=PHONE)
    page.goto(page.url + place)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)


def test_mending_pages_are_accessible(anna: Callable[..., Page], assert_accessible: Callable[[Page], None]) -> None:
    """Correcting and taking back, with their errors."""
    page = anna()
    page.goto(page.url + FORM)
    page.fill("[name=needs]", "Språk.")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    page.locator("#tidslinje .hv-timeline details").first.locator("summary").click()
    page.get_by_role("link", name="Rätta").first.click()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert_accessible(page)
    page.fill("[name=event-why]", "Fel ord.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Inget är rättat än.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Rätta", exact=True).click()
    expect(page.get_by_text("Uppgiften är rättad.")).to_be_visible()
    assert_accessible(page)


def test_the_first_question_is_reached_with_four_keys(city: City, case: UUID, log_in: LogIn) -> None:
    """Past the mark, the menu, the help and the clauses: the second way that Tab comes to leads to the questions."""
    page = log_in(city.caseworker)
    for address, first in (
        (f"/arende/{case}/registrera/need-assessed/", "event-on"),
        (f"/arende/{case}/bedomning/", "protection"),
        ("/arenden/nytt/person", "person-number"),
    ):
        page.goto(address)
        for key in ("Tab", "Tab"):
            page.keyboard.press(key)
        expect(page.get_by_role("link", name="Hoppa till frågorna"), address).to_be_focused()
        expect(page.get_by_role("link", name="Hoppa till frågorna")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == first, address
