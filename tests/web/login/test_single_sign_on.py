"""Log-in by the city's own service, against a whole OpenID Connect provider on loopback."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.config.signing_in import oidc_apps
from hemvist.organisation.models import RoleHolding, Worker
from hemvist.organisation.staffing import end_role
from hemvist.web.login.services import LogInService
from tests.factories import City
from tests.support.log_in_service import Provider
from tests.web.login.conftest import CLAIM, LOA2, LOA3, LOW

ID = "SE2321000131-p1234"


def way_there(client: Client, **sent: str) -> str:
    """Press the button; gives the provider's address that the page goes on to."""
    page = client.post("/konto/tjanst/oidc/", sent)
    assert page.status_code == 200, page.content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


@pytest.fixture
def employee(city: City) -> Worker:
    """The caseworker, who is known to the city's directory."""
    Worker.objects.filter(pk=city.caseworker.pk).update(directory_id=ID)
    return city.caseworker


@pytest.fixture
def through(provider: Provider, single_sign_on: LogInService) -> Callable[..., tuple[Client, str]]:
    """Log in at the provider, of whom it says these claims. Gives the browser and the page that it came back to, or was sent on to."""

    def logged_in(subject: str = "anna", **claims: object) -> tuple[Client, str]:
        provider.knows(subject, **claims)
        client = Client()
        back = urlsplit(provider.log_in(way_there(client), subject))
        answer = client.get(f"{back.path}?{back.query}")
        return client, answer.headers.get("Location", answer.content.decode())

    return logged_in


Through = Callable[..., tuple[Client, str]]


def test_whom_the_service_names_is_logged_in_as_the_worker_of_the_register(employee: Worker, through: Through) -> None:
    """Matched by the claim that the city has named, and by nothing else."""
    client, page = through(acr=LOA3, **{CLAIM: ID})
    assert page == "/", page[page.find("<main") :][:900]
    assert employee.name in client.get("/").content.decode()


def test_what_a_token_says_of_roles_changes_nothing(employee: Worker, through: Through) -> None:
    """Roles, groups and rights come from the register of the organisation; no account, holding or right is made from a token."""
    before = list(RoleHolding.objects.order_by("pk").values())
    client, _ = through(
        acr=LOA3,
        roles=["unit_manager", "admin"],
        groups=["admin"],
        is_staff=True,
        is_superuser=True,
        email="cecilia@example.org",
        preferred_username="cecilia",
        name="Cecilia Åberg",
        **{CLAIM: ID},
    )
    page = client.get("/konto/").content.decode()
    assert "Enhetschef" not in page
    assert "Socialsekreterare" in page
    assert list(RoleHolding.objects.order_by("pk").values()) == before
    user = get_user_model().objects.get(pk=employee.user_id)
    assert not user.is_staff
    assert not user.is_superuser
    assert user.groups.count() == user.user_permissions.count() == 0
    assert user.email == ""


@pytest.mark.parametrize(
    "claims", [{}, {CLAIM: ""}, {CLAIM: "someone-else"}, {CLAIM: None}, {CLAIM: [ID, "other"]}, {CLAIM: {"id": ID}}]
)
def test_nobody_is_made_from_a_token(employee: Worker, through: Through, claims: dict[str, object]) -> None:
    """Who is not in the register is told so, with a code; no account is made."""
    accounts = get_user_model().objects.count()
    client, page = through(acr=LOA3, preferred_username="anna", email="anna@example.org", **claims)
    assert "HV-KOPPLING" in page
    assert client.get("/").status_code == 302
    assert get_user_model().objects.count() == accounts
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("acr", [None, "", LOW, "0", f"{LOA3} ", [LOW], {"level": LOA3}])
def test_a_log_in_that_is_not_sure_enough_is_refused(employee: Worker, through: Through, acr: object) -> None:
    """The level must be one of those the city accepts, to the letter; what is not stated is not assumed."""
    client, page = through(**{CLAIM: ID} | ({} if acr is None else {"acr": acr}))
    assert "HV-TILLIT" in page
    assert "Inloggningen var inte säker nog" in page
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("acr", "strong"), [(LOA2, False), (LOA3, True)])
def test_only_the_levels_that_the_city_has_named_are_strong(
    employee: Worker, through: Through, acr: str, strong: bool
) -> None:
    """An accepted level lets in; a strong one lets see and change more."""
    client, _ = through(acr=acr, **{CLAIM: ID})
    answer = client.post("/enheten/franvaro/", {})
    assert answer.headers["Location"].startswith("/enheten/?" if strong else "/konto/stark/")


def test_a_level_does_not_outlive_its_log_in(employee: Worker, through: Through) -> None:
    """Whoever then logs in otherwise in the same browser has no level."""
    client, _ = through(acr=LOA3, **{CLAIM: ID})
    client.post("/konto/logout/")
    client.post("/konto/login/", {"login": "anna", "password": "ett-gott-losenord-for-prov"})
    assert client.get("/").status_code == 200
    assert client.post("/enheten/franvaro/", {}).headers["Location"].startswith("/konto/stark/")


