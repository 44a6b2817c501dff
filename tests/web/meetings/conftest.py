"""A town with a booked meeting, and browsers without a screen for its staff."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from hemvist import clock
from tests.cases.town import TODAY, found_town
from tests.integrations.calendar.conftest import NOW, Story

ClientOf = Callable[[str], Client]


@pytest.fixture
def story(db: None) -> Iterator[Story]:
    """An enrolment meeting that was booked yesterday, for 2026-02-17 at 10; and the morning after."""
    with clock.set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)):
        story = Story(found_town())
    with clock.set_to(NOW):
        yield story


@pytest.fixture
def client_of(story: Story) -> ClientOf:
    """Give a browser in which a worker of the town is logged in."""

    def logged_in(name: str) -> Client:
        client = Client()
        client.force_login(story.town.workers[name].user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in
