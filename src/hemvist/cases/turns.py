"""One writer at a time.

PostgreSQL lets writers of different cases work side by side; each takes its case's row. SQLite has one writer for the whole file, and
writers that find it taken sleep and try again, so that an unlucky one can wait for seconds. There each writer first waits for its
turn at a lock on a file beside the database. The kernel wakes those who wait as soon as the turn is free, in all processes and
threads, and gives it up for a process that dies.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import local
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from hemvist.statements import is_sqlite

T = TypeVar("T")
_TRIES = 4
_GIVE_WAY = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock detected


class _Mine(local):
    depth = 0


_mine = _Mine()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes. Inside another one it is a part of that one."""
    with _Turn(), transaction.atomic():
        yield


def in_turn(work: Callable[[], T]) -> T:
    """Do the work in one transaction that writes, and give its answer. Where PostgreSQL asks one of two to give way, do it again."""
    within_another = _mine.depth or connection.in_atomic_block
    for _ in range(0 if within_another else _TRIES - 1):
        try:
            with _Turn(), transaction.atomic():
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in _GIVE_WAY:
                raise
    with _Turn(), transaction.atomic():
        return work()


class _Turn:
    """The turn to write, while the block lasts. One who already has it goes on."""

    __slots__ = ("_file",)

    def __enter__(self) -> None:
        self._file: int | None = None
        path = _lock_path()
        if path is None or _mine.depth:
            return
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            os.close(self._file)
            raise
        _mine.depth += 1

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            _mine.depth -= 1
            os.close(self._file)


def _lock_path() -> str | None:
    return _beside(str(connection.settings_dict["NAME"])) if is_sqlite() else None


@cache
def _beside(database: str) -> str | None:
    """The file with the lock; None for a database in memory, which has no other writer."""
    return None if ":memory:" in database or "mode=memory" in database else f"{database}.turn"
