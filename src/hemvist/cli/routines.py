"""``routines check | list | show``: the governing documents as read. No database."""

import sys
import textwrap
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hemvist import clock
from hemvist.cli.counting import counted
from hemvist.cli.failing import CommandError
from hemvist.routines.model import Clause, Edition, Library
from hemvist.routines.reading import RoutineErrors, governing_documents, read_edition_text, read_library
from hemvist.routines.verifying import coverage, problems

SOMETHING_FOUND = 1
WIDTH = 100
_AS_TEXT = "A governing document is Markdown or TOML, saved as UTF-8."


def check(files: list[Path]) -> int:
    """Read governing documents and say how each clause is carried; 1 if a document is wrong or has a gap."""
    try:
        editions = [edition for file in files for edition in _read(file)] if files else _all_editions(read_library())
    except RoutineErrors as errors:
        for error in errors.errors:
            print(error, file=sys.stderr)
        count = len(errors.errors)
        mended = "it is" if count == 1 else "they are"
        print(f"{counted(count, 'error')}. Nothing is used until {mended} mended.", file=sys.stderr)
        return SOMETHING_FOUND
    return SOMETHING_FOUND if sum([_check_edition(edition) for edition in editions]) else 0


def _check_edition(edition: Edition) -> int:
    """Print one edition's coverage and problems, and give how many problems there are."""
    rows = coverage(edition)
    print(f"{edition.routine} {edition.edition} · {edition.title} · from {edition.valid_from}")
    for row in rows:
        _print_wrapped(f"  {row.clause:8} ", ", ".join(row.blocks) or "NO BLOCK")
    found = problems(edition)
    for problem in found:
        print(f"  PROBLEM {problem}")
    covered = sum(1 for row in rows if row.blocks)
    clauses, carried = counted(len(rows), "clause"), "is" if covered == 1 else "are"
    print(f"  {covered} of {clauses} {carried} carried by at least one block; {counted(len(found), 'problem')}.\n")
    return len(found) + len(rows) - covered


def _read(path: Path) -> list[Edition]:
    """Read one edition's file against the closed lists beside it (or Hemvist's own), or a whole folder."""
    if path.is_dir():
        return _read_folder(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CommandError(
            f"there is no file {path}. Give a routine file, or nothing to check Hemvist's own."
        ) from None
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not text. {_AS_TEXT}") from None
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    beside = path.resolve().parent.parent
    root = beside if (beside / "vocabulary.toml").is_file() else governing_documents()
    library = read_library(root)
    shared = {name: (root / file.file).read_text(encoding="utf-8") for name, file in library.shared.items()}
    return [read_edition_text(text, str(path), library.vocabulary, library.terms, shared)]


def _read_folder(path: Path) -> list[Edition]:
    """Read a whole folder of governing documents; the file in it that is no text is named."""
    try:
        return _all_editions(read_library(path))
    except UnicodeDecodeError as error:
        found = next((file for file in sorted(path.rglob("*.*")) if file.is_file() and not _is_text(file)), path)
        raise CommandError(f"{found} is not text. {_AS_TEXT}") from error
    except OSError as error:
        raise CommandError(f"{error.filename or path} cannot be read: {error.strerror}.") from None


def _is_text(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _all_editions(library: Library) -> list[Edition]:
    return [edition for routine in library.routines.values() for edition in routine.editions]


def show_list() -> int:
    """Print every routine with its editions and from when each applies."""
    today = clock.today()
    for routine in _library().routines.values():
        print(f"{routine.id}: {routine.title}")
        for edition in routine.editions:
            until = f" until {edition.valid_until}" if edition.valid_until else ""
            now = "  (in force today)" if _in_force(edition, today) else ""
            print(
                f"  {edition.edition}  from {edition.valid_from}{until}, {counted(len(edition.clauses), 'clause')}{now}"
            )
    return 0


def show(routine_id: str, edition_id: str | None) -> int:
    """Print an edition: its clauses by section, each with whom it binds and what carries it."""
    edition = _edition(_library(), routine_id, edition_id)
    print(f"{edition.title}\n{edition.routine} {edition.edition}, from {edition.valid_from}\n")
    _print_wrapped("", edition.introduction)
    section = ""
    for clause in edition.clauses.values():
        if clause.section != section:
            section = clause.section
            print(f"\n## {section}")
        _show_clause(clause, [note.by for note in edition.notes if note.by and note.source.clause == clause.id])
    return 0


def _show_clause(clause: Clause, carried_by: Iterable[str]) -> None:
    print(f"\n{clause.id} · {', '.join(clause.who)}")
    _print_wrapped("  ", clause.text)
    _print_wrapped("  → ", ", ".join(clause.blocks))
    for words in carried_by:
        _print_wrapped("    carried by: ", words)


def _library() -> Library:
    try:
        return read_library()
    except RoutineErrors as errors:
        raise CommandError(f"the governing documents have errors. Run: hemvist routines check\n{errors}") from errors


def _edition(library: Library, routine_id: str, edition_id: str | None) -> Edition:
    routine = library.routines.get(routine_id)
    if routine is None:
        raise CommandError(f"there is no routine '{routine_id}'. There are: {', '.join(library.routines)}.")
    today = clock.today()
    for edition in routine.editions:
        if edition.edition == edition_id or (edition_id is None and _in_force(edition, today)):
            return edition
    there_are = ", ".join(edition.edition for edition in routine.editions)
    wanted = f"edition '{edition_id}'" if edition_id else f"edition in force on {today}"
    raise CommandError(f"{routine_id} has no {wanted}. It has: {there_are}.")


def _in_force(edition: Edition, day: date) -> bool:
    return edition.valid_from <= day and (edition.valid_until is None or day <= edition.valid_until)


def _print_wrapped(first: str, text: str) -> None:
    if text:
        print(textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=" " * len(first)))
