"""What the routine gives a role that is named in a case, and until which day: its ``share`` blocks, read for one case.

A role with a share is given no more than the kinds its share names. Its access lasts to the newest known day of the named date, moves when
that moves, and ends with the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hemvist.cases.casefile import CaseFile
from hemvist.routines.history import Event
from hemvist.routines.model import Edition, NamedDate


@dataclass(frozen=True, slots=True)
class Given:
    """What one role is given. ``last_day``: None while no day is known. ``is_over``: the case has ended."""

    kinds: frozenset[str]
    last_day: date | None
    is_over: bool

    def lasts(self, today: date) -> bool:
        """Whether one who holds the role still sees anything by it on a day."""
        return not self.is_over and (self.last_day is None or self.last_day >= today)


Shares = dict[str, Given]
"""By role; a role that is not there is bounded by nothing but its side."""


def shares_of(file: CaseFile, edition: Edition, has_ended: bool) -> Shares:
    """Give what each role with a share is given in a case, as its events tell it."""
    if not edition.shares:
        return {}
    events = file.history.known(None).events
    return {
        role: Given(
            frozenset(share.kinds),
            newest_day(edition.dates[share.until], events) if share.until else None,
            has_ended,
        )
        for role, share in edition.shares.items()
    }


def newest_day(named: NamedDate, events: Sequence[Event]) -> date | None:
    """Give the day that the newest event says that tells of it; None while none does, or where it says that the day is not known.

    One that leaves its field out says nothing of it.
    """
    for event in reversed(events):
        field = named.told_in(event.type, event.fields)
        if field is not None:
            told = event.fields[field] if field else event.on
            return told if isinstance(told, date) else None
    return None
