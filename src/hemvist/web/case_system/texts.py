"""The texts of a case that are to be entered in the main case system: each ready to be copied, and a form that says that it has been entered."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import Entry, NotYourRole, Refused
from hemvist.cases.library import event_with_effect
from hemvist.cases.recording import record_event
from hemvist.cases.views import CaseView
from hemvist.integrations.case_system.texts import TextToEnter, texts_of
from hemvist.web.case.duties import ClauseRef, clause_ref, may_record
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.recording import not_yours
from hemvist.web.forms.event_form import iso_day

UNPROCESSABLE = 422
LONGEST_REFERENCE = 500


class EnteredForm(forms.Form):
    """On which day a text was entered, and where it stands."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", required=False)
    event = forms.CharField(max_length=40)
    on = forms.CharField(max_length=20, required=False)
    reference = forms.CharField(max_length=LONGEST_REFERENCE, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.wrong: dict[str, str] = {}

    @property
    def day(self) -> date | None:
        """The day that was written, if it is one."""
        return iso_day(str(self.data.get("on", "")).strip())

    def check(self) -> bool:
        """Say whether it can be recorded; ``wrong`` then tells what is not."""
        if not self.is_valid() and ("key" in self.errors or "event" in self.errors):
            self.wrong[""] = gettext("Formuläret gick inte att läsa. Öppna sidan på nytt.")
        if self.day is None:
            self.wrong["on"] = gettext("Skriv dagen som ÅÅÅÅ-MM-DD.")
        if not str(self.data.get("reference", "")).strip():
            self.wrong["reference"] = gettext("Skriv var i Treserva texten står.")
        elif "reference" in self.errors:
            self.wrong["reference"] = gettext("Det är för långt. Skriv högst %(num)s tecken.") % {
                "num": LONGEST_REFERENCE
            }
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Box:
    """A text as the page shows it, with its form and what was wrong with it."""

    text: TextToEnter
    clause: ClauseRef | None
    key: str
    on: str
    reference: str
    wrong: dict[str, str]
    mine: bool


@require_http_methods(["GET", "HEAD", "POST"])
def texts_to_enter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the texts of a case, or note that one of them has been entered."""
    view = open_case_page(request, case_id, "texts-to-enter")
    if request.method != "POST":
        return _page(request, view)
    form = EnteredForm(request.POST)
    if not form.check():
        return _page(request, view, form, UNPROCESSABLE)
    text = next((each for each in texts_of(view) if each.mark == form.cleaned_data["event"]), None)
    if text is None:
        raise Http404
    return _record(request, view, form)


def _record(request: HttpRequest, view: CaseView, form: EnteredForm) -> HttpResponse:
    """Record that a text was entered, and go on to the next one or back to the case."""
    kind = event_with_effect(view.edition, "text-entered")
    given, day = form.cleaned_data, form.day or viewer_of(request).today
    entry = Entry(
        kind.id,
        day,
        {"reference": given["reference"]},
        about=given["event"],
        idempotency_key=given["key"] or None,
    )
    try:
        record_event(viewer_of(request), view.public_id, entry)
    except Refused as refused:
        for error in refused.field_errors:
            form.wrong[error.field if error.field in ("on", "reference") else ""] = error.message
        for reason in refused.refusals:
            form.wrong[""] = reason.reason
        return _page(request, view, form, UNPROCESSABLE)
    except NotYourRole:
        return not_yours(request, view, kind)
    messages.success(request, gettext("Antecknat: infört i Treserva."))
    left = [each for each in texts_of(view) if each.entered is None and each.mark != given["event"]]
    return redirect("texts-to-enter" if left else "case", view.public_id)


def _page(request: HttpRequest, view: CaseView, form: EnteredForm | None = None, status: int = 200) -> HttpResponse:
    texts = texts_of(view)
    kinds = [each for each in view.edition.events.values() if each.effect == "text-entered"]
    records = any(may_record(view, each.id) for each in kinds)
    boxes = [_box(view, each, form, viewer_of(request).today, records) for each in texts if each.entered is None]
    shown = {
        "boxes": boxes,
        "entered": [each for each in texts if each.entered is not None],
        "errors": [
            (f"{name}-{box.text.mark}" if name else "", words) for box in boxes for name, words in box.wrong.items()
        ],
        "today": viewer_of(request).today,
    }
    return render(request, "case_system/texts.html", framed(view, **shown), status=status)


def _box(view: CaseView, text: TextToEnter, form: EnteredForm | None, today: date, records: bool) -> Box:
    clause = clause_ref(view.edition, text.clause) if text.clause else None
    mine = records and any(view.edition.roles[role].side == text.side for role in view.my_roles)
    if form is not None and form.data.get("event") == text.mark:
        told = {name: str(form.data.get(name, ""))[:LONGEST_REFERENCE] for name in ("on", "reference", "key")}
        return Box(text, clause, told["key"], told["on"], told["reference"], form.wrong, mine)
    return Box(text, clause, uuid.uuid4().hex, today.isoformat(), "", {}, mine)
