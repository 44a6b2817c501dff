"""Writing a package so that it is there whole or not at all: into a folder of its own beside its place, to the disk, and then renamed."""

import os
import shutil
from pathlib import Path
from uuid import UUID

from hemvist.retention.packaging import places
from hemvist.retention.packaging.places import Files


def place_of(folder: Path, package: UUID) -> Path:
    """Where a package stands, once it is whole."""
    return folder / str(package)


def write_package(folder: Path, package: UUID, manifest: bytes, files: Files) -> Path:
    """Write a package into the folder and give where it stands. What an earlier try left half done is done anew. Raises OSError."""
    unfinished = folder / f".{package}.part"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    for name, content in {**files, places.MANIFEST: manifest}.items():
        _write(unfinished / name, content)
    for inner in [unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())]:
        _to_disk(inner)
    whole = place_of(folder, package)
    unfinished.rename(whole)
    _to_disk(folder)
    return whole


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
