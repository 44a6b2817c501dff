"""The page *Nedräkning* of a case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hemvist.cases.moving import Moving, view_with_moving
from hemvist.cases.views import CaseView
from hemvist.routines.counting_back import counted_from
from hemvist.web.case.duties import ClauseRef, clause_ref
from hemvist.web.case.loading import found_or_not, framed, viewer_of
from hemvist.web.countdown.axis import Axis, axis_of
from hemvist.web.countdown.needs import needs_of
from hemvist.web.countdown.plan import Plan, away, plan_of, tellings
from hemvist.web.countdown.short_time import short_time


@dataclass(frozen=True, slots=True)
class Move:
    """A planned day that moved, in words: what, from which day to which, and how far that is from the day that all is counted from."""

    label: str
    before: date | None
    after: date | None
    away: str
    clauses: tuple[ClauseRef, ...]


@require_GET
def show_countdown(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the plan, counted back from its day. Not found where the routine plans back from no day."""
    viewer = viewer_of(request)
    view, moving = found_or_not(lambda: view_with_moving(viewer, case_id, "countdown"))
    plan = plan_of(view, viewer.today)
    named = counted_from(view.edition)
    if plan is None or named is None:
        raise Http404
    axis = axis_of(plan, viewer.today)
    context = {
        "plan": plan,
        "axis": axis,
        "marks": axis.marks(),
        "strips": [axis.strip(row) for row in plan.rows],
        "period": _period(axis, plan),
        "needs": needs_of(view),
        "short": short_time(view, plan.day),
        "tellings": tellings(view, named),
        "moves": _moves(view, moving, plan.day),
        "none_undone": moving.none_undone,
        "today": viewer.today,
    }
    return render(request, "countdown/countdown.html", framed(view, **context))


def _moves(view: CaseView, moving: Moving, day: date | None) -> list[Move]:
    """Say what moved, in the order of the days as they are now."""
    found = sorted(moving.moved, key=lambda each: (each.after or date.max, each.duty.label))
    return [
        Move(
            each.duty.label,
            each.before,
            each.after,
            away(each.after, day) if each.after else "",
            tuple(clause_ref(view.edition, clause) for clause in each.duty.clauses),
        )
        for each in found
    ]


def _period(axis: Axis, plan: Plan) -> tuple[str, str] | None:
    """Give where the bar of the period that follows begins, and how wide it is; None while its days are not known."""
    if plan.period_first is None or plan.period_last is None:
        return None
    start, end = axis.at(plan.period_first), axis.at(plan.period_last)
    return f"{start:.2f}%", f"{max(end - start, 0.5):.2f}%"
