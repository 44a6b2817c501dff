"""Which papers of a case a viewer may open. The bytes are kept elsewhere (`hemvist.letters`); what they are, events of the case tell.

A paper is opened by one who sees the event that tells of it, and every kind of information that stands in it: of a letter, those that the
event lists; of an attached paper, that of the event it belongs to. What was taken back is opened by nobody.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.chain import EventRow
from hemvist.cases.history_view import may_see
from hemvist.cases.standing import source_of
from hemvist.cases.turns import in_turn
from hemvist.routines.effects import Effect
from hemvist.routines.history import Event
from hemvist.secrecy import log
from hemvist.secrecy.policy import Access, access_to
from hemvist.secrecy.viewer import Viewer

WITH_A_PAPER = ("letter-made", "document-attached")
"""Effects of events that tell of a paper: each names it in ``document``, with its SHA-256 in ``digest``."""
RETURNED: Effect = "letter-returned"
SAID_OF_A_LETTER: tuple[Effect, ...] = ("letter-sent", "letter-not-sent", RETURNED)
"""Effects of events that say what became of a letter: the newest of them holds."""


class Paper(NamedTuple):
    """A paper that may be opened: the row number of its case, its uid, and the SHA-256 that the chain of the case covers."""

    case_row: int
    document: str
    digest: str
    is_made_here: bool


def open_paper(viewer: Viewer, public_id: UUID, document: str, page: str) -> Paper | None:
    """Say whether the viewer may open a paper, and log it: as opened, or as refused. None if they may not, or there is none.

    To be called in the transaction that reads the bytes.
    """
    row = find_case(public_id)
    allowed = access_to(viewer, row.id if row else 0)
    paper = _paper(open_file(row), allowed, document) if row is not None and allowed else None
    if row is None or paper is None:
        log.log_refused(viewer, page, row.id if row else None)
        return None
    log.log_shown(viewer, page, [row.id], allowed)
    return paper


Reader = Callable[[Paper], bytes]
_readers: list[Reader] = []


def reads_papers_access_unchecked(reader: Reader) -> Reader:
    """Register who keeps the bytes, and gives them where they are those that the chain tells of. It is asked only of a paper that was opened."""
    _readers[:] = [reader]
    return reader


def read_paper(viewer: Viewer, public_id: UUID, document: str, page: str) -> bytes | None:
    """Give the bytes of a paper that the viewer may open; None if they may not, or there is none. Logged as an opening, in one transaction."""

    def work() -> bytes | None:
        paper = open_paper(viewer, public_id, document, page)
        return _readers[0](paper) if paper is not None else None

    return in_turn(work)


def letters_not_gone(file: CaseFile, allowed: Access, letter: str, about: str | None) -> list[str]:
    """Give the letters of a kind about the same event that have not gone, by the uid of the event that each was made; as far as they are seen.

    Those that did not arrive have not gone either. For one who is about to make a new version, in the transaction that does.
    """
    known = file.history.known(None)
    standing = [(row, file.type_of(row).effect) for row in file.rows if row.uid not in known.annulled]
    became = {known.resolve(row.about): effect for row, effect in standing if effect in SAID_OF_A_LETTER}
    kinds = {row.uid: event.fields.get("letter") for row, event in zip(file.rows, file.events, strict=True)}
    return [
        row.uid
        for row, effect in standing
        if effect == "letter-made"
        and kinds[row.uid] == letter
        and known.resolve(row.about) == known.resolve(about)
        and became.get(row.uid, RETURNED) == RETURNED
        and may_see(row, allowed)
    ]


def papers_to_open(viewer: Viewer, public_id: UUID) -> frozenset[str]:
    """Give the uids of the papers that the viewer may open, for a page that lists them. The page has opened the case, which logs it."""
    row = find_case(public_id)
    allowed = access_to(viewer, row.id if row else 0)
    if row is None or not allowed:
        return frozenset()
    file = open_file(row)
    named = (str(e.fields["document"]) for e in file.events if "document" in e.fields)
    return frozenset(document for document in named if _paper(file, allowed, document))


def _paper(file: CaseFile, allowed: Access, document: str) -> Paper | None:
    annulled = file.history.known(None).annulled
    for row, event in zip(file.rows, file.events, strict=True):
        if row.uid in annulled or file.type_of(row).effect not in WITH_A_PAPER:
            continue
        if event.fields.get("document") == document:
            is_open = may_see(row, allowed) and all(_shows(allowed, row, kind) for kind in _kinds(event, row))
            made = file.type_of(row).effect == "letter-made"
            return Paper(file.row.id, document, str(event.fields["digest"]), made) if is_open else None
    return None


def _kinds(event: Event, row: EventRow) -> tuple[str, ...]:
    listed = event.fields.get("kinds")
    return listed if isinstance(listed, tuple) else (row.information,)


def _shows(allowed: Access, row: EventRow, kind: str) -> bool:
    return allowed.shows(kind, row.sequence, source_of(row.role))
