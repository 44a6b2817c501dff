"""Browsers without a screen for the staff of a small city."""

import pytest

from tests.factories import City, small_city
from tests.web.work_city import ClientOf, client_of

__all__ = ["ClientOf", "client_of"]


@pytest.fixture
def city(db: None) -> City:
    """A city whose boards write in Hemvist."""
    return small_city(writes_in_hemvist=True)
