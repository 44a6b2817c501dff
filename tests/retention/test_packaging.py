"""An archive package: whole or not there, readable by itself, and nothing in it can be changed unnoticed."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from hemvist.cases.casefile import event_rows
from hemvist.cases.correcting import correct, undo
from hemvist.cases.entries import Entry
from hemvist.cases.whole import whole_case_access_unchecked
from hemvist.persons.identity import shown_number
from hemvist.retention.models import Package
from hemvist.retention.packaging import places
from hemvist.retention.packaging.checking import check_package
from hemvist.retention.packaging.manifest import METS
from hemvist.retention.packaging.writing import write_package
from tests.cases.test_identity import FIRST, SECOND
from tests.cases.town import TODAY, Town, opened, record
from tests.factories import TEST_NUMBER
from tests.retention.old import Archive, let_go, old_case, row_of, someone
from tests.retention.test_removal import renamed_and_numbered


@pytest.fixture
def package(town: Town, archive: Archive) -> Path:
    """A package of an old case with markup among its answers."""
    case = old_case(town, someone(number=TEST_NUMBER), needs="<b>Språk</b> & arbete")
    let_go(town, case)
    assert archive.package().done == 1
    return archive.packages[0]


def test_a_package_is_whole_and_no_name_in_it_tells_of_a_person(package: Path) -> None:
    """Its folder is named by a number drawn at random, its files by what they are."""
    checked = check_package(package)
    assert checked.whole
    assert checked.events == 4
    names = [path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()]
    assert checked.files == len(names) - 1
    assert UUID(package.name)
    for secret in ("KC-20", "ammelström", TEST_NUMBER):
        assert not any(secret in name for name in [*names, package.name])
    assert Package.objects.get().manifest_digest == hashlib.sha256((package / places.MANIFEST).read_bytes()).hexdigest()


def test_a_package_tells_former_names_and_wrong_numbers_as_such(town: Town, archive: Archive) -> None:
    """In the readable copy; by a number that never was the person's the archive finds nobody."""
    let_go(town, renamed_and_numbered(town, someone(number=TEST_NUMBER)))
    archive.package()
    [package] = archive.packages
    readable = (package / places.READABLE).read_text(encoding="utf-8")
    shown = shown_number(TEST_NUMBER)
    assert "<dt>Namn</dt><dd>Kim Nyström</dd>" in readable
    assert "<dt>Tidigare namn</dt><dd>Kim Gammelström</dd>" in readable
    assert f"<dt>Personnummer som antecknades fel</dt><dd>{shown}</dd>" in readable
    told = json.loads((package / places.EVENTS).read_text(encoding="utf-8"))
    assert told["person"] == {"name": "Kim Nyström", "numbers": [shown_number(FIRST), shown_number(SECOND)]}
    described = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.xml"))
    assert shown_number(SECOND) in described
    assert shown not in described


def test_every_event_is_there_as_it_stood_in_the_record(town: Town, archive: Archive) -> None:
    """With its answers as the very text that the digest was made of."""
    case = old_case(town)
    rows = event_rows(row_of(case))
    let_go(town, case)
    archive.package()
    told = json.loads((archive.packages[0] / places.EVENTS).read_text(encoding="utf-8"))
    assert [(e["payload"], e["digest"], e["seal"], e["chain"]) for e in told["events"]] == [
        (r.payload, r.digest, r.seal, r.chain) for r in rows
    ]


def test_the_readable_copy_says_all_in_words_and_shows_what_was_written_as_text(package: Path) -> None:
    """Who, what, when, by which clause; nothing is fetched and nothing is markup of the writer's."""
    text = (package / places.READABLE).read_text(encoding="utf-8")
    for words in (
        "Kim Gammelström",
        "19910302-2381",
        "Behov av stöd bedömt",
        "Socialsekreterare",
        "Klausul KC-02",
        "Provgatan 1",
    ):
        assert words in text
    assert "&lt;b&gt;Språk&lt;/b&gt; &amp; arbete" in text
    assert "<script" not in text
    assert "http" not in text


def test_what_was_taken_back_is_marked_and_what_stands_again_is_not(town: Town) -> None:
    """An event that was corrected, and whose correction was undone, stands."""
    case = opened(town)
    viewer = town.viewer("c-caseworker")
    first = record(town, "c-caseworker", case, "need-assessed", needs="Språk.").event_uid
    second = correct(viewer, case, first, Entry("need-assessed", TODAY, {"needs": "Arbete."}), "Fel behov").event_uid

    def marks() -> list[int | None]:
        whole = whole_case_access_unchecked(row_of(case))
        assert whole
        return [each.taken_back_by for each in whole.events]

    assert marks() == [None, None, 4, None]
    undo(viewer, case, second)
    assert marks() == [None, None, None, 5, None]


def test_the_governing_edition_goes_with_it(package: Path) -> None:
    """The file as it is in the product."""
    edition = package / places.GOVERNING / "kompetenscenter" / "e1.md"
    source = Path(__file__).resolve().parents[2] / "src/hemvist/governing/kompetenscenter/e1.md"
    assert edition.read_bytes() == source.read_bytes()


