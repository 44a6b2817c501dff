"""*Importera ärenden*: a file with a case a row is sent here, tried, and taken in; how far it has come is shown, and each row's outcome told."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hemvist.integrations.case_system import quarantine
from hemvist.integrations.case_system.faults import FileFault
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.quarantine import NotThere
from hemvist.integrations.case_system.reading import COLUMNS, NEEDED
from hemvist.integrations.case_system.reports import report_of
from hemvist.integrations.case_system.taking_in import begin_for_real, progress_of, receive, take_in
from hemvist.organisation.models import Board, Worker
from hemvist.web.case_system.exchange import overseer

LARGEST = 20 * 1024 * 1024
SECONDS_A_STEP = 2.0
MOST_ROWS = 100
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def import_cases(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and keep its rows; then they are tried."""
    viewer = overseer(request)
    boards = quarantine.boards_of(viewer)
    if request.method != "POST":
        return _ask(request, boards)
    chosen = request.POST.get("board", "")
    board = boards[0] if len(boards) == 1 else next((each for each in boards if str(each.pk) == chosen), None)
    sent = request.FILES.get("file")
    errors = []
    if board is None:
        errors.append(("f-board", gettext("Välj vilken nämnd som ska ha ärendena.")))
    if sent is None:
        errors.append(("file", gettext("Välj en fil.")))
    elif sent.size is None or sent.size > LARGEST:
        errors.append(("file", gettext("Filen är för stor. Dela upp den: högst 20 MB åt gången.")))
    if errors or board is None or sent is None:
        return _ask(request, boards, errors)
    try:
        by = Worker.objects.get(pk=viewer.worker_id)
        file = receive(board, IncomingFile.Purpose.IMPORT, sent.read(), by, trial=True)
    except FileFault as fault:
        return _ask(request, boards, [("file", fault.message)])
    return redirect("import-file", file.public_id)


def _ask(request: HttpRequest, boards: list[Board], errors: list[tuple[str, str]] | None = None) -> HttpResponse:
    shown = {
        "boards": [(str(each.pk), each.name) for each in boards],
        "errors": errors or [],
        "columns": [(name, _column_words()[name], name in NEEDED) for name in COLUMNS],
        "files": IncomingFile.objects.filter(board__in=boards, purpose=IncomingFile.Purpose.IMPORT).order_by("-pk")[
            :10
        ],
    }
    return render(request, "case_system/import.html", shown, status=UNPROCESSABLE if errors else 200)


def _column_words() -> dict[str, str]:
    """Say what each column of a CSV file holds."""
    return {
        "row": gettext("Radens eget id i det andra systemet. Samma id öppnar inget igen."),
        "routine": gettext("Rutinen, till exempel kompetenscenter."),
        "unit": gettext("Koden för enheten som ska ha ärendet."),
        "opened_on": gettext("Dagen då ärendet öppnades, ÅÅÅÅ-MM-DD."),
        "reason": gettext("Varför ärendet öppnades."),
        "number": gettext("Personnummer eller samordningsnummer; saknas om det inte finns."),
        "given_name": gettext("Förnamn."),
        "family_name": gettext("Efternamn."),
        "birth_date": gettext("Födelsedatum, ÅÅÅÅ-MM-DD."),
        "protection": gettext(
            "Skyddade personuppgifter: none om det är kontrollerat att de inte finns. Tomt behandlas som skyddat."
        ),
        "caseworker": gettext("Användarnamnet för den som handlägger."),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show how far a file has come. Posted to, it goes on for some seconds; "real": from now on its rows are recorded."""
    file = _file(request, file_id)
    if request.method == "POST":
        if request.POST.get("step") == "real" and file.trial:
            begin_for_real(file)
        take_in(file, seconds=SECONDS_A_STEP)
        return redirect("import-file", file.public_id)
    progress = progress_of(file)
    refused = IncomingRow.objects.filter(file=file, state=IncomingRow.State.REFUSED).order_by("number")
    shown = {
        "file": file,
        "progress": progress,
        "refused": refused[:MOST_ROWS],
        "most": MOST_ROWS,
        "goes_on": progress.waiting > 0,
    }
    return render(request, "case_system/import_file.html", shown)


@require_GET
def import_report(request: HttpRequest, file_id: UUID) -> StreamingHttpResponse:
    """Give the report, row by row, to be kept."""
    file = _file(request, file_id)
    answer = StreamingHttpResponse(report_of(file), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rapport.csv"'
    return answer


def _file(request: HttpRequest, file_id: UUID) -> IncomingFile:
    try:
        return quarantine.file_of(overseer(request), file_id)
    except NotThere:
        raise Http404 from None
