"""How far an event reaches back over what has been worked out of a case: what it can change, and so what it leaves as it was.

Told of a whole routine, all editions together, from its documents alone. What is named too much costs time; what is named too little would be wrong.
"""

from collections.abc import Iterable

from hemvist.routines.model import Condition, Due, Duty, Edition, Requirement, Routine

MOVES_EDITION = "edition-moved"
TAKING_BACK = "annulled"
CONSENTS = ("consent-given", "consent-refused", "consent-withdrawn")
BORN = ("birth-date-learnt",)
TURNING = (MOVES_EDITION, TAKING_BACK, "case-ended")


class Reach:
    """What the events of a routine reach.

    ``turning``: event types that start a round, begin, end or date a period, end the case or move its edition; after these all is worked out anew.
    ``by_day``: duties whose instances the day alone may open or end. ``with_days``: whether the day alone can end an instance by opening another.
    ``instances`` and ``answers``: by event type, the duties whose instances it can open, end or move, and those of which it can change, for an
    instance that still stands, whether it applies, when it is due or what it waits for.
    """

    def __init__(self, routine: Routine) -> None:
        types = [event for edition in routine.editions for event in edition.events.values()]
        spans = [span for edition in routine.editions for span in edition.spans.values()]
        duties = [(duty, edition) for edition in routine.editions for duty in edition.duties.values()]
        dating = [
            teller
            for edition in routine.editions
            for span in edition.spans.values()
            for reference in (span.first_day, span.last_day)
            if reference
            for teller in edition.tellers(reference[0])
        ]
        self.turning = frozenset(
            [event.id for event in types if event.starts_round or event.effect in TURNING]
            + [event for span in spans for event in (*span.begins, *span.renewed_by, *span.ends)]
            + dating
        )
        self.by_day = frozenset(duty.id for duty, _ in duties if is_by_day(duty))
        self.with_days = any(duty.per_round and (duty.opens_on or duty.during) for duty, _ in duties)
        self.instances = _by_event((duty.id, _moving(duty, edition)) for duty, edition in duties)
        readings = [_Reading(edition) for edition in routine.editions]
        about = {event.id: event.about for event in types}
        self.answers = _by_event((duty.id, _answering(duty, edition, readings, about)) for duty, edition in duties)


def is_by_day(duty: Duty) -> bool:
    """Whether more than events opens and ends the instances of a duty."""
    return bool(duty.opens_on or duty.every or duty.during or duty.together == "each" or duty.for_each)


def opening_events(duty: Duty, edition: Edition) -> tuple[str, ...]:
    """The event types that open a duty, or that give the day on which it opens."""
    if duty.every is not None:
        return duty.every.start
    if duty.opens_on is not None:
        return edition.tellers(duty.opens_on.event)
    if duty.opens or not duty.during:
        return duty.opens
    span = edition.spans[duty.during]
    return tuple(dict.fromkeys((*span.begins, *span.renewed_by)))


def _by_event(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for duty, events in pairs:
        for event in events:
            found.setdefault(event, set()).add(duty)
    return {event: frozenset(duties) for event, duties in found.items()}


def _moving(duty: Duty, edition: Edition) -> set[str]:
    cap = duty.every.not_after if duty.every is not None else None
    return {*opening_events(duty, edition), *duty.closes, *duty.lapses, *_referred(edition, cap)}


def _referred(edition: Edition, *dues: Due | None) -> set[str]:
    return {teller for due in dues if due is not None and due.event for teller in edition.tellers(due.event)}


def _answering(duty: Duty, edition: Edition, readings: list["_Reading"], about: dict[str, tuple[str, ...]]) -> set[str]:
    """The event types that a standing instance's answer can go by: its conditions and dates, and what bars the events that would close it."""
    own = next(one for one in readings if one.edition is edition)
    found = own.named((*duty.when, *duty.unless)) | _referred(edition, duty.due)
    for limit in edition.limits:
        if limit.duty == duty.id:
            found |= own.named(limit.when) | _referred(edition, limit.due)
    for event in duty.closes:
        found.update(about.get(event, ()))
        for reading in readings:  # a round may go by another edition than the duty does
            for requirement in reading.barring.get(event, ()):
                found |= reading.named((*requirement.needs, *requirement.when, *requirement.unless))
    return found


class _Reading:
    """Which event types the conditions of an edition read."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.barring: dict[str, list[Requirement]] = {}
        for requirement in edition.requirements:
            for event in requirement.events:
                self.barring.setdefault(event, []).append(requirement)

    def named(self, names: Iterable[str]) -> set[str]:
        """The event types that conditions read, themselves or through the conditions and duties that they name."""
        found: set[str] = set()
        left, seen = list(names), set(names)
        while left:
            events, further = self._read(self.edition.conditions[left.pop()])
            found |= events
            left.extend(name for name in further if name not in seen)
            seen.update(further)
        return found

    def _read(self, condition: Condition) -> tuple[set[str], set[str]]:
        """The event types that a condition reads itself, and the conditions that it hangs on."""
        effects = {"consent": CONSENTS, "age": BORN}.get(condition.kind, ())
        found = {event.id for event in self.edition.events.values() if event.effect in effects}
        found.update(self.edition.tellers(condition.event) if condition.event else ())
        found.update(self.edition.tellers(condition.on[0]) if condition.on else ())
        found |= _referred(self.edition, condition.not_before, condition.not_after)
        if condition.kind != "done":
            return found, set(condition.names)
        duties = [self.edition.duties[one] for one in condition.names if one in self.edition.duties]
        for duty in duties:
            found |= _moving(duty, self.edition)
        return found, {name for duty in duties for name in (*duty.when, *duty.unless)}
