"""The steps of an edition and what leads to what: taken from its duties, events and requirements, in the order of the document.

A step is a duty, or an event that is drawn by itself: one that nobody's duty leads to, or one of several ways that a duty can end. A link says that what
ends one step opens another.
"""

from dataclasses import dataclass
from typing import Literal

from hemvist.routines.model import Duty, Edition
from hemvist.routines.sentences import event_label, every_words, lowered, role_label


@dataclass(frozen=True, slots=True)
class Step:
    """One box or ring of the picture. ``number`` is its place in the order of the document, from 1."""

    number: int
    kind: Literal["duty", "event"]
    label: str
    role: str
    section: str
    clauses: tuple[str, ...]
    notes: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What ends step ``source`` opens step ``target``; ``by`` are the events between, by label."""

    source: int
    target: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """All steps in order, the links between them, and the roles in the order in which they first act."""

    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    roles: tuple[str, ...]

    def step(self, number: int) -> Step:
        """Give a step by its number."""
        return self.steps[number - 1]


@dataclass(frozen=True, slots=True)
class _Key:
    """Where a step stands in the document: by the clause of its duty, then duties before the events that end them."""

    place: float
    kind: Literal["duty", "event"]
    id: str


def flow_of(edition: Edition) -> Flow:
    """Take the steps and links out of an edition."""
    places = {clause: place for place, clause in enumerate(edition.clauses)}
    duties = sorted(edition.duties.values(), key=lambda duty: places[duty.source.clause])
    at = {duty.id: float(place) for place, duty in enumerate(duties)}
    drawn = [event for event in edition.events if _stands_alone(event, duties)]
    keys = [_Key(at[duty.id], "duty", duty.id) for duty in duties]
    keys += [_Key(_event_place(event, duties, at), "event", event) for event in drawn]
    keys.sort(key=lambda key: key.place)
    numbers = {(key.kind, key.id): number for number, key in enumerate(keys, 1)}
    steps = tuple(_step(edition, duties, key, number) for number, key in enumerate(keys, 1))
    return Flow(
        steps, _links(edition, duties, frozenset(drawn), numbers), tuple(dict.fromkeys(step.role for step in steps))
    )


def _stands_alone(event: str, duties: list[Duty]) -> bool:
    """Say whether an event is drawn by itself: it opens something, and nothing or a duty with several ways to end leads to it."""
    opened = [duty for duty in duties if event in duty.opens]
    closed = [duty for duty in duties if event in duty.closes]
    if not opened:
        return False
    several_ways = any(sum(_opens_any(way, duties) for way in duty.closes) > 1 for duty in closed)
    return not closed or several_ways or len(opened) * len(closed) > len(opened) + len(closed)


def _opens_any(event: str, duties: list[Duty]) -> bool:
    """Say whether an event opens some duty."""
    return any(event in duty.opens for duty in duties)


def _event_place(event: str, duties: list[Duty], at: dict[str, float]) -> float:
    """Place an event just before what it opens in the document, but after the nearest duty that it ends if that comes before."""
    first_opened = min(at[duty.id] for duty in duties if event in duty.opens)
    closed = [at[duty.id] for duty in duties if event in duty.closes]
    return min(closed) + 0.5 if closed else first_opened - 0.5


def _links(
    edition: Edition,
    duties: list[Duty],
    drawn: frozenset[str],
    numbers: dict[tuple[Literal["duty", "event"], str], int],
) -> tuple[Link, ...]:
    """Join steps: duty to drawn event, drawn event to duty, and duty to duty where the event between is not drawn."""
    by: dict[tuple[int, int], list[str]] = {}
    for event in edition.events:
        ends = [numbers["duty", duty.id] for duty in duties if event in duty.closes]
        opens = [numbers["duty", duty.id] for duty in duties if event in duty.opens]
        if event in drawn:
            here = numbers["event", event]
            pairs = [(end, here) for end in ends] + [(here, opened) for opened in opens]
        else:
            pairs = [(end, opened) for end in ends for opened in opens]
        for pair in pairs:
            if pair[0] != pair[1]:
                by.setdefault(pair, []).append(event_label(edition, event))
    return tuple(Link(source, target, tuple(events)) for (source, target), events in sorted(by.items()))


def _step(edition: Edition, duties: list[Duty], key: _Key, number: int) -> Step:
    """Make the step that stands at a place."""
    if key.kind == "event":
        return _event_step(edition, duties, key.id, number)
    duty = edition.duties[key.id]
    section = edition.clauses[duty.source.clause].section
    notes = [f"med {lowered(role_label(edition, role))}" for role in duty.holder[1:]]
    notes += [every_words(duty.every)] if duty.every else []
    gates = [
        each.source.clause
        for each in edition.requirements
        if each.level == "must" and set(each.events) & set(duty.closes)
    ]
    clauses = tuple(dict.fromkeys((duty.source.clause, *duty.clauses)))
    named = tuple(dict.fromkeys(gates))
    return Step(number, "duty", duty.label, duty.holder[0], section, clauses, tuple(notes), named, duty.id)


def _event_step(edition: Edition, duties: list[Duty], event: str, number: int) -> Step:
    """Make a step of an event; it stands in the section of the duty it ends, or else of the first one it opens."""
    kind = edition.events[event]
    beside = next((duty for duty in duties if event in duty.closes), None) or next(
        duty for duty in duties if event in duty.opens
    )
    section = edition.clauses[beside.source.clause].section
    return Step(number, "event", kind.label, kind.recorded_by[0], section, (kind.source.clause,), id=kind.id)
