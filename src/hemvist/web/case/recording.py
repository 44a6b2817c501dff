"""Recording an event: the form, the check before it is saved, and saving.

What was filled in is kept as a draft and shown by an address of its own, so that every page on the way can be gone back to without being
sent again. Nothing of it stands in the address. The check says which state of the case it was made for: if the case is another one when it is
sent, nothing is recorded, and the check is made anew.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.conditional import ChangedSince, KeyReused, mark_of, record_as_seen, recorded_with
from hemvist.cases.drafts import DraftTooLong, save_draft
from hemvist.cases.entries import Entry, NotYourRole, Recorded, Refused
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import record_event
from hemvist.cases.views import CaseView
from hemvist.routines.model import EventType
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.asking import Question, question_page
from hemvist.web.case.checking import check_page
from hemvist.web.case.duties import may_record, reason_of
from hemvist.web.case.keeping import ANSWERS, CHECK, STEP, Kept, posted_form
from hemvist.web.case.loading import event_type_of, framed, open_case_page, viewer_of, who_records
from hemvist.web.case.offering import known_before, offered
from hemvist.web.case.points import NUMBER, known_point
from hemvist.web.forms.event_form import KEY, REASON, SEEN, EventForm
from hemvist.web.forms.periods import suggested

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Recording:
    """What the views of one form share: who, which case, which event."""

    request: HttpRequest
    viewer: Viewer
    view: CaseView
    event: EventType

    @property
    def kept(self) -> Kept:
        """What was filled in, kept."""
        address = reverse("record_event", args=[self.view.public_id, self.event.id])
        return Kept(self.viewer, self.view.public_id, self.event.id, address)

    def form(self, data: Mapping[str, Any] | None = None, known: Mapping[str, Any] | None = None) -> EventForm:
        """Make the form, empty, prefilled or with what was posted."""
        return EventForm(self.event, self.viewer.today, offered(self.view, self.viewer, self.event), data, known)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, case_id: UUID, event_type: str) -> HttpResponse:
    """Show the form of an event, check what was answered, or save it."""
    view = open_case_page(request, case_id, "record-form")
    it = Recording(request, viewer_of(request), view, event_type_of(view, event_type))
    if not may_record(view, event_type):
        return sent_again(request, it.viewer, view) or not_yours(request, view, it.event)
    if it.event.effect == "text-entered":
        return redirect("texts-to-enter", case_id)
    if request.method != "POST":
        return _kept_form(it) if request.GET.get(STEP) in (ANSWERS, CHECK) else _empty_form(it)
    step = request.POST.get("step", "check")
    if step == "draft":
        return _keep(it)
    sent = _filled_in(it)
    form = it.form(sent)
    if step == "save":
        if form.is_valid():
            return _save(it, form, sent)
        return sent_again(request, it.viewer, view) or _shown_again(it, sent, ANSWERS)
    return _shown_again(it, sent, ANSWERS if step == "edit" or not form.is_valid() else CHECK)


def _shown_again(it: Recording, sent: QueryDict, page: str) -> HttpResponse:
    """Keep what was sent, and lead to the address that shows it; what is too long to be kept is shown here and now."""
    return it.kept.shown_again(sent, page) or _page_of(it, it.form(sent), page)


def _kept_form(it: Recording) -> HttpResponse:
    """Show what was kept: to be changed, or to be checked. Where nothing is kept any longer, it has been recorded or thrown away."""
    data = it.kept.sent()
    if data is None:
        messages.info(it.request, gettext("Det du gick tillbaka till är redan registrerat, eller borttaget."))
        return redirect("case", it.view.public_id)
    return _page_of(it, it.form(data), it.request.GET[STEP])


def _page_of(it: Recording, form: EventForm, page: str) -> HttpResponse:
    """Show a form that was sent: what is wrong in it, what follows from it, or the answers to be changed."""
    if page == CHECK and form.is_valid():
        return _check(it, form)
    status = 200 if form.is_valid() else UNPROCESSABLE
    return question_page(Question(it.request, it.view, it.event, form), status=status)


def _filled_in(it: Recording) -> QueryDict:
    """Give what was posted, with the last day of a period filled in where only its first day was; the check shows it."""
    data = it.request.POST.copy()
    given = {name: data.get(name, "") for name in data}
    for name, day in suggested(it.view.edition, it.event, given).items():
        data[name] = day
    return data


def not_yours(request: HttpRequest, view: CaseView, event: EventType) -> HttpResponse:
    """Say that another role records this."""
    given = framed(view, event=event, who=who_records(view, event))
    return render(request, "case/not_yours.html", given, status=403)


def _empty_form(it: Recording) -> HttpResponse:
    """Show the form: as it was kept if it was begun, else with what is known beforehand."""
    kept = it.kept.form()
    if kept is not None and "ny" not in it.request.GET:
        form = it.form(known=EventForm.known_of_draft(it.event, kept))
    else:
        known = known_before(it.view, it.event, it.request.GET.get("om", ""))
        known |= known_point(it.view.edition, it.event, it.request.GET.get(NUMBER, ""))
        kept, form = None, it.form(known=known)
    refusals = it.view.status.refused.get(it.event.id, ())
    reasons = tuple(reason_of(it.view.edition, each) for each in refusals)
    return question_page(Question(it.request, it.view, it.event, form, reasons, is_draft=kept is not None))


def _keep(it: Recording) -> HttpResponse:
    """Keep the form as it stands, right or wrong, and go back to the case."""
    try:
        save_draft(it.viewer, it.view.public_id, it.event.id, posted_form(it.request.POST))
    except DraftTooLong:
        form = it.form(it.request.POST)
        form.add_error(
            None, gettext("Det du har skrivit är för långt för att sparas. Korta av det, eller dela upp det.")
        )
        return question_page(Question(it.request, it.view, it.event, form), status=UNPROCESSABLE)
    messages.success(it.request, gettext("Det du har skrivit är sparat. Du hittar det under Påbörjat."))
    return redirect("case", it.view.public_id)


def _check(it: Recording, form: EventForm) -> HttpResponse:
    """Show the answers and what follows from them, before anything is recorded."""
    try:
        preview = preview_event(it.viewer, it.view.public_id, form.entry())
    except Refused as refused:
        return refused_page(Question(it.request, it.view, it.event, form), refused)
    except NotYourRole:
        return not_yours(it.request, it.view, it.event)
    return check_page(Question(it.request, it.view, it.event, form), preview)


def _save(it: Recording, form: EventForm, sent: QueryDict) -> HttpResponse:
    """Record the event, forget the draft, and go back to the case, where it can be undone for some minutes.

    If the case has changed since the answers were checked, or the same form was recorded with other answers, the check is shown anew; and so it
    is where something speaks against them, which the check then tells.
    """
    try:
        recorded = _record(it, form.entry(), sent.get(SEEN))
    except ChangedSince:
        return _shown_again(it, sent, CHECK)
    except KeyReused:
        sent[KEY], sent[SEEN] = uuid.uuid4().hex, ""
        return _shown_again(it, sent, CHECK)
    except Refused as refused:
        return it.kept.shown_again(sent, CHECK) or refused_page(Question(it.request, it.view, it.event, form), refused)
    except NotYourRole:
        return not_yours(it.request, it.view, it.event)
    it.kept.drop()
    return recorded_page(it.view, recorded.event_uid)


def _record(it: Recording, entry: Entry, seen: str | None) -> Recorded:
    """Record on the case as it was checked; what takes one click was not. Raises ChangedSince, KeyReused, and what ``record_event`` does."""
    if seen is None:
        return record_event(it.viewer, it.view.public_id, entry)
    return record_as_seen(it.viewer, it.view.public_id, lambda _: entry, lambda view: mark_of(view) == seen)


def sent_again(request: HttpRequest, viewer: Viewer, view: CaseView) -> HttpResponse | None:
    """Answer a form that was recorded just now and is sent once more as it was answered then; None for any other.

    A second click comes to a case in which the form may no longer be right, or no longer this worker's, because of the first one.
    """
    key = request.POST.get(KEY, "") if request.POST.get("step") == "save" else ""
    uid = recorded_with(viewer, view.public_id, key) if key else None
    return recorded_page(view, uid) if uid else None


def recorded_page(view: CaseView, uid: str) -> HttpResponse:
    """Go back to the case, which says what was recorded."""
    return redirect(f"{reverse('case', args=[view.public_id])}?nyss={uid}")


def refused_page(question: Question, refused: Refused) -> HttpResponse:
    """Show the form again with every reason against it, each with its clause and who can lift it."""
    return question_page(spoken_against(question, refused), status=UNPROCESSABLE)


def spoken_against(question: Question, refused: Refused) -> Question:
    """Give a question with all that the record had against it; a reason that would do, and is not given, is asked for.

    What only this event itself can lift is an answer to change: it is told as what is wrong in the form, or as what asks for a reason.
    """
    question.form.add_record_errors(refused.field_errors)
    own = [each for each in refused.refusals if each.lifted_by_events == (question.event.id,)]
    musts = [each for each in own if each.level == "must"]
    if musts:
        words = [*(each.reason for each in musts), gettext("Ändra svaren, eller registrera det när det är gjort.")]
        question.form.add_error(None, " ".join(words))
    if refused.can_be_passed_over and not question.form.value_of(REASON):
        question.form.add_error(REASON, gettext("Skäl saknas. Skriv varför, så går det att gå vidare."))
    reasons = tuple(
        reason_of(
            question.view.edition, each._replace(lifted_by_events=(), lifted_by_roles=()) if each in own else each
        )
        for each in refused.refusals
        if each not in musts
    )
    return question.against(reasons, refused.can_be_passed_over)
