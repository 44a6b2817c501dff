"""Making a letter: shown first as pictures, then set as PDF, kept, and told of by an event of the case, all in one transaction."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any, Final

from hemvist import clock, statements
from hemvist.cases.entries import Entry
from hemvist.cases.ledger import LedgerEntry, view_ledger
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import event_with_effect
from hemvist.cases.papers import letters_not_gone
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.views import CaseView
from hemvist.letters.composing import compose, making_role
from hemvist.letters.facts import Gathered, gather
from hemvist.letters.kinds import Kind, kinds_of
from hemvist.letters.typesetting import set_pdf, set_pictures, template_of
from hemvist.routines.model import Edition
from hemvist.secrecy.viewer import Viewer

MADE: Final = "letter-made"
SENT: Final = "letter-sent"
NOT_SENT: Final = "letter-not-sent"
RETURNED: Final = "letter-returned"
PDF = "application/pdf"


class CannotMake(Exception):  # noqa: N818 (an answer, not a fault)
    """The letter is not made: something that it needs is missing, has changed since it was shown, or its meeting has been."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter as it stands for one viewer of a case. ``role``: in which they would make it; None if it is another's to make."""

    kind: Kind
    gathered: Gathered
    role: str | None

    @property
    def can_be_made(self) -> bool:
        """Whether this viewer can make it now."""
        return self.role is not None and not self.gathered.missing and self.gathered.passed is None


def letters_of(view: CaseView, viewer: Viewer) -> list[Letter]:
    """Give every kind of letter of the case's edition that this viewer makes, with what is missing."""
    ledger = consents(view, viewer)
    mine = [(kind, making_role(view, kind)) for kind in kinds_of(view.edition)]
    return [Letter(kind, gather(view, kind, ledger), role) for kind, role in mine if role is not None]


def letter_of(view: CaseView, viewer: Viewer, kind_id: str, about: str = "") -> Letter | None:
    """Give one kind of letter, about an event; None where the case's edition has no such kind, or another role makes it."""
    kind = next((each for each in kinds_of(view.edition) if each.id == kind_id), None)
    role = making_role(view, kind) if kind else None
    if kind is None or role is None:
        return None
    return Letter(kind, gather(view, kind, consents(view, viewer) if kind.consent else (), about), role)


def consents(view: CaseView, viewer: Viewer) -> tuple[LedgerEntry, ...]:
    """Give the consents of a case that the viewer may see."""
    return view_ledger(viewer, view.public_id)


def shown_data(view: CaseView, viewer: Viewer, letter: Letter) -> dict[str, Any]:
    """Give what the letter would say if it were made now."""
    return compose(view, viewer, letter.kind, letter.gathered, clock.today())


def mark_of(data: dict[str, Any]) -> str:
    """Give a mark of what a letter says: the same as long as not a word of it has changed."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def pictures_of(letter: Letter, data: dict[str, Any]) -> list[bytes]:
    """Give a PNG of each page as the letter would look."""
    return set_pictures(template_of(letter.kind.id), data)


def pdf_of(kind: Kind, data: dict[str, Any]) -> bytes:
    """Give the letter as PDF/UA-1 and PDF/A-2a."""
    return set_pdf(template_of(kind.id), data)


def make(view: CaseView, viewer: Viewer, letter: Letter, mark: str, key: str | None = None) -> str:
    """Make a letter, keep it, and record that it was made. Gives the uid of the event.

    ``mark``: of what was shown before; ``key``: so that a form sent twice makes one letter. Raises CannotMake, and what recording raises.
    """
    if not letter.can_be_made:
        raise CannotMake
    data = shown_data(view, viewer, letter)
    if mark_of(data) != mark:
        raise CannotMake
    content = pdf_of(letter.kind, data)

    def choose(desk: Desk) -> list[Addition]:
        if _already(desk, key):
            return [Addition(Entry(_made_type(desk), viewer.today, idempotency_key=key), by_the_product=True)]
        made = _entry(desk, letter, keep_document(desk, content, PDF), content, key)
        return [Addition(each, by_the_product=True) for each in (made, *_replaced(desk, letter, made.about))]

    return record_all(viewer, view.public_id, choose)[0].event_uid


def _already(desk: Desk, key: str | None) -> bool:
    rows = desk.file.rows
    return key is not None and any(r.idempotency_key == key and r.actor_id == desk.viewer.worker_id for r in rows)


def _made_type(desk: Desk) -> str:
    return event_with_effect(edition_of(desk.file.row.routine, desk.file.row.edition), MADE).id


def _entry(desk: Desk, letter: Letter, document: str, content: bytes, key: str | None) -> Entry:
    made_type, kind = _made_type(desk), letter.kind
    before = [e for e in desk.file.events if e.type == made_type and e.fields.get("letter") == kind.id]
    fields: dict[str, object] = {
        "letter": kind.id,
        "title": kind.title,
        "version": len(before) + 1,
        "template": kind.template,
        "information": kind.information,
        "kinds": sorted(letter.gathered.kinds),
        "document": document,
        "digest": hashlib.sha256(content).hexdigest(),
        "sender": _sender(edition_of(desk.file.row.routine, desk.file.row.edition), letter),
    }
    about = letter.gathered.about.uid if letter.gathered.about else None
    return Entry(made_type, desk.viewer.today, fields, about=about, idempotency_key=key)


def _sender(edition: Edition, letter: Letter) -> str:
    """Whose turn it is to send it: that of the side that makes it; nobody's where it is filled in here."""
    if not letter.kind.is_sent or letter.role is None:
        return "nobody"
    return "decider" if edition.roles[letter.role].side == "decider" else "executor"


def _replaced(desk: Desk, letter: Letter, about: str | None) -> list[Entry]:
    """Say of earlier versions of the same letter that have not gone that they will not: the new one goes instead."""
    edition = edition_of(desk.file.row.routine, desk.file.row.edition)
    earlier = letters_not_gone(desk.file, desk.access, letter.kind.id, about)
    not_sent = event_with_effect(edition, NOT_SENT).id if earlier else ""
    return [Entry(not_sent, desk.viewer.today, {"why": "replaced"}, about=uid) for uid in earlier]


_KEEP = (
    "INSERT INTO letters_document (uid, case_row, media_type, content, digest, made_at) VALUES (%s, %s, %s, %s, %s, %s)"
)


def keep_document(desk: Desk, content: bytes, media_type: str) -> str:
    """Keep a document of a case that is taken out to be written in, and give its uid. The event that names it is recorded with it."""
    uid = uuid.uuid4().hex
    digest, at = hashlib.sha256(content).hexdigest(), statements.moment_in(clock.now())
    statements.run(_KEEP, [uid, desk.file.row.id, media_type, content, digest, at])
    return uid
