"""The mail app."""

from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "hemvist.integrations.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let those who deliver say which kinds they do."""
        for module in ("telling", "posting", "digest", "inbox"):
            import_module(f"{self.name}.{module}")
        for module in ("sms", "letters"):
            import_module(f"hemvist.integrations.dropping.{module}")
