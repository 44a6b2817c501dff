"""Putting right what was recorded: correcting it, taking it back, and undoing a slip. Nothing is ever erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hemvist.cases.conditional import ChangedSince, annul_as_seen, correct_as_seen, mark_of, undo_as_seen
from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.previewing import preview_annulment, preview_correction
from hemvist.cases.views import CaseView, EventView
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.asking import Question, question_page
from hemvist.web.case.checking import check_page, consequences
from hemvist.web.case.history import moment_of
from hemvist.web.case.keeping import ANSWERS, CHECK, STEP, Kept
from hemvist.web.case.loading import event_of, event_type_of, framed, open_case_page, viewer_of
from hemvist.web.case.offering import known_of, offered
from hemvist.web.case.recording import UNPROCESSABLE, not_yours, recorded_page, refused_page, sent_again
from hemvist.web.forms.event_form import LONGEST_REASON, SEEN, WHY, EventForm


@dataclass(frozen=True, slots=True)
class Mending:
    """What the views of one form share: who, which case, and the event that is to be put right."""

    request: HttpRequest
    viewer: Viewer
    view: CaseView
    stood: EventView

    def kept(self, page: str) -> Kept:
        """What was filled in, kept, by the name of the page's address: no other form has its key."""
        address = reverse(page, args=[self.view.public_id, self.stood.uid])
        return Kept(self.viewer, self.view.public_id, f"{page}-{self.stood.uid}", address)

    def question(self, data: QueryDict | None = None, known: Mapping[str, Any] | None = None) -> Question:
        """Make the form that corrects, prefilled or with what was sent; what was begun before is told to be so."""
        event = event_type_of(self.view, self.stood.type)
        form = EventForm(
            event,
            self.viewer.today,
            offered(self.view, self.viewer, event),
            data,
            known or known_of(self.stood),
            corrects=True,
        )
        return Question(self.request, self.view, event, form, corrects=self.stood, is_draft=known is not None)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Show what was recorded as a form, then what changes, and record what should have stood there instead."""
    view, viewer = open_case_page(request, case_id, "correct-form"), viewer_of(request)
    it = Mending(request, viewer, view, event_of(view, uid))
    event_type_of(view, it.stood.type)  # what the product records itself has no page
    if not it.stood.correctable or it.stood.annulled_by:
        return sent_again(request, viewer, view) or _not_any_more(request, view)
    if request.method != "POST":
        return _kept_correction(it) if request.GET.get(STEP) in (ANSWERS, CHECK) else _correction_form(it)
    sent, step = request.POST.copy(), request.POST.get("step", "check")
    question = it.question(sent)
    if step == "save" and question.form.is_valid():
        return _replace(it, question, sent)
    page = ANSWERS if step == "edit" or not question.form.is_valid() else CHECK
    return it.kept("correct_event").shown_again(sent, page) or _page_of(it, question, page)


def _correction_form(it: Mending) -> HttpResponse:
    """Show the form: as it was kept if it was begun, else with what stands."""
    begun = it.kept("correct_event").form() if "ny" not in it.request.GET else None
    event = event_type_of(it.view, it.stood.type)
    return question_page(it.question(known=EventForm.known_of_draft(event, begun) if begun else None))


def _kept_correction(it: Mending) -> HttpResponse:
    """Show what was kept: to be changed, or to be checked; the form as it is first shown where nothing is kept any longer."""
    data = it.kept("correct_event").sent()
    if data is None:
        return redirect("correct_event", it.view.public_id, it.stood.uid)
    return _page_of(it, it.question(data), it.request.GET[STEP])


def _page_of(it: Mending, question: Question, page: str) -> HttpResponse:
    """Show a form that was sent: what is wrong in it, what it changes and what follows, or the answers to be changed."""
    if page == CHECK and question.form.is_valid():
        return _check(it, question)
    return question_page(question, status=200 if question.form.is_valid() else UNPROCESSABLE)


def _check(it: Mending, question: Question) -> HttpResponse:
    """Show what changes of what stood and what follows, before anything is corrected."""
    why, entry = question.form.cleaned_data[WHY], question.form.entry()
    try:
        preview = preview_correction(it.viewer, it.view.public_id, it.stood.uid, entry, why)
    except Refused as refused:
        return refused_page(question, refused)
    except NotYourRole:
        return not_yours(it.request, it.view, question.event)
    return check_page(question, preview)


def _replace(it: Mending, question: Question, sent: QueryDict) -> HttpResponse:
    """Record the replacement, and go back to the case; if that has changed since the answers were checked, check them anew.

    Where something speaks against them the check is shown too: it tells what.
    """
    why, seen, kept = question.form.cleaned_data[WHY], sent.get(SEEN), it.kept("correct_event")
    try:
        recorded = correct_as_seen(
            it.viewer,
            it.view.public_id,
            it.stood.uid,
            question.form.entry(),
            why,
            lambda view: seen is None or mark_of(view) == seen,
        )
    except (ChangedSince, Refused):
        return kept.shown_again(sent, CHECK) or _check(it, question)
    except NotYourRole:
        return not_yours(it.request, it.view, question.event)
    kept.drop()
    messages.success(it.request, gettext("Uppgiften är rättad. Det som stod förut finns kvar, struket."))
    return recorded_page(it.view, recorded.event_uid)


@require_http_methods(["GET", "HEAD", "POST"])
def annul_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Show what follows if an event is taken back, ask why, and take it back: on the case as it was shown."""
    view, viewer = open_case_page(request, case_id, "annul-form"), viewer_of(request)
    it = Mending(request, viewer, view, event_of(view, uid))
    if not it.stood.correctable or it.stood.annulled_by:
        return _not_any_more(request, view)
    if request.method == "POST":
        return _take_back(it)
    sent = it.kept("annul_event").sent() if request.GET.get(STEP) == ANSWERS else None
    return _annul_page(it, sent)


