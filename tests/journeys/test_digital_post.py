"""Digital post in a browser: a letter sent with one button, what comes back, and what is said not to be sent after all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from hemvist.integrations.delivering import deliver_waiting
from tests.conftest import PHONE
from tests.journeys.test_letters import case, letters, make, row

pytestmark = pytest.mark.browser
__all__ = ["case", "letters"]


def test_a_letter_goes_as_digital_post_and_comes_back(
    letters: Callable[..., Page], assert_accessible: Callable[[Page], None], settings: Settings, tmp_path: Path
) -> None:
    """One button sends it; when it did not arrive it is a duty again, with the letter's name, and it can be said not to go after all."""
    settings.DROP_FOLDERS = {"digital-post": tmp_path}
    page, title = letters(), "Beslut om anvisning till insats"
    make(page, title, assert_accessible)
    row(page, title).get_by_role("link", name="Bekräfta att det är skickat").click()
    page.get_by_role("button", name="Skicka som digital post nu").click()
    expect(page.get_by_text("Brevet går nu som digital post.")).to_be_visible()
    deliver_waiting()
    assert [path.suffix for path in sorted((tmp_path / "out").iterdir())] == [".json", ".pdf"]
    row(page, title).get_by_role("link", name="Kom det inte fram?").click()
    assert_accessible(page)
    page.get_by_label("Med posten", exact=True).check()
    page.get_by_role("button", name="Det kom inte fram").click()
    expect(row(page, title)).to_contain_text("Kom inte fram")
    page.get_by_role("link", name="Karin Östlund").click()
    duty = page.locator("li, article, section", has_text="Skicka brevet och bekräfta det").filter(has_text=title)
    expect(duty.first).to_be_visible()
    page.get_by_role("link", name="Registrera: Brev eller blankett skickas inte").click()
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Det behövs inte längre").check()
    page.get_by_role("button", name="Det skickas inte").click()
    expect(row(page, title)).to_contain_text("Skickas inte")
