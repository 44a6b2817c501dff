"""`hemvist demo` from an empty folder: loaded, served, and started again in no time; and the record checked."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import httpx
import pytest

from tests.cli.conftest import SMALL, copied

ROOT = Path(__file__).resolve().parents[2]
WITH_LETTERS = ("--people", "40", "--cases", "30")
PATIENCE = 120  # seconds


def environment(folder: Path) -> dict[str, str]:
    """A place of its own: an SQLite file in a folder, whatever database the other tests run on."""
    settings = {
        "PYTHONPATH": str(ROOT / "src"),
        "HEMVIST_DATA": str(folder),
        "HEMVIST_DATABASE_URL": "",
        "PYTHONUTF8": "1",
    }
    return os.environ | settings


def hemvist(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "hemvist", *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=environment(folder),
    )


@pytest.fixture(scope="module")
def loaded(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small demo city in it."""
    return copied(small_demo, tmp_path_factory.mktemp("demo") / "data")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def started(folder: Path, *words: str, last_words: str) -> Iterator[tuple[int, str]]:
    """Start a command that serves; give its port and what it printed, once it listens; stop it afterwards."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "hemvist", *words, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(folder),
    ) as process:
        try:
            yield port, _told_until(process, last_words)
        finally:
            process.terminate()


def _told_until(process: subprocess.Popen[str], last_words: str) -> str:
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if last_words in line:
            return told
    raise AssertionError(f"it ended before it served: {told}")


def test_the_second_start_takes_seconds_and_prints_a_log_in_for_each_role(loaded: Path) -> None:
    """Nothing is loaded again; the address, the password and five accounts are told, and the log-in page answers."""
    begun = time.monotonic()
    with started(loaded, "demo", *SMALL, last_words="Nobody here exists") as (port, told):
        waited = time.monotonic() - begun
        assert "Loading" not in told
        assert f"http://localhost:{port}" in told
        assert "hemvist-demo-2026" in told
        for role in (
            "Socialsekreterare",
            "1:e socialsekreterare",
            "Enhetschef",
            "Samordnare på Kompetenscenter",
            "Arbetsmarknadskonsulent",
        ):
            assert re.search(rf"^  {role} +\w+ ", told, re.MULTILINE)
        with urlopen(f"http://127.0.0.1:{port}/konto/login/", timeout=PATIENCE) as page:
            assert page.status == 200
    assert waited < 60


def test_the_first_start_loads_the_city_and_then_sets_letters(tables: Path, tmp_path: Path) -> None:
    """Whoever serves is not whoever set the letters of the demo: a document asked for at once is there."""
    copied(tables, tmp_path / "data")
    with started(tmp_path / "data", "demo", *WITH_LETTERS, last_words="Nobody here exists") as (port, told):
        name = re.search(r"^  Socialsekreterare +(\w+) ", told, re.MULTILINE)
        assert name
        with httpx.Client(base_url=f"http://localhost:{port}", follow_redirects=True, timeout=PATIENCE) as browser:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/konto/login/").text)
            assert token
            form = {"csrfmiddlewaretoken": token[1], "login": name[1], "password": "hemvist-demo-2026"}
            page = browser.post("/konto/login/", data=form).text + browser.get("/?vy=enhet").text
            case = re.search(r"/arende/([0-9a-f-]{36})/", page)
            assert case
            document = browser.get(f"/arende/{case[1]}/loggutdrag/pdf/")
    assert (document.status_code, document.content[:5]) == (200, b"%PDF-")


def test_serve_serves_what_is_set_up_and_says_what_is_missing(loaded: Path, tmp_path: Path) -> None:
    """Without tables it says which command makes them."""
    with started(loaded, "serve", last_words="Hemvist is at") as (port, told):
        assert f"http://localhost:{port}" in told
    done = hemvist(tmp_path / "empty", "serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "hemvist migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_to_be_so(loaded: Path) -> None:
    """Before anything is loaded, with another one to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for command in ("demo", "serve"):
            done = hemvist(loaded, command, "--port", port)
            assert done.returncode == 2
            assert f"port {port} cannot be used" in done.stderr
            assert "--port" in done.stderr


def test_verify_record_finds_nothing_in_the_demo_and_daily_runs(loaded: Path) -> None:
    """The record that the stories made holds."""
    done = hemvist(loaded, "verify-record")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The record holds" in done.stdout
    assert hemvist(loaded, "daily").returncode == 0


def test_after_an_update_every_case_is_worked_out_anew(loaded: Path) -> None:
    """What a document called a duty before stands until each case is worked out by the document as it is now."""
    with closing(sqlite3.connect(loaded / "hemvist.sqlite3")) as before, before:
        before.execute(
            "UPDATE cases_dutyrow SET label = 'Som det hette förut' WHERE id = (SELECT min(id) FROM cases_dutyrow)"
        )
    assert hemvist(loaded, "verify-record").returncode == 1
    assert hemvist(loaded, "daily").returncode == 0
    assert hemvist(loaded, "verify-record").returncode == 1, "only cases whose day has come"
    assert hemvist(loaded, "daily", "--all").returncode == 0
    assert hemvist(loaded, "verify-record").returncode == 0


@pytest.mark.parametrize("command", ["verify-record", "daily"])
def test_a_database_without_tables_is_told_in_words(command: str, tmp_path: Path) -> None:
    """No traceback: what the database said, and what to do."""
    done = hemvist(tmp_path / "empty", command)
    assert done.returncode == 2
    assert "hemvist migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_migrate_makes_the_tables_and_may_be_run_again(tmp_path: Path) -> None:
    """Twice is as good as once."""
    for _ in range(2):
        done = hemvist(tmp_path / "data", "migrate")
        assert (done.returncode, done.stdout) == (0, "The tables are up to date.\n"), done.stderr


def test_more_cases_than_people_are_refused_in_words(tables: Path, tmp_path: Path) -> None:
    """As is a data folder that is a file."""
    copied(tables, tmp_path / "data")
    done = hemvist(tmp_path / "data", "demo", "--load-only", "--people", "3", "--cases", "4")
    assert done.returncode == 2
    assert "more cases than people" in done.stderr
    (tmp_path / "file").write_text("")
    done = hemvist(tmp_path / "file", "migrate")
    assert done.returncode == 2
    assert "HEMVIST_DATA" in done.stderr
    assert "Traceback" not in done.stderr
