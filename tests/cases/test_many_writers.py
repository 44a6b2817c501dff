"""Several processes write at once, and processes are killed while they write. Real processes, the real database."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from hemvist.cases.models import Case, CaseEvent
from hemvist.cases.verifying import verify_record
from tests.cases.town import Town, add_person, found_town, opened

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 4
EACH = 15
KILLS = 12


@pytest.fixture
def busy_town(transactional_db: None) -> Iterator[Town]:
    """A town whose rows are committed, so that other processes see them."""
    yield found_town()
    connection.close()


def environment() -> dict[str, str]:
    """The settings by which another process finds this test's database."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{settings['NAME']}"
    else:
        user = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["PASSWORD"] else f"{settings['USER']}@"
        url = f"postgresql://{user}{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    paths = f"{ROOT / 'src'}:{ROOT}"
    return {
        **os.environ,
        "HEMVIST_DATABASE_URL": url,
        "PYTHONPATH": paths,
        "DJANGO_SETTINGS_MODULE": "hemvist.config.settings",
    }


def start(case: UUID, worker: int, how_many: int) -> subprocess.Popen[str]:
    """Start a writer and wait until it is ready to write."""
    command = [sys.executable, "-m", "tests.cases.writer", str(case), str(worker), str(how_many)]
    process = subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    """The uids of the events that the writer was told are recorded. A line cut short by the kill was not told."""
    out, _ = process.communicate()
    return [line.split()[2] for line in out.splitlines(keepends=True) if line.endswith("\n")]


def a_case(town: Town) -> UUID:
    """A case opened today."""
    return opened(town, add_person(), on=datetime.now(UTC).date())


def assert_whole(case: UUID, uids: list[str]) -> None:
    """Every acknowledged event is there, once; the chain has no gap; nothing is half there."""
    stored = list(CaseEvent.objects.filter(case__public_id=case).order_by("sequence").values_list("sequence", "uid"))
    assert [sequence for sequence, _ in stored] == list(range(1, len(stored) + 1))
    assert not set(uids) - {uid for _, uid in stored}
    assert Case.objects.get(public_id=case).sequence == len(stored)
    assert verify_record() == []


def test_four_writers_on_one_case_lose_nothing(busy_town: Town) -> None:
    """Every event of every writer has its place in one gapless chain."""
    case = a_case(busy_town)
    names = ["c-caseworker", "c-colleague", "c-lead", "c-caseworker"]
    writers = [start(case, busy_town.workers[name].pk, EACH) for name in names]
    uids = [uid for writer in writers for uid in acknowledged(writer)]
    assert all(writer.returncode == 0 for writer in writers)
    assert len(uids) == len(set(uids)) == WRITERS * EACH
    assert_whole(case, uids)
    assert CaseEvent.objects.filter(case__public_id=case).count() == WRITERS * EACH + 2


def test_writers_on_cases_of_their_own_do_not_starve_one_another(busy_town: Town) -> None:
    """All of them come to their end."""
    cases = [a_case(busy_town) for _ in range(WRITERS)]
    writers = [start(case, busy_town.workers["c-caseworker"].pk, EACH) for case in cases]
    for case, writer in zip(cases, writers, strict=True):
        uids = acknowledged(writer)
        assert len(uids) == EACH
        assert_whole(case, uids)


def test_whatever_was_acknowledged_before_a_kill_is_there_and_nothing_is_half_there(busy_town: Town) -> None:
    """Two writers on one case, killed at any point, many times over."""
    case = a_case(busy_town)
    uids: list[str] = []
    chance = random.Random(20260302)  # noqa: S311 (when to kill, not a secret)
    for _ in range(KILLS // 2):
        writers = [start(case, busy_town.workers[name].pk, 10_000) for name in ("c-caseworker", "c-colleague")]
        for writer in writers:
            time.sleep(chance.uniform(0.0, 0.4))
            writer.kill()
        uids += [uid for writer in writers for uid in acknowledged(writer)]
        assert_whole(case, uids)
    assert uids
