"""The scenarios reach every part of the routines: each event is played, each duty expected, each requirement seen to refuse."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hemvist.routines.model import Library
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import evaluated, play, read_scenario, read_scenario_text, run_scenario

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
ROUTINES = sorted({file.parent.parent.name for file in GOVERNING.glob("*/scenarios/*.toml")})


@dataclass
class Reached:
    """What the scenarios of one routine have been seen to use."""

    events: set[str] = field(default_factory=set)
    duties: set[str] = field(default_factory=set)
    requirements: set[str] = field(default_factory=set)


def reached_by_scenarios(routine: str, library: Library) -> Reached:
    """Play every scenario of a routine and note what it uses."""
    reached = Reached()
    for file in sorted((GOVERNING / routine / "scenarios").glob("*.toml")):
        scenario = read_scenario(file, library)
        played = play(scenario)
        reached.events |= {event.type for event in played.history.events}
        reached.requirements |= {one.requirement for _, refusals in played.refused for one in refusals}
        for expected in scenario.expectations:
            status = evaluated(scenario, played.history, expected)
            reached.duties |= {entry["id"] for entry in expected.wanted.get("duties", ())}
            expected_refused = {entry["event"] for entry in expected.wanted.get("refused", ())}
            reached.requirements |= {
                one.requirement for event in expected_refused for one in status.refused.get(event, ())
            }
    return reached


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


@pytest.mark.parametrize("routine", ROUTINES)
def test_the_scenarios_reach_every_event_duty_and_requirement(routine: str, library: Library) -> None:
    """A block that no scenario shows at work would be a block that nobody has seen working."""
    reached = reached_by_scenarios(routine, library)
    for edition in library.routines[routine].editions:
        assert sorted(set(edition.events) - reached.events) == []
        assert sorted(set(edition.duties) - reached.duties) == []
        assert sorted({one.id for one in edition.requirements} - reached.requirements) == []


@pytest.mark.parametrize(("routine", "least"), [("kompetenscenter", 40), ("insluss", 28)])
def test_a_routine_has_enough_scenarios_and_each_says_what_it_shows(routine: str, least: int) -> None:
    """Every scenario file begins with a comment that says which edge it is about."""
    files = sorted((GOVERNING / routine / "scenarios").glob("*.toml"))
    assert len(files) >= least
    assert [file.name for file in files if not file.read_text(encoding="utf-8").startswith("# ")] == []


def test_every_routine_has_scenarios(library: Library) -> None:
    """A routine without any would be one that nobody has seen working."""
    assert set(ROUTINES) == library.routines.keys()


def test_an_empty_list_of_breaches_says_that_there_are_none(library: Library) -> None:
    """A scenario with a deviation fails where it is told to have no breaches and no deviations."""
    text = (GOVERNING / "kompetenscenter" / "scenarios" / "caseworker-not-at-the-enrolment.toml").read_text(
        encoding="utf-8"
    )
    told = 'breaches = [{ event = "enrolled", clause = "KC-46", kind = "deviation" }]'
    assert told in text
    assert run_scenario(read_scenario_text(text, "story.toml", library)) == []
    [failure] = run_scenario(read_scenario_text(text.replace(told, "breaches = []"), "story.toml", library))
    assert "Inga avsteg skulle finnas" in failure
