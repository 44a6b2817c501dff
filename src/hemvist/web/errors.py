"""The pages shown when something is wrong: what it is, and what to do. Denied and not found are one page, word for word."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class AccessIsOver(PermissionDenied):
    """Somebody lawfully saw a case, and no longer does (from the day after ``last_day``) or no longer sees anything new in it (None)."""

    def __init__(self, last_day: date | None = None) -> None:
        super().__init__()
        self.last_day = last_day


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that we could not read."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for something that this worker's role may not do, or for a case that is no longer opened to them."""
    if isinstance(exception, AccessIsOver):
        page = {"last_day": exception.last_day, "path": request.path}
        return render(request, "errors/access_over.html", page, status=403)
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for what does not exist, or is not shown to this worker."""
    return render(request, "errors/404.html", status=404)


def wrong_way(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer one who opens as a page what only takes a form, such as after a reload: nothing was recorded, and here is a way on."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we have failed, as to nobody: asking the database who looks could fail again."""
    nobody = HttpRequest()
    nobody.META, nobody.path, nobody.method, nobody.user = request.META, request.path, "GET", AnonymousUser()
    return render(nobody, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page is too old, or did not come from us."""
    return render(request, "errors/csrf.html", status=403)
