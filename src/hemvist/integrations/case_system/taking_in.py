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
from datetime import timedelta

from django.db import transaction
from django.db.models import Count

from hemvist import clock
from hemvist.cases.exchanging import recorded_by
from hemvist.cases.turns import writing
from hemvist.integrations.case_system.applying import Desk, key_of, record_line
from hemvist.integrations.case_system.faults import Fault
from hemvist.integrations.case_system.lines import AnyLine, CaseLine
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.reading import RawRow, digest_of, json_rows_of, line_of, row_id, rows_of
from hemvist.integrations.case_system.technical import acting_for
from hemvist.organisation.models import Board, Worker

State = IncomingRow.State
Purpose = IncomingFile.Purpose
AT_A_TIME = 500
ROWS_A_TURN = 50
TRIALS_KEPT = timedelta(days=7)
"""For so long a file that was only tried can be taken in for real without being sent again."""
HOLD_SECONDS = 0.25
"""For so long rows share a transaction: others who write wait no longer than that, and a stop loses no more."""
TOLD_EVERY_SECONDS = 0.5
"""How far it has come is counted over all rows of the file: not after every few of them."""


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
    rows = json_rows_of(content) if purpose == Purpose.EXCHANGE else rows_of(content)
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
        begin_for_real(file)
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
    key = key_of(file.board, told) if told else ""
    row = IncomingRow(file=file, number=number, key=key, text=raw.text, digest=digest_of(raw.text))
    if raw.fault is not None:
        _refuse(row, raw.fault)
    return row


def begin_for_real(file: IncomingFile) -> None:
    """Let a file that was tried be taken in: every row waits again, but for those that could not be taken apart."""
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
    told = time.monotonic()
    while _some(file, desk):
        now = time.monotonic()
        if tell is not None and now - told >= TOLD_EVERY_SECONDS:
            tell(progress_of(file))
            told = now
        if until is not None and now >= until:
            break
    progress = progress_of(file)
    if tell is not None:
        tell(progress)
    return progress


def _some(file: IncomingFile, desk: Desk) -> bool:
    """Record the next rows in one transaction, each in its own part of it. Gives whether there were any."""
    end = time.monotonic() + HOLD_SECONDS
    with writing():
        waiting = IncomingRow.objects.select_for_update(skip_locked=True).filter(file=file, state=State.WAITING)
        rows = list(waiting.order_by("number")[:ROWS_A_TURN])
        before = Before.read(desk, rows)
        done: list[IncomingRow] = []
        for row in rows:
            take_one(desk, file, row, before)
            done.append(row)
            if time.monotonic() >= end:
                break
        _note(done)
    return bool(rows)


NOTED = ("state", "code", "field", "message")


def _note(done: Iterable[IncomingRow]) -> None:
    """Keep what became of the rows: those of which the same is said, which most are, in one statement. A text that was emptied goes."""
    alike: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for row in done:
        alike.setdefault((tuple(getattr(row, name) for name in NOTED), row.text == ""), []).append(row.pk)
    for (said, is_emptied), numbers in alike.items():
        noted = dict(zip(NOTED, said, strict=True)) | ({"text": ""} if is_emptied else {})
        IncomingRow.objects.filter(pk__in=numbers).update(**noted)


def forget_trials() -> None:
    """Remove files that were only tried, when some days have passed: what stands in them is nobody's to keep."""
    old = IncomingFile.objects.filter(trial=True, received_at__lt=clock.now() - TRIALS_KEPT)
    with writing():
        IncomingRow.objects.filter(file__in=old).delete()
        old.delete()


@dataclass(frozen=True, slots=True)
class Before:
    """What was recorded of rows with the same ids as some that are to be: their digests by key, and the keys that the record knows."""

    digests: dict[str, str]
    keys: set[str]

    @classmethod
    def read(cls, desk: Desk, rows: Iterable[IncomingRow]) -> "Before":
        """Read it for some rows at once."""
        some = [row for row in rows if row.key]
        done = (State.RECORDED, State.REPEATED)
        earlier = IncomingRow.objects.filter(
            key__in=[row.key for row in some], file__board=desk.board, state__in=done
        ).order_by("-pk")
        recorded = recorded_by(desk.viewer, [row.key for row in some])
        return cls(dict(earlier.values_list("key", "digest")), set(recorded))


def take_one(desk: Desk, file: IncomingFile, row: IncomingRow, before: Before) -> None:
    """Record one row, or note why not; the caller keeps the note, in the same transaction."""
    try:
        line = line_of(row.text, needs_check=file.purpose == Purpose.EXCHANGE)
        if before.digests.get(row.key, row.digest) != row.digest:
            raise Fault("row-id-reused", "row", _REUSED)
        stood_there = _recorded(desk, line, before, trial=file.trial)
    except Fault as fault:
        _refuse(row, fault)
        return
    row.state = State.REPEATED if stood_there else State.TRIED if file.trial else State.RECORDED
    row.code = row.field = row.message = ""
    if not file.trial:
        row.text = ""
        before.digests[row.key] = row.digest
        before.keys.add(desk.key(line.row))


_REUSED = (
    "Radens id har redan använts för en rad med annat innehåll. Ge raden ett eget id, eller rätta uppgiften i ärendet."
)


def _recorded(desk: Desk, line: AnyLine, before: Before, *, trial: bool) -> bool:
    """Record a line, unless it was recorded before. Gives whether it was."""
    if desk.key(line.row) in before.keys:
        return True
    # A case with its person is recorded whole or not at all; all else is one event, and attempts at what is not there stay in the log.
    with transaction.atomic() if trial or isinstance(line, CaseLine) else nullcontext():
        stood_there = record_line(desk, line)
        if trial:
            transaction.set_rollback(True)
    return stood_there


def _refuse(row: IncomingRow, fault: Fault) -> None:
    row.state, row.code, row.field, row.message = State.REFUSED, fault.code[:60], fault.field[:60], fault.message
