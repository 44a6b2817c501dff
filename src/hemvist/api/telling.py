"""What a case view holds, as the API tells it. Nothing is left out here: the view holds only what is granted."""

from datetime import UTC, date, datetime, time
from typing import cast

from hemvist.api.case_shapes import (
    AnswerShape,
    CaseShape,
    CaseState,
    CaseSummary,
    ConsentShape,
    DocumentShape,
    DutyShape,
    EventShape,
    MeetingShape,
    MeetingState,
    MinutesShape,
    NumberShape,
    ParticipantKind,
    ParticipantShape,
    PartyShape,
    PeriodShape,
    PersonShape,
    RecordableShape,
    Value,
)
from hemvist.api.naming import Ids
from hemvist.api.shapes import NameShape, ReasonShape
from hemvist.cases.ledger import LedgerEntry
from hemvist.cases.listing import ListedCase
from hemvist.cases.meetings import Meeting, Minutes
from hemvist.cases.views import CaseView, EventView, PersonView
from hemvist.clock import LOCAL_ZONE
from hemvist.persons.identity import NumberKind
from hemvist.routines.model import EventType, Field
from hemvist.routines.status import DutyStatus, Refusal, SpanStatus


def case_state(state: str) -> CaseState:
    """The state of a case, one of three words."""
    return cast("CaseState", state)


def summary(row: ListedCase) -> CaseSummary:
    """A case in a list."""
    executor = None if row.executor_unit is None else NameShape(id=row.executor_unit, name=row.executor_unit_name or "")
    return CaseSummary(
        id=row.case, reference=row.reference, person=row.person, routine=row.routine, edition=row.edition, state=case_state(row.state),
        opened_on=row.opened_on, owner=NameShape(id=row.owner_unit, name=row.owner_unit_name), executor=executor,
    )  # fmt: skip


def case(view: CaseView, ids: Ids) -> CaseShape:
    """A case by itself."""
    executor = (
        None
        if view.executor_unit_id is None
        else NameShape(id=ids.units[view.executor_unit_id], name=view.executor_unit)
    )
    return CaseShape(
        id=view.public_id,
        reference=view.reference,
        person=view.person.name if view.person else None,
        routine=view.routine,
        edition=view.edition.edition,
        state=case_state(view.state),
        opened_on=view.opened_on,
        owner=NameShape(id=ids.units[view.owner_unit_id], name=view.owner_unit),
        executor=executor,
        valid_until=view.valid_until,
        is_limited=view.is_limited,
        kinds=["*"] if view.kinds.everything else sorted(view.kinds.some),
        grounds=list(view.grounds),
        about=_person(view.person) if view.person else None,
        parties=[
            PartyShape(role=p.role, worker=NameShape(id=ids.workers[p.worker_id], name=p.worker_name), since=p.since)
            for p in view.parties
        ],
        periods=[period(span) for span in view.spans],
    )


def _person(person: PersonView) -> PersonShape:
    return PersonShape(
        id=person.public_id,
        name=person.name,
        numbers=[NumberShape(kind=cast("NumberKind", each.kind), number=each.number) for each in person.numbers],
        birth_date=person.birth_date,
        city_area=person.city_area,
        phone=person.phone,
        address=person.address,
    )


def period(span: SpanStatus) -> PeriodShape:
    """A period of a case."""
    return PeriodShape(
        id=span.id,
        label=span.label,
        begun_by=span.instance,
        first_day=span.first_day,
        last_day=span.last_day,
        state=span.state,
    )


def event(view: EventView, ids: Ids) -> EventShape:
    """An event of a case."""
    return EventShape(
        id=view.uid,
        type=view.type,
        label=view.label,
        information=view.information,
        clause=view.clause,
        occurred_on=view.on,
        occurred_at=None if view.at is None else _moment(view.on, view.at),
        recorded_at=view.recorded_at,
        recorded_by=view.actor_name,
        role=view.role_label,
        answers=[
            AnswerShape(
                name=f.name, label=f.label, type=f.type, value=_value(f, view.values.get(f.name), ids), text=text
            )
            for f, text in view.fields
        ],
        about=view.about,
        annuls=view.annuls,
        annulled_by=view.annulled_by,
        passed_over=view.passed_over,
        reason=view.reason,
    )


