"""Attaching a scanned paper to an event, such as a signed form to the consent."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import NO_FORM_RECORDS, NotYourRole, Refused
from hemvist.cases.library import event_with_effect
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.attaching import ATTACHED, LARGEST, attach
from hemvist.web.case.duties import may_record
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.offering import told
from hemvist.web.case.recording import not_yours
from hemvist.web.forms.event_form import KEY

UNPROCESSABLE = 422
LONGEST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def attach_document(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for the file and what it is, and keep it."""
    view, viewer = open_case_page(request, case_id, "attach"), viewer_of(request)
    attached = event_with_effect(view.edition, ATTACHED)
    if not may_record(view, attached.id):
        return not_yours(request, view, attached)
    if request.method != "POST":
        return _form(request, view, {"om": request.GET.get("om", "")})
    given = {name: request.POST.get(name, "").strip() for name in ("om", "description", KEY)}
    event = next((each for each in candidates(view) if each.uid == given["om"]), None)
    file = request.FILES.get("file")
    errors = _wrong(given, event, file)
    if errors or event is None or file is None:
        return _form(request, view, given, errors)
    content = file.read()
    key = given[KEY] or uuid.uuid4().hex
    try:
        attach(view, viewer, event, content, given["description"], viewer.today, key)
    except Refused as refused:
        return _form(request, view, given, [(each.field, each.message) for each in refused.field_errors])
    except NotYourRole:
        return not_yours(request, view, attached)
    messages.success(request, gettext("Handlingen är sparad och fäst vid händelsen."))
    return redirect("letters", case_id)


def candidates(view: CaseView) -> list[EventView]:
    """Give the events that a paper can belong to, newest first: those that stand, but for letters and papers themselves."""
    own = {each.id for each in view.edition.events.values() if each.effect in (*NO_FORM_RECORDS, "annulled")}
    return [each for each in reversed(view.history) if each.annulled_by is None and each.type not in own]


def _wrong(given: dict[str, str], event: EventView | None, file: Any) -> list[tuple[str, str]]:
    errors = []
    if event is None:
        errors.append(("om", gettext("Välj vilken händelse handlingen hör till.")))
    if not given["description"] or len(given["description"]) > LONGEST:
        errors.append(("description", gettext("Skriv vad det är för handling, med högst 200 tecken.")))
    if file is None:
        errors.append(("file", gettext("Välj en fil.")))
    elif (file.size or 0) > LARGEST:
        errors.append(("file", gettext("Filen är för stor. Den får vara högst 20 MB.")))
    return errors


def _form(
    request: HttpRequest, view: CaseView, given: dict[str, str], errors: list[tuple[str, str]] | None = None
) -> HttpResponse:
    shown = framed(
        view,
        given=given,
        choices=[(each.uid, told(each)) for each in candidates(view)],
        errors=dict(errors or ()),
        summary=[(f"f-{field or 'file'}", text) for field, text in errors or ()],
        key=given.get(KEY) or uuid.uuid4().hex,
    )
    return render(request, "letters/attach.html", shown, status=UNPROCESSABLE if errors else 200)
