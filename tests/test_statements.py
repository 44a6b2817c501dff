"""The statements that go to the driver directly."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from hemvist import statements

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE position(%s in statement) > 0"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("often", [False, True])
def test_values_are_values_however_often_a_statement_comes(often: bool) -> None:
    """A text with marks and quotes in it comes back as it is."""
    with transaction.atomic():
        for text in ("100 %s", "O'Neill; --", "åäö ?"):
            assert statements.fetch("SELECT name FROM organisation_board WHERE name = %s", [text], often=often) == []
            statements.run("INSERT INTO organisation_board (code, name) VALUES (%s, %s)", [text[:3], text], often=often)
            found = statements.fetch("SELECT name FROM organisation_board WHERE name = %s", [text], often=often)
            assert found == [(text,)]


def test_postgresql_keeps_ready_what_comes_often_and_nothing_else() -> None:
    """The one that comes often is kept from the first time on; SQLite keeps all of them, and is told nothing."""
    if statements.is_sqlite():
        assert statements.fetch("SELECT id FROM organisation_board WHERE code = %s", ["x"], often=True) == []
        return
    with transaction.atomic():
        statements.fetch("SELECT id FROM organisation_board WHERE code = %s", ["x"])
        assert statements.fetch(PREPARED, ["organisation_board WHERE code"]) == [(0,)]
        statements.fetch("SELECT id FROM organisation_board WHERE code = %s", ["x"], often=True)
        assert statements.fetch(PREPARED, ["organisation_board WHERE code"]) == [(1,)]


@pytest.mark.parametrize("often", [False, True])
def test_what_the_database_refuses_is_raised_as_django_raises_it(often: bool) -> None:
    """Whoever catches an error need not know which driver it came from."""
    with pytest.raises(DatabaseError), transaction.atomic():
        statements.run("INSERT INTO organisation_board (code, name) VALUES (%s, NULL)", ["x"], often=often)
    with pytest.raises(transaction.TransactionManagementError):
        _ask_in_a_broken_transaction(often)


def _ask_in_a_broken_transaction(often: bool) -> None:
    with transaction.atomic():
        connection.needs_rollback = True
        statements.fetch("SELECT 1", often=often)


def test_moments_go_in_and_come_out_as_the_same() -> None:
    """Whichever database keeps them, and with or without a part of a second."""
    for moment in (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), datetime(2026, 3, 1, 12, 0, 0, 7, tzinfo=UTC)):
        stored = statements.moment_in(moment)
        assert statements.moment_out(stored) == moment