def _value(field: Field, value: object, ids: Ids) -> Value:
    """An answer as JSON has it. A row number becomes the id that it stands for; one that stands for nothing is not told."""
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if field.type in ("worker", "unit") and value is not None:
        known = ids.workers if field.type == "worker" else ids.units
        return known.get(int(str(value))) if str(value).isdigit() else None
    return value if isinstance(value, int) or value is None else str(value)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL_ZONE)


def _utc(local: datetime) -> str:
    """A local time of the record, which has no zone, as a moment in UTC."""
    return local.replace(tzinfo=LOCAL_ZONE).astimezone(UTC).isoformat().replace("+00:00", "Z")


def reason(refusal: Refusal) -> ReasonShape:
    """Why something may not be recorded."""
    return ReasonShape(
        level=refusal.level, code=refusal.code, requirement=refusal.requirement, clause=refusal.clause, reason=refusal.reason,
        missing=list(refusal.missing), lifted_by=list(refusal.lifted_by_events),
    )  # fmt: skip


def duty(status: DutyStatus) -> DutyShape:
    """A duty of a case."""
    return DutyShape(
        duty=status.id,
        instance=status.instance,
        label=status.label,
        state=status.state,
        roles=list(status.turn),
        clauses=list(status.clauses),
        edition=status.edition,
        opened_on=status.opened_on,
        due_on=status.due_on,
        due_is_local=status.due_is_local,
        late_days=status.late_days,
        done_on=status.done_on,
        waiting_for=[reason(each) for each in status.waiting_for],
        missing=list(status.missing),
        closed_by=list(status.closes),
    )


def meeting(found: Meeting) -> MeetingShape:
    """A meeting of a case."""
    return MeetingShape(
        id=found.id,
        booking=found.booking,
        label=found.label,
        starts=found.starts.replace(tzinfo=LOCAL_ZONE),
        ends=found.ends.replace(tzinfo=LOCAL_ZONE),
        place=found.place,
        is_video=found.is_video,
        state=cast("MeetingState", found.state),
        reason=found.reason,
        times_changed=found.sequence,
        participants=[
            ParticipantShape(kind=cast("ParticipantKind", p.kind), label=p.label, name=p.name)
            for p in found.participants
        ],
        minutes=_minutes(found.minutes) if found.minutes else None,
    )


def _minutes(minutes: Minutes) -> MinutesShape:
    return MinutesShape(
        event=minutes.uid, on=minutes.on, attended=list(minutes.attended), notes=minutes.notes, decided=minutes.decided
    )


def documents(view: CaseView) -> list[DocumentShape]:
    """The documents of a case that events tell of, those that stand."""
    return [
        DocumentShape(
            id=str(each.values["document"]),
            event=each.uid,
            label=each.label,
            made_on=each.on,
            digest=str(each.values["digest"]),
        )
        for each in view.history
        if each.annulled_by is None and each.values.get("document") and each.values.get("digest")
    ]


def consent(entry: LedgerEntry) -> ConsentShape:
    """A consent of a case."""
    told = entry.consent
    return ConsentShape(
        event=entry.uid,
        state=told.state,
        was_given=told.was_given,
        recipient=told.recipient,
        recipient_name=told.recipient_name,
        purpose=told.purpose,
        kinds=list(told.kinds),
        given_on=told.given_on,
        first_day=told.first_day,
        last_day=told.last_day,
        recorded_by=entry.recorded_by,
        shared=[each.uid for each in entry.shared],
    )


def recordables(view: CaseView) -> list[EventType]:
    """The event types that the viewer's roles in the case record. What is against those of others can tell of what is not shown."""
    return [each for each in view.edition.events.values() if any(role in view.my_roles for role in each.recorded_by)]


def recordable(view: CaseView, event_type: EventType) -> RecordableShape:
    """An event type, and what is against it now."""
    return RecordableShape(
        type=event_type.id,
        label=event_type.label,
        is_allowed=event_type.id in view.status.allowed,
        reasons=[reason(each) for each in view.status.refused.get(event_type.id, ())],
    )
