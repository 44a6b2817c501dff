"""The commands, run as a person runs them: what they print, how they end, and that nothing they are given makes them fail otherwise."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import copied

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "src/hemvist/governing/kompetenscenter/scenarios"
WRONG_INPUT, SOMETHING_FOUND = 2, 1

CASE = """
routine = "kompetenscenter"
edition = "e2"
[[event]]
type = "case-opened"
on = 2026-02-02
by = "caseworker"
recorded = 2026-02-02T09:00:00
fields = { reason = "Ny ansökan" }
[[event]]
type = "protection-learnt"
on = 2026-02-02
by = "caseworker"
recorded = 2026-02-04T09:00:00
fields = { protection = "none" }
"""


def hemvist(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, with no database unless one is given."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "hemvist", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | environment,
    )


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case in a file: opened, and its protection checked."""
    file = tmp_path / "case.toml"
    file.write_text(CASE, encoding="utf-8")
    return file


def refused(*words: str | Path, **environment: str) -> str:
    """Run a command with wrong input and give what it says: code 2, nothing on standard output, no traceback."""
    done = hemvist(*words, **environment)
    assert (done.returncode, done.stdout) == (WRONG_INPUT, ""), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def status(file: Path, *words: str) -> dict[str, object]:
    """Give the JSON answer of `status`."""
    done = hemvist("status", file, "--json", *words)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def duties(answer: dict[str, object]) -> dict[str, str]:
    """Give the state of each duty by its id."""
    listed = answer["duties"]
    assert isinstance(listed, list)
    return {duty["id"]: duty["state"] for duty in listed}


def test_status_answers_in_json_as_the_engine_page_says(case_file: Path) -> None:
    """Duties, refused, allowed, offers, spans, breaches and the next day that anything changes."""
    answer = status(case_file, "--as-of", "2026-02-10")
    assert {"duties", "refused", "allowed", "offers", "spans", "breaches", "next_change_on"} <= set(answer)
    assert duties(answer)["assess-need"] == "open"
    assert duties(answer)["check-protection"] == "done"


def test_status_knows_only_what_was_recorded_by_then(case_file: Path) -> None:
    """The check was made on the second and written down on the fourth: on the third it was not known."""
    answer = status(case_file, "--as-of", "2026-02-10", "--known-on", "2026-02-03T12:00")
    assert duties(answer)["check-protection"] == "open"


def test_status_in_words_says_who_when_and_by_which_clause(case_file: Path) -> None:
    """Without --json it is read by people."""
    done = hemvist("status", case_file, "--as-of", "2026-02-10")
    assert done.returncode == 0
    assert "Bedöm klientens behov av stöd" in done.stdout
    assert "Socialsekreterare · senast 2026-03-02" in done.stdout
    assert "KC-02" in done.stdout
    assert "\n  Beslut om insatsen fattat (decision-made)\n      " in done.stdout


