"""A small city with one case in it, and browsers without a screen for each of its staff."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case
from hemvist.organisation.models import Worker
from tests.factories import City, small_city, someone, viewer

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def city(db: None) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def client_of() -> ClientOf:
    """Give a browser in which a worker is logged in."""

    def logged_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


@pytest.fixture
def case(city: City) -> UUID:
    """A case that the caseworker opened thirty days ago; nothing else has happened in it."""
    day = clock.today() - timedelta(days=30)
    opened = Entry("case-opened", day, {"reason": "Har ansökt om försörjningsstöd."})
    return open_case(viewer(city.caseworker), someone().pk, "kompetenscenter", city.deciding.pk, day, opened)
