"""A real mail server on this machine: STARTTLS with a certificate of its own authority, a log-in, and every mail that it took."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from hemvist.integrations.mail.server import MailServer

USER, PASSWORD = "hemvist", "ett-prov-losenord"
SENDER, BOUNCES = "hemvist@staden.example", "studsar@staden.example"


@dataclass
class Took:
    """A mail as the server took it: from and to whom it was handed over, and what it holds."""

    sender: str
    receivers: list[str]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        """The mail, read."""
        return message_from_bytes(self.content, policy=policy.default)  # type: ignore[return-value]

    @property
    def text(self) -> str:
        """What is read of it: what it was handed over with, its headers, and its plain text and HTML decoded; not what a calendar reads."""
        read = ("text/plain", "text/html")
        parts = [str(part.get_content()) for part in self.mail.walk() if part.get_content_type() in read]
        headers = [f"{name}: {value}" for name, value in self.mail.items()]
        return "\n".join([self.sender, *self.receivers, *headers, *parts])


@dataclass
class Post:
    """What the server takes, and what it answers instead where a test wants it to refuse."""

    took: list[Took] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse an address that the test has named."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or answer what the test wants."""
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.took.append(Took(str(envelope.mail_from), list(envelope.rcpt_tos), content))
        return "250 Taken"


def _known(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=isinstance(given, LoginPassword) and given == right, handled=False)


class Mailing:
    """The server: what it took, and the setting by which Hemvist comes to it."""

    def __init__(self, post: Post, controller: Controller, ca: Path) -> None:
        self.post, self.controller, self.ca = post, controller, ca

    def __repr__(self) -> str:
        return f"Mailing at {self.controller.port}"

    @property
    def setting(self) -> MailServer:
        """How Hemvist comes to it."""
        return MailServer("localhost", self.controller.port, "starttls", USER, PASSWORD, str(self.ca), SENDER, BOUNCES)

    @property
    def took(self) -> list[Took]:
        """Every mail that it took."""
        return self.post.took


@contextmanager
def mail_server(folder: Path, port: int = 0) -> Iterator[Mailing]:
    """Run a server on a port of localhost. It takes mail only over TLS, from one who has logged in."""
    authority = trustme.CA()
    ca = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    post = Post()
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=port or _free_port(),
        tls_context=context,
        require_starttls=True,
        authenticator=_known,
        auth_required=True,
        auth_require_tls=True,
    )
    controller.start()
    try:
        yield Mailing(post, controller, ca)
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
