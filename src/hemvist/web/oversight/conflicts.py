"""Conflicts of interest: a handler says that they have one, and leaves the case; the manager sees why, and can lift it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hemvist.cases.conflicts import conflicts_now, declare_conflict, lift_conflict
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.views import CaseView
from hemvist.organisation.unit_staff import OVERSEEING_ROLES, staff_of
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import framed, open_case_page, viewer_of

LONGEST = 2000
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask why, and let the handler (or, for the manager, another one) leave the case."""
    view, viewer = open_case_page(request, case_id, "conflict-form"), viewer_of(request)
    workers = _workers(view, viewer)
    if request.method != "POST":
        return _form(request, view, workers, {})
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST]
    chosen = request.POST.get("worker", str(viewer.worker_id))
    if not reason or chosen not in dict(workers):
        wrong = {} if reason else {"reason": gettext("Skriv varför. Bara chefen läser det.")}
        wrong |= {} if chosen in dict(workers) else {"worker": gettext("Välj någon i listan.")}
        return _form(request, view, workers, wrong, UNPROCESSABLE)
    try:
        declare_conflict(viewer, case_id, reason, int(chosen))
    except CaseNotFound:
        raise Http404 from None
    except NotYourRole as refused:
        return _form(request, view, workers, {"reason": str(refused)}, UNPROCESSABLE)
    messages.success(request, gettext("Handläggaren har lämnat ärendet. Bara chefen kan se varför."))
    return redirect("todo")


def _workers(view: CaseView, viewer: Viewer) -> list[tuple[str, str]]:
    """Give oneself; for one who leads a unit of the case, also its staff and those who have a role in the case."""
    own = [(str(viewer.worker_id), gettext("%(name)s (jag själv)") % {"name": viewer.name})]
    if OVERSEEING_ROLES.isdisjoint(view.my_roles):
        return own
    staff = staff_of(tuple(units_overseen(viewer)), viewer.today)
    others = [(str(each.worker_id), each.worker_name) for each in view.parties]
    others += [(str(c.worker_id), c.name) for colleagues in staff.values() for c in colleagues]
    known = dict(own)
    return own + [(number, name) for number, name in dict(others).items() if number not in known]


def _form(
    request: HttpRequest, view: CaseView, workers: list[tuple[str, str]], wrong: dict[str, str], status: int = 200
) -> HttpResponse:
    shown = framed(
        view,
        workers=workers if len(workers) > 1 else [],
        wrong=wrong,
        errors=[(f"f-{name}", text) for name, text in wrong.items()],
        given={name: request.POST.get(name, "") for name in ("reason", "worker")},
    )
    return render(request, "oversight/declare_conflict.html", shown, status=status)


@require_GET
def conflicts(request: HttpRequest) -> HttpResponse:
    """Show the manager who is kept out of which case, and why."""
    viewer = viewer_of(request)
    if not units_overseen(viewer):
        raise Http404
    return render(request, "oversight/conflicts.html", {"found": conflicts_now(viewer), "nav_active": "unit"})


@require_POST
def lift(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a worker in again, with the reason."""
    worker = request.POST.get("worker", "")
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST]
    try:
        lift_conflict(viewer_of(request), case_id, int(worker) if worker.isascii() and worker.isdigit() else 0, reason)
    except CaseNotFound:
        raise Http404 from None
    except Refused:
        messages.error(request, gettext("Skriv varför jävet hävs. Inget är ändrat."))
        return redirect("conflicts")
    messages.success(request, gettext("Jävet är hävt."))
    return redirect("conflicts")
