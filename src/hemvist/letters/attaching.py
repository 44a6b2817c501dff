"""Attaching a paper that was scanned to the event it belongs to. What it is is told by its contents and never by its name, which is not kept."""

import hashlib
from datetime import date
from typing import Final

from hemvist.cases.entries import Entry, FieldError, Refused
from hemvist.cases.library import event_with_effect
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.making import keep_document
from hemvist.secrecy.viewer import Viewer

ATTACHED: Final = "document-attached"
LARGEST: Final = 20 * 1024 * 1024
"""In bytes."""
MEDIA = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"


def media_of(content: bytes) -> str | None:
    """Say what a file is by its contents: "pdf", "png" or "jpeg", whole from its first bytes to its last; else None."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:] and b"startxref" in content[-2048:]:
        return "pdf"
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and content.rstrip(b"\0").endswith(_PNG_END):
        return "png"
    if content.startswith(b"\xff\xd8\xff") and content.rstrip(b"\0").endswith(b"\xff\xd9"):
        return "jpeg"
    return None


def attach(
    view: CaseView, viewer: Viewer, event: EventView, content: bytes, description: str, on: date, key: str
) -> str:
    """Keep a paper and record that it belongs to an event. Gives the uid of the new event.

    Raises Refused where it is too large or neither PDF, PNG nor JPEG, and what recording raises.
    """
    media = media_of(content)
    if len(content) > LARGEST:
        raise Refused(field_errors=(FieldError("file", "too-large", "Filen är för stor. Den får vara högst 20 MB."),))
    if media is None:
        message = "Filen är inte en hel PDF, PNG eller JPEG. Läs in pappret igen och välj den nya filen."
        raise Refused(field_errors=(FieldError("file", "not-a-document", message),))
    attached = event_with_effect(view.edition, ATTACHED).id

    def choose(desk: Desk) -> list[Addition]:
        if any(r.idempotency_key == key and r.actor_id == viewer.worker_id for r in desk.file.rows):
            return [Addition(Entry(attached, on, idempotency_key=key), by_the_product=True)]
        fields: dict[str, object] = {
            "description": description,
            "media": media,
            "document": keep_document(desk, content, MEDIA[media]),
            "digest": hashlib.sha256(content).hexdigest(),
        }
        return [Addition(Entry(attached, on, fields, about=event.uid, idempotency_key=key), by_the_product=True)]

    return record_all(viewer, view.public_id, choose)[-1].event_uid
