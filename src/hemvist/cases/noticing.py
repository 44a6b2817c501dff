"""What may be said to somebody of a turn that is theirs: asked when a message is delivered and again when its notice is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.emergency_reviews import to_review
from hemvist.cases.turns import in_turn
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

_SHOWN = 3
"""How many duties of a case a notice names."""


@dataclass(slots=True)
class Turns:
    """A case that the viewer sees, and what in it is theirs now. ``first_due``: the earliest due date of what they have been given.

    ``given``: something open is assigned to them (or to one they stand in for); ``free``: something is open that nobody at their unit has been given.
    """

    case: UUID
    reference: str
    protected: bool
    labels: tuple[str, ...] = ()
    first_due: date | None = None
    given: bool = False
    free: bool = False


_TURNS = (
    "SELECT c.id, c.public_id, c.reference, c.protected, d.label, d.due_on, d.assignee_id FROM cases_case c"
    " LEFT JOIN cases_dutyrow d ON d.case_id = c.id AND d.open AND {mine} WHERE c.id IN ({cases}) AND {seen} ORDER BY c.id, d.sort_on, d.id"
)


def turns_in(viewer: Viewer, case_rows: Collection[int]) -> dict[int, Turns]:
    """Give, for those of the cases that the viewer sees now, what in them is theirs. One query, none without cases. Nothing is logged."""
    if not case_rows:
        return {}
    given, free = _assigned(viewer), _free(viewer)
    seen = visible(viewer, "c.id")
    query = _TURNS.format(mine=f"({given[0]} OR {free[0]})", cases=sql.marks(case_rows), seen=seen.sql)
    found: dict[int, Turns] = {}
    for row, public_id, reference, protected, label, due_on, assignee in sql.fetch(
        query, [*given[1], *free[1], *case_rows, *seen.params]
    ):
        turns = found.setdefault(row, Turns(sql.uuid_out(public_id), reference, bool(protected)))
        if label is not None:
            _add(turns, label, sql.day_out(due_on), assignee)
    return found


def show_turns(viewer: Viewer, page: str, case_rows: Collection[int]) -> dict[int, Turns]:
    """The same for a page that shows them: the cases are logged in the same transaction, in one row."""

    def work() -> dict[int, Turns]:
        found = turns_in(viewer, case_rows)
        log.log_shown(viewer, page, found)
        return found

    return in_turn(work)


def _add(turns: Turns, label: str, due_on: date | None, assignee: int | None) -> None:
    if label not in turns.labels and len(turns.labels) < _SHOWN:
        turns.labels = (*turns.labels, label)
    if assignee is None:
        turns.free = True
        return
    turns.given = True
    if due_on is not None:
        turns.first_due = min(turns.first_due or due_on, due_on)


def _assigned(viewer: Viewer) -> tuple[str, tuple[object, ...]]:
    workers = viewer.worker_ids or (0,)
    return f"d.assignee_id IN ({sql.marks(workers)})", workers


def _free(viewer: Viewer) -> tuple[str, tuple[object, ...]]:
    """What nobody has been given at a unit where the viewer acts in the role."""
    places = tuple(dict.fromkeys((h.unit_id, h.role) for h in viewer.holdings)) or ((0, ""),)
    any_of = " OR ".join(["(d.unit_id = %s AND d.role = %s)"] * len(places))
    return f"(d.assignee_id IS NULL AND ({any_of}))", tuple(part for place in places for part in place)


@dataclass(frozen=True, slots=True)
class Late:
    """A duty of the viewer's that is past its day: the case's row number and the day."""

    case_row: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Today:
    """What needs the viewer today. ``late``: what became late on or after a stated day, in cases of people who are not protected."""

    needed: bool
    late: tuple[Late, ...]


_DUE = (
    "SELECT d.case_id, d.due_on, c.protected FROM cases_dutyrow d JOIN cases_case c ON c.id = d.case_id WHERE d.open AND {mine}"
    " AND d.sort_on >= %s AND d.sort_on <= %s AND d.state <> 'waiting' AND {seen} ORDER BY d.sort_on, d.id LIMIT %s"
)
_MOST = 200


def needs_today(viewer: Viewer, late_since: date) -> Today:
    """Say whether anything of the viewer's own is late or due today and can be done, or an opening waits for their review; and what became late lately.

    A few queries, for one who leads a unit one more. Nothing is shown, and nothing logged.
    """
    mine, workers = _assigned(viewer)
    seen = visible(viewer, "d.case_id")
    query = _DUE.format(mine=mine, seen=seen.sql)
    lately = sql.fetch(query, [*workers, late_since, viewer.today, *seen.params, _MOST])
    needed = bool(lately) or bool(sql.fetch(query, [*workers, date.min, viewer.today, *seen.params, 1]))
    days = [(row, sql.day_out(due), protected) for row, due, protected in lately]
    late = tuple(Late(row, due) for row, due, protected in days if due and due < viewer.today and not protected)
    return Today(needed or waits_for_review(viewer), late)


def waits_for_review(viewer: Viewer) -> bool:
    """Whether an opening for life or health waits for this worker's review."""
    return bool(to_review(viewer))