def test_premis_tells_who_approved_and_by_which_law(package: Path) -> None:
    """Two events: the approval and the export."""
    root = ET.parse(package / places.PRESERVATION).getroot()  # noqa: S314 (our own file)
    kinds = [each.text for each in root.iter("{http://www.loc.gov/premis/v3}eventType")]
    details = " ".join(each.text or "" for each in root.iter("{http://www.loc.gov/premis/v3}eventDetail"))
    assert kinds == ["appraisal", "export"]
    assert "C-manager" in details
    assert "SoL (2025:400) 16 kap. 1 §" in details


def changed_event(change: Callable[[dict[str, object]], None]) -> Callable[[Path], None]:
    """Change an event and write the manifest's size and checksum anew, as someone who knows the format could."""

    def tamper(package: Path) -> None:
        path = package / places.EVENTS
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told)
        old, new = path.read_bytes(), json.dumps(told).encode()
        path.write_bytes(new)
        manifest = (package / places.MANIFEST).read_text(encoding="utf-8")
        manifest = manifest.replace(hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest())
        (package / places.MANIFEST).write_text(
            manifest.replace(f'SIZE="{len(old)}"', f'SIZE="{len(new)}"'), encoding="utf-8"
        )

    return tamper


def payload(told: dict[str, object]) -> None:
    """Another answer."""
    told["events"][2]["payload"] = '{"needs":"Annat"}'  # type: ignore[index]


def role(told: dict[str, object]) -> None:
    """Another role."""
    told["events"][1]["role"] = "unit_manager"  # type: ignore[index]


def fewer(told: dict[str, object]) -> None:
    """The last event left out."""
    del told["events"][-1]  # type: ignore[attr-defined]


def unreadable(told: dict[str, object]) -> None:
    """Something that is no event."""
    told["events"][0] = {}  # type: ignore[index]


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (lambda p: (p / places.MANIFEST).unlink(), {"PKG-01"}),
        (lambda p: (p / places.MANIFEST).write_text("<mets"), {"PKG-01"}),
        (lambda p: (p / places.MANIFEST).write_text("<!DOCTYPE x><mets/>"), {"PKG-01"}),
        (lambda p: (p / places.READABLE).unlink(), {"PKG-02"}),
        (lambda p: (p / places.READABLE).write_text("annat"), {"PKG-03"}),
        (lambda p: (p / places.EVENTS).write_text("{}"), {"PKG-03"}),
        (lambda p: (p / "extra.txt").write_text("x"), {"PKG-04"}),
        (changed_event(unreadable), {"PKG-05"}),
        (changed_event(payload), {"PKG-06"}),
        (changed_event(role), {"PKG-07"}),
        (changed_event(fewer), {"PKG-08"}),
    ],
)
def test_whatever_is_changed_in_a_package_is_found(
    package: Path, tamper: Callable[[Path], object], codes: set[str]
) -> None:
    """Each by its code, with the place and in words."""
    tamper(package)
    checked = check_package(package)
    assert {fault.code for fault in checked.faults} == codes
    assert all(fault.message for fault in checked.faults)


@pytest.mark.parametrize("place", ["../../etc/passwd", "/etc/passwd", ""])
def test_a_manifest_that_points_out_of_the_package_is_refused(package: Path, place: str) -> None:
    """Nothing outside is read."""
    manifest = (package / places.MANIFEST).read_text(encoding="utf-8")
    (package / places.MANIFEST).write_text(manifest.replace(places.READABLE, place), encoding="utf-8")
    assert [fault.code for fault in check_package(package).faults] == ["PKG-01"]


def test_a_damaged_package_keeps_its_case_from_leaving(town: Town, package: Path, archive: Archive) -> None:
    """It was whole when it was written, and is not any more."""
    (package / places.READABLE).write_text("annat")
    outcome = archive.remove()
    assert outcome.done == 0
    assert "Ärendet är kvar." in outcome.not_done[0][1]


def test_a_package_that_is_gone_or_another_cases_keeps_its_case_from_leaving(town: Town, archive: Archive) -> None:
    """Each case needs its own."""
    first, second = old_case(town), old_case(town, someone("Andra"))
    let_go(town, first, second)
    assert archive.package().done == 2
    one, other = archive.packages
    shutil.rmtree(one)
    shutil.copytree(other, one)
    assert archive.remove().done == 1
    outcome = archive.remove()
    assert (outcome.done, len(outcome.not_done)) == (0, 1)
    assert "Det är inte det ärendes paket som godkändes." in outcome.not_done[0][1]


def test_what_was_left_half_written_is_written_anew(tmp_path: Path) -> None:
    """A folder from a try that was killed is no package, and is in nobody's way."""
    name = UUID(int=7)
    half = tmp_path / f".{name}.part" / "representations"
    half.mkdir(parents=True)
    (half / "skräp").write_text("x")
    whole = write_package(tmp_path, name, b"<mets/>", {"a/b.txt": b"1"})
    assert sorted(path.name for path in whole.rglob("*")) == ["METS.xml", "a", "b.txt"]
    assert [path.name for path in tmp_path.iterdir()] == [str(name)]


def test_the_manifest_lists_every_file_once_with_size_and_checksum(package: Path) -> None:
    """Also those of the metadata."""
    root = ET.parse(package / places.MANIFEST).getroot()  # noqa: S314 (our own file)
    sums = [each.get("CHECKSUM") for tag in ("mdRef", "file") for each in root.iter(f"{{{METS}}}{tag}")]
    files = [path for path in package.rglob("*") if path.is_file() and path.name != places.MANIFEST]
    assert sorted(map(str, sums)) == sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
