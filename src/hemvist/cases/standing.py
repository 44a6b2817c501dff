"""What the standing events of a case say about who works with it: parties, units, what other sides were given, protection.

Pure: the same events always give the same answer. Nothing here names an event of a document; each acts by its ``effect``.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.covering import Consent, towards_sides
from hemvist.cases.library import library
from hemvist.persons.models import Protection
from hemvist.routines.fields import UNKNOWN
from hemvist.routines.history import Event
from hemvist.routines.model import EventType

REACH = ("address", "city_area", "phone")
"""What is told of where a person lives and how they are reached: fields of events, and columns of the person."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A worker who holds a role in the case. ``last_sequence``: what others recorded after it is not theirs to see."""

    role: str
    worker_id: int
    since: date
    event: str
    last_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """An executing unit that was given the case. ``last_sequence`` is the place of the event that ended it."""

    unit_id: int
    event: str
    last_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A worker who held a role until a day: what was recorded after ``last_sequence`` is not theirs."""

    role: str
    worker_id: int
    on: date
    event: str
    last_sequence: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a unit of another board was told when it asked: the kinds, as they stood at that place in the case (SoL 15:8)."""

    unit_id: int
    kinds: frozenset[str]
    on: date
    event: str
    last_sequence: int


@dataclass(slots=True)
class Standing:
    """Who works with the case, as of all its standing events."""

    owner_unit_id: int
    parties: dict[str, Appointment] = field(default_factory=dict)
    assignment: Assignment | None = None
    former_assignments: list[Assignment] = field(default_factory=list)
    former_parties: list[Appointment] = field(default_factory=list)
    handed_over: list[HandedOver] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    given: dict[str, set[str]] = field(default_factory=dict)  # kinds, by side
    protection: str = Protection.UNKNOWN
    birth_date: date | None = None
    reach: dict[str, str] = field(default_factory=dict)  # the newest that was told of each of REACH; "" if not known

    @property
    def executor_unit_id(self) -> int | None:
        """The executing unit that has, or last had, the assignment."""
        return self.assignment.unit_id if self.assignment else None

    @property
    def is_recalled(self) -> bool:
        """Whether the assignment was taken back: whoever is named on the executing side from then on may be of any unit there."""
        return self.assignment is not None and self.assignment.last_sequence is not None


def side_of(role: str) -> str:
    """The side a role belongs to: decider, executor or other."""
    return library().vocabulary.roles[role].side


def source_of(role: str) -> str:
    """Whose record an event is that was recorded in a role: the deciding side's or the executing side's.

    What is recorded in a role held at another unit than the case's own is a record by itself, known by the role.
    """
    known = library().vocabulary.roles[role]
    if known.any_unit:
        return role
    return "decider" if known.side == "decider" else "executor"


@cache
def roles_elsewhere() -> dict[str, str]:
    """Give the roles that are held at another unit than the case's own, each with its side."""
    return {role.id: role.side for role in library().vocabulary.roles.values() if role.any_unit}


def standing_of(file: CaseFile) -> Standing:
    """Fold the events that stand (annulled ones count for nothing) in the order they happened. Worked out once for each state of the file."""
    if file.standing is None:
        standing = Standing(owner_unit_id=file.row.opened_unit_id, consents=towards_sides(file))
        rows = {row.uid: row for row in file.rows}
        for event in file.history.known(None).events:
            row = rows[event.id]
            event_type = file.type_of(row)
            if event_type.effect or event_type.gives:
                _fold(standing, event, row, event_type)
        file.standing = standing
    return file.standing


