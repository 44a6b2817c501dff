"""Fixtures: a small city with its staff logged in, and an old case."""

from datetime import timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.persons.models import Person
from tests.factories import City
from tests.web.work_city import city, client_of, opened, record

__all__ = ["city", "client_of"]

LONG = timedelta(days=6 * 365)


@pytest.fixture
def old(city: City) -> UUID:
    """A case that was closed six years ago, of someone born in 1980."""
    return close_old(city, "Gammelström")


def close_old(city: City, name: str, *, protection: str = "none") -> UUID:
    """Open and close a case six years ago."""
    with clock.set_to(clock.now() - LONG):
        case = opened(city, name, days_ago=0, protection=protection)
        record(city.caseworker, case, "case-closed", reason="Flyttade.")
    Person.objects.filter(family_name=name).update(birth_date="1980-02-28")
    return case
