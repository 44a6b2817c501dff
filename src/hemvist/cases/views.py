"""What a page shows of a case: plain values, with everything that the viewer may not see already left out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from hemvist.routines.history import FieldValue
from hemvist.routines.model import Edition, EventType, Field
from hemvist.routines.status import SpanStatus, Status
from hemvist.secrecy.policy import Kinds


@dataclass(frozen=True, slots=True)
class NumberView:
    """An identity number and its kind: personal, coordination or reserve."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Who the case is about. Only there when kind ``identity`` is granted; address and phone are empty where the person is protected."""

    public_id: UUID
    given_name: str
    family_name: str
    numbers: tuple[NumberView, ...]
    birth_date: date | None
    protection: str
    city_area: str
    phone: str
    address: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class EventView:
    """One event of the case's history.

    ``fields`` pairs each field of the event's form with the shown value, in the form's order; an unknown answer is None.
    ``reason``: why it took the place of the event it ``annuls``. ``values`` are the same answers as the engine reads them.
    """

    uid: str
    sequence: int
    type: str
    label: str
    on: date
    at: time | None
    recorded_at: datetime
    actor_name: str
    role_label: str
    fields: tuple[tuple[Field, str | None], ...]
    values: dict[str, FieldValue]
    information: str
    clause: str
    about: str | None
    annulled_by: str | None
    annuls: str | None
    passed_over: str
    reason: str
    undoable: bool
    correctable: bool


@dataclass(frozen=True, slots=True)
class PartyView:
    """Who holds a role in the case."""

    role: str
    role_label: str
    worker_id: int
    worker_name: str
    since: date


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A booked time. ``outcome`` is the type of the event that says what came of it; empty while nobody has said."""

    event_uid: str
    label: str
    starts: datetime
    place: str
    outcome: str
    outcome_label: str


@dataclass(frozen=True, slots=True)
class ToCome:
    """Something ahead in time: a duty that falls due, a meeting, or the last day of a period."""

    on: date
    at: time | None
    kind: str
    label: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A form begun by the viewer and not yet recorded."""

    event_type: str
    label: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that a page about a case may show to one viewer. ``kinds`` are those granted, ``grounds`` why.

    ``is_limited``: nothing new of the deciding side's is opened to the viewer any more.
    ``is_recalled``: the executing unit's assignment was taken back, and the case may go to another one.
    ``writing_sides``: the sides whose administration writes in Hemvist what the routine wants in the main case system.
    """

    public_id: UUID
    reference: str
    routine: str
    edition: Edition
    state: str
    protected: bool
    opened_on: date
    valid_until: date | None
    is_limited: bool
    owner_unit_id: int
    owner_unit: str
    executor_unit_id: int | None
    executor_unit: str
    is_recalled: bool
    writing_sides: frozenset[str]
    my_roles: tuple[str, ...]
    person: PersonView | None
    kinds: Kinds
    grounds: tuple[str, ...]
    status: Status
    history: tuple[EventView, ...]
    parties: tuple[PartyView, ...]
    meetings: tuple[MeetingView, ...]
    spans: tuple[SpanStatus, ...]
    to_come: tuple[ToCome, ...]
    drafts: tuple[DraftView, ...]

    def writes_in_hemvist(self, event: EventType) -> bool:
        """Whether the side that records an event writes its text here."""
        return any(self.edition.roles[role].side in self.writing_sides for role in event.recorded_by)

    @property
    def person_name(self) -> str:
        """The person's name, or the case's reference where the name is not granted."""
        return self.person.name if self.person else self.reference
