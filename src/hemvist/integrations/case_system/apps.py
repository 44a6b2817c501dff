"""The case system app."""

from django.apps import AppConfig


class CaseSystemConfig(AppConfig):
    name = "hemvist.integrations.case_system"
    label = "case_system"
    default_auto_field = "django.db.models.BigAutoField"
