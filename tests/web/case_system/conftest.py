"""Browsers without a screen for the staff of a small city."""

from collections.abc import Callable

import pytest
from django.test import Client

from hemvist.organisation.models import Worker
from tests.factories import City, small_city

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def city(db: None) -> City:
    """A city whose boards write in Hemvist."""
    return small_city(writes_in_hemvist=True)


@pytest.fixture
def client_of() -> ClientOf:
    """Give a browser in which a worker is logged in."""

    def logged_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in
