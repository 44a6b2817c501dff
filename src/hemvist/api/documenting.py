"""What every operation says of itself: its answers by status, the scope it needs, and its name in the generated client."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from ninja import Router

from hemvist.api.calling import Bearer
from hemvist.api.shapes import ProblemShape

F = TypeVar("F", bound=Callable[..., Any])
ALWAYS = (400, 401, 403, 429, 500)


def operation(
    router: Router,
    method: str,
    path: str,
    shape: Any,
    *,
    scope: str,
    name: str,
    also: tuple[int, ...] = (),
    status: int = 200,
) -> Callable[[F], F]:
    """Let a function answer a path. ``scope``: what a token must have. ``also``: the statuses of refusals beside those that any request can meet.

    The function's docstring is what the description of the API says of it: its first line in short.
    """
    refusals = {code: ProblemShape if code >= HTTPStatus.BAD_REQUEST else None for code in sorted({*ALWAYS, *also})}
    answers = {status: shape} | refusals

    def register(function: F) -> F:
        first, _, rest = (function.__doc__ or "").strip().partition("\n")
        router.api_operation(
            [method],
            path,
            response=answers,
            by_alias=True,
            auth=Bearer(scope),
            operation_id=name,
            url_name=name,
            summary=first.rstrip("."),
            description=" ".join(rest.split()) or first,
            openapi_extra={"x-scope": scope},
        )(function)
        return function

    return register
