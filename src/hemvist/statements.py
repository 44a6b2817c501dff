"""Running one SQL statement with as little as possible between us and the database.

Django's cursor rewrites, wraps and watches each statement, which costs several times what a short one takes. Here its connection is used
directly; its transactions, its checks and its kinds of errors stay as they are. While somebody watches the statements (a test that counts
them), they go the ordinary way.

PostgreSQL is sent the values of a statement by themselves, and keeps the statement ready for the next time, where the caller says that it
is one of those that come often (``often=True``): the few that every recording needs. All others are planned anew for the values they have.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from threading import local
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class _Held(local):
    connection: BaseDatabaseWrapper | None = None


held = _Held()
"""The thread's own connection while it has the turn to write (`cases.turns`), so that its statements need not look it up."""


def own_connection() -> BaseDatabaseWrapper:
    """Give the thread's own connection. Looking it up costs as much as a short statement; ``django.db.connection`` does so for each attribute."""
    return held.connection or connections[DEFAULT_DB_ALIAS]


def execute(sql: str, params: Sequence[Any] = (), *, often: bool = False) -> Any:
    """Run a statement with ``%s`` marks and give its cursor. Raises what Django raises: ``django.db.DatabaseError`` and those under it."""
    ours = own_connection()
    if ours.connection is None or ours.execute_wrappers or ours.force_debug_cursor:
        cursor = ours.cursor()
        cursor.execute(sql, params)
        return cursor
    if ours.needs_rollback:
        ours.validate_no_broken_transaction()
    try:
        if is_sqlite():
            return ours.connection.execute(_marked(sql), params)
        if often:
            return psycopg.Cursor(ours.connection).execute(sql, params, prepare=True)
        return ours.connection.execute(sql, params)
    except Exception:
        with ours.wrap_database_errors:  # asked only when there is one: it costs as much as a short statement
            raise


def fetch(sql: str, params: Sequence[Any] = (), *, often: bool = False) -> list[tuple[Any, ...]]:
    """Run one query and give its rows."""
    cursor = execute(sql, params, often=often)
    try:
        return list(cursor.fetchall())
    except Exception:
        with connection.wrap_database_errors:
            raise
    finally:
        cursor.close()


def run(sql: str, params: Sequence[Any] = (), *, often: bool = False) -> int:
    """Run one statement and give how many rows it touched."""
    cursor = execute(sql, params, often=often)
    try:
        return int(cursor.rowcount)
    finally:
        cursor.close()


def moment_in(moment: datetime) -> Any:
    """A moment (with a time zone) as a parameter."""
    if not is_sqlite():
        return moment
    return str((moment if moment.tzinfo is UTC else moment.astimezone(UTC)).replace(tzinfo=None))


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
