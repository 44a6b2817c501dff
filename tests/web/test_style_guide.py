"""The look in a real browser: every macro on one page, at a desk and on a phone, with keyboard, and the pages of logging in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.organisation.staffing import give_role, hire
from tests.factories import small_city

pytestmark = pytest.mark.browser

PASSWORD = "korrekt-häst-batteri-klammer"
Check = Callable[[Page], None]


@pytest.fixture
def site(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A running Hemvist with one worker, Sara, and the style guide open to her."""
    monkeypatch.setenv("HEMVIST_STYLEGUIDE", "1")
    give_role(hire("sara", "Sara Prov", PASSWORD), small_city().deciding, "caseworker", clock.today())
    return live_server.url


def log_in(page: Page, site: str, then: str = "/stil") -> None:
    """Log in as Sara and go on to a page."""
    page.goto(f"{site}/konto/login/?next={then}")
    page.get_by_label("Användarnamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(f"{site}{then}")


def test_the_style_guide_is_accessible_at_a_desk(site: str, page: Page, assert_accessible: Check) -> None:
    """Axe finds nothing on any macro."""
    log_in(page, site)
    assert_accessible(page)


def test_the_style_guide_fits_a_phone(site: str, phone_page: Page, assert_accessible: Check) -> None:
    """Nothing has to be scrolled sideways at 360 pixels, and axe finds nothing."""
    log_in(phone_page, site)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(phone_page)


def test_the_style_guide_is_not_there_unless_asked_for(site: str, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """In production the address does not exist."""
    monkeypatch.delenv("HEMVIST_STYLEGUIDE")
    log_in(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")


def test_a_wrong_password_says_so_beside_the_form(site: str, page: Page, assert_accessible: Check) -> None:
    """What is wrong stands first and has focus; nothing typed but the password is lost."""
    page.goto(f"{site}/konto/login/")
    page.get_by_label("Användarnamn").fill("sara")
    page.get_by_label("Lösenord").fill("fel")
    page.get_by_role("button", name="Logga in").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.get_by_label("Användarnamn")).to_have_value("sara")
    assert_accessible(page)


def test_the_language_can_be_switched_without_logging_in(site: str, page: Page) -> None:
    """One button names the other language in that language."""
    page.goto(f"{site}/konto/login/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def test_a_question_is_asked_before_what_matters(site: str, page: Page) -> None:
    """The form is sent only after yes; no leaves everything as it was."""
    log_in(page, site)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.is_navigation_request() else None)
    page.get_by_role("button", name="Ta tillbaka").click()
    dialog = page.get_by_role("dialog", name="Ta tillbaka händelsen?")
    dialog.get_by_role("button", name="Avbryt").click()
    expect(dialog).to_be_hidden()
    assert sent == []
    page.get_by_role("button", name="Ta tillbaka").click()
    with page.expect_navigation():
        dialog.get_by_role("button", name="Ta tillbaka").click()
    assert sent == ["POST"]


def test_pressing_twice_sends_once(site: str, page: Page) -> None:
    """An impatient double click records nothing twice."""
    log_in(page, site)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    with page.expect_navigation():
        page.get_by_role("button", name="Registrera", exact=True).dblclick()
    assert sent == ["POST"]


def test_the_clause_opens_on_the_same_page(site: str, page: Page, assert_accessible: Check) -> None:
    """One click shows the clause; Escape closes it and the page is as before."""
    log_in(page, site)
    page.locator("a[data-clause='KC-28']").click()
    panel = page.get_by_role("dialog", name="Punkt i rutinen")
    expect(panel).to_contain_text("KC-28")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.url == f"{site}/stil"


def test_a_clause_given_in_words_opens_at_once(site: str, page: Page) -> None:
    """Where the page already knows the clause, nothing is asked of the server."""
    log_in(page, site)
    page.locator("a[data-clause-text]").click()
    expect(page.get_by_role("dialog", name="Punkt i rutinen")).to_contain_text("Samtycke ska finnas")
    page.keyboard.press("Escape")


def test_an_error_leads_to_its_field(site: str, page: Page) -> None:
    """A link in the summary puts the cursor where the mending is done."""
    log_in(page, site)
    page.get_by_role("link", name="Välj ett svar.").click()
    expect(page.get_by_label("Arbetsmarknad").first).to_be_focused()


def test_shortcuts_work_and_can_be_turned_off(site: str, page: Page) -> None:
    """Single keys move in a list until they are turned off in the box that ? opens (WCAG 2.1.4)."""
    log_in(page, site)
    page.locator("main").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Boka inskrivningsmöte", exact=True)).to_be_focused()
    page.keyboard.press("?")
    box = page.get_by_role("dialog", name="Kortkommandon")
    box.get_by_label("Använd kortkommandon").uncheck()
    box.get_by_role("button", name="Stäng").click()
    page.keyboard.press("?")
    expect(box).to_be_hidden()


def test_a_page_can_be_printed(site: str, page: Page) -> None:
    """On paper there is no menu and no button, and the table is whole."""
    log_in(page, site)
    page.emulate_media(media="print")
    expect(page.locator(".hv-header")).to_be_hidden()
    expect(page.get_by_role("button", name="Registrera", exact=True)).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Senast")).to_be_visible()
