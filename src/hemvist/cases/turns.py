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

from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from hemvist.statements import held, is_sqlite, own_connection

T = TypeVar("T")
_TRIES = 4
_GIVE_WAY = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock detected


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes. Inside another one it is a part of that one."""
    with _Turn(own_connection()), transaction.atomic():
        yield


def in_turn(work: Callable[[], T]) -> T:
    """Do the work in one transaction that writes, and give its answer. Where PostgreSQL asks one of two to give way, do it again."""
    ours = own_connection()
    left = 1 if ours.in_atomic_block else _TRIES
    while True:
        left -= 1
        try:
            with _Turn(ours), transaction.atomic():
                return work()
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in _GIVE_WAY:
                raise


class _Turn:
    """The turn to write, while the block lasts; meanwhile the thread's connection is at hand. One who already has the turn goes on."""

    __slots__ = ("_connection", "_lock", "_within")

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._lock: Lock | None = None

    def __enter__(self) -> None:
        self._within = held.connection
        if self._within is not None:
            return
        path = _beside(str(self._connection.settings_dict["NAME"])) if is_sqlite() else None
        if path is not None:
            self._lock = lock_at(path)
            fcntl.flock(self._lock.file, fcntl.LOCK_EX)
        held.connection = self._connection

    def __exit__(self, *_: object) -> None:
        held.connection = self._within
        if self._lock is not None:
            fcntl.flock(self._lock.file, fcntl.LOCK_UN)


class Lock:
    """The file with the lock, held open by one thread until it ends: each opening of it keeps all others out, in this process too."""

    __slots__ = ("file", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def __del__(self) -> None:
        os.close(self.file)


class _Opened(local):
    lock: Lock | None = None


_opened = _Opened()


def lock_at(path: str) -> Lock:
    """Give the lock on a file, as this thread holds it open."""
    if _opened.lock is None or _opened.lock.path != path:
        _opened.lock = Lock(path)
    return _opened.lock


def _forget() -> None:
    """A process that was forked off opens the file for itself: the same opening would let it in while its parent has the turn."""
    _opened.lock = None


os.register_at_fork(after_in_child=_forget)


@cache
def _beside(database: str) -> str | None:
    """The file with the lock; None for a database in memory, which has no other writer."""
    return None if ":memory:" in database or "mode=memory" in database else f"{database}.turn"
