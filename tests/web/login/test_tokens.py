"""Which ID tokens hold: signed by the provider, for us, and not too old."""

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hemvist.web.login.single_sign_on import verified

ISSUER, CLIENT = "https://id.example.org", "hemvist"


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    """The provider's key."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def published(*keys: RSAPrivateKey) -> dict[str, Any]:
    """The provider's keys as it publishes them, named by their place."""
    told = [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(each.public_key())) for each in keys]
    return {"keys": [each | {"kid": str(number), "alg": "RS256"} for number, each in enumerate(told)]}


def claims(**other: object) -> dict[str, Any]:
    """What a good token says, but for what is given."""
    now = datetime.now(UTC)
    good = {"iss": ISSUER, "sub": "anna", "aud": CLIENT, "iat": now, "exp": now + timedelta(minutes=5)}
    return {name: value for name, value in (good | other).items() if value is not None}


@pytest.mark.parametrize("headers", [{}, {"kid": "1"}])
def test_a_token_signed_by_one_of_the_provider_s_keys_holds(key: RSAPrivateKey, headers: dict[str, str]) -> None:
    """Named or not, as when a provider changes its key."""
    other = generate_private_key(public_exponent=65537, key_size=2048)
    token = jwt.encode(claims(acr="loa3"), key, "RS256", headers=headers)
    assert verified(token, published(other, key), CLIENT, ISSUER)["acr"] == "loa3"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://other.example.org"},
        {"aud": "another-system"},
        {"aud": None},
        {"exp": datetime(2026, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"iat": datetime.now(UTC) + timedelta(days=1)},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_us_or_not_of_now_does_not_hold(key: RSAPrivateKey, wrong: dict[str, object]) -> None:
    """Whoever signed it."""
    token = jwt.encode(claims(**wrong), key, "RS256")
    with pytest.raises(jwt.PyJWTError):
        verified(token, published(key), CLIENT, ISSUER)


def test_a_token_that_somebody_else_has_signed_does_not_hold(key: RSAPrivateKey) -> None:
    """Not even under the provider's name for its key."""
    token = jwt.encode(
        claims(), generate_private_key(public_exponent=65537, key_size=2048), "RS256", headers={"kid": "0"}
    )
    with pytest.raises(jwt.PyJWTError):
        verified(token, published(key), CLIENT, ISSUER)


def test_the_public_key_cannot_be_used_as_a_secret(key: RSAPrivateKey) -> None:
    """The old trick of signing with what everyone can read; and the older one of not signing at all."""
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = jwt.encode(claims(), key, "RS256").split(".")[1]
    head = urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()
    mark = urlsafe_b64encode(hmac.digest(public, f"{head}.{body}".encode(), "sha256")).rstrip(b"=").decode()
    for token in (f"{head}.{body}.{mark}", jwt.encode(claims(), None, "none")):
        with pytest.raises(jwt.PyJWTError):
            verified(token, published(key), CLIENT, ISSUER)


def test_a_token_changed_on_the_way_does_not_hold(key: RSAPrivateKey) -> None:
    """The signature is of every letter."""
    head, _, mark = jwt.encode(claims(acr="loa2"), key, "RS256").split(".")
    body = jwt.encode(claims(acr="loa3"), key, "RS256").split(".")[1]
    with pytest.raises(jwt.PyJWTError):
        verified(f"{head}.{body}.{mark}", published(key), CLIENT, ISSUER)
