"""How long something is to last by the routine: a form suggests the last day of a period when its first day is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from hemvist.routines.deadlines import add, length_of
from hemvist.routines.model import Edition, EventType, Term
from hemvist.web.forms.event_form import iso_day


@dataclass(frozen=True, slots=True)
class Period:
    """Two fields of an event that are the first and the last day of a period, and the term that says how long it lasts."""

    first_day: str
    last_day: str
    term: Term


def periods_of(edition: Edition, event: EventType) -> list[Period]:
    """Give the periods whose both days stand on this event and whose length the routine gives."""
    return [
        Period(span.first_day[1], span.last_day[1], edition.terms[span.lasts])
        for span in edition.spans.values()
        if span.lasts and span.first_day and span.last_day and span.first_day[0] == span.last_day[0] == event.id
    ]


def suggested(edition: Edition, event: EventType, given: Mapping[str, str]) -> dict[str, str]:
    """Give the last day, by field name, of each period whose first day is given and whose last day is not."""
    found = {}
    for period in periods_of(edition, event):
        first = iso_day(given.get(period.first_day, "").strip())
        if first is not None and not given.get(period.last_day, "").strip():
            found[period.last_day] = add(first, length_of(period.term), "from").on.isoformat()
    return found
