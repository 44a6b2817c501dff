"""Logging in by the city's own service: the way there and the way back (OpenID Connect Core 1.0, authorization code with PKCE)."""

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hemvist.web.login.identity import NONCE, OIDC, SAML
from hemvist.web.login.refusing import refuse

# Keys in two parts only: with the other kind, whoever can read our secret could sign.
NONCE_LENGTH = 32
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]


class SignedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Checks the signature of every ID token, also where the provider was asked directly: not every city has TLS all the way."""

    @property
    def basic_auth(self) -> bool:
        """How our secret is sent: what a provider does not state is client_secret_basic (OpenID Connect Discovery 1.0, 3)."""
        stated = self.openid_config.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_post" not in stated

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            return verified(id_token, answer.json(), app.client_id, self.openid_config["issuer"])
        except (jwt.PyJWTError, ValueError) as error:
            raise OAuth2Error("the ID token does not hold") from error

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> Any:
        if not more["response"].get("id_token"):
            raise OAuth2Error("no ID token")
        return super().complete_login(request, app, token, **more)


def verified(id_token: str, keys: dict[str, Any], audience: str, issuer: str) -> dict[str, Any]:
    """Give a token's claims if it is signed by one of the keys, for us, by the provider, and has not expired. Raises PyJWTError otherwise."""
    named = jwt.get_unverified_header(id_token).get("kid")
    # A provider with one key need not name it (OpenID Connect Core 1.0, 10.1).
    for key in jwt.PyJWKSet.from_dict(keys).keys:
        if named is not None and key.key_id != named:
            continue
        try:
            told: dict[str, Any] = jwt.decode(
                id_token,
                key,
                algorithms=SIGNATURES,
                audience=audience,
                issuer=issuer,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.InvalidSignatureError:
            continue
        return told
    raise jwt.InvalidSignatureError("none of the provider's keys has signed it")


@require_POST
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Lead to the service, and back afterwards to where the person was going.

    By a page that goes on by itself, and not by a redirect: our content policy lets forms lead to no other address than ours.
    """
    service = settings.SINGLE_SIGN_ON.get(kind)
    if service is None:
        raise Http404
    provider = get_adapter().get_provider(request, "openid_connect" if kind == OIDC else SAML)
    wanted = service.strong if request.POST.get("strong") and service.strong else service.accepted
    kept, asked = {}, {}
    if kind == OIDC:
        kept = {NONCE: get_random_string(NONCE_LENGTH)}
        asked = kept | {"acr_values": " ".join(sorted(wanted))}
    if kind == OIDC and request.POST.get("strong"):
        asked["prompt"] = "login"
    try:
        there = provider.redirect(request, AuthProcess.LOGIN, next_url=_next(request), data=kept, auth_params=asked)
    except (OSError, OAuth2Error):  # of requests, and of the library for SAML
        return refuse(request, "HV-INLOGG")
    address = getattr(there, "url", "")
    if not address:
        return refuse(request, "HV-INLOGG")
    return render(request, "login/on_the_way.html", {"address": address, "service": service})


@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the provider's answer; see `hemvist.web.login.adapters.SingleSignOn`."""
    if OIDC not in settings.SINGLE_SIGN_ON or provider_id != OIDC:
        raise Http404
    if request.GET.get("error") == "access_denied":  # some providers then send no state back
        return refuse(request, "HV-AVBRUTEN")
    answer: HttpResponse = OAuth2CallbackView.adapter_view(SignedTokens(request, provider_id))(request)
    return answer


def _next(request: HttpRequest) -> str:
    """Give where the person was going, if that is a page of ours."""
    wanted = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
