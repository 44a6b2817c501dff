"""What a server in use writes in its log: a real gunicorn, a made-up city, and everything that goes wrong in it; never a name or a number."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import requests

from tests.architecture.tree import ROOT
from tests.cli.conftest import SMALL, copied

PATIENCE = 120  # seconds
PASSWORD = "hemvist-demo-2026"


def people_of(folder: Path) -> tuple[set[str], list[str]]:
    """Every name and number in the database (a name of two words at least: what one does not hit by chance), and the ids of all cases."""
    with closing(sqlite3.connect(folder / "hemvist.sqlite3")) as database:
        names = {
            f"{given} {family}"
            for given, family in database.execute("SELECT given_name, family_name FROM persons_person")
        }
        families = {family for (family,) in database.execute("SELECT family_name FROM persons_person")}
        numbers = {number for (number,) in database.execute("SELECT number FROM persons_identitynumber")}
        workers = {name for (name,) in database.execute("SELECT name FROM organisation_worker")}
        cases = [str(UUID(case)) for (case,) in database.execute("SELECT public_id FROM cases_case")]
    return names | families | numbers | {number[2:] for number in numbers} | workers, cases


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def sent(browser: requests.Session, address: str, **fields: str) -> requests.Response:
    """Open a page and send a form from it."""
    page = browser.get(address, timeout=PATIENCE)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token
    return browser.post(address, data=fields | {"csrfmiddlewaretoken": token[1]}, timeout=PATIENCE)


def use_it(address: str, greeting: str, people: set[str], cases: list[str]) -> None:
    """Log in, look for people, open cases, and do a number of things that a server complains about."""
    browser = requests.Session()
    assert sent(browser, f"{address}/konto/login/", login="sara", password="fel").status_code == 200
    who = re.search(r"^  Socialsekreterare +(\w+)", greeting, re.MULTILINE)
    assert who
    assert sent(browser, f"{address}/konto/login/", login=who[1], password=PASSWORD).url == f"{address}/"
    for someone in sorted(people)[:20]:
        assert sent(browser, f"{address}/arenden/", text=someone).status_code in (200, 400)
        browser.post(
            f"{address}/arenden/", data={"text": someone}, timeout=PATIENCE
        )  # without the form's mark: refused
        browser.get(f"{address}/finns-inte/", params={"namn": someone}, timeout=PATIENCE)
    seen = {browser.get(f"{address}/arende/{case}/", timeout=PATIENCE).status_code for case in cases}
    assert seen == {200, 404}
    browser.get(f"{address}/", headers={"Host": "someone-else.example"}, timeout=PATIENCE)
    browser.get(f"{address}/arende/{cases[0]}/registrera/finns-inte/", timeout=PATIENCE)


def test_a_server_in_use_names_nobody_in_its_log(small_demo: Path, tmp_path: Path) -> None:
    """What fails is logged by its kind and place; whom it was about is not."""
    port, log = free_port(), tmp_path / "log"
    copied(small_demo, tmp_path)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "HEMVIST_DATA": str(tmp_path),
        "HEMVIST_DATABASE_URL": "",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-P", "-m", "hemvist", "demo", *SMALL, "--port", str(port)]
    with (
        log.open("w") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment) as server,
    ):
        try:
            until = time.monotonic() + PATIENCE
            while "Nobody here exists" not in log.read_text():
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until
                time.sleep(0.2)
            greeting = log.read_text()
            people, cases = people_of(tmp_path)
            use_it(f"http://127.0.0.1:{port}", greeting, people, cases)
        finally:
            server.terminate()
    lines = log.read_text().removeprefix(greeting)  # the greeting names the made-up log-ins
    assert "Not Found" in lines
    assert "Forbidden" in lines
    assert [
        line
        for line in lines.splitlines()
        for each in people
        if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", line, re.IGNORECASE)
    ] == []
