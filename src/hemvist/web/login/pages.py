"""*Mitt konto*, the page where one steps up to a strong log-in, and how long the session lasts."""

from dataclasses import dataclass, field
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from hemvist import clock
from hemvist.cases.library import library
from hemvist.web.context import PageRequest
from hemvist.web.login.assurance import LEVEL, proven
from hemvist.web.login.sessions import ends_at_last, note_seen, time_left


@dataclass(slots=True)
class Methods:
    """What an account can log in with besides its password. ``codes_left``: unused recovery codes, None if there are none made."""

    totp: Authenticator | None = None
    keys: list[Authenticator] = field(default_factory=list)
    codes_left: int | None = None

    @property
    def any(self) -> bool:
        """Whether there is a second step."""
        return self.totp is not None or bool(self.keys)


def methods_of(user: User) -> Methods:
    """Give what an account can log in with. One query."""
    found = Methods()
    for each in Authenticator.objects.filter(user=user).order_by("pk"):
        if each.type == Authenticator.Type.TOTP:
            found.totp = each
        elif each.type == Authenticator.Type.WEBAUTHN:
            found.keys.append(each)
        else:
            found.codes_left = len(each.wrap().get_unused_codes())
    return found


@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, what one logs in with, and how this session came about."""
    user = cast("User", request.user)
    roles = library().vocabulary.roles
    viewer = cast("PageRequest", request).viewer
    shown = {
        "username": user.get_username(),
        "has_password": settings.PASSWORD_LOGIN and user.has_usable_password(),
        "held": [(h.unit_name, roles[h.role].label if h.role in roles else h.role) for h in viewer.holdings],
        "methods": methods_of(user),
        "ways": {str(record["method"]) for record in get_authentication_records(request, user)},
        "service": settings.SINGLE_SIGN_ON.get((request.session.get(LEVEL) or [""])[0]),
        "proven": proven(request),
        "demanded": settings.REQUIRE_MFA,
        "ends": ends_at_last(request).astimezone(clock.LOCAL_ZONE),
        "idle_minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
    }
    return render(request, "login/account.html", shown)


@require_GET
def step_up(request: HttpRequest) -> HttpResponse:
    """Show how one makes this log-in a strong one, and go on to the page that asked for it; at once if it is strong already."""
    wanted = request.GET.get("next", "/")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    wanted = wanted if ours else "/"
    if proven(request):
        return redirect(wanted)
    services = [service for service in settings.SINGLE_SIGN_ON.values() if service.strong]
    shown = {"next": wanted, "methods": methods_of(cast("User", request.user)), "services": services}
    return render(request, "login/step_up.html", shown)


@require_http_methods(["GET", "POST"])
def session_left(request: HttpRequest) -> JsonResponse:
    """Tell how many seconds the session lasts; a POST keeps it going first, as far as it can be."""
    if request.method == "POST":
        note_seen(request)
    return JsonResponse({"left": max(0, int(time_left(request).total_seconds()))})
