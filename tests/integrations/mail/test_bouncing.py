"""Mail that came back: the address is found by what the report quotes, and noted only where it was refused for good."""

import io
import uuid

import pytest

from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.turns import in_turn
from hemvist.cli.delivering import bounce
from hemvist.integrations.mail.bouncing import note
from hemvist.integrations.mail.inbox import refused_address
from hemvist.integrations.mail.models import Reach
from hemvist.integrations.mail.writing import message_id
from tests.cases.town import Town
from tests.support.mail_server import Mailing

REPORT = """\
From: MAILER-DAEMON@post.example
To: studsar@staden.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host post.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example
Arrival-Date: Mon, 2 Mar 2026 08:00:00 +0100

Final-Recipient: rfc822; c-lead@staden.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <c-lead@staden.example>: user unknown

--b
Content-Type: {quoted}

From: hemvist@staden.example
To: c-lead@staden.example
Subject: x
Message-ID: {message_id}

--b--
"""


@pytest.fixture
def sent(town: Town, mailing: Mailing) -> str:
    """The Message-ID of a mail that was put out to the lead caseworker."""
    key = uuid.uuid4()
    body: dict[str, object] = {"worker": town.workers["c-lead"].pk, "notice": str(uuid.uuid4())}
    in_turn(lambda: put_out([Outgoing("mail", body, key=key)]))
    return message_id(key)


def report(sent: str, action: str = "failed", status: str = "5.1.1", quoted: str = "text/rfc822-headers") -> bytes:
    """A report as a mail system writes it."""
    return REPORT.format(action=action, status=status, quoted=quoted, message_id=sent).encode()


@pytest.mark.parametrize("quoted", ["text/rfc822-headers", "message/rfc822"])
def test_an_address_that_was_refused_for_good_is_noted(town: Town, sent: str, quoted: str) -> None:
    """Whether the report quotes the whole mail or its headers; and the worker sees it in the inbox."""
    assert note(report(sent, quoted=quoted)) == "refused"
    reach = Reach.objects.get()
    assert (reach.pk, reach.refused, reach.status) == (town.workers["c-lead"].pk, "c-lead@staden.example", "5.1.1")
    assert refused_address(town.viewer("c-lead"))
    assert not refused_address(town.viewer("c-manager"))


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.1.5")])
def test_what_is_late_or_was_delivered_is_not_held_against_the_address(sent: str, action: str, status: str) -> None:
    """Nothing is noted."""
    assert note(report(sent, action, status)) == "for now"
    assert not Reach.objects.exists()


def test_what_is_no_report_or_not_ours_changes_nothing(sent: str) -> None:
    """An answer that somebody wrote, a report about another's mail, and one about a key that we never gave."""
    assert note(b"From: a@b.example\nSubject: Hej\n\nTack!\n") == "not a report"
    assert note(report("<something@else.example>")) == "not ours"
    assert note(report(message_id(uuid.uuid4()))) == "not ours"
    assert note(b"\xff\x00 not a mail at all") == "not a report"
    assert not Reach.objects.exists()


def test_the_command_reads_a_report(sent: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what it did, and nothing of whom it was about."""
    assert bounce(io.BytesIO(report(sent))) == 0
    assert "c-lead" not in capsys.readouterr().out
    assert Reach.objects.get().refused_at is not None
    assert bounce(io.BytesIO(b"Hej")) == 1
