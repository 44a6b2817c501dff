"""The persons app."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from hemvist.swedish import register_collation


def _teach_swedish(connection: Any, **_: object) -> None:
    """Register the Swedish collation on every new SQLite connection."""
    if connection.vendor == "sqlite":
        register_collation(connection.connection)


class PersonsConfig(AppConfig):
    name = "hemvist.persons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(_teach_swedish, dispatch_uid="hemvist.persons.swedish")
