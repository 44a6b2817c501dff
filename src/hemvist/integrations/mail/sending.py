"""The line to the mail server: opened when there is something to send, kept open while there is more, and what each answer means."""

import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from hemvist.integrations.delivering import GiveUp, NotDelivered, TryAgain, when_idle
from hemvist.integrations.mail.server import MailServer
from hemvist.integrations.mail.wishes import refuse_address
from hemvist.integrations.mail.writing import Letter, NotAnAddressError, compose

TIMEOUT_SECONDS = 20
_PERMANENT = 500
_SAYS_GOODBYE = 421


@dataclass(slots=True)
class Line:
    """An open line, or none. A process has one; it closes it when there is nothing more to send."""

    server: smtplib.SMTP | None = None
    used: bool = field(default=False)

    def opened(self) -> smtplib.SMTP:
        """Give the open line; open it first if there is none. Raises what `smtplib` and the network raise."""
        if self.server is None:
            self.server, self.used = _open(), False
        return self.server

    def close(self) -> None:
        """Say goodbye, if anyone is there to hear it."""
        server, self.server = self.server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()


def mail_server() -> MailServer:
    """Give the server. Raises TryAgain where none is named: a message that waits can still be sent once one is."""
    server: MailServer | None = settings.MAIL_SERVER
    if server is None:
        raise TryAgain("Ingen e-postserver är inställd (HEMVIST_SMTP_HOST).")
    return server


line = Line()
when_idle(line.close)


def _open() -> smtplib.SMTP:
    ours = mail_server()
    context = ssl.create_default_context(cafile=ours.ca or None)
    if ours.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(ours.host, ours.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(ours.host, ours.port, timeout=TIMEOUT_SECONDS)
    try:
        if ours.security == "starttls":
            server.starttls(context=context)
        if ours.user:
            server.login(ours.user, ours.password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def send(letters: Iterable[tuple[int, Letter]]) -> dict[int, NotDelivered]:
    """Send letters, each with the id of its message. Gives those that were not taken, and why.

    Once the server does not answer, the rest are not tried: they wait for a better time together.
    """
    wrong: dict[int, NotDelivered] = {}
    broken: TryAgain | None = None
    for number, letter in letters:
        if broken is not None:
            wrong[number] = broken
            continue
        try:
            _send_one(letter)
        except smtplib.SMTPRecipientsRefused as error:
            wrong[number] = _refused(letter, *next(iter(error.recipients.values())))
        except smtplib.SMTPResponseException as error:
            wrong[number] = _answered(error.smtp_code)
            if isinstance(error, smtplib.SMTPAuthenticationError) or error.smtp_code == _SAYS_GOODBYE:
                line.close()
                broken = TryAgain(wrong[number].reason)
        except TryAgain as why:
            broken = wrong[number] = why
        except NotAnAddressError:
            refuse_address(letter.worker_id, letter.address, "")
            wrong[number] = GiveUp("Det som står som adress är ingen e-postadress.")
        except (smtplib.SMTPException, OSError) as error:
            line.close()
            broken = TryAgain(f"E-postservern svarade inte ({type(error).__name__}).")
            wrong[number] = broken
    return wrong


def _send_one(letter: Letter) -> None:
    """Send one; on a line that the server has closed since it was used last, once more on a new one."""
    content = compose(letter, mail_server().sender)
    was_used = line.server is not None and line.used
    try:
        _hand_over(letter.address, content)
    except smtplib.SMTPServerDisconnected:
        if not was_used:
            raise
        line.close()
        _hand_over(letter.address, content)


def _hand_over(address: str, content: bytes) -> None:
    line.opened().sendmail(mail_server().bounces, [address], content)
    line.used = True


def _refused(letter: Letter, code: int, _said: bytes) -> NotDelivered:
    """The address was refused: for good, or only now. What the server said can hold the address; its code is enough."""
    if code >= _PERMANENT:
        refuse_address(letter.worker_id, letter.address, str(code))
        return GiveUp(f"E-postservern tar inte emot post till adressen ({code}).")
    return TryAgain(f"E-postservern kunde inte ta emot post till adressen nu ({code}).")


def _answered(code: int) -> NotDelivered:
    if code in (530, 534, 535, 538):
        return TryAgain(f"E-postservern godtog inte inloggningen ({code}).")
    if code >= _PERMANENT:
        return GiveUp(f"E-postservern tog inte emot mejlet ({code}).")
    return TryAgain(f"E-postservern kunde inte ta emot mejlet nu ({code}).")
