"""Addresses of the API. What is not there is answered by the API too, as a problem, and not by a page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from hemvist.api.problems import Problem, answer
from hemvist.api.resources import service

NAMESPACE = "api"


def _ours(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view answer also a method that it does not have with a problem."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return answer(request, Problem("method-not-allowed", headers={"Allow": response.headers["Allow"]}))
        return response

    return csrf_exempt(answered)


@csrf_exempt
def _nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address that there is nothing at."""
    return answer(request, Problem("not-found"))


def _patterns() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for pattern in service.urls[0]:
        if isinstance(pattern, URLPattern):
            pattern.callback = _ours(pattern.callback)
        found.append(pattern)
    return [*found, re_path(r"^(?P<path>[\s\S]*)$", _nothing_here, name="nothing-here")]


app_name = NAMESPACE
urlpatterns = [path("v1/", include(_patterns())), re_path(r"^(?P<path>[\s\S]*)$", _nothing_here, name="nothing-here")]
