"""The caseworker asks SSBTEK in a real browser: from the duty to the recorded check."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from hemvist.cases.viewing import view_case
from tests.conftest import DESKTOP, PHONE
from tests.factories import City, viewer
from tests.journeys.conftest import LogIn
from tests.support.ssbtek_server import BENEFIT, FUND, SsbtekServer, running, wrong
from tests.web.ssbtek.conftest import case_to_check

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
STORED = "JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)])"


@pytest.fixture
def case(city: City) -> UUID:
    """A case in which SSBTEK is to be checked."""
    return case_to_check(city)


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[SsbtekServer]:
    """SSBTEK, and Hemvist told of it."""
    with running(tmp_path, seconds=5) as started:
        settings.SSBTEK = started.service
        yield started


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_duty_to_the_recorded_check(
    city: City,
    case: UUID,
    server: SsbtekServer,
    log_in: LogIn,
    assert_accessible: Callable[[Page], None],
    viewport: dict[str, int],
) -> None:
    """The duty leads to the form, the form to SSBTEK; while it answers the page says so; one answer and one click record the check."""
    server.manners.waits = 1.5
    page = log_in(city.caseworker, viewport)
    page.goto(f"/arende/{case}/")
    page.get_by_role("link", name="Registrera: Uppgifter i SSBTEK kontrollerade").first.click()
    page.get_by_role("link", name="Fråga SSBTEK").click()
    expect(page.get_by_text("Svaren sparas inte")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Fråga SSBTEK").click()
    expect(page.locator("#hv-progress")).to_be_visible()
    expect(page.get_by_text(FUND)).to_be_visible()
    expect(page.locator("#hv-progress")).to_be_hidden()
    expect(page.get_by_text("Här är svaren.")).to_be_focused()
    assert_accessible(page)
    assert page.evaluate(WIDER) is False
    assert FUND not in page.evaluate(STORED)
    page.locator("[name=af_activity][value=yes]").check()
    page.get_by_role("button", name="Anteckna").click()
    expect(page.get_by_text("Registrerat: Uppgifter i SSBTEK kontrollerade.")).to_be_visible()
    event = next(
        each for each in view_case(viewer(city.caseworker), case, "test").history if each.type == "ssbtek-checked"
    )
    assert event.values == {"af_tab": "checked", "fk_tab": "checked", "af_activity": "yes"}
    page.go_back()
    expect(page.locator("main")).to_be_visible()
    assert page.get_by_text(FUND).count() == 0, "what was shown is gone"


def test_without_scripts_it_works_too_and_is_not_printed(
    city: City, case: UUID, server: SsbtekServer, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    """One agency is down: its tab says what to do. On paper there are no answers."""
    server.manners.fk = wrong("FK", "SSBT", "nere")
    page = log_in(city.caseworker, java_script_enabled=False)
    page.goto(f"/arende/{case}/ssbtek/")
    page.get_by_role("button", name="Fråga SSBTEK").click()
    expect(page.get_by_text(FUND)).to_be_visible()
    expect(page.get_by_text("Myndigheten kunde inte svara på allt just nu.")).to_be_visible()
    assert page.get_by_text(BENEFIT).count() == 0
    page.emulate_media(media="print")
    expect(page.get_by_text(FUND)).to_be_hidden()
    expect(page.get_by_text("Svar från SSBTEK skrivs inte ut.")).to_be_visible()


def test_when_no_answer_comes_the_page_says_what_to_do(
    city: City, case: UUID, server: SsbtekServer, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    """It can be asked again, or checked by hand."""
    server.manners.body = "<inte xml"
    page = log_in(city.caseworker, PHONE)
    page.goto(f"/arende/{case}/ssbtek/")
    page.get_by_role("button", name="Fråga SSBTEK").click()
    expect(page.get_by_text("Svaret gick inte att läsa säkert.").first).to_be_visible()
    assert_accessible(page)
    assert page.evaluate(WIDER) is False
    server.manners.body, server.manners.marked = None, True
    page.get_by_role("button", name="Fråga igen").click()
    expect(page.get_by_role("heading", name="Personen är sekretessmarkerad")).to_be_visible()
    assert_accessible(page)
