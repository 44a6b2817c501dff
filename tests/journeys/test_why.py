"""From the list of duties to why the routine says so: one click, on a wide screen, on a phone, and with the keyboard alone."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser
DUTY = "Bedöm klientens behov av stöd"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_duty_leads_to_its_place_in_the_case_with_why_it_is_there(
    city: City, case: UUID, log_in: LogIn, size: ViewportSize, assert_accessible: Callable[[Page], None]
) -> None:
    """It is marked, says what it follows from and by which clause, and on a wide screen whom the case is about is still in view."""
    page = log_in(city.caseworker, size)
    page.goto("/?vy=mina")
    page.get_by_role("link", name=DUTY).click()
    step = page.locator("li:target")
    expect(step.get_by_role("heading", name=DUTY)).to_be_in_viewport()
    expect(step.get_by_text("Följer av:")).to_be_visible()
    expect(step.get_by_role("link", name="KC-02").first).to_be_visible()
    if size == DESKTOP:
        expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator("details[data-sought][open]")).to_have_count(1)
    names = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(names) == len(set(names))
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert_accessible(page)


def test_the_keyboard_goes_on_from_the_duty(city: City, case: UUID, log_in: LogIn) -> None:
    """The next stop after the click is the duty's own: its clause, why, and the button that records it."""
    page = log_in(city.caseworker)
    page.goto("/?vy=mina")
    page.get_by_role("link", name=DUTY).press("Enter")
    expect(page.locator("li:target")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('li:target').contains(document.activeElement)")
    for _ in range(4):
        if page.evaluate("document.activeElement.textContent").strip().startswith("Registrera"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Behov av stöd bedömt")).to_be_visible()
