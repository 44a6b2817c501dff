"""The browser's Back on the way through a form: what was filled in is there, nothing is asked to be sent again, nothing is recorded twice."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, Request, expect

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.models import Case
from hemvist.cases.recording import record_event
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


def test_back_from_correcting_and_taking_back_sends_nothing(city: City, case: UUID, log_in: LogIn) -> None:
    """Wrong, mended, checked, corrected; then taken back without a reason, and with one: every page on the way opens by its own address."""
    record_event(viewer(city.caseworker), case, Entry("need-assessed", clock.today(), {"needs": "Språk."}))
    page = log_in(city.caseworker)
    page.goto(mending(city, case, "ratta"))
    page.get_by_label("Vad behöver klienten stöd med?").fill("Språk och arbete.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("Varför rättas uppgiften?").fill("Något fattades.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Inget är rättat än.")).to_be_visible()
    sent = watched(page)
    page.go_back()
    expect(page.get_by_label("Vad behöver klienten stöd med?")).to_have_value("Språk och arbete.")
    page.go_forward()
    page.get_by_role("button", name="Rätta").click()
    expect(page.get_by_text("Uppgiften är rättad.")).to_be_visible()
    went_back(page, sent, 1)
    page = page.context.new_page()
    sent = watched(page)
    page.goto(mending(city, case, "ta-tillbaka"))
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("Varför tas uppgiften tillbaka?").fill("Gällde ett annat ärende.")
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.get_by_text("Uppgiften är tillbakatagen.")).to_be_visible()
    went_back(page, sent, 2)
    stands = [each for each in view_case(viewer(city.caseworker), case, "test").history if not each.annulled_by]
    assert "need-assessed" not in [each.type for each in stands]


def test_back_from_what_the_record_refuses_sends_nothing(city: City, case: UUID, log_in: LogIn) -> None:
    """What speaks against it came between the check and the save: it is told by a page that can be gone back to."""
    page = log_in(city.caseworker)
    page.goto(f"/arende/{case}/registrera/need-assessed/")
    page.get_by_label("Vad behöver klienten stöd med?").fill("Språk.")
    page.get_by_role("button", name="Kontrollera").click()
    page.locator("form.hv-buttons input[name=event-on]").evaluate("each => { each.value = '1900-01-01' }")
    sent = watched(page)
    page.get_by_role("button", name="Registrera").click()
    expect(page.locator("#error-summary")).to_be_visible()
    went_back(page, sent, 1)


def test_back_through_a_search_and_a_new_case_shows_each_page_and_sends_nothing(city: City, log_in: LogIn) -> None:
    """Found nobody, written wrong, mended, checked, opened; then all the way back to what was found. One case is opened."""
    page = log_in(city.caseworker)
    page.goto("/arenden/nytt")
    page.get_by_label("Vem gäller det?").fill("Karin Prov")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("button", name="Lägg till personen").click()
    page.get_by_label("Numret saknas").check()
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("Varför öppnas ärendet?").fill("Har ansökt.")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Steg 3 av 3")).to_be_visible()
    sent = watched(page)
    page.go_back()
    expect(page.get_by_label("Efternamn")).to_have_value("Prov")
    page.go_forward()
    page.get_by_role("button", name="Öppna ärendet").click()
    page.wait_for_url("**/bedomning/")
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert "svar=1" in page.url
    went_back(page, sent, 2)
    page = page.context.new_page()
    sent = watched(page)
    page.goto("/arenden/")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_label("Sök efter ett ärende")).to_be_focused()
    page.get_by_label("Sök efter ett ärende").fill("Prov")
    page.get_by_role("button", name="Sök").click()
    page.locator("main table a").first.click()
    page.wait_for_url("**/arende/**")
    page.go_back()
    expect(page.locator("main table")).to_contain_text("KC-")
    assert len(sent) == 2
    assert Case.objects.count() == 1


def mending(city: City, case: UUID, what: str) -> str:
    """The address of a form that puts right the newest event of the case."""
    newest = [each for each in view_case(viewer(city.caseworker), case, "test").history if not each.annulled_by][-1]
    return f"/arende/{case}/handelse/{newest.uid}/{what}/"


def went_back(page: Page, sent: list[Request], forms: int) -> None:
    """Go back over everything to the first page, and see that each opens and no more forms are sent than there were."""
    for _ in range(page.evaluate("history.length") - 2):  # before the first page stands an empty one
        page.go_back()
        expect(page.locator("h1")).to_be_visible()
    assert len(sent) == forms