def _fold(standing: Standing, event: Event, row: EventRow, event_type: EventType) -> None:
    if event_type.gives:
        sides = library().vocabulary.recipient_sides
        side = sides.get(str(event.fields.get("recipient") or ""), "executor")
        standing.given.setdefault(side, set()).update(event_type.gives)
    match event_type.effect:
        case "case-opened":
            standing.parties[row.role] = Appointment(row.role, row.actor_id, event.on, event.id)
        case "party-appointed" | "party-received":
            role = str(event.fields["role"])
            _handed_over(standing, standing.parties.get(role), event, row)
            _appointed(standing, Appointment(role, int(str(event.fields["worker"])), event.on, event.id))
        case "party-joined":
            before = standing.parties.get(row.role)
            _handed_over(standing, before if before and before.worker_id != row.actor_id else None, event, row)
            _appointed(standing, Appointment(row.role, row.actor_id, event.on, event.id))
        case "party-left":
            _handed_over(standing, standing.parties.pop(str(event.fields["role"]), None), event, row)
        case "unit-changed":
            standing.owner_unit_id = int(str(event.fields["unit"]))
            for party in [p for p in standing.parties.values() if side_of(p.role) == "decider"]:
                _handed_over(standing, standing.parties.pop(party.role), event, row)
        case "executor-assigned":
            _assigned(standing, Assignment(int(str(event.fields["unit"])), event.id), row.sequence)
        case "executor-recalled":
            _recalled(standing, row.sequence)
        case "information-given":
            told = event.fields.get("kinds")
            kinds = frozenset(told) if isinstance(told, tuple) else frozenset({str(told)})
            answered = Answered(int(str(event.fields["unit"])), kinds, event.on, event.id, row.sequence)
            standing.answered.append(answered)
        case "protection-learnt":
            standing.protection = str(event.fields.get("protection") or Protection.UNKNOWN)
        case "birth-date-learnt":
            learnt = event.fields.get("birth_date")
            standing.birth_date = learnt if isinstance(learnt, date) else None
        case "reach-learnt":
            answers = {name: str(event.fields[name]) for name in REACH if event.fields.get(name)}
            standing.reach |= {name: "" if each == UNKNOWN else each for name, each in answers.items()}
        case _:
            pass


def _handed_over(standing: Standing, before: Appointment | None, event: Event, row: EventRow) -> None:
    """One who held a role hands it over: for a stated time they still see what there was."""
    if before is not None:
        last = min(row.sequence, before.last_sequence or row.sequence)
        standing.handed_over.append(HandedOver(before.role, before.worker_id, event.on, event.id, last))


def _appointed(standing: Standing, new: Appointment) -> None:
    """A worker gets a role. One who had it under a recalled assignment keeps what they knew, as everybody of that assignment does."""
    before = standing.parties.get(new.role)
    if before is not None and before.last_sequence is not None and before.worker_id != new.worker_id:
        standing.former_parties.append(before)
    standing.parties[new.role] = new


def _assigned(standing: Standing, new: Assignment, sequence: int) -> None:
    """A unit gets the case. Another one that had it keeps what it knew, and learns nothing more; the same one goes on.

    Those named since that assignment was recalled were named for this one, and stay.
    """
    before = standing.assignment
    if before is not None and before.unit_id != new.unit_id:
        staying = standing.parties if standing.is_recalled else {}
        staying = {r: p for r, p in staying.items() if side_of(r) == "executor" and p.last_sequence is None}
        _recalled(standing, sequence)
        standing.former_assignments.append(replace(before, last_sequence=before.last_sequence or sequence))
        executing = {r: p for r, p in standing.parties.items() if side_of(r) == "executor"}
        standing.former_parties += [p for r, p in executing.items() if r not in staying]
        standing.parties = {r: p for r, p in standing.parties.items() if r not in executing} | staying
    elif before is not None:
        standing.parties = {
            r: replace(p, last_sequence=None) if side_of(r) == "executor" else p for r, p in standing.parties.items()
        }
    standing.assignment = new


def _recalled(standing: Standing, sequence: int) -> None:
    """Further information to the executing side stops; the event that says so is the last it sees of others'."""
    if standing.assignment is not None and standing.assignment.last_sequence is None:
        standing.assignment = replace(standing.assignment, last_sequence=sequence)
    standing.parties = {
        role: replace(p, last_sequence=p.last_sequence or sequence) if side_of(role) == "executor" else p
        for role, p in standing.parties.items()
    }
