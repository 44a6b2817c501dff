"""What ``evaluate`` answers: the status of a case by its routine, on a day, as known at a moment.

The parts are named tuples: an answer has some hundred of them, and they are made several times faster than frozen dataclasses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from hemvist.routines.model import DutyState, Level


class Refusal(NamedTuple):
    """Why an event may not be recorded: the requirement that fails, its clause and reason, the facts that are missing, and who can lift it.

    ``code`` is stable: "requirement", "nothing-to-concern" (there is no booking or the like that it could be about), "unknown-fact".
    """

    level: Level
    code: str
    requirement: str
    clause: str
    reason: str
    missing: tuple[str, ...] = ()
    lifted_by_events: tuple[str, ...] = ()
    lifted_by_roles: tuple[str, ...] = ()
    first_day: date | None = None  # the first day on which it may be recorded, where that is what speaks against it
    lacking: str = ""  # the reason without what it asks for: what is still so when it has been passed over; empty where it asks for nothing


class DutyStatus(NamedTuple):
    """One instance of a duty. ``instance`` is stable over time (the id of the event that opened it, with an ordinal in a series).

    ``holder``: roles as the document says; ``turn``: roles that have the turn now (a coordinator until a consultant is appointed).
    ``steps``: how the due date came about, one sentence each. ``late_days``: days past the due date as of the day asked for, 0 if none.
    """

    id: str
    label: str
    instance: str
    holder: tuple[str, ...]
    turn: tuple[str, ...]
    state: DutyState
    opened_on: date
    opened_by: str | None
    clauses: tuple[str, ...]
    edition: str
    due_on: date | None = None
    due_is_local: bool = False
    late_days: int = 0
    done_on: date | None = None
    done_by: str | None = None
    about: str | None = None  # the event that the instance concerns (a booking, say)
    waiting_for: tuple[Refusal, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


class SpanStatus(NamedTuple):
    """A period: coming, in force or ended. ``instance`` is the event that began it; ``renewed``: another carries it on."""

    id: str
    label: str
    instance: str
    first_day: date
    last_day: date | None
    state: Literal["coming", "in force", "ended"]
    ended_on: date | None = None
    ended_by: str | None = None
    renewed: bool = False


class BreachStatus(NamedTuple):
    """An event that stands although something that must (breach) or should (deviation) have held did not."""

    kind: Literal["breach", "deviation"]
    event: str
    clause: str
    requirement: str
    reason: str
    given_reason: str


class Offered(NamedTuple):
    """Something that may be done, or a standing duty, with its clause."""

    id: str
    label: str
    holder: tuple[str, ...]
    clause: str
    records: tuple[str, ...]


STANDING = ("open", "waiting", "undetermined")
"""The states of a duty that somebody still has."""
_STATE_ORDER = {"open": 0, "waiting": 0, "undetermined": 0, "lapsed": 1, "done": 2, "cancelled": 3}


@dataclass(frozen=True, eq=False)
class Progress:
    """Where a case stands: its duties, periods and breaches. What recording keeps of a case; quicker to work out than its whole status.

    ``groups``: the answers about each duty's instances, by duty (those of breaches under an empty name); None for an instance that is no duty.
    What was worked out before and is the same now is the very same list, or at least the very same answer.
    """

    routine: str
    edition: str  # the edition of the current round
    as_of: date
    known_on: datetime | None
    round_started_by: str | None
    state: Literal["open", "ending", "closed"]
    groups: Mapping[str, Sequence[DutyStatus | None]] = field(repr=False)
    spans: tuple[SpanStatus, ...]
    breaches: tuple[BreachStatus, ...]
    next_change_on: date | None

    @cached_property
    def duties(self) -> tuple[DutyStatus, ...]:
        """Every duty: what stands first, by its due date, then what lapsed, was done or cancelled."""
        found = [one for group in self.groups.values() for one in group if one is not None]
        found.sort(key=_in_order)
        return tuple(found)

    @property
    def open_duties(self) -> tuple[DutyStatus, ...]:
        """The duties that somebody still has: open, waiting or undetermined."""
        return tuple(d for d in self.duties if d.state in STANDING)

    def __eq__(self, other: object) -> bool:
        """Whether it says the same; not whether it was worked out in the same way."""
        if not isinstance(other, Progress) or type(other) is not type(self):
            return NotImplemented
        names = ("duties", *(one.name for one in fields(self) if one.name != "groups"))
        return all(getattr(self, name) == getattr(other, name) for name in names)


def _in_order(duty: DutyStatus) -> tuple[int, date, date, str, str]:
    return (_STATE_ORDER[duty.state], duty.due_on or date.max, duty.opened_on, duty.id, duty.instance)


@dataclass(frozen=True, eq=False)
class Status(Progress):
    """Everything a routine answers about one case: where it stands, and what may be recorded next."""

    refused: dict[str, tuple[Refusal, ...]]  # event type -> every reason, must and should; must first
    allowed: tuple[str, ...]  # event types with no failing must
    offers: tuple[Offered, ...]
    standing: tuple[Offered, ...]