def test_the_provider_is_asked_for_the_levels_that_are_accepted(
    city: City, single_sign_on: LogInService, client: Client
) -> None:
    """And for the strong ones, with a new log-in, where that is what is needed. The way is protected by state and PKCE."""
    asked = parse_qs(urlsplit(way_there(client)).query)
    assert asked["acr_values"] == [f"{LOA2} {LOA3}"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["state"]
    stronger = parse_qs(urlsplit(way_there(client, strong="1")).query)
    assert stronger["acr_values"] == [LOA3]
    assert stronger["prompt"] == ["login"]


def test_one_comes_to_where_one_was_going(employee: Worker, provider: Provider, single_sign_on: LogInService) -> None:
    """The page that asked for the log-in is opened afterwards; an address elsewhere is not."""
    provider.knows("anna", acr=LOA2, **{CLAIM: ID})
    for wanted, came in (("/kalender/", "/kalender/"), ("https://example.org/", "/")):
        client = Client()
        back = urlsplit(provider.log_in(way_there(client, next=wanted), "anna"))
        assert client.get(f"{back.path}?{back.query}").headers["Location"] == came


def test_an_answer_that_nobody_asked_for_is_refused(
    employee: Worker, provider: Provider, single_sign_on: LogInService, client: Client
) -> None:
    """An answer belongs to the browser that asked: another cannot be logged in with it."""
    provider.knows("anna", acr=LOA3, **{CLAIM: ID})
    back = urlsplit(provider.log_in(way_there(Client()), "anna"))
    assert "HV-INLOGG" in client.get(f"{back.path}?{back.query}").content.decode()
    assert client.get("/").status_code == 302


def test_a_token_for_someone_else_s_system_is_refused(
    employee: Worker, provider: Provider, single_sign_on: LogInService, settings: Settings, client: Client
) -> None:
    """Another client's secret does not open the answer."""
    provider.knows("anna", acr=LOA3, **{CLAIM: ID})
    back = urlsplit(provider.log_in(way_there(client), "anna"))
    apps = oidc_apps(single_sign_on)
    apps["openid_connect"]["APPS"][0]["secret"] = "not-the-secret"
    settings.SOCIALACCOUNT_PROVIDERS = apps
    assert "HV-INLOGG" in client.get(f"{back.path}?{back.query}").content.decode()


def test_breaking_off_is_told_as_that(
    city: City, provider: Provider, single_sign_on: LogInService, client: Client
) -> None:
    """Nothing has happened, and one may try again."""
    back = urlsplit(provider.break_off(way_there(client)))
    assert "HV-AVBRUTEN" in client.get(f"{back.path}?{back.query}").content.decode()


def test_a_service_that_does_not_answer_is_told_as_that(
    city: City, single_sign_on: LogInService, settings: Settings, client: Client
) -> None:
    """With a code, and what to do."""
    apps = oidc_apps(single_sign_on)
    apps["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://localhost:1"
    settings.SOCIALACCOUNT_PROVIDERS = apps
    answer = client.post("/konto/tjanst/oidc/")
    assert answer.status_code == 403
    assert "HV-INLOGG" in answer.content.decode()


def test_one_whose_last_role_has_ended_is_not_let_in(employee: Worker, through: Through) -> None:
    """Whatever the service says of them."""
    for holding in employee.role_holdings.all():
        end_role(holding, clock.today() - timedelta(days=1))
    client, page = through(acr=LOA3, **{CLAIM: ID})
    assert "HV-ROLL" in page
    assert client.get("/").status_code == 302


def test_the_log_in_page_has_a_button_for_the_service(city: City, single_sign_on: LogInService, client: Client) -> None:
    """It is a form: no link from elsewhere can start a log-in."""
    assert "Logga in med Stadens inloggning" in client.get("/konto/login/").content.decode()
    assert client.get("/konto/tjanst/oidc/").status_code == 405


def test_passwords_can_be_switched_off(
    city: City, single_sign_on: LogInService, settings: Settings, client: Client
) -> None:
    """Then the form is gone, and a password that is sent all the same opens nothing."""
    settings.PASSWORD_LOGIN = False
    assert "password" not in client.get("/konto/login/").content.decode()
    sent = client.post("/konto/login/", {"login": "anna", "password": "ett-gott-losenord-for-prov"})
    assert sent.status_code == 403
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("page", ["", "svar/"])
def test_without_a_service_its_pages_do_not_exist(city: City, client: Client, page: str) -> None:
    """Not even for one who knows their addresses."""
    assert client.post(f"/konto/tjanst/oidc/{page}").status_code in (404, 405)
    assert client.get(f"/konto/tjanst/oidc/{page}").status_code in (404, 405)
    assert "Logga in med" not in client.get("/konto/login/").content.decode()


def test_a_token_made_for_another_request_lets_nobody_in(
    provider: Provider, single_sign_on: LogInService, employee: Worker
) -> None:
    """Each request has a nonce of its own, and the token must say it back: another, or none, and it is refused."""
    provider.knows("anna", acr=LOA3, **{CLAIM: ID})
    sent = [parse_qs(urlsplit(way_there(Client())).query)["nonce"][0] for _ in range(2)]
    assert sent[0] != sent[1]
    for other in ("&nonce=another", ""):
        client = Client()
        address = re.sub(r"&nonce=[^&]*", other, way_there(client))
        back = urlsplit(provider.log_in(address, "anna"))
        answer = client.get(f"{back.path}?{back.query}")
        assert answer.status_code == 403
        assert "HV-INLOGG" in answer.content.decode()
        assert client.get("/").status_code == 302
