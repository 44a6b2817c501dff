"""What was said about consent in a case, and what stands of it: the one place where a consent follows on another.

The gates of a routine, what the executing side may see and the ledger of consents all ask here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from hemvist.routines.case import Case, as_day
from hemvist.routines.history import Event

CONSENTING = ("consent-given", "consent-refused", "consent-withdrawn")
Party = tuple[str, str]
"""A recipient, and the purpose."""


class Told(NamedTuple):
    """A consent, a refusal or a withdrawal. ``target`` is the place of what a withdrawal withdraws; ``name`` an outside party's own name."""

    place: int
    effect: str
    first_day: date | None
    last_day: date | None
    target: int
    name: str
    kinds: frozenset[str]

    def has_begun(self, day: date) -> bool:
        """Whether a day is its first or a later one."""
        return self.first_day is None or self.first_day <= day

    def holds_on(self, day: date) -> bool:
        """Whether a day lies within its days, both inclusive."""
        return self.has_begun(day) and (self.last_day is None or day <= self.last_day)


def consents(case: Case) -> dict[Party, list[Told]]:
    """What was said, by recipient and purpose, in order."""
    if case.kept_consents is None:
        effects = (kind.effect if kind is not None else None for kind in case.types)
        case.kept_consents = said_in(case.events, effects, case.about)
    return case.kept_consents


def said_in(events: Sequence[Event], effects: Iterable[str | None], about: Sequence[int]) -> dict[Party, list[Told]]:
    """What events say of consent, by recipient and purpose, in order. ``about``: for each, the place of the event it is about; -1 if none."""
    found: dict[Party, list[Told]] = {}
    for number, effect in enumerate(effects):
        if effect is None or effect not in CONSENTING:
            continue
        target = about[number]
        fields = events[target if effect == "consent-withdrawn" and target >= 0 else number].fields
        days = as_day(fields.get("first_day")), as_day(fields.get("last_day"))
        name = party_name(fields.get("recipient_name"))
        told = Told(number, effect, *days, target, name, frozenset(_several(fields.get("kinds"))))
        for recipient in _several(fields.get("recipient")):
            for purpose in _several(fields.get("purpose")):
                found.setdefault((recipient, purpose), []).append(told)
    return found


def in_force(said: Sequence[Told], day: date) -> list[Told]:
    """Those that count on a day, one towards each party: the newest that has begun, if it is not over, withdrawn or refused.

    What was said before it is then no longer what the person says: if the newest is withdrawn, an older one does not count again.
    """
    if len(said) == 1:  # mostly
        told = said[0]
        return [told] if told.effect == "consent-given" and told.holds_on(day) else []
    ended = endings(said)
    return [told for told in newest(said, day).values() if told.place not in ended and told.holds_on(day)]


def newest(said: Iterable[Told], day: date) -> dict[str, Told]:
    """The newest consent that has begun on a day, by the party's own name: what the person says from its first day on, for good."""
    return {told.name: told for told in said if told.effect == "consent-given" and told.has_begun(day)}


def endings(said: Iterable[Told]) -> dict[int, list[Told]]:
    """What ends each consent, by the consent's place: its withdrawals, and refusals since, in order. A refusal that names a party is about that one only.

    There can be several: one that is recorded later may have happened before another.
    """
    given: list[Told] = []
    ended: dict[int, list[Told]] = {}
    for told in said:
        if told.effect == "consent-given":
            given.append(told)
            continue
        for one in given:
            if _ends(told, one):
                ended.setdefault(one.place, []).append(told)
    return ended


def _ends(told: Told, given: Told) -> bool:
    """Whether a withdrawal or a refusal is about a consent that stood before it."""
    return told.target == given.place if told.effect == "consent-withdrawn" else told.name in ("", given.name)


def party_name(said: object) -> str:
    """An outside party's own name as names are compared: in whatever case and with whatever spaces it was written."""
    return " ".join(str(said or "").split()).casefold()


def covered(counting: Iterable[Told], kinds: frozenset[str]) -> bool:
    """Whether what some party may be told covers all these kinds."""
    return any(kinds <= told.kinds for told in counting)


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
