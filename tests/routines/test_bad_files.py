"""Each fault that a routine file can have is told with its file, line, code, clause and a hint, word for word."""

from pathlib import Path

import pytest

from hemvist.routines.errors import RoutineErrors
from hemvist.routines.model import Library
from hemvist.routines.reading import read_edition_text, read_library

HERE = Path(__file__).resolve().parent
BAD_FILES = sorted((HERE / "bad").glob("*.md"))
BAD_FOLDERS = sorted(one for one in (HERE / "bad").iterdir() if one.is_dir())


@pytest.fixture(scope="module")
def library() -> Library:
    """The example documents, whose closed lists and terms the bad files are read with."""
    return read_library(HERE / "good")


@pytest.mark.parametrize("file", BAD_FILES, ids=lambda file: file.stem)
def test_fault_of_a_file_is_told_in_these_words(file: Path, library: Library) -> None:
    """The reader says exactly what the text beside the bad file says, and nothing more."""
    with pytest.raises(RoutineErrors) as told:
        read_edition_text(file.read_text(encoding="utf-8"), file.name, library.vocabulary, library.terms, {})
    assert str(told.value) == file.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("folder", BAD_FOLDERS, ids=lambda folder: folder.name)
def test_fault_of_a_folder_is_told_in_these_words(folder: Path) -> None:
    """The same for faults between files: gaps and overlaps of editions, terms without a source, files that are missing."""
    with pytest.raises(RoutineErrors) as told:
        read_library(folder)
    assert str(told.value) == (folder / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_error_carries_its_place_and_a_hint(library: Library) -> None:
    """A single error names file, line, code and clause, and says what to do."""
    text = (HERE / "bad" / "event-unknown.md").read_text(encoding="utf-8")
    with pytest.raises(RoutineErrors) as told:
        read_edition_text(text, "event-unknown.md", library.vocabulary, library.terms)
    [error] = told.value.errors
    assert (error.file, error.line, error.code, error.clause) == ("event-unknown.md", 26, "RTN-E011", "EX-01")
    assert error.hint == "Menade du ”opened”?"


def test_all_errors_of_a_file_are_told_at_once(library: Library) -> None:
    """An author mends a file once, not one error at a time."""
    text = (
        (HERE / "bad" / "event-unknown.md")
        .read_text(encoding="utf-8")
        .replace('holder = "caseworker"', 'holder = "nobody"')
    )
    with pytest.raises(RoutineErrors) as told:
        read_edition_text(text, "two.md", library.vocabulary, library.terms)
    assert [error.code for error in told.value.errors] == ["RTN-E012", "RTN-E011"]


def test_no_code_means_two_things() -> None:
    """Every fixture has its words beside it, and every code of the reader that the fixtures show is of the form RTN-Exxx."""
    texts = [file.with_suffix(".txt").read_text(encoding="utf-8") for file in BAD_FILES]
    assert len(texts) >= 50
    assert all("RTN-E" in text for text in texts)
