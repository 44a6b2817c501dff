"""The countdown of a release and a case's place in its routine, in a real browser, wide and on a phone."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hemvist.organisation.models import Worker
from tests.conftest import DESKTOP, PHONE
from tests.factories import City, small_city
from tests.web.reentry_city import action_planned, adults, meeting_held, moved, received

pytestmark = pytest.mark.browser


@pytest.fixture
def city(live_server: LiveServer) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def page_of(live_server: LiveServer, open_page: Callable[..., Page]) -> Callable[[Worker, dict[str, int]], Page]:
    """Give a browser in which a worker is logged in already."""

    def as_worker(worker: Worker, viewport: dict[str, int]) -> Page:
        client = Client()
        client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
        page = open_page(viewport=viewport, base_url=live_server.url)
        (name, cookie), *_ = client.cookies.items()
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
        return page

    return as_worker


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_accessible_and_no_wider_than_the_screen(
    city: City,
    page_of: Callable[[Worker, dict[str, int]], Page],
    assert_accessible: Callable[[Page], None],
    viewport: dict[str, int],
) -> None:
    """On time, moved, and with short notice: axe finds nothing, nothing is scrolled sideways, and the picture is printed with the rest."""
    worker = adults(city).caseworker
    on_time = received(city, worker, release_in=100, days_ago=40)
    meeting_held(worker, on_time)
    action_planned(worker, on_time)
    moved(worker, on_time, 80)
    short = received(city, worker, release_in=20, days_ago=2)
    page = page_of(worker, viewport)
    for address in (f"/arende/{on_time}/nedrakning/", f"/arende/{short}/nedrakning/", f"/arende/{on_time}/flode/"):
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= max(viewport["width"], 800), address
        page.emulate_media(media="screen")


def test_the_line_of_time_is_drawn_where_there_is_room_and_told_where_there_is_not(
    city: City, page_of: Callable[[Worker, dict[str, int]], Page]
) -> None:
    """Wide: today and the release run through every row. On a phone: one line downwards, with the same words."""
    worker = adults(city).caseworker
    case = received(city, worker, release_in=100, days_ago=40)
    for viewport, is_drawn in ((DESKTOP, True), (PHONE, False)):
        page = page_of(worker, viewport)
        page.goto(f"/arende/{case}/nedrakning/")
        first = page.locator(".hv-cd-row").first
        expect(first.locator(".hv-cd-label")).to_be_visible()
        assert first.locator("svg.hv-cd-strip").is_visible() is is_drawn
        expect(page.get_by_text("I dag", exact=True)).to_be_visible()
