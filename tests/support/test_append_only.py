"""The test harness may empty append-only tables, and leaves them append-only."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from tests.factories import small_city
from tests.support.append_only import FILLED_BY_DJANGO, empty_tables, triggers_lifted

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


def rows_left() -> dict[str, int]:
    """The tables of models that hold rows, and how many."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return {table: count for table, count in counts.items() if count}


@pytest.mark.django_db(transaction=True)
def test_tables_are_emptied_with_what_hangs_together_in_them() -> None:
    """Nothing is left of a city but what Django itself filled in, which is all there as before."""
    before = rows_left()
    assert set(before) == FILLED_BY_DJANGO
    assert before["auth_permission"] == Permission.objects.count() > 0
    small_city()
    assert set(rows_left()) > FILLED_BY_DJANGO
    empty_tables(connection)
    assert rows_left() == before
    empty_tables(connection)
    assert rows_left() == before
