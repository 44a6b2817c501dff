"""Texts for Treserva, rows that did not fit and imported cases, walked in a real browser."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.integrations.case_system.models import IncomingFile
from hemvist.integrations.case_system.taking_in import receive, take_in
from tests.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, City, small_city, viewer
from tests.integrations.case_system.files import NUMBERS, as_csv, board_of, case_line, file_with
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def city(live_server: LiveServer) -> City:
    """Units and staff; texts are written in Hemvist."""
    return small_city(PASSWORD, writes_in_hemvist=True)


def with_a_text(city: City) -> UUID:
    """A case in which the caseworker has written a text that belongs in Treserva."""
    case, me = opened(city), viewer(city.caseworker)
    record_event(me, case, Entry("need-assessed", clock.today(), {"needs": "Språk."}))
    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": "Språk och arbetslivskunskap."}
    record_event(me, case, Entry("assessment-support-used", clock.today(), fields))
    return case


def test_a_text_is_copied_and_noted_as_entered(city: City, log_in: LogIn) -> None:
    """From the worklist to the text, one button copies it, two fields say where it is, and the duty is gone."""
    case = with_a_text(city)
    page = log_in(city.caseworker)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/arende/{case}/")
    page.get_by_role("link", name="Registrera: Infört i Treserva").click()
    expect(page.get_by_role("heading", name="Texter till Treserva", level=1)).to_be_visible()
    page.get_by_role("button", name="Kopiera").click()
    expect(page.get_by_role("button", name="Kopierat")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Bedömningsstöd klart\n")
    assert "Språk och arbetslivskunskap." in copied
    page.get_by_label("Var i Treserva?").fill("Utredning 4")
    page.get_by_role("button", name="Infört i Treserva").click()
    expect(page.get_by_text("Antecknat: infört i Treserva.")).to_be_visible()
    expect(page.get_by_role("link", name="Registrera: Infört i Treserva")).to_have_count(0)


def test_without_leave_to_copy_the_text_is_marked(city: City, log_in: LogIn) -> None:
    """Where the browser gives no clipboard, one presses the keys oneself: the text is selected already."""
    case = with_a_text(city)
    page = log_in(city.caseworker)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"/arende/{case}/treserva/")
    page.get_by_role("button", name="Kopiera").click()
    assert "Språk och arbetslivskunskap." in page.evaluate("getSelection().toString()")


def test_cases_are_imported_from_a_file(city: City, log_in: LogIn, tmp_path: Path) -> None:
    """The file is tried, what is wrong is told row by row, and the rest are opened; the bar goes by itself."""
    place = tmp_path / "arenden.csv"
    place.write_bytes(
        as_csv(*(case_line(str(n), NUMBERS[n]) for n in range(8)), case_line("x", NUMBERS[9], unit="finns-inte"))
    )
    page = log_in(city.unit_manager)
    page.goto("/enheten/treserva/")
    page.get_by_role("link", name="Importera ärenden").click()
    page.get_by_label("Fil", exact=True).set_input_files(place)
    page.get_by_role("button", name="Prova raderna").click()
    expect(page.get_by_role("heading", name="Raderna är provade")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Nämnden har ingen enhet med den koden.").first).to_be_visible()
    page.get_by_role("button", name="Öppna ärendena").click()
    page.get_by_role("dialog").get_by_role("button", name="Öppna ärendena").click()
    expect(page.get_by_role("heading", name="Filen är klar")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("9 av 9 rader")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    """axe finds nothing, and nothing has to be scrolled sideways."""
    case = with_a_text(city)
    content = file_with(case_line("1", NUMBERS[1], caseworker="frida"), case_line("2", NUMBERS[2]))
    file = receive(board_of(city), IncomingFile.Purpose.IMPORT, content)
    take_in(file)
    page = log_in(city.unit_manager, viewport)
    addresses = (
        f"/arende/{case}/treserva/",
        "/enheten/treserva/",
        "/enheten/importera/",
        f"/enheten/importera/{file.public_id}/",
    )
    for address in addresses:
        page.goto(address)
        assert not page.evaluate(WIDER), address
        assert_accessible(page)
