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
from threading import local
from typing import TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")
_TRIES = 4
_GIVE_WAY = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock detected


class _Mine(local):
    depth = 0


_mine = _Mine()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes. Inside another one it is a part of that one."""
    with _turn(), transaction.atomic():
        yield


def in_turn(work: Callable[[], T]) -> T:
    """Do the work in one transaction that writes, and give its answer. Where PostgreSQL asks one of two to give way, do it again."""
    if _mine.depth or connection.in_atomic_block:
        with writing():
            return work()
    for _ in range(_TRIES - 1):
        try:
            with writing():
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in _GIVE_WAY:
                raise
    with writing():
        return work()


@contextmanager
def _turn() -> Iterator[None]:
    path = _lock_path()
    if path is None or _mine.depth:
        yield
        return
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        _mine.depth += 1
        yield
    finally:
        _mine.depth -= 1 if _mine.depth else 0
        os.close(file)


def _lock_path() -> str | None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return None
    return f"{name}.turn"
