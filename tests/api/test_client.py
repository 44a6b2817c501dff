"""The generated Python client: it is the contract's, its types hold, and it works against a real server."""

import filecmp
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from tests.api.conftest import LONG_AGO
from tests.cases.town import found_town, opened

PROJECT = Path(__file__).parents[2]
CLIENT = PROJECT / "clients" / "python"


@pytest.fixture
def on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client be found, as where it is installed."""
    monkeypatch.syspath_prepend(str(CLIENT))


@pytest.mark.django_db(transaction=True)
def test_the_client_reads_and_records_against_a_real_server(on_the_path: None, live_server: LiveServer) -> None:
    """A case is listed, opened and recorded on; a retry is told so; what is refused comes as a problem."""
    from hemvist_client.models import ProblemShape, RecordedShape

    from hemvist.api.tokens import SCOPES, make_account, make_token
    from tests.api.client_use import client_of, newest_case, note_wish

    town, today = found_town(), clock.today()
    case = opened(town, on=today)
    account = make_account("outside", "Outside", "it@example.org", "centrum", ["caseworker"], LONG_AGO)
    token = make_token(account, "prov", SCOPES, today)[1]
    with client_of(live_server.url, token) as client:
        assert newest_case(client).id == case
        first = note_wish(client, case, today, "Vill läsa.", "1")
        assert isinstance(first, RecordedShape)
        again = note_wish(client, case, today, "Vill läsa.", "1")
        assert isinstance(again, RecordedShape)
        assert (again.event, again.is_repeated) == (first.event, True)
        refused = note_wish(client, case, date(2019, 1, 1), "Vill läsa.", "2")
        assert isinstance(refused, ProblemShape)
        assert (refused.code, [error.code for error in refused.errors or []]) == ("refused", ["before-the-case"])


def test_the_client_is_what_the_contract_makes(tmp_path: Path) -> None:
    """Generated anew it is the same, file by file."""
    subprocess.run([CLIENT / "generate", tmp_path], check=True, capture_output=True, env=_environment())
    made, kept = tmp_path / "hemvist_client", CLIENT / "hemvist_client"
    names = {p.relative_to(made).as_posix() for p in made.rglob("*.py")}
    assert names == {p.relative_to(kept).as_posix() for p in kept.rglob("*.py")}
    _, different, unreadable = filecmp.cmpfiles(made, kept, names, shallow=False)
    assert (different, unreadable) == ([], []), "Run clients/python/generate."


def test_the_types_of_the_client_hold() -> None:
    """mypy, strictly, on a file that uses it."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--follow-imports=silent",
        "tests/api/client_use.py",
    ]
    environment = _environment() | {"MYPYPATH": str(CLIENT)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _environment() -> dict[str, str]:
    """The environment, with the tools of the interpreter that runs the tests."""
    tool = Path(sys.executable).with_name("openapi-python-client")
    return os.environ | {"OPENAPI_PYTHON_CLIENT": str(tool)}
