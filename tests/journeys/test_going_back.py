"""The browser's Back on the way through a form: what was filled in is there, nothing is asked to be sent again, nothing is recorded twice."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, Request, expect

from hemvist.cases.viewing import view_case
from tests.factories import City, viewer
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser


def test_back_from_every_step_shows_the_page_and_sends_nothing(city: City, case: UUID, log_in: LogIn) -> None:
    """Wrong, mended, checked, recorded, and all the way back: each page opens by its own address, and the case holds one event."""
    page = log_in(city.caseworker)
    page.goto(f"/arende/{case}/registrera/need-assessed/")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.get_by_label("Vad behöver klienten stöd med?").fill("Språk och arbete.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Inget är registrerat än.")).to_be_visible()
    page.get_by_role("button", name="Ändra svaren").click()
    expect(page.get_by_label("Vad behöver klienten stöd med?")).to_have_value("Språk och arbete.")
    page.get_by_role("button", name="Kontrollera").click()
    sent = watched(page)
    page.go_back()
    expect(page.get_by_label("Vad behöver klienten stöd med?")).to_have_value("Språk och arbete.")
    page.go_forward()
    page.get_by_role("button", name="Registrera").click()
    expect(page.get_by_text("Registrerat: Behov av stöd bedömt.")).to_be_visible()
    assert len(sent) == 1
    for _ in range(5):
        page.go_back()
        expect(page.locator("h1")).to_be_visible()
    assert len(sent) == 1
    assert [each.type for each in view_case(viewer(city.caseworker), case, "test").history].count("need-assessed") == 1


def watched(page: Page) -> list[Request]:
    """Every form that is sent from now on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent
