"""*Treserva* of a unit's page: where texts are written, rows that did not fit, and files that were sent. For those who look after the units."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hemvist.integrations.case_system import quarantine
from hemvist.integrations.case_system.models import OutRun
from hemvist.integrations.case_system.quarantine import NotThere, Quarantined
from hemvist.organisation.models import Administration, Board
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of

MOST_ROWS = 50
MOST_FILES = 10
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class BoardPart:
    """What the page shows of one board. ``files``: (number, lines, when it was made, whether it is written), newest first."""

    board: Board
    administrations: list[Administration]
    rows: list[Quarantined]
    how_many: int
    files: list[OutRun]


@require_GET
def exchange(request: HttpRequest) -> HttpResponse:
    """Show the page. For others it is not there."""
    return _page(request, overseer(request))


@require_POST
def write_in(request: HttpRequest) -> HttpResponse:
    """Choose where an administration writes what the routines want in Treserva."""
    viewer = overseer(request)
    try:
        quarantine.choose_where_to_write(
            viewer, _number(request, "administration"), in_hemvist=request.POST.get("place") == "hemvist"
        )
    except NotThere:
        raise Http404 from None
    messages.success(request, gettext("Valet är sparat. Det gäller det som registreras från och med nu."))
    return redirect("case-system")


@require_POST
def handle_row(request: HttpRequest) -> HttpResponse:
    """Try a row again, or let it be with the reason."""
    viewer, row = overseer(request), _number(request, "row")
    try:
        if request.POST.get("step") == "again":
            fault = quarantine.try_again(viewer, row)
            if fault is not None:
                messages.warning(request, gettext("Raden passar fortfarande inte. Skälet står vid raden."))
            else:
                messages.success(request, gettext("Raden är införd."))
        else:
            quarantine.let_be(viewer, row, request.POST.get("reason", ""))
            messages.success(request, gettext("Raden är lämnad, med ditt skäl. Dess text är raderad."))
    except ValueError:
        return _page(request, viewer, wrong=row, status=UNPROCESSABLE)
    except NotThere:
        raise Http404 from None
    return redirect("case-system")


def overseer(request: HttpRequest) -> Viewer:
    """Give who looks, if they look after a board's exchange. Raises Http404."""
    viewer = viewer_of(request)
    if not quarantine.boards_of(viewer):
        raise Http404
    return viewer


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Http404
    return int(text)


def _page(request: HttpRequest, viewer: Viewer, *, wrong: int = 0, status: int = 200) -> HttpResponse:
    boards = quarantine.boards_of(viewer)
    counts = quarantine.how_many(boards)
    administrations = quarantine.administrations_of(viewer)
    parts = [
        BoardPart(
            board,
            [each for each in administrations if each.board_id == board.pk],
            quarantine.rows_of_board(viewer, board, MOST_ROWS),
            counts.get(board.pk, 0),
            list(OutRun.objects.filter(board=board).order_by("-number")[:MOST_FILES]),
        )
        for board in boards
    ]
    errors = [(f"reason-{wrong}", gettext("Skriv varför raden lämnas."))] if wrong else []
    return render(
        request, "case_system/exchange.html", {"parts": parts, "wrong": wrong, "errors": errors}, status=status
    )
