"""The persons app."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "hemvist.persons"
    default_auto_field = "django.db.models.BigAutoField"
