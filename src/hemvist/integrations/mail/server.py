"""The mail server as the city has named it (`hemvist.config.mail`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, and how we come to it. ``security`` is starttls, tls or none; ``ca`` a file of certificates to trust, "" for the machine's."""

    host: str
    port: int
    security: str
    user: str
    password: str
    ca: str
    sender: str
    bounces: str
