"""The example documents, and cases by them written in a few words."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hemvist.routines.duties import evaluate
from hemvist.routines.gates import taking_back
from hemvist.routines.history import Event, History
from hemvist.routines.model import Library, Routine
from hemvist.routines.reading import read_library
from hemvist.routines.status import DutyStatus, Status

GOOD = Path(__file__).resolve().parent / "good"


@cache
def library() -> Library:
    """The example documents."""
    return read_library(GOOD)


def visits() -> Routine:
    """The example routine, with its two editions."""
    return library().routines["visits"]


def stays() -> Routine:
    """The example routine of dates that move, points of a form, and a shared file in other roles."""
    return library().routines["stays"]


def day(text: str) -> date:
    """A date of its ISO text."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """A moment in UTC of its ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    """A local day and time of its ISO text, as a field of an event holds it."""
    return datetime.fromisoformat(text)


def _typed(value: Any) -> Any:
    return day(value) if isinstance(value, str) and value[:2] == "20" and len(value) == 10 else value


def event(event_type: str, on: str, event_id: str = "", recorded: str = "", **more: Any) -> Event:
    """An event; its id is its type and it is recorded at noon of its day, unless something else is said."""
    fields = {name: _typed(value) for name, value in more.pop("fields", {}).items()}
    when = moment(recorded) if recorded else datetime.combine(day(on), datetime.min.time(), UTC) + timedelta(hours=12)
    return Event(event_id or event_type, event_type, day(on), when, fields=fields, **more)


def history(*events: Event) -> History:
    """A case of these events."""
    return History(events, taking_back(visits()))


def on(as_of: str, *events: Event, known_on: datetime | None = None) -> Status:
    """The status of a case of these events on a day."""
    return evaluate(visits(), history(*events), day(as_of), known_on)


def duty(status: Status, duty_id: str, instance: str = "") -> DutyStatus:
    """The one instance of a duty (the named one) in a status."""
    [found] = [one for one in status.duties if one.id == duty_id and instance in ("", one.instance)]
    return found


def states(status: Status, duty_id: str) -> dict[str, str]:
    """The states of all instances of a duty, by instance."""
    return {one.instance: one.state for one in status.duties if one.id == duty_id}


def decided(first: str = "2026-02-01", last: str = "2027-01-31", made: str = "2026-02-01") -> tuple[Event, ...]:
    """A case up to its first decision: opened, unprotected, consulted, consented and decided."""
    return (
        event("case-opened", "2026-01-10"),
        event("protection-learnt", "2026-01-10", fields={"protection": "none"}, position=1),
        event("birth-date-learnt", "2026-01-10", fields={"birth_date": date(1990, 5, 17)}, position=2),
        event("assessment-started", "2026-01-12"),
        event("consulted", "2026-01-20", fields={"programme": "no"}),
        event("consent-given", "2026-01-21", fields={"recipient": "clinic", "purpose": "planning"}),
        event("decision-made", made, fields={"first_day": first, "last_day": last}),
    )
