"""Recording on a case as somebody has seen it: nothing is recorded if it has changed since. For those who write from afar."""

from collections.abc import Callable
from uuid import UUID

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow, canonical
from hemvist.cases.entries import Entry, Recorded
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.viewing import case_view
from hemvist.cases.views import CaseView
from hemvist.routines.fields import plain_fields, typed_fields
from hemvist.secrecy.viewer import Viewer


class ChangedSince(Exception):  # noqa: N818 (an answer, not a fault)
    """The case is not as the writer saw it."""


class KeyReused(Exception):  # noqa: N818 (an answer, not a fault)
    """The same idempotency key was sent before, with something else."""


def record_as_seen(
    viewer: Viewer, case: UUID, entry_for: Callable[[CaseView], Entry], is_as_seen: Callable[[CaseView], bool]
) -> Recorded:
    """Record what ``entry_for`` gives for the case as it stands, if ``is_as_seen`` says that it stands as the writer saw it.

    The entry carries an idempotency key. Sent again it gives the same answer, whatever has happened since. Nobody else writes in the case
    meanwhile. Raises ChangedSince, KeyReused, and what ``record_event`` does.
    """

    def choose(desk: Desk) -> list[Addition]:
        view = case_view(viewer, desk.file, desk.access)
        entry = entry_for(view)
        before = _recorded_before(desk.file, viewer, entry)
        if before is not None and not _is_the_same(desk.file, before, entry):
            raise KeyReused
        if before is None and not is_as_seen(view):
            raise ChangedSince
        return [Addition(entry)]

    return record_all(viewer, case, choose)[-1]


def _recorded_before(file: CaseFile, viewer: Viewer, entry: Entry) -> EventRow | None:
    mine = (row for row in file.rows if row.actor_id == viewer.worker_id)
    return next((row for row in mine if row.idempotency_key == entry.idempotency_key), None)


def _is_the_same(file: CaseFile, row: EventRow, entry: Entry) -> bool:
    """Whether an event that stands there is what is sent again."""
    if (row.type, row.occurred_on, row.occurred_at, row.about) != (entry.type, entry.on, entry.at, entry.about):
        return False
    fields, errors = typed_fields(file.type_of(row), entry.fields)
    return (
        not errors and row.passed_over == entry.passed_over.strip() and row.payload == canonical(plain_fields(fields))
    )
