"""The page before something is recorded: what was answered, and what follows from it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hemvist.cases.previewing import Preview
from hemvist.routines.model import Field
from hemvist.routines.status import DutyStatus, SpanStatus
from hemvist.web.case.asking import Question
from hemvist.web.case.duties import ClauseRef, Reason, clause_ref, reason_of, role_label
from hemvist.web.case.loading import edition_of, framed
from hemvist.web.forms.answers import UNKNOWN
from hemvist.web.forms.event_form import ABOUT, AT, ON, REASON, WHY, EventForm, own_labels

ANSWER_WORDS = ("yes", "no", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Consequence:
    """A duty that will be done, end or begin: what, whose, by when and by which clauses."""

    label: str
    clauses: tuple[ClauseRef, ...]
    who: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from recording an event."""

    closes: list[Consequence]
    ends: list[Consequence]
    opens: list[Consequence]
    spans: tuple[SpanStatus, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing else changes."""
        return not (self.closes or self.ends or self.opens or self.spans or self.reasons)


def check_page(question: Question, preview: Preview) -> HttpResponse:
    """Show the answers and what follows from them."""
    given = {
        "event": question.event,
        "question": question,
        "clause": clause_ref(question.view.edition, question.event.source.clause),
        "answers": told_answers(question.form),
        "carried": question.form.carried(),
        "consequences": consequences(question, preview),
    }
    return render(question.request, "case/check.html", framed(question.view, **given))


def consequences(question: Question, preview: Preview) -> Consequences:
    """Give what follows, in words."""
    return Consequences(
        closes=[_consequence(question, each) for each in preview.closes],
        ends=[_consequence(question, each) for each in preview.ends],
        opens=[_consequence(question, each) for each in preview.opens],
        spans=preview.spans,
        reasons=tuple(reason_of(question.view.edition, each) for each in preview.passed_over),
    )


def told_answers(form: EventForm) -> list[tuple[str, str | None]]:
    """Give what was answered as (question, answer); an unanswered question of the routine is told as missing."""
    labels, given = own_labels(), form.cleaned_data
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


def _consequence(question: Question, duty: DutyStatus) -> Consequence:
    edition = edition_of(question.view, duty.edition)
    return Consequence(
        label=duty.label,
        clauses=tuple(clause_ref(edition, each) for each in duty.clauses),
        who=", ".join(role_label(edition, each) for each in duty.turn),
        due_on=duty.due_on,
    )
