"""A probation officer in a browser: logs in with a code, begins a planned release with the signed consent, and is on the case."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from tests.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, TEST_NUMBER, ReentryCity, reentry_city
from tests.letters.test_attaching import pdf
from tests.web.login.conftest import code_now, with_app

pytestmark = pytest.mark.browser
Check = Callable[[Page], None]
SHOTS = os.environ.get("HEMVIST_SHOTS", "")


@pytest.fixture
def city(live_server: LiveServer) -> ReentryCity:
    """An adult unit, and an office of the probation service."""
    return reentry_city(PASSWORD)


def logged_in(page: Page, live_server: LiveServer, city: ReentryCity) -> None:
    """The password alone opens nothing; the code does."""
    with_app(city.probation_officer)
    page.goto(f"{live_server.url}/konto/login/")
    page.fill("[name=login]", "frida")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.fill("[name=code]", code_now())
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Att göra")


def shot(page: Page, name: str) -> None:
    """Keep a picture for whoever looks at the pages, if asked to."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_an_officer_begins_a_planned_release(
    live_server: LiveServer, open_page: Callable[..., Page], city: ReentryCity, assert_accessible: Check,
    tmp_path: Path, viewport: dict[str, int],
) -> None:  # fmt: skip
    """Refused too early with the first possible day; then checked, with the signed form, and the case is there."""
    page = open_page(viewport=viewport)
    logged_in(page, live_server, city)
    size = "phone" if viewport == PHONE else "wide"
    page.get_by_role("main").get_by_role("link", name="Initiera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Initiera")
    fill(page, clock.today() + timedelta(days=200))
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Första möjliga dag är")).to_be_visible()
    looks_right(page, assert_accessible, f"initiate-refused-{size}")
    page.fill("[name=release_date]", (clock.today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera och fäst samtycket")
    looks_right(page, assert_accessible, f"initiate-check-{size}")
    page.get_by_role("main").get_by_role("button", name="Initiera").click()
    expect(page.get_by_text("Välj filen med det undertecknade samtycket.").first).to_be_visible()
    signed = tmp_path / "samtycke.pdf"
    signed.write_bytes(pdf())
    page.set_input_files("[name=file]", str(signed))
    page.get_by_role("main").get_by_role("button", name="Initiera").click()
    expect(page.get_by_text("Det är registrerat")).to_be_visible()
    looks_right(page, assert_accessible, f"initiate-case-{size}")


def looks_right(page: Page, assert_accessible: Check, name: str) -> None:
    """Reachable for everybody, and no wider than the screen."""
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shot(page, name)


def fill(page: Page, release: object) -> None:
    """The questions."""
    page.fill("[name=person-number]", TEST_NUMBER)
    page.fill("[name=person-given]", "Kim")
    page.fill("[name=person-family]", "Provsson")
    page.locator("[name=in_target_group][value=yes]").check()
    page.fill("[name=release_date]", str(release))
    page.fill("[name=support_needed]", "Bostad och försörjning")
    page.locator("[name=given_by][value=client]").check()
    for kind in ("identity", "booking", "plan", "collaboration"):
        page.locator(f"[name=kinds][value={kind}]").check()
    page.locator("[name=form][value=written]").check()
