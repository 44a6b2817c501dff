"""The page *Ärenden som hör ihop*: starts a case from another, and ties two of the same person that are there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.related import RelatedCase, Startable, could_be_related, relate, related_to, start_related, startable
from hemvist.cases.viewing import view_case_with
from hemvist.cases.views import CaseView
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import found_or_not, framed, viewer_of
from hemvist.web.forms.event_form import EventForm, Offered
from hemvist.web.related_cases.card import line_of, related_card

UNPROCESSABLE = 422
ROUTINE, UNIT, OTHER = "rutin", "case-unit", "arende"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is about: a case, what belongs to it and what could, as the viewer sees them."""

    view: CaseView
    viewer: Viewer
    related: tuple[RelatedCase, ...]
    others: tuple[RelatedCase, ...]
    starts: tuple[Startable, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def related(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what belongs together with a case; start one from it, or tie one that is there already."""
    page = _open(request, case_id)
    routine = request.POST.get(ROUTINE) or request.GET.get(ROUTINE, "")
    if routine:
        start = next((each for each in page.starts if each.edition.routine == routine), None)
        if start is None:
            raise Http404
        return _start(request, page, start)
    if request.POST.get(OTHER):
        return _tie(request, page)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "related/related.html", _context(page), status=status)


def _open(request: HttpRequest, case_id: UUID) -> Page:
    viewer = viewer_of(request)
    view, (known, others) = found_or_not(
        lambda: view_case_with(
            viewer, case_id, "related", lambda file, _: (related_to(viewer, file), could_be_related(viewer, file))
        )
    )
    starts = startable(viewer, view, known)
    return Page(view, viewer, known, others if view.person and _ties(view) else (), starts)


def _ties(view: CaseView) -> bool:
    """Whether the viewer's role in the case records that it belongs together with another."""
    events = (event for event in view.edition.events.values() if event.effect == "case-related")
    return any(not set(event.recorded_by).isdisjoint(view.my_roles) for event in events)


def _context(page: Page) -> dict[str, object]:
    return framed(
        page.view,
        card=related_card(page.view, page.viewer, page.related),
        others=[(each.case, line_of(each)) for each in page.others],
        other_name=OTHER,
    )


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
