"""The description of the API as OpenAPI 3.1, in Swedish or English."""

from typing import Any

from ninja.openapi.schema import get_schema

from hemvist.api.resources import service


def described(language: str) -> dict[str, Any]:
    """Give the description."""
    return dict(get_schema(service, ""))
