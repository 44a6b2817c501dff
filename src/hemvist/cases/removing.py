"""The one lawful way out of the record: a case that is to leave the system is removed here, in one transaction (SoL 16 kap.).

What goes: every row about the case and, if they have no other case, the person. What stays: the seals and chains of the events, one row
that says on whose approval and by which law it left, and statistics that nobody can be told from. The access log stays as it is; it
knows only the case's row number, which leads nowhere any more.

Whether a case may leave is not asked here but in `hemvist.retention`; the database's own triggers refuse what that has not let through.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow, case_by_row, event_rows, forget
from hemvist.cases.turns import in_turn
from hemvist.persons.ties import hold_ties, settle_ties

GOES = (
    ("cases_draft", "case_id"),
    ("cases_outboxmessage", "case_id"),
    ("cases_meeting", "case_id"),
    ("calendar_out_sentinvitation", "case_row"),
    ("calendar_out_roombooking", "case_row"),
    ("cases_party", "case_id"),
    ("cases_dutyrow", "case_id"),
    ("secrecy_grant", "case_row"),
    ("secrecy_barrier", "case_row"),
    ("secrecy_toldofend", "case_row"),
    ("secrecy_conflictnote", "case_row"),
    ("mail_notice", "case_row"),
    ("mail_dropped", "case_row"),
    ("cases_caseevent", "case_id"),
)
"""Every table with rows about a case, and the column that names it; in the order they are emptied. The case's own row goes last."""

LOG = ("secrecy_accesslogcase", "secrecy_emergencyaccess", "secrecy_logreviewitem")
"""The access log and its review stay: they know only the case's row number (lag 2001:454 10 §)."""

STAYS = ("cases_removal", "cases_removedevent")
"""What is kept of a case that has left, append-only."""

GOES_WITH_THE_PERSON = ("persons_nameword", "persons_toldname", "persons_identitynumber")


class CannotLeave(Exception):  # noqa: N818 (an answer, not a fault)
    """The case is not there, or is not what was approved: something has happened in it since."""


@dataclass(frozen=True, slots=True)
class Leave:
    """What lets a case go. ``chain`` is the case's chain as it was approved; ``package`` and ``manifest_digest`` where it is preserved."""

    case_row: int
    chain: str
    outcome: str
    legal_source: str
    package: UUID | None
    manifest_digest: str | None
    approved_by: int
    approved_at: datetime


def remove_case(leave: Leave, also: Callable[[int], None]) -> None:
    """Remove a case. ``also`` removes, in the same transaction, what others keep about it. All or nothing.

    Raises CannotLeave; a database error where the case may not leave (it is held, or was not approved).
    """
    in_turn(lambda: _remove(leave, also))
    forget()


def _remove(leave: Leave, also: Callable[[int], None]) -> None:
    row = case_by_row(leave.case_row, lock=True)
    if row is None or row.chain != leave.chain:
        raise CannotLeave
    seals = [(e.sequence, e.seal, e.chain) for e in event_rows(row.id)]
    _write_removal(leave, row, seals)
    sql.insert("cases_removedevent", ("case_row", "sequence", "seal", "chain"), [(row.id, *seal) for seal in seals])
    _keep_statistics(row)
    also(row.id)
    for table, column in GOES:
        sql.run(f"DELETE FROM {table} WHERE {column} = %s", [row.id])  # noqa: S608 (own names)
    sql.run("DELETE FROM cases_case WHERE id = %s", [row.id])
    _remove_person(row.person_id)


def sealed_together(seals: list[tuple[int, str | None, str]]) -> str:
    """Give the SHA-256 over the seals and chains that stay of a case: (sequence, seal, chain) of each event, in order."""
    return hashlib.sha256(json.dumps(seals, separators=(",", ":")).encode()).hexdigest()


_REMOVAL = (
    "case_row", "outcome", "legal_source", "chain", "events", "package", "manifest_digest", "approved_by_id", "approved_at", "removed_at",
    "sealed",
)  # fmt: skip


def _write_removal(leave: Leave, row: CaseRow, seals: list[tuple[int, str | None, str]]) -> None:
    package = sql.uuid_in(leave.package) if leave.package else None
    written = (
        row.id, leave.outcome, leave.legal_source, row.chain, len(seals), package, leave.manifest_digest, leave.approved_by,
        sql.moment_in(leave.approved_at), sql.moment_in(clock.now()), sealed_together(seals),
    )  # fmt: skip
    sql.insert("cases_removal", _REMOVAL, [written])


def _remove_person(person_id: int) -> None:
    """Remove the person, their names and their numbers, unless they have another case. Whom they were tied to their numbers tie no longer."""
    hold_ties()
    [(root,)] = sql.fetch(
        f"SELECT COALESCE(p.same_person, p.id) FROM persons_person p WHERE p.id = %s{sql.locking('p')}",  # noqa: S608
        [person_id],
    )
    if sql.fetch("SELECT 1 FROM cases_case WHERE person_id = %s LIMIT 1", [person_id]):
        return
    for table in GOES_WITH_THE_PERSON:
        sql.run(f"DELETE FROM {table} WHERE person_id = %s", [person_id])  # noqa: S608 (own names)
    sql.run("DELETE FROM persons_person WHERE id = %s", [person_id])
    settle_ties(root, person_id)


# -- statistics ------------------------------------------------------------------------------------------------------------------------------

_CASE_STATISTIC = ("routine", "edition", "owner_unit_id", "executor_unit_id", "opened_month", "last_month", "days")
_DUTY_STATISTIC = ("routine", "edition", "duty", "role", "unit_id", "state", "opened_month", "days", "days_late")
_DUTIES = "SELECT routine, edition, duty, role, unit_id, state, opened_on, due_on, done_on FROM cases_dutyrow WHERE case_id = %s"


def _keep_statistics(row: CaseRow) -> None:
    """Keep what statistics need. Where the person is or may be protected not even the units, which tell where somebody lives."""
    last = event_rows(row.id, row.sequence - 1)[-1].recorded_at.astimezone(clock.LOCAL_ZONE).date()
    units = (None, None) if row.protected else (row.owner_unit_id, row.executor_unit_id)
    case = (row.routine, row.edition, *units, _month(row.opened_on), _month(last), (last - row.opened_on).days)
    sql.insert("cases_casestatistic", _CASE_STATISTIC, [case])
    duties = [
        (*duty[:4], None if row.protected else duty[4], duty[5], _month(duty[6]), *_days(*duty[6:]))
        for duty in sql.fetch(_DUTIES, [row.id])
    ]
    sql.insert("cases_dutystatistic", _DUTY_STATISTIC, duties)


def _days(opened_on: date, due_on: date | None, done_on: date | None) -> tuple[int | None, int | None]:
    """Give how many days a duty took, and how many days late it was; None where it was not done, or had no due date."""
    if done_on is None:
        return None, None
    return (done_on - opened_on).days, max(0, (done_on - due_on).days) if due_on else None


def _month(day: date) -> date:
    return day.replace(day=1)


# -- traces ----------------------------------------------------------------------------------------------------------------------------------


def overwrite_what_goes() -> None:
    """Let SQLite overwrite what is deleted on this connection with zeros. PostgreSQL gives the room free by VACUUM (docs/operations.md)."""
    if connection.vendor == "sqlite":
        sql.fetch("PRAGMA secure_delete = ON")


def clear_the_journal() -> bool:
    """Let SQLite empty its journal, where pages lie as they were before the removal. Gives whether it could: nobody else was reading."""
    if connection.vendor != "sqlite":
        return True
    [(busy, *_)] = sql.fetch("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy
