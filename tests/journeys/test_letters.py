"""Letters in a browser: read before they are made, made, confirmed as sent, and a signed form put on file; nothing is typed that the case knows."""

import io
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from tests.conftest import PHONE
from tests.factories import City, someone, viewer
from tests.journeys.conftest import LogIn
from tests.journeys.walking import REFERRAL, events_of
from tests.letters.test_attaching import pdf

pytestmark = pytest.mark.browser
DECIDED = 14
TYPED = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea"


@pytest.fixture
def case(city: City) -> UUID:
    """A case in which everything up to the decision was recorded in the last days, but that the employment service was informed."""
    today, me = clock.today(), viewer(city.caseworker)
    events = [e for e in events_of("to-self-support")[:DECIDED] if e["type"] != "af-informed"]
    first = events[0]
    day = today - timedelta(days=20)
    opened = Entry(first["type"], day, first["fields"], at=time(9))
    case = open_case(me, someone().pk, REFERRAL, city.deciding.pk, day, opened)
    for event in events[1:]:
        day += timedelta(days=1)
        fields = {k: v for k, v in event.get("fields", {}).items() if not isinstance(v, date)}
        if event["type"] == "decision-made":
            fields |= {"first_day": today, "last_day": today + timedelta(days=364)}
        record_event(me, case, Entry(event["type"], day, fields, passed_over="Formulären skickas nu."))
    return case


@pytest.fixture
def letters(city: City, log_in: LogIn, case: UUID) -> Callable[..., Page]:
    """Open the case's letters as the caseworker: `letters()`, `letters(viewport=PHONE)`."""

    def logged_in(**options: object) -> Page:
        page = log_in(city.caseworker, then=f"/arende/{case}/", **options)
        page.get_by_role("link", name="Brev och handlingar", exact=True).filter(visible=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Brev och handlingar")
        return page

    return logged_in


def typed(page: Page) -> list[str]:
    """What stands in the fields of the page that one writes in."""
    return [each.input_value() for each in page.locator("main").locator(TYPED).all()]


def test_letters_are_made_sent_and_filed_without_typing_anything_twice(
    letters: Callable[..., Page], case: UUID, assert_accessible: Callable[[Page], None]
) -> None:
    """The decision and both forms go, the signed form is put on file, and the one thing that is ever typed is what the file is."""
    page = letters()
    assert_accessible(page)
    for title in (
        "Beslut om anvisning till insats",
        "Samtycke till samråd med Arbetsförmedlingen",
        "Information om kommunal insats",
    ):
        make(page, title, assert_accessible)
        confirm(page, title, assert_accessible)
    expect(page.locator("#gjorda").get_by_text("Med post")).to_have_count(3)
    recorded = [row.type for row in file_of(case).rows]
    assert recorded[-8:] == [
        "letter-made",
        "letter-sent",
        "decision-communicated",
        "letter-made",
        "letter-sent",
        "letter-made",
        "letter-sent",
        "af-informed",
    ]
    told = read(page, "Beslut om anvisning till insats")
    for fact in (
        "Karin Östlund",
        "Behöver stöd för att närma sig arbete.",
        "Inget passade klientens behov.",
        "12 kap. 4 §",
    ):
        assert fact in told
    attach(page, assert_accessible)


def make(page: Page, title: str, assert_accessible: Callable[[Page], None]) -> None:
    """Read a letter as it would be, and make it: there is nothing to fill in."""
    page.locator("#kan-goras").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_alt_text(re.compile("^Sida 1 av brevet"))).to_be_visible()
    assert typed(page) == []
    assert_accessible(page)
    page.get_by_role("button", name="Gör brevet").click()
    expect(page.get_by_text("Brevet är gjort och sparat.")).to_be_visible()


def confirm(page: Page, title: str, assert_accessible: Callable[[Page], None]) -> None:
    """Say that it went by post; the day stands there already."""
    row(page, title).get_by_role("link", name="Bekräfta att det är skickat").click()
    expect(page.get_by_role("button", name="Bekräfta")).to_be_visible()
    assert typed(page) == [clock.today().isoformat()]
    assert_accessible(page)
    way = page.get_by_label("Med post", exact=True)
    if not way.is_checked():
        way.check()
    page.get_by_role("button", name="Bekräfta").click()
    expect(page.get_by_text("Bekräftat: brevet är skickat.")).to_be_visible()


def row(page: Page, title: str) -> Locator:
    """The row of a letter that was made."""
    return page.locator("#gjorda tbody tr", has_text=title).first


def read(page: Page, title: str) -> str:
    """Fetch a letter by its link as the browser would, and give its text."""
    address = row(page, title).get_by_role("link", name=re.compile(f"^{title}")).get_attribute("href")
    answer = page.request.get(f"{page.url.split('/arende/')[0]}{address}")
    assert answer.ok
    return " ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(io.BytesIO(answer.body())))


def attach(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    """Put the signed form on file, from the page of consents."""
    page.get_by_role("link", name="Karin Östlund").click()
    page.get_by_role("link", name="Samtycken", exact=True).filter(visible=True).click()
    page.get_by_role("link", name=re.compile("^Fäst den undertecknade blanketten")).first.click()
    expect(page.get_by_role("button", name="Fäst handlingen")).to_be_visible()
    assert_accessible(page)
    page.fill("[name=description]", "Undertecknad blankett")
    page.set_input_files("[name=file]", {"name": "skannat.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.get_by_role("button", name="Fäst handlingen").click()
    expect(page.locator("#inlasta")).to_contain_text("Undertecknad blankett")
    page.get_by_role("link", name="Karin Östlund").click()
    page.get_by_role("link", name="Samtycken", exact=True).filter(visible=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Undertecknad blankett")).click()
    assert download.value.suggested_filename == "handling.pdf"
    assert Path(download.value.path()).read_bytes() == pdf()


def file_of(case: UUID) -> CaseFile:
    """The case as it stands in the record."""
    found = find_case(case)
    assert found
    return open_file(found)


def test_a_phone_shows_a_letter_without_scrolling_sideways(letters: Callable[..., Page]) -> None:
    """360 pixels are enough for the list, for the letter and for what is missing."""
    page = letters(viewport=PHONE)
    for way in (None, "Beslut om anvisning till insats"):
        if way:
            page.locator("#kan-goras").get_by_role("link", name=way, exact=True).click()
            expect(page.get_by_role("button", name="Gör brevet")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
