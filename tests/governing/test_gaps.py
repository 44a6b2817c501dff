"""The governing documents have no gaps that a machine can find."""

from pathlib import Path

import pytest

from hemvist.routines.model import Library
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import play, read_scenario
from hemvist.routines.verifying import nobodys_turn, problems

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
FILES = sorted(GOVERNING.glob("*/scenarios/*.toml"))


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


def test_every_event_and_duty_can_come_about_and_be_ended_by_its_holder(library: Library) -> None:
    """No event that can never be recorded, no duty that nobody opens or closes, no condition that nothing asks for."""
    found = [
        problem
        for routine in library.routines.values()
        for edition in routine.editions
        for problem in problems(edition)
    ]
    assert found == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.stem}")
def test_after_every_event_it_is_somebodys_turn(file: Path, library: Library) -> None:
    """In every scenario, after each of its events, somebody can go on or a day is set for it, or the case is closed."""
    scenario = read_scenario(file, library)
    assert nobodys_turn(scenario.routine, play(scenario).history) == []
