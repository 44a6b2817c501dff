"""What is to leave the house is delivered beside the server, and by a command; what failed is looked after from the command line."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import copied

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds


def environment(folder: Path) -> dict[str, str]:
    """A place of its own: an SQLite file in a folder, whatever database the other tests run on."""
    settings = {"PYTHONPATH": str(ROOT / "src"), "HEMVIST_DATA": str(folder), "HEMVIST_DATABASE_URL": ""}
    return os.environ | settings


def hemvist(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-P", "-m", "hemvist", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment(folder)
    )


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the database in the folder."""
    with closing(sqlite3.connect(folder / "hemvist.sqlite3", timeout=30)) as opened, opened:
        return opened.execute(query).fetchall()


@pytest.fixture(scope="module")
def loaded(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small demo city in it, whose messages nobody has delivered."""
    folder = copied(small_demo, tmp_path_factory.mktemp("demo") / "data")
    assert asked(folder, "SELECT 1 FROM cases_outboxmessage WHERE state = 'waiting' AND kind = 'turn' LIMIT 1")
    return folder


def deliverers_of(parent: int) -> list[int]:
    """The processes that deliver for a server."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:  # it ended meanwhile
            continue
        if words[-3:-1] == [b"--parent", str(parent).encode()]:
            found.append(int(path.parent.name))
    return found


def wait_until(condition: object, what: str) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, what
        time.sleep(0.2)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_delivers_and_its_deliverer_ends_with_it(loaded: Path, how: signal.Signals) -> None:
    """What the demo city put out has become notices; whether the server is stopped or killed, nobody is left behind."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-P", "-m", "hemvist", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(loaded), stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until(lambda: deliverers_of(process.pid), "no deliverer was started")
        waits = "SELECT 1 FROM cases_outboxmessage WHERE state = 'waiting' AND kind = 'turn' LIMIT 1"
        wait_until(lambda: not asked(loaded, waits), "the messages were not delivered")
        assert asked(loaded, "SELECT 1 FROM mail_notice LIMIT 1")
        process.send_signal(how)
        process.wait(PATIENCE)
        wait_until(lambda: not deliverers_of(process.pid), "the deliverer was left behind")
    finally:
        with suppress(ProcessLookupError):  # everybody has ended, as they should
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_what_failed_is_told_tried_again_or_let_be(loaded: Path) -> None:
    """By its number; a reason is demanded, and a number that there is not is an error."""
    hemvist(loaded, "deliver", "--once")
    with closing(sqlite3.connect(loaded / "hemvist.sqlite3", timeout=30)) as opened, opened:
        opened.execute(
            "INSERT INTO cases_outboxmessage (event, kind, body, key, stream, state, attempts, created_at, free_at, last_error, settled_reason)"
            " VALUES ('', 'mail', '{\"worker\": 1, \"notice\": \"00000000-0000-0000-0000-000000000000\"}', 'a', '', 'failed', 8,"
            " '2026-01-01 08:00:00', '2026-01-01 08:00:00', 'E-postservern svarade inte.', '')"
        )
        [(number,)] = opened.execute("SELECT id FROM cases_outboxmessage WHERE key = 'a'").fetchall()
    assert "E-postservern svarade inte." in hemvist(loaded, "outbox").stdout
    assert "say why" in hemvist(loaded, "outbox", "--let-be", str(number)).stderr
    assert hemvist(loaded, "outbox", "--again", "999999999").returncode == 2
    assert hemvist(loaded, "outbox", "--again", str(number)).returncode == 0
    assert asked(loaded, "SELECT state, attempts FROM cases_outboxmessage WHERE key = 'a'") == [("waiting", 0)]
    with closing(sqlite3.connect(loaded / "hemvist.sqlite3", timeout=30)) as opened, opened:
        opened.execute("UPDATE cases_outboxmessage SET state = 'failed' WHERE key = 'a'")
    assert hemvist(loaded, "outbox", "--let-be", str(number), "--reason", "Slutat").returncode == 0
    assert asked(loaded, "SELECT state, settled_reason FROM cases_outboxmessage WHERE key = 'a'") == [
        ("let-be", "Slutat")
    ]
