"""The API app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "hemvist.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
