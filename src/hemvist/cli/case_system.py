"""``exchange`` and ``import-cases``: files to and from the main case system. Nothing about a person is shown: rows go by their number."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hemvist.cli.counting import counted
from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError

if TYPE_CHECKING:
    from hemvist.integrations.case_system.nightly import Came
    from hemvist.integrations.case_system.sending import Made
    from hemvist.integrations.case_system.taking_in import Progress
    from hemvist.organisation.models import Board

SOMETHING_FOUND = 1
WIDTH = 30
MOST_TOLD = 20


def send(code: str, folder: Path, again: int | None) -> int:
    """Write what is new for a board, or one of its files again."""
    with _exchange(code, folder) as board:
        from hemvist.integrations.case_system import sending
        from hemvist.integrations.case_system.models import OutRun

        try:
            made = sending.send(board, folder) if again is None else [sending.again(board, again, folder)]
        except OutRun.DoesNotExist as error:
            raise CommandError(f"nämnden har ingen fil med nummer {again}.") from error
        lost = [] if again is not None else sending.missing(board, folder)
    tell_made(made)
    for number in lost:
        print(
            f"Fil {number} står inte i mappen. Skriv den på nytt: hemvist exchange out --board {code} --again {number} --folder {folder}"
        )
    return 0


def receive(code: str, folder: Path) -> int:
    """Take in what has come for a board."""
    with _exchange(code, folder) as board:
        from hemvist.integrations.case_system.nightly import take_in_folder

        came = take_in_folder(board, folder, bar())
    return tell_came(came)


def exchange_each_board() -> int:
    """Both ways for every board that the settings name (HEMVIST_EXCHANGE). One that fails stops no other; 1 if something did not fit."""
    from django.conf import settings

    from hemvist.integrations.case_system.nightly import NoSuchBoard, board_with, exchange
    from hemvist.integrations.case_system.taking_in import forget_trials

    forget_trials()
    wrong = 0
    for code, folder in settings.EXCHANGE_FOLDERS.items():
        try:
            came, made = exchange(board_with(code), Path(folder))
        except NoSuchBoard:
            print(f"Ingen nämnd har koden {code}: rätta HEMVIST_EXCHANGE.")
            wrong = SOMETHING_FOUND
        except OSError as error:
            print(
                f"{code}: det går inte att läsa eller skriva {error.filename or folder}: {error.strerror}. Inget är förlorat."
            )
            wrong = SOMETHING_FOUND
        else:
            wrong |= tell_came(came)
            tell_made(made)
    return wrong


def where_to_write(code: str, place: str) -> int:
    """Choose where an administration writes what the routines want in the main case system."""
    with _ready():
        from hemvist.organisation.models import Administration

        found = Administration.objects.filter(code=code)
        if not found.update(writes_in_hemvist=place == "hemvist"):
            raise CommandError(
                f"ingen förvaltning har koden {code}. Koderna står i filen för hemvist organisation load."
            )
    words = (
        "skriver texterna i Hemvist" if place == "hemvist" else "bekräftar med ett klick att texterna står i Treserva"
    )
    print(f"{code} {words}.")
    return 0


def import_cases(path: Path, code: str, report: Path | None, *, dry_run: bool) -> int:
    """Open a case for each row of a file."""
    with _ready():
        from hemvist.integrations.case_system.faults import FileFault
        from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
        from hemvist.integrations.case_system.reports import report_of
        from hemvist.integrations.case_system.taking_in import receive as keep
        from hemvist.integrations.case_system.taking_in import take_in

        board = _board(code)
        try:
            file = keep(board, IncomingFile.Purpose.IMPORT, path.read_bytes(), trial=dry_run)
        except OSError as error:
            raise CommandError(f"filen {path} går inte att läsa: {error.strerror}.") from error
        except FileFault as fault:
            raise CommandError(fault.message) from fault
        progress = take_in(file, bar())
        if report is not None:
            _write(report, report_of(file))
        refused = IncomingRow.objects.filter(file=file, state=IncomingRow.State.REFUSED).order_by("number")
        told = list(refused.values_list("number", "code", "field", "message")[:MOST_TOLD])
        tried = file.trial
    print(_sum(progress, tried=tried))
    for number, reason, field, message in told:
        print(f"Rad {number}  {reason}{f' ({field})' if field else ''}  {message}")
    if progress.refused > len(told):
        print(f"… och {progress.refused - len(told)} till. Hela rapporten: --report FIL.csv")
    return SOMETHING_FOUND if progress.refused else 0


def _write(place: Path, parts: Iterator[str]) -> None:
    try:
        with place.open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
    except OSError as error:
        raise CommandError(f"rapporten kan inte skrivas till {place}: {error.strerror}. Raderna är införda.") from error


def _sum(progress: "Progress", *, tried: bool) -> str:
    others = f"{progress.repeated} fanns redan, {progress.refused} passar inte"
    if tried:
        return f"Prov: {counted(progress.tried, 'rad', 'rader')} skulle gå bra, {others}. Inget är infört."
    return f"{counted(progress.recorded, 'rad införd', 'rader införda')}, {others}, {progress.waiting} väntar."


def tell_made(made: "list[Made]") -> None:
    """Say which files were written."""
    for each in made:
        changed = " Den är inte som förr: åtkomsten har ändrats sedan dess." if each.changed else ""
        print(f"{each.file}: {counted(each.lines, 'rad', 'rader')}.{changed}")
    if not made:
        print("Inget nytt att skicka.")


def tell_came(came: "list[Came]") -> int:
    """Say how each file went; 1 if something did not fit."""
    wrong = 0
    for each in came:
        found = "" if each.progress is None else " " + _sum(each.progress, tried=False)
        print(f"{each.file}:{found}{' ' + each.told if each.told else ''}")
        wrong += bool(each.told) or each.progress is None or each.progress.refused > 0
    if not came:
        print("Ingen fil har kommit.")
    if wrong:
        print("Det som inte passar står i karantän: Enheten, Treserva.")
    return SOMETHING_FOUND if wrong else 0


def bar() -> "Callable[[Progress], None]":
    """Give what draws how far it has come, on standard error: a bar on a terminal, now and then a line elsewhere."""
    last = -1

    def draw(progress: "Progress") -> None:
        nonlocal last
        share = progress.done / progress.total if progress.total else 1.0
        words = f"{progress.done} av {progress.total} rader, {progress.refused} passar inte"
        if sys.stderr.isatty():
            drawn = "#" * int(share * WIDTH)
            end = "\n" if progress.done == progress.total else ""
            print(f"\r[{drawn:<{WIDTH}}] {words}", end=end, file=sys.stderr, flush=True)
        elif int(share * 10) != last:
            last = int(share * 10)
            print(words, file=sys.stderr, flush=True)

    return draw


@contextmanager
def _ready() -> Iterator[None]:
    with database():
        tables_are_there()
        yield


@contextmanager
def _exchange(code: str, folder: Path) -> "Iterator[Board]":
    """The database, the board and the folder: what is wrong with any of them is told in words."""
    with _ready():
        board = _board(code)
        if not folder.is_dir():
            raise CommandError(f"{folder} är ingen mapp. Ange mappen som delas med det andra systemet.")
        try:
            yield board
        except OSError as error:
            place = error.filename or folder
            raise CommandError(
                f"det går inte att läsa eller skriva {place}: {error.strerror}. Inget är förlorat; kör igen."
            ) from error


def _board(code: str) -> "Board":
    from hemvist.integrations.case_system.nightly import NoSuchBoard, board_with
    from hemvist.organisation.models import Board

    try:
        return board_with(code)
    except NoSuchBoard as error:
        known = ", ".join(Board.objects.order_by("code").values_list("code", flat=True)) or "inga än"
        raise CommandError(f"ingen nämnd har koden {code}. De som finns: {known}.") from error
