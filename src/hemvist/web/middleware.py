"""What stands between every request and its page: headers that keep browsers from doing harm, who looks, and how sure that is."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from hemvist import clock
from hemvist.organisation.holdings import worker_of
from hemvist.secrecy.viewer import viewer_of
from hemvist.web.context import PageRequest
from hemvist.web.errors import wrong_way
from hemvist.web.login.assurance import proven, strong
from hemvist.web.login.limits import too_often
from hemvist.web.login.outside import is_on_the_way, is_theirs
from hemvist.web.login.refusing import TooManyTries, ask_to_wait, refuse
from hemvist.web.login.sessions import note_seen, time_left

Next = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# Pages that someone not logged in may open.
OPEN_PAGES = frozenset(
    {
        "account_login",
        "account_logout",
        "calendar-feed",
        "health",
        "language",
        "mfa_authenticate",
        "openid_connect_callback",
        "single-sign-on",
        "saml_acs",
        "saml_finish_acs",
        "saml_metadata",
    }
)
# Of django-allauth's pages, those that are ours; the rest (sign-up, e-mail, log-in by SAML without a form …) do not exist here.
NOT_OURS = ("account_", "saml_")
OURS = frozenset({"account_change_password", "account_reauthenticate"}) | OPEN_PAGES
# Outside systems show a token and have no session: `hemvist.api.calling` recognises them.
API = "api"
# A page that asks how long the session lasts must not make it last longer.
UNSEEN = frozenset({"session-left"})


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
    """Puts `request.viewer` on the request; without a worker who holds a role no page of ours is shown."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on. An address that only takes what is sent to it, opened as a page (reloaded, or kept), is answered with a page."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not _is_api(request):
            return wrong_way(request, response.headers.get("Allow", ""))
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., object], *_: object) -> HttpResponse | None:
        """Send those not logged in to the log-in page, end sessions that are over, and ask for a strong log-in where one is needed."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if _is_api(request):
            return None
        if name is not None and name.startswith(NOT_OURS) and name not in OURS:
            raise Http404
        is_open = name in OPEN_PAGES
        if not request.user.is_authenticated:
            return None if is_open else _to_login(request)
        if time_left(request) <= timedelta(0):
            return _over(request, is_open)
        if name not in UNSEEN:
            note_seen(request)
        ended = _recognise(request)
        if ended:
            logout(request)
            return None if is_open else refuse(request, ended)
        viewer = cast("PageRequest", request).viewer
        if viewer.is_outside and not is_on_the_way(name):
            if not is_theirs(name):
                raise Http404
            if not proven(request):
                return _to_step_up(request)
        if getattr(view, "needs_strong", False) and not viewer.strong:
            return _to_step_up(request)
        return too_often(request, name)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer one who has tried too often."""
        return ask_to_wait(request, exception.action) if isinstance(exception, TooManyTries) else None


def _is_api(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.namespace == API)


def _over(request: HttpRequest, is_open: bool) -> HttpResponse | None:
    """End a session whose time is up, and say so on the log-in page; a script that asks is only refused, so that the person is told."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return _to_login(request) if request.headers.get("HX-Request") else HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    logout(request)
    messages.info(request, gettext("Du har loggats ut. Påbörjade registreringar finns kvar som utkast."))
    return None if is_open else _to_login(request)


def _recognise(request: HttpRequest) -> str:
    """Find the worker of the account that is logged in, and turn to their language; a code if there is none, or none who holds a role today."""
    today = clock.today()
    worker = worker_of(cast("User", request.user).pk)
    if worker is None:
        return "HV-KONTO"
    viewer = viewer_of(worker, today, strong=strong(request))
    if not viewer.has_role:
        return "HV-ROLL"
    translation.activate(worker.language)
    request.LANGUAGE_CODE = worker.language
    cast("PageRequest", request).viewer = viewer
    return ""


def _to_step_up(request: HttpRequest) -> HttpResponse:
    """Send to where one makes the log-in strong, and back to this page afterwards; back to the form, if it was one that was sent."""
    address = f"{resolve_url('step-up')}?{urlencode({'next': _way_back(request)})}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _way_back(request: HttpRequest) -> str:
    """Give where to go on afterwards: the page that was asked for, or the page whose form was sent; nothing is sent again by itself."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else _sent_from(request)


def _sent_from(request: HttpRequest) -> str:
    """Give the page that a form stood on, as the browser tells; our first page if it tells of no page of ours."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.path and page.netloc == request.get_host() else "/"


def _to_login(request: HttpRequest) -> HttpResponse:
    """Send to the log-in page, and back here afterwards; a part of a page is fetched anew as a whole."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(resolve_url("account_login"))
    return redirect_to_login(_way_back(request), resolve_url("account_login"))
