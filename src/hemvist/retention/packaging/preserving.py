"""What can be read in a hundred years: the case and each attached paper as PDF/A, beside the originals (RA-FS 2009:2; FGS).

Letters are PDF/A from the start and stay as they are. A paper that somebody read in, a picture or a PDF of another kind, is set as pictures of
its pages. One that cannot be read any more is said to be so, in a text in its place: the original is in the package all the same.
"""

import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

import pypdfium2
import typst

from hemvist import clock
from hemvist.cases.whole import WholeCase, WholeEvent
from hemvist.letters.keeping import Kept
from hemvist.letters.typesetting import fonts, set_pdf
from hemvist.retention.packaging import places
from hemvist.retention.packaging.places import Files

PAPER_STANDARD: Final[list[Literal["a-2b"]]] = ["a-2b"]
"""A picture of a page has no text that could be tagged: level B is what it can be."""
POINTS_PER_INCH = 72
PAGE_PPI = 200
IS_PDF_A = b"pdfaid:part"
"""A file of that standard says so in metadata that must lie open in it."""


def readable_pdf(case: WholeCase, package: str, written: str) -> bytes:
    """Set the case in words as PDF/UA-1 and PDF/A-2a."""
    return set_pdf(_template("readable.typ"), {"package": package, "written": written, **_told(case)})


def preserved(papers: list[Kept]) -> Files:
    """Give each paper that is not PDF/A as PDF/A, by its place in the package."""
    made: Files = {}
    for paper in papers:
        stem, _, suffix = paper.name.rpartition(".")
        if suffix == "pdf" and IS_PDF_A in paper.content:
            continue
        try:
            pages = [*_pages(paper.content)] if suffix == "pdf" else [(suffix, paper.content)]
            made[f"{places.PRESERVED}/{stem}.pdf"] = _as_pictures(pages)
        except (pypdfium2.PdfiumError, typst.TypstError):
            made[f"{places.PRESERVED}/{stem}.txt"] = UNREADABLE.encode()
    return made


UNREADABLE = "Handlingen gick inte att läsa när paketet skrevs, och finns därför bara som den kom in.\n"


def _pages(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Draw each page of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            drawn = io.BytesIO()
            page.render(scale=PAGE_PPI / POINTS_PER_INCH).to_pil().convert("RGB").save(drawn, "JPEG", quality=85)
            yield "jpg", drawn.getvalue()
    finally:
        document.close()


def _as_pictures(pages: list[tuple[str, bytes]]) -> bytes:
    told = [{"format": kind, "content": list(content)} for kind, content in pages]
    made: bytes = typst.compile(
        _template("paper.typ"),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps({"pages": told})},
        pdf_standards=[*PAPER_STANDARD],
    )
    return made


def _template(name: str) -> Path:
    return Path(str(files("hemvist.retention.packaging").joinpath("templates", name)))


def _told(case: WholeCase) -> dict[str, object]:
    """What the readable copy says: the same as the page ``arende.html``."""
    person, row = case.person, case.row
    about = [
        ("Namn", person.name),
        *((kind.capitalize(), number) for kind, number in person.numbers + person.noted_before),
    ]
    about += [("Född", str(person.birth_date or "inte känt")), ("Skyddade personuppgifter", person.protection)]
    about += [
        pair
        for pair in (("Stadsområde", person.city_area), ("Telefon", person.phone), ("Adress", person.address))
        if pair[1]
    ]
    editions = [f"{one.title} ({one.edition}, gäller från {one.valid_from})" for one in case.editions]
    held: list[tuple[str, str]] = [
        ("Nämnd", case.board),
        ("Handläggande enhet", case.unit),
        ("Genomförande enhet", case.executor_unit),
    ]
    held += [
        ("Öppnat", str(row.opened_on)),
        ("Styrande dokument", "; ".join(editions)),
        ("Antal händelser", str(len(case.events))),
    ]
    return {
        "reference": row.reference,
        "routine": case.editions[-1].title,
        "person": [[label, value] for label, value in about],
        "case": [[label, value] for label, value in held if value],
        "events": [_event(one) for one in case.events],
    }


def _event(event: WholeEvent) -> dict[str, object]:
    at = f" kl. {event.at:%H:%M}" if event.at else ""
    recorded = f"{event.recorded_at.astimezone(clock.LOCAL_ZONE):%Y-%m-%d %H:%M}"
    answers = [[label, "inte känt" if value in (None, "") else str(value)] for label, value in event.answers]
    answers += [["Skäl för avsteg", event.passed_over]] if event.passed_over else []
    answers += [["Skäl för rättelsen", event.reason]] if event.reason else []
    return {
        "heading": f"{event.sequence}. {event.label}, {event.on}{at}",
        "by": f"Antecknat {recorded} av {event.by}, {event.role}. Klausul {event.clause}, {event.edition}. Uppgiftsslag: {event.information}.",
        "back": event.taken_back_by,
        "answers": answers,
    }
