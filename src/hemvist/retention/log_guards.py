"""What the database itself demands before rows of the access log may leave, whoever asks.

How many leave, and from before which day, is written first (``retention_logremoval``, append-only). That is refused unless the day lies
as many years back as the rule says, no review of accesses from before it is open, and the number is that of the rows that may go. Then those
rows may be deleted, and no others: older than the day, and about cases only that had left by then. A case that is still here, also one that
is held, keeps every row about it.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from hemvist.cases.leaving_guard import delete_only_if
from hemvist.secrecy.append_only import keep_append_only

LOG_REMOVALS = "retention_logremoval"
LOG_REFUSED = f"{LOG_REMOVALS} refused: too new, in an open review, or not the rows that may go"
LOG_TRIGGER = f"hemvist_{LOG_REMOVALS}_lawful"

ABOUT_NOTHING_HERE = (
    "NOT EXISTS (SELECT 1 FROM secrecy_accesslogcase k WHERE k.entry_id = l.id AND NOT EXISTS"
    " (SELECT 1 FROM cases_removal m WHERE m.case_row = k.case_row AND m.removed_at <= {until}))"
)
"""That a row ``l`` of the log is about no case but such as had left at a moment."""

OPEN_REVIEW = (
    "v.first_day < {day} AND EXISTS (SELECT 1 FROM secrecy_logreviewitem i WHERE i.review_id = v.id"
    " AND NOT EXISTS (SELECT 1 FROM secrecy_logreviewoutcome o WHERE o.item_id = i.id AND o.outcome <> 'asked'))"
)
"""That a review ``v`` is of accesses from before a day, and something in it is still to be judged."""

_LEAVING = (
    "EXISTS (SELECT 1 FROM retention_logremoval r JOIN secrecy_accesslogentry l ON l.id BETWEEN r.first_entry AND r.last_entry"  # noqa: S608 (own words)
    f" AND l.at < r.oldest_kept_at WHERE l.id = {{entry}} AND {ABOUT_NOTHING_HERE.format(until='r.removed_at')})"
)
_EMERGENCY_LEAVING = (
    "EXISTS (SELECT 1 FROM retention_logremoval r JOIN cases_removal m ON m.removed_at <= r.removed_at"
    " WHERE m.case_row = OLD.case_row AND OLD.at < r.oldest_kept_at)"
)
MAY_GO = {
    "secrecy_logreviewoutcome": _LEAVING.format(
        entry="(SELECT i.entry_id FROM secrecy_logreviewitem i WHERE i.id = OLD.item_id)"
    ),
    "secrecy_logreviewitem": _LEAVING.format(entry="OLD.entry_id"),
    "secrecy_accesslogcase": _LEAVING.format(entry="OLD.entry_id"),
    "secrecy_accesslogentry": _LEAVING.format(entry="OLD.id"),
    "secrecy_emergencyaccess": _EMERGENCY_LEAVING,
}
"""The tables of the log, in the order in which rows leave them, each with what must hold of a row that does."""

_OLD_ENOUGH = {
    "sqlite": "NEW.oldest_kept <= date(NEW.removed_at, '+1 day', '-' || NEW.kept_years || ' years')",
    "postgresql": "NEW.oldest_kept <= (NEW.removed_at AT TIME ZONE 'UTC' + interval '1 day' - make_interval(years => NEW.kept_years))::date",
}
"""A day is given for the city's own day having begun before the one that the moment is told in."""
_COUNTED = (
    "NEW.entries = (SELECT COUNT(*) FROM secrecy_accesslogentry l WHERE l.id BETWEEN NEW.first_entry AND NEW.last_entry"  # noqa: S608 (own words)
    f" AND l.at < NEW.oldest_kept_at AND {ABOUT_NOTHING_HERE.format(until='NEW.removed_at')})"
)


def guard_log(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger of the log's leaving in place."""
    keep_append_only(connection, LOG_REMOVALS)
    for table, condition in MAY_GO.items():
        delete_only_if(connection, table, condition)
    lawful = (
        f"({_OLD_ENOUGH[connection.vendor]} AND NEW.kept_years >= 1 AND NEW.oldest_kept_at <= NEW.oldest_kept"  # noqa: S608 (own words)
        f" AND NOT EXISTS (SELECT 1 FROM secrecy_logreview v WHERE {OPEN_REVIEW.format(day='NEW.oldest_kept')}) AND {_COUNTED})"
    )
    for statement in _on_sqlite(lawful) if connection.vendor == "sqlite" else _on_postgres(lawful):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _on_sqlite(lawful: str) -> tuple[str, ...]:
    return (
        f"DROP TRIGGER IF EXISTS {LOG_TRIGGER}",
        (
            f"CREATE TRIGGER {LOG_TRIGGER} BEFORE INSERT ON {LOG_REMOVALS} WHEN NOT {lawful}"
            f" BEGIN SELECT RAISE(ABORT, '{LOG_REFUSED}'); END"
        ),
    )


def _on_postgres(lawful: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE OR REPLACE FUNCTION {LOG_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {lawful} THEN RETURN NEW; END IF; RAISE EXCEPTION '{LOG_REFUSED}'; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER {LOG_TRIGGER} BEFORE INSERT ON {LOG_REMOVALS}"
            f" FOR EACH ROW EXECUTE FUNCTION {LOG_TRIGGER}()"
        ),
    )
