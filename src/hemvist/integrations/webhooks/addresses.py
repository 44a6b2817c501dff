"""Where may be sent: over https, to a public address. What the city itself allows beside that stands in settings.

An address is judged when it is subscribed to and again each time something is sent, by the numbers that its name leads to then: a name that
leads into the city's own network would else let an outsider make Hemvist call there.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


class AddressRefused(ValueError):  # noqa: N818 (an answer, not a fault)
    """An address that nothing is sent to. ``code`` is stable; the text, in Swedish, says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Target:
    """An address to send to: its parts, and the number that its name leads to now."""

    scheme: str
    host: str
    port: int
    path: str
    number: str


def check_address(address: str) -> None:
    """Judge how an address is written. Raises AddressRefused."""
    _parts(address)


def target_of(address: str) -> Target:
    """Find where an address leads now, and judge it. Raises AddressRefused; OSError where the name leads nowhere now."""
    scheme, host, port, path = _parts(address)
    numbers = list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    for number in numbers:
        _judge_number(host, number)
    return Target(scheme, host, port, path, numbers[0])


def _parts(address: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefused("address-unreadable", "Adressen går inte att läsa. Skriv den som https://…") from None
    if (
        not host
        or not address.isascii()
        or not address.isprintable()
        or " " in address
        or parts.fragment
        or parts.username is not None
    ):
        raise AddressRefused("address-unreadable", "Skriv adressen som https://… utan namn, lösenord och #.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in settings.WEBHOOK_PRIVATE_HOSTS):
        raise AddressRefused("address-not-https", "Adressen måste börja med https://.")
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        _judge_number(host, str(number))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path


def _judge_number(host: str, number: str) -> None:
    if host not in settings.WEBHOOK_PRIVATE_HOSTS and not ipaddress.ip_address(number).is_global:
        raise AddressRefused(
            "address-private",
            "Adressen leder till ett eget eller lokalt nät. Be kommunen tillåta värden om den ska användas.",
        )
