"""A small city with one case in it, and browsers without a screen for each of its staff."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case
from tests.factories import City, someone, viewer
from tests.web.work_city import ClientOf, city, client_of

__all__ = ["ClientOf", "city", "client_of"]


@pytest.fixture
def case(city: City) -> UUID:
    """A case that the caseworker opened thirty days ago; nothing else has happened in it."""
    day = clock.today() - timedelta(days=30)
    opened = Entry("case-opened", day, {"reason": "Har ansökt om försörjningsstöd."})
    return open_case(viewer(city.caseworker), someone().pk, "kompetenscenter", city.deciding.pk, day, opened)


@pytest.fixture
def anna(city: City, client_of: ClientOf) -> Client:
    """The caseworker's browser."""
    return client_of(city.caseworker)


@pytest.fixture
def today() -> date:
    """Today."""
    return clock.today()