def _take_back(it: Mending) -> HttpResponse:
    """Take the event back. Without a reason, or where the case has changed since it was shown, the page is shown again with what was written."""
    sent, kept = it.request.POST.copy(), it.kept("annul_event")
    why, seen = sent.get(WHY, "").strip(), sent.get(SEEN)
    if wrong_with(why):
        return kept.shown_again(sent, ANSWERS) or _annul_page(it, sent)
    try:
        annul_as_seen(it.viewer, it.view.public_id, it.stood.uid, why, lambda view: mark_of(view) == seen)
    except ChangedSince:
        return kept.shown_again(sent, ANSWERS) or _annul_page(it, sent)
    except (Refused, NotYourRole) as refused:
        messages.warning(it.request, str(refused))
        return redirect("case", it.view.public_id)
    kept.drop()
    messages.success(it.request, gettext("Uppgiften är tillbakatagen. Den finns kvar, struken."))
    return redirect("case", it.view.public_id)


@require_POST
def undo_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Take back with one click what this worker has just recorded; if the case has changed since, lead to the page that says what follows."""
    view, viewer = open_case_page(request, case_id, "undo"), viewer_of(request)
    event = event_of(view, uid)
    if not event.undoable or event.annulled_by:
        return _not_any_more(request, view)
    seen = request.POST.get(SEEN)
    try:
        undo_as_seen(viewer, view.public_id, uid, lambda view: mark_of(view) == seen)
    except ChangedSince:
        words = gettext(
            "Ärendet har ändrats sedan du registrerade, så inget är ångrat. Läs vad som följer, och ta tillbaka uppgiften om det stämmer."
        )
        messages.warning(request, words)
        return redirect("annul_event", view.public_id, uid)
    except (Refused, NotYourRole) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Ångrat: %(what)s.") % {"what": event.label})
    return redirect("case", view.public_id)


def wrong_with(why: str) -> str:
    """Say what is wrong with a reason; an empty text if nothing is."""
    if not why:
        return gettext("Skriv varför uppgiften tas tillbaka.")
    if len(why) > LONGEST_REASON or "\0" in why:
        return gettext("Skriv skälet kortare, med högst %(limit)s tecken.") % {"limit": LONGEST_REASON}
    return ""


def _annul_page(it: Mending, sent: QueryDict | None = None) -> HttpResponse:
    """Show what is to be taken back and what follows, and ask why; with what was sent, what is wrong in it or that the case has changed since."""
    try:
        preview = preview_annulment(it.viewer, it.view.public_id, it.stood.uid)
    except (Refused, NotYourRole) as refused:
        messages.warning(it.request, str(refused))
        return redirect("case", it.view.public_id)
    why, seen = (sent.get(WHY, "").strip() if sent else ""), mark_of(it.view)
    problem = wrong_with(why) if sent is not None else ""
    given = framed(
        it.view,
        event=moment_of(it.view, it.stood),
        consequences=consequences(it.view, preview),
        why=why,
        error=problem,
        errors=[(f"f-{WHY}", problem)] if problem else [],
        address=reverse("annul_event", args=[it.view.public_id, it.stood.uid]),
        seen=(SEEN, seen),
        has_changed=sent is not None and sent.get(SEEN) != seen,
    )
    return render(it.request, "case/annul.html", given, status=UNPROCESSABLE if problem else 200)


def _not_any_more(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Say that the event can no longer be changed in this way, and go back to the case."""
    messages.warning(request, gettext("Uppgiften går inte att ändra här. Den kan redan vara tillbakatagen."))
    return redirect("case", view.public_id)
