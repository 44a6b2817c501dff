"""The holds of a case: shown to all who see the case, put and lifted by the manager of its unit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hemvist.cases.entries import CaseNotFound
from hemvist.cases.views import CaseView
from hemvist.retention.holds import Hold, NotTheManager, Wrong, holds_in, is_manager_of, lift_hold, put_hold
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.retention_pages.words import wrong_words


@dataclass(frozen=True, slots=True)
class HoldCard:
    """What the page of the case says of holds: those in force, and whether the viewer puts and lifts them."""

    in_force: tuple[Hold, ...]
    manages: bool


def hold_card(view: CaseView, viewer: Viewer) -> HoldCard:
    """Give what the page of a case shows. One query."""
    found = holds_in(view)
    return HoldCard(tuple(each for each in found if each.in_force), is_manager_of(viewer, view.owner_unit_id))


@require_http_methods(["GET", "POST"])
def holds(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the holds of a case, and put one."""
    if request.method == "GET":
        return _show(request, case_id)
    try:
        review_on = _day(request.POST.get("review_on", ""))
        given = request.POST.get("reason", ""), request.POST.get("legal_ground", "")
        put_hold(viewer_of(request), case_id, *given, review_on)
    except Wrong as wrong:
        return _show(request, case_id, wrong=(wrong.field, wrong_words(wrong)), status=422)
    except CaseNotFound:
        raise Http404 from None
    except NotTheManager:
        raise PermissionDenied from None
    messages.success(request, gettext("Spärren är satt. Ärendet stannar kvar tills den hävs."))
    return redirect("holds", case_id)


@require_POST
def lift(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lift a hold."""
    try:
        hold = UUID(request.POST.get("hold", ""))
    except ValueError:
        raise Http404 from None
    try:
        lift_hold(
            viewer_of(request), case_id, hold, request.POST.get("reason", ""), request.POST.get("legal_ground", "")
        )
    except Wrong as wrong:
        return _show(request, case_id, wrong=(wrong.field, wrong_words(wrong)), lifting=hold, status=422)
    except CaseNotFound:
        raise Http404 from None
    except NotTheManager:
        raise PermissionDenied from None
    messages.success(request, gettext("Spärren är hävd."))
    return redirect("holds", case_id)


def _day(text: str) -> date | None:
    """Read a day, or None where none was written. Raises Wrong."""
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise Wrong("review-on-unreadable", "review_on", gettext("Skriv ett datum som ÅÅÅÅ-MM-DD."))
    return day


def _show(
    request: HttpRequest,
    case_id: UUID,
    *,
    wrong: tuple[str, str] = ("", ""),
    lifting: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    view, viewer = open_case_page(request, case_id, "holds"), viewer_of(request)
    found = holds_in(view)
    prefix = f"{lifting}-" if lifting else ""
    shown = {
        "in_force": [each for each in found if each.in_force],
        "lifted": [each for each in found if not each.in_force],
        "manages": is_manager_of(viewer, view.owner_unit_id),
        "why_shown": view.kinds.everything,
        "wrong_at": prefix + wrong[0],
        "wrong": wrong[1],
        "given": request.POST,
        "lifting": lifting,
    }
    return render(request, "retention/holds.html", framed(view, **shown), status=status)