def test_status_needs_neither_database_nor_django(case_file: Path) -> None:
    """It answers with Django made impossible to import, and leaves no data folder behind."""
    folder = case_file.parent / "data"
    program = (
        "import sys; sys.modules['django'] = None; from hemvist.cli.main import main;"
        " sys.exit(main(['status', sys.argv[1], '--as-of', '2026-02-10']))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "HEMVIST_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", program, case_file], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not folder.exists()


def test_an_event_that_could_not_be_recorded_stops_the_run_with_its_reasons(case_file: Path) -> None:
    """Booking before anything else: the reasons are told, with their clauses, and no status."""
    event = '[[event]]\ntype = "enrolment-meeting-booked"\non = 2026-02-05\nby = "caseworker"\n'
    case_file.write_text(
        CASE + event + 'fields = { starts = 2026-02-10T10:00:00, place = "Rum 1" }\n', encoding="utf-8"
    )
    done = hemvist("status", case_file, "--as-of", "2026-02-10", "--json")
    assert (done.returncode, done.stdout) == (SOMETHING_FOUND, "")
    assert "[KC-28 must]" in done.stderr
    case_file.write_text(
        CASE + event + 'expect_refused = true\nfields = { starts = 2026-02-10T10:00:00, place = "Rum 1" }\n',
        encoding="utf-8",
    )
    assert duties(status(case_file, "--as-of", "2026-02-10"))["assess-need"] == "open"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "routine"),
        ("routine = ", "TOML"),
        ('routine = "kompetencenter"', "kompetenscenter"),
        ('routine = "kompetenscenter"\n[[event]]\ntype = "case-opend"\non = 2026-02-02', "case-opened"),
        ('routine = "kompetenscenter"\n[[event]]\ntype = "case-opened"\non = "i går"', "on"),
        ('routine = "kompetenscenter"\n[[event]]\ntype = "case-opened"\non = 2026-02-02\nwhen = 3', "when"),
    ],
)
def test_a_case_file_with_a_fault_is_refused_where_the_fault_is(tmp_path: Path, content: str, said: str) -> None:
    """The file and what is wrong in it, not a guess."""
    file = tmp_path / "fault.toml"
    file.write_text(content, encoding="utf-8")
    message = refused("status", file)
    assert "fault.toml" in message
    assert said in message


def test_what_is_not_a_readable_file_is_said_to_be_so(tmp_path: Path) -> None:
    """No such file, a folder, and bytes that are no text."""
    assert "there is no file" in refused("status", tmp_path / "nothing.toml")
    assert "is a folder" in refused("status", tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert "saved as UTF-8" in refused("status", tmp_path / "bytes.toml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "10/2/2026"), "Write it as 2026-02-10."),
        (("--as-of", "2026-02-30"), "Write it as 2026-02-10."),
        (("--as-of", "20260210"), "Write it as 2026-02-10."),
        (("--known-on", "2026-02-10"), "Write it as 2026-02-10T13:00."),
        (("--known-on", "now"), "Write it as 2026-02-10T13:00."),
        (("--when", "2026-02-10"), "unrecognized arguments"),
    ],
)
def test_a_day_or_moment_that_is_none_is_refused(case_file: Path, words: tuple[str, str], said: str) -> None:
    """The message says how it is written."""
    assert said in refused("status", case_file, *words)


def test_without_a_command_the_commands_are_listed() -> None:
    """Nobody has to know them by heart."""
    message = refused()
    assert "COMMAND" in message
    done = hemvist("--help")
    assert done.returncode == 0
    for command in ("status", "routines", "demo", "serve", "migrate", "verify-record", "daily"):
        assert command in done.stdout
    assert "invalid choice" in refused("statsu")


