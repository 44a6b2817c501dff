"""The test harness may empty append-only tables, and leaves them append-only."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from tests.support.append_only import triggers_lifted

MAKE_TABLE = "CREATE TABLE kept_for_ever (line integer)"
SQLITE_TRIGGER = """
    CREATE TRIGGER kept_for_ever_no_delete BEFORE DELETE ON kept_for_ever
    BEGIN SELECT RAISE(ABORT, 'append-only'); END
"""
POSTGRES_FUNCTION = """
    CREATE FUNCTION kept_for_ever_refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$
"""
POSTGRES_TRIGGER = """
    CREATE TRIGGER kept_for_ever_no_delete BEFORE DELETE ON kept_for_ever
    FOR EACH ROW EXECUTE FUNCTION kept_for_ever_refuse()
"""
DELETE = "DELETE FROM kept_for_ever"


def run(*statements: str) -> None:
    """Run the statements on the test database."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def append_only_table(transactional_db: None) -> Iterator[None]:
    """A table with one row that a trigger keeps from being deleted."""
    on_sqlite = connection.vendor == "sqlite"
    triggers = [SQLITE_TRIGGER] if on_sqlite else [POSTGRES_FUNCTION, POSTGRES_TRIGGER]
    run(MAKE_TABLE, *triggers, "INSERT INTO kept_for_ever VALUES (1)")
    yield
    run("DROP TABLE kept_for_ever")
    if not on_sqlite:
        run("DROP FUNCTION kept_for_ever_refuse")


def assert_delete_is_refused() -> None:
    """The trigger fires, and nothing is deleted."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(DELETE)


def test_rows_can_be_deleted_only_while_the_triggers_are_lifted(append_only_table: None) -> None:
    """The table refuses before and after, and obeys within."""
    assert_delete_is_refused()
    with triggers_lifted(connection):
        run(DELETE)
    run("INSERT INTO kept_for_ever VALUES (2)")
    assert_delete_is_refused()
