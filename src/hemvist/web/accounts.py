"""Logging in: accounts are made by the city when somebody is hired, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets people log in and out; nobody makes an account of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no, always."""
        return False
