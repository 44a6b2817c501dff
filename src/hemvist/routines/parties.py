"""Who holds a role in a case: appointed, joined or left; and for how long a role that something is shared with goes on holding its duties."""

from collections.abc import Iterable
from datetime import date, timedelta

from hemvist.routines.case import Case

JOINING = ("case-opened", "party-joined")
"""Whoever records one of these has the role they recorded it in."""
PARTIES = (*JOINING, "party-appointed", "party-received", "party-left")
ONE_DAY = timedelta(days=1)


def holds(case: Case, role: str) -> bool:
    """Whether somebody has been appointed to a role and neither left nor, by the day the routine names, ceased to see the case."""
    appointed = False
    for number, kind in enumerate(case.types):
        if kind is None or kind.effect not in PARTIES:
            continue
        event = case.events[number]
        if (event.by if kind.effect in JOINING else event.fields.get("role")) == role:
            appointed = kind.effect != "party-left"
    last = last_day_of(case, role)
    return appointed and (last is None or case.as_of <= last)


def last_day_of(case: Case, role: str) -> date | None:
    """The last day on which a role is shared anything, by the newest that is told of it; None if it goes on, or the day is not known."""
    edition = case.current.edition
    share = edition.shares.get(role)
    if share is None or not share.until:
        return None
    number, name = case.telling(edition.dates[share.until], case.size)
    return case.day_of(number, name) if number >= 0 else None


def days_of_shares(case: Case) -> Iterable[date]:
    """The days on which a role ceases to hold its duties by time alone."""
    for role in case.current.edition.shares:
        last = last_day_of(case, role)
        if last is not None:
            yield last + ONE_DAY


def changed(before: Case, case: Case) -> bool:
    """Whether somebody has been appointed, has left or has ceased to hold their duties since."""
    if any(kind is not None and kind.effect in PARTIES for kind in case.types[before.size :]):
        return True
    return any(holds(before, role) != holds(case, role) for role in case.current.edition.shares)
