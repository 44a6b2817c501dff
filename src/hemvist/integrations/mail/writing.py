"""What a mail or a text message says: that something waits, and where. Never whom or what it is about, and always the same words."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from hemvist import clock

Occasion = Literal["at-once", "digest", "meeting"]
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
"""An address as it can stand in a line of a mail by itself: nothing in it can end the line, or name another receiver."""


class NotAnAddressError(Exception):
    """What stands as somebody's address is none."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What goes with a mail about a booked time: iCalendar text, and its method (REQUEST or CANCEL)."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be sent: to which worker, at which address, in which language, and on what occasion. ``key`` is the outbox message's."""

    key: UUID
    worker_id: int
    address: str
    language: str
    occasion: Occasion
    invitation: Invitation | None = None


def message_id(key: UUID) -> str:
    """Give the Message-ID that a mail carries each time it is sent."""
    return f"<{key.hex}@{urlsplit(settings.ADDRESS).hostname}>"


def compose(letter: Letter, sender: str) -> bytes:
    """Give a mail in the receiver's language, as plain text and as simple HTML. ``sender`` is the address it comes from.

    Only three lines differ between one mail and another: to whom, when, and its Message-ID. Raises NotAnAddressError.
    """
    if not _ADDRESS.fullmatch(letter.address):
        raise NotAnAddressError
    own = f"To: {letter.address}\r\nDate: {format_datetime(clock.now())}\r\nMessage-ID: {message_id(letter.key)}\r\n"
    if letter.invitation is not None:
        return own.encode("ascii") + _written(letter.language, letter.occasion, sender, letter.invitation)
    return own.encode("ascii") + _common(letter.language, letter.occasion, sender, settings.ADDRESS)


@lru_cache(maxsize=16)
def _common(language: str, occasion: Occasion, sender: str, _link_base: str) -> bytes:
    """What all mails on an occasion in a language have in common, written once."""
    return _written(language, occasion, sender, None)


def _written(language: str, occasion: Occasion, sender: str, invitation: Invitation | None) -> bytes:
    """A mail but for the lines that are its own."""
    with override(language):
        subject, sentence, link = _words(occasion)
        ending = gettext("Det här mejlet går inte att svara på. Vad du får mejl om väljer du i Hemvist, under Notiser.")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["Subject"] = subject
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = language
    mail.set_content(f"{sentence}\n\n{link}\n\n{ending}\n", cte="quoted-printable")
    mail.add_alternative(_html(language, subject, sentence, link, ending), subtype="html", cte="quoted-printable")
    if invitation is not None:
        # The part that calendars read (RFC 6047), as another way to say the same.
        content = invitation.content.decode("utf-8")
        mail.add_alternative(content, subtype="calendar", cte="base64", params={"method": invitation.method})
    return mail.as_bytes()


def text_message(language: str) -> str:
    """Give the words of a text message to a worker."""
    with override(language):
        _, sentence, link = _words("at-once")
    return f"{sentence} {link}"


def _words(occasion: Occasion) -> tuple[str, str, str]:
    """Subject, sentence and link."""
    if occasion == "at-once":
        return (
            gettext("Något i Hemvist kan inte vänta"),
            gettext("Det finns något i Hemvist som du behöver se i dag."),
            f"{settings.ADDRESS}/notiser/",
        )
    if occasion == "meeting":
        return (
            gettext("Bokad tid"),
            gettext("En tid i din kalender är bokad, ändrad eller avbokad. Vad den gäller ser du i Hemvist."),
            f"{settings.ADDRESS}/kalender/",
        )
    return (
        gettext("Något väntar på dig i Hemvist"),
        gettext("Det finns något i Hemvist som väntar på dig."),
        f"{settings.ADDRESS}/",
    )


def _html(language: str, subject: str, *parts: str) -> str:
    sentence, link, ending = map(escape, parts)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head><body>'
        f'<p>{sentence}</p><p><a href="{link}">{link}</a></p><p><small>{ending}</small></p></body></html>\n'
    )
