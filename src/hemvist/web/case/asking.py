"""The page with the form of an event: the questions, what is in the way, and what has happened since the last time."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.conditional import mark_of
from hemvist.cases.views import CaseView, EventView
from hemvist.routines.model import EventType
from hemvist.web.case.duties import Reason, clause_ref
from hemvist.web.case.history import moment_of, repeated, since_last
from hemvist.web.case.loading import framed
from hemvist.web.case.offering import told_already
from hemvist.web.case.page import wish
from hemvist.web.case.papers import letters_with
from hemvist.web.case.points import NUMBER
from hemvist.web.forms.event_form import ABOUT, AT, KEY, ON, ORDER, REASON, SEEN, WHY, EventForm, Row, own_labels
from hemvist.web.forms.periods import periods_of
from hemvist.web.ssbtek.offering import address_of_check


@dataclass(frozen=True)  # without slots: what is worked out once is kept in it
class Question:
    """A form on its way: which case, which event, what was answered, and what speaks against it.

    ``can_pass_over``: with a reason it is recorded all the same. ``corrects``: the event that this form is to replace.
    """

    request: HttpRequest
    view: CaseView
    event: EventType
    form: EventForm
    reasons: tuple[Reason, ...] = ()
    can_pass_over: bool = False
    is_draft: bool = False
    corrects: EventView | None = None

    def against(self, reasons: tuple[Reason, ...], can_pass_over: bool) -> "Question":
        """Give the same question with what the record had against it."""
        return replace(self, reasons=reasons, can_pass_over=can_pass_over)

    @cached_property
    def seen(self) -> str:
        """A mark of the case as it is shown now."""
        return mark_of(self.view)

    @property
    def has_changed(self) -> bool:
        """Whether the answers were checked before, and the case is another one now."""
        return SEEN in self.form.data and self.form.data[SEEN] != self.seen

    @property
    def address(self) -> str:
        """Where the form is sent."""
        if self.corrects is not None:
            return reverse("correct_event", args=[self.view.public_id, self.corrects.uid])
        return reverse("record_event", args=[self.view.public_id, self.event.id])

    @property
    def anew(self) -> str:
        """Where the form is begun anew, about what this address asks for: not about what was kept of another."""
        asked = {name: self.request.GET[name] for name in ("om", NUMBER) if name in self.request.GET}
        return f"{self.address}?{urlencode(asked | {'ny': ''})}"

    @property
    def is_in_treserva(self) -> bool:
        """Whether the text itself is written in Treserva, and only that it is done is told here."""
        return self.event.treserva and not self.view.writes_in_hemvist(self.event)


def question_page(question: Question, status: int = 200) -> HttpResponse:
    """Show the form."""
    view, event, form = question.view, question.event, question.form
    again = event.id in repeated(view) and question.corrects is None
    last, since = since_last(view, event.id) if again else (None, [])
    given = {
        "event": event,
        "form": form,
        "question": question,
        "clause": clause_ref(view.edition, event.source.clause),
        "rows": asked_rows(question, last),
        "own": own_rows(form),
        "labels": own_labels(),
        "words": reason_words(question),
        "is_blocked": is_blocked(question),
        "is_breach": is_breach(question),
        "since": [moment_of(view, each) for each in since],
        "last": moment_of(view, last) if last else None,
        "asks_again": again,
        "periods": {each.first_day: each.last_day for each in periods_of(view.edition, event)},
        "refs": {each.name: clause_ref(view.edition, each.clause) for each in event.fields if each.clause},
        "one_click": is_one_click(question),
        "told_already": "" if question.corrects else told_already(view, event),
        "wish": wish(view),
        "letters": () if question.corrects else letters_with(view, event),
        "ssbtek": "" if question.corrects else address_of_check(view, event),
        "key_name": KEY,
        "why_name": WHY,
    }
    return render(question.request, "case/record.html", framed(view, **given), status=status)


def asked_rows(question: Question, last: EventView | None = None) -> list[Row]:
    """Give the questions that the page asks. What is written in Treserva is not asked for again, unless it must be answered."""
    before = {field.name: value for field, value in last.fields if value} if last else {}
    rows = question.form.rows(before)
    if question.is_in_treserva:
        return [row for row in rows if row.required or row.type != "long-text"]
    asked = {field.name for field in question.event.fields if field.required_in_hemvist}
    return [replace(row, required=True) if row.name in asked else row for row in rows]


def is_one_click(question: Question) -> bool:
    """Whether all there is to say is that it is done in Treserva, on which day and where: then one click records it."""
    quick = question.is_in_treserva and question.corrects is None and not question.reasons
    return quick and not any(row.required for row in asked_rows(question))


def is_blocked(question: Question) -> bool:
    """Whether something that must hold keeps this act from being recorded as of today; one that is corrected is done already."""
    musts = any(reason.level == "must" for reason in question.reasons)
    return musts and question.event.nature == "act" and question.corrects is None


def is_breach(question: Question) -> bool:
    """Whether something that must hold did not, and it has happened all the same: then it is recorded with the reason, as a breach."""
    has_happened = question.event.nature == "fact" or question.corrects is not None
    return has_happened and any(reason.level == "must" for reason in question.reasons)


def reason_words(question: Question) -> dict[str, str]:
    """Give heading and question for the reason that is asked for, where one can be given."""
    if not question.reasons or is_blocked(question):
        return {}
    if is_breach(question):
        return {
            "heading": gettext("Det här får inte göras än"),
            "opens": gettext("Det har redan hänt"),
            "asked": gettext("Varför blev det så?"),
            "help": gettext("Det antecknas som ett avsteg som chefen tar ställning till."),
        }
    return {
        "heading": gettext("Rutinen säger att något bör vara gjort först"),
        "asked": gettext("Varför gör du det ändå?"),
        "help": gettext("Skälet antecknas i ärendet."),
    }


def own_rows(form: EventForm) -> dict[str, dict[str, object]]:
    """Give our own inputs by a short name, for the template."""
    names = {"on": ON, "at": AT, "order": ORDER, "about": ABOUT, "reason": REASON, "why": WHY}
    return {
        short: {"name": name, "value": form.value_of(name), "error": form.error_of(name)}
        for short, name in names.items()
    }
