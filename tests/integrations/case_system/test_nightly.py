"""The nightly run: files in a folder, in the order of their numbers, whole or told; another board's are left alone."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hemvist.cases.models import Case
from hemvist.integrations.case_system.nightly import exchange, take_in_folder
from tests.factories import City, small_city
from tests.integrations.case_system.files import BOARD, NUMBERS, board_of, case_line, file_with


@pytest.fixture
def city(db: None) -> City:
    """A small city."""
    return small_city()


def put(folder: Path, number: int, content: bytes, **more: Any) -> None:
    """Put a file in a folder, with its manifest."""
    name = f"treserva-{number:06d}"
    (folder / f"{name}.jsonl").write_bytes(content)
    manifest = {
        "format": "hemvist-file-exchange",
        "version": 1,
        "direction": "in",
        "board": BOARD,
        "number": number,
        "file": f"{name}.jsonl",
        "lines": content.count(b"\n"),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    (folder / f"{name}.manifest.json").write_text(json.dumps(manifest | more), encoding="utf-8")


def test_what_has_come_is_taken_in_and_known_again(city: City, tmp_path: Path) -> None:
    """In order; the second night the same files are there and nothing is opened twice."""
    put(tmp_path, 2, file_with(case_line("2", NUMBERS[1]), checked=True))
    put(tmp_path, 1, file_with(case_line("1"), checked=True))
    for _ in range(2):
        came = take_in_folder(board_of(city), tmp_path)
        assert [(each.file, each.told) for each in came] == [
            ("treserva-000001.jsonl", ""),
            ("treserva-000002.jsonl", ""),
        ]
        assert Case.objects.count() == 2


def test_a_file_without_its_manifest_has_not_come_yet(city: City, tmp_path: Path) -> None:
    """It may still be on its way."""
    (tmp_path / "treserva-000001.jsonl").write_bytes(file_with(case_line("1"), checked=True))
    assert take_in_folder(board_of(city), tmp_path) == []


def test_another_boards_file_is_left_alone(city: City, tmp_path: Path) -> None:
    """And so is one of our own that went out."""
    put(tmp_path, 1, file_with(case_line("1"), checked=True), board="n-sf-centrum")
    put(tmp_path, 2, file_with(case_line("2"), checked=True), direction="out")
    assert take_in_folder(board_of(city), tmp_path) == []
    assert Case.objects.count() == 0


def test_what_does_not_agree_with_the_manifest_is_told(city: City, tmp_path: Path) -> None:
    """Lines that are lost, and a file that is another one; what is whole of it is recorded all the same."""
    content = file_with(case_line("1"), checked=True)
    put(tmp_path, 1, content, lines=3)
    put(tmp_path, 2, file_with(case_line("2", NUMBERS[1]), checked=True), sha256="0" * 64)
    first, second = take_in_folder(board_of(city), tmp_path)
    assert "Manifestet säger 3 rader, men filen har 1." in first.told
    assert "kontrollsumman är en annan" in second.told
    assert Case.objects.count() == 2


def test_a_manifest_that_cannot_be_used_is_told(city: City, tmp_path: Path) -> None:
    """One of another version, one that is no JSON, and one whose file is gone."""
    put(tmp_path, 1, b"", version=2)
    (tmp_path / "b.manifest.json").write_text("{", encoding="utf-8")
    put(tmp_path, 3, b"")
    (tmp_path / "treserva-000003.jsonl").unlink()
    came = take_in_folder(board_of(city), tmp_path)
    assert [each.progress for each in came] == [None, None, None]
    assert all("Manifestet går inte att läsa" in each.told for each in came)


def test_a_manifest_reaches_no_file_outside_its_folder(city: City, tmp_path: Path) -> None:
    """A path in it is only a name."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.jsonl").write_bytes(file_with(case_line("1"), checked=True))
    put(inside, 1, b"", file="../secret.jsonl")
    [came] = take_in_folder(board_of(city), inside)
    assert came.progress is None
    assert Case.objects.count() == 0


def test_both_ways_in_one_folder(city: City, tmp_path: Path) -> None:
    """The folders are made; what came in goes nowhere else."""
    came, made = exchange(board_of(city), tmp_path / "hisingen")
    assert (came, made) == ([], [])
    assert sorted(place.name for place in (tmp_path / "hisingen").iterdir()) == ["in", "out"]
