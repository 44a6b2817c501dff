"""The live server and the browser reach each other, and the tables are emptied afterwards."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from hemvist.organisation.models import Board

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("attempt", ["first", "second"])
def test_each_browser_test_begins_with_a_city_of_its_own(attempt: str, live_server: LiveServer, page: Page) -> None:
    """What one test committed is gone when the next begins."""
    Board.objects.create(code=attempt, name=attempt)
    page.goto(f"{live_server.url}/health")
    assert [board.code for board in Board.objects.all()] == [attempt]
