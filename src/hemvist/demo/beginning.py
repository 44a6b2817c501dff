"""Cases of the demo city that nobody in the city opens: begun by an authority outside, with a signed paper, or started from another case."""

import hashlib
import struct
import zlib
from functools import cache
from uuid import UUID

from hemvist.cases.entries import Entry
from hemvist.cases.initiating import Initiation, initiate, ways_to_initiate
from hemvist.cases.library import edition_in_force, event_with_effect
from hemvist.cases.recording import Desk
from hemvist.cases.related import start_related
from hemvist.letters.making import keep_document
from hemvist.routines.model import EventType
from hemvist.secrecy.viewer import Viewer

SAID: dict[str, object] = {"given_by": "client", "form": "written", "reference": "Hos frivården"}
NOT_SHARED = "assessment"


def initiate_from_outside(viewer: Viewer, unit_id: int, person: int, reason: str, joining: Entry) -> UUID:
    """Begin a case at a unit as somebody outside does: with consent to all but the assessment, signed on paper. Gives its public id."""
    way = next(each for each in ways_to_initiate(viewer) if each.joining.id == joining.type)
    attached = event_with_effect(way.edition, "document-attached")

    def paper(desk: Desk, consent: str) -> Entry:
        fields: dict[str, object] = {
            "description": "Undertecknat samtycke",
            "media": "png",
            "document": keep_document(desk, empty_sheet(), "image/png"),
            "digest": hashlib.sha256(empty_sheet()).hexdigest(),
        }
        return Entry(attached.id, joining.on, fields, about=consent)

    what = Initiation(
        Entry(way.opening.id, joining.on, {"reason": reason}),
        Entry(way.consent.id, joining.on, SAID | _whole_consent(way.consent)),
        joining,
        paper,
    )
    return initiate(viewer, way, unit_id, None, lambda: person, what)


def _whole_consent(consent: EventType) -> dict[str, object]:
    """Towards the first that the form knows, for the first purpose, and to all kinds but the deciding side's assessment."""
    choices = {field.name: [choice.value for choice in field.choices] for field in consent.fields}
    kinds = [kind for kind in choices["kinds"] if kind != NOT_SHARED]
    return {"recipient": choices["recipient"][0], "purpose": choices["purpose"][0], "kinds": kinds}


def start_from(viewer: Viewer, case: UUID, step: Entry) -> UUID:
    """Start a case by the routine that the step names, at the unit where this worker opens such cases. Gives its public id."""
    routine = str(step.fields["routine"])
    opening = event_with_effect(edition_in_force(routine, step.on), "case-opened")
    unit = next(held.unit_id for held in viewer.holdings if held.role in opening.recorded_by)
    return start_related(viewer, case, routine, unit, Entry(opening.id, step.on, {"reason": step.fields["reason"]}))


@cache
def empty_sheet() -> bytes:
    """Give a picture of an empty sheet of paper: nobody in the demo city has a signature."""
    width, height = 210, 297
    lines = (b"\0" + b"\xff" * width) * height

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
