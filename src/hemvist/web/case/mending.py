"""Putting right what was recorded: correcting it, taking it back, and undoing a slip. Nothing is ever erased."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hemvist.cases.conditional import ChangedSince, correct_as_seen, mark_of
from hemvist.cases.correcting import annul, undo
from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.previewing import preview_annulment, preview_correction
from hemvist.cases.views import CaseView, EventView
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.asking import Question, question_page
from hemvist.web.case.checking import Consequences, check_page, consequences
from hemvist.web.case.history import moment_of
from hemvist.web.case.loading import event_of, event_type_of, framed, open_case_page, viewer_of
from hemvist.web.case.offering import known_of, offered
from hemvist.web.case.recording import UNPROCESSABLE, not_yours, refused_page
from hemvist.web.forms.event_form import LONGEST_REASON, SEEN, WHY, EventForm


@require_http_methods(["GET", "HEAD", "POST"])
def correct_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Show what was recorded as a form, then what changes, and record what should have stood there instead."""
    view, viewer = open_case_page(request, case_id, "correct-form"), viewer_of(request)
    event = event_of(view, uid)
    event_type = event_type_of(view, event.type)
    if not event.correctable or event.annulled_by:
        return _not_any_more(request, view)
    data = request.POST if request.method == "POST" else None
    known = None if data is not None else known_of(event)
    form = EventForm(event_type, viewer.today, offered(view, viewer, event_type), data, known, corrects=True)
    question = Question(request, view, event_type, form, corrects=event)
    step = request.POST.get("step", "check")
    if data is None or step == "edit":
        return question_page(question)
    if not form.is_valid():
        return question_page(question, status=UNPROCESSABLE)
    return _replace(question, viewer, event) if step == "save" else _check(question, viewer, event)


def _check(question: Question, viewer: Viewer, event: EventView) -> HttpResponse:
    """Show what changes of what stood and what follows, before anything is corrected."""
    why, entry = question.form.cleaned_data[WHY], question.form.entry()
    try:
        preview = preview_correction(viewer, question.view.public_id, event.uid, entry, why)
    except Refused as refused:
        return refused_page(question, refused)
    except NotYourRole:
        return not_yours(question.request, question.view, question.event)
    return check_page(question, preview)


def _replace(question: Question, viewer: Viewer, event: EventView) -> HttpResponse:
    """Record the replacement, and go back to the case; if that has changed since the answers were checked, check them anew."""
    why, seen = question.form.cleaned_data[WHY], question.form.data.get(SEEN)
    try:
        recorded = correct_as_seen(
            viewer,
            question.view.public_id,
            event.uid,
            question.form.entry(),
            why,
            lambda view: seen is None or mark_of(view) == seen,
        )
    except ChangedSince:
        return _check(question, viewer, event)
    except Refused as refused:
        return refused_page(question, refused)
    except NotYourRole:
        return not_yours(question.request, question.view, question.event)
    messages.success(question.request, gettext("Uppgiften är rättad. Det som stod förut finns kvar, struket."))
    return redirect(f"{reverse('case', args=[question.view.public_id])}?nyss={recorded.event_uid}")


@require_http_methods(["GET", "HEAD", "POST"])
def annul_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Show what follows if an event is taken back, ask why, and take it back."""
    view, viewer = open_case_page(request, case_id, "annul-form"), viewer_of(request)
    event = event_of(view, uid)
    if not event.correctable or event.annulled_by:
        return _not_any_more(request, view)
    try:
        follows = consequences(view, preview_annulment(viewer, view.public_id, uid))
    except (Refused, NotYourRole) as refused:
        messages.warning(request, str(refused))
        return redirect("case", view.public_id)
    if request.method != "POST":
        return _annul_page(request, view, event, follows)
    why = request.POST.get(WHY, "").strip()
    if problem := wrong_with(why):
        return _annul_page(request, view, event, follows, why, problem)
    try:
        annul(viewer, view.public_id, uid, why)
    except (Refused, NotYourRole) as refused:
        return _annul_page(request, view, event, follows, why, str(refused))
    messages.success(request, gettext("Uppgiften är tillbakatagen. Den finns kvar, struken."))
    return redirect("case", view.public_id)


@require_POST
def undo_event(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Take back with one click what this worker has just recorded."""
    view, viewer = open_case_page(request, case_id, "undo"), viewer_of(request)
    event = event_of(view, uid)
    if not event.undoable or event.annulled_by:
        return _not_any_more(request, view)
    try:
        undo(viewer, view.public_id, uid)
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


def _annul_page(
    request: HttpRequest,
    view: CaseView,
    event: EventView,
    follows: Consequences,
    why: str = "",
    problem: str = "",
) -> HttpResponse:
    """Show what is to be taken back and what follows, and ask why."""
    errors = [(f"f-{WHY}", problem)] if problem else []
    given = framed(view, event=moment_of(view, event), consequences=follows, why=why, error=problem, errors=errors)
    return render(request, "case/annul.html", given, status=UNPROCESSABLE if problem else 200)


def _not_any_more(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Say that the event can no longer be changed in this way, and go back to the case."""
    messages.warning(request, gettext("Uppgiften går inte att ändra här. Den kan redan vara tillbakatagen."))
    return redirect("case", view.public_id)
