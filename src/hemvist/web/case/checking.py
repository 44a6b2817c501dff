"""The page before something is recorded: what was answered, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hemvist.cases.meetings import view_meeting
from hemvist.cases.previewing import Preview
from hemvist.cases.views import CaseView, EventView
from hemvist.routines.fields import plain_fields, typed_fields
from hemvist.routines.meetings import BOOKED, STARTS
from hemvist.routines.model import EventType, Field
from hemvist.routines.status import DutyStatus, SpanStatus
from hemvist.web.case.asking import Question
from hemvist.web.case.consents import shared_under_withdrawn
from hemvist.web.case.duties import ClauseRef, Reason, clause_ref, in_a_sentence, reason_of, role_label
from hemvist.web.case.history import written
from hemvist.web.case.known_from import known_from
from hemvist.web.case.loading import edition_of, framed, viewer_of
from hemvist.web.case.page import Breach, breach_of
from hemvist.web.forms.answers import UNKNOWN
from hemvist.web.forms.event_form import ABOUT, AT, ON, REASON, SEEN, WHY, EventForm, own_labels
from hemvist.web.meetings.page import time_warnings
from hemvist.web.meetings.rooms import PLACE, room_warnings

# The question by which documents ask why a booking was changed.
WHY_CHANGED = "reason"
ANSWER_WORDS = ("yes", "no", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Consequence:
    """A duty that will be done, end, begin or get another day (``due_before`` is then the one it had): what, whose, by when, by which clauses."""

    label: str
    clauses: tuple[ClauseRef, ...]
    who: str
    due_on: date | None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from recording, correcting or taking back an event."""

    closes: list[Consequence]
    ends: list[Consequence]
    opens: list[Consequence]
    moves: list[Consequence]
    spans: tuple[SpanStatus, ...]
    lost: tuple[SpanStatus, ...]
    reasons: tuple[Reason, ...]
    breaches: list[Breach]
    healed: list[Breach]

    @property
    def is_empty(self) -> bool:
        """Whether nothing else changes."""
        duties = self.closes or self.ends or self.opens or self.moves
        return not (duties or self.spans or self.lost or self.reasons or self.breaches or self.healed)


def check_page(question: Question, preview: Preview) -> HttpResponse:
    """Show the answers, what a correction changes of what stood, and what follows."""
    stood = question.corrects
    given = {
        "event": question.event,
        "question": question,
        "clause": clause_ref(question.view.edition, question.event.source.clause),
        "answers": told_answers(question.form),
        "carried": [*question.form.carried(), (SEEN, question.seen)],
        "changes": changes(question.form, stood) if stood else [],
        "consequences": consequences(question.view, preview, question.event.label),
        "too_early": too_early(question),
        "unusual": unusual_time(question),
        "said_before": "" if stood else said_before(question),
        "room": room_taken(question),
        "otherwise": () if stood else told_otherwise(question),
        "withdrawn": shared_under_withdrawn(
            question.view, viewer_of(question.request), question.event, question.form.cleaned_data[ABOUT]
        ),
    }
    return render(question.request, "case/check.html", framed(question.view, **given))


def changes(form: EventForm, stood: EventView) -> list[tuple[str, str | None, str | None]]:
    """Give what a correction changes, as (question, what stood, what is to stand); None where nothing was answered."""
    labels, given, before = own_labels(), form.cleaned_data, plain_fields(stood.values)
    clocks = [f"{each:%H:%M}" if each else None for each in (stood.at, given[AT])]
    about = [dict(form.offered.about).get(each or "") for each in (stood.about, given[ABOUT])]
    pairs: list[tuple[str, str | None, str | None]] = [
        (labels[ABOUT], about[0], about[1]),
        (labels[ON], stood.on.isoformat(), given[ON].isoformat()),
        (labels[AT], clocks[0], clocks[1]),
    ]
    pairs += [
        (each.label, told(form, each, before.get(each.name)), told(form, each, given.get(each.name)))
        for each in form.event_type.fields
    ]
    return [(label, old, new) for label, old, new in pairs if (old or None) != (new or None)]


