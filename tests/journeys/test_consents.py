"""A partial consent as the caseworker records, reads and withdraws it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from hemvist import clock
from tests.conftest import PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser


@pytest.fixture
def anna(city: City, log_in: LogIn, case: UUID) -> Callable[..., Page]:
    """Open the case's consents as the caseworker: `anna()`, `anna(viewport=PHONE)`."""

    def logged_in(**options: object) -> Page:
        page = log_in(city.caseworker, then=f"/arende/{case}/", **options)
        to_consents(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Samtycken")
        return page

    return logged_in


def to_consents(page: Page) -> None:
    """Go from the page of the case to its consents. A phone has the way there further down."""
    page.get_by_role("link", name="Samtycken", exact=True).filter(visible=True).click()


def fill_partial_consent(page: Page) -> None:
    """Say yes to who the person is and to the assignment, and to nothing else."""
    page.get_by_role("link", name="Samtycke till Kompetenscenter lämnat").click()
    for kind in ("Vem personen är och hur hen nås", "Uppdraget och hur det genomförs"):
        page.get_by_label(kind).check()
    page.locator("[name=given_by][value=client]").check()


def test_a_partial_consent_is_recorded_read_and_withdrawn(
    anna: Callable[..., Page], assert_accessible: Callable[[Page], None]
) -> None:
    """Yes and no stand in the matrix; the withdrawal says what follows first, and its duties are open afterwards."""
    page = anna()
    expect(page.get_by_text("Inget samtycke gäller i dag.")).to_be_visible()
    fill_partial_consent(page)
    page.locator("[name=form][value=oral]").check()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Samtycket är muntligt. Skriv vem mer som hörde det.").first).to_be_visible()
    expect(page.get_by_label("Uppdraget och hur det genomförs")).to_be_checked()
    page.fill("[name=witness]", "Bo Ekström")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    to_consents(page)

    matrix = page.locator("#far-lamnas")
    expect(matrix.get_by_role("row", name="Uppdraget och hur det genomförs")).to_contain_text("Ja")
    expect(matrix.get_by_role("row", name="Genomförandejournal")).to_contain_text("Nej")
    expect(page.locator(".hv-consent")).to_contain_text("Klienten själv · Muntligt")
    assert_accessible(page)

    page.get_by_role("link", name="Återta samtycket Kompetenscenter").click()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_role("heading", name="Redan lämnat till Kompetenscenter")).to_be_visible()
    expect(page.locator("#foljer")).to_contain_text(
        "Ta ställning till om insatsen kan fortsätta när samtycket är återtaget"
    )
    assert_accessible(page)
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.locator("#nasta")).to_contain_text(
        "Ta ställning till om insatsen kan fortsätta när samtycket är återtaget"
    )
    to_consents(page)
    expect(page.get_by_text("Inget samtycke gäller i dag.")).to_be_visible()
    expect(page.locator(".hv-consent")).to_contain_text(f"Återtaget {clock.today()}")


def test_the_consents_fit_a_phone(anna: Callable[..., Page], assert_accessible: Callable[[Page], None]) -> None:
    """Nothing is wider than the screen, and yes and no stand beside whom they are about."""
    page = anna(viewport=PHONE)
    fill_partial_consent(page)
    page.locator("[name=form][value=written]").check()
    page.fill("[name=reference]", "Akten")
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    to_consents(page)
    expect(page.locator("#far-lamnas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(page)
