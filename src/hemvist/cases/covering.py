"""What another side of a routine may be told: what the person's consents towards that side cover, and no other consent.

A later consent for the same purpose is what the person says from its first day on, and takes the place of an earlier one for good. A
consent that is withdrawn, refused anew or runs out covers nothing from then on; what was told under it stays told. (OSL 10:1, 12:2)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.library import library
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.consents import Party, Told, endings, newest, said_in

KINDS = "kinds"
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent towards a side of the routine. ``askable`` are the kinds that its form asks about; ``told`` says which it covers.

    ``last_sequence``: the place of the event that withdrew or refused it.
    """

    party: Party
    told: Told
    askable: frozenset[str]
    last_sequence: int | None = None
    side: str = "executor"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.last_sequence is None and self.told.holds_on(day)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What consents cover of what was given. ``last_day``: it ends by itself then. ``last_sequence``: nothing later than that is covered."""

    kinds: frozenset[str]
    last_day: date | None
    last_sequence: int | None


def said_of(file: CaseFile) -> dict[Party, list[Told]]:
    """What was said of consent in a case, by recipient and purpose. Places are those among its events that stand."""
    known, rows = file.history.known(None), {row.uid: row for row in file.rows}
    places = {event.id: number for number, event in enumerate(known.events)}
    effects = (file.type_of(rows[event.id]).effect for event in known.events)
    about = [places.get(known.resolve(event.about) or "", NOTHING) for event in known.events]
    return said_in(known.events, effects, about)


def towards_sides(file: CaseFile) -> list[Consent]:
    """The consents towards any side of the routine, in the order they were given, each with what ended it."""
    sides, events = library().vocabulary.recipient_sides, file.history.known(None).events
    rows = {row.uid: row for row in file.rows}
    found = []
    for party, said in said_of(file).items():
        side = sides.get(party[0])
        if side is None:
            continue
        # From the first of them that was recorded nothing new is covered: what is recorded later cannot open what came in between.
        ended = {place: min(rows[events[each.place].id].sequence for each in by) for place, by in endings(said).items()}
        for told in said:
            if told.effect == "consent-given":
                form = file.type_of(rows[events[told.place].id])
                askable = frozenset(choice.value for f in form.fields if f.name == KINDS for choice in f.choices)
                found.append(Consent(party, told, askable, ended.get(told.place), side))
    return found


def coverage(
    consents: Sequence[Consent], given: frozenset[str], rows: Sequence[EventRow], today: date
) -> tuple[Coverage, ...]:
    """What the consents cover of the kinds that were given, purpose by purpose. What a consent cannot ask about follows with what it covers.

    Where the newest is no longer in force: what it covered, up to its end.
    """
    found = []
    for party in dict.fromkeys(c.party for c in consents):
        of_party = {c.told.place: c for c in consents if c.party == party}
        for told in newest((c.told for c in of_party.values()), today).values():
            consent = of_party[told.place]
            ended = None if consent.holds_on(today) else _end_of(consent, rows)
            kinds = given & (told.kinds | (given - consent.askable))
            found.append(Coverage(kinds, told.last_day if ended is None else None, ended))
    return tuple(found)


def _end_of(consent: Consent, rows: Sequence[EventRow]) -> int:
    """The place of the last event that was recorded while a consent was in force."""
    if consent.last_sequence is not None:
        return consent.last_sequence
    last_day = consent.told.last_day
    assert last_day is not None  # noqa: S101 (one that has begun and was not ended is out of force by its last day alone)
    return max((r.sequence for r in rows if r.recorded_at.astimezone(LOCAL_ZONE).date() <= last_day), default=0)
