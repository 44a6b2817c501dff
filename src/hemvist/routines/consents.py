"""What was said about consent in a case, and what stands of it at a place in the order of events."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from hemvist.routines.case import Case, as_day


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


def consents(case: Case) -> dict[tuple[str, str], list[Told]]:
    """What was said, by recipient and purpose, in order."""
    if case.kept_consents is None:
        found: dict[tuple[str, str], list[Told]] = {}
        for number, kind in enumerate(case.types):
            effect = kind.effect if kind is not None else None
            if effect not in ("consent-given", "consent-refused", "consent-withdrawn"):
                continue
            target = case.about[number]
            fields = case.events[target if effect == "consent-withdrawn" and target >= 0 else number].fields
            days = as_day(fields.get("first_day")), as_day(fields.get("last_day"))
            name = str(fields.get("recipient_name") or "").casefold()
            told = Told(number, effect, *days, target, name, frozenset(_several(fields.get("kinds"))))
            for recipient in _several(fields.get("recipient")):
                for purpose in _several(fields.get("purpose")):
                    found.setdefault((recipient, purpose), []).append(told)
        case.kept_consents = found
    return case.kept_consents


def in_force(said: Sequence[Told], day: date) -> list[Told]:
    """Those that count on a day, one towards each party: the newest that has begun, if it is not over, withdrawn or refused.

    What was said before it is then no longer what the person says: if the newest is withdrawn, an older one does not count again.
    """
    newest = {told.name: told for told in said if told.effect == "consent-given" and told.has_begun(day)}
    left = {told.place for told in _standing(said)}
    return [told for told in newest.values() if told.place in left and told.holds_on(day)]


def _standing(said: Iterable[Told]) -> list[Told]:
    """Those that were given and neither withdrawn nor refused since. A refusal that names a party is about that party only."""
    left: dict[int, Told] = {}
    for told in said:
        if told.effect == "consent-given":
            left[told.place] = told
        elif told.effect == "consent-withdrawn":
            left.pop(told.target, None)
        else:
            left = {place: given for place, given in left.items() if told.name not in ("", given.name)}
    return list(left.values())


def covered(counting: Iterable[Told], kinds: frozenset[str]) -> bool:
    """Whether what some party may be told covers all these kinds."""
    return any(kinds <= told.kinds for told in counting)


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
