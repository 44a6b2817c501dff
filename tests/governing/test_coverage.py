"""Every clause of the governing documents stands in its edition and is carried by a block."""

from pathlib import Path

import pytest

from hemvist.routines.model import Library
from hemvist.routines.reading import read_library

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
ONLY_E1 = {21, 22, 23, 34}
ONLY_E2 = {24, 25, 26, 27, 28}
NUMBERS = {*range(1, 35), *range(40, 55), *range(60, 78), *range(80, 95)}
EXPECTED = {
    "e1": sorted(f"KC-{number:02d}" for number in NUMBERS - ONLY_E2),
    "e2": sorted(f"KC-{number:02d}" for number in NUMBERS - ONLY_E1),
}
PREAMBLE = [f"GS-0{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


@pytest.mark.parametrize("edition", sorted(EXPECTED))
def test_every_clause_of_the_edition_is_present(edition: str, library: Library) -> None:
    """The routine for Kompetenscenter has exactly the clauses of each edition."""
    found = {one.edition: one for one in library.routines["kompetenscenter"].editions}[edition]
    assert sorted(clause for clause in found.clauses if clause.startswith("KC-")) == EXPECTED[edition]


@pytest.mark.parametrize("edition", sorted(EXPECTED))
def test_every_clause_is_carried_by_a_block(edition: str, library: Library) -> None:
    """No clause stands without a block, and none without words of its own."""
    found = {one.edition: one for one in library.routines["kompetenscenter"].editions}[edition]
    assert [clause.id for clause in found.clauses.values() if not clause.blocks or len(clause.text) < 20] == []


def test_the_preamble_of_the_city_is_present(library: Library) -> None:
    """The city's preamble to its governing documents, GS-01 to GS-05, is in the shared file."""
    found = library.shared["gemensamt"].clauses
    assert [clause for clause in found if clause.startswith("GS-")] == PREAMBLE
    assert all(found[clause].blocks for clause in PREAMBLE)


def test_the_two_editions_together_have_82_clauses() -> None:
    """Four clauses stand only in the first edition and five only in the second."""
    assert (len(NUMBERS), len(EXPECTED["e1"]), len(EXPECTED["e2"])) == (82, 77, 78)
