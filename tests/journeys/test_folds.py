"""What is long is folded on a phone, the nearest first; what somebody asks for unfolds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened

pytestmark = pytest.mark.browser

FOUR_LINES, FEW_SCREENS = 170, 4500  # pixels


def test_the_flow_of_a_case_begins_with_where_it_is(city: City, log_in: LogIn) -> None:
    """On a phone: whose turn it is fills the screen, the routine's parts are folded under it, and in each the words come before the wide picture."""
    phone = log_in(city.caseworker, PHONE)
    phone.goto(f"/arende/{opened(city)}/flode/")
    expect(phone.get_by_role("heading", name="Där ärendet är nu")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollHeight") < FEW_SCREENS
    part = phone.locator(".hv-part-fold").filter(has_text="Anvisning till insats").first
    expect(part.locator("svg.hv-lanes-svg")).to_be_hidden()
    part.locator("summary").first.click()
    expect(part.get_by_text("Bedöm klientens behov av stöd").first).to_be_visible()
    expect(part.locator("svg.hv-lanes-svg")).to_be_hidden()
    part.get_by_text("Som bild").click()
    expect(part.locator("svg.hv-lanes-svg")).to_be_visible()


@pytest.mark.parametrize("page_of", ["/rutiner/kompetenscenter/e2/", "/rutiner/kompetenscenter/e2/bild/"])
def test_a_document_is_folded_and_a_clause_that_is_asked_for_unfolds(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], page_of: str
) -> None:
    """The parts are a list to choose from; an address with a clause in it shows that clause, and so does a link to it."""
    phone = log_in(city.caseworker, PHONE)
    phone.goto(page_of)
    assert phone.evaluate("document.documentElement.scrollHeight") < FEW_SCREENS
    assert_accessible(phone)
    phone.goto("/rutiner/kompetenscenter/e2/#KC-40")
    expect(phone.locator("article#KC-40")).to_be_in_viewport()
    phone.locator(".hv-toc a").last.click()
    expect(phone.locator(".hv-section:target article").first).to_be_in_viewport()


def test_without_a_script_nothing_is_folded(city: City, log_in: LogIn) -> None:
    """Every clause can be read."""
    phone = log_in(city.caseworker, PHONE, java_script_enabled=False)
    phone.goto("/rutiner/kompetenscenter/e2/")
    expect(phone.locator("article#KC-40")).to_be_visible()


def test_the_list_is_dense_and_what_is_shown_is_chosen_behind_a_fold(city: City, log_in: LogIn) -> None:
    """A duty takes three or four lines; the list boxes stand folded until somebody wants them, and stay unfolded once they have chosen."""
    opened(city)
    phone = log_in(city.caseworker, PHONE)
    phone.reload()
    row = phone.locator(".hv-duties tbody tr").first.bounding_box()
    assert row is not None
    assert row["height"] < FOUR_LINES
    expect(phone.get_by_label("Läge")).to_be_hidden()
    phone.get_by_text("Välj vilka som visas").click()
    phone.get_by_label("Läge").select_option("Väntar")
    phone.get_by_role("button", name="Visa").click()
    expect(phone.get_by_label("Läge")).to_be_visible()


def test_who_the_person_is_comes_before_all_that_has_happened(city: City, log_in: LogIn) -> None:
    """The long line of time is folded on a phone, so that a telephone number is not far down."""
    phone = log_in(city.caseworker, PHONE)
    phone.goto(f"/arende/{opened(city)}/")
    expect(phone.locator(".hv-timeline").last).to_be_hidden()
    phone.get_by_text("händelser").first.click()
    expect(phone.locator(".hv-timeline").last).to_be_visible()
    wide = log_in(city.caseworker, DESKTOP)
    wide.goto(phone.url)
    expect(wide.locator(".hv-timeline").last).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_clause_s_text_fills_its_panel_and_the_way_out_stays_in_sight(
    city: City, log_in: LogIn, size: dict[str, int]
) -> None:
    """However much is made of a clause: its own text first, over the whole width, and the button that closes the panel without scrolling."""
    opened(city)
    page = log_in(city.caseworker, size)
    page.locator(".hv-duties a.hv-clause").first.click()
    expect(page.locator("#clause .hv-rule-told")).to_be_visible()
    panel, text = page.locator("#clause").bounding_box(), page.locator("#clause .hv-rule-told").bounding_box()
    assert panel is not None
    assert text is not None
    assert text["width"] > 0.8 * panel["width"]
    expect(page.locator("#clause").get_by_role("button", name="Stäng")).to_be_in_viewport(ratio=1)
