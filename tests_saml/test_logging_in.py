"""The whole way of a log-in by SAML: what an identity provider says is believed only where it is signed, for us, in time and in answer to our request."""

import copy
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client as Browser

from hemvist.organisation.models import RoleHolding, Worker
from tests_saml.conftest import CLAIM, ID, LOA2, LOA3
from tests_saml.identity_provider import ASSERTION, IdentityProvider, new_keys

HOST = "hemvist.stad.test"
BACK = "/konto/tjanst/saml/saml/acs/"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


class Client(Browser):
    """A browser that knows Hemvist by a name that the library for SAML accepts: one with a dot in it."""

    def __init__(self) -> None:
        super().__init__(SERVER_NAME=HOST, HTTP_HOST=HOST)


def way_there(client: Client) -> str:
    """Press the button; gives the provider's address that the page goes on to."""
    page = client.post("/konto/tjanst/saml/", {"next": "/kalender/"}).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return unescape(found[1])


def come_back(client: Client, address: str) -> str:
    """Log in at the provider and bring its answer back. Gives where that led, or the page."""
    told = requests.get(address, timeout=10)
    relay = parse_qs(urlsplit(address).query).get("RelayState", [""])[0]
    return bring(client, told.text, relay)


def bring(client: Client, response: str, relay: str = "") -> str:
    """Post a response as the provider's form does, and go on."""
    answer = client.post(BACK, {"SAMLResponse": response, "RelayState": relay})
    assert answer.status_code == 302
    on = client.get(answer.headers["Location"])
    return on.headers.get("Location", on.content.decode())


def log_in() -> tuple[Client, str]:
    """Go the whole way."""
    client = Client()
    return client, come_back(client, way_there(client))


def is_in(client: Client) -> bool:
    """Whether somebody is logged in."""
    return client.get("/").status_code == 200


def test_whom_the_provider_names_is_logged_in_as_the_worker_of_the_register(
    idp: IdentityProvider, employee: Worker
) -> None:
    """Matched by the attribute that the city has named, and led to where they were going."""
    client, there = log_in()
    assert there == "/kalender/", there
    assert employee.name in client.get("/").content.decode()


def test_the_level_decides_whether_it_is_strong(idp: IdentityProvider, employee: Worker) -> None:
    """What needs a strong log-in opens at the strong level only."""
    strong, _ = log_in()
    assert strong.get("/nodoppning/").status_code == 200
    idp.manners.context = LOA2
    weak, _ = log_in()
    assert is_in(weak)
    assert weak.get("/nodoppning/").status_code == 302


@pytest.mark.parametrize(
    ("attributes", "context", "code"),
    [
        ({CLAIM: [ID]}, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "HV-TILLIT"),
        ({CLAIM: [ID]}, "", "HV-TILLIT"),
        ({CLAIM: [ID], "authn_contexts": [LOA3]}, "", "HV-TILLIT"),
        ({CLAIM: ["SE2321000131-p9999"]}, LOA3, "HV-KOPPLING"),
        ({CLAIM: [ID, "SE2321000131-p9999"]}, LOA3, "HV-KOPPLING"),
        ({"mail": ["anna"]}, LOA3, "HV-KOPPLING"),
    ],
)
def test_what_is_not_accepted_is_refused_with_its_code(
    idp: IdentityProvider, employee: Worker, attributes: dict[str, list[str]], context: str, code: str
) -> None:
    """Too low a level, none, one that an attribute claims; nobody in the register, several, or no such attribute."""
    idp.manners.attributes, idp.manners.context = attributes, context
    client, page = log_in()
    assert not is_in(client)
    assert code in page


def test_what_an_assertion_says_of_roles_changes_nothing(idp: IdentityProvider, employee: Worker) -> None:
    """No account, holding or right is made from it, and nothing of it is kept."""
    before = list(RoleHolding.objects.order_by("pk").values())
    accounts = get_user_model().objects.count()
    idp.manners.attributes |= {"role": ["unit_manager"], "groups": ["admin"], "displayName": ["Någon Annan"]}
    client, _ = log_in()
    assert is_in(client)
    assert list(RoleHolding.objects.order_by("pk").values()) == before
    assert get_user_model().objects.count() == accounts
    assert SocialAccount.objects.count() == 0


