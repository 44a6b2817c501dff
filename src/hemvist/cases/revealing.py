"""Which kinds of information a statement of the engine tells of, so that it is shown only to those who were granted them all.

A refusal's reason tells whether the facts that its conditions ask for are there: "the person has not consented" tells of consent.
"""

from collections.abc import Collection, Iterable
from functools import cache

from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.routines.model import Condition, Duty, Edition, Requirement
from hemvist.routines.status import Refusal
from hemvist.secrecy.policy import Access

NOTHING_THERE = "nothing-to-concern"
HIDDEN_REASON = "Väntar på något som inte visas för dig."


def duty_kind(edition: Edition, duty: str) -> str:
    """The kind of information that a duty is about: that of what is to be recorded, else of what opened it."""
    return _duty_kind(edition.routine, edition.edition, duty)


@cache
def _duty_kind(routine: str, edition_id: str, duty_id: str) -> str:
    edition = edition_of(routine, edition_id)
    duty = edition.duties[duty_id]
    for event in (*duty.closes, *duty.opens, *_openers(edition, duty)):
        if event in edition.events:
            return edition.events[event].information
    raise KeyError(f"duty {duty_id} of {routine} {edition_id} says nothing that opens or closes it")


def _openers(edition: Edition, duty: Duty) -> tuple[str, ...]:
    dated = edition.tellers(duty.opens_on.event) if duty.opens_on else ()
    return dated + (edition.spans[duty.during].begins if duty.during else ())


def kinds_told(edition: Edition, refusals: Iterable[Refusal]) -> frozenset[str]:
    """The kinds of information that these reasons tell of."""
    told: frozenset[str] = frozenset()
    for refusal in refusals:
        told |= _requirement_kinds(edition.routine, edition.edition, refusal.requirement)
        told |= kinds_of_facts(edition, refusal.missing)
        if refusal.code == NOTHING_THERE:  # that there is no booking tells of bookings
            told |= kinds_of_facts(edition, refusal.lifted_by_events)
    return told


def kinds_of_facts(edition: Edition, facts: Collection[str]) -> frozenset[str]:
    """The kinds of the facts named "event.field" or "event"."""
    if not facts:
        return frozenset()
    events = (fact.partition(".")[0] for fact in facts)
    return frozenset(edition.events[e].information for e in events if e in edition.events)


@cache
def _requirement_kinds(routine: str, edition_id: str, requirement_id: str) -> frozenset[str]:
    edition = edition_of(routine, edition_id)
    for requirement in edition.requirements:
        if requirement.id == requirement_id:
            return _kinds_asked(edition, requirement)
    return frozenset()


def _kinds_asked(edition: Edition, requirement: Requirement) -> frozenset[str]:
    names = (*requirement.needs, *requirement.when, *requirement.unless)
    events = {event for name in names for event in _events_asked(edition, edition.conditions[name])}
    return frozenset(edition.events[e].information for e in events if e in edition.events)


def _events_asked(edition: Edition, condition: Condition) -> set[str]:
    """The events whose being there, or answers, a condition asks about; through the conditions and duties that it names."""
    events = set(edition.tellers(condition.event) if condition.event else ())
    if condition.on:
        events.update(edition.tellers(condition.on[0]))
    if condition.span:
        events.update(edition.spans[condition.span].begins, edition.spans[condition.span].ends)
    if condition.kind == "done":
        events.update(event for name in condition.names for event in edition.duties[name].closes)
    elif condition.kind in ("all", "any", "none"):
        for name in condition.names:
            events |= _events_asked(edition, edition.conditions[name])
    # Whether there is a consent towards a side of the routine itself is told to that side: it must know when it may not go on.
    if condition.kind == "consent" and condition.recipient not in library().vocabulary.recipient_sides:
        effects = ("consent-given", "consent-refused", "consent-withdrawn")
        events.update(e.id for e in edition.events.values() if e.effect in effects)
    if condition.kind == "age":
        events.update(e.id for e in edition.events.values() if e.effect == "birth-date-learnt")
    return events


def shown_refusals(edition: Edition, refusals: tuple[Refusal, ...], allowed: Access) -> tuple[Refusal, ...]:
    """Give the refusals, each with its reason if that tells only of kinds that are granted."""
    return tuple(r if allowed.kinds.covers(kinds_told(edition, [r])) else _hidden(r) for r in refusals)


def _hidden(refusal: Refusal) -> Refusal:
    return Refusal(refusal.level, refusal.code, "", refusal.clause, HIDDEN_REASON)
