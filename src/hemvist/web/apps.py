"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hemvist.web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens when people log in."""
        from hemvist.web.login import assurance, sessions

        _ = (assurance, sessions)  # imported for what they listen to
