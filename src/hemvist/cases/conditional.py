"""Recording on a case as somebody has seen it: nothing is recorded if it has changed since. For those who write from afar, and in two windows."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.chain import EventRow, canonical
from hemvist.cases.correcting import annulment, correction, undoing_own
from hemvist.cases.entries import Entry, Recorded
from hemvist.cases.identifying import read_identity
from hemvist.cases.recording import Addition, Choice, Desk, record_all
from hemvist.cases.viewing import case_view
from hemvist.cases.views import CaseView
from hemvist.routines.fields import plain_fields, typed_fields
from hemvist.secrecy.policy import access_to
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
        before = desk.file.by_key(viewer.worker_id, entry.idempotency_key)
        if before is not None and not _is_the_same(desk.file, before, entry, viewer.today):
            raise KeyReused
        if before is None and not is_as_seen(view):
            raise ChangedSince
        return [Addition(entry)]

    return record_all(viewer, case, choose)[-1]


def correct_as_seen(
    viewer: Viewer, case: UUID, event_uid: str, replacement: Entry, reason: str, is_as_seen: Callable[[CaseView], bool]
) -> Recorded:
    """Do what ``correct`` does, if ``is_as_seen`` says that the case stands as the writer saw it. Raises ChangedSince, and what ``correct`` does."""
    return _if_as_seen(viewer, case, correction(event_uid, replacement, reason), is_as_seen)


def annul_as_seen(
    viewer: Viewer, case: UUID, event_uid: str, reason: str, is_as_seen: Callable[[CaseView], bool]
) -> Recorded:
    """Do what ``annul`` does, if ``is_as_seen`` says that the case stands as the writer saw it. Raises ChangedSince, and what ``annul`` does."""
    return _if_as_seen(viewer, case, annulment(event_uid, reason), is_as_seen)


def undo_as_seen(viewer: Viewer, case: UUID, event_uid: str, is_as_seen: Callable[[CaseView], bool]) -> Recorded:
    """Do what ``undo`` does, if ``is_as_seen`` says that the case stands as the writer saw it. Raises ChangedSince, and what ``undo`` does."""
    return _if_as_seen(viewer, case, undoing_own(event_uid), is_as_seen)


def _if_as_seen(viewer: Viewer, case: UUID, chosen: Choice, is_as_seen: Callable[[CaseView], bool]) -> Recorded:
    def choose(desk: Desk) -> Sequence[Addition]:
        if not is_as_seen(case_view(viewer, desk.file, desk.access)):
            raise ChangedSince
        return chosen(desk)

    return record_all(viewer, case, choose)[-1]


def mark_of(view: CaseView) -> str:
    """Give a mark of the case as one viewer sees it: another one as soon as something in it is so to them, and only then.

    Of what happened, what is to be done, the periods, and what speaks against what; so it tells nothing of what was not granted.
    Not of what passes by itself while one reads: for how long a slip can be undone, how late a duty is, one's own drafts.
    """
    seen = [
        [view.edition.edition, view.state, view.protected, view.my_roles],
        [[each.uid, each.annulled_by] for each in view.history],
        [
            [each.edition, each.id, each.instance, each.state, each.due_on, each.turn, each.about]
            for each in view.status.duties
        ],
        [[each.id, each.instance, each.first_day, each.last_day, each.state] for each in view.spans],
        {event: [[each.level, each.code, each.requirement] for each in found] for event, found in view.status.refused.items()},
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()[:40]


def recorded_with(viewer: Viewer, case: UUID, key: str) -> str | None:
    """Give the event that the viewer has recorded in a case with an idempotency key; None if there is none, or the viewer may not see the case."""
    row = find_case(case)
    if not access_to(viewer, row.id if row else 0) or row is None:
        return None
    recorded = open_file(row).by_key(viewer.worker_id, key)
    return recorded.uid if recorded else None


def _is_the_same(file: CaseFile, row: EventRow, entry: Entry, today: date) -> bool:
    """Whether an event that stands there is what is sent again."""
    if (row.type, row.occurred_on, row.occurred_at, row.about) != (entry.type, entry.on, entry.at, entry.about):
        return False
    typed, errors = typed_fields(file.type_of(row), entry.fields)
    fields, unread = read_identity(file.type_of(row), typed, today)
    return (
        not (errors or unread)
        and row.passed_over == entry.passed_over.strip()
        and row.payload == canonical(plain_fields(fields))
    )
