"""Taking a file in: first every row is kept, then each is recorded or refused by itself. Can be killed at any point and run again.

1. The file is known by its SHA-256: the same file again is the same file, and goes on where it stopped.
2. All its rows are kept before anything is recorded of them, so that none is ever lost.
3. Each row is recorded in a transaction that also notes that it was. What does not fit is noted with why, and stands in quarantine until
   somebody tries it again or lets it be. It stops no other row.
A row's own id is its idempotency key: whichever file it comes in, it is recorded once.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from hemvist import clock
from hemvist.cases.turns import writing
from hemvist.integrations.case_system.applying import Desk, record_line
from hemvist.integrations.case_system.faults import Fault
from hemvist.integrations.case_system.lines import CaseLine
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.reading import RawRow, digest_of, line_of, row_id, rows_of
from hemvist.integrations.case_system.technical import acting_for
from hemvist.organisation.models import Board, Worker

State = IncomingRow.State
Purpose = IncomingFile.Purpose
AT_A_TIME = 500
HOLD_SECONDS = 0.25
"""For so long rows share a transaction: others who write wait no longer than that, and a stop loses no more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come: its rows by state."""

    total: int
    waiting: int
    recorded: int
    repeated: int
    refused: int
    tried: int
    let_be: int

    @property
    def done(self) -> int:
        """The rows that have been looked at."""
        return self.total - self.waiting


Tell = Callable[[Progress], None]


def receive(
    board: Board, purpose: str, content: bytes, by: Worker | None = None, *, trial: bool = False
) -> IncomingFile:
    """Keep every row of a file, and record nothing yet. The same file again gives the same one. Raises FileFault.

    ``trial``: its rows will only be tried. A file that was tried can be taken in for real, and then begins anew; not the other way round.
    """
    digest = hashlib.sha256(content).hexdigest()
    rows = rows_of(content)
    with writing():
        file, _ = IncomingFile.objects.get_or_create(
            board=board,
            purpose=purpose,
            digest=digest,
            defaults={"trial": trial, "received_by": by, "received_at": clock.now()},
        )
    if not file.whole:
        _keep(file, rows)
    if file.trial and not trial:
        _begin_for_real(file)
    return file


def _keep(file: IncomingFile, rows: Iterable[RawRow]) -> None:
    """Keep the rows in portions; those that were kept before a stop are passed over."""
    known = set(IncomingRow.objects.filter(file=file).values_list("number", flat=True))
    portion: list[IncomingRow] = []
    numbers: set[int] = set()
    for raw in rows:
        number = raw.number
        while number in numbers:  # a CSV row that could not be read may end on the line of another
            number += 1
        numbers.add(number)
        if number not in known:
            portion.append(_row(file, raw, number))
        if len(portion) >= AT_A_TIME:
            _write(portion)
            portion = []
    _write(portion)
    file.rows, file.whole = len(numbers), True
    file.save(update_fields=["rows", "whole"])


def _write(portion: list[IncomingRow]) -> None:
    with writing():
        IncomingRow.objects.bulk_create(portion, ignore_conflicts=True)


def _row(file: IncomingFile, raw: RawRow, number: int) -> IncomingRow:
    told = row_id(raw.text) if raw.fault is None else ""
    key = hashlib.sha256(f"{file.board_id}\n{told}".encode()).hexdigest()[:50] if told else ""
    row = IncomingRow(file=file, number=number, key=key, text=raw.text, digest=digest_of(raw.text))
    if raw.fault is not None:
        _refuse(row, raw.fault)
    return row


def _begin_for_real(file: IncomingFile) -> None:
    with writing():
        IncomingRow.objects.filter(file=file).exclude(code__in=UNREADABLE).update(
            state=State.WAITING, code="", field="", message=""
        )
        file.trial = False
        file.save(update_fields=["trial"])


UNREADABLE = ("row-too-long", "not-utf-8", "not-csv", "wrong-columns")
"""Codes of rows that could not be taken apart when the file was read: their text is not what came, and they are not tried."""


def progress_of(file: IncomingFile) -> Progress:
    """Say how far a file has come. One query."""
    counts = dict(IncomingRow.objects.filter(file=file).values_list("state").annotate(Count("pk")).order_by())
    return Progress(sum(counts.values()), *(counts.get(state, 0) for state in _IN_ORDER))


_IN_ORDER = (State.WAITING, State.RECORDED, State.REPEATED, State.REFUSED, State.TRIED, State.LET_BE)


def take_in(file: IncomingFile, tell: Tell | None = None, seconds: float | None = None) -> Progress:
    """Record the rows that wait, for so many seconds (all of them without), and say how far the file has come."""
    desk = Desk(file.board, acting_for(file.board))
    until = None if seconds is None else time.monotonic() + seconds
    while _some(file, desk):
        if tell is not None:
            tell(progress_of(file))
        if until is not None and time.monotonic() >= until:
            break
    return progress_of(file)


def _some(file: IncomingFile, desk: Desk) -> bool:
    """Record the next rows in one transaction, each in its own part of it. Gives whether there were any."""
    end = time.monotonic() + HOLD_SECONDS
    with writing():
        rows = (
            IncomingRow.objects.select_for_update(skip_locked=True)
            .filter(file=file, state=State.WAITING)
            .order_by("number")[:100]
        )
        found = False
        for row in rows:
            found = True
            take_one(desk, row, trial=file.trial)
            if time.monotonic() >= end:
                break
    return found


def take_one(desk: Desk, row: IncomingRow, *, trial: bool = False) -> None:
    """Record one row, or note why not. Both in the transaction that is open."""
    try:
        line = line_of(row.text, needs_check=row.file.purpose == Purpose.EXCHANGE)
        _same_words(row)
        # A case with its person is recorded whole or not at all; all else is one event, and attempts at what is not there stay in the log.
        with transaction.atomic() if trial or isinstance(line, CaseLine) else nullcontext():
            stood_there = record_line(desk, line)
            if trial:
                transaction.set_rollback(True)
    except Fault as fault:
        _refuse(row, fault)
    else:
        row.state = State.REPEATED if stood_there else State.TRIED if trial else State.RECORDED
        row.code = row.field = row.message = ""
        if not trial:
            row.text = ""
    row.save(update_fields=["state", "code", "field", "message", "text"])


def _same_words(row: IncomingRow) -> None:
    """An id that stood for other words before is not taken for the same row. Raises Fault."""
    earlier = IncomingRow.objects.filter(
        key=row.key, file__board=row.file.board_id, state__in=(State.RECORDED, State.REPEATED)
    ).exclude(pk=row.pk)
    first = earlier.order_by("pk").values_list("digest", flat=True).first()
    if first is not None and first != row.digest:
        message = "Radens id har redan använts för en rad med annat innehåll. Ge raden ett eget id, eller rätta den i ärendet."
        raise Fault("row-id-reused", "row", message)


def _refuse(row: IncomingRow, fault: Fault) -> None:
    row.state, row.code, row.field, row.message = State.REFUSED, fault.code[:60], fault.field[:60], fault.message
