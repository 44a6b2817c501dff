"""The calendar app."""

from importlib import import_module

from django.apps import AppConfig


class CalendarOutConfig(AppConfig):
    name = "hemvist.integrations.calendar"
    label = "calendar_out"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let those who deliver say which kinds they do."""
        for module in ("invitations", "rooms"):
            import_module(f"{self.name}.{module}")
