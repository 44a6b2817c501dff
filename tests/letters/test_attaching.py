"""A scanned paper is attached to an event, is as secret as it, and is what its bytes say."""

import hashlib
import io

import pytest
from PIL import Image

from hemvist.cases.entries import CaseNotFound, Refused
from hemvist.letters.attaching import LARGEST, attach, media_of
from hemvist.letters.models import Document
from hemvist.letters.opening import open_document
from tests.letters.conftest import ASSIGNED, Begin, Desk
from tests.letters.samples import sample


def picture(form: str) -> bytes:
    """A small real picture."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, form)
    return made.getvalue()


def pdf() -> bytes:
    """A real PDF."""
    from hemvist.letters.kinds import kinds
    from hemvist.letters.typesetting import set_pdf, template_of

    kind = kinds()["consent-kc"]
    return set_pdf(template_of(kind.id), sample(kind))


def attached(desk: Desk, content: bytes, to: str = "kc-consent-given", key: str = "k") -> str:
    """Attach a paper to the newest event of a type."""
    view = desk.view()
    event = next(each for each in reversed(view.history) if each.type == to)
    return attach(view, desk.viewer(), event, content, "Undertecknad blankett", desk.city.today, key)


@pytest.mark.parametrize(("form", "media"), [("PNG", "png"), ("JPEG", "jpeg"), ("PDF", "pdf")])
def test_a_file_is_what_its_bytes_say(form: str, media: str) -> None:
    """Whole from the first to the last."""
    content = pdf() if form == "PDF" else picture(form)
    assert media_of(content) == media
    assert media_of(content[: len(content) // 2]) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\x00", b"<html>%PDF-</html>", b"GIF89a", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"],
)
def test_anything_else_is_not_taken(begin: Begin, content: bytes) -> None:
    """By whatever name it comes; nothing is kept of it."""
    desk = begin(ASSIGNED)
    before = len(desk.file().rows)
    with pytest.raises(Refused) as refused:
        attached(desk, content)
    assert [each.code for each in refused.value.field_errors] == ["not-a-document"]
    assert len(desk.file().rows) == before
    assert not Document.objects.exists()


def test_a_file_may_not_be_too_large(begin: Begin) -> None:
    """20 MB, and not a byte more."""
    desk = begin(ASSIGNED)
    content = picture("JPEG")
    whole = content[:-2] + b"\0" * (LARGEST - len(content)) + content[-2:]
    assert len(whole) == LARGEST
    attached(desk, whole)
    with pytest.raises(Refused) as refused:
        attached(desk, whole[:-2] + b"\0" + whole[-2:], key="other")
    assert [each.code for each in refused.value.field_errors] == ["too-large"]


def test_a_paper_is_kept_with_its_digest_and_tells_where_it_belongs(begin: Begin) -> None:
    """The event carries the SHA-256, so the chain of the case covers it; and the kind of information of the consent."""
    desk = begin(ASSIGNED)
    content = picture("PNG")
    attached(desk, content)
    row, event = desk.file().rows[-1], desk.file().events[-1]
    assert (row.type, row.information, event.fields["media"]) == ("document-attached", "consent", "png")
    assert event.fields["digest"] == hashlib.sha256(content).hexdigest()
    found = open_document(desk.viewer(), desk.case, str(event.fields["document"]))
    assert (found.content, found.media_type, found.is_ours) == (content, "image/png", False)
    consent = desk.file().by_uid(row.about)
    assert consent is not None
    assert desk.file().type_of(consent).effect == "consent-given"


def test_a_paper_is_as_secret_as_what_it_belongs_to(begin: Begin) -> None:
    """The centre sees the assignment and its paper; of the consent's paper it sees no trace."""
    desk = begin(ASSIGNED, kinds=("identity", "booking", "assignment"))
    consent, assignment = attached(desk, picture("PNG")), attached(desk, picture("PNG"), "assignment-sent", "k2")
    seen = {each.uid for each in desk.view("coordinator").history}
    assert assignment in seen
    assert consent not in seen
    assert open_document(desk.viewer("coordinator"), desk.case, desk.document(assignment))
    with pytest.raises(CaseNotFound):
        open_document(desk.viewer("coordinator"), desk.case, desk.document(consent))


def test_a_form_that_is_sent_twice_keeps_one_paper(begin: Begin) -> None:
    """By the key of the form."""
    desk = begin(ASSIGNED)
    assert attached(desk, picture("PNG")) == attached(desk, picture("PNG"))
    assert Document.objects.count() == 1
