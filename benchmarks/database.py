"""A database of its own for a measurement: made empty, migrated, used, thrown away. And the barest way into it: the driver alone."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Statement = tuple[str, Sequence[Any]]
"""SQL with ``%s`` marks, and its parameters."""


class BareDriver:
    """A connection of the driver's own, in autocommit: what anything at all on this database costs at least."""

    def __init__(self, connection: Any, mark: str) -> None:
        self._connection = connection
        self._mark = mark

    def transaction(self, statements: list[Statement]) -> None:
        """Run the statements in one transaction, and nothing else."""
        self._connection.execute("BEGIN IMMEDIATE" if self._mark == "?" else "BEGIN")
        for sql, params in statements:
            self._connection.execute(sql.replace("%s", self._mark), params)
        self._connection.execute("COMMIT")

    def query(self, statement: Statement) -> list[Any]:
        """Run one query and give its rows."""
        sql, params = statement
        return list(self._connection.execute(sql.replace("%s", self._mark), params).fetchall())

    def run(self, sql: str) -> None:
        """Run one statement that takes no parameters."""
        self._connection.execute(sql)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def prepare() -> Path:
    """Point Hemvist at a folder of this run only, and start Django. Call once, before any model is used."""
    folder = Path(tempfile.mkdtemp(prefix="hemvist-bench-"))
    os.environ["HEMVIST_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hemvist.config.settings"
    import django

    django.setup()
    from hemvist.config.warming import warm

    warm()
    return folder


def discard(folder: Path) -> None:
    """Throw the run's folder away."""
    shutil.rmtree(folder)


def vendor() -> str:
    """Give the name of the database that is measured."""
    from django.db import connection

    return "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"


@contextmanager
def fresh_database() -> Iterator[None]:
    """An empty, migrated database inside the block, under the name of a test database, so that no other data can be touched."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    if made == name:
        raise RuntimeError("the measurement would not be in a database of its own")
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def here() -> Iterator[BareDriver]:
    """The driver alone, on the database as Django uses it."""
    from django.db import connection

    settings = connection.settings_dict
    driver = _sqlite(Path(settings["NAME"])) if connection.vendor == "sqlite" else _postgresql(settings["NAME"])
    try:
        yield driver
    finally:
        driver.close()


@contextmanager
def twin() -> Iterator[BareDriver]:
    """The driver alone, on a copy of the database as it is now."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        copy = Path(name).with_name("twin.sqlite3")
        with sqlite3.connect(name) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        driver = _sqlite(copy)
        try:
            yield driver
        finally:
            driver.close()
            for left in copy.parent.glob("twin.sqlite3*"):
                left.unlink()
        return
    connection.close()
    admin = _postgresql("postgres")
    yield from _postgresql_twin(admin, name)


def _postgresql_twin(admin: BareDriver, name: str) -> Iterator[BareDriver]:
    copy = f"{name}_twin"
    admin.run(f'DROP DATABASE IF EXISTS "{copy}"')
    admin.run(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    driver = _postgresql(copy)
    try:
        yield driver
    finally:
        driver.close()
        admin.run(f'DROP DATABASE "{copy}"')
        admin.close()


def _sqlite(path: Path) -> BareDriver:
    from django.db import connection

    opened = sqlite3.connect(path, isolation_level=None)
    opened.executescript(connection.settings_dict["OPTIONS"]["init_command"])
    return BareDriver(opened, "?")


def _postgresql(name: str) -> BareDriver:
    import psycopg
    from django.db import connection

    settings = connection.settings_dict
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    at = {key: settings[setting] for key, setting in keys.items() if settings[setting]}
    return BareDriver(psycopg.connect(dbname=name, autocommit=True, **at), "%s")
