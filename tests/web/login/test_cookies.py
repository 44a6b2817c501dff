"""What browsers are told of cookies and transport, over HTTPS and without."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.architecture.tree import ROOT
from tests.factories import City
from tests.web.login.conftest import LogIn

ASKED = """
import json, django
django.setup()
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE", "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
    "REQUIRE_MFA", "ALLAUTH_TRUSTED_PROXY_COUNT", "INSTALLED_APPS")}))
"""


def settings_with(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start with these settings in the environment, and print what follows."""
    place = {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "hemvist.config.settings",
        "HEMVIST_DATA": str(folder),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEMVIST_")}
    return subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=False, env=kept | place | environment
    )


def test_over_https_cookies_go_nowhere_else(tmp_path: Path) -> None:
    """Secure, out of reach of scripts, bound to this host, and browsers are told never to come without HTTPS."""
    told = json.loads(settings_with(tmp_path, HEMVIST_HTTPS="1").stdout)
    assert told["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert told["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert all(told[name] is True for name in told if name.endswith(("_SECURE", "_HTTPONLY")))
    assert {told[name] for name in told if name.endswith("_SAMESITE")} == {"Lax"}
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_a_strong_log_in_is_demanded_unless_the_city_says_otherwise(tmp_path: Path) -> None:
    """Forgetting the setting is the safe mistake."""
    assert json.loads(settings_with(tmp_path).stdout)["REQUIRE_MFA"] is True
    assert json.loads(settings_with(tmp_path, HEMVIST_REQUIRE_MFA="0").stdout)["REQUIRE_MFA"] is False


OIDC = {
    "HEMVIST_OIDC_SERVER": "https://id.example.org",
    "HEMVIST_OIDC_CLIENT": "hemvist",
    "HEMVIST_OIDC_SECRET": "s",
    "HEMVIST_OIDC_CLAIM": "employeeHsaId",
    "HEMVIST_OIDC_ACR": "loa2 loa3",
}
SAML = {
    "HEMVIST_SAML_METADATA": "https://id.example.org/metadata",
    "HEMVIST_SAML_ENTITY": "https://id.example.org",
    "HEMVIST_SAML_CLAIM": "employeeHsaId",
    "HEMVIST_SAML_ACR": "loa3",
}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"HEMVIST_REQUIRE_MFA": "yes"}, "HEMVIST_REQUIRE_MFA is 'yes'. Write 1 or 0."),
        ({"HEMVIST_IDLE_MINUTES": "5"}, "HEMVIST_IDLE_MINUTES is '5'."),
        ({"HEMVIST_PASSWORD_LOGIN": "0"}, "nobody could log in"),
        *[(OIDC | {name: ""}, f"but not {name}") for name in list(OIDC)[1:]],
        (OIDC | {"HEMVIST_OIDC_STRONG_ACR": "loa4"}, "HEMVIST_OIDC_STRONG_ACR names loa4"),
        (SAML | {"HEMVIST_SAML_ACR": ""}, "but not HEMVIST_SAML_ACR"),
    ],
)
def test_a_setting_half_said_stops_the_start(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    """In words, naming the setting: never a log-in service without a claim, or without a level."""
    ended = settings_with(tmp_path, **environment)
    assert ended.returncode != 0
    assert said in ended.stderr


def test_saml_says_what_is_missing(tmp_path: Path) -> None:
    """Switched on without its library it says how to install it; with it, it is there."""
    ended = settings_with(tmp_path, **SAML)
    if ended.returncode:
        assert "requirements/saml.txt" in ended.stderr
    else:
        assert "hemvist.web.login.saml" in json.loads(ended.stdout)["INSTALLED_APPS"]


def test_the_session_s_cookie_is_out_of_reach_of_scripts(city: City, log_in: LogIn) -> None:
    """As the browser gets it; and gone when the browser is closed."""
    cookie = log_in(city.caseworker).cookies["hemvist"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_no_page_of_ours_loosens_the_content_policy(city: City, client: Client) -> None:
    """The log-in pages least of all."""
    for page in ("/konto/login/", "/konto/logout/"):
        policy = client.get(page).headers["Content-Security-Policy"]
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
