"""The cases in which nothing has been recorded for long: what `hemvist.retention` judges by the law.

A list shows one viewer only what they may see, as every list does; the commands that the city itself runs ask for all.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.clock import LOCAL_ZONE
from hemvist.secrecy.policy import SqlCondition, visible
from hemvist.secrecy.viewer import Viewer

Key = tuple[datetime, int]
"""When the last note was made, and the case's row number: what the lists are ordered by, and go on after."""


class QuietCase(NamedTuple):
    """A case and when its last note was made. ``birth_date`` is that of its person, None where it is not known."""

    case_row: int
    public_id: UUID
    reference: str
    routine: str
    state: str
    protected: bool
    opened_on: date
    unit_id: int
    unit: str
    events: int
    chain: str
    last_note_at: datetime
    birth_date: date | None

    @property
    def last_note_on(self) -> date:
        """The day in the city's own time."""
        return self.last_note_at.astimezone(LOCAL_ZONE).date()

    @property
    def key(self) -> Key:
        return self.last_note_at, self.case_row


_QUIET = (
    "SELECT c.id, c.public_id, c.reference, c.routine, c.state, c.protected, c.opened_on, c.owner_unit_id, u.name, c.sequence, c.chain,"
    " e.recorded_at, p.birth_date FROM cases_case c JOIN cases_caseevent e ON e.case_id = c.id AND e.sequence = c.sequence"
    " JOIN persons_person p ON p.id = c.person_id JOIN organisation_unit u ON u.id = c.owner_unit_id WHERE {which}"
)
_ORDER = " ORDER BY e.recorded_at, c.id LIMIT %s"


def quiet_cases(viewer: Viewer, units: Sequence[int], newest: date, after: Key | None, most: int) -> list[QuietCase]:
    """Give the cases of these units that the viewer sees, with no note after the day ``newest``; those quiet longest first."""
    if not units:
        return []
    seen = visible(viewer, "c.id")
    held = SqlCondition(f"c.owner_unit_id IN ({sql.marks(units)})", tuple(units))
    return _fetch([held, _until(newest), *_after(after), seen], most)


def quiet_cases_access_unchecked(newest: date, after: Key | None, most: int) -> list[QuietCase]:
    """Give the cases of every unit with no note after the day ``newest``. For the commands that the city itself runs: they show no person."""
    return _fetch([_until(newest), *_after(after)], most)


def quiet_case_access_unchecked(case_row: int) -> QuietCase | None:
    """Give one case, whenever its last note was made, or None. Whoever shows it has asked for access first."""
    found = _fetch([SqlCondition("c.id = %s", (case_row,))], 1)
    return found[0] if found else None


def quiet_case_by_reference_access_unchecked(reference: str) -> QuietCase | None:
    """Give the case with this case number, or None; as ``quiet_case_access_unchecked``."""
    found = _fetch([SqlCondition("c.reference = %s", (reference,))], 1)
    return found[0] if found else None


def _until(newest: date) -> SqlCondition:
    """Not later than the end of the day, in the city's time; no case opened after it can be among them."""
    end = datetime.combine(newest + timedelta(days=1), time(), LOCAL_ZONE)
    return SqlCondition("c.opened_on <= %s AND e.recorded_at < %s", (newest, sql.moment_in(end)))


def _after(key: Key | None) -> list[SqlCondition]:
    return [] if key is None else [SqlCondition("(e.recorded_at, c.id) > (%s, %s)", (sql.moment_in(key[0]), key[1]))]


def _fetch(which: list[SqlCondition], most: int) -> list[QuietCase]:
    query = _QUIET.format(which=" AND ".join(one.sql for one in which)) + _ORDER
    rows = sql.fetch(query, [*(value for one in which for value in one.params), most])
    return [_quiet(row) for row in rows]


def _quiet(row: tuple[Any, ...]) -> QuietCase:
    return QuietCase(
        *(row[0], sql.uuid_out(row[1]), *row[2:5], bool(row[5]), *row[6:11], sql.moment_out(row[11]), row[12])
    )
