"""Every scenario file beside a routine comes out as it says."""

from pathlib import Path

import pytest

from hemvist.routines.errors import RoutineErrors
from hemvist.routines.model import Library
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import read_scenario, run_scenario

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
FILES = sorted(GOVERNING.glob("*/scenarios/*.toml"))


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.stem}")
def test_scenario_comes_out_as_it_says(file: Path, library: Library) -> None:
    """What a scenario file expects is what the engine answers."""
    try:
        scenario = read_scenario(file, library)
    except RoutineErrors as errors:
        pytest.fail(str(errors))
    failures = run_scenario(scenario)
    assert not failures, "\n".join(failures)
    assert scenario.expectations or any(told.expect_refused for told in scenario.told), "A scenario expects something."
