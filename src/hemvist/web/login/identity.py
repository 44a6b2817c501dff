"""Who a token of the city's log-in service is about, and how sure the service is. Nothing else in a token is believed, or kept."""

from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from hemvist.organisation.models import Worker
from hemvist.web.login.refusing import Refused
from hemvist.web.login.services import LogInService

OIDC, SAML = "oidc", "saml"
NONCE = "nonce"
"""What we send with each request to log in, and the ID token must say back (OpenID Connect Core 1.0, 3.1.2.1): it was made for this browser's request."""


def service_of(sociallogin: Any) -> LogInService:
    """Give the service that a log-in came from. Raises Refused HV-INLOGG if the city no longer uses it."""
    kind = SAML if sociallogin.provider.id == SAML else OIDC
    found: LogInService | None = settings.SINGLE_SIGN_ON.get(kind)
    if found is None:
        raise Refused("HV-INLOGG")
    return found


def level_of(sociallogin: Any) -> tuple[str, str]:
    """Give the kind of service and the level of assurance it states; "" where it states none that is accepted."""
    service = service_of(sociallogin)
    stated = _told(sociallogin).get("authn_contexts" if service.kind == SAML else "acr")
    levels = stated if isinstance(stated, list) else [stated]
    accepted = [level for level in levels if isinstance(level, str) and level in service.accepted]
    strong = [level for level in accepted if level in service.strong]
    return service.kind, next(iter(strong + accepted), "")


def answers_our_request(sociallogin: Any) -> bool:
    """Whether the ID token was made for the very request that this browser sent. A SAML answer names its request, which django-allauth compares."""
    if service_of(sociallogin).kind == SAML:
        return True
    sent, told = ((where or {}).get(NONCE) for where in (sociallogin.state.get("data"), _told(sociallogin)))
    return isinstance(sent, str) and isinstance(told, str) and constant_time_compare(sent, told)


def worker_of(sociallogin: Any) -> Worker:
    """Give the worker that a token is about, by the one claim that the city has named.

    Raises Refused: HV-TILLIT the level is not among the accepted, HV-KOPPLING nobody in the register of the organisation is that person.
    """
    service = service_of(sociallogin)
    if not level_of(sociallogin)[1]:
        raise Refused("HV-TILLIT")
    claimed = _told(sociallogin).get(service.claim)
    if isinstance(claimed, list) and len(claimed) == 1:  # SAML gives every attribute as a list
        claimed = claimed[0]
    if not isinstance(claimed, str) or not claimed:
        raise Refused("HV-KOPPLING")
    worker = Worker.objects.select_related("user").filter(directory_id=claimed).first()
    if worker is None:
        raise Refused("HV-KOPPLING")
    return worker


def _told(sociallogin: Any) -> dict[str, Any]:
    """Give the claims of the signed ID token, or the attributes of the signed assertion."""
    told: dict[str, Any] = sociallogin.account.extra_data or {}
    return told if sociallogin.provider.id == SAML else told.get("id_token") or {}
