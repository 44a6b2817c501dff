"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "hemvist.organisation"
    default_auto_field = "django.db.models.BigAutoField"
