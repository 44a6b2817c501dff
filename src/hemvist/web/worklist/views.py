"""*Att göra*: what waits for the viewer and their units, by day, and why."""

from dataclasses import replace
from functools import cache
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.utils.translation import gettext
from django.views.decorators.http import require_GET
from markupsafe import Markup

from hemvist.cases.library import library
from hemvist.cases.withheld import is_withheld
from hemvist.cases.worklist import WorklistPage, worklist
from hemvist.routines.model import Vocabulary
from hemvist.secrecy.viewer import Viewer
from hemvist.web.context import PageRequest
from hemvist.web.oversight.waiting import oversight_waiting
from hemvist.web.worklist.filters import GROUPS, SCOPES, STATES, FilterError, Filters, read_filters
from hemvist.web.worklist.lines import Part, group_labels, parts_of

# One's own list, asked for by itself: without "vy" the page chooses the unit's where there is nothing in it.
MINE = "/?vy=mina"


@require_GET
def todo(request: HttpRequest) -> HttpResponse:
    """Show one page of the list."""
    viewer = cast("PageRequest", request).viewer
    try:
        filters = read_filters(request.GET, library())
    except FilterError as wrong:
        context = _frame(Filters(), viewer) | {"wrong": str(wrong), "parts": []}
        return render(request, "worklist/todo.html", context, status=400)
    page = _page(viewer, filters)
    instead = not page.rows and not request.GET.get("vy") and not filters.narrowed and not filters.after
    if instead:  # nothing is the viewer's own, and they did not ask for that: what waits for the unit is of more use
        filters, page = _unit_s(viewer, filters, page)
    roles = {role.id: role.label for role in library().vocabulary.roles.values()}
    units = {holding.unit_name for holding in viewer.holdings}
    own = (viewer.worker_id,) if filters.scope == "mina" else ()
    parts = parts_of(page.rows, viewer.today, roles, _icons(), units.pop() if len(units) == 1 else None, own)
    more = filters.address(after=page.next) if page.next else ""
    oversight = oversight_waiting(viewer)
    presses = any(each.due_on <= viewer.today for each in oversight)
    return render(
        request,
        "worklist/todo.html",
        _frame(filters, viewer)
        | {"oversight": oversight, "today": viewer.today}
        | {
            "parts": parts,
            "more": more,
            "withheld": is_withheld(viewer),
            "calm": "" if presses else _calm(filters, parts),
        }
        | {"instead": filters.scope == "enhet" and instead}
        | {"tells_holder": any(line.holder for part in parts for line in part.lines)},
    )


def _page(viewer: Viewer, filters: Filters) -> WorklistPage:
    """Give the page of the list that the filters ask for."""
    return worklist(
        viewer,
        SCOPES[filters.scope],
        group=GROUPS.get(filters.group),
        role=filters.role or None,
        routine=filters.routine or None,
        kind=filters.kind or None,
        state=STATES.get(filters.state),
        after=filters.after,
    )


def _unit_s(viewer: Viewer, own: Filters, empty: WorklistPage) -> tuple[Filters, WorklistPage]:
    """Give the unit's list in place of an empty one of one's own; that one if the unit's is empty too."""
    filters = replace(own, scope="enhet")
    page = _page(viewer, filters)
    return (filters, page) if page.rows else (own, empty)


@cache
def _icons() -> dict[str, Markup]:
    """Give the drawings of the list, made once by the macro that draws them elsewhere."""
    macros = engines["jinja2"].env.get_template("macros/icons.html").module  # type: ignore[attr-defined]
    return {name: macros.icon(name) for name in ("danger", "clock", "calendar", "waiting", "unknown", "none", "lock")}


def _frame(filters: Filters, viewer: Viewer) -> dict[str, object]:
    """Give what the page shows around the list."""
    vocabulary = library().vocabulary
    return {
        "filters": filters,
        "mine": MINE,
        "tabs": [
            (filters.address(scope="mina") if filters.narrowed else MINE, gettext("Mina"), filters.scope == "mina"),
            (filters.address(scope="enhet"), gettext("Min enhets"), filters.scope == "enhet"),
        ],
        "choices": _choices(filters, vocabulary, viewer),
    }


def _choices(
    filters: Filters, vocabulary: Vocabulary, viewer: Viewer
) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Give the list boxes of the page: name, label, what is chosen, and what there is to choose."""
    labels = group_labels(viewer.today)
    when = {name: labels[group] for name, group in GROUPS.items()}
    states = {
        "att-gora": gettext("Går att göra nu"),
        "vantar": gettext("Väntar"),
        "uppgift-saknas": gettext("Uppgift saknas"),
    }
    mine = sorted(viewer.roles) if filters.scope == "mina" else list(vocabulary.roles)
    roles = [(role, vocabulary.roles[role].label) for role in mine if role in vocabulary.roles]
    routines = [(each.id, each.title) for each in library().routines.values()]
    return [
        ("nar", gettext("När"), filters.group, list(when.items())),
        ("lage", gettext("Läge"), filters.state, list(states.items())),
        ("roll", gettext("Roll"), filters.role, roles),
        ("rutin", gettext("Rutin"), filters.routine, routines),
        ("slag", gettext("Slag av uppgift"), filters.kind, list(vocabulary.information.items())),
    ]


def _calm(filters: Filters, parts: list[Part]) -> str:
    """Say that nothing presses, where that is so."""
    if filters.after or filters.narrowed or not parts or parts[0].group in ("late", "today"):
        return ""
    return gettext("Inget är försenat och inget ska vara klart i dag.")
