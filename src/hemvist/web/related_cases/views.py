"""The page *Ärenden som hör ihop*: starts a case from another, ties two of the same person that are there, and takes that back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.related import (
    RelatedCase,
    Startable,
    could_be_related,
    may_tie,
    own_slips,
    relate,
    related_to,
    start_related,
    startable,
    take_apart,
    undo_tie,
)
from hemvist.cases.viewing import view_case_with
from hemvist.cases.views import CaseView
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import found_or_not, framed, viewer_of
from hemvist.web.case.mending import wrong_with
from hemvist.web.forms.event_form import WHY, EventForm, Offered
from hemvist.web.related_cases.card import Line, line_of, related_card

UNPROCESSABLE = 422
ROUTINE, UNIT, OTHER, APART, UNDO = "rutin", "case-unit", "arende", "ta-tillbaka", "angra"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is about: a case, what belongs to it and what could, as the viewer sees them.

    ``slips`` are those of ``related`` that the viewer has just tied to it, and may undo.
    """

    view: CaseView
    viewer: Viewer
    related: tuple[RelatedCase, ...]
    others: tuple[RelatedCase, ...]
    starts: tuple[Startable, ...]
    slips: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Tied:
    """A case that belongs to this one, and where that is taken back; an empty address where this viewer may not."""

    case: UUID
    line: Line
    back_url: str
    is_slip: bool


