"""What is known of a log-in service of the city. Read from the environment by `hemvist.config.signing_in`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogInService:
    """A log-in service of the city. ``claim`` holds the worker's directory_id; ``strong`` are those of ``accepted`` that count as strong.

    ``kind`` is oidc or saml; ``server`` the address of its description; ``client`` who Hemvist is there (SAML: the provider's entity id).
    """

    kind: str
    name: str
    server: str
    claim: str
    accepted: frozenset[str]
    strong: frozenset[str]
    client: str = ""
    secret: str = ""
    scope: tuple[str, ...] = ("openid",)