def test_routines_check_tells_how_every_clause_is_carried() -> None:
    """Each clause of both editions with its blocks, and no problem."""
    done = hemvist("routines", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NO BLOCK" not in done.stdout
    assert "PROBLEM" not in done.stdout
    first, second = done.stdout.split("kompetenscenter e2")
    assert "KC-34" in first
    assert "KC-34" not in second
    assert "KC-94" in second


def test_routines_check_finds_the_fault_in_a_file(tmp_path: Path) -> None:
    """A clause with no block is an error with file, line and clause."""
    good = (SCENARIOS.parent / "e2.md").read_text(encoding="utf-8")
    file = tmp_path / "mine.md"
    file.write_text(good, encoding="utf-8")
    assert hemvist("routines", "check", file).returncode == 0
    file.write_text(good + "\n### KC-99 · caseworker\nEn text utan block.\n", encoding="utf-8")
    done = hemvist("routines", "check", file)
    assert done.returncode == SOMETHING_FOUND
    assert f"mine.md:{good.count(chr(10)) + 2}" in done.stderr
    assert "KC-99" in done.stderr
    assert "1 error. Nothing is used until it is mended." in done.stderr
    assert "Traceback" not in done.stderr
    assert "there is no file" in refused("routines", "check", tmp_path / "nothing.md")


def test_routines_check_names_the_file_in_a_folder_that_is_no_text(tmp_path: Path) -> None:
    """A folder of documents with a file of bytes in it, and such a file by itself."""
    folder = tmp_path / "mine"
    shutil.copytree(SCENARIOS.parents[1], folder)
    broken = folder / "kompetenscenter" / "e2.md"
    broken.write_bytes(b"\xff\xfe\x00")
    for given in (folder, broken):
        message = refused("routines", "check", given)
        assert str(broken) in message
        assert "saved as UTF-8" in message


@pytest.mark.parametrize(
    "address", ["hemligt", "mysql://u:hemligt@localhost/x", "postgresql://u:hemligt@localhost:x/y"]
)
def test_another_database_than_the_one_that_was_meant_is_never_used(tmp_path: Path, address: str) -> None:
    """An address that is none is refused before anything is made, and not repeated: it may hold a password."""
    place = {"HEMVIST_DATA": str(tmp_path / "data"), "HEMVIST_DATABASE_URL": address}
    for words in (("verify-record",), ("serve",), ("demo",)):
        message = refused(*words, **place)
        assert "Write postgresql://user:password@host/name" in message
        assert "hemligt" not in message
    assert not list(tmp_path.rglob("*.sqlite3"))


def test_routines_list_and_show_read_the_editions() -> None:
    """The list says from when each applies; show gives the clauses, of the edition in force if none is named."""
    listed = hemvist("routines", "list").stdout
    assert "e1  from 2025-07-01 until 2025-10-31" in listed
    assert listed.count("(in force today)") == 2  # one edition of each routine
    assert "IN-21" in hemvist("routines", "show", "insluss").stdout
    assert "KC-34" in hemvist("routines", "show", "kompetenscenter", "e1").stdout
    newer = hemvist("routines", "show", "kompetenscenter", "e2").stdout
    assert "KC-34" not in newer
    assert "carried by: sekretess:" in newer
    assert "There are: " in refused("routines", "show", "insluss-x")
    assert "It has: e1, e2" in refused("routines", "show", "kompetenscenter", "e9")


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "0"),
        ("--port", "http"),
        ("--port", "70000"),
        ("--people", "0"),
        ("--cases", "-1"),
        ("--cases", "många"),
    ],
)
def test_demo_refuses_ports_and_counts_that_are_none(words: tuple[str, str], tmp_path: Path) -> None:
    """Nothing is made before the words are understood."""
    assert words[1] in refused("demo", *words, HEMVIST_DATA=str(tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_an_organisation_is_loaded_from_a_file_and_its_people_get_passwords(tables: Path, tmp_path: Path) -> None:
    """Load, set a password, and be told what is wrong in words, with nothing changed."""
    place = {"HEMVIST_DATA": str(tmp_path / "data"), "HEMVIST_DATABASE_URL": ""}
    file = tmp_path / "city.toml"
    file.write_text(
        '[[board]]\ncode = "b"\nname = "Nämnd"\n[[administration]]\ncode = "a"\nboard = "b"\nname = "SF"\nside = "decider"\n'
        '[[unit]]\ncode = "u"\nadministration = "a"\nname = "Enhet"\n[[worker]]\nusername = "anna"\nname = "Anna"\n'
        'roles = [{ unit = "u", role = "caseworker", since = 2026-01-01 }]\n',
        encoding="utf-8",
    )
    assert "Run: hemvist migrate" in refused("organisation", "load", file, **place)
    copied(tables, tmp_path / "data")
    told = hemvist("organisation", "load", file, **place).stdout
    assert "Added: 1 board, 1 administration, 1 unit, 1 worker, 1 role." in told
    assert "hemvist password NAME" in told
    assert "nobody has the user name 'bo'" in refused("password", "bo", **place)
    file.write_text(file.read_text(encoding="utf-8").replace("caseworker", "boss"), encoding="utf-8")
    assert "there is no role 'boss'" in refused("organisation", "load", file, **place)
    assert "cannot be read" in refused("organisation", "load", tmp_path / "none.toml", **place)