@require_http_methods(["GET", "HEAD", "POST"])
def related(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what belongs together with a case; start one from it, tie one that is there already, or take back that one belongs to it."""
    page = _open(request, case_id)
    routine = request.POST.get(ROUTINE) or request.GET.get(ROUTINE, "")
    if routine:
        start = next((each for each in page.starts if each.edition.routine == routine), None)
        if start is None:
            raise Http404
        return _start(request, page, start)
    if request.POST.get(OTHER):
        return _tie(request, page)
    if request.POST.get(UNDO):
        return _undo(request, page, _tied(page, request.POST[UNDO]))
    apart = request.POST.get(APART) or request.GET.get(APART, "")
    if apart:
        return _take_apart(request, page, _tied(page, apart))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "related/related.html", _context(page), status=status)


def _open(request: HttpRequest, case_id: UUID) -> Page:
    viewer = viewer_of(request)
    view, (known, others, slips) = found_or_not(
        lambda: view_case_with(
            viewer,
            case_id,
            "related",
            lambda file, _: (related_to(viewer, file), could_be_related(viewer, file), own_slips(viewer, file)),
        )
    )
    return Page(view, viewer, known, others, startable(viewer, view, known), slips)


def _may_tie(page: Page, other: RelatedCase) -> bool:
    """Whether the viewer's roles in both cases are such that say what belongs together."""
    return page.view.person is not None and may_tie(page.view) and other.ties


def _context(page: Page) -> dict[str, object]:
    return framed(
        page.view,
        card=related_card(page.view, page.viewer, page.related),
        lines=[_line(page, each) for each in page.related],
        others=[(each.case, line_of(each)) for each in page.others if _may_tie(page, each)],
        names={"other": OTHER, "undo": UNDO},
    )


def _line(page: Page, each: RelatedCase) -> Tied:
    back = f"{reverse('related', args=[page.view.public_id])}?{APART}={each.case}" if _may_tie(page, each) else ""
    return Tied(each.case, line_of(each), back, each.case in page.slips)


# -- starting -------------------------------------------------------------------------------------------------------------------------------


def _start(request: HttpRequest, page: Page, start: Startable) -> HttpResponse:
    """Ask what the case cannot tell already, and start the other one."""
    known = {"reason": gettext("Behovet har kommit fram i ett annat ärende hos oss.")} | start.known
    data: Mapping[str, Any] | None = request.POST if request.method == "POST" else None
    form = EventForm(start.event, page.viewer.today, Offered(), data, known)
    units = [(str(unit), name) for unit, name in start.units]
    unit = units[0][0] if len(units) == 1 else str((data or {}).get(UNIT, ""))
    unit_error = "" if data is None or unit in dict(units) else gettext("Välj vilken enhet som ska ha ärendet.")
    top = ""
    if data is not None and form.is_valid() and not unit_error:
        try:
            new = start_related(page.viewer, page.view.public_id, start.edition.routine, int(unit), form.entry())
        except Refused as refused:
            form.add_record_errors(refused.field_errors)
            top = " ".join(each.reason for each in refused.refusals)
        except NotYourRole as wrong:
            top = str(wrong)
        else:
            messages.success(request, gettext("Ärendet är startat, och hör ihop med det som du kom från."))
            return redirect("case", case_id=new)
    errors = [("", top)] if top else []
    errors += [(f"f-{UNIT}", unit_error)] if unit_error else []
    errors += form.summary() if data is not None else []
    shown = framed(
        page.view,
        start=start,
        form=form,
        rows=form.rows(),
        units=units,
        unit=unit,
        unit_error=unit_error,
        carried=_carried_pairs(page.view, start),
        errors=errors,
        names={"routine": ROUTINE, "unit": UNIT},
    )
    return render(request, "related/start.html", shown, status=UNPROCESSABLE if errors else 200)


def _carried_pairs(view: CaseView, start: Startable) -> list[tuple[str, str]]:
    """Say what goes along: who it is about, and each fact with the day on which it was learnt here."""
    pairs = [(gettext("Person"), view.person_name)]
    for each in start.carried:
        words = ", ".join(value for field, value in each.told.fields if value and field.name in each.fields)
        told = gettext("%(what)s (antecknat %(day)s)") % {"what": words, "day": each.told.on.isoformat()}
        pairs.append((each.event.label, told))
    return pairs


# -- tying ----------------------------------------------------------------------------------------------------------------------------------


def _tie(request: HttpRequest, page: Page) -> HttpResponse:
    """Say that a case that is there already belongs together with this one."""
    try:
        relate(page.viewer, page.view.public_id, UUID(request.POST[OTHER]))
    except (ValueError, CaseNotFound, NotYourRole):
        raise Http404 from None
    messages.success(request, gettext("Nu står det i båda ärendena att de hör ihop."))
    return redirect("related", case_id=page.view.public_id)


# -- taking back ----------------------------------------------------------------------------------------------------------------------------


def _tied(page: Page, case: str) -> RelatedCase:
    """The case that belongs to this one, if the viewer may say that it does not. Any other is one that does not exist."""
    found = next((each for each in page.related if str(each.case) == case and _may_tie(page, each)), None)
    if found is None:
        raise Http404
    return found


def _undo(request: HttpRequest, page: Page, other: RelatedCase) -> HttpResponse:
    """Take back with one click what this worker has just said."""
    try:
        undo_tie(page.viewer, page.view.public_id, other.case)
    except (CaseNotFound, NotYourRole):
        raise Http404 from None
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("Ångrat. Inget av ärendena visar längre det andra."))
    return redirect("related", case_id=page.view.public_id)


def _take_apart(request: HttpRequest, page: Page, other: RelatedCase) -> HttpResponse:
    """Ask why the cases do not belong together, and take it back in both."""
    why = request.POST.get(WHY, "").strip()
    problem = wrong_with(why) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        try:
            take_apart(page.viewer, page.view.public_id, other.case, why)
        except (CaseNotFound, NotYourRole):
            raise Http404 from None
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, gettext("Det är tillbakataget. Inget av ärendena visar längre det andra."))
            return redirect("related", case_id=page.view.public_id)
    shown = framed(
        page.view,
        other=line_of(other),
        case=other.case,
        why=why,
        error=problem,
        errors=[(f"f-{WHY}", problem)] if problem else [],
        names={"apart": APART, "why": WHY},
    )
    return render(request, "related/apart.html", shown, status=UNPROCESSABLE if problem else 200)
