"""Every clause of the governing documents stands in its edition and is carried by a block."""

from pathlib import Path

import pytest

from hemvist.routines.model import Edition, Library
from hemvist.routines.reading import read_library

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
ONLY_E1 = {21, 22, 23, 34}
ONLY_E2 = {24, 25, 26, 27, 28}
KC = {*range(1, 35), *range(40, 55), *range(60, 78), *range(80, 95)}
NUMBERS = {
    ("kompetenscenter", "e1"): ("KC", KC - ONLY_E2),
    ("kompetenscenter", "e2"): ("KC", KC - ONLY_E1),
    ("insluss", "e1"): ("IN", {*range(1, 22)}),
}
"""By routine and edition: what its clauses are called, and which numbers they have."""
PREAMBLE = [f"GS-0{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


def edition_of(routine: str, edition: str, library: Library) -> Edition:
    """An edition by its name."""
    return next(one for one in library.routines[routine].editions if one.edition == edition)


def test_every_edition_is_counted(library: Library) -> None:
    """A new edition or a new routine says here which clauses it has."""
    found = {(routine.id, one.edition) for routine in library.routines.values() for one in routine.editions}
    assert found == NUMBERS.keys()


@pytest.mark.parametrize(("routine", "edition"), sorted(NUMBERS))
def test_every_clause_of_the_edition_is_present(routine: str, edition: str, library: Library) -> None:
    """Each edition has exactly the clauses of its document, in whatever order they stand."""
    letters, numbers = NUMBERS[routine, edition]
    clauses = edition_of(routine, edition, library).clauses
    expected = [f"{letters}-{number:02d}" for number in sorted(numbers)]
    assert sorted(clause for clause in clauses if clause.startswith(f"{letters}-")) == expected


@pytest.mark.parametrize(("routine", "edition"), sorted(NUMBERS))
def test_every_clause_is_carried_by_a_block(routine: str, edition: str, library: Library) -> None:
    """No clause stands without a block, and none without words of its own."""
    found = edition_of(routine, edition, library)
    assert [clause.id for clause in found.clauses.values() if not clause.blocks or len(clause.text) < 20] == []


def test_the_preamble_of_the_city_is_present(library: Library) -> None:
    """The city's preamble to its governing documents, GS-01 to GS-05, is in the shared file, and so in every edition."""
    found = library.shared["gemensamt"].clauses
    assert [clause for clause in found if clause.startswith("GS-")] == PREAMBLE
    assert all(found[clause].blocks for clause in PREAMBLE)
    assert all(set(PREAMBLE) <= edition_of(*one, library).clauses.keys() for one in NUMBERS)


def test_the_two_editions_for_kompetenscenter_together_have_82_clauses() -> None:
    """Four clauses stand only in the first edition and five only in the second."""
    assert (len(KC), len(KC - ONLY_E2), len(KC - ONLY_E1)) == (82, 77, 78)
