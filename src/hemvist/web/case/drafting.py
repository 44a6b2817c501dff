"""What happens while a form is being filled in: it is kept as it is typed, and the last day of a period is suggested."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hemvist.cases.drafts import DraftTooLong, drop_draft, save_draft
from hemvist.web.case.asking import Question, asked_rows
from hemvist.web.case.keeping import posted_form
from hemvist.web.case.loading import event_type_of, open_case_page, viewer_of
from hemvist.web.case.offering import offered
from hemvist.web.case.recording import UNPROCESSABLE
from hemvist.web.forms.event_form import EventForm
from hemvist.web.forms.periods import periods_of, suggested

NO_CONTENT = 204


@require_POST
def draft(request: HttpRequest, case_id: UUID, event_type: str) -> HttpResponse:
    """Keep the form as far as it has come, or throw it away; nothing in it needs to be right yet."""
    view, viewer = open_case_page(request, case_id, "draft"), viewer_of(request)
    event = event_type_of(view, event_type)
    if request.POST.get("step") == "drop":
        drop_draft(viewer, view.public_id, event.id)
        return redirect("case", view.public_id)
    try:
        save_draft(viewer, view.public_id, event.id, posted_form(request.POST))
    except DraftTooLong:
        return HttpResponse(status=UNPROCESSABLE)
    return HttpResponse(status=NO_CONTENT)


@require_POST
def suggest_last_day(request: HttpRequest, case_id: UUID, event_type: str) -> HttpResponse:
    """Give the question for a period's last day anew, filled in when the first day is known."""
    view, viewer = open_case_page(request, case_id, "suggestion"), viewer_of(request)
    event = event_type_of(view, event_type)
    wanted = {each.last_day for each in periods_of(view.edition, event)}
    given = {name: request.POST.get(name, "") for name in request.POST if name not in wanted}
    form = EventForm(
        event, viewer.today, offered(view, viewer, event), known=given | suggested(view.edition, event, given)
    )
    rows = [row for row in asked_rows(Question(request, view, event, form)) if row.name in wanted]
    return render(request, "case/suggested.html", {"rows": rows})
