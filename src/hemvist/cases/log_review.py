"""Reviewing the access log (lag 2001:454 10 §; SoLPuF 27 §): what is chosen to be looked at, whose turn it is, and what was found.

A review is of one unit's workers in one period. What is chosen follows from the log and a stored seed alone: so many accesses at random,
and so many of each kind that calls for a look. Reviews, what they chose and what was found are append-only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.overseeing import overseen, units_overseen
from hemvist.cases.oversight_terms import Amounts, Period, oversight_terms, period_after, period_before
from hemvist.cases.relations import Relations
from hemvist.cases.turns import in_turn
from hemvist.organisation.homes import home_mark
from hemvist.routines.deadlines import is_working_day
from hemvist.secrecy.viewer import Viewer
from hemvist.swedish import fold

RANDOM = "random"
KINDS = (
    "emergency",
    "refused",
    "no-relation",
    "own-name",
    "own-address",
    "colleague",
    "protected",
    "outside-hours",
    "many",
)
"""Why an access is looked at, besides chance, the gravest first."""
MOST_PERIODS = 12
_NOT_OPENINGS = ("calendar", "conflicts", "emergency-review", "log-review")


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A review that somebody is to do: not begun (``review`` is None) or with accesses left to look at."""

    unit_id: int
    unit: str
    period: Period
    review: int | None
    left: int
    total: int

    def is_late(self, today: date) -> bool:
        """Whether it should have been done."""
        return self.period.due_on < today


@dataclass(slots=True)
class Access:
    """A worker in a case on a day: the first row of the log that tells of it, how many rows do, and why it calls for a look."""

    entry: int
    worker_id: int
    case_row: int
    day: date
    times: int = 0
    reasons: set[str] = field(default_factory=set)


# -- what is chosen -------------------------------------------------------------------------------------------------------------------------

_ROWS = (
    "SELECT l.id, l.at, l.worker_id, w.name, l.outcome, l.ground, k.case_row, c.protected, p.given_name, p.family_name, c.id IS NOT NULL,"
    " w.home_mark, COALESCE(p.address, '')"
    " FROM secrecy_accesslogentry l JOIN secrecy_accesslogcase k ON k.entry_id = l.id JOIN organisation_worker w ON w.id = l.worker_id"
    " LEFT JOIN cases_case c ON c.id = k.case_row LEFT JOIN persons_person p ON p.id = c.person_id"
    " WHERE l.at >= %s AND l.at < %s AND l.page NOT LIKE 'worklist%%' AND l.page NOT IN ({pages}) AND l.worker_id IN"
    " (SELECT o.worker_id FROM organisation_roleholding o WHERE o.unit_id = %s AND o.first_day <= %s"
    " AND (o.last_day IS NULL OR o.last_day >= %s)) ORDER BY l.id, k.case_row"
)


def accesses(unit_id: int, period: Period) -> list[Access]:
    """Give every access by the unit's workers in a period, one for each worker, case and day, with why it calls for a look."""
    found = sql.fetch(
        _ROWS.format(pages=sql.marks(_NOT_OPENINGS)),
        [_start(period.first_day), _start(period.last_day + timedelta(days=1)), *_NOT_OPENINGS, unit_id, period.last_day, period.first_day],
    )  # fmt: skip
    staff = {fold(name) for (name,) in sql.fetch("SELECT name FROM organisation_worker", [])}
    gathered: dict[tuple[int, int, date], Access] = {}
    relations = Relations.of({row[2] for row in found}, {row[6] for row in found})
    for row in found:
        at = sql.moment_out(row[1]).astimezone(clock.LOCAL_ZONE)
        one = gathered.setdefault((row[2], row[6], at.date()), Access(row[0], row[2], row[6], at.date()))
        one.times += 1
        one.reasons |= _reasons(row, at, staff, relations)
    _mark_many(gathered.values(), oversight_terms().log_review.many_cases_in_a_day)
    return list(gathered.values())


def _reasons(row: tuple[Any, ...], at: datetime, staff: set[str], relations: Relations) -> set[str]:
    _, _, _, worker, outcome, grounds, _, protected, given, family, _, home, address = row
    person = fold(f"{given} {family}") if family else ""
    holds = {
        "emergency": "emergency" in grounds.split(","),
        "refused": outcome == "refused",
        "no-relation": _had_nothing_to_do_with(row, at, relations),
        "own-name": bool(person) and f" {fold(worker)}".endswith(f" {fold(family)}"),
        "own-address": bool(home) and home_mark(address) == home,
        "colleague": person in staff,
        "protected": bool(protected),
        "outside-hours": is_outside_hours(at),
    }
    return {kind for kind, is_so in holds.items() if is_so}


def _had_nothing_to_do_with(row: tuple[Any, ...], at: datetime, relations: Relations) -> bool:
    """Whether the worker had no ground but life or health for the case then: by the row itself, or by the grants of that day.

    Of a case that has left there are no grants any more: what is not known is not held against anybody.
    """
    _, _, worker, _, outcome, grounds, case_row, _, _, _, is_here, *_ = row
    told = {*grounds.split(",")} - {""}
    if not told:
        told = {*relations.grounds(worker, case_row, at, was_shown=outcome != "refused")}
    return bool(is_here) and not told - {"emergency"}


def is_outside_hours(at: datetime) -> bool:
    """Whether a local moment is outside the hours, or on a day, when it is usual to open cases."""
    usual = oversight_terms().usual_hours
    return not is_working_day(at.date()) or not usual.begins <= at.time() < usual.ends


