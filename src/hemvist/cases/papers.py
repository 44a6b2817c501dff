"""Which papers of a case a viewer may open. The bytes are kept elsewhere (`hemvist.letters`); what they are, events of the case tell.

A paper is opened by one who sees the event that tells of it, and every kind of information that stands in it: of a letter, those that the
event lists; of an attached paper, that of the event it belongs to. What was taken back is opened by nobody.
"""

from typing import NamedTuple
from uuid import UUID

from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.chain import EventRow
from hemvist.cases.history_view import may_see
from hemvist.cases.standing import source_of
from hemvist.routines.history import Event
from hemvist.secrecy import log
from hemvist.secrecy.policy import Access, access_to
from hemvist.secrecy.viewer import Viewer

WITH_A_PAPER = ("letter-made", "document-attached")
"""Effects of events that tell of a paper: each names it in ``document``, with its SHA-256 in ``digest``."""


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
