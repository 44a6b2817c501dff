"""The pages of the guided assessment: one question after the other, then the result in words."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.recording import record_event
from hemvist.cases.views import CaseView
from hemvist.web.case.asking import Question, asked_rows, own_rows, reason_words
from hemvist.web.case.duties import clause_ref, in_order, reason_of
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.offering import known_before, offered
from hemvist.web.case.recording import not_yours
from hemvist.web.forms.event_form import KEY, EventForm, own_labels
from hemvist.web.new_case.assessing import GuidedStep, current_step, findings, guided_duties, guided_steps

UNPROCESSABLE = 422


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
    form = EventForm(event, viewer.today, offered(view, viewer, event), posted, known_before(view, event, ""))
    reasons = tuple(reason_of(view.edition, each) for each in view.status.refused.get(event.id, ()))
    question = Question(request, view, event, form, reasons)
    if posted is None:
        return _page(request, view, steps, step, question)
    return (
        _save(request, question, steps, step)
        if form.is_valid()
        else _page(request, view, steps, step, question, UNPROCESSABLE)
    )


def _save(request: HttpRequest, question: Question, steps: list[GuidedStep], step: GuidedStep) -> HttpResponse:
    """Record the answer and go on to the next question."""
    view = question.view
    try:
        record_event(viewer_of(request), view.public_id, question.form.entry())
    except Refused as refused:
        question.form.add_record_errors(refused.field_errors)
        reasons = tuple(reason_of(view.edition, each) for each in refused.refusals)
        return _page(request, view, steps, step, question.against(reasons, refused.can_be_passed_over), UNPROCESSABLE)
    except NotYourRole:
        return not_yours(request, view, question.event)
    return redirect(reverse("assessment", args=[view.public_id]))


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