def _mark_many(found: Iterable[Access], many: int) -> None:
    days: dict[tuple[int, date], list[Access]] = defaultdict(list)
    for one in found:
        days[one.worker_id, one.day].append(one)
    for group in days.values():
        if len(group) >= many:
            for one in group:
                one.reasons.add("many")


def chosen(found: list[Access], seed: str, amounts: Amounts) -> list[Access]:
    """Choose so many at random and so many of each kind: always the same ones from the same log and seed."""
    drawn = sorted(found, key=lambda one: sha256(f"{seed}:{one.entry}:{one.case_row}".encode()).digest())
    for one in drawn[: amounts.at_random]:
        one.reasons.add(RANDOM)
    wanted = {id(one) for one in drawn[: amounts.at_random]}
    for kind in KINDS:
        wanted |= {id(one) for one in [o for o in drawn if kind in o.reasons][: amounts.of_each_kind]}
    return [one for one in found if id(one) in wanted]


def _start(day: date) -> Any:
    return sql.moment_in(datetime.combine(day, time(), clock.LOCAL_ZONE).astimezone(UTC))


# -- whose turn it is -----------------------------------------------------------------------------------------------------------------------


def reviews_due(viewer: Viewer) -> list[ReviewDue]:
    """Give the reviews that this worker is to begin or go on with, the most urgent first. None for one who leads no unit; else two queries."""
    units = units_overseen(viewer)
    if not units:
        return []
    begun = _begun(viewer)
    last = dict(
        sql.fetch(
            f"SELECT unit_id, MAX(last_day) FROM secrecy_logreview WHERE unit_id IN ({sql.marks(units)}) GROUP BY unit_id",  # noqa: S608
            list(units),
        )
    )
    waiting = [
        ReviewDue(unit, name, period, None, 0, 0)
        for unit, name in units.items()
        for period in _not_begun(viewer.today, sql.day_out(last.get(unit)))
    ]
    return sorted([*begun, *waiting], key=lambda due: (due.period.due_on, due.unit))


def _not_begun(today: date, reviewed_until: date | None) -> list[Period]:
    """The periods that have ended and that no review is of: since the last one, or only the newest where there has been none."""
    newest = period_before(today)
    if reviewed_until is None:
        return [newest]
    found: list[Period] = []
    period = period_after(reviewed_until)
    while period.last_day <= newest.last_day and len(found) < MOST_PERIODS:
        found.append(period)
        period = period_after(period.last_day)
    return found


_BEGUN = (
    "SELECT r.unit_id, u.name, r.first_day, r.last_day, r.due_on, r.id, COUNT(*),"
    " SUM(CASE WHEN EXISTS (SELECT 1 FROM secrecy_logreviewoutcome o WHERE o.item_id = i.id AND o.outcome <> 'asked') THEN 0 ELSE 1 END)"
    " FROM secrecy_logreview r JOIN organisation_unit u ON u.id = r.unit_id JOIN secrecy_logreviewitem i ON i.review_id = r.id"
    " JOIN secrecy_accesslogentry l ON l.id = i.entry_id WHERE {whose}"
    " GROUP BY r.id, r.unit_id, u.name, r.first_day, r.last_day, r.due_on"
)


def _begun(viewer: Viewer) -> list[ReviewDue]:
    whose = overseen(viewer, "r.unit_id", "l.worker_id")
    rows = sql.fetch(_BEGUN.format(whose=whose.sql), whose.params)
    return [
        ReviewDue(unit, name, Period(sql.day_out(first), sql.day_out(last), sql.day_out(due)), review, int(left), total)  # type: ignore[arg-type]
        for unit, name, first, last, due, review, total, left in rows
        if int(left)
    ]


def begin_review(viewer: Viewer, unit_id: int, first_day: date) -> int:
    """Choose what to look at of a period that has ended, and give the review's number; one that has begun is given again.

    Raises CaseNotFound where the unit is not one the viewer leads, or no such period has ended.
    """
    due = [d for d in reviews_due(viewer) if d.unit_id == unit_id and d.period.first_day == first_day]
    if not due:
        raise CaseNotFound
    return due[0].review or in_turn(lambda: _begin(viewer, due[0]))


def _begin(viewer: Viewer, due: ReviewDue) -> int:
    period, seed = due.period, token_hex(16)
    before = sql.fetch(
        "SELECT id FROM secrecy_logreview WHERE unit_id = %s AND first_day = %s", [due.unit_id, period.first_day]
    )
    if before:
        return int(before[0][0])
    values = [
        due.unit_id,
        period.first_day,
        period.last_day,
        period.due_on,
        seed,
        sql.moment_in(clock.now()),
        viewer.worker_id,
    ]
    [(review,)] = sql.fetch(
        "INSERT INTO secrecy_logreview (unit_id, first_day, last_day, due_on, seed, drawn_at, drawn_by_id)"  # noqa: S608
        f" VALUES ({sql.marks(values)}) RETURNING id",
        values,
    )
    picked = chosen(accesses(due.unit_id, period), seed, oversight_terms().log_review)
    columns = ("review_id", "entry_id", "case_row", "times", "reasons")
    order = (*KINDS, RANDOM)
    rows = [(review, a.entry, a.case_row, a.times, ",".join(r for r in order if r in a.reasons)) for a in picked]
    sql.insert("secrecy_logreviewitem", columns, rows)
    return int(review)
