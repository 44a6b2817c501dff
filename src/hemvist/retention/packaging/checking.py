"""Checking a package by reading it anew: every file and its checksum, every event's digest, seal and chain, and that none is missing.

Needs no database and no governing documents: what it checks stands in the package.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hemvist.cases.chain import EventRow, chain_of, digest_of, seal_of
from hemvist.retention.packaging import places
from hemvist.retention.packaging.manifest import Listed, ManifestFault, read_manifest


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: a stable code, the place in the package, and what it is, in Swedish."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a package turned out to be. It is whole if, and only if, there are no faults."""

    package: str
    case_row: int
    events: int
    chain: str
    files: int
    manifest_digest: str
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def check_package(folder: Path) -> Checked:
    """Read a package and say what it is and what is wrong with it. Raises OSError where the disk does not answer."""
    manifest = folder / places.MANIFEST
    if not manifest.is_file():
        said = "Filen saknas. Ange mappen med paketet, den som har METS.xml i sig."
        return Checked("", 0, 0, "", 0, "", (Fault("PKG-01", places.MANIFEST, said),))
    content = manifest.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    try:
        package, listed = read_manifest(content)
    except ManifestFault as fault:
        return Checked("", 0, 0, "", 0, digest, (Fault("PKG-01", places.MANIFEST, str(fault)),))
    faults = list(_files(folder, listed))
    case_row, events, chain = 0, 0, ""
    if not any(fault.place == places.EVENTS for fault in faults):
        case_row, events, chain, found = _events((folder / places.EVENTS).read_bytes(), package)
        faults += found
        faults += [] if found else _documents(folder, (folder / places.EVENTS).read_bytes())
    return Checked(package, case_row, events, chain, len(listed), digest, tuple(faults))


def _files(folder: Path, listed: list[Listed]) -> Iterator[Fault]:
    """Every listed file is there, of its size and checksum; nothing that must be there is left out; nothing else lies there."""
    places_listed = {one.place for one in listed}
    for must in (places.EVENTS, places.READABLE, places.DESCRIPTION, places.PRESERVATION):
        if must not in places_listed:
            yield Fault("PKG-02", must, "Filen står inte i förteckningen.")
    for one in listed:
        path = folder / one.place
        if path.is_symlink() or not path.is_file():
            yield Fault("PKG-02", one.place, "Filen saknas.")
            continue
        content = path.read_bytes()
        if len(content) != one.size or hashlib.sha256(content).hexdigest() != one.checksum:
            yield Fault("PKG-03", one.place, "Innehållet är inte det som skrevs (kontrollsumman stämmer inte).")
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if not path.is_dir() and place not in places_listed | {places.MANIFEST}:
            yield Fault("PKG-04", place, "Filen hör inte till paketet.")


def _events(content: bytes, package: str) -> tuple[int, int, str, list[Fault]]:
    """Give the case's row number, how many events there are, the last one's chain, and what is wrong with them."""
    try:
        told = json.loads(content)
        if told["format"] != places.EVENTS_FORMAT or told["package"] != package:
            raise ValueError
        case, rows = told["case"], [_event(one) for one in told["events"]]
        case_row, count, chain = int(case["row"]), int(case["events"]), str(case["chain"])
    except (ValueError, KeyError, TypeError):
        return 0, 0, "", [Fault("PKG-05", places.EVENTS, "Händelserna kan inte läsas.")]
    faults = list(_chain(case_row, rows))
    last = rows[-1].chain if rows else ""
    if (len(rows), last) != (count, chain):
        faults.append(Fault("PKG-08", places.EVENTS, f"Ärendet hade {count} händelser, här finns {len(rows)}."))
    return case_row, len(rows), last, faults


def _chain(case_row: int, rows: list[EventRow]) -> Iterator[Fault]:
    before = ""
    for number, row in enumerate(rows, start=1):
        if (row.sequence, row.case_id) != (number, case_row):
            yield Fault("PKG-08", places.EVENTS, f"Händelse {number} saknas eller hör till ett annat ärende.")
            return
        if digest_of(row.payload) != row.digest:
            yield Fault("PKG-06", places.EVENTS, f"Svaren i händelse {number} är inte de som antecknades.")
        if (row.seal is not None and seal_of(row) != row.seal) or chain_of(before, row) != row.chain:
            yield Fault("PKG-07", places.EVENTS, f"Kedjan är bruten vid händelse {number}.")
        before = row.chain


def _documents(folder: Path, content: bytes) -> Iterator[Fault]:
    """Every letter and paper that an event tells of is there, and is the one that the chain covers."""
    kept = {path.stem: path for path in (folder / places.DOCUMENTS).glob("*")}
    for told in json.loads(content)["events"]:
        payload = json.loads(told["payload"])
        if not {"document", "digest"} <= set(payload):
            continue
        path = kept.get(payload["document"])
        if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != payload["digest"]:
            place = f"{places.DOCUMENTS}/{payload['document']}"
            yield Fault("PKG-09", place, f"Handlingen i händelse {told['sequence']} saknas eller är en annan.")


def _event(told: dict[str, Any]) -> EventRow:
    """Read an event as ``contents.event_out`` gave it. Raises ValueError, KeyError or TypeError."""
    at = told["occurred_at"]
    return EventRow(
        **{
            **told,
            "occurred_on": date.fromisoformat(told["occurred_on"]),
            "occurred_at": time.fromisoformat(at) if at is not None else None,
            "recorded_at": datetime.fromisoformat(told["recorded_at"]),
        }
    )
