"""A file of many rows is taken in by a process that is killed, again and again: it goes on where it stopped, and opens nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from hemvist.cases.models import Case
from hemvist.cases.verifying import verify_record
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.persons.models import Person
from tests.cases.test_many_writers import environment
from tests.factories import small_city
from tests.integrations.case_system.files import BOARD, case_line, file_with

ROWS = 150
KILLS = 4
COMMAND = "import sys; from hemvist.cli.main import main; sys.exit(main())"


def test_it_goes_on_after_being_killed(transactional_db: None, tmp_path: Path) -> None:
    """Each row is recorded once, whichever run did it; then the same file again changes nothing."""
    small_city()
    place = tmp_path / "cases.jsonl"
    place.write_bytes(
        file_with(*(case_line(str(n), "saknas", person={"family_name": f"Prov{n}"}) for n in range(ROWS)))
    )
    chance = random.Random(4)  # noqa: S311
    for _ in range(KILLS):
        process = started(place)
        before = rows_done()
        deadline = time.monotonic() + 60
        while process.poll() is None and rows_done() == before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(chance.random() / 4)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert Case.objects.count() == Person.objects.count() == rows_done()
    for _ in range(2):
        process = started(place)
        assert process.wait(timeout=300) == 0
        assert (Case.objects.count(), Person.objects.count(), rows_done()) == (ROWS, ROWS, ROWS)
    assert IncomingFile.objects.count() == 1
    assert verify_record() == []
    connection.close()


def started(place: Path) -> "subprocess.Popen[bytes]":
    """The command, in a process of its own."""
    command = [sys.executable, "-c", COMMAND, "import-cases", str(place), "--board", BOARD]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows_done() -> int:
    """How many rows stand as recorded."""
    return IncomingRow.objects.filter(state="recorded").count()
