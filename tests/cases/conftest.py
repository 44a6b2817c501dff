"""Fixtures of the record's tests."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hemvist import clock
from tests.cases.town import TODAY, Town, found_town


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing at ten in the morning of its today."""
    with clock.set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)):
        yield found_town()
