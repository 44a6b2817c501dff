"""The settings: off unless an address is given, and a setting that is half said stops the start."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hemvist.integrations.ssbtek.service import read_service


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    """Settings that hold."""
    for name in ("a.pem", "a.key"):
        (tmp_path / name).touch()
    return {
        "HEMVIST_SSBTEK_ADDRESS": "https://localhost/ssbt",
        "HEMVIST_SSBTEK_CERTIFICATE": str(tmp_path / "a.pem"),
        "HEMVIST_SSBTEK_KEY": str(tmp_path / "a.key"),
        "HEMVIST_SSBTEK_ORGANISATION": "162120001355",
        "HEMVIST_SSBTEK_NAME": "Göteborgs Stad",
        "HEMVIST_SSBTEK_FK_ACTOR": "480-01",
    }


def test_without_an_address_it_is_off(said: dict[str, str]) -> None:
    """Whatever else is set."""
    assert read_service({}) is None
    assert read_service(said | {"HEMVIST_SSBTEK_ADDRESS": ""}) is None


def test_what_is_said_is_read(said: dict[str, str]) -> None:
    """The newest version and twenty seconds, if nothing else is said."""
    service = read_service(said)
    assert service is not None
    assert (service.version, service.seconds, service.authority) == ("11", 20, None)
    other = read_service(said | {"HEMVIST_SSBTEK_VERSION": "10", "HEMVIST_SSBTEK_SECONDS": "5"})
    assert other is not None
    assert (other.version, other.seconds) == ("10", 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CERTIFICATE", ""),
        ("CERTIFICATE", "no/such/file.pem"),
        ("AUTHORITY", "no/such/file.pem"),
        ("ADDRESS", "http://localhost/ssbt"),
        ("VERSION", "9"),
        ("ORGANISATION", "2120001355"),
        ("FK_ACTOR", ""),
        ("SECONDS", "60"),
        ("SECONDS", "soon"),
    ],
)
def test_what_cannot_be_right_stops_the_start_and_is_named(said: dict[str, str], name: str, value: str) -> None:
    """By the setting's own name."""
    with pytest.raises(ImproperlyConfigured, match=f"HEMVIST_SSBTEK_{name}"):
        read_service(said | {f"HEMVIST_SSBTEK_{name}": value})
