"""Confirming that a letter has gone. What the routine wants recorded then is recorded with it, and nothing is typed twice."""

import uuid
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.kinds import Kind, Way
from hemvist.letters.making import NOT_SENT, RETURNED, SENT
from hemvist.letters.sending import (
    WHY,
    NotThatWay,
    confirm,
    follows,
    goes_digitally,
    is_letter,
    is_said,
    kind_of,
    reasons_why,
    say_why,
    send_digitally,
    ways_of,
    what_became,
)
from hemvist.routines.effects import Effect
from hemvist.web.case.duties import Reason, clause_ref, reason_of
from hemvist.web.case.loading import event_of, framed, open_case_page, viewer_of
from hemvist.web.forms.event_form import KEY
from hemvist.web.letters.words import about_words, to_whom, way_words

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_sent(request: HttpRequest, case_id: UUID, uid: str) -> HttpResponse:
    """Ask which way and when the letter went, send it, or ask why it will not be sent or how it came back; and record it."""
    view, viewer = open_case_page(request, case_id, "letter-sent"), viewer_of(request)
    letter = event_of(view, uid)
    kind = kind_of(letter) if is_letter(view, letter) else None
    if kind is None:
        raise Http404
    if request.method != "POST":
        return _form(request, view, letter, kind, {"on": viewer.today.isoformat()})
    if WHY in request.POST:
        return _said_why(request, view, letter, kind)
    given: dict[str, Any] = {"on": request.POST.get("on", ""), "way": request.POST.get("way", "")}
    also, key = "also" in request.POST, request.POST.get(KEY, "")
    digitally = request.POST.get("send") == "digital-post"
    errors = [] if digitally else _wrong(given, ways_of(view, kind))
    if errors:
        return _form(request, view, letter, kind, given, errors)
    try:
        if digitally:
            send_digitally(view, viewer, letter, also=also, key=key)
        else:
            confirm(view, viewer, letter, cast(Way, given["way"]), cast(date, _day(given["on"])), also=also, key=key)
    except NotThatWay:
        return _form(request, view, letter, kind, given, [("way", gettext("Brevet kan inte skickas den vägen."))])
    except Refused as refused:
        errors = [(each.field, each.message) for each in refused.field_errors]
        reasons = tuple(reason_of(view.edition, each) for each in refused.refusals)
        return _form(request, view, letter, kind, given, errors, reasons)
    except NotYourRole as refused:
        return _form(request, view, letter, kind, given, [("way", str(refused))])
    done = gettext("Brevet går nu som digital post.") if digitally else gettext("Bekräftat: brevet är skickat.")
    messages.success(request, done)
    return redirect("letters", case_id)


def _said_why(request: HttpRequest, view: CaseView, letter: EventView, kind: Kind) -> HttpResponse:
    """Record why the letter will not be sent, or how it came back if it has gone."""
    viewer, why = viewer_of(request), request.POST[WHY]
    effect = _asked_why(view, letter)
    given: dict[str, Any] = {"on": viewer.today.isoformat(), WHY: why}
    if why not in {each.value for each in reasons_why(view, effect)}:
        return _form(request, view, letter, kind, given, [(WHY, gettext("Välj ett av svaren."))])
    try:
        say_why(view, viewer, letter, effect, why, request.POST.get(KEY, ""))
    except (Refused, NotYourRole) as refused:
        return _form(request, view, letter, kind, given, [(WHY, str(refused))])
    returned = gettext("Antecknat: brevet kom inte fram. Det ska skickas igen, eller sägas att det inte skickas.")
    messages.success(request, returned if effect == RETURNED else gettext("Antecknat: brevet skickas inte."))
    return redirect("letters", view.public_id)


def _asked_why(view: CaseView, letter: EventView) -> Effect:
    """What the page asks the reason of: that a letter which has gone came back; else that it will not go."""
    return RETURNED if is_said(view, what_became(view, letter), SENT) else NOT_SENT


def _wrong(given: dict[str, Any], ways: tuple[Way, ...]) -> list[tuple[str, str]]:
    errors = []
    if given["way"] not in ways:
        errors.append(("way", gettext("Välj hur brevet gick.")))
    if _day(given["on"]) is None:
        errors.append(("on", gettext("Skriv ett datum som ÅÅÅÅ-MM-DD.")))
    return errors


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def _form(
    request: HttpRequest,
    view: CaseView,
    letter: EventView,
    kind: Kind,
    given: dict[str, Any],
    errors: list[tuple[str, str]] | None = None,
    reasons: tuple[Reason, ...] = (),
) -> HttpResponse:
    ways, said = ways_of(view, kind), what_became(view, letter)
    more = follows(view, letter, kind, ways[0])
    about = next((each for each in view.history if each.uid == letter.about), None)
    shown = framed(
        view,
        letter=letter,
        kind=kind,
        to=to_whom(kind),
        about=about_words(about),
        ways=[(each, way_words(each)) for each in ways],
        given=given | {"way": given.get("way") or (ways[0] if len(ways) == 1 else "")},
        errors=dict(errors or ()),
        summary=[(f"f-{field or 'on'}", text) for field, text in errors or ()],
        reasons=reasons,
        more=more,
        not_sent=is_said(view, said, NOT_SENT),
        returned=is_said(view, said, RETURNED),
        gone=is_said(view, said, SENT),
        said_why=next((shown for field, shown in said.fields if field.name == WHY), "") if said else "",
        whys=[(each.value, each.label) for each in reasons_why(view, _asked_why(view, letter))],
        digitally=goes_digitally(view, kind),
        more_clause=clause_ref(view.edition, more.event.source.clause) if more else None,
        key=request.POST.get(KEY) or uuid.uuid4().hex,
    )
    return render(request, "letters/sent.html", shown, status=UNPROCESSABLE if errors or reasons else 200)
