"""Two deliverers side by side, killed in the middle: every mail arrives, and what arrives twice carries the key by which it is dropped."""

import random
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.turns import in_turn
from hemvist.integrations.mail.models import Notice
from tests.cases.test_many_writers import ROOT, environment
from tests.cases.town import Town, found_town
from tests.support.mail_server import BOUNCES, PASSWORD, SENDER, USER, Mailing, mail_server

MAILS = 600
ROUNDS = 2


@pytest.fixture
def post_town(transactional_db: None) -> Iterator[Town]:
    """A town with addresses, committed so that other processes see it."""
    town = found_town()
    for name, worker in town.workers.items():
        worker.user.email = f"{name}@staden.example"
        worker.user.save(update_fields=["email"])
    yield town
    connection.close()


def settings_of(server: Mailing) -> dict[str, str]:
    """How another process comes to the mail server."""
    return environment() | {
        "HEMVIST_ADDRESS": "https://hemvist.example",
        "HEMVIST_SMTP_HOST": "localhost",
        "HEMVIST_SMTP_PORT": str(server.controller.port),
        "HEMVIST_SMTP_USER": USER,
        "HEMVIST_SMTP_PASSWORD": PASSWORD,
        "HEMVIST_SMTP_CA": str(server.ca),
        "HEMVIST_MAIL_FROM": SENDER,
        "HEMVIST_MAIL_BOUNCES": BOUNCES,
    }


def start(server: Mailing) -> subprocess.Popen[bytes]:
    """Start a deliverer."""
    command = [sys.executable, "-m", "hemvist", "deliver"]
    return subprocess.Popen(command, env=settings_of(server), cwd=ROOT)


def put(town: Town) -> list[uuid.UUID]:
    """Put out many mails, each with its notice. Gives their keys."""
    workers = [worker.pk for worker in town.workers.values()]
    told = [(uuid.uuid4(), uuid.uuid4(), workers[n % len(workers)]) for n in range(MAILS)]
    now = clock.now()
    Notice.objects.bulk_create(Notice(worker_id=w, kind="turn", key=notice, at=now) for _, notice, w in told)
    in_turn(lambda: put_out([Outgoing("mail", {"worker": w, "notice": str(n)}, key=key) for key, n, w in told]))
    return [key for key, _, _ in told]


def wait_until_all_are_done(seconds: float = 120) -> None:
    """Wait until nothing waits any more. The leases of those who were killed end at once: nobody waits five minutes here."""
    until = time.monotonic() + seconds
    while OutboxMessage.objects.filter(state="waiting").exists():
        assert time.monotonic() < until, "the mails did not leave in time"
        time.sleep(0.1)


def test_whatever_is_killed_all_mails_arrive_and_no_key_stands_for_two(post_town: Town, tmp_path: Path) -> None:
    """Each key arrives; the same key is the same mail to the same receiver, however often it came."""
    keys = put(post_town)
    chance = random.Random(20260302)  # noqa: S311 (when to kill, not a secret)
    with mail_server(tmp_path) as server:
        for _ in range(ROUNDS):
            before = len(server.took)
            deliverers = [start(server) for _ in range(2)]
            while len(server.took) == before:
                time.sleep(0.01)
            time.sleep(chance.uniform(0.0, 0.15))
            for deliverer in deliverers:
                deliverer.kill()
                deliverer.wait()
            OutboxMessage.objects.filter(state="waiting").update(free_at=clock.now())
        assert OutboxMessage.objects.filter(state="waiting").exists(), (
            "all had left before the last kill: nothing was tried"
        )
        deliverers = [start(server) for _ in range(2)]
        wait_until_all_are_done()
        for deliverer in deliverers:
            deliverer.terminate()
            assert deliverer.wait(timeout=30) == 0
        arrived = defaultdict(list)
        for took in server.took:
            arrived[str(took.mail["Message-ID"])].append(took)
    assert set(arrived) == {f"<{key.hex}@hemvist.example>" for key in keys}
    for same in arrived.values():
        assert len({(tuple(took.receivers), took.mail["Subject"]) for took in same}) == 1
    states = OutboxMessage.objects.values_list("state", flat=True)
    assert (len(states), set(states)) == (MAILS, {"done"})
