"""What the rows of a case should be now, worked out from its events alone: the duties, parties and meetings, and the case's own columns.

Pure but for the clock it is given. ``storing`` compares with what stands and writes the difference; ``verifying`` compares and tells.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.granting import Grants, grants_made
from hemvist.cases.library import edition as edition_of
from hemvist.cases.revealing import duty_kind, kinds_of_facts, kinds_told
from hemvist.cases.shares import shares_of
from hemvist.cases.standing import Standing, side_of, source_of, standing_of
from hemvist.clock import LOCAL_ZONE
from hemvist.persons.models import Protection
from hemvist.routines.duties import progress
from hemvist.routines.history import Event
from hemvist.routines.meetings import OUTCOMES, word_of
from hemvist.routines.status import STANDING, DutyStatus, Progress

STARTS = "starts"
PLACE = "place"
DutyKey = tuple[str, str, str]
"""Duty, instance and role."""


class DutyValues(NamedTuple):
    """A row of duties. The first three and the case are its key."""

    duty: str
    instance: str
    role: str
    routine: str
    edition: str
    label: str
    clauses: str
    unit_id: int
    assignee_id: int | None
    information: str
    state: str
    open: bool
    opened_on: date
    due_on: date | None
    sort_on: date
    due_is_local: bool
    done_on: date | None
    waiting_for: str
    missing: str
    reveals: str


class PartyValues(NamedTuple):
    """A row of parties. The role and the case are its key."""

    role: str
    worker_id: int
    since: date


class MeetingValues(NamedTuple):
    """A row of meetings. The event is its key. ``side`` and ``sequence``: which side booked it, and its place in the case."""

    event: str
    label: str
    information: str
    side: str
    sequence: int
    starts: datetime
    place: str
    outcome: str
    outcome_label: str
    outcome_side: str
    outcome_sequence: int
    outcome_word: str = ""
    new_place: str = ""
    new_place_side: str = ""
    new_place_sequence: int = 0


class CaseValues(NamedTuple):
    """The columns of a case that follow from its events (and its person's protection)."""

    owner_unit_id: int
    executor_unit_id: int | None
    edition: str
    state: str
    protected: bool
    valid_until: date | None
    next_change_on: date | None


class Projection(NamedTuple):
    """All that follows from a case's events, as of a day."""

    case: CaseValues
    duties: dict[DutyKey, DutyValues]
    duties_changed: "DutyChanges"
    parties: dict[str, PartyValues]
    meetings: dict[str, MeetingValues]
    grants: Grants
    standing: Standing
    status: Progress


def project(file: CaseFile, today: date, person_protection: str | None = None) -> Projection:
    """Work out every row of a case from its events. ``person_protection``: the newest that is known of the person, in any case."""
    standing = standing_of(file)
    status = progress(file.routine, file.history, today)
    protected = is_protected(
        standing, person_protection if person_protection is not None else file.row.person_protection
    )
    shares = shares_of(file, edition_of(file.row.routine, status.edition), status.state != "open")
    made = _duty_rows(file, standing, status.groups)
    return Projection(
        case=_case_values(standing, status, protected),
        duties=made.rows,
        duties_changed=made.changes,
        parties={p.role: PartyValues(p.role, p.worker_id, p.since) for p in standing.parties.values()},
        meetings=_meeting_rows(file),
        grants=grants_made(file, standing, protected, today, shares),
        standing=standing,
        status=status,
    )


def is_protected(standing: Standing, person_protection: str) -> bool:
    """Whether the person counts as protected: unless it is known, here and of the person, that they are not."""
    return standing.protection != Protection.NONE or person_protection != Protection.NONE


def _case_values(standing: Standing, status: Progress, protected: bool) -> CaseValues:
    last_days = [s.last_day for s in status.spans if s.state == "in force" and s.last_day is not None]
    return CaseValues(
        owner_unit_id=standing.owner_unit_id,
        executor_unit_id=standing.executor_unit_id,
        edition=status.edition,
        state=status.state,
        protected=protected,
        valid_until=max(last_days, default=None),
        next_change_on=status.next_change_on,
    )


Answers = Sequence[DutyStatus | None]
Made = list[tuple[DutyStatus, list[DutyValues]]]


class DutyChanges(NamedTuple):
    """How rows of duties differ from ``since``, the rows that they were made from: those that are other or new, and the keys of those that are gone."""

    since: dict[DutyKey, DutyValues]
    changed: list[DutyValues]
    gone: list[DutyKey]


class RowsMade(NamedTuple):
    """The rows made of the answers about each duty, while the same units and workers have the case; and all of them together. The engine gives
    the same answers again as the very same object, so answers are known by their identity; they are held here, so that none other can get it.
    """

    holders: tuple[object, ...]
    groups: dict[str, tuple[Answers, Made]]
    rows: dict[DutyKey, DutyValues]
    changes: DutyChanges


def _duty_rows(file: CaseFile, standing: Standing, groups: Mapping[str, Answers]) -> RowsMade:
    holders = (
        standing.owner_unit_id,
        standing.executor_unit_id,
        *((p.role, p.worker_id) for p in standing.parties.values()),
    )
    before = file.rows_made if file.rows_made is not None and file.rows_made.holders == holders else None
    since = before.rows if before is not None else {}
    made, rows = (before.groups.copy(), since.copy()) if before is not None else ({}, {})
    former: Made = []
    anew: Made = []
    for name in [name for name in made if name not in groups]:
        former += made.pop(name)[1]
    for name, answers in groups.items():
        known = made.get(name)
        if known is None or known[0] is not answers:
            earlier = known[1] if known is not None else []
            making = [(one, _rows_of(file, standing, one, earlier)) for one in answers if one is not None]
            made[name] = (answers, making)
            former += earlier
            anew += making
    file.rows_made = RowsMade(holders, made, rows, _put_instead(rows, since, former, anew))
    return file.rows_made


def _put_instead(
    rows: dict[DutyKey, DutyValues], since: dict[DutyKey, DutyValues], former: Made, anew: Made
) -> DutyChanges:
    """Put rows that were made anew in the place of former ones, and tell what differs by that."""
    forgotten = [row[:3] for _, of_one in former for row in of_one]
    for key in forgotten:
        del rows[key]
    changed = []
    for _, of_one in anew:
        for row in of_one:
            key = row[:3]
            rows[key] = row
            if since.get(key) != row:
                changed.append(row)
    return DutyChanges(since, changed, [key for key in forgotten if key not in rows])


def _rows_of(file: CaseFile, standing: Standing, duty: DutyStatus, earlier: Made) -> list[DutyValues]:
    """The rows of one answer, a row for each role that has the turn: those from before, if it is the same answer."""
    for one, rows in earlier:
        if one is duty:
            return rows
    return [_duty_row(file, standing, duty, role) for role in duty.turn]


def _duty_row(file: CaseFile, standing: Standing, duty: DutyStatus, role: str) -> DutyValues:
    edition = edition_of(file.row.routine, duty.edition)
    executor = standing.executor_unit_id if side_of(role) == "executor" else None
    party = standing.parties.get(role)
    told = kinds_told(edition, duty.waiting_for) | kinds_of_facts(edition, duty.missing)
    return DutyValues(
        duty=duty.id,
        instance=duty.instance,
        role=role,
        routine=file.row.routine,
        edition=duty.edition,
        label=duty.label,
        clauses=",".join(duty.clauses),
        unit_id=executor or standing.owner_unit_id,
        assignee_id=party.worker_id if party else None,
        information=duty_kind(edition, duty.id),
        state=duty.state,
        open=duty.state in STANDING,
        opened_on=duty.opened_on,
        due_on=duty.due_on,
        sort_on=duty.due_on or sql.FAR_AWAY,
        due_is_local=duty.due_is_local,
        done_on=duty.done_on,
        waiting_for="\n".join(dict.fromkeys(refusal.reason for refusal in duty.waiting_for)),
        missing=",".join(duty.missing),
        reveals=f",{','.join(sorted(told))}," if told else "",
    )


class MeetingsMade(NamedTuple):
    """The rows of meetings made of the first so many events."""

    events: int
    rows: dict[str, MeetingValues]


def _meeting_rows(file: CaseFile) -> dict[str, MeetingValues]:
    """The rows of meetings, made anew only if an event has come since that can tell of one."""
    made = file.meetings_made
    if made is None or any(_may_tell_of_meetings(event) for event in file.events[made.events :]):
        made = MeetingsMade(len(file.events), {m.event: m for m in _meetings(file)})
    file.meetings_made = MeetingsMade(len(file.events), made.rows)
    return made.rows


def _may_tell_of_meetings(event: Event) -> bool:
    return event.about is not None or event.annuls is not None or isinstance(event.fields.get(STARTS), datetime)


def _meetings(file: CaseFile) -> list[MeetingValues]:
    """Every standing event whose type has a moment named ``starts``, with what the newest event about it says came of it, and where it is now."""
    known = file.history.known(None)
    booked = {event.id: starts for event in known.events if isinstance(starts := event.fields.get(STARTS), datetime)}
    if not booked:
        return []
    rows = {row.uid: row for row in file.rows}
    outcomes: dict[str, Event] = {}
    places: dict[str, Event] = {}
    for event in known.events:
        about = known.resolve(event.about) if event.about is not None else None
        if about is not None and about in booked:
            saying = file.type_of(rows[event.id])
            if saying.meeting is None or word_of(saying, event) in OUTCOMES:
                outcomes[about] = event
            elif word_of(saying, event) == PLACE:
                places[about] = event
    return [
        _moved_to(_meeting(file, rows[one], starts, event, outcomes.get(one), rows), places.get(one), rows)
        for event in known.events
        if (starts := booked.get(one := event.id)) is not None
    ]


def _moved_to(meeting: MeetingValues, changed: Event | None, rows: dict[str, EventRow]) -> MeetingValues:
    """The same with the place that it was changed to last, and whose record that is."""
    if changed is None:
        return meeting
    row = rows[changed.id]
    place = str(changed.fields.get(PLACE) or "")[:200]
    return meeting._replace(new_place=place, new_place_side=source_of(row.role), new_place_sequence=row.sequence)


def _meeting(
    file: CaseFile, row: EventRow, starts: datetime, event: Event, outcome: Event | None, rows: dict[str, EventRow]
) -> MeetingValues:
    return MeetingValues(
        event=event.id,
        label=file.type_of(row).label,
        information=row.information,
        side=source_of(row.role),
        sequence=row.sequence,
        starts=starts.replace(tzinfo=LOCAL_ZONE).astimezone(UTC),
        place=str(event.fields.get(PLACE) or "")[:200],
        outcome=outcome.type if outcome else "",
        outcome_label=file.type_of(rows[outcome.id]).label if outcome else "",
        outcome_side=source_of(rows[outcome.id].role) if outcome else "",
        outcome_sequence=rows[outcome.id].sequence if outcome else 0,
        outcome_word=word_of(file.type_of(rows[outcome.id]), outcome)[:10] if outcome else "",
    )
