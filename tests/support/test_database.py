"""Which tests are given a database is known before they run: the others need not run once for each kind of database."""

import pytest
from django.db import connection

from tests.conftest import GIVES_A_DATABASE


@pytest.fixture(scope="module")
def behind(django_db_setup: None) -> None:
    """A fixture that asks for the database by itself."""


def is_marked(request: pytest.FixtureRequest) -> bool:
    """Whether the test counts as one with a database."""
    return request.node.get_closest_marker("database") is not None


def test_one_that_asks_for_none_is_kept_from_it(request: pytest.FixtureRequest) -> None:
    """A question to the database is refused, and so it may run once."""
    assert not is_marked(request)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


def test_one_that_asks_for_it_is_marked(db: None, request: pytest.FixtureRequest) -> None:
    """By a fixture."""
    assert is_marked(request)


@pytest.mark.django_db
def test_one_whose_mark_asks_for_it_is_marked(request: pytest.FixtureRequest) -> None:
    """By pytest-django's own mark."""
    assert is_marked(request)


@pytest.mark.usefixtures("behind")
def test_one_whose_fixture_asks_for_it_is_marked(request: pytest.FixtureRequest) -> None:
    """By a fixture of a fixture."""
    assert is_marked(request)
    assert "db" not in request.fixturenames
    assert GIVES_A_DATABASE & set(request.fixturenames)
