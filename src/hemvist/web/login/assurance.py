"""How sure it is who has logged in, and what is asked of pages that need it to be very sure."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth.models import User
from django.dispatch import receiver
from django.http import HttpRequest

from hemvist.web.login.identity import level_of

LEVEL = "hemvist-level"  # in the session: [log-in service, level], only after single sign-on
View = TypeVar("View", bound=Callable[..., Any])


def strong(request: HttpRequest) -> bool:
    """Say whether this session's log-in is strong enough for protected persons, log review and administration.

    It is after a second step in this session, or a level of assurance (acr) from the city's log-in service that counts as strong. Where
    the city demands nothing (HEMVIST_REQUIRE_MFA=0), every log-in is.
    """
    return not settings.REQUIRE_MFA or proven(request)


def proven(request: HttpRequest) -> bool:
    """Say whether this session has seen a second step or a strong level, whatever is demanded."""
    if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        return True
    kind, level = request.session.get(LEVEL) or ("", "")
    service = settings.SINGLE_SIGN_ON.get(kind)
    return service is not None and level in service.strong


def needs_strong(view: View) -> View:
    """Mark a view: without a strong log-in `hemvist.web.middleware` leads to the page where one steps up, and then back."""
    view.needs_strong = True  # type: ignore[attr-defined]
    return view


@receiver(user_logged_in, dispatch_uid="hemvist-level")
def _keep_level(request: HttpRequest, sociallogin: Any = None, **_: object) -> None:
    """Keep the level that the log-in service stated; after any other log-in there is none."""
    request.session.pop(LEVEL, None)
    if sociallogin is not None:
        request.session[LEVEL] = list(level_of(sociallogin))


@receiver(authenticator_added, dispatch_uid="hemvist-added")
def _count_as_used(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    """Whoever has just set up a code or a key has shown that they have it: that is a second step."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
