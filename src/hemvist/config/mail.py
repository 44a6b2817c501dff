"""How mail and text messages leave, as the environment says. A setting that is half said stops the start, with what to do.

HEMVIST_ADDRESS          where people reach Hemvist, "https://hemvist.example"; links in mails begin with it

HEMVIST_SMTP_HOST        the mail server (default: none, and no mail is sent)
HEMVIST_SMTP_PORT        its port (default: 587; 465 with tls)
HEMVIST_SMTP_SECURITY    starttls (default), tls, or none: only where the server is on this machine
HEMVIST_SMTP_USER, HEMVIST_SMTP_PASSWORD   who we are there; without them nobody logs in
HEMVIST_SMTP_CA          a file with the certificates to trust, if the server's is the city's own (default: the machine's)
HEMVIST_MAIL_FROM        the address that mail comes from
HEMVIST_MAIL_BOUNCES     the address that mail which cannot be delivered comes back to (default: HEMVIST_MAIL_FROM)

HEMVIST_SMS_FOLDER       a folder in which each text message is left as a file for the city's own sender (default: none)
HEMVIST_POST_FOLDER      the same for digital post
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from hemvist.integrations.mail.server import MailServer

SECURITY = ("starttls", "tls", "none")


def _mail_server() -> MailServer | None:
    """Read it; None if no server is named."""
    given = os.environ.get
    host = given("HEMVIST_SMTP_HOST", "")
    if not host:
        return None
    if missing := [name for name in ("HEMVIST_MAIL_FROM", "HEMVIST_ADDRESS") if not given(name)]:
        raise ImproperlyConfigured(f"HEMVIST_SMTP_HOST is set, but not {', '.join(missing)}. See docs/operations.md.")
    security = given("HEMVIST_SMTP_SECURITY", "starttls")
    if security not in SECURITY:
        raise ImproperlyConfigured(f"HEMVIST_SMTP_SECURITY is '{security}'. Write one of {', '.join(SECURITY)}.")
    user, password = given("HEMVIST_SMTP_USER", ""), given("HEMVIST_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("Set both HEMVIST_SMTP_USER and HEMVIST_SMTP_PASSWORD, or neither.")
    if user and security == "none" and host not in ("localhost", "127.0.0.1"):
        raise ImproperlyConfigured("HEMVIST_SMTP_SECURITY is 'none': the password would be sent in the open.")
    sender = os.environ["HEMVIST_MAIL_FROM"]
    port = _port("HEMVIST_SMTP_PORT", "465" if security == "tls" else "587")
    ca = given("HEMVIST_SMTP_CA", "")
    return MailServer(host, port, security, user, password, ca, sender, given("HEMVIST_MAIL_BOUNCES", "") or sender)


def _port(name: str, otherwise: str) -> int:
    said = os.environ.get(name, otherwise)
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise ImproperlyConfigured(f"{name} is '{said}'. Write a port: a number from 1 to 65535.")
    return int(said)


def _address() -> str:
    said = os.environ.get("HEMVIST_ADDRESS", "")
    parts = urlsplit(said)
    if said and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise ImproperlyConfigured(f"HEMVIST_ADDRESS is '{said}'. Write it as https://hemvist.example")
    return said.rstrip("/")


def _folder(name: str) -> Path | None:
    said = os.environ.get(name, "")
    if not said:
        return None
    if not Path(said).is_dir():
        raise ImproperlyConfigured(f"{name} is '{said}', which is no folder. Make it, or take the setting away.")
    return Path(said)


MAIL_SERVER = _mail_server()
ADDRESS = _address()
DROP_FOLDERS = {
    channel: folder
    for channel, name in (("sms", "HEMVIST_SMS_FOLDER"), ("digital-post", "HEMVIST_POST_FOLDER"))
    if (folder := _folder(name))
}
