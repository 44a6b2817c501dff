"""What has happened in a case and what is to come, in one line of time; plan, journal and what comes again and again, each by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.entries import NO_FORM_RECORDS
from hemvist.cases.views import CaseView, EventView, ToCome
from hemvist.integrations.case_system.texts import ready_text
from hemvist.routines.model import EventType
from hemvist.web.case.duties import ClauseRef, clause_ref

# Of what Hemvist itself has made or kept: answers that only Hemvist needs (which template, which stored file, its checksum), and the name that is
# told beside what happened. Whoever checks a document finds them in the API and in the archive package.
OWN_MARKS = {
    "letter-made": frozenset({"letter", "title", "template", "information", "document", "digest"}),
    "document-attached": frozenset({"description", "document", "digest"}),
}
NAMED_BY = {"letter-made": "title", "document-attached": "description"}

# The kinds of information that have a section of their own on the page.
SECTIONS = ("plan", "journal")


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline. ``state``: past, today, planned or annulled."""

    state: str
    when: str
    title: str
    by: str = ""
    fields: tuple[tuple[str, str | None], ...] = ()
    hidden: bool = False
    passed_over: str = ""
    annulled_because: str = ""
    clauses: tuple[ClauseRef, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    mend_url: str = ""
    annul_url: str = ""
    uid: str = ""
    to_copy: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The events of one sort, newest first."""

    id: str
    heading: str
    events: tuple[Moment, ...]


def timeline(view: CaseView, today: date) -> list[Moment]:
    """Give what is to come (the farthest first), the mark of today, and what has happened (the newest first)."""
    ahead = [_planned(view, each) for each in sorted(view.to_come, key=lambda each: each.on, reverse=True)]
    told = [each for each in reversed(view.history) if each.annuls is None or not _only_annuls(view, each)]
    return [*ahead, Moment("today", today.isoformat(), ""), *(moment_of(view, each) for each in told)]


def moment_of(view: CaseView, event: EventView) -> Moment:
    """Give one event as an entry of the timeline: struck when annulled."""
    known = view.edition.events.get(event.type)
    mends = event.correctable and event.annulled_by is None and (known is None or known.effect not in NO_FORM_RECORDS)
    return Moment(
        state="annulled" if event.annulled_by else "past",
        when=written(event.on, event.at),
        title=_title(view, event),
        by=", ".join(each for each in (event.actor_name, event.role_label) if each),
        fields=_answers(event, known.effect if known else None),
        passed_over=event.passed_over,
        annulled_because=_why_annulled(view, event),
        clauses=(clause_ref(view.edition, event.clause),) if event.clause else (),
        tags=_tags(view, event),
        mend_url=reverse("correct_event", args=[view.public_id, event.uid]) if mends else "",
        annul_url=reverse("annul_event", args=[view.public_id, event.uid]) if mends else "",
        uid=event.uid,
        to_copy=_to_copy(view, event),
    )


def _title(view: CaseView, event: EventView) -> str:
    """Say what happened; of a letter or a document, or of what became of one, also which."""
    for told in (event, next((each for each in view.history if each.uid == event.about), None)):
        known = view.edition.events.get(told.type) if told else None
        name = told.values.get(NAMED_BY.get(known.effect or "", "")) if told and known else None
        if name:
            return f"{event.label}: {name}"
    return event.label


def _answers(event: EventView, effect: str | None) -> tuple[tuple[str, str | None], ...]:
    """Give what was answered, without Hemvist's own marks."""
    left_out = OWN_MARKS.get(effect or "", frozenset())
    return tuple(
        (field.label, value) for field, value in event.fields if value is not None and field.name not in left_out
    )


def sections(view: CaseView) -> list[Section]:
    """Give plan and journal, and each event that is to come again and again (a follow-up), as sections of their own."""
    again = repeated(view)
    elsewhere = {*again, *(each.id for each in view.edition.events.values() if each.effect in NO_FORM_RECORDS)}
    found = [
        Section(
            kind,
            label,
            _standing(
                view, (event for event in view.history if event.information == kind and event.type not in elsewhere)
            ),
        )
        for kind, label in ((kind, section_heading(kind)) for kind in SECTIONS)
        if kind_is_used(view, kind)
    ]
    by_type: dict[str, list[EventView]] = {}
    for event in view.history:
        if event.type in again:
            by_type.setdefault(event.type, []).append(event)
    return found + [
        Section(each, view.edition.events[each].label, _standing(view, events)) for each, events in by_type.items()
    ]


def repeated(view: CaseView) -> dict[str, str]:
    """Give the event types that end a turn of a series, such as a follow-up held, each with the series' duty."""
    return {event: duty.id for duty in view.edition.duties.values() if duty.every is not None for event in duty.closes}


def since_last(view: CaseView, event_type: str) -> tuple[EventView | None, list[EventView]]:
    """Give the newest standing event of a type, or of the type that it carries on (a plan that is updated), and what has been recorded since it.

    Everything is given if there is none.
    """
    standing = [each for each in view.history if each.annulled_by is None]
    before = {event_type} | carried_on(view, event_type)
    last = next((each for each in reversed(standing) if each.type in before), None)
    return last, [each for each in standing if last is None or each.sequence > last.sequence]


def carried_on(view: CaseView, event_type: str) -> set[str]:
    """Give the types whose texts this event says anew: those that it may concern and that ask for the same texts, and those that ask for all of
    its texts in the same words (an assignment that is extended, or sent again). One text alone ("Varför?") may be about anything.
    """
    events = view.edition.events
    asked = _texts(events[event_type])
    concerned = {
        each
        for each in events[event_type].about
        if each in events and dict(asked).keys() & dict(_texts(events[each])).keys()
    }
    alike = {
        each.id
        for each in events.values()
        if len(asked) > 1 and each.information == events[event_type].information and asked <= _texts(each)
    }
    return concerned | (alike - {event_type})


def _texts(event: EventType) -> set[tuple[str, str]]:
    """The longer texts that an event asks for, as (name, question)."""
    return {(field.name, field.label) for field in event.fields if field.type == "long-text"}


def section_heading(kind: str) -> str:
    """Give a section its heading."""
    return {"plan": gettext("Plan"), "journal": gettext("Journal")}[kind]


def kind_is_used(view: CaseView, kind: str) -> bool:
    """Say whether the section has something in it, for this viewer."""
    return any(each.information == kind for each in view.history)


def written(day: date, clock: time | None) -> str:
    """Write a day, with the time where one was given."""
    return f"{day.isoformat()} {clock:%H:%M}" if clock else day.isoformat()


def _to_copy(view: CaseView, event: EventView) -> str:
    """Give the text that belongs in Treserva, ready to copy, where it is written here first."""
    known = view.edition.events.get(event.type)
    if known is None or not known.treserva or not view.writes_in_hemvist(known) or event.annulled_by:
        return ""
    return ready_text(view, event)


def _standing(view: CaseView, events: Iterable[EventView]) -> tuple[Moment, ...]:
    """Give the events that stand and may be seen, newest first."""
    kept = [each for each in events if each.annulled_by is None]
    return tuple(moment_of(view, each) for each in reversed(kept))


def _planned(view: CaseView, each: ToCome) -> Moment:
    words = {"due": gettext("Senast: %(what)s"), "last-day": gettext("Sista dag: %(what)s")}.get(each.kind, "%(what)s")
    return Moment(
        state="planned",
        when=written(each.on, each.at),
        title=words % {"what": each.label},
        clauses=tuple(clause_ref(view.edition, clause) for clause in each.clauses),
    )


def _only_annuls(view: CaseView, event: EventView) -> bool:
    """Say whether an event does nothing but take another back: it is told at the one it takes back, which is struck."""
    known = view.edition.events.get(event.type)
    return known is not None and known.effect == "annulled" and any(each.uid == event.annuls for each in view.history)


def _why_annulled(view: CaseView, event: EventView) -> str:
    """Say who took an event back, when, and why."""
    by = next((each for each in view.history if each.uid == event.annulled_by), None)
    if by is None:
        return ""
    reasons = [value for _, value in by.fields if value] if _only_annuls(view, by) else []
    why = "; ".join(each for each in (by.reason, *reasons) if each)
    words = (
        gettext("Tillbakatagen %(day)s av %(who)s.")
        if _only_annuls(view, by)
        else gettext("Rättad %(day)s av %(who)s.")
    )
    told = words % {"day": by.recorded_at.date().isoformat(), "who": by.actor_name}
    return f"{told} {gettext('Skäl: %(reason)s') % {'reason': why}}" if why else told


def _tags(view: CaseView, event: EventView) -> tuple[tuple[str, str], ...]:
    """Mark an event that stands although something did not hold."""
    kinds = {each.kind for each in view.status.breaches if each.event == event.uid}
    words = {"breach": (gettext("Avsteg från måste"), "danger"), "deviation": (gettext("Avsteg från bör"), "warning")}
    return tuple(words[kind] for kind in sorted(kinds))
