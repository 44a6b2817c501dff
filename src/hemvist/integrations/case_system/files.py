"""Files in the folder that is shared with the main case system: written whole or not at all, and named without anything personal."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from hemvist.integrations.case_system.lines import Manifest

LINES, MANIFEST = ".jsonl", ".manifest.json"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that has come: its manifest and what is in it. ``told``: what does not agree between the two, in Swedish."""

    path: Path
    manifest: Manifest
    content: bytes
    told: str


def name_of(board: str, number: int) -> str:
    """Give the name of a board's file, without its ending."""
    return f"hemvist-{board}-{number:06d}"


def write_file(folder: Path, manifest: Manifest, content: bytes) -> None:
    """Write a file and then its manifest: one that has a manifest is whole. Raises OSError."""
    _write(folder / manifest.file, content)
    place = folder / (manifest.file.removesuffix(LINES) + MANIFEST)
    _write(place, manifest.model_dump_json(indent=2).encode() + b"\n")


def _write(place: Path, content: bytes) -> None:
    """Write under another name, have it on the disk, and then give it its own."""
    handle, name = tempfile.mkstemp(prefix=".hemvist-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o640)  # the folder's group reads it: that is the other system
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def stands_there(folder: Path, manifest: Manifest) -> bool:
    """Whether a file stands in its folder as it was made, with its manifest."""
    file, beside = folder / manifest.file, folder / (manifest.file.removesuffix(LINES) + MANIFEST)
    if not (file.is_file() and beside.is_file()):
        return False
    return hashlib.sha256(file.read_bytes()).hexdigest() == manifest.sha256


def arrived(folder: Path, board: str) -> Iterator[Arrived | Path]:
    """Give the board's files that have come, in the order of their numbers; a manifest that cannot be used is given as its path. Raises OSError."""
    found: list[tuple[int, Path, Manifest]] = []
    for beside in sorted(folder.glob(f"*{MANIFEST}")):
        try:
            manifest = Manifest.model_validate_json(beside.read_bytes())
        except ValidationError:
            yield beside
            continue
        if manifest.board == board and manifest.direction == "in":
            found.append((manifest.number, beside, manifest))
    for _, beside, manifest in sorted(found, key=lambda each: each[:2]):
        path = folder / Path(manifest.file).name
        if not path.is_file():
            yield beside
            continue
        content = path.read_bytes()
        yield Arrived(path, manifest, content, _disagreement(manifest, content))


def _disagreement(manifest: Manifest, content: bytes) -> str:
    lines = sum(1 for line in content.split(b"\n") if line.strip())
    if lines != manifest.lines:
        words = "rad" if manifest.lines == 1 else "rader"
        return f"Manifestet säger {manifest.lines} {words}, men filen har {lines}. Hämta filen på nytt."
    if hashlib.sha256(content).hexdigest() != manifest.sha256:
        return "Filen är inte den som manifestet beskriver: kontrollsumman är en annan. Hämta filen på nytt."
    return ""
