"""A page that does wrong is noticed by the watch that every browser test keeps."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.watching import Watch

pytestmark = pytest.mark.browser

OUTSIDE = "https://example.invalid/picture.png"


@pytest.fixture
def watched(browser: Browser) -> tuple[Page, Watch]:
    """A page, and what watches it."""
    context = browser.new_context()
    return context.new_page(), Watch(context)


def test_a_request_to_elsewhere_is_stopped_and_noted(watched: tuple[Page, Watch]) -> None:
    """Nothing is fetched from the internet at run time."""
    page, watch = watched
    page.set_content(f'<img src="{OUTSIDE}" alt="">')
    page.wait_for_load_state()
    assert watch.problems == [f"asked for {OUTSIDE}"]


def test_a_script_error_is_noted(watched: tuple[Page, Watch]) -> None:
    """An error in a script fails the test in which it happened."""
    page, watch = watched
    with page.expect_event("pageerror"):
        page.set_content("<script>throw new Error('oops')</script>")
    assert [problem for problem in watch.problems if "oops" in problem]


def test_a_broken_content_security_policy_is_noted(watched: tuple[Page, Watch]) -> None:
    """A script that the page's own policy forbids is named."""
    page, watch = watched
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
    with page.expect_console_message():
        page.set_content(f"{policy}<script>1</script>")
    assert [problem for problem in watch.problems if "Content Security Policy" in problem]


def test_a_quiet_page_has_no_problems(watched: tuple[Page, Watch]) -> None:
    """The watch says nothing of a page that does nothing wrong."""
    page, watch = watched
    page.set_content("<p>Hej</p>")
    assert watch.problems == []


def test_axe_speaks_up(page: Page, assert_accessible: object) -> None:
    """The accessibility check fails on a picture without a text."""
    page.set_content('<html lang="sv"><title>Sida</title><main><h1>Sida</h1><img src="data:,"></main></html>')
    assert callable(assert_accessible)
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