def said_before(question: Question) -> str:
    """Say that what is done once a round is recorded of the same day already, and by whom: a colleague, or in one's own other window. Empty if not."""
    given, event = question.form.cleaned_data, question.event
    if not any(duty.per_round and event.id in duty.closes for duty in question.view.edition.duties.values()):
        return ""
    same = (event.id, given[ON], given[ABOUT] or None)
    stands = (each for each in reversed(question.view.history) if each.annulled_by is None)
    found = next((each for each in stands if (each.type, each.on, each.about) == same), None)
    if found is None:
        return ""
    words = gettext("%(who)s har redan registrerat det för den dagen. Är uppgiften fel, rätta den i stället.")
    return words % {"who": found.actor_name}


def told_otherwise(question: Question) -> tuple[str, ...]:
    """Say of each answer that differs from what the case already tells of it, what that is and where it stands.

    A long text is only begun with: one that is written further contradicts nothing.
    """
    form = question.form
    words = gettext("%(question)s Tidigare står det: %(before)s (%(event)s, %(day)s). Nu: %(now)s.")
    given, about = form.cleaned_data, form.cleaned_data[ABOUT] or ""
    known = known_from(question.view, question.event, about)
    return tuple(
        words
        % {
            "question": each.label if each.label.endswith("?") else f"{each.label}.",
            "before": told(form, each, known[each.name].value),
            "event": in_a_sentence(known[each.name].by.label),
            "day": known[each.name].by.on.isoformat(),
            "now": told(form, each, given[each.name]),
        }
        for each in question.event.fields
        if each.name in known
        and each.type != "long-text"
        and given.get(each.name) not in (None, known[each.name].value)
    )


def too_early(question: Question) -> str:
    """Say that a meeting is told to have been held or missed before the time it was booked for; empty if not. It is mostly a slip.

    Which meeting: the booking that the event is about, where a duty to tell what came of it opens at the booked time and this ends it.
    """
    given, event = question.form.cleaned_data, question.event
    booked = next((each for each in question.view.history if each.uid == given[ABOUT]), None)
    if booked is None or _is_change_of_plans(event):
        return ""
    moments = [
        duty.opens_on.field_name
        for duty in question.view.edition.duties.values()
        if duty.opens_on and duty.opens_on.event == booked.type and event.id in duty.closes
    ]
    starts = booked.values.get(moments[0]) if moments else None
    if not isinstance(starts, datetime) or (given[ON], given[AT] or time.max) >= (starts.date(), starts.time()):
        return ""
    words = gettext("Mötet var bokat till %(booked)s. Du har angett %(given)s, som är tidigare. Stämmer det?")
    return words % {"booked": f"{starts:%Y-%m-%d %H:%M}", "given": written(given[ON], given[AT])}


def unusual_time(question: Question) -> tuple[str, ...]:
    """Say what is unusual about a time that is booked or offered: it has been, a day off, outside office hours, or one is booked already."""
    saying = question.event.meeting
    if saying is None or saying.word not in (BOOKED, "offered"):
        return ()
    starts = typed_fields(question.event, question.form.answers())[0].get(STARTS)
    if not isinstance(starts, datetime):
        return ()
    return (*_before_it_was_booked(question, starts), *_booked_already(question), *time_warnings(starts))


def _before_it_was_booked(question: Question, starts: datetime) -> tuple[str, ...]:
    """Say that a meeting would begin before the day on which it was booked: a wrong year, or the days the wrong way round."""
    on = question.form.cleaned_data[ON]
    words = gettext("Mötet skulle vara %(starts)s, före dagen då det bokades (%(day)s). Stämmer det?")
    return (words % {"starts": f"{starts:%Y-%m-%d %H:%M}", "day": on.isoformat()},) if starts.date() < on else ()


def _booked_already(question: Question) -> tuple[str, ...]:
    """Say that a meeting of the same kind is booked and nobody has said what came of it: the same is booked twice, or one is to be moved first."""
    corrected = question.corrects.uid if question.corrects else None
    waiting = [
        each
        for each in question.view.meetings
        if each.label == question.event.label and not each.outcome and each.event_uid != corrected
    ]
    words = gettext("Ett sådant möte är redan bokat, %(starts)s. Ska det ersättas, säg först att det ombokas.")
    return tuple(words % {"starts": f"{each.starts:%Y-%m-%d %H:%M}"} for each in waiting)


