"""Who opens a document: one who may see the event that tells of it, and every kind of information that stands in it."""

import pytest
from django.db import DatabaseError, connection, transaction

from hemvist.cases.correcting import annul
from hemvist.cases.entries import CaseNotFound
from hemvist.letters.keeping import verify_documents
from hemvist.letters.models import Document
from hemvist.letters.opening import DocumentFault, open_document
from hemvist.secrecy.models import AccessLogEntry
from tests.letters.conftest import ASSIGNED, HELD, Begin, Desk
from tests.support.append_only import triggers_lifted

EVERYTHING = ("identity", "booking", "assignment", "plan", "journal", "decision")


def opens(desk: Desk, name: str, document: str) -> bool:
    """Whether a worker opens it."""
    try:
        return bool(open_document(desk.viewer(name), desk.case, document).content)
    except CaseNotFound:
        return False


def test_one_who_is_granted_the_decision_does_not_read_its_reasons(begin: Begin) -> None:
    """Kompetenscenter sees that a decision letter was made where it is granted decisions; the letter holds the assessment, and stays shut."""
    desk = begin(ASSIGNED, kinds=EVERYTHING)
    letter, plain = desk.make("decision"), desk.make("decision-plain")
    seen = {each.uid for each in desk.view("coordinator").history}
    assert {letter, plain} <= seen
    assert opens(desk, "c-lead", desk.document(letter))
    assert not opens(desk, "coordinator", desk.document(letter))
    assert opens(desk, "coordinator", desk.document(plain))


def test_one_who_is_not_granted_the_kind_sees_no_trace_of_it(begin: Begin) -> None:
    """Neither the event nor the document."""
    desk = begin(ASSIGNED, kinds=("identity", "booking", "assignment"))
    letter = desk.make("decision-plain")
    assert letter not in {each.uid for each in desk.view("coordinator").history}
    assert not opens(desk, "coordinator", desk.document(letter))


def test_what_the_other_side_makes_is_given_back(begin: Begin) -> None:
    """A plan that the centre makes is read by the caseworker, and not by the next board."""
    desk = begin(HELD)
    plan = desk.document(desk.make("plan", "consultant"))
    assert opens(desk, "c-caseworker", plan)
    assert opens(desk, "consultant", plan)
    assert not opens(desk, "h-colleague", plan)


def test_what_was_taken_back_is_opened_by_nobody(begin: Begin) -> None:
    """A letter or paper that was taken back stays in the record and is no longer handed out."""
    desk = begin(ASSIGNED)
    letter = desk.make("decision")
    document = desk.document(letter)
    annul(desk.viewer(), desk.case, letter, "Fel.")
    assert not opens(desk, "c-caseworker", document)
    assert Document.objects.filter(uid=document).exists()


def test_every_opening_and_every_try_is_logged(begin: Begin) -> None:
    """With the answer: as shown, or as refused."""
    desk = begin(ASSIGNED)
    document = desk.document(desk.make("decision"))
    before = AccessLogEntry.objects.order_by("-pk")[0].pk
    for name in ("c-caseworker", "coordinator", "h-colleague"):
        opens(desk, name, document)
    entries = AccessLogEntry.objects.filter(pk__gt=before).order_by("pk")
    assert [(each.page, each.outcome) for each in entries] == [
        ("document", "shown"),
        ("document", "refused"),
        ("document", "refused"),
    ]


def test_the_database_refuses_to_change_or_remove_a_document(begin: Begin) -> None:
    """Whoever asks."""
    desk = begin(ASSIGNED)
    desk.make("decision")
    for statement in ("UPDATE letters_document SET digest = 'x'", "DELETE FROM letters_document"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_bytes_that_are_not_those_recorded_are_never_handed_out(begin: Begin) -> None:
    """Where somebody has changed the table behind the triggers: the opening fails and the check of the record names it."""
    desk = begin(ASSIGNED)
    document = desk.document(desk.make("decision"))
    assert list(verify_documents()) == []
    with triggers_lifted(connection):
        Document.objects.filter(uid=document).update(content=b"%PDF-1.7 annat")
    with pytest.raises(DocumentFault):
        open_document(desk.viewer(), desk.case, document)
    assert [each.code for each in verify_documents()] == ["DOC-D1"]
