"""Reads the governing documents: a folder of literate files becomes a ``Library``. Strict: every fault is collected and told, nothing is guessed.

The folder holds ``vocabulary.toml``, ``terms.toml``, shared files (``*.md``), and one folder per routine with one ``*.md`` per edition.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from hemvist.routines.assembling import Assembly
from hemvist.routines.closed_lists import check_term_sources, read_terms, read_vocabulary
from hemvist.routines.errors import RoutineError, RoutineErrors
from hemvist.routines.keys import Keys, like
from hemvist.routines.literate import RawFile, Table, take_apart, toml_table
from hemvist.routines.model import Clause, Edition, Library, Routine, SharedFile, Term, Vocabulary

__all__ = ["RoutineError", "RoutineErrors", "governing_documents", "read_edition_text", "read_library"]

ONE_DAY = timedelta(days=1)


def governing_documents() -> Traversable:
    """The folder of the governing documents that come with Hemvist."""
    return files("hemvist") / "governing"


def read_library(root: Path | Traversable | None = None) -> Library:
    """Read all governing documents under ``root`` (those of Hemvist if it is not given).

    Raises RoutineErrors with every fault found; where vocabulary.toml or terms.toml cannot be read, with that alone.
    """
    return _Reading(root if root is not None else governing_documents()).library()


def read_edition_text(
    text: str, file: str, vocabulary: Vocabulary, terms: dict[str, Term], shared: Mapping[str, str] | None = None
) -> Edition:
    """Read one edition from its text. ``shared`` gives the text of each shared file by name. Raises RoutineErrors."""
    raws = {name: take_apart(content, f"{name}.md") for name, content in (shared or {}).items()}
    for raw in raws.values():
        _shared_file(raw, [])
    edition, errors = _edition(take_apart(text, file), raws, vocabulary, terms)
    if errors:
        raise RoutineErrors(errors)
    return edition


def _edition(
    raw: RawFile, shared: Mapping[str, RawFile], vocabulary: Vocabulary, terms: dict[str, Term]
) -> tuple[Edition, list[RoutineError]]:
    uses = raw.front.data.get("uses", [])
    names = [name for name in (uses if isinstance(uses, list) else [uses]) if isinstance(name, str)]
    for name in names:
        if name not in shared:
            Keys(raw.front, raw.errors).wrong("RTN-E037", "uses", f"Okänd gemensam fil: ”{name}”.", like(name, shared))
    assembly = Assembly(raw, [shared[name] for name in names if name in shared], vocabulary, terms)
    edition = assembly.edition()
    return edition, assembly.errors


def _shared_file(raw: RawFile, errors: list[RoutineError]) -> str:
    """Check the front matter of a shared file and give its title."""
    keys = Keys(raw.front, raw.errors)
    if not keys.flag("shared"):
        keys.wrong(
            "RTN-E003",
            "shared",
            "Filen är inte märkt som gemensam.",
            "Skriv shared = true, eller lägg filen i rutinens mapp.",
        )
    title = keys.text("title", required=True)
    keys.rest("RTN-E002", "uppgift i filens början")
    errors.extend(raw.errors)
    return title


class _Reading:
    """One reading of a whole folder."""

    def __init__(self, root: Path | Traversable) -> None:
        self.root = root
        self.errors: list[RoutineError] = []

    def library(self) -> Library:
        lists, terms_table = self._toml("vocabulary.toml"), self._toml("terms.toml")
        if lists is None or terms_table is None:  # without them, whatever refers to them would be a fault of its own
            raise RoutineErrors(self.errors)
        vocabulary = read_vocabulary(lists, self.errors)
        terms = read_terms(terms_table, self.errors)
        shared_raw, titles = {}, {}
        for file in self._sorted(self.root, ".md"):
            name = file.name.removesuffix(".md")
            shared_raw[name] = take_apart(file.read_text(encoding="utf-8"), file.name)
            titles[name] = _shared_file(shared_raw[name], self.errors)
        routines = self._routines(shared_raw, vocabulary, terms)
        clauses = {one for routine in routines.values() for edition in routine.editions for one in edition.clauses}
        clauses |= {clause.id for raw in shared_raw.values() for clause in raw.clauses}
        check_term_sources(terms, clauses, terms_table, self.errors)
        if self.errors:
            raise RoutineErrors(self.errors)
        shared = {name: _shared(name, titles[name], raw, routines) for name, raw in shared_raw.items()}
        return Library(routines, shared, vocabulary, terms)

    def _toml(self, name: str) -> Table | None:
        """Read a file that every folder has; None, and the fault, if it is missing or cannot be read."""
        path = self.root / name
        if path.is_file():
            return toml_table(path.read_text(encoding="utf-8"), name, 1, "", self.errors)
        hint = "Varje mapp med styrande dokument har vocabulary.toml och terms.toml."
        self.errors.append(RoutineError(name, 1, "RTN-E038", "", f"Filen {name} saknas.", hint))
        return None

    @staticmethod
    def _sorted(folder: Path | Traversable, suffix: str) -> list[Path | Traversable]:
        return sorted(
            (one for one in folder.iterdir() if one.is_file() and one.name.endswith(suffix)), key=lambda one: one.name
        )

    def _routines(
        self, shared: Mapping[str, RawFile], vocabulary: Vocabulary, terms: dict[str, Term]
    ) -> dict[str, Routine]:
        routines: dict[str, Routine] = {}
        folders = sorted((one for one in self.root.iterdir() if one.is_dir()), key=lambda one: one.name)
        for folder in folders:
            editions = []
            for file in self._sorted(folder, ".md"):
                raw = take_apart(file.read_text(encoding="utf-8"), f"{folder.name}/{file.name}")
                edition, errors = _edition(raw, shared, vocabulary, terms)
                self.errors.extend(errors)
                if edition.routine and edition.routine != folder.name:
                    message = f"Rutinen heter ”{edition.routine}” men ligger i mappen ”{folder.name}”."
                    Keys(raw.front, self.errors).wrong(
                        "RTN-E040", "routine", message, "Låt mappen och routine ha samma namn."
                    )
                editions.append((edition, raw.front))
            if editions:
                routine = routine_of(editions, self.errors)
                routines[routine.id] = routine
        return routines


def _shared(name: str, title: str, raw: RawFile, routines: Mapping[str, Routine]) -> SharedFile:
    read: dict[str, Clause] = {}
    for routine in routines.values():
        for edition in routine.editions:
            read.update({one.id: one for one in edition.clauses.values() if one.file == raw.file})
    return SharedFile(
        name, title, raw.file, raw.introduction, {one.id: read[one.id] for one in raw.clauses if one.id in read}
    )


def routine_of(editions: list[tuple[Edition, Table]], errors: list[RoutineError]) -> Routine:
    """Put editions in order of their first day. A gap or an overlap between two of them is a fault of the documents."""
    editions = sorted(editions, key=lambda pair: pair[0].valid_from)
    for (earlier, _), (later, front) in pairwise(editions):
        keys = Keys(front, errors)
        last_day = earlier.valid_until
        if later.edition == earlier.edition:
            keys.wrong(
                "RTN-E018",
                "edition",
                f"Utgåvan ”{later.edition}” finns redan ({earlier.file}).",
                "Ge utgåvan ett eget namn.",
            )
        if later.valid_from <= earlier.valid_from or (last_day is not None and last_day >= later.valid_from):
            message = f"Två utgåvor gäller {later.valid_from}: ”{earlier.edition}” och ”{later.edition}”."
            keys.wrong(
                "RTN-E029", "valid_from", message, "Ändra valid_from eller valid_until så att bara en gäller varje dag."
            )
        elif last_day is not None and last_day + ONE_DAY < later.valid_from:
            message = f"Ingen utgåva gäller {last_day + ONE_DAY}–{later.valid_from - ONE_DAY}, mellan ”{earlier.edition}” och ”{later.edition}”."
            keys.wrong(
                "RTN-E028", "valid_from", message, "Låt den senare börja gälla dagen efter den tidigares sista dag."
            )
    closed = [
        replace(edition, valid_until=editions[number + 1][0].valid_from - ONE_DAY)
        if number + 1 < len(editions)
        else edition
        for number, (edition, _) in enumerate(editions)
    ]
    return Routine(closed[-1].routine, closed[-1].title, tuple(closed))
