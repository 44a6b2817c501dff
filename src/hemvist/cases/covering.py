"""What the executing side may be told: what the person's consents towards it cover.

A later consent for the same purpose is what the person says from its first day on, and takes the place of an earlier one for good. A
consent that is withdrawn, refused anew or runs out covers nothing from then on; what was told under it stays told. (OSL 10:1, 12:2)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hemvist.cases.chain import EventRow
from hemvist.cases.library import library
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.history import Event
from hemvist.routines.model import EventType

EXECUTOR = "executor"
KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent towards the executing side. ``askable`` are the kinds that its form asks about, ``kinds`` those that it covers.

    ``last_sequence``: the place of the event that withdrew or refused it.
    """

    event: str
    purpose: str
    kinds: frozenset[str]
    askable: frozenset[str]
    first_day: date | None
    last_day: date | None
    last_sequence: int | None = None

    def has_begun(self, day: date) -> bool:
        """Whether a day is its first or a later one."""
        return self.first_day is None or self.first_day <= day

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.last_sequence is None and self.has_begun(day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What consents cover of what was given. ``last_day``: it ends by itself then. ``last_sequence``: nothing later than that is covered."""

    kinds: frozenset[str]
    last_day: date | None
    last_sequence: int | None


def fold_consent(consents: list[Consent], event: Event, row: EventRow, event_type: EventType) -> None:
    """Let an event that tells of consent count. Those towards others than the executing side change nothing here."""
    if event_type.effect == "consent-withdrawn":
        _end(consents, row.sequence, event=event.about)
    elif library().vocabulary.recipient_sides.get(str(event.fields.get("recipient"))) != EXECUTOR:
        return
    elif event_type.effect == "consent-refused":
        _end(consents, row.sequence, purpose=str(event.fields.get("purpose")))
    elif event_type.effect == "consent-given":
        consents.append(_given(event, event_type))


def _given(event: Event, event_type: EventType) -> Consent:
    askable = frozenset(c.value for f in event_type.fields if f.name == KINDS for c in f.choices)
    kinds, first, last = (event.fields.get(name) for name in (KINDS, "first_day", "last_day"))
    return Consent(
        event=event.id,
        purpose=str(event.fields.get("purpose")),
        kinds=frozenset(kinds) if isinstance(kinds, tuple) else frozenset(),
        askable=askable,
        first_day=first if isinstance(first, date) else None,
        last_day=last if isinstance(last, date) else None,
    )


def _end(consents: list[Consent], sequence: int, *, event: str | None = None, purpose: str | None = None) -> None:
    for number, consent in enumerate(consents):
        if consent.last_sequence is None and (consent.event == event or consent.purpose == purpose):
            consents[number] = replace(consent, last_sequence=sequence)


def coverage(
    consents: Sequence[Consent], given: frozenset[str], rows: Sequence[EventRow], today: date
) -> tuple[Coverage, ...]:
    """What the consents cover of the kinds that were given, purpose by purpose. What a consent cannot ask about follows with what it covers.

    Where the newest is no longer in force: what it covered, up to its end.
    """
    found = []
    for purpose in dict.fromkeys(c.purpose for c in consents):
        begun = [c for c in consents if c.purpose == purpose and c.has_begun(today)]
        if begun:
            newest = begun[-1]
            ended = None if newest.holds_on(today) else _end_of(newest, rows)
            kinds = given & (newest.kinds | (given - newest.askable))
            found.append(Coverage(kinds, newest.last_day if ended is None else None, ended))
    return tuple(found)


def _end_of(consent: Consent, rows: Sequence[EventRow]) -> int:
    """The place of the last event that was recorded while a consent was in force."""
    if consent.last_sequence is not None:
        return consent.last_sequence
    assert consent.last_day is not None  # noqa: S101 (one that has begun and was not ended is out of force by its last day alone)
    return max((r.sequence for r in rows if r.recorded_at.astimezone(LOCAL_ZONE).date() <= consent.last_day), default=0)
