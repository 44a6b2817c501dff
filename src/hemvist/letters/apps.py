"""The letters app."""

from importlib import import_module

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "hemvist.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who gives the bytes of papers."""
        import_module(f"{self.name}.opening")
