"""What goes into a package besides its manifest: the events with their chain, the readable case, the governing documents, and who let it go."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined

from hemvist import clock
from hemvist.cases.chain import EventRow
from hemvist.cases.library import library
from hemvist.cases.whole import WholeCase
from hemvist.letters.keeping import documents_access_unchecked
from hemvist.retention.packaging import places
from hemvist.retention.packaging.metadata import description, preservation
from hemvist.retention.packaging.places import Files
from hemvist.retention.packaging.preserving import preserved, readable_pdf
from hemvist.routines.reading import governing_documents


@dataclass(frozen=True, slots=True)
class Order:
    """A package that was approved: its name, who approved it and when, by which law, and when it is written."""

    package: UUID
    approved_by: str
    approved_at: datetime
    legal_source: str
    written_at: datetime


def contents(case: WholeCase, order: Order) -> Files:
    """Give every file of the package but the manifest."""
    return {
        places.DESCRIPTION: description(case),
        places.PRESERVATION: preservation(case, order),
        places.EVENTS: _events(case, order),
        places.READABLE: _readable(case, order),
        places.READABLE_PDF: readable_pdf(case, str(order.package), _stamp(order.written_at)),
        places.SCHEMA: files("hemvist.retention.packaging").joinpath("templates/events.schema.json").read_bytes(),
        places.HOW_TO_READ: _page("how_to_read.txt", order=order),
        **_governing(case),
        **_documents(case),
    }


def _events(case: WholeCase, order: Order) -> bytes:
    """Every event as it stands in the record; answers as the very text that its digest was made of."""
    row = case.row
    told = {
        "format": places.EVENTS_FORMAT,
        "package": str(order.package),
        "case": {
            "reference": row.reference,
            "row": row.id,
            "public_id": str(row.public_id),
            "routine": row.routine,
            "opened_on": row.opened_on.isoformat(),
            "board": case.board,
            "unit": case.unit,
            "executor_unit": case.executor_unit,
            "events": row.sequence,
            "chain": row.chain,
        },
        "person": {"name": case.person.name, "numbers": [number for _, number in case.person.numbers]},
        "events": [event_out(one) for one in case.rows],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def event_out(row: EventRow) -> dict[str, object]:
    """Give an event as it stands in ``handelser.json``: dates and moments as text, all else as it is."""
    return {
        **row._asdict(),
        "occurred_on": row.occurred_on.isoformat(),
        "occurred_at": row.occurred_at.isoformat() if row.occurred_at else None,
        "recorded_at": row.recorded_at.isoformat(timespec="microseconds"),
    }


def _documents(case: WholeCase) -> Files:
    """Every letter that was made and every paper that was attached; what is not PDF/A once more as that."""
    kept = documents_access_unchecked(case.row.id)
    return {f"{places.DOCUMENTS}/{each.name}": each.content for each in kept} | preserved(kept)


def _governing(case: WholeCase) -> Files:
    """The editions that the case went by, the files they share, the terms and the closed lists: as they are now in the product."""
    root = governing_documents()
    names = [edition.file for edition in case.editions]
    names += [f"{shared}.md" for shared in library().shared] + ["terms.toml", "vocabulary.toml"]
    return {f"{places.GOVERNING}/{name}": root.joinpath(*name.split("/")).read_bytes() for name in dict.fromkeys(names)}


def _readable(case: WholeCase, order: Order) -> bytes:
    return _page("readable.html", case=case, order=order, routine=case.editions[-1].title)


def _page(name: str, **given: object) -> bytes:
    return _environment().get_template(name).render(places=places, **given).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hemvist.retention", "packaging/templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["stamp"] = _stamp
    return environment


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(clock.LOCAL_ZONE):%Y-%m-%d %H:%M}"
