"""Our way to begin and end a transaction on SQLite does what Django's does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

SETTINGS = {"ENGINE": "hemvist.config.sqlite", "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with a table."""
    found = tmp_path / "beside.sqlite3"
    with sqlite3.connect(found) as made:
        made.execute("CREATE TABLE said (word TEXT)")
    made.close()
    return found


@pytest.fixture
def ours(file: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection to it, as Hemvist makes one; whatever database the other tests use."""
    with django_db_blocker.unblock():
        made = ConnectionHandler({"default": SETTINGS | {"NAME": str(file)}})["default"]
        made.connect()
        yield made
        made.close()


@contextmanager
def begun(ours: BaseDatabaseWrapper) -> Iterator[None]:
    """What ``transaction.atomic`` asks of a connection at its beginning and at its end."""
    ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    yield
    ours.set_autocommit(True)


def words(file: Path) -> list[tuple[str]]:
    """What another connection reads."""
    with sqlite3.connect(file) as other:
        found = other.execute("SELECT word FROM said").fetchall()
    other.close()
    return found


def test_what_is_committed_is_there_for_others_and_not_before(ours: BaseDatabaseWrapper, file: Path) -> None:
    """And afterwards each statement commits by itself again."""
    with begun(ours):
        ours.connection.execute("INSERT INTO said VALUES ('a')")
        assert words(file) == []
        ours.commit()
    assert words(file) == [("a",)]
    assert not ours.connection.in_transaction
    ours.connection.execute("INSERT INTO said VALUES ('b')")
    assert words(file) == [("a",), ("b",)]


def test_what_is_rolled_back_is_nowhere(ours: BaseDatabaseWrapper, file: Path) -> None:
    """Rolling back is Django's own."""
    with begun(ours):
        ours.connection.execute("INSERT INTO said VALUES ('a')")
        ours.rollback()
    assert words(file) == []
    assert not ours.connection.in_transaction


def test_the_one_writer_is_the_one_who_began_and_another_is_told_so_as_django_tells_it(
    ours: BaseDatabaseWrapper, file: Path
) -> None:
    """It begins with the lock for writing (transaction_mode), and a beginning that fails leaves no transaction behind."""
    other = sqlite3.connect(file, isolation_level=None, timeout=0)
    with begun(ours), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    ours.commit()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other.close()
    assert ours.autocommit


def test_a_commit_that_fails_is_told_as_django_tells_it(ours: BaseDatabaseWrapper, file: Path) -> None:
    """Here: somebody still reads what an older way of writing would have to replace."""
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM said").fetchall()
    with begun(ours):
        ours.connection.execute("INSERT INTO said VALUES ('a')")
        with pytest.raises(OperationalError, match="locked"):
            ours.commit()
        reader.close()
        ours.commit()
    assert words(file) == [("a",)]


def test_one_who_watches_sees_it_begin_and_end(ours: BaseDatabaseWrapper) -> None:
    """A test that counts statements counts these too."""
    with CaptureQueriesContext(ours) as seen, begun(ours):
        ours.commit()
    assert [q["sql"] for q in seen.captured_queries] == ["BEGIN IMMEDIATE", "COMMIT"]
