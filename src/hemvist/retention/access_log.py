"""Old rows of the access log leave too: after the city's own time, and never while anybody could still ask for them.

A row stays while any case that it is about is here: the client's extract holds every access to the case, and a case that is held, open or of a
child is here. It stays for as long as the rules have said on any day since it was written, and from the first day of the oldest review
in which something is still to be judged. How much has left is counted, for good. The database refuses anything else (`log_guards`).
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.turns import in_turn
from hemvist.retention.log_guards import ABOUT_NOTHING_HERE, MAY_GO, OPEN_REVIEW
from hemvist.retention.rules import Rule, applied_until
from hemvist.retention.running import Tell
from hemvist.routines.deadlines import add_months

LOT = 2000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class OldestKept:
    """The first day whose accesses stay, by which rule. ``review``: (unit, first day) of an open review that makes it that early."""

    day: date
    years: int
    source: str
    review: tuple[str, date] | None = None

    @property
    def at(self) -> datetime:
        """The moment at which that day begins, in the city's own time."""
        return datetime.combine(self.day, time(), clock.LOCAL_ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class LogRemoved:
    """How much of the log has left: its rows, and what they told; accesses that had been reviewed; openings for life or health."""

    entries: int = 0
    shown: int = 0
    written: int = 0
    refused: int = 0
    reviewed: int = 0
    emergencies: int = 0

    def __add__(self, other: "LogRemoved") -> "LogRemoved":
        return LogRemoved(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def kept_at_least(today: date) -> Rule:
    """Give the rule that makes the log be kept longest: of those that have been in force and could still bear on a row. Raises RulesFault."""
    return min((rule for rule, _ in _bearing(today)), key=lambda rule: _beginning(rule, today))


def oldest_kept(today: date) -> OldestKept:
    """Say from which day on every access is kept. Raises RulesFault."""
    rule = kept_at_least(today)
    found = OldestKept(_beginning(rule, today), rule.access_log_kept_at_least_years, rule.access_log_source)
    reviews = sql.fetch(_OLDEST_REVIEW, [found.day])
    return replace(found, day=reviews[0][1], review=tuple(reviews[0])) if reviews else found


def remove_old_log(today: date, tell: Tell, lot: int = LOT) -> LogRemoved:
    """Remove every row of the log that may go, some thousands at a time, each lot whole or not at all. Raises RulesFault.

    ``tell`` is told, after each lot, how many rows that makes.
    """
    kept, after, removed = oldest_kept(today), 0, LogRemoved()
    while True:
        last, some = in_turn(lambda: _remove_some(kept, after, lot))  # noqa: B023 (called at once)
        removed += some
        if last is None:
            return removed
        after = last
        tell(removed.entries)


def removed_so_far() -> LogRemoved:
    """Give how much of the log has left since the beginning. One query."""
    sums = ", ".join(f"COALESCE(SUM({name}), 0)" for name in LogRemoved.__slots__)
    [row] = sql.fetch(f"SELECT {sums} FROM retention_logremoval")  # noqa: S608 (own names)
    return LogRemoved(*map(int, row))


# -- the rules -------------------------------------------------------------------------------------------------------------------------------


def _bearing(today: date) -> list[tuple[Rule, date]]:
    """The rules that have been in force, each with its end, but for those that every row they ever bore on has outlived."""
    return [(rule, end) for rule, end in applied_until(today) if end > _beginning(rule, today)]


def _beginning(rule: Rule, today: date) -> date:
    """The oldest day whose accesses a rule keeps."""
    return add_months(today, -12 * rule.access_log_kept_at_least_years)


# -- removing --------------------------------------------------------------------------------------------------------------------------------

_ROWS = (
    f"SELECT l.id, l.outcome FROM secrecy_accesslogentry l WHERE l.id > %s AND l.at < %s AND {ABOUT_NOTHING_HERE.format(until='%s')}"  # noqa: S608 (own words)
    " ORDER BY l.id LIMIT %s"
)
_OLDEST_REVIEW = (
    "SELECT u.name, v.first_day FROM secrecy_logreview v JOIN organisation_unit u ON u.id = v.unit_id"  # noqa: S608 (own words)
    f" WHERE {OPEN_REVIEW.format(day='%s')} ORDER BY v.first_day, v.id LIMIT 1"
)
_EMERGENCIES = (
    "SELECT e.id FROM secrecy_emergencyaccess e WHERE e.at < %s AND EXISTS"
    " (SELECT 1 FROM cases_removal m WHERE m.case_row = e.case_row AND m.removed_at <= %s)"
)
_COLUMNS = (
    "oldest_kept", "oldest_kept_at", "kept_years", "source", "first_entry", "last_entry", *LogRemoved.__slots__, "removed_at",
)  # fmt: skip
_BY = {
    "secrecy_logreviewoutcome": "item_id IN (SELECT i.id FROM secrecy_logreviewitem i WHERE i.entry_id IN ({marks}))",
    "secrecy_logreviewitem": "entry_id IN ({marks})",
    "secrecy_accesslogcase": "entry_id IN ({marks})",
    "secrecy_accesslogentry": "id IN ({marks})",
}


def _remove_some(kept: OldestKept, after: int, most: int) -> tuple[int | None, LogRemoved]:
    """Remove the next lot after a row. Gives the last row of it, None where none is left, and how much it was."""
    at, now = sql.moment_in(kept.at), sql.moment_in(clock.now())
    rows = sql.fetch(_ROWS, [after, at, now, most])
    if not rows:
        return None, LogRemoved()
    emergencies = [number for (number,) in sql.fetch(_EMERGENCIES, [at, now])]
    counts = _counted(rows, len(emergencies))
    numbers = [number for number, _ in rows]
    told = (kept.day, at, kept.years, kept.source, numbers[0], numbers[-1])
    sql.insert("retention_logremoval", _COLUMNS, [(*told, *_values(counts), now)])
    for table in MAY_GO:
        if table in _BY:
            _delete(table, _BY[table], numbers)
        else:
            _delete(table, "id IN ({marks})", emergencies)
    return numbers[-1], counts


def _counted(rows: list[tuple[Any, ...]], emergencies: int) -> LogRemoved:
    numbers, outcomes = [row[0] for row in rows], [row[1] for row in rows]
    reviewed = sum(
        sql.fetch(f"SELECT COUNT(*) FROM secrecy_logreviewitem WHERE entry_id IN ({sql.marks(some)})", some)[0][0]  # noqa: S608 (marks)
        for some in _chunks(numbers)
    )
    shown, written, refused = (outcomes.count(outcome) for outcome in ("shown", "written", "refused"))
    return LogRemoved(len(rows), shown, written, refused, reviewed, emergencies)


def _values(counts: LogRemoved) -> tuple[int, ...]:
    return tuple(getattr(counts, name) for name in LogRemoved.__slots__)


def _delete(table: str, which: str, numbers: list[int]) -> None:
    for some in _chunks(numbers):
        sql.run(f"DELETE FROM {table} WHERE {which.format(marks=sql.marks(some))}", some)  # noqa: S608 (own names)


def _chunks(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK)]
