"""The pages of the guided assessment: one question after the other, then the result in words."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.drafts import DraftTooLong, drop_draft, load_draft, save_draft
from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import record_event
from hemvist.cases.views import CaseView
from hemvist.web.case.asking import Question, asked_rows, own_rows, reason_words
from hemvist.web.case.duties import clause_ref, in_order, reason_of
from hemvist.web.case.keeping import Kept, posted_form
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.offering import known_before, offered
from hemvist.web.case.recording import not_yours, spoken_against
from hemvist.web.forms.event_form import KEY, EventForm, own_labels
from hemvist.web.new_case.assessing import GuidedStep, current_step, findings, guided_duties, guided_steps

UNPROCESSABLE = 422
AGAIN = "svar"  # in an address: what was answered, with what is wrong in it


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the question that is next, record its answer, or show the result when nothing is left to ask."""
    view = open_case_page(request, case_id, "assessment")
    if not guided_duties(view.edition):
        return redirect("case", case_id=view.public_id)
    steps = guided_steps(view)
    asked = request.POST.get("steg") if request.method == "POST" else request.GET.get("steg")
    step = current_step(steps, asked or "")
    if step is None:
        return _page(request, view, steps)
    event = view.edition.events[step.event]
    viewer = viewer_of(request)
    posted = request.POST if request.method == "POST" and asked == step.duty else None
    # What was wrong is shown by an address of its own, so that one can go back over it and nothing is sent again.
    again = _kept(request, view, event.id).sent() if posted is None and AGAIN in request.GET else None
    known = known_before(view, event, "")
    if (kept := load_draft(viewer, view.public_id, event.id)) is not None:
        known |= EventForm.known_of_draft(event, kept)
    form = EventForm(event, viewer.today, offered(view, viewer, event), again if posted is None else posted, known)
    reasons = tuple(reason_of(view.edition, each) for each in view.status.refused.get(event.id, ()))
    question = Question(request, view, event, form, reasons)
    if posted is None:
        return _page(request, view, steps, step, question) if again is None else _told(question, steps, step)
    if posted.get("step") == "draft":
        return _keep(question) or _page(request, view, steps, step, question, UNPROCESSABLE)
    if form.is_valid():
        return _save(request, question, steps, step)
    return _shown_again(question, step) or _page(request, view, steps, step, question, UNPROCESSABLE)


def _kept(request: HttpRequest, view: CaseView, event: str) -> Kept:
    """What was answered, kept as the draft of the same form beside the assessment is."""
    return Kept(viewer_of(request), view.public_id, event, reverse("assessment", args=[view.public_id]))


def _shown_again(question: Question, step: GuidedStep) -> HttpResponse | None:
    """Keep what was answered, and lead to the address that says what is wrong in it; None where it is too long to be kept."""
    kept = _kept(question.request, question.view, question.event.id)
    if not kept.keep(question.request.POST):
        return None
    return redirect(f"{kept.address}?steg={quote(step.duty)}&{AGAIN}=1")


def _told(question: Question, steps: list[GuidedStep], step: GuidedStep) -> HttpResponse:
    """Say what is wrong with what was answered, or what the record has against it."""
    status = UNPROCESSABLE
    if question.form.is_valid():
        try:
            preview_event(viewer_of(question.request), question.view.public_id, question.form.entry())
            status = 200
        except Refused as refused:
            question = spoken_against(question, refused)
        except NotYourRole:
            return not_yours(question.request, question.view, question.event)
    return _page(question.request, question.view, steps, step, question, status)


def _save(request: HttpRequest, question: Question, steps: list[GuidedStep], step: GuidedStep) -> HttpResponse:
    """Record the answer and go on to the next question."""
    view = question.view
    try:
        record_event(viewer_of(request), view.public_id, question.form.entry())
    except Refused as refused:
        again = _shown_again(question, step)
        return again or _page(request, view, steps, step, spoken_against(question, refused), UNPROCESSABLE)
    except NotYourRole:
        return not_yours(request, view, question.event)
    drop_draft(viewer_of(request), view.public_id, question.event.id)
    return redirect(reverse("assessment", args=[view.public_id]))


def _keep(question: Question) -> HttpResponse | None:
    """Keep the answer as far as it has come, and go back to the case; None, and the form says so, where it is too long to be kept."""
    view, request = question.view, question.request
    try:
        save_draft(viewer_of(request), view.public_id, question.event.id, posted_form(request.POST))
    except DraftTooLong:
        words = gettext("Det du har skrivit är för långt för att sparas. Korta av det, eller dela upp det.")
        question.form.add_error(None, words)
        return None
    messages.success(request, gettext("Det du har skrivit är sparat. Du hittar det under Påbörjat."))
    return redirect("case", view.public_id)


def _page(
    request: HttpRequest,
    view: CaseView,
    steps: list[GuidedStep],
    step: GuidedStep | None = None,
    question: Question | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the steps with the form of one of them, or with the result."""
    context = framed(view, steps=steps, step=step, edition=view.edition)
    if question is not None:
        context |= {
            "form": question.form,
            "rows": asked_rows(question),
            "own": own_rows(question.form),
            "labels": own_labels(),
            "words": reason_words(question),
            "question": question,
            "key_name": KEY,
            "refs": {each.name: clause_ref(view.edition, each.clause) for each in question.event.fields if each.clause},
        }
    else:
        guided = {each.duty for each in steps}
        ahead = [each for each in in_order(view.edition, view.status.open_duties) if each.id not in guided]
        context |= {
            "findings": findings(view),
            "ahead": [(each, [clause_ref(view.edition, clause) for clause in each.clauses]) for each in ahead],
            "today": viewer_of(request).today,
        }
    return render(request, "new_case/assessment.html", context, status=status)
