"""The commands of the exchange and of importing cases, run as a person runs them, on a database of their own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import copied
from tests.cli.test_retention import ROOT, environment, hemvist
from tests.integrations.case_system.files import BOARD, NUMBERS, case_line, file_with

CITY = """
import django
django.setup()
from tests.factories import small_city
small_city()
"""


@pytest.fixture(scope="module")
def place(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small city in it."""
    folder = copied(tables, tmp_path_factory.mktemp("treserva"))
    command = [sys.executable, "-c", CITY]
    made = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


def test_a_file_is_tried_and_then_taken_in(place: Path) -> None:
    """What does not fit is told row by row, with its code; the exit code says that there is something."""
    file, report = place / "cases.jsonl", place / "report.csv"
    file.write_bytes(file_with(case_line("1", NUMBERS[0]), case_line("2", NUMBERS[1], unit="finns-inte")))
    tried = hemvist(place, "import-cases", str(file), "--board", BOARD, "--dry-run")
    assert tried.returncode == 1
    assert "Prov: 1 rad skulle gå bra, 0 fanns redan, 1 passar inte. Inget är infört." in tried.stdout
    assert "Rad 2  unknown-unit (unit)" in tried.stdout
    done = hemvist(place, "import-cases", str(file), "--board", BOARD, "--report", str(report))
    assert "1 rad införd, 0 fanns redan, 1 passar inte, 0 väntar." in done.stdout
    assert "2 av 2 rader" in done.stderr
    assert report.read_text(encoding="utf-8-sig").splitlines()[1].startswith("1;infört;KC-")
    assert "Östlund" not in tried.stdout + tried.stderr + done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import-cases", "finns-inte.csv", "--board", BOARD), "går inte att läsa"),
        (("import-cases", __file__, "--board", "finns-inte"), "ingen nämnd har koden"),
        (("import-cases", __file__, "--board", BOARD), "kolumnernas namn"),
        (("exchange", "out", "--board", BOARD, "--folder", "finns-inte"), "är ingen mapp"),
        (("exchange", "out", "--board", BOARD, "--folder", ".", "--again", "7"), "ingen fil med nummer 7"),
        (("exchange", "write-in", "hemvist", "--administration", "finns-inte"), "ingen förvaltning har koden"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(place: Path, arguments: tuple[str, ...], words: str) -> None:
    """On standard error, with code 2 and no traceback."""
    said = hemvist(place, *arguments)
    assert said.returncode == 2, said.stdout + said.stderr
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_where_texts_are_written_is_chosen(place: Path) -> None:
    """And back again."""
    for choice, words in (("hemvist", "skriver texterna i Hemvist"), ("treserva", "ett klick")):
        said = hemvist(place, "exchange", "write-in", choice, "--administration", "sf-hisingen")
        assert (said.returncode, words in said.stdout) == (0, True)


def test_the_daily_run_exchanges_where_the_settings_say(place: Path, tmp_path: Path) -> None:
    """A board that is not there is told and stops no other; a row that does not fit gives code 1."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    content = file_with(case_line("7", NUMBERS[5]), checked=True)
    (inbox / "a.jsonl").write_bytes(content + b"{")
    manifest = {"format": "hemvist-file-exchange", "version": 1, "direction": "in", "board": BOARD, "number": 1}
    manifest |= {"file": "a.jsonl", "lines": 1, "sha256": "0" * 64}
    (inbox / "a.manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    said = hemvist(place, "daily", HEMVIST_EXCHANGE=f"finns-inte={tmp_path},{BOARD}={tmp_path}")
    assert said.returncode == 1
    assert "Ingen nämnd har koden finns-inte" in said.stdout
    assert "a.jsonl: 1 rad införd, 0 fanns redan, 1 passar inte" in said.stdout
    assert "Manifestet säger 1 rad, men filen har 2." in said.stdout
    assert "cases evaluated again" in said.stdout
