"""What it costs to send mail from the outbox: each message leased, its receiver and what they may be told looked up, composed, sent and reported
done; against a bare loop that sends ready-made mails of the same size over one open line to the same server.
"""

import smtplib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median

from benchmarks import database
from benchmarks.interleaved import Row, timed

AIM = 0.5
WORKERS = 200
CASES = 50
ROUNDS = 5


def measure(mails: int) -> list[Row]:
    """Send so many mails both ways, in turn, in ``ROUNDS`` rounds."""
    with database.fresh_database(), _server() as port:
        return [_measured(port, mails // ROUNDS)]


@contextmanager
def _server() -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.mail_sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()


def _measured(port: int, mails: int) -> Row:
    from django.test import override_settings

    from hemvist.integrations.delivering import deliver_waiting
    from hemvist.integrations.mail.server import MailServer

    server = MailServer("127.0.0.1", port, "none", "", "", "", "hemvist@staden.example", "hemvist@staden.example")
    workers, cases = _staff()
    ours, bare = [], []
    with override_settings(MAIL_SERVER=server, ADDRESS="https://hemvist.example"):
        content = _a_mail()
        for _ in range(ROUNDS):
            _put_out(workers, cases, mails)
            ours.append(timed(deliver_waiting))
            bare.append(timed(lambda: _bare_loop(port, content, mails)))
        _all_are_done(mails * ROUNDS)
    return _row(median(ours) / mails, median(bare) / mails, mails * ROUNDS)


def _row(ours_ms: float, bare_ms: float, mails: int) -> Row:
    ratio = bare_ms / ours_ms
    name = f"outbox: a mail, of {mails} ({database.vendor()})"
    return Row(name, ours_ms, bare_ms, "bare loop on one open line", ratio, f"≥ {AIM:g} of its rate", ratio >= AIM)


def _staff() -> tuple[list[int], list[int]]:
    """A unit with many workers, and cases that all of them see."""
    from hemvist import clock
    from hemvist.cases.models import Case, OutboxMessage
    from tests.cases.town import add_person, found_town, opened

    town, today = found_town(), clock.today()
    for number in range(WORKERS):
        worker = town.hire(f"worker-{number}", "centrum", "caseworker")
        worker.user.email = f"worker-{number}@staden.example"
        worker.user.save(update_fields=["email"])
    for number in range(CASES):
        opened(town, add_person(number), on=today - timedelta(days=1))
    OutboxMessage.objects.all().delete()
    pks = [worker.pk for name, worker in town.workers.items() if name.startswith("worker-")]
    return pks, list(Case.objects.values_list("pk", flat=True))


def _put_out(workers: list[int], cases: list[int], mails: int) -> None:
    """Put out mails, each with a notice about a case."""
    from hemvist import clock
    from hemvist.cases.outbox import Outgoing, put_out
    from hemvist.cases.turns import in_turn
    from hemvist.integrations.mail.models import Notice

    now = clock.now()
    told = [(uuid.uuid4(), workers[n % len(workers)], cases[n % len(cases)]) for n in range(mails)]
    Notice.objects.bulk_create(Notice(worker_id=w, kind="meeting", case_row=c, key=key, at=now) for key, w, c in told)
    in_turn(lambda: put_out([Outgoing("mail", {"worker": w, "notice": str(key)}, case=c) for key, w, c in told]))


def _a_mail() -> bytes:
    from hemvist.integrations.mail.writing import Letter, compose

    return compose(Letter(uuid.uuid4(), 0, "worker-100@staden.example", "sv", "at-once"), "hemvist@staden.example")


def _bare_loop(port: int, content: bytes, mails: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number in range(mails):
            line.sendmail("hemvist@staden.example", [f"worker-{number % WORKERS}@staden.example"], content)


def _all_are_done(mails: int) -> None:
    """A measurement of mails that did not leave would say nothing."""
    from hemvist.cases.models import OutboxMessage

    done = OutboxMessage.objects.filter(state="done", kind="mail").count()
    if done != mails:
        raise RuntimeError(f"{done} of {mails} mails left")
