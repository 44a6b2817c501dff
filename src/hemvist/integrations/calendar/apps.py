"""The calendar app."""

from django.apps import AppConfig


class CalendarOutConfig(AppConfig):
    name = "hemvist.integrations.calendar"
    label = "calendar_out"
    default_auto_field = "django.db.models.BigAutoField"
