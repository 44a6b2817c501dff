"""A city where a strong log-in is demanded, its log-in service, and people who set up a second step."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django.fixtures import Settings

from hemvist.config.signing_in import oidc_apps
from hemvist.organisation.models import Worker
from hemvist.web.login.services import LogInService
from tests.factories import PASSWORD, City, small_city
from tests.support.log_in_service import Provider, running

LOA2, LOA3 = "http://id.elegnamnden.se/loa/1.0/loa2", "http://id.elegnamnden.se/loa/1.0/loa3"
LOW = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
SECRET = "JBSWY3DPEHPK3PXP"
CLAIM = "employeeHsaId"
BACK = "http://testserver/konto/tjanst/oidc/svar/"

LogIn = Callable[[Worker], Client]


@pytest.fixture(autouse=True)
def strong_log_in_is_demanded(password_is_enough: None, settings: Settings) -> None:
    """As in a city."""
    settings.REQUIRE_MFA = True


@pytest.fixture
def city(db: None, settings: Settings) -> City:
    """Units and staff, with passwords that are quick to check: how they are kept is Django's own and not what is tested."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return small_city(PASSWORD)


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The city's log-in service."""
    with running(BACK) as started:
        yield started


def told_of(provider: Provider) -> LogInService:
    """What Hemvist is told of the service."""
    return LogInService(
        kind="oidc",
        name="Stadens inloggning",
        server=provider.address,
        claim=CLAIM,
        accepted=frozenset({LOA2, LOA3}),
        strong=frozenset({LOA3}),
        client=provider.client,
        secret=provider.secret,
    )


@pytest.fixture
def single_sign_on(provider: Provider, settings: Settings) -> LogInService:
    """Hemvist, told of the service. Its employees have an id there."""
    service = told_of(provider)
    settings.SINGLE_SIGN_ON = {"oidc": service}
    settings.SOCIALACCOUNT_PROVIDERS = oidc_apps(service)
    return service


@pytest.fixture
def log_in() -> LogIn:
    """Log in by password, as on the page. Gives the browser without a screen."""

    def by_password(worker: Worker) -> Client:
        client = Client()
        client.post("/konto/login/", {"login": worker.user.get_username(), "password": PASSWORD})
        return client

    return by_password


def with_app(worker: Worker) -> list[str]:
    """Give a worker an app for codes and recovery codes; gives the latter."""
    TOTP.activate(worker.user, SECRET)
    codes: list[str] = RecoveryCodes.activate(worker.user).get_unused_codes()
    return codes


def code_now() -> str:
    """What the app shows right now."""
    return str(format_hotp_value(hotp_value(SECRET, list(yield_hotp_counters_from_time())[1])))
