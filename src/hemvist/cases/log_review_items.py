"""The accesses of a review, one by one, and what was found of each. Told without whom the case is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.overseeing import overseen
from hemvist.cases.turns import in_turn
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

PAGE = "log-review"
OUTCOMES = ("in-order", "asked", "not-in-order")
NEEDS_NOTE = ("asked", "not-in-order")


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found of an access."""

    outcome: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """An access to look at. ``reference`` is None where the case is of a protected person and the reviewer does not see it."""

    id: int
    worker: str
    at: datetime
    page: str
    outcome: str
    grounds: tuple[str, ...]
    times: int
    reasons: tuple[str, ...]
    reference: str | None
    found: tuple[Found, ...]

    @property
    def is_done(self) -> bool:
        """Whether it has been judged, and not only asked about."""
        return any(each.outcome != "asked" for each in self.found)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review, and those of its accesses that the viewer may judge."""

    id: int
    unit: str
    first_day: date
    last_day: date
    due_on: date
    items: tuple[Item, ...]


_REVIEW = (
    "SELECT r.id, u.name, r.first_day, r.last_day, r.due_on FROM secrecy_logreview r JOIN organisation_unit u ON u.id = r.unit_id"
    " WHERE r.id = %s"
)
_ITEMS = (
    "SELECT i.id, w.name, l.at, l.page, l.outcome, l.ground, i.times, i.reasons,"
    " CASE WHEN NOT c.protected OR {seen} THEN c.reference END, i.case_row"
    " FROM secrecy_logreviewitem i JOIN secrecy_logreview r ON r.id = i.review_id JOIN secrecy_accesslogentry l ON l.id = i.entry_id"
    " JOIN organisation_worker w ON w.id = l.worker_id LEFT JOIN cases_case c ON c.id = i.case_row WHERE r.id = %s AND {whose} ORDER BY i.id"
)
_FOUND = (
    "SELECT o.item_id, o.outcome, o.note, w.name, o.at FROM secrecy_logreviewoutcome o JOIN secrecy_logreviewitem i ON i.id = o.item_id"
    " JOIN organisation_worker w ON w.id = o.reviewer_id WHERE i.review_id = %s ORDER BY o.id"
)


def view_review(viewer: Viewer, review: int) -> ReviewView:
    """Give a review with the accesses that this worker may judge, never their own, and log which cases. Raises CaseNotFound."""

    def work() -> ReviewView | None:
        rows = _rows(viewer, review)
        log.log_shown(viewer, PAGE, dict.fromkeys(row[-1] for row in rows))
        head = sql.fetch(_REVIEW, [review]) if rows else []
        return _view(head[0], rows, sql.fetch(_FOUND, [review])) if head else None

    found = in_turn(work)
    if found is None:
        raise CaseNotFound
    return found


def judge_access(viewer: Viewer, review: int, item: int, outcome: str, note: str) -> None:
    """Note what was found of an access; the newest counts. Raises CaseNotFound where it is not this worker's to judge, ValueError without a note."""
    if outcome not in OUTCOMES or (outcome in NEEDS_NOTE and not note.strip()):
        raise ValueError(outcome)

    def work() -> bool:
        rows = [row for row in _rows(viewer, review) if row[0] == item]
        if not rows:
            log.log_attempt(viewer, PAGE, [])
            return False
        columns = ("item_id", "reviewer_id", "at", "outcome", "note")
        values = (item, viewer.worker_id, sql.moment_in(clock.now()), outcome, note.strip())
        sql.insert("secrecy_logreviewoutcome", columns, [values])
        log.log_shown(viewer, PAGE, [rows[0][-1]])
        return True

    if not in_turn(work):
        raise CaseNotFound


def _rows(viewer: Viewer, review: int) -> list[tuple[Any, ...]]:
    seen, whose = visible(viewer, "i.case_row"), overseen(viewer, "r.unit_id", "l.worker_id")
    return sql.fetch(_ITEMS.format(seen=seen.sql, whose=whose.sql), [*seen.params, review, *whose.params])


def _view(head: tuple[Any, ...], rows: list[tuple[Any, ...]], found: list[tuple[Any, ...]]) -> ReviewView:
    number, unit, *days = head
    of_each: dict[int, list[Found]] = {}
    for item, outcome, note, by, at in found:
        of_each.setdefault(item, []).append(Found(outcome, note, by, sql.moment_out(at).astimezone(clock.LOCAL_ZONE)))
    first, last, due = (day for d in days if (day := sql.day_out(d)) is not None)
    return ReviewView(number, unit, first, last, due, tuple(_item(row, of_each.get(row[0], [])) for row in rows))


def _item(row: tuple[Any, ...], found: list[Found]) -> Item:
    number, worker, at, page, outcome, grounds, times, reasons, reference, _ = row
    local = sql.moment_out(at).astimezone(clock.LOCAL_ZONE)
    told = tuple(g for g in grounds.split(",") if g)
    return Item(number, worker, local, page, outcome, told, times, tuple(reasons.split(",")), reference, tuple(found))
