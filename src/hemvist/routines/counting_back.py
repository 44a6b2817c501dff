"""Which day a routine plans back from, and the period that follows it: read from the edition's own duties, dates and periods."""

from collections import Counter
from datetime import date

from hemvist.routines.deadlines import add, length_of_due
from hemvist.routines.model import Due, Duty, Edition, NamedDate, SpanType


def counted_from(edition: Edition) -> NamedDate | None:
    """The named date that most duties are due, or open, some time before; None if the routine plans back from no day."""
    found = Counter(
        due.event
        for duty in edition.duties.values()
        for due in dues_of(edition, duty)
        if due.direction == "before" and due.event in edition.dates
    )
    return edition.dates[max(found, key=lambda name: found[name])] if found else None


def dues_of(edition: Edition, duty: Duty) -> tuple[Due, ...]:
    """Every day that a duty is given: by when it is due, earlier limits, and when it opens."""
    limits = (limit.due for limit in edition.limits if limit.duty == duty.id)
    return tuple(due for due in (duty.due, duty.opens_on, *limits) if due is not None)


def hangs_on(edition: Edition, duty: Duty, named: NamedDate) -> bool:
    """Whether a day of the duty's moves with the named date."""
    return any(due.event == named.id for due in dues_of(edition, duty))


def arrivals(edition: Edition, named: NamedDate) -> tuple[str, ...]:
    """The events that say that the day has come: they tell by their own day of a date that the tellers of this one tell of too."""
    return tuple(
        dict.fromkeys(
            event
            for other in edition.dates.values()
            if set(named.tellers) <= set(other.tellers)
            for event, name in other.told_by
            if not name
        )
    )


def period_after(edition: Edition, named: NamedDate) -> SpanType | None:
    """The period that begins when the day has come; None if there is none."""
    begun_by = set(arrivals(edition, named))
    return next((span for span in edition.spans.values() if begun_by & set(span.begins)), None)


def by_the_day(edition: Edition, condition: str, named: NamedDate) -> bool:
    """Whether a condition is answered by how near the named date is: itself, or one that it is put together of."""
    known = edition.conditions.get(condition)
    if known is None:
        return False
    if known.kind in ("all", "any", "none"):
        return any(by_the_day(edition, each, named) for each in known.names)
    days = (known.not_before, known.not_after)
    return any(due is not None and due.direction == "before" and due.event == named.id for due in days)


def asks_whether_happened(edition: Edition, condition: str, events: tuple[str, ...]) -> bool:
    """Whether a condition asks if one of the events has happened: itself, or one that it is put together of."""
    known = edition.conditions.get(condition)
    if known is None:
        return False
    return known.event in events or any(asks_whether_happened(edition, each, events) for each in known.names)


def wanted_on(edition: Edition, duty: Duty, named: NamedDate, day: date) -> date | None:
    """The day that a duty would be due by the named date alone, were there all the time for it; None if it is not due by it."""
    due = duty.due
    if due is None or due.event != named.id:
        return None
    if due.direction == "on":
        return day
    return add(day, length_of_due(due, edition.terms), due.direction).on