def room_taken(question: Question) -> tuple[str, ...]:
    """Say that the room is taken at the time of a meeting that is booked, offered or held in another place, where its calendar can be asked."""
    saying = question.event.meeting
    if saying is None or saying.word not in (BOOKED, "offered", "place"):
        return ()
    given = typed_fields(question.event, question.form.answers())[0]
    starts, viewer = given.get(STARTS), viewer_of(question.request)
    if saying.word == "place":
        about = view_meeting(viewer, question.view.public_id, question.form.cleaned_data[ABOUT] or "")
        starts = about.starts if about is not None and given.get("way") == "room" else None
    place = str(given.get(PLACE) or "")
    return room_warnings(question.view, viewer, place, starts) if isinstance(starts, datetime) else ()


def _is_change_of_plans(event: EventType) -> bool:
    """Whether somebody chose it, and so must say why (moved, cancelled): that is done beforehand. What comes about at its time has no reason."""
    return any(field.name == WHY_CHANGED and field.required for field in event.fields)


def consequences(view: CaseView, preview: Preview, label: str = "") -> Consequences:
    """Give what follows, in words. ``label`` names the event that is being considered."""
    return Consequences(
        closes=[_consequence(view, each) for each in preview.closes],
        ends=[_consequence(view, each) for each in preview.ends],
        opens=[_consequence(view, each) for each in preview.opens],
        moves=[_consequence(view, each.duty, each.due_before) for each in preview.moves],
        spans=preview.spans,
        lost=preview.lost,
        reasons=tuple(
            reason_of(view.edition, each._replace(reason=each.lacking or each.reason)) for each in preview.passed_over
        ),
        breaches=[breach_of(view, each, label) for each in preview.breaches],
        healed=[breach_of(view, each, label) for each in preview.healed],
    )


def told_answers(form: EventForm) -> list[tuple[str, str | None]]:
    """Give what was answered as (question, answer); an unanswered question of the routine is told as missing."""
    labels, given = own_labels(form.event_type), form.cleaned_data
    about = dict(form.offered.about).get(given[ABOUT] or "", "")
    clock = f"{given[AT]:%H:%M}" if given[AT] else ""
    before = {labels[ABOUT]: about, labels[ON]: given[ON].isoformat(), labels[AT]: clock}
    after = {labels[REASON]: given[REASON], labels[WHY]: given[WHY]}
    answers: list[tuple[str, str | None]] = [(label, text) for label, text in before.items() if text]
    answers += [(each.label, told(form, each, given.get(each.name))) for each in form.event_type.fields]
    answers += [(label, text) for label, text in after.items() if text]
    return answers


def told(form: EventForm, question: Field, value: object) -> str | None:
    """Give one answer in words; None where nothing was answered."""
    if value is None:
        return None
    words = dict(form.offered.choices_of(question)) | _yes_and_no(question)
    if isinstance(value, list):
        return ", ".join(words.get(str(each), str(each)) for each in value)
    text = str(value)
    return words.get(text, text.replace("T", " ") if question.type == "datetime" else text)


def _yes_and_no(question: Field) -> dict[str, str]:
    """Give the words of the answers that every language has, and that no document lists."""
    words = dict(zip(ANSWER_WORDS, (gettext("Ja"), gettext("Nej"), gettext("Vet inte")), strict=True))
    if question.type in ("yes-no", "yes-no-unknown"):
        return words
    listed = {each.value for each in question.choices}
    return {UNKNOWN: gettext("Uppgiften är inte känd")} if question.may_be_unknown and UNKNOWN not in listed else {}


def _consequence(view: CaseView, duty: DutyStatus, due_before: date | None = None) -> Consequence:
    edition = edition_of(view, duty.edition)
    return Consequence(
        label=duty.label,
        clauses=tuple(clause_ref(edition, each) for each in duty.clauses),
        who=", ".join(role_label(edition, each) for each in duty.turn),
        due_on=duty.due_on,
        due_before=due_before,
    )
