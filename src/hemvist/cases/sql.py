"""Hand-written SQL on SQLite and PostgreSQL: where the two differ, the difference stands here.

Every statement is written once, with ``%s`` marks. Values go in through ``moment_in`` and ``uuid_in`` and come out through the
``…_out`` functions, since SQLite keeps moments and identifiers as text.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from hemvist.statements import fetch as fetch
from hemvist.statements import is_sqlite as is_sqlite
from hemvist.statements import moment_in as moment_in
from hemvist.statements import moment_out as moment_out
from hemvist.statements import run as run

FAR_AWAY = date.max
"""What a duty without a due date is sorted on: the last conceivable day."""

_ROWS_A_STATEMENT = 400


def insert(table: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]], ending: str = "") -> None:
    """Insert rows in one statement (several only where there are hundreds). ``ending``: an ON CONFLICT clause."""
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        some = rows[start : start + _ROWS_A_STATEMENT]
        run(_inserting(table, columns, len(some), ending), [value for row in some for value in row], often=True)


@lru_cache(maxsize=1000)
def _inserting(table: str, columns: tuple[str, ...], rows: int, ending: str) -> str:
    """The statement that inserts so many rows."""
    values = ", ".join([f"({marks(columns)})"] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}{ending}"  # noqa: S608


def upsert(table: str, columns: tuple[str, ...], key: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
    """Insert rows, or change those that stand there with the same key."""
    if rows:
        insert(table, columns, rows, _changing(columns, key))


@cache
def _changing(columns: tuple[str, ...], key: tuple[str, ...]) -> str:
    """The end of a statement that changes what stands there with the same key."""
    changed = ", ".join(f"{c} = excluded.{c}" for c in columns if c not in key)
    return f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"


def marks(values: Iterable[object]) -> str:
    """As many ``%s`` as there are values; where there are none, a word that nothing is equal to: PostgreSQL knows no empty list."""
    return ", ".join("%s" for _ in values) or "NULL"


def locking(alias: str, *, skip_locked: bool = False) -> str:
    """The end of a query that takes its rows to itself until the transaction ends. On SQLite the transaction has the whole file."""
    if is_sqlite():
        return ""
    return f" FOR UPDATE OF {alias}" + (" SKIP LOCKED" if skip_locked else "")


def time_in(at: time | None) -> Any:
    """A time of day as a parameter."""
    return None if at is None else connection.ops.adapt_timefield_value(at)


def uuid_in(value: UUID) -> UUID | str:
    """An identifier as a parameter."""
    return value.hex if is_sqlite() else value


def day_as_stored(column: str) -> str:
    """Give the SQL for a date as the database keeps it: on SQLite as text, of which Django would else make a date wherever it is read."""
    return f"CAST({column} AS TEXT)" if is_sqlite() else column


def day_out(value: date | str | None) -> date | None:
    """A date from a row: SQLite gives text where the column is computed."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def time_out(value: time | str | None) -> time | None:
    """A time of day from a row."""
    return time.fromisoformat(value) if isinstance(value, str) else value


def uuid_out(value: UUID | str) -> UUID:
    """An identifier from a row."""
    return UUID(value) if isinstance(value, str) else value


def by_index(name: str) -> str:
    """Give what follows a table for SQLite to use one of its indexes and no other; nothing on PostgreSQL, which keeps count of what is NULL."""
    return f" INDEXED BY {name}" if is_sqlite() else ""
