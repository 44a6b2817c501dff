"""Forms begun and not yet recorded. Nobody but the writer sees them, and only while they may see the case."""

import json
from uuid import UUID

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow, find_case
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.turns import in_turn
from hemvist.cases.views import DraftView
from hemvist.routines.model import Edition
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import Viewer

Form = dict[str, str | list[str]]
MOST_CHARACTERS = 100_000


class DraftTooLong(ValueError):  # noqa: N818 (an answer, not a fault)
    """A draft is longer than any form."""


def save_draft(viewer: Viewer, case: UUID, event_type: str, form: Form) -> None:
    """Keep a form as far as it has come; one draft for each kind of event. Raises CaseNotFound, or DraftTooLong."""
    text = json.dumps(form, ensure_ascii=False, sort_keys=True)
    if len(text) > MOST_CHARACTERS or len(event_type) > 60:
        raise DraftTooLong

    def work() -> None:
        row = [_case(viewer, case), viewer.worker_id, event_type, text, sql.moment_in(clock.now())]
        columns = ("case_id", "worker_id", "event_type", "form", "saved_at")
        sql.upsert("cases_draft", columns, ("case_id", "worker_id", "event_type"), [row])

    in_turn(work)


def load_draft(viewer: Viewer, case: UUID, event_type: str) -> Form | None:
    """Give the form as it was kept, or None. Raises CaseNotFound."""
    found = sql.fetch(
        "SELECT form FROM cases_draft WHERE case_id = %s AND worker_id = %s AND event_type = %s",
        [_case(viewer, case), viewer.worker_id, event_type],
    )
    if not found:
        return None
    form: Form = json.loads(found[0][0])
    return form


def drop_draft(viewer: Viewer, case: UUID, event_type: str) -> None:
    """Forget a form. Raises CaseNotFound."""

    def work() -> None:
        key = [_case(viewer, case), viewer.worker_id, event_type]
        sql.run("DELETE FROM cases_draft WHERE case_id = %s AND worker_id = %s AND event_type = %s", key)

    in_turn(work)


def drafts_of(viewer: Viewer, row: CaseRow, edition: Edition) -> tuple[DraftView, ...]:
    """Give the viewer's own drafts on a case, newest first."""
    found = sql.fetch(
        "SELECT event_type, saved_at FROM cases_draft WHERE case_id = %s AND worker_id = %s ORDER BY saved_at DESC",
        [row.id, viewer.worker_id],
    )
    return tuple(DraftView(e, edition.events[e].label, sql.moment_out(at)) for e, at in found if e in edition.events)


def _case(viewer: Viewer, public_id: UUID) -> int:
    row = find_case(public_id)
    if not access_to(viewer, row.id if row else 0) or row is None:
        raise CaseNotFound
    return row.id
