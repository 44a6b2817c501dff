"""Running one SQL statement with as little as possible between us and the database.

Django's cursor rewrites, wraps and watches each statement, which costs several times what a short one takes. Here its connection is used
directly; its transactions, its checks and its kinds of errors stay as they are. While somebody watches the statements (a test that counts
them), they go the ordinary way.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections


def execute(sql: str, params: Sequence[Any] = ()) -> Any:
    """Run a statement with ``%s`` marks and give its cursor. Raises what Django raises: ``django.db.DatabaseError`` and those under it."""
    ours = connections[
        DEFAULT_DB_ALIAS
    ]  # looked up once: ``django.db.connection`` looks it up again for each of its attributes
    if ours.connection is None or ours.execute_wrappers or ours.queries_logged:
        cursor = ours.cursor()
        cursor.execute(sql, params)
        return cursor
    ours.validate_thread_sharing()
    ours.validate_no_broken_transaction()
    with ours.wrap_database_errors:
        return ours.connection.execute(_marked(sql) if is_sqlite() else sql, params)


def fetch(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query and give its rows."""
    cursor = execute(sql, params)
    try:
        with connection.wrap_database_errors:
            return list(cursor.fetchall())
    finally:
        cursor.close()


def run(sql: str, params: Sequence[Any] = ()) -> int:
    """Run one statement and give how many rows it touched."""
    cursor = execute(sql, params)
    try:
        return int(cursor.rowcount)
    finally:
        cursor.close()


def moment_in(moment: datetime) -> Any:
    """A moment (with a time zone) as a parameter."""
    return str(moment.astimezone(UTC).replace(tzinfo=None)) if is_sqlite() else moment


def moment_out(value: datetime | str) -> datetime:
    """A moment from a row, in UTC: SQLite keeps moments as text."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@cache
def is_sqlite() -> bool:
    """Whether the database is SQLite; else it is PostgreSQL. Never changes while the process lives."""
    return connection.vendor == "sqlite"


@lru_cache(maxsize=1000)
def _marked(sql: str) -> str:
    """The statement with SQLite's marks."""
    return sql.replace("%s", "?").replace("%%", "%")
