"""Where SSBTEK is reached and as whom, as the environment says. Off unless its address is set; half a setting stops the start.

HEMVIST_SSBTEK_ADDRESS       the service's address, https://… (default: none; the caseworker then checks by hand)
HEMVIST_SSBTEK_VERSION       10 or 11: which version of the contract is spoken there (default: 11)
HEMVIST_SSBTEK_CERTIFICATE   file with the city's client certificate (PEM)
HEMVIST_SSBTEK_KEY           file with its key (PEM, no password)
HEMVIST_SSBTEK_AUTHORITY     file with the authorities that the service's own certificate is from (default: those that requests trusts)
HEMVIST_SSBTEK_ORGANISATION  the city's organisation number, twelve digits: 16 and then the ten
HEMVIST_SSBTEK_NAME          the city's name, as the agencies are told it
HEMVIST_SSBTEK_FK_ACTOR      the id (aktorsid) that Försäkringskassan has given the city
HEMVIST_SSBTEK_SECONDS       how long an answer may take in all, 2 to 25 (default: 20)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HEMVIST_SSBTEK_"
NEEDED = ("CERTIFICATE", "KEY", "ORGANISATION", "NAME", "FK_ACTOR")
FILES = ("CERTIFICATE", "KEY", "AUTHORITY")
VERSIONS = ("10", "11")
ORGANISATION = re.compile(r"[0-9]{4}[2-9][0-9]{7}")
# The server gives a request 30 seconds.
LEAST_SECONDS, MOST_SECONDS = 2, 25


@dataclass(frozen=True, slots=True)
class Service:
    """Where SSBTEK is, and as whom it is asked. ``seconds``: how long an answer may take; ``most_bytes``: how large it may be."""

    address: str
    version: str
    certificate: Path
    key: Path
    authority: Path | None
    organisation: str
    name: str
    fk_actor: str
    seconds: int = 20
    most_bytes: int = 2 * 1024 * 1024


def read_service(environment: Mapping[str, str]) -> Service | None:
    """Read the settings; None where no address is set. Raises ImproperlyConfigured, saying what to do."""
    said = {name.removeprefix(PREFIX): value.strip() for name, value in environment.items() if name.startswith(PREFIX)}
    if not said.get("ADDRESS"):
        return None
    if missing := [PREFIX + name for name in NEEDED if not said.get(name)]:
        raise ImproperlyConfigured(
            f"{PREFIX}ADDRESS is set, but not {', '.join(missing)}. See docs/operations.md, SSBTEK."
        )
    _check(said)
    return Service(
        address=said["ADDRESS"],
        version=said.get("VERSION") or VERSIONS[-1],
        certificate=Path(said["CERTIFICATE"]),
        key=Path(said["KEY"]),
        authority=Path(said["AUTHORITY"]) if said.get("AUTHORITY") else None,
        organisation=said["ORGANISATION"],
        name=said["NAME"],
        fk_actor=said["FK_ACTOR"],
        seconds=int(said.get("SECONDS") or 20),
    )


def _check(said: Mapping[str, str]) -> None:
    """Say what cannot be right, by the name of the setting."""
    seconds = said.get("SECONDS") or "20"
    in_time = seconds.isdecimal() and LEAST_SECONDS <= int(seconds) <= MOST_SECONDS
    wrong = {
        "ADDRESS": ("" if said["ADDRESS"].startswith("https://") else "must begin with https://"),
        "VERSION": ("" if (said.get("VERSION") or VERSIONS[-1]) in VERSIONS else "is 10 or 11"),
        "ORGANISATION": ("" if ORGANISATION.fullmatch(said["ORGANISATION"]) else "is twelve digits: 16 and the ten"),
        "SECONDS": ("" if in_time else f"is a number from {LEAST_SECONDS} to {MOST_SECONDS}"),
    }
    wrong |= {name: "names no file" for name in FILES if said.get(name) and not Path(said[name]).is_file()}
    if told := [f"{PREFIX}{name} {what}" for name, what in wrong.items() if what]:
        raise ImproperlyConfigured(f"{'; '.join(told)}. See docs/operations.md, SSBTEK.")
