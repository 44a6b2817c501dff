"""Writes a case's projection: only the rows that differ from what stands, each kind in one statement.

What stands is remembered with the case as it was read last. Every time a projection is written the case gets a new mark, drawn at
random: while the case still bears the mark that was remembered, nobody else has written, and the rows need not be read.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile
from hemvist.cases.projecting import CaseValues, DutyKey, DutyValues, MeetingValues, PartyValues, Projection

_DUTY_KEY = ("case_id", "duty", "instance", "role")
_DUTY_COLUMNS = ("case_id", *DutyValues._fields)
_PARTY_COLUMNS = ("case_id", *PartyValues._fields)
_MEETING_COLUMNS = ("case_id", *MeetingValues._fields)
_DUTIES = f"SELECT {', '.join(DutyValues._fields)} FROM cases_dutyrow WHERE case_id = %s"  # noqa: S608 (own names)
_PARTIES = "SELECT role, worker_id, since FROM cases_party WHERE case_id = %s"
_MEETINGS = f"SELECT {', '.join(MeetingValues._fields)} FROM cases_meeting WHERE case_id = %s"  # noqa: S608 (own names)
_CASE = (
    "UPDATE cases_case SET owner_unit_id = %s, executor_unit_id = %s, edition = %s, state = %s, protected = %s, valid_until = %s,"
    " next_change_on = %s, owner_board_id = %s, evaluated_on = %s, sequence = %s, chain = %s, mark = %s WHERE id = %s"
)
_BOARD = "SELECT a.board_id FROM organisation_unit u JOIN organisation_administration a ON a.id = u.administration_id WHERE u.id = %s"
Key = TypeVar("Key")
Row = TypeVar("Row")


class Stood(NamedTuple):
    """The rows of a case as they stood when it bore this mark, by their keys."""

    mark: int
    duties: Mapping[DutyKey, DutyValues]
    parties: Mapping[str, PartyValues]
    meetings: Mapping[str, MeetingValues]


def stored_duties(case_row: int) -> dict[DutyKey, DutyValues]:
    """Give the case's rows of duties as they stand, by duty, instance and role."""
    return {row[:3]: _duty(row) for row in sql.fetch(_DUTIES, [case_row])}


def stored_parties(case_row: int) -> dict[str, PartyValues]:
    """Give the case's rows of parties as they stand, by role."""
    return {row[0]: PartyValues(*row) for row in sql.fetch(_PARTIES, [case_row])}


def stored_meetings(case_row: int) -> dict[str, MeetingValues]:
    """Give the case's rows of meetings as they stand, by event."""
    found = (MeetingValues(*row) for row in sql.fetch(_MEETINGS, [case_row]))
    return {m.event: m._replace(starts=sql.moment_out(m.starts)) for m in found}


def _duty(values: tuple[Any, ...]) -> DutyValues:
    duty = DutyValues(*values)
    return duty._replace(open=bool(duty.open), due_is_local=bool(duty.due_is_local))


def _stands(file: CaseFile) -> Stood:
    """What stands now: as remembered, if nobody has written since; else read."""
    if file.stood is not None and file.stood.mark == file.row.mark:
        return file.stood
    case_row = file.row.id
    if not file.row.sequence:
        return Stood(file.row.mark, {}, {}, {})
    return Stood(file.row.mark, stored_duties(case_row), stored_parties(case_row), stored_meetings(case_row))


def write_projection(file: CaseFile, projection: Projection, today: date) -> list[DutyValues]:
    """Write all that changed but the grants. Gives the duties that somebody now has and had not."""
    stood, case_row, mark = _stands(file), file.row.id, int.from_bytes(os.urandom(8), "big") >> 1
    _write_case(file, projection.case, today, mark)
    _write_parties(case_row, stood.parties, projection.parties)
    _write_meetings(case_row, stood.meetings, projection.meetings)
    gained = _write_duties(case_row, stood.duties, projection)
    file.row = file.row._replace(mark=mark)
    file.stood = Stood(mark, projection.duties, projection.parties, projection.meetings)
    return gained


def _write_duties(case_row: int, stood: Mapping[DutyKey, DutyValues], projection: Projection) -> list[DutyValues]:
    """Make the rows of duties what they should be. Gives those that are open now and were not, or not with the same holder."""
    since, changed, gone = projection.duties_changed
    if since is not stood:  # they were not made from those that stand
        changed, gone = _changed(stood, projection.duties), sorted(stood.keys() - projection.duties.keys())
    sql.upsert("cases_dutyrow", _DUTY_COLUMNS, _DUTY_KEY, [(case_row, *row) for row in changed])
    _delete("cases_dutyrow", _DUTY_KEY, [(case_row, *key) for key in gone])
    return [row for row in changed if row.open and not _had_the_turn(stood.get(row[:3]), row)]


def _had_the_turn(before: DutyValues | None, now: DutyValues) -> bool:
    return before is not None and before.open and (before.unit_id, before.assignee_id) == (now.unit_id, now.assignee_id)


def _write_parties(case_row: int, stood: Mapping[str, PartyValues], wanted: Mapping[str, PartyValues]) -> None:
    """Make the rows of parties what they should be."""
    changed = [(case_row, *row) for row in _changed(stood, wanted)]
    sql.upsert("cases_party", _PARTY_COLUMNS, ("case_id", "role"), changed)
    _delete("cases_party", ("case_id", "role"), [(case_row, role) for role in stood if role not in wanted])


def _write_meetings(case_row: int, stood: Mapping[str, MeetingValues], wanted: Mapping[str, MeetingValues]) -> None:
    """Make the rows of meetings what they should be."""
    if wanted is stood:
        return
    changed = [(case_row, *row._replace(starts=sql.moment_in(row.starts))) for row in _changed(stood, wanted)]
    sql.upsert("cases_meeting", _MEETING_COLUMNS, ("event",), changed)
    _delete("cases_meeting", ("case_id", "event"), [(case_row, event) for event in stood if event not in wanted])


def _changed(stood: Mapping[Key, Row], wanted: Mapping[Key, Row]) -> list[Row]:
    """The rows that do not stand as they should. Rows that are the very same need not be compared."""
    found = []
    for key, row in wanted.items():
        before = stood.get(key)
        if before is not row and before != row:
            found.append(row)
    return found


def _delete(table: str, key: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Delete rows of a projection by their keys, in one statement."""
    doomed = list(rows)
    if doomed:
        one = " AND ".join(f"{column} = %s" for column in key)
        any_of = " OR ".join([f"({one})"] * len(doomed))
        sql.run(f"DELETE FROM {table} WHERE {any_of}", [v for row in doomed for v in row])  # noqa: S608 (own names)


def _write_case(file: CaseFile, values: CaseValues, today: date, mark: int) -> None:
    """Write the case's own columns."""
    board = (
        file.row.owner_board_id if values.owner_unit_id == file.row.owner_unit_id else board_of(values.owner_unit_id)
    )
    last = file.rows[-1]
    sql.run(_CASE, [*values, board, today, last.sequence, last.chain, mark, file.row.id], often=True)


def board_of(unit_id: int) -> int:
    """Give the board that a unit belongs to."""
    return int(sql.fetch(_BOARD, [unit_id])[0][0])
