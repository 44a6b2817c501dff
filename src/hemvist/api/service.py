"""The API itself: its resources put together, and what is answered when something is not as it should be."""

from http import HTTPStatus
from traceback import extract_tb
from typing import Any, cast

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from hemvist.api.problems import Problem, answer, language_of
from hemvist.api.shapes import FieldErrorShape
from hemvist.cases.entries import AccessNarrowed, CaseNotFound

VERSION = "1.0.0"
RELEASED = "2026-11-22"
MISSING = "missing"
_LOG = structlog.get_logger()


class Service(NinjaAPI):
    """The API, whose errors are problem details."""

    def set_default_exception_handlers(self) -> None:
        """Answer every exception in the one shape that errors have."""
        self.add_exception_handler(Problem, cast("Any", answer))
        self.add_exception_handler(ValidationError, cast("Any", _not_readable))
        self.add_exception_handler(AccessNarrowed, lambda request, _: answer(request, Problem("access-narrowed")))
        self.add_exception_handler(CaseNotFound, lambda request, _: answer(request, Problem("not-found")))
        self.add_exception_handler(Http404, lambda request, _: answer(request, Problem("not-found")))
        self.add_exception_handler(RequestDataTooBig, lambda request, _: answer(request, Problem("too-large")))
        self.add_exception_handler(SuspiciousOperation, lambda request, _: answer(request, Problem("invalid-request")))
        self.add_exception_handler(UnreadablePostError, lambda request, _: answer(request, Problem("invalid-request")))
        self.add_exception_handler(HttpError, cast("Any", _http_error))
        self.add_exception_handler(Exception, cast("Any", _fault))


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """ninja's own errors: a body that is not JSON."""
    return answer(
        request, Problem("invalid-request" if error.status_code == HTTPStatus.BAD_REQUEST else "server-error")
    )


def _fault(request: HttpRequest, fault: Exception) -> HttpResponse:
    """A fault of ours: noted by its kind and place alone, told to Django as any other, and answered as a problem."""
    at = [f"{step.filename}:{step.lineno}" for step in extract_tb(fault.__traceback__)]
    _LOG.error("api-fault", error=type(fault).__name__, at=at)
    got_request_exception.send(sender=Service, request=request)
    return answer(request, Problem("server-error"))


def _not_readable(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Tell everything that cannot be read in a request, without repeating any of it."""
    errors = [
        FieldErrorShape(field=_field(each["loc"]), code=str(each["type"]), message=_message(request, each))
        for each in wrong.errors
    ]
    return answer(request, Problem("invalid-request", errors=errors))


def _field(place: Any) -> str:
    """Where in the request: "query.limit", "body.occurredOn". The name that ninja gives a body as a whole is left out."""
    where, *names = place
    return ".".join(str(each) for each in (where, *(names[1:] if where == "body" and len(names) > 1 else names)))


def _message(request: HttpRequest, error: dict[str, Any]) -> str:
    if language_of(request) == "en":
        return str(error["msg"])
    return "Uppgiften saknas." if error["type"] == MISSING else "Uppgiften har fel form. Se beskrivningen av API:et."


def reply(shape: BaseModel, status: int = HTTPStatus.OK, **headers: str) -> HttpResponse:
    """Make the answer that an object is, as JSON."""
    response = HttpResponse(shape.model_dump_json(by_alias=True), status=status, content_type="application/json")
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response
