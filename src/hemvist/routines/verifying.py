"""What can be checked of a routine by machine: every clause carried, everything reachable, and no open case with nobody's turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hemvist.routines.duties import evaluate
from hemvist.routines.history import Event, History
from hemvist.routines.model import Duty, Edition, Requirement, Routine
from hemvist.routines.status import Status
from hemvist.routines.verifying_tables import table_problems

FURTHEST_CHANGES = 60  # how many coming days of change are looked at before a case counts as forgotten


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A clause and the blocks that carry it: those under its heading, and duties elsewhere that name it."""

    clause: str
    section: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodysTurn:
    """A moment in a case when it is open, yet no duty is open that can be done: after which event, on which day."""

    after: str
    on: date
    waiting: tuple[str, ...]
    undetermined: tuple[str, ...]


def coverage(edition: Edition) -> tuple[CoverageRow, ...]:
    """Every clause of an edition with the blocks that carry it, in the order of the document."""
    named: dict[str, list[str]] = {}
    for duty in edition.duties.values():
        for clause in duty.clauses[1:]:
            named.setdefault(clause, []).append(f"duty {duty.id}")
    return tuple(
        CoverageRow(clause.id, clause.section, tuple(dict.fromkeys((*clause.blocks, *named.get(clause.id, ())))))
        for clause in edition.clauses.values()
    )


def problems(edition: Edition) -> list[str]:
    """What looks wrong with an edition although it can be read.

    Events and duties that cannot come about, duties whose holder cannot end them, conditions that nothing asks for, rows of decision tables that never hold
    or that another row makes needless.
    """
    possible = reachable_events(edition)
    reached = set(possible)
    return [
        *_unreachable_events(edition, possible),
        *_duties_that_never_open(edition, possible),
        *_duties_that_nothing_closes(edition, possible),
        *_holders_without_means(edition),
        *_unused_conditions(edition),
        *table_problems(edition, lambda name: _can_hold(edition, name, reached, "")),
    ]


def reachable_events(edition: Edition) -> frozenset[str]:
    """The event types that could be recorded at some time, by the *must* requirements that always apply."""
    reached: set[str] = set()
    gates: dict[str, list[Requirement]] = {}
    for requirement in edition.requirements:
        if requirement.level == "must" and not requirement.when and not requirement.unless:
            for event in requirement.events:
                gates.setdefault(event, []).append(requirement)
    while True:
        new = {
            event.id
            for event in edition.events.values()
            if event.id not in reached
            and (not event.about or not reached.isdisjoint(event.about))
            and all(
                _can_hold(edition, name, reached, event.id) for gate in gates.get(event.id, ()) for name in gate.needs
            )
        }
        if not new:
            return frozenset(reached)
        reached |= new


def _can_hold(edition: Edition, name: str, reached: set[str], own: str) -> bool:
    """Whether a condition could be yes once these event types have come about; ``own`` is the event that would be recorded."""
    condition = edition.conditions[name]
    match condition.kind:
        case "happened":
            return condition.event in reached
        case "field":
            return condition.event in reached or condition.event == own or condition.unknown_is == "yes"
        case "in_force":
            span = edition.spans[condition.span]
            return not reached.isdisjoint((*span.begins, *span.renewed_by))
        case "done":
            return all(
                not reached.isdisjoint(edition.duties[duty].closes) or edition.duties[duty].when
                for duty in condition.names
            )
        case "consent":
            return any(edition.events[event].effect == "consent-given" for event in reached)
        case "all":
            return all(_can_hold(edition, one, reached, own) for one in condition.names)
        case "any":
            return any(_can_hold(edition, one, reached, own) for one in condition.names)
        case _:
            return True


def _unreachable_events(edition: Edition, possible: frozenset[str]) -> Iterable[str]:
    for event in edition.events.values():
        if event.id not in possible:
            yield f"{event.source.file}:{event.source.line} {event.source.clause}: händelsen ”{event.id}” kan aldrig registreras."


def _duties_that_never_open(edition: Edition, possible: frozenset[str]) -> Iterable[str]:
    for duty in edition.duties.values():
        opening = _opening(edition, duty)
        if not duty.opens_on_breach and possible.isdisjoint(opening):
            yield f"{_place(duty)}: uppgiften ”{duty.id}” kan aldrig öppnas."


def _opening(edition: Edition, duty: Duty) -> tuple[str, ...]:
    if duty.every is not None:
        return duty.every.start
    if duty.opens_on is not None:
        return edition.tellers(duty.opens_on.event)
    return duty.opens or (edition.spans[duty.during].begins if duty.during else ())


def _duties_that_nothing_closes(edition: Edition, possible: frozenset[str]) -> Iterable[str]:
    for duty in edition.duties.values():
        if duty.closes and possible.isdisjoint(duty.closes):
            yield f"{_place(duty)}: uppgiften ”{duty.id}” kan aldrig avslutas."


def _holders_without_means(edition: Edition) -> Iterable[str]:
    for duty in edition.duties.values():
        able = {role for event in duty.closes if event in edition.events for role in edition.events[event].recorded_by}
        if duty.closes and able.isdisjoint(duty.holder):
            yield f"{_place(duty)}: den som har uppgiften ”{duty.id}” får inte registrera något som avslutar den."


def _unused_conditions(edition: Edition) -> Iterable[str]:
    used = {name for duty in edition.duties.values() for name in (*duty.when, *duty.unless)}
    used |= {name for rule in edition.rules for name in (*rule.when, *rule.unless)}
    used |= {name for limit in edition.limits for name in limit.when}
    used |= {name for offer in edition.offers.values() for name in offer.when}
    used |= {name for one in edition.requirements for name in (*one.when, *one.unless)}
    used |= {name for requirement in edition.requirements for name in requirement.needs}
    used |= {name for one in edition.conditions.values() if one.kind in ("all", "any", "none") for name in one.names}
    for condition in edition.conditions.values():
        shared = condition.source.file != edition.file  # a shared file offers conditions that not every routine needs
        if condition.id not in used and not shared:
            yield f"{condition.source.file}:{condition.source.line} {condition.source.clause}: inget frågar efter villkoret ”{condition.id}”."


def _place(duty: Duty) -> str:
    return f"{duty.source.file}:{duty.source.line} {duty.source.clause}"


def nobodys_turn(routine: Routine, history: History) -> list[NobodysTurn]:
    """The moments in one case, right after each of its events, when it is open and yet nobody has a turn and no day is set for it."""
    found: list[NobodysTurn] = []
    ordered: list[Event] = sorted(history.events, key=lambda event: (event.recorded, event.id))
    for number, event in enumerate(ordered, start=1):
        so_far = History(ordered[:number], history.taking_back)
        status = evaluate(routine, so_far, max(one.on for one in ordered[:number]))
        if not turn_comes(routine, so_far, status):
            names = {
                state: tuple(duty.id for duty in status.duties if duty.state == state)
                for state in ("waiting", "undetermined")
            }
            found.append(NobodysTurn(event.id, status.as_of, names["waiting"], names["undetermined"]))
    return found


def has_turn(status: Status) -> bool:
    """Whether somebody can go on: a duty is open and waits for nothing, or the case is closed."""
    return status.state == "closed" or any(duty.state == "open" for duty in status.duties)


def turn_comes(routine: Routine, history: History, status: Status) -> bool:
    """Whether somebody can go on now, or from a day that is already set (the day of a booked meeting, say)."""
    for _ in range(FURTHEST_CHANGES):
        if has_turn(status):
            return True
        if status.next_change_on is None:
            return False
        status = evaluate(routine, history, status.next_change_on, status.known_on)
    return has_turn(status)
