"""What the record holds of one case, read with few statements: its row, its events, and what they amount to as a history."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.chain import EventRow, chain_of
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import routine as routine_of
from hemvist.routines.fields import typed_fields
from hemvist.routines.gates import taking_back
from hemvist.routines.history import Event, FieldValue, History
from hemvist.routines.model import EventType, Routine

if TYPE_CHECKING:
    from hemvist.cases.granting import Grants, GrantsMade
    from hemvist.cases.projecting import MeetingsMade, RowsMade
    from hemvist.cases.standing import Standing
    from hemvist.cases.storing import Stood
    from hemvist.secrecy.policy import Granted


class CaseRow(NamedTuple):
    """A case's row, and what is known of its person's protection."""

    id: int
    public_id: UUID
    reference: str
    person_id: int
    routine: str
    opened_unit_id: int
    opened_on: date
    owner_board_id: int
    owner_unit_id: int
    executor_unit_id: int | None
    edition: str
    state: str
    protected: bool
    valid_until: date | None
    next_change_on: date | None
    evaluated_on: date
    sequence: int
    chain: str
    mark: int
    person_protection: str


_CASE = (
    "SELECT c.id, c.public_id, c.reference, c.person_id, c.routine, c.opened_unit_id, {opened_on}, c.owner_board_id, c.owner_unit_id,"
    " c.executor_unit_id, c.edition, c.state, c.protected, {valid_until}, {next_change_on}, {evaluated_on}, c.sequence, c.chain,"
    " c.mark, p.protection FROM cases_case c JOIN persons_person p ON p.id = c.person_id WHERE {which}"
)
_DAYS = ("opened_on", "valid_until", "next_change_on", "evaluated_on")
_EVENTS = (
    f"SELECT {', '.join(EventRow._fields)} FROM cases_caseevent"  # noqa: S608 (own names)
    " WHERE case_id = %s AND sequence > %s ORDER BY sequence"
)


NOT_ANSWERED = "field-missing"


class GrantsSeen(NamedTuple):
    """All grants of a case as they were read, and the workers of whom it was seen that nothing has ever kept them out of the case."""

    grants: "tuple[Granted, ...]"
    never_barred: frozenset[int]


class RecordFault(Exception):  # noqa: N818 (not an error of the caller: the record itself is damaged)
    """An event that stands in the record cannot be read by the edition it was recorded under."""


@dataclass(slots=True)
class CaseFile:
    """A case with all that happened in it. Events recorded in this transaction are appended as they come.

    What was made of them is kept, to go on from. ``grants_settled``: grants that should be, and those that were seen to stand for them.
    ``grants_seen``: who may see it, while the case bears the mark that it bears here. ``before_meetings``: how many events from the first on
    are known to book no meeting.
    """

    row: CaseRow
    rows: list[EventRow]
    routine: Routine
    events: list[Event] = field(default_factory=list)
    standing: "Standing | None" = None
    as_history: History | None = None
    stood: "Stood | None" = None
    rows_made: "RowsMade | None" = None
    meetings_made: "MeetingsMade | None" = None
    grants_made: "GrantsMade | None" = None
    grants_settled: "tuple[Grants, tuple[Granted, ...]] | None" = None
    grants_seen: GrantsSeen | None = None
    before_meetings: int = 0
    uids: dict[str, EventRow] = field(default_factory=dict)

    @property
    def history(self) -> History:
        """The events as the engine reads them."""
        if self.as_history is None:
            self.as_history = History(self.events, taking_back(self.routine))
        return self.as_history

    def type_of(self, row: EventRow) -> EventType:
        """The event's type, in the edition it was recorded under."""
        return edition_of(self.row.routine, row.edition).events[row.type]

    def by_uid(self, uid: str | None) -> EventRow | None:
        """The event with this uid, or None. Events are only ever added: as many as before are the same ones."""
        if not uid:
            return None
        if len(self.uids) != len(self.rows):
            self.uids = {row.uid: row for row in self.rows}
        return self.uids.get(uid)

    def by_key(self, worker_id: int, key: str | None) -> EventRow | None:
        """What a worker recorded with an idempotency key, or None."""
        if key is None:
            return None
        return next((row for row in self.rows if row.idempotency_key == key and row.actor_id == worker_id), None)

    def append(self, row: EventRow, event: Event) -> None:
        """Add an event that was just recorded."""
        self.as_history = self.history.extended(event)
        self.rows.append(row)
        self.events.append(event)
        if self._tells_of_standing(row, event):
            self.standing = None

    def _tells_of_standing(self, row: EventRow, event: Event) -> bool:
        """Whether who works with the case can be other than before. An event with no effect that comes last changes nothing of it."""
        event_type = self.type_of(row)
        plain = not event_type.effect and not event_type.gives and event.annuls is None
        return not plain or self.history.known(None).events[-1] is not event


def find_case(public_id: UUID, *, lock: bool = False) -> CaseRow | None:
    """Give the case's row, or None. ``lock``: nobody else records on it until the transaction ends."""
    found = sql.fetch(_finding("c.public_id = %s", lock), [sql.uuid_in(public_id)], often=True)
    return _case_row(found[0], public_id) if found else None


def case_by_row(case_row: int, *, lock: bool = False) -> CaseRow | None:
    """Give the case with this row number, or None."""
    found = sql.fetch(_finding("c.id = %s", lock), [case_row])
    return _case_row(found[0]) if found else None


@cache
def _finding(which: str, lock: bool) -> str:
    """The query for a case."""
    days = {name: sql.day_as_stored(f"c.{name}") for name in _DAYS}
    return _CASE.format(which=which, **days) + (sql.locking("c") if lock else "")


