"""`status` for a routine that has decision tables."""

import json
from datetime import date
from pathlib import Path

import pytest

from hemvist.cli.status import tell
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import Scenario, read_scenario
from tests.routines.examples import GOOD, library


@pytest.fixture
def scenario() -> Scenario:
    """A case by the example routine with tables."""
    return read_scenario(GOOD / "aids/scenarios/who-lends.toml", library())


def test_the_answers_of_tables_stand_in_the_json(scenario: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    """Each table with its state, its answer, its rows and the next question with what each way to answer it leads to."""
    assert tell(scenario, date(2026, 1, 12), None, as_json=True) == 0
    answers = {one["table"]: one for one in json.loads(capsys.readouterr().out)["answers"]}
    lender = answers["lender"]
    assert (lender["state"], lender["answer"]) == ("undetermined", {"form": ["short"]})
    assert lender["still_possible"] == {"board": ["clinic", "school"]}
    assert lender["rows"][0] == {
        "clause": "AID-02",
        "place": 1,
        "step": 1,
        "then": {"board": "school", "form": "short"},
        "note": "Skolan lånar ut det som används där.",
        "holds": "yes",
        "counts": True,
        "because": {"for-school": True},
        "missing": [],
    }
    question = answers["called"]["question"]
    assert (question["fact"], question["settles"], question["of"]) == ("consent-given", 2, 2)
    assert question["leads"][0] == {
        "value": None,
        "condition": "clinic-may-know",
        "settled": True,
        "state": "answered",
        "answer": {"call": ["clinic", "school"]},
    }


def test_the_answers_of_tables_are_told_in_words(scenario: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    """Under the table's own question, after whose turn it is."""
    assert tell(scenario, date(2026, 1, 14), None, as_json=False) == 0
    told = capsys.readouterr().out
    assert "\nVem lånar ut?\n  Utlånare: Skolan (AID-02).\n" in told
    assert "\nVilka kallas?\n  Kallas: Kliniken och Skolan (AID-06).\n" in told


def test_a_routine_without_tables_says_nothing_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The key is not there at all."""
    file = tmp_path / "case.toml"
    file.write_text(
        'routine = "kompetenscenter"\nedition = "e2"\n[[event]]\ntype = "case-opened"\non = 2026-02-02\n'
        'by = "caseworker"\nfields = { reason = "Ny" }\n',
        encoding="utf-8",
    )
    assert tell(read_scenario(file, read_library()), date(2026, 2, 3), None, as_json=True) == 0
    assert "answers" not in json.loads(capsys.readouterr().out)
