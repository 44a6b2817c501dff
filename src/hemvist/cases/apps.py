"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hemvist.cases"
    default_auto_field = "django.db.models.BigAutoField"
