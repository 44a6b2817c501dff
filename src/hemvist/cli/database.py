"""Starts Django for the commands that need the database, and says in words what is wrong with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hemvist.cli.failing import CommandError


@contextmanager
def database() -> Iterator[None]:
    """Have Django ready inside the block; a setting that cannot be, or a database that does not answer or lacks its tables, is told in words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemvist.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            f"the data folder cannot be used: {error}. Set HEMVIST_DATA to a folder that can be written in."
        ) from error
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(f"the database said: {str(error).strip()}\n{_advice(str(error))}") from error


def _advice(said: str) -> str:
    if "no such table" in said or "does not exist" in said:
        return "If tables are missing, run: hemvist migrate"
    return "Check that it is running, and HEMVIST_DATABASE_URL (or HEMVIST_DATA for SQLite)."


def make_tables() -> None:
    """Make the tables, or bring them up to date, and the table that counts log-in attempts."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def tables_are_there() -> None:
    """Raise CommandError if the tables are missing or old."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("the database's tables are missing or old. Run: hemvist migrate")


def close_connections() -> None:
    """Close what this process has open, before it becomes several: a connection must not be shared."""
    from django.db import connections

    connections.close_all()
