"""A small city served to browsers, with a clock that the test sets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD, small_city
from tests.journeys.walking import Clock, Walk

NewWalk = Callable[[str], Walk]


@pytest.fixture
def new_walk(
    live_server: LiveServer,
    open_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> NewWalk:
    """Give a walk under an edition of the routine: `new_walk("e2")`."""

    def begin(edition: str) -> Walk:
        return Walk(live_server.url, small_city(PASSWORD), Clock(monkeypatch), open_page, assert_accessible, edition)

    return begin
