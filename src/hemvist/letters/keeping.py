"""What becomes of documents when their case leaves, and whether they are what was recorded."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from hemvist import statements
from hemvist.cases.verifying import Difference
from hemvist.letters.guards import TABLE
from hemvist.secrecy.append_only import unguarded

SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


class Kept(NamedTuple):
    """A document by the name it has in an archive package (its uid and what it is), and its bytes."""

    name: str
    content: bytes


def documents_access_unchecked(case_row: int) -> list[Kept]:
    """Give every document of a case. Asks nobody's access: for the package that a manager has approved."""
    rows = statements.fetch(
        "SELECT uid, media_type, content FROM letters_document WHERE case_row = %s ORDER BY id", [case_row]
    )
    return [Kept(f"{uid}{SUFFIXES[media]}", bytes(content)) for uid, media, content in rows]


def remove_documents(case_row: int) -> None:
    """Remove the documents of a case that is leaving in this transaction; the database refuses it otherwise."""
    statements.run("DELETE FROM letters_document WHERE case_row = %s", [case_row])


def verify_documents() -> Iterator[Difference]:
    """Say what is wrong with the documents: a trigger that is missing, bytes that are not those they were kept as. Reads all of them."""
    for table in unguarded(connection, (TABLE,)):
        yield Difference("DOC-T1", "", table, "the triggers that keep this table append-only are missing")
    last = 0
    while rows := statements.fetch(
        "SELECT id, uid, content, digest FROM letters_document WHERE id > %s ORDER BY id LIMIT 50", [last]
    ):
        for _, uid, content, digest in rows:
            if hashlib.sha256(bytes(content)).hexdigest() != digest:
                yield Difference("DOC-D1", "", f"document {uid}", "its bytes are not those that were kept")
        last = rows[-1][0]
