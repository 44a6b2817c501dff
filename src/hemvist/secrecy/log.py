"""The access log: who opened, listed, wrote or was refused what, and on what ground (lag 2001:454 10 §; SoLPuF 27 §).

Each row is written in the transaction that gives the answer: what was not logged was not shown. The log holds row numbers, no names.
The cases of a row stand also one by one in ``secrecy_accesslogcase``: the database writes them there itself, so that none is ever left out.
"""

from collections.abc import Iterable

from hemvist import clock, statements
from hemvist.secrecy.policy import Access
from hemvist.secrecy.viewer import Viewer

_INSERT = "INSERT INTO secrecy_accesslogentry (at, worker_id, page, outcome, ground, kinds, case_rows) VALUES (%s, %s, %s, %s, %s, %s, %s)"


def log_shown(viewer: Viewer, page: str, case_rows: Iterable[int], access: Access | None = None) -> None:
    """Log that a page showed these cases. A list writes one row for all it showed."""
    _write(viewer, page, "shown", case_rows, access)


def log_written(viewer: Viewer, page: str, case_row: int, access: Access | None = None) -> None:
    """Log that something was recorded on a case."""
    _write(viewer, page, "written", (case_row,), access)


def log_refused(viewer: Viewer, page: str, case_row: int | None) -> None:
    """Log an attempt that was refused; ``case_row`` is None where there was no such case."""
    log_attempt(viewer, page, () if case_row is None else (case_row,))


def log_attempt(viewer: Viewer, page: str, case_rows: Iterable[int]) -> None:
    """Log an attempt at cases that were not shown, all together; none where there were no such cases."""
    _write(viewer, page, "refused", case_rows, None)


def _write(viewer: Viewer, page: str, outcome: str, case_rows: Iterable[int], access: Access | None) -> None:
    grounds = ",".join(access.grounds) if access else ""
    kinds = access.kinds.stored() if access else ""
    at = statements.moment_in(clock.now())
    values = [at, viewer.worker_id, page[:60], outcome, grounds, kinds, ",".join(map(str, case_rows))]
    statements.run(_INSERT, values, often=True)
