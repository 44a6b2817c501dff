"""How people log in, as the environment says. A setting that is half said stops the start, with what to do.

HEMVIST_REQUIRE_MFA      0: a password is enough for everything (default: 1, protected persons and staff changes need a strong log-in)
HEMVIST_PASSWORD_LOGIN   0: only the city's own log-in service, no passwords (default: 1)
HEMVIST_IDLE_MINUTES     how long a session may stand still (default: 60)

HEMVIST_OIDC_SERVER      the address of the city's log-in service, where /.well-known/openid-configuration stands (default: none)
HEMVIST_OIDC_CLIENT      what Hemvist is called there
HEMVIST_OIDC_SECRET      the secret it has there
HEMVIST_OIDC_NAME        what the button says after "Logga in med" (default: "stadens inloggning")
HEMVIST_OIDC_CLAIM       the claim of the ID token that holds the worker's directory_id
HEMVIST_OIDC_ACR         the assurance levels (acr) that are accepted, with spaces between
HEMVIST_OIDC_STRONG_ACR  those of them that count as a strong log-in (default: none)
HEMVIST_OIDC_SCOPE       the scopes asked for (default: "openid")

HEMVIST_SAML_METADATA    the address of a SAML identity provider's metadata (default: none); needs requirements/saml.txt
HEMVIST_SAML_ENTITY      that provider's entity id
HEMVIST_SAML_NAME, HEMVIST_SAML_CLAIM, HEMVIST_SAML_ACR, HEMVIST_SAML_STRONG_ACR   as for OIDC; claim is an attribute, acr an AuthnContextClassRef
"""

import os
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from hemvist.web.login.services import LogInService


def _is_on(name: str) -> bool:
    said = os.environ.get(name, "1")
    if said not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is '{said}'. Write 1 or 0.")
    return said == "1"


def _minutes(name: str, otherwise: int) -> int:
    said = os.environ.get(name, str(otherwise))
    if not said.isdecimal() or not 10 <= int(said) <= 480:
        raise ImproperlyConfigured(f"{name} is '{said}'. Write a number of minutes from 10 to 480.")
    return int(said)


def _service(kind: str, prefix: str, server: str, needed: tuple[str, ...]) -> LogInService | None:
    """Read one service; None if its address is not given."""
    if not os.environ.get(server):
        return None
    if missing := [name for name in needed if not os.environ.get(name)]:
        raise ImproperlyConfigured(f"{server} is set, but not {', '.join(missing)}. See docs/operations.md.")
    accepted = frozenset(os.environ[f"{prefix}_ACR"].split())
    strong = frozenset(os.environ.get(f"{prefix}_STRONG_ACR", "").split())
    if extra := strong - accepted:
        raise ImproperlyConfigured(f"{prefix}_STRONG_ACR names {', '.join(sorted(extra))}, not among {prefix}_ACR.")
    return LogInService(
        kind,
        os.environ.get(f"{prefix}_NAME", "stadens inloggning"),
        os.environ[server],
        os.environ[f"{prefix}_CLAIM"],
        accepted,
        strong,
        os.environ.get(f"{prefix}_CLIENT", "") or os.environ.get(f"{prefix}_ENTITY", ""),
        os.environ.get(f"{prefix}_SECRET", ""),
        tuple(os.environ.get(f"{prefix}_SCOPE", "openid").split()),
    )


def _oidc() -> LogInService | None:
    needed = ("HEMVIST_OIDC_CLIENT", "HEMVIST_OIDC_SECRET", "HEMVIST_OIDC_CLAIM", "HEMVIST_OIDC_ACR")
    return _service("oidc", "HEMVIST_OIDC", "HEMVIST_OIDC_SERVER", needed)


def _saml() -> LogInService | None:
    needed = ("HEMVIST_SAML_ENTITY", "HEMVIST_SAML_CLAIM", "HEMVIST_SAML_ACR")
    found = _service("saml", "HEMVIST_SAML", "HEMVIST_SAML_METADATA", needed)
    if found is not None and find_spec("onelogin") is None:
        raise ImproperlyConfigured(
            "HEMVIST_SAML_METADATA is set, but the library for SAML (python3-saml) is not installed. Run: "
            ".venv/bin/pip install --require-hashes --requirement requirements/saml.txt"
        )
    return found


def oidc_apps(service: LogInService | None) -> dict[str, Any]:
    """Give what django-allauth is told of an OpenID Connect provider."""
    if service is None:
        return {}
    app = {
        "provider_id": "oidc",
        "name": service.name,
        "client_id": service.client,
        "secret": service.secret,
        "settings": {
            "server_url": service.server,
            "scope": list(service.scope),
            # Who it is and how sure that is are taken from the signed ID token alone.
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def saml_apps(service: LogInService | None) -> dict[str, Any]:
    """Give what django-allauth is told of a SAML identity provider."""
    if service is None:
        return {}
    app = {
        "provider_id": service.server,
        "client_id": "saml",
        "name": service.name,
        "settings": {
            "idp": {"entity_id": service.client, "metadata_url": service.server},
            "attribute_mapping": {"uid": service.claim},
            "advanced": {"reject_idp_initiated_sso": True, "want_assertion_signed": True, "strict": True},
        },
    }
    return {"saml": {"APPS": [app]}}


REQUIRE_MFA = _is_on("HEMVIST_REQUIRE_MFA")
PASSWORD_LOGIN = _is_on("HEMVIST_PASSWORD_LOGIN")
IDLE_MINUTES = _minutes("HEMVIST_IDLE_MINUTES", 60)
OIDC, SAML = _oidc(), _saml()
SINGLE_SIGN_ON = {service.kind: service for service in (OIDC, SAML) if service is not None}
SAML_APPS = ["hemvist.web.login.saml"] if SAML else []
PROVIDERS = oidc_apps(OIDC) | saml_apps(SAML)
if not PASSWORD_LOGIN and not SINGLE_SIGN_ON:
    raise ImproperlyConfigured(
        "HEMVIST_PASSWORD_LOGIN is 0 and there is no log-in service: nobody could log in. Set HEMVIST_OIDC_SERVER."
    )
