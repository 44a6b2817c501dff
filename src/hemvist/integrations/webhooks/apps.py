"""The webhooks app."""

from importlib import import_module

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "hemvist.integrations.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let those who deliver say which kinds they do."""
        import_module(f"{self.name}.delivering")
