"""What can be read in a hundred years: the case in words and each paper that was read in, as PDF/A."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.letters.attaching import attach
from hemvist.letters.keeping import Kept
from hemvist.retention.packaging import places
from hemvist.retention.packaging.checking import check_package
from hemvist.retention.packaging.preserving import UNREADABLE, preserved
from tests.cases.town import Town, opened, record
from tests.letters.test_attaching import picture
from tests.retention.old import CLOSED, OPENED, Archive, at, let_go, someone


def standard(content: bytes) -> tuple[str, str]:
    """Part and level of PDF/A that a file says it is."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as about:
        return str(about["pdfaid:part"]), str(about["pdfaid:conformance"])


def plain_pdf(pages: int) -> bytes:
    """A PDF that is no PDF/A."""
    made, pdf = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(300, 400))
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_pdf_a(kind: str) -> None:
    """By the same name, on one page."""
    suffix = {"PNG": "png", "JPEG": "jpg"}[kind]
    [(place, content)] = preserved([Kept(f"abc.{suffix}", picture(kind))]).items()
    assert place == f"{places.PRESERVED}/abc.pdf"
    assert standard(content) == ("2", "B")
    assert len(pypdfium2.PdfDocument(content)) == 1


def test_a_pdf_of_another_kind_becomes_pdf_a_page_by_page() -> None:
    """As many pages as it had."""
    [content] = preserved([Kept("abc.pdf", plain_pdf(3))]).values()
    assert standard(content) == ("2", "B")
    assert len(pypdfium2.PdfDocument(content)) == 3


def test_what_is_pdf_a_already_is_not_made_again() -> None:
    """A letter is that from the start."""
    [content] = preserved([Kept("abc.png", picture("PNG"))]).values()
    assert preserved([Kept("def.pdf", content)]) == {}


def test_what_cannot_be_read_is_said_to_be_so() -> None:
    """And stops nothing: the original is in the package all the same."""
    assert preserved([Kept("abc.pdf", b"%PDF-1.7 broken"), Kept("def.png", b"\x89PNG broken")]) == {
        f"{places.PRESERVED}/abc.txt": UNREADABLE.encode(),
        f"{places.PRESERVED}/def.txt": UNREADABLE.encode(),
    }


def test_a_package_holds_the_case_and_its_papers_as_pdf_a(town: Town, archive: Archive) -> None:
    """The case in words says what the page says: who, what, when, and what was answered."""
    with clock.set_to(at(OPENED)):
        case = opened(town, someone(), on=OPENED, protection="none")
        viewer = town.viewer("c-caseworker", OPENED)
        view = view_case(viewer, case, "case")
        attach(view, viewer, view.history[0], picture("JPEG"), "Ansökan", OPENED, "k")
    with clock.set_to(at(CLOSED)):
        record(town, "c-caseworker", case, "case-closed", CLOSED, reason="Flyttade till #annan [ort].")
    let_go(town, case)
    assert archive.package().done == 1
    package: Path = archive.packages[0]
    assert check_package(package).whole
    readable = (package / places.READABLE_PDF).read_bytes()
    assert standard(readable) == ("2", "A")
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(readable))
    for words in ("Flyttade till #annan [ort].", "Ärendet avslutat utan insats", "Klausul GEM-14"):
        assert words in text
    [paper] = (package / places.PRESERVED).iterdir()
    assert standard(paper.read_bytes()) == ("2", "B")
