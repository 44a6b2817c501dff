"""What stands between every request and its page: headers that keep browsers from doing harm, and who looks."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from hemvist import clock
from hemvist.organisation.models import Worker
from hemvist.secrecy.viewer import viewer_of
from hemvist.web.context import PageRequest

Next = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# Pages that someone not logged in may open.
OPEN_PAGES = frozenset({"account_login", "account_logout", "health", "language"})
# Of django-allauth's pages, those that are ours; the rest (sign-up, e-mail …) do not exist here.
ACCOUNT_PAGES = frozenset({"account_login", "account_logout", "account_change_password", "account_reauthenticate"})


class ContentSecurityPolicy:
    """Lets browsers fetch only from us and run only our files, and keeps pages out of every cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to the answer; a page that has set its own cache rule keeps it."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SignedInWorker:
    """Puts `request.viewer` on the request; without a worker no page of ours is shown."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Send those not logged in to the log-in page, and those who are no longer on the staff to a plain page."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if name is not None and name.startswith("account_") and name not in ACCOUNT_PAGES:
            raise Http404
        is_open = name in OPEN_PAGES
        if not request.user.is_authenticated:
            return None if is_open else _to_login(request)
        known = _recognise(request)
        return None if known or is_open else render(request, "errors/no_worker.html", status=403)


def _recognise(request: HttpRequest) -> bool:
    """Find the worker of the account that is logged in, and turn to their language; say whether there is one who has not left."""
    today = clock.today()
    worker = Worker.objects.filter(user=cast("User", request.user)).first()
    if worker is None or (worker.left_on is not None and worker.left_on < today):
        return False
    translation.activate(worker.language)
    request.LANGUAGE_CODE = worker.language
    cast("PageRequest", request).viewer = viewer_of(worker, today)
    return True


def _to_login(request: HttpRequest) -> HttpResponse:
    """Send to the log-in page, and back here afterwards; a part of a page is fetched anew as a whole."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(resolve_url("account_login"))
    return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
