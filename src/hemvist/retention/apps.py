"""The retention app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "hemvist.retention"
    default_auto_field = "django.db.models.BigAutoField"