def open_file(row: CaseRow) -> CaseFile:
    """Give the case with its events. One query. Raises RecordFault where a stored event cannot be read.

    What this process has read before is not read again: events never change, and the chain tells that they are still the same ones.
    """
    kept = _kept.get(row.id)
    if kept is not None and len(kept.rows) <= row.sequence:
        newer = event_rows(row.id, len(kept.rows)) if row.sequence > len(kept.rows) else []
        if _goes_on(kept.rows[-1].chain, newer, row):
            return _read(row, kept, newer)
    return _read(row, None, event_rows(row.id))


def grants_seen(row: CaseRow) -> GrantsSeen | None:
    """Give what was seen of who may see a case, if nothing of that has changed since: with each change the database gives the case a new mark."""
    kept = _kept.get(row.id)
    return kept.grants_seen if kept is not None and kept.row.mark == row.mark else None


def open_file_anew(row: CaseRow) -> CaseFile:
    """Give the case with its events, all read from the database now."""
    return _read(row, None, event_rows(row.id))


def _goes_on(chain: str, newer: list[EventRow], row: CaseRow) -> bool:
    """Whether the newer events follow those that end with ``chain``, and lead to what the case says is its last."""
    return chain_of(chain, newer[0]) == newer[0].chain if newer else chain == row.chain


def _read(row: CaseRow, kept: "CaseFile | None", newer: list[EventRow]) -> CaseFile:
    file = CaseFile(row, newer, routine_of(row.routine))
    file.events = [to_event(r, file.type_of(r)) for r in newer]
    if kept is not None:
        file.rows, file.events = kept.rows + file.rows, kept.events + file.events
        file.stood, file.rows_made, file.meetings_made = kept.stood, kept.rows_made, kept.meetings_made
        file.grants_made, file.grants_settled = kept.grants_made, kept.grants_settled
        file.before_meetings = kept.before_meetings
        file.as_history, file.standing = kept.history, None if newer else kept.standing
        for event in file.events[len(kept.events) :]:
            file.as_history = file.as_history.extended(event)
    if newer:
        keep(file)
    return file


def keep(file: CaseFile) -> None:
    """Remember a case as it is here. If the transaction does not come about, its chain and its mark are never seen again, and it is read anew."""
    if file.rows:
        _kept.put(file.row.id, file)


class _Kept:
    """The cases that this process read last, as they were read. Not more than some hundreds."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._files: OrderedDict[int, CaseFile] = OrderedDict()
        self._lock = Lock()

    def get(self, case: int) -> CaseFile | None:
        with self._lock:
            return self._files.get(case)

    def put(self, case: int, file: CaseFile) -> None:
        kept = CaseFile(
            file.row,
            list(file.rows),
            file.routine,
            list(file.events),
            file.standing,
            file.history,
            file.stood,
            file.rows_made,
            file.meetings_made,
            file.grants_made,
            file.grants_settled,
            file.grants_seen,
            file.before_meetings,
        )
        with self._lock:
            self._files[case] = kept
            self._files.move_to_end(case)
            while len(self._files) > self._most:
                self._files.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._files.clear()


_kept = _Kept(most=300)


def forget() -> None:
    """Forget every case that this process has read: the next time each is read from the database."""
    _kept.clear()


def event_rows(case_row: int, after: int = 0) -> list[EventRow]:
    """Give a case's events as stored, in the order they were recorded, those after a place in the chain."""
    return [_event_row(r) for r in sql.fetch(_EVENTS, [case_row, after])]


def values_of(row: EventRow, event_type: EventType) -> dict[str, FieldValue]:
    """Give the event's answers, typed. Raises RecordFault if the payload is not what the type says."""
    values, errors = typed_fields(event_type, json.loads(row.payload))
    # A question that the document asks since then has no answer here: it is unknown.
    wrong = [e for e in errors if e.code != NOT_ANSWERED]
    if wrong:
        raise RecordFault(f"Event {row.uid} of type {row.type}: {'; '.join(f'{e.field} {e.code}' for e in wrong)}")
    return values


def to_event(row: EventRow, event_type: EventType) -> Event:
    """Give a stored event as the engine reads it."""
    return Event(
        id=row.uid,
        type=row.type,
        on=row.occurred_on,
        recorded=row.recorded_at,
        at=row.occurred_at,
        position=row.position,
        by=row.role,
        about=row.about,
        annuls=row.annuls,
        fields=values_of(row, event_type),
        passed_over=row.passed_over,
    )


def _case_row(row: tuple[Any, ...], public_id: UUID | None = None) -> CaseRow:
    opened, valid, change, evaluated = row[6], row[13], row[14], row[15]
    if sql.is_sqlite():  # read here, and not by what Django would call for each: one that records asks this first
        day = date.fromisoformat
        opened, valid, change, evaluated = day(opened), valid and day(valid), change and day(change), day(evaluated)
    uid = public_id or sql.uuid_out(row[1])
    return CaseRow(*(row[0], uid, *row[2:6], opened, *row[7:12], bool(row[12]), valid, change, evaluated, *row[16:]))


def _event_row(row: tuple[Any, ...]) -> EventRow:
    return EventRow(*(*row[:7], sql.time_out(row[7]), row[8], sql.moment_out(row[9]), *row[10:]))


def stored(row: EventRow) -> tuple[Any, ...]:
    """Give an event as the database takes it."""
    return (*row[:7], sql.time_in(row.occurred_at), row.position, sql.moment_in(row.recorded_at), *row[10:])
