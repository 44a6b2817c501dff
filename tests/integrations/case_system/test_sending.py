"""What is sent to the main case system: what is new, once, as far as the board may see it, and never of who is or may be protected."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hemvist import clock
from hemvist.cases.exchanging import types_sent
from hemvist.cases.viewing import view_case
from hemvist.integrations.case_system.lines import LINE, Manifest, check_of
from hemvist.integrations.case_system.models import OutRun
from hemvist.integrations.case_system.sending import again, missing, send
from hemvist.integrations.case_system.technical import acting_for
from hemvist.organisation.models import Board
from hemvist.persons.models import Person
from tests.proofs.cities import CasePlan, City, Plan, one_city
from tests.proofs.looking import looking

GOING_ON = CasePlan("to-self-support")
LATER = 12  # what was recorded just now waits for the next file
PROTECTED = CasePlan("protected-from-the-start", has_number=False)


def board_of(city: City, unit: str) -> Board:
    """The board of a unit."""
    return city.town.units[unit].administration.board


def lines_of(folder: Path) -> list[dict[str, Any]]:
    """Every line of every file, in order."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("unit", ["centrum", "centre"])
def test_a_board_is_sent_exactly_what_it_sees(db: None, tmp_path: Path, unit: str) -> None:
    """Every event of the kinds that are sent which the technical worker sees on the case's page, and no other."""
    with (
        one_city(Plan((GOING_ON, PROTECTED))) as city,
        looking(city),
        clock.set_to(city.moment + timedelta(hours=LATER)),
    ):
        board = board_of(city, unit)
        send(board, tmp_path)
        viewer, lines = acting_for(board), lines_of(tmp_path)
        seen = [
            (event.uid, event.type)
            for event in view_case(viewer, city.cases[0], "test").history
            if event.type in types_sent()
        ]
        sent = [(line["row"], line["type"]) for line in lines if line["record"] == "event"]
        assert sorted(sent) == sorted(seen)
        assert {line["case"] for line in lines if line["record"] == "event"} == {str(city.cases[0])}


def test_a_protected_person_is_in_no_file(db: None, tmp_path: Path) -> None:
    """Neither their case nor anything that happened in it, for any board."""
    with one_city(Plan((PROTECTED,))) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        for board in Board.objects.all():
            assert send(board, tmp_path) == []
        assert list(tmp_path.iterdir()) == []


def test_what_was_held_back_is_sent_when_protection_is_known_not_to_be(db: None, tmp_path: Path) -> None:
    """A case begins as protected: nothing is sent until it is known, and then everything is."""
    with one_city(Plan((CasePlan("to-self-support", most=1),))) as city:
        board = board_of(city, "centrum")
        with clock.set_to(city.moment + timedelta(hours=LATER)):
            assert send(board, tmp_path) == []
    with one_city(Plan((GOING_ON,))) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        board = board_of(city, "centrum")
        [row] = city.rows()
        Person.objects.update(protection="unknown")
        type(row).objects.update(protected=True)
        assert send(board, tmp_path) == []
        type(row).objects.update(protected=False)
        [made] = send(board, tmp_path)
        assert made.lines == len(lines_of(tmp_path)) > 10


def test_what_was_sent_is_not_sent_again(db: None, tmp_path: Path) -> None:
    """A second run writes nothing; made again, the same file has the same bytes; one that is lost is told."""
    with one_city(Plan((GOING_ON,))) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        board = board_of(city, "centrum")
        [made] = send(board, tmp_path)
        before = (tmp_path / made.file).read_bytes()
        assert send(board, tmp_path) == []
        assert missing(board, tmp_path) == []
        (tmp_path / made.file).unlink()
        assert missing(board, tmp_path) == [made.number]
        assert again(board, made.number, tmp_path).changed is False
        assert (tmp_path / made.file).read_bytes() == before


def test_a_file_that_was_made_and_not_written_is_written_next_time(db: None, tmp_path: Path) -> None:
    """The folder cannot be written in; nothing is lost by that, and nothing is sent twice."""
    with one_city(Plan((GOING_ON,))) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        board = board_of(city, "centrum")
        with pytest.raises(OSError, match="No such file"):
            send(board, tmp_path / "gone")
        assert OutRun.objects.get().written is False
        [made] = send(board, tmp_path)
        assert (made.number, OutRun.objects.get().written) == (1, True)
        assert send(board, tmp_path) == []


def test_many_events_become_several_files(db: None, tmp_path: Path) -> None:
    """The rest is in the next one, nothing twice."""
    two = Plan((GOING_ON, CasePlan("renewal-in-good-time")))
    with one_city(two) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        assert [made.number for made in send(board_of(city, "centrum"), tmp_path, most=1)] == [1, 2]
        rows = [line["row"] for line in lines_of(tmp_path)]
        assert len(rows) == len(set(rows))


def test_every_line_keeps_to_the_format_and_has_its_check(db: None, tmp_path: Path) -> None:
    """Read back by the models; names of files tell of nobody; nobody else on the machine may read them."""
    with one_city(Plan((GOING_ON,))) as city, clock.set_to(city.moment + timedelta(hours=LATER)):
        [made] = send(board_of(city, "centrum"), tmp_path)
        for line in lines_of(tmp_path):
            assert line["check"] == check_of(line)
            LINE.validate_python(line)
        code = board_of(city, "centrum").code
        beside = tmp_path / f"hemvist-{code}-000001.manifest.json"
        manifest = Manifest.model_validate_json(beside.read_text(encoding="utf-8"))
        assert (manifest.file, manifest.lines) == (made.file, made.lines)
        assert {place.stat().st_mode & 0o007 for place in tmp_path.iterdir()} == {0}
