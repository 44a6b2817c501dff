"""The report of a file that came in, row by row: what became of each, and why one does not fit. Holds no word of the rows themselves."""

import csv
import io
from collections.abc import Iterator

from hemvist.cases.exchanging import recorded_by
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.technical import acting_for

HEADING = ("rad", "läge", "ärende", "kod", "fält", "vad som är fel och vad du gör")
AT_A_TIME = 500


def report_of(file: IncomingFile) -> Iterator[str]:
    """Give the report as CSV, some rows at a time, in the order of the file. Semicolons, UTF-8: as Swedish spreadsheets read it."""
    yield "\ufeff" + _lines([HEADING])
    viewer, after = acting_for(file.board), 0
    while True:
        rows = list(IncomingRow.objects.filter(file=file, number__gt=after).order_by("number")[:AT_A_TIME])
        if not rows:
            return
        known = recorded_by(viewer, [row.key for row in rows if row.key])
        yield _lines([_told(row, known[row.key].reference if row.key in known else "") for row in rows])
        after = rows[-1].number


def _told(row: IncomingRow, reference: str) -> tuple[str, ...]:
    stands = row.state in (IncomingRow.State.RECORDED, IncomingRow.State.REPEATED)
    state = IncomingRow.State(row.state).label
    return str(row.number), str(state), reference if stands else "", row.code, row.field, row.message


def _lines(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue()
