"""The secrecy app."""

from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "hemvist.secrecy"
    default_auto_field = "django.db.models.BigAutoField"
