"""Opening a document: the access rule, the log and the bytes in one transaction."""

import hashlib
from typing import NamedTuple
from uuid import UUID

from hemvist import statements
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.papers import Paper, open_paper, reads_papers_access_unchecked
from hemvist.cases.turns import in_turn
from hemvist.secrecy.viewer import Viewer

PAGE = "document"


class DocumentFault(Exception):  # noqa: N818 (the record itself is damaged)
    """The bytes that are kept are not those that the case's chain tells of."""


class Opened(NamedTuple):
    """A document as it is kept. ``is_ours``: Hemvist made it; else it came from outside."""

    media_type: str
    content: bytes
    is_ours: bool


def open_document(viewer: Viewer, case: UUID, document: str) -> Opened:
    """Give a document of a case. Raises CaseNotFound where it is not there or not for this viewer; DocumentFault where it is damaged."""
    found = in_turn(lambda: _opened(viewer, case, document))
    if found is None:
        raise CaseNotFound
    return found


def _opened(viewer: Viewer, case: UUID, document: str) -> Opened | None:
    paper = open_paper(viewer, case, document, PAGE)
    return None if paper is None else _read(paper)


@reads_papers_access_unchecked
def bytes_of(paper: Paper) -> bytes:
    """Give the bytes of a paper that was opened to somebody. Raises DocumentFault where it is damaged."""
    return _read(paper).content


def _read(paper: Paper) -> Opened:
    rows = statements.fetch(
        "SELECT media_type, content FROM letters_document WHERE uid = %s AND case_row = %s",
        [paper.document, paper.case_row],
    )
    if not rows or hashlib.sha256(bytes(rows[0][1])).hexdigest() != paper.digest:
        raise DocumentFault(f"document {paper.document} is not what was recorded")
    return Opened(rows[0][0], bytes(rows[0][1]), paper.is_made_here)
