"""A log-in service for tests: a whole OpenID Connect provider (Authlib's), in a process of its own on loopback.

It checks who asks (client, secret, redirect address, PKCE's absence or presence as sent), signs its tokens with a key of its own, and says of a person
what it was told to say, `acr` included: as a city's provider says what the city's directory holds.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

PATIENCE = 30  # seconds
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that runs. ``client`` and ``secret`` are Hemvist's there."""

    address: str
    client: str
    secret: str

    def knows(self, subject: str, **claims: object) -> None:
        """Let the provider say this of a person."""
        requests.put(f"{self.address}/users/{subject}", json=claims, timeout=SECONDS).raise_for_status()

    def log_in(self, address: str, subject: str) -> str:
        """Log in at the provider as somebody, on the page that Hemvist led to. Gives the address that it leads back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=SECONDS)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def break_off(self, address: str) -> str:
        """Change one's mind at the provider. Gives the address that it leads back to."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=SECONDS)
        return answer.headers["Location"]


@contextmanager
def running(redirect_address: str) -> Iterator[Provider]:
    """Run a provider that knows Hemvist, and leads back to one address only."""
    port = _free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--require-registration"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NO_COLOR": "1"},
    ) as process:
        try:
            address = f"http://localhost:{port}"
            _wait_for(address)
            told = requests.post(
                f"{address}/oauth2/clients", json={"redirect_uris": [redirect_address]}, timeout=SECONDS
            ).json()
            yield Provider(address, told["client_id"], told["client_secret"])
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=SECONDS).raise_for_status()
            return
        except requests.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
