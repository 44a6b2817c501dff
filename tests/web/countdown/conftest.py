"""Fixtures: a small city, and its staff logged in."""

from tests.web.work_city import city, client_of

__all__ = ["city", "client_of"]
