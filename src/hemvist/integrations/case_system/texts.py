"""The ready text of an event for the main case system: composed from what the viewer may see of the event and its case, and from nothing else.

Swedish, whoever looks: it is to stand in a Swedish record. The client is not named in it: it is copied into that client's own file.
"""

from dataclasses import dataclass
from datetime import date, datetime

from hemvist.cases.views import CaseView, EventView
from hemvist.routines.model import Field
from hemvist.routines.status import SpanStatus

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
IN_THERE = " i Treserva"
"""What an event's label says besides what it is: a text that is on its way there does not begin with being there."""
KEPT_ELSEWHERE = "treserva_reference"
"""Where the text stands in the main case system is asked for when it has been entered, and is not a part of it."""


@dataclass(frozen=True, slots=True)
class TextToEnter:
    """A text that is to be entered, or has been. ``mark`` says that it is, ``of`` is the event it was of then, ``event`` the one that stands there now.

    ``text`` is empty where the event is not shown to the viewer. ``entered`` is the event that says that it was.
    """

    mark: str
    of: str
    event: str
    label: str
    on: date
    by: str
    clause: str
    text: str
    side: str
    entered: EventView | None = None


def texts_of(view: CaseView) -> list[TextToEnter]:
    """Give the texts that are to be entered in the main case system, and those that have been, newest first; as far as the viewer sees them."""
    found = []
    for mark in view.history:
        kind = view.edition.events.get(mark.type)
        if kind is None or kind.effect != "text-to-enter" or mark.annulled_by or mark.about is None:
            continue
        source = _standing(view, mark.about)
        entered = _entered(view, mark)
        label, clause = (source.label.replace(IN_THERE, ""), source.clause) if source else (mark.label, mark.clause)
        text = ready_text(view, source) if source else ""
        uid = source.uid if source else mark.about
        side = str(mark.values.get("side") or "")
        on, by = (source.on, source.actor_name) if source else (mark.on, mark.actor_name)
        found.append(TextToEnter(mark.uid, mark.about, uid, label, on, by, clause, text, side, entered))
    return found[::-1]


def ready_text(view: CaseView, event: EventView) -> str:
    """Compose the text of an event: what it is, when, by whom, each answer with its question, what it concerns, and by which clause."""
    parts = [f"{event.label.replace(IN_THERE, '')}\n{_when(event)}, {event.actor_name}, {event.role_label.lower()}"]
    parts.append(f"Ärende {view.reference} i Hemvist")
    concerned = _standing(view, event.about) if event.about else None
    if concerned is not None:
        parts.append(f"Gäller: {concerned.label}, {day_in_words(concerned.on)}")
    parts += [f"{field.label}\n{told}" for field, told in _answers(event)]
    if event.passed_over:
        parts.append(f"Skäl till avsteg från rutinen\n{event.passed_over}")
    periods = [_period(span) for span in view.spans if _was_in_force(span, event.on)]
    parts += [each for each in periods if each]
    if event.clause:
        parts.append(f"Enligt {event.clause} i rutinen {view.edition.title}, utgåva {view.edition.edition}")
    return "\n\n".join(parts)


def day_in_words(day: date) -> str:
    """Write a day in Swedish words: 3 mars 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _when(event: EventView) -> str:
    return day_in_words(event.on) + (f" klockan {event.at:%H.%M}" if event.at else "")


def _answers(event: EventView) -> list[tuple[Field, str]]:
    """The answers that were given; one that is not known is said to be so, one that was not asked for is left out."""
    return [
        (field, _in_words(event.values.get(field.name), told))
        for field, told in event.fields
        if told is not None and field.name != KEPT_ELSEWHERE
    ]


def _in_words(value: object, told: str) -> str:
    if isinstance(value, datetime):
        return f"{day_in_words(value.date())} klockan {value:%H.%M}"
    return day_in_words(value) if isinstance(value, date) else told


def _was_in_force(span: SpanStatus, day: date) -> bool:
    return span.last_day is not None and span.first_day <= day <= span.last_day


def _period(span: SpanStatus) -> str:
    if span.last_day is None:
        return ""
    return f"{span.label}\n{day_in_words(span.first_day)} till och med {day_in_words(span.last_day)}"


def _standing(view: CaseView, uid: str | None) -> EventView | None:
    """The event that stands for another: itself, or the one that took its place; None if it is taken back or not shown."""
    by_uid = {event.uid: event for event in view.history}
    takers = {event.annuls: event for event in view.history if event.annuls and not _only_annuls(view, event)}
    while uid in takers:
        uid = takers[uid].uid
    found = by_uid.get(uid or "")
    return None if found is None or found.annulled_by else found


def _only_annuls(view: CaseView, event: EventView) -> bool:
    kind = view.edition.events.get(event.type)
    return kind is not None and kind.effect == "annulled"


def _entered(view: CaseView, mark: EventView) -> EventView | None:
    """The standing event that says that the text was entered."""
    for event in view.history:
        kind = view.edition.events.get(event.type)
        if event.about == mark.uid and kind is not None and kind.effect == "text-entered" and not event.annulled_by:
            return event
    return None
