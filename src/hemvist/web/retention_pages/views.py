"""The list of cases that are due to leave a manager's units, and approving them: one, some, or all that may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from hemvist.cases.entries import CaseNotFound
from hemvist.cases.leaving import Key
from hemvist.retention.access_log import kept_at_least, oldest_kept, removed_so_far
from hemvist.retention.approving import approve, withdraw
from hemvist.retention.holds import MANAGER, NotTheManager, Wrong
from hemvist.retention.leaving_list import Leaving, Page, leaving_for
from hemvist.secrecy.viewer import Viewer
from hemvist.web.context import PageRequest
from hemvist.web.retention_pages.words import obstacle_words, wrong_words


@dataclass(frozen=True, slots=True)
class Row:
    """A case on the page. ``obstacles``: (what holds it back, the law)."""

    found: Leaving
    obstacles: tuple[tuple[str, str], ...]
    late: bool
    step: str
    tone: str


@require_GET
def leaving(request: HttpRequest) -> HttpResponse:
    """Show what is due to leave the units that the viewer manages. For others the page is not there."""
    return _show(request, leaving_for(_manager(request), _key(request.GET.get("efter", ""))))


@require_POST
def approve_cases(request: HttpRequest) -> HttpResponse:
    """Show what will be approved and, once that is confirmed, approve it."""
    viewer = _manager(request)
    chosen = _cases(request.POST.getlist("arende"))
    try:
        if request.POST.get("confirmed") != "yes":
            picked = _picked(viewer, chosen, _key(request.POST.get("efter", "")))
            return render(request, "retention/check.html", {"chosen": picked})
        done = approve(viewer, chosen)
    except (CaseNotFound, NotTheManager):
        raise Http404 from None
    except Wrong as wrong:
        return _show(request, leaving_for(viewer), wrong=wrong_words(wrong), status=422)
    messages.success(request, ngettext("Ett ärende är godkänt.", "%(num)s ärenden är godkända.", done) % {"num": done})
    return redirect("leaving")


def _picked(viewer: Viewer, chosen: list[UUID], after: Key | None) -> list[Leaving]:
    """Give the chosen cases as they stand on the page they were chosen on. Raises Wrong where none was chosen, or one may not leave."""
    if not chosen:
        raise Wrong("nothing-chosen", "", "Välj minst ett ärende.")
    picked = [found for found in leaving_for(viewer, after).rows if found.case.public_id in chosen]
    if len(picked) < len(chosen) or not all(found.verdict.may_leave for found in picked):
        raise Wrong("may-not-leave", "", "Ett av ärendena kan inte godkännas.")
    return picked


@require_POST
def withdraw_case(request: HttpRequest) -> HttpResponse:
    """Take an approval back."""
    viewer = _manager(request)
    try:
        for case in _cases(request.POST.getlist("arende")):
            withdraw(viewer, case)
    except (CaseNotFound, NotTheManager):
        raise Http404 from None
    except Wrong as wrong:
        return _show(request, leaving_for(viewer), wrong=wrong_words(wrong), status=422)
    messages.success(request, gettext("Godkännandet är återtaget."))
    return redirect("leaving")


def _manager(request: HttpRequest) -> Viewer:
    viewer = cast(PageRequest, request).viewer
    if MANAGER not in viewer.roles:
        raise Http404
    return viewer


def _cases(told: Sequence[str]) -> list[UUID]:
    """Read the cases of a form. Raises Http404 for what is no case of ours."""
    try:
        return list(dict.fromkeys(map(UUID, told)))
    except ValueError:
        raise Http404 from None


def _key(text: str) -> Key | None:
    """Read where the page before ended. Raises Http404 for what is no such place."""
    if not text:
        return None
    moment, _, row = text.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not row.isascii() or not row.isdigit() or len(row) > 18:
            raise ValueError
    except ValueError:
        raise Http404 from None
    return at, int(row)


def _show(request: HttpRequest, page: Page, *, wrong: str = "", status: int = 200) -> HttpResponse:
    rows = [_row(found, cast(PageRequest, request).viewer) for found in page.rows]
    following = ""
    if page.following is not None:
        at, case_row = page.following
        following = f"{reverse('leaving')}?{urlencode({'efter': f'{at.isoformat()}_{case_row}'})}"
    shown = {
        "to_approve": [row for row in rows if row.found.verdict.may_leave and not row.found.approved],
        "approved": [row for row in rows if row.found.approved],
        "held_back": [row for row in rows if not row.found.verdict.may_leave],
        "following": following,
        "after": request.GET.get("efter", ""),
        "wrong": wrong,
        "log": oldest_kept(cast(PageRequest, request).viewer.today),
        "log_rule": kept_at_least(cast(PageRequest, request).viewer.today),
        "log_removed": removed_so_far(),
    }
    return render(request, "retention/leaving.html", shown, status=status)


def _row(found: Leaving, viewer: Viewer) -> Row:
    step, tone = _step(found)
    obstacles = tuple((obstacle_words(each), each.source) for each in found.verdict.obstacles)
    return Row(found, obstacles, found.verdict.is_late(viewer.today), step, tone)


def _step(found: Leaving) -> tuple[str, str]:
    """Say how far the case has come, and in which colour."""
    if not found.approved:
        lapsed = found.approval is not None and found.approval.lapsed
        return (gettext("Godkännandet har fallit"), "warning") if lapsed else (gettext("Väntar på godkännande"), "info")
    if found.ready:
        return gettext("Klart att tas bort"), "success"
    return gettext("Godkänt, väntar på arkivpaket"), "success"
