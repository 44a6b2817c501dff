"""What django-allauth asks us: accounts are made by the city, never by signing up, and only those who hold a role are let in."""

from base64 import urlsafe_b64encode
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemvist import clock
from hemvist.organisation.holdings import holdings_of
from hemvist.organisation.models import Worker
from hemvist.web.login.identity import answers_our_request, worker_of
from hemvist.web.login.refusing import Refused, TooManyTries, refuse

log = structlog.get_logger("hemvist.login")
_TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets people log in and out; nobody makes an account of their own, and nobody without a role comes in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no, always."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Refuse, after the right password or token, one who holds no role today; whatever way they came."""
        worker = Worker.objects.filter(user=user).first()
        if worker is None:
            return refuse(request, "HV-KONTO")
        if not user.is_active or not holdings_of(worker.pk, clock.today()):
            return refuse(request, "HV-ROLL")
        return None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse every password where the city has switched passwords off."""
        if not settings.PASSWORD_LOGIN:
            raise PermissionDenied
        super().pre_authenticate(request, **credentials)

    def validation_error(self, code: str, *args: Any) -> Exception:
        """Give the error of a code; too many tries are a page of their own, with the time to try again."""
        if code in _TOO_MANY:
            raise TooManyTries("login_failed")
        error: Exception = super().validation_error(code, *args)
        return error

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **__: Any
    ) -> None:
        """Say in our own words what was done; of logging in and out nothing is said."""
        if text := _said().get(message_template or ""):
            messages.success(request, text)


def _said() -> dict[str, str]:
    """Give our words for what django-allauth tells, by the name of its text."""
    return {
        "account/messages/password_changed.txt": _("Lösenordet är bytt."),
        "mfa/messages/totp_activated.txt": _("Appen för koder är tillagd."),
        "mfa/messages/totp_deactivated.txt": _("Appen för koder är borttagen."),
        "mfa/messages/webauthn_added.txt": _("Säkerhetsnyckeln är tillagd."),
        "mfa/messages/webauthn_removed.txt": _("Säkerhetsnyckeln är borttagen."),
    }


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in whom the city's log-in service says it is, as the worker of the register. No account and no role is made from a token."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the worker, or show why not. Tokens are used for logging in and for nothing else."""
        try:
            if sociallogin.state.get("process") != AuthProcess.LOGIN or not answers_our_request(sociallogin):
                raise Refused("HV-INLOGG")
            sociallogin.user = worker_of(sociallogin).user
        except Refused as why:
            raise ImmediateHttpResponse(refuse(request, why.code)) from why

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say no, always."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_: Any
    ) -> None:
        """Show that the service broke off or failed; what it said may be about the person, and is neither shown nor logged."""
        if error != AuthError.CANCELLED:
            log.warning("log-in service failed", provider=provider.id, error=type(exception).__name__)
        code = "HV-AVBRUTEN" if error == AuthError.CANCELLED else "HV-INLOGG"
        raise ImmediateHttpResponse(refuse(request, code))


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of logging in: codes and security keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden stämmer inte. Vänta på nästa kod i appen och försök igen.")
    }

    def encrypt(self, text: str) -> str:
        """Lock the seed of an app's codes, so that a copy of the database is not enough to make codes."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return _lock().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  (the name is allauth's)
        """Give a new security key a name to begin with."""
        return _("Säkerhetsnyckel")


def _lock() -> Fernet:
    """Give the lock of seeds, made from this place's secret key; whoever changes that key makes all set up their apps anew."""
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"hemvist second step").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(key))
