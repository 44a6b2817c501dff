"""The small city, its staff logged in, and a case."""

from tests.web.work_city import city, client_of

__all__ = ["city", "client_of"]
