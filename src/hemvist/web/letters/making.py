"""A letter shown as it would be, and made."""

import base64
import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.views import CaseView
from hemvist.letters.facts import subjects
from hemvist.letters.inviting import passed
from hemvist.letters.making import CannotMake, Letter, letter_of, make, mark_of, pictures_of, shown_data
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.duties import clause_ref
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.offering import told
from hemvist.web.forms.event_form import KEY
from hemvist.web.letters.words import lacking, over, to_whom, way_words

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def make_letter(request: HttpRequest, case_id: UUID, letter: str) -> HttpResponse:
    """Show how the letter would look, or what it lacks; make it."""
    view, viewer = open_case_page(request, case_id, "letter-preview"), viewer_of(request)
    about = (request.POST if request.method == "POST" else request.GET).get("om", "")
    asked = letter_of(view, viewer, letter, about)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _preview(request, view, viewer, asked)
    try:
        make(view, viewer, asked, request.POST.get("mark", ""), request.POST.get(KEY) or None)
    except CannotMake:
        messages.warning(request, gettext("Brevet är inte gjort: något har ändrats i ärendet. Läs det igen."))
        return _preview(request, view, viewer, asked, UNPROCESSABLE)
    except (Refused, NotYourRole) as refused:
        messages.error(request, str(refused))
        return _preview(request, view, viewer, asked, UNPROCESSABLE)
    messages.success(request, gettext("Brevet är gjort och sparat. Bekräfta när det är skickat."))
    return redirect("letters", case_id)


def _preview(request: HttpRequest, view: CaseView, viewer: Viewer, letter: Letter, status: int = 200) -> HttpResponse:
    kind = letter.kind
    data = shown_data(view, viewer, letter) if letter.can_be_made else None
    pictures = [base64.b64encode(each).decode() for each in pictures_of(letter, data)] if data else []
    ways = kind.protected_ways if view.protected else kind.ways
    given = framed(
        view,
        letter=kind,
        to=to_whom(kind),
        ways=[way_words(each) for each in ways],
        about=letter.gathered.about,
        choices=[(each.uid, told(each)) for each in subjects(view, kind) if not passed(view, kind, each)],
        clauses=[clause_ref(view.edition, each) for each in kind.clauses if each in view.edition.clauses],
        lacking=lacking(view, letter.gathered.missing),
        over=over(view, kind, letter.gathered.passed),
        left_out=letter.gathered.left_out,
        pictures=pictures,
        has_address=bool(data and data["recipient"]["lines"]),
        numbers=_numbers(data) if data else "",
        mark=mark_of(data) if data else "",
        key=uuid.uuid4().hex,
    )
    return render(request, "letters/preview.html", given, status=status)


def _numbers(data: dict[str, Any]) -> str:
    """Say which number one calls is not in the letter and could be; empty if none."""
    if data["protected"] or data["handler"]["telephone"]:
        return ""
    if data["sender"]["telephone"]:
        return gettext("Ditt direktnummer finns inte i Hemvist. I brevet står enhetens nummer.")
    return gettext("Det står inget telefonnummer i brevet. Varken ditt eller enhetens nummer finns i Hemvist.")
