"""A small city served to browsers, with a clock that the test sets."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD, small_city
from tests.journeys.walking import Clock, Walk

NewWalk = Callable[[str], Walk]


@pytest.fixture(scope="session")
def checked_by_axe() -> set[str]:
    """The kinds of pages that axe has looked at; each is looked at once in a run."""
    return set()


@pytest.fixture(autouse=True)
def sessions_last_for_years(settings: Settings) -> None:
    """A walk goes through a year in a minute: the people in it log in once."""
    settings.SESSION_IDLE = settings.SESSION_LONGEST = timedelta(days=3650)


@pytest.fixture
def new_walk(
    live_server: LiveServer,
    open_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    checked_by_axe: set[str],
) -> Iterator[NewWalk]:
    """Give a walk under an edition of the routine: `new_walk("e2")`."""

    walking_clock = Clock()

    def begin(edition: str) -> Walk:
        return Walk(
            address=live_server.url,
            city=small_city(PASSWORD),
            clock=walking_clock,
            open_page=open_page,
            assert_accessible=assert_accessible,
            edition_id=edition,
            checked_by_axe=checked_by_axe,
        )

    with walking_clock.standing:
        yield begin
