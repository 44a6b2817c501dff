"""Letters and papers leave with their case: into the package, checked against the chain, and out of the database."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.letters.attaching import attach
from hemvist.letters.making import letter_of, make, mark_of, shown_data
from hemvist.letters.models import Document
from hemvist.retention.packaging import places
from hemvist.retention.packaging.checking import check_package
from tests.cases.town import Town, opened, record
from tests.letters.test_attaching import picture
from tests.retention.old import CLOSED, OPENED, Archive, at, let_go, someone


@pytest.fixture
def case(town: Town) -> UUID:
    """An old case with a form that was made and a paper that was attached."""
    with clock.set_to(at(OPENED)):
        case = opened(town, someone(), on=OPENED, protection="none")
        viewer = town.viewer("c-caseworker", OPENED)
        view = view_case(viewer, case, "case")
        letter = letter_of(view, viewer, "consent-kc")
        assert letter
        make(view, viewer, letter, mark_of(shown_data(view, viewer, letter)))
        attach(view, viewer, view.history[0], picture("PNG"), "Ansökan", OPENED, "k")
    with clock.set_to(at(CLOSED)):
        record(town, "c-caseworker", case, "case-closed", CLOSED, reason="Flyttade.")
    return case


def test_documents_are_packed_by_the_name_that_their_event_tells(town: Town, archive: Archive, case: UUID) -> None:
    """Byte for byte, and none by anybody's name."""
    kept = {each.uid: bytes(each.content) for each in Document.objects.all()}
    let_go(town, case)
    assert archive.package().done == 1
    package = archive.packages[0]
    packed = {path.stem: path.read_bytes() for path in (package / places.DOCUMENTS).iterdir()}
    assert packed == kept
    assert {path.suffix for path in (package / places.DOCUMENTS).iterdir()} == {".pdf", ".png"}
    told = json.loads((package / places.EVENTS).read_text(encoding="utf-8"))["events"]
    named = {json.loads(event["payload"]).get("document") for event in told} - {None}
    assert named == set(kept)
    assert check_package(package).whole


@pytest.mark.parametrize("spoil", ["change", "remove"])
def test_a_document_that_is_not_the_one_recorded_is_found(town: Town, archive: Archive, case: UUID, spoil: str) -> None:
    """Not only by the list of contents: by what the event says of it."""
    let_go(town, case)
    archive.package()
    _spoil(min((archive.packages[0] / places.DOCUMENTS).iterdir()), spoil)
    assert "PKG-09" in {fault.code for fault in check_package(archive.packages[0]).faults}


def _spoil(path: Path, how: str) -> None:
    """Change or remove a file."""
    if how == "change":
        path.write_bytes(path.read_bytes() + b"x")
    else:
        path.unlink()


def test_documents_go_with_their_case(town: Town, archive: Archive, case: UUID) -> None:
    """Once the package is verified nothing of them is left in the database."""
    let_go(town, case)
    archive.package()
    assert archive.remove().done == 1
    assert not Document.objects.exists()
