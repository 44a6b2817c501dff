"""On paper a governing document takes a stapler's worth of sheets, and nothing of it is lost."""

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from hemvist import clock
from hemvist.cases.library import edition
from tests.conftest import DESKTOP, PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser

MOST_PAGES = 22


def printed(page: Page) -> list[str]:
    """The text of each page as it would be printed."""
    paper = PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet.get_textpage().get_text_bounded() for sheet in paper]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_edition_is_printed_whole_in_two_columns(city: City, log_in: LogIn, viewport: dict[str, int]) -> None:
    """Every clause is there, from a phone too, where the parts are folded on the screen."""
    page = log_in(city.caseworker, viewport)
    page.goto("/rutiner/kompetenscenter/e2/")
    sheets = printed(page)
    assert len(sheets) <= MOST_PAGES
    text = "\n".join(sheets)
    assert [clause for clause in edition("kompetenscenter", "e2").clauses if clause not in text] == []


def test_a_printed_page_says_who_printed_it_and_when(city: City, log_in: LogIn) -> None:
    """A list of what is to be done is worth nothing without its day; on the screen it is not told."""
    page = log_in(city.caseworker)
    told = f"Utskrivet {clock.today().isoformat()} av Anna Lindqvist"
    expect(page.get_by_text(told)).to_be_hidden()
    assert told in printed(page)[-1]