def other_value(response: Any) -> None:
    """Another person, after it was signed."""
    response.find(f".//{{{ASSERTION}}}AttributeValue").text = "SE2321000131-p9999"


def other_level(response: Any) -> None:
    """A higher level, after it was signed."""
    response.find(f".//{{{ASSERTION}}}AuthnContextClassRef").text = LOA3


def wrapped(response: Any) -> None:
    """A forged assertion first, and the signed one kept beside it, so that its signature still holds (signature wrapping)."""
    signed = response.find(f"{{{ASSERTION}}}Assertion")
    forged = copy.deepcopy(signed)
    forged.set("ID", "forged")
    forged.remove(forged.find(SIGNATURE))
    forged.find(f".//{{{ASSERTION}}}AttributeValue").text = ID
    response.insert(response.index(signed), forged)


def wrapped_within(response: Any) -> None:
    """The signed assertion hidden within the forged one's signature."""
    signed = response.find(f"{{{ASSERTION}}}Assertion")
    forged = copy.deepcopy(signed)
    forged.set("ID", "forged")
    response.replace(signed, forged)
    forged.find(SIGNATURE).append(signed)


def without_signature(response: Any) -> None:
    """The signature taken away."""
    assertion = response.find(f"{{{ASSERTION}}}Assertion")
    assertion.remove(assertion.find(SIGNATURE))


@pytest.mark.parametrize("change", [other_value, other_level, wrapped, wrapped_within, without_signature])
def test_an_answer_that_was_changed_lets_nobody_in(
    idp: IdentityProvider, employee: Worker, change: Callable[[Any], None]
) -> None:
    """A person, a level, a second assertion, or the signature."""
    if change is not other_level:
        Worker.objects.filter(pk=employee.pk).update(directory_id=ID)
    idp.manners.context = LOA2 if change is other_level else LOA3
    idp.manners.changes = change
    client, page = log_in()
    assert not is_in(client)
    assert "HV-INLOGG" in page


def test_an_answer_signed_by_nobody_or_somebody_else_lets_nobody_in(idp: IdentityProvider, employee: Worker) -> None:
    """Only the key in the provider's metadata counts, also where another certificate comes with the signature."""
    idp.manners.signs = False
    assert not is_in(log_in()[0])
    idp.manners.signs, idp.manners.keys = True, new_keys()
    client, page = log_in()
    assert not is_in(client)
    assert "HV-INLOGG" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "https://other.stad.test"},
        {"recipient": "http://other.stad.test/acs/"},
        {"late": timedelta(hours=1)},
        {"late": timedelta(hours=-1)},
        {"answers": "ONELOGIN_another"},
        {"answers": ""},
    ],
    ids=["another audience", "another place", "over", "not yet", "another request", "no request"],
)
def test_an_answer_for_somebody_else_another_time_or_another_request_lets_nobody_in(
    idp: IdentityProvider, employee: Worker, wrong: dict[str, Any]
) -> None:
    """Each is signed as it should be."""
    for name, value in wrong.items():
        setattr(idp.manners, name, value)
    client, _ = log_in()
    assert not is_in(client)


def test_an_answer_counts_once_and_in_its_own_browser(idp: IdentityProvider, employee: Worker) -> None:
    """Sent again, or from another browser than the one that asked, it lets nobody in."""
    client = Client()
    address = way_there(client)
    response = requests.get(address, timeout=10).text
    stolen = Client()
    bring(stolen, response)
    assert not is_in(stolen)
    bring(client, response)
    assert is_in(client)
    client.post("/konto/logout/")
    assert not is_in(client)
    bring(client, response)
    assert not is_in(client)


def test_our_metadata_names_where_answers_go(idp: IdentityProvider, employee: Worker) -> None:
    """What the city's provider is told of Hemvist."""
    told = Client().get("/konto/tjanst/saml/saml/metadata/").content.decode()
    assert f"http://{HOST}{BACK}" in told
    assert 'WantAssertionsSigned="true"' in told
