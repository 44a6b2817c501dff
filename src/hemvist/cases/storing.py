"""Writes a case's projection: only the rows that differ from what stands, each kind in one statement."""

from datetime import date
from typing import Any

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile
from hemvist.cases.projecting import CaseValues, DutyValues, MeetingValues, PartyValues, Projection

_DUTY_KEY = ("case_id", "duty", "instance", "role")
_DUTIES = f"SELECT id, {', '.join(DutyValues._fields)} FROM cases_dutyrow WHERE case_id = %s"  # noqa: S608 (own names)
_PARTIES = "SELECT id, role, worker_id, since FROM cases_party WHERE case_id = %s"
_MEETINGS = f"SELECT id, {', '.join(MeetingValues._fields)} FROM cases_meeting WHERE case_id = %s"  # noqa: S608 (own names)
_CASE = (
    "UPDATE cases_case SET owner_unit_id = %s, executor_unit_id = %s, edition = %s, state = %s, protected = %s, valid_until = %s,"
    " next_change_on = %s, owner_board_id = %s, evaluated_on = %s, sequence = %s, chain = %s WHERE id = %s"
)
_BOARD = "SELECT a.board_id FROM organisation_unit u JOIN organisation_administration a ON a.id = u.administration_id WHERE u.id = %s"


def stored_duties(case_row: int) -> dict[tuple[str, str, str], tuple[int, DutyValues]]:
    """Give the case's rows of duties as they stand, with their ids, by duty, instance and role."""
    return {row[1:4]: (row[0], _duty(row[1:])) for row in sql.fetch(_DUTIES, [case_row])}


def stored_parties(case_row: int) -> dict[str, tuple[int, PartyValues]]:
    """Give the case's rows of parties as they stand, with their ids, by role."""
    return {row[1]: (row[0], PartyValues(*row[1:])) for row in sql.fetch(_PARTIES, [case_row])}


def stored_meetings(case_row: int) -> dict[str, tuple[int, MeetingValues]]:
    """Give the case's rows of meetings as they stand, with their ids, by event."""
    found = ((row[0], MeetingValues(*row[1:])) for row in sql.fetch(_MEETINGS, [case_row]))
    return {m.event: (i, m._replace(starts=sql.moment_out(m.starts))) for i, m in found}


def _duty(values: tuple[Any, ...]) -> DutyValues:
    duty = DutyValues(*values)
    return duty._replace(open=bool(duty.open), due_is_local=bool(duty.due_is_local))


def write_duties(case_row: int, wanted: dict[tuple[str, str, str], DutyValues]) -> list[DutyValues]:
    """Make the rows of duties what they should be. Gives those that are open now and were not, or not with the same holder."""
    stood = stored_duties(case_row)
    changed = [row for key, row in wanted.items() if key not in stood or stood[key][1] != row]
    sql.upsert("cases_dutyrow", ("case_id", *DutyValues._fields), _DUTY_KEY, [(case_row, *row) for row in changed])
    sql.delete_ids("cases_dutyrow", [i for key, (i, _) in stood.items() if key not in wanted])
    return [row for row in changed if row.open and not _had_the_turn(stood.get(row[:3]), row)]


def _had_the_turn(before: tuple[int, DutyValues] | None, now: DutyValues) -> bool:
    return (
        before is not None
        and before[1].open
        and (before[1].unit_id, before[1].assignee_id) == (now.unit_id, now.assignee_id)
    )


def write_parties(case_row: int, wanted: dict[str, PartyValues]) -> None:
    """Make the rows of parties what they should be."""
    stood = stored_parties(case_row)
    changed = [(case_row, *row) for key, row in wanted.items() if key not in stood or stood[key][1] != row]
    sql.upsert("cases_party", ("case_id", *PartyValues._fields), ("case_id", "role"), changed)
    sql.delete_ids("cases_party", [i for key, (i, _) in stood.items() if key not in wanted])


def write_meetings(case_row: int, wanted: dict[str, MeetingValues]) -> None:
    """Make the rows of meetings what they should be."""
    stood = stored_meetings(case_row)
    changed = [
        (case_row, *row._replace(starts=sql.moment_in(row.starts)))
        for key, row in wanted.items()
        if key not in stood or stood[key][1] != row
    ]
    sql.upsert("cases_meeting", ("case_id", *MeetingValues._fields), ("event",), changed)
    sql.delete_ids("cases_meeting", [i for key, (i, _) in stood.items() if key not in wanted])


def write_case(file: CaseFile, values: CaseValues, today: date, sequence: int, chain: str) -> None:
    """Write the case's own columns."""
    board = (
        file.row.owner_board_id if values.owner_unit_id == file.row.owner_unit_id else board_of(values.owner_unit_id)
    )
    sql.run(_CASE, [*values, board, today, sequence, chain, file.row.id])


def board_of(unit_id: int) -> int:
    """Give the board that a unit belongs to."""
    return int(sql.fetch(_BOARD, [unit_id])[0][0])


def write_projection(file: CaseFile, projection: Projection, today: date) -> list[DutyValues]:
    """Write all that changed but the grants. Gives the duties that somebody now has and had not."""
    last = file.rows[-1]
    write_case(file, projection.case, today, last.sequence, last.chain)
    write_parties(file.row.id, projection.parties)
    write_meetings(file.row.id, projection.meetings)
    return write_duties(file.row.id, projection.duties)
