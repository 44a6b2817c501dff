"""A wrong name and a wrong number are corrected from the page of the case, on a screen of any width; no address, line of a log or mail tells either."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_a_name_and_a_number_are_corrected_beside_the_person(
    city: City, log_in: LogIn, case: UUID, assert_accessible: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    """The form begins with the name; a wrong check digit is told beside its field; what is recorded stands beside the person at once."""
    page = log_in(city.caseworker, then=f"/arende/{case}/", viewport=viewport)
    person = page.locator("#person")
    person.get_by_role("link", name="namn").click()
    expect(page.get_by_label("Förnamn")).to_have_value("Karin")
    page.get_by_label("Efternamn").fill("Öberg")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karin Öberg")
    person.get_by_role("link", name="nummer").click()
    page.get_by_label("Person- eller samordningsnummer").fill("19850301-2381")
    page.get_by_label("Numret som stod här var fel").check()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_contain_text("kontrollsiffran är fel")
    assert_accessible(page)
    page.get_by_label("Person- eller samordningsnummer").fill("19850301-2380")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(person).to_contain_text("19850301-2380")
    expect(page).not_to_have_title("Öberg")
