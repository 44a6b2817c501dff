"""The folder that another system fetches messages from: one file for each, whole when it is there, and its receipts.

    FOLDER/out/KEY.json        {"version": 1, "channel": "sms", "key": "…", "created": "2026-03-02T07:00:00Z", "to": "+4670…", "text": "…"}
    FOLDER/out/KEY.pdf         beside it, for digital post: what is to be sent; "attachment" and "sha256" in the JSON file name it
    FOLDER/receipts/KEY.json   {"version": 1, "key": "…", "state": "delivered" or "failed", "reason": "…"}

KEY is the message's key, always the same: a message that is left twice overwrites itself, and one that has been fetched and comes again has
the name that the sender knows. Receipts are moved to FOLDER/receipts/read when they have been read, and to FOLDER/receipts/wrong if they cannot be.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from hemvist import clock

VERSION = 1


class Receipt(BaseModel):
    """What the sender answered about a message."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: Literal[1]
    key: UUID
    state: Literal["delivered", "failed"]
    reason: str = ""


def leave(folder: Path, channel: str, key: UUID, to: str, text: str, attachment: bytes | None = None) -> Path:
    """Leave a message. Gives its file. Raises OSError where the folder cannot be written in.

    ``to``: a telephone number, or for digital post the receiver as the sender wants it. ``attachment``: a PDF.
    """
    out = folder / "out"
    out.mkdir(exist_ok=True)
    told: dict[str, object] = {
        "version": VERSION,
        "channel": channel,
        "key": str(key),
        "created": clock.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "to": to,
        "text": text,
    }
    if attachment is not None:
        _write(out / f"{key}.pdf", attachment)
        told |= {"attachment": f"{key}.pdf", "sha256": hashlib.sha256(attachment).hexdigest()}
    path = out / f"{key}.json"
    _write(path, json.dumps(told, ensure_ascii=False, indent=1).encode())
    return path


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, or not at all, and stays when the power goes."""
    being_written = path.with_name(f".{path.name}.{os.getpid()}")
    file = os.open(being_written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    being_written.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def receipts(folder: Path) -> Iterator[Receipt]:
    """Give the receipts that have come, each once: when the next is asked for, the one before counts as read."""
    for path in sorted((folder / "receipts").glob("*.json")):
        try:
            receipt = Receipt.model_validate_json(path.read_bytes())
        except ValidationError:
            _move(path, "wrong")
            continue
        yield receipt
        _move(path, "read")


def _move(path: Path, to: str) -> None:
    target = path.parent / to
    target.mkdir(exist_ok=True)
    path.replace(target / path.name)
