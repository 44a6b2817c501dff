"""A run that is killed at any point goes on where it stopped, and nothing is removed without a verified package. Real processes."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from hemvist import clock
from hemvist.cases.models import Case, CaseEvent, Removal
from hemvist.cases.verifying import verify_record
from hemvist.persons.models import Person
from hemvist.retention.approving import approve
from hemvist.retention.packaging.checking import check_package
from hemvist.retention.verifying import verify_retention
from tests.cases.test_many_writers import ROOT, environment
from tests.cases.town import Town, found_town
from tests.retention.old import old_case, someone

CASES = 8
KILLS = 6


@pytest.fixture
def approved(transactional_db: None) -> Iterator[list[UUID]]:
    """Old cases, approved, in rows that other processes see."""
    town: Town = found_town()
    cases = [old_case(town, someone(f"Person{number}")) for number in range(CASES)]
    manager = town.viewer("c-manager", clock.today())
    approve(manager, cases)
    yield cases
    connection.close()


def start(command: str, folder: Path) -> subprocess.Popen[str]:
    """Start a command of retention's."""
    arguments = [sys.executable, "-m", "hemvist", "retention", command, str(folder)]
    return subprocess.Popen(
        arguments, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def assert_nothing_lost(cases: list[UUID], folder: Path) -> None:
    """Each case is here whole, or gone whole with a whole package of the same chain; and the record holds."""
    here = set(Case.objects.filter(public_id__in=cases).values_list("pk", flat=True))
    gone = {removal.case_row: removal for removal in Removal.objects.all()}
    assert len(here) + len(gone) == len(cases)
    assert set(CaseEvent.objects.values_list("case_id", flat=True)) == here
    assert Person.objects.count() == len(here)
    for removal in gone.values():
        checked = check_package(folder / str(removal.package))
        assert checked.whole
        assert (checked.case_row, checked.chain) == (removal.case_row, removal.chain)
    assert [*verify_record(), *verify_retention()] == []


def test_packing_and_removing_survive_being_killed(approved: list[UUID], tmp_path: Path) -> None:
    """Killed many times in the midst of either; then both are let run to their end."""
    chance = random.Random(20260302)  # noqa: S311 (when to kill, not a secret)
    for number in range(KILLS):
        running = start(("package", "remove")[number % 2], tmp_path)
        time.sleep(chance.uniform(0.5, 2.5))
        running.kill()
        running.communicate()
        assert_nothing_lost(approved, tmp_path)
    for command in ("package", "remove"):
        ended = start(command, tmp_path)
        out, err = ended.communicate()
        assert ended.returncode == 0, out + err
        assert_nothing_lost(approved, tmp_path)
    assert not Case.objects.filter(public_id__in=approved).exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_two_runs_at_once_do_not_work_in_one_folder(approved: list[UUID], tmp_path: Path) -> None:
    """The second is told to wait, or came after the first; every case is packed once."""
    runs = [start("package", tmp_path) for _ in range(2)]
    told = [run.communicate() for run in runs]
    codes = sorted(run.returncode for run in runs)
    assert codes in ([0, 0], [0, 2])
    assert codes == [0, 0] or any("En annan körning använder mappen" in err for _, err in told)
    assert len(list(tmp_path.iterdir())) == CASES
