"""What a form about a meeting is filled in with, so that nothing is typed twice: from the booking, from what was offered, from the routine."""

from datetime import datetime
from typing import Any

from hemvist.cases.views import CaseView, EventView
from hemvist.routines.fields import plain_fields
from hemvist.routines.meetings import BOOKED, STARTS
from hemvist.routines.model import EventType
from hemvist.web.forms.event_form import ON

CAME_OF_IT = ("held", "missed")
TO_NOTHING = ("moved", "missed", "cancelled")
NOTES, ATTENDED, LANGUAGE = "notes", "attended", "language"


def known_of_meeting(view: CaseView, event: EventType, about: str) -> dict[str, Any]:
    """Give what is known beforehand: ``about`` is the uid of the booking that the form is about, or that a new time takes over from."""
    if event.meeting is None:
        return {}
    word = event.meeting.word
    booking = _event(view, about)
    if word == BOOKED:
        return _same_again(view, event, booking or _came_to_nothing(view, event))
    if booking is None:
        return {}
    said: dict[str, Any] = plain_fields(booking.values)
    known = {field.name: said[field.name] for field in event.fields if field.name in said and field.name != STARTS}
    if word in CAME_OF_IT:
        known |= _on_its_day(view, booking)
    if word == "place":
        known.pop("place", None)
    if word == "interpreter" and said.get("interpreter_language"):
        known[LANGUAGE] = said["interpreter_language"]
    if word == "minutes":
        known |= _minutes(view, event, booking)
    return known


def _on_its_day(view: CaseView, booking: EventView) -> dict[str, Any]:
    """What came of a meeting happened on the day it was booked for, however late it is recorded; a day that has not been is never said."""
    starts = booking.values.get(STARTS)
    if not isinstance(starts, datetime) or starts.date() > view.status.as_of:
        return {}
    return {ON: starts.date().isoformat()}


def _event(view: CaseView, uid: str) -> EventView | None:
    return next((each for each in view.history if each.uid == uid and each.annulled_by is None), None)


def _came_to_nothing(view: CaseView, event: EventType) -> EventView | None:
    """The last booking of this kind that was moved, missed or cancelled, where it has not been booked anew since."""
    standing = [each for each in view.history if each.annulled_by is None]
    for each in sorted(standing, key=lambda e: e.sequence, reverse=True):
        kind = view.edition.events.get(each.type)
        if kind is None or kind.meeting is None:
            continue
        if kind.id == event.id:
            return None  # booked anew already
        if _said(kind, each) in TO_NOTHING and event.id in kind.about and each.about:
            return _event(view, each.about)
    return None


def _said(kind: EventType, event: EventView) -> str:
    """The word that an event says of its meeting: its kind's own, or the answer that is the word."""
    if kind.meeting is None:
        return ""
    return kind.meeting.word or str(event.values.get(kind.meeting.field_name, ""))


def _same_again(view: CaseView, event: EventType, before: EventView | None) -> dict[str, Any]:
    """All that the earlier booking said but its time; and the time that was offered, where one was. Else what is known of the person."""
    if before is None:
        return _of_the_person(view, event)
    said: dict[str, Any] = plain_fields(before.values)
    known = {field.name: said[field.name] for field in event.fields if field.name in said and field.name != STARTS}
    offered = _offered(view, before)
    if offered is not None:
        known |= {k: v for k, v in plain_fields(offered.values).items() if any(f.name == k for f in event.fields)}
    return known


def _of_the_person(view: CaseView, event: EventType) -> dict[str, Any]:
    """What facts about the person answer of a booking: whether an interpreter is needed, and for which language. The newest says it."""
    known: dict[str, Any] = {}
    for told in view.history:
        kind = view.edition.events.get(told.type)
        if kind is not None and kind.of_person and told.annulled_by is None:
            known |= plain_fields(told.values)
    return {field.name: known[field.name] for field in event.fields if field.name in known}


def _offered(view: CaseView, before: EventView) -> EventView | None:
    """The newest time that was offered after the booking was missed."""
    missed = {each.uid for each in view.history if each.about == before.uid}
    found = [e for e in view.history if e.about in missed and e.annulled_by is None and _word(view, e) == "offered"]
    return found[-1] if found and isinstance(found[-1].values.get(STARTS), datetime) else None


def _word(view: CaseView, event: EventView) -> str:
    kind = view.edition.events.get(event.type)
    return (kind.meeting.word or "") if kind is not None and kind.meeting is not None else ""


def _minutes(view: CaseView, event: EventType, booking: EventView) -> dict[str, Any]:
    """The routine's points as headings to write under, but for those that are answered already; and those who are there as a rule."""
    held = next((e for e in reversed(view.history) if e.about == booking.uid and _word(view, e) == "held"), None)
    answered = set(held.values) if held is not None else set()
    asked = [
        field
        for kind in view.edition.events.values()
        if kind.meeting is not None and kind.meeting.word == "held" and booking.type in kind.about
        for field in kind.fields
    ]
    first_of = {field.clause: field for field in reversed(asked)}  # a clause's other questions follow from its first
    points = [f.label for f in asked if first_of[f.clause] is f and f.name not in answered]
    offered = {f.name: {choice.value for choice in f.choices} for f in event.fields}
    there = ["client", *(party.role for party in view.parties)]
    return {
        NOTES: "\n\n".join(f"{label}\n" for label in points),
        ATTENDED: [each for each in there if each in offered.get(ATTENDED, ())],
    }
