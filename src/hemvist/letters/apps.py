"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "hemvist.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
