"""Which edition an event goes by, and a routine as if one edition had always been in force."""

from dataclasses import replace

from hemvist.routines.compiled import compiled
from hemvist.routines.continuing import before_last, case_with
from hemvist.routines.history import Event, History
from hemvist.routines.model import Edition, EventType, Routine

_ONLY: dict[tuple[int, str], tuple[Routine, Routine]] = {}
MOST_KEPT = 64


def edition_for(routine: Routine, history: History, event: Event) -> Edition:
    """The edition of the round that an event stands in, once it is among the case's events."""
    ready = compiled(routine)
    if ready.alone is not None:
        return ready.alone.edition
    last = before_last(ready, history, event)
    if last is not None:
        in_force = ready.on(event.on)
        return (in_force if last.starts_round(event, in_force) else last.current).edition
    case, place = case_with(ready, history, event)
    if place < 0:
        return case.current.edition
    return case.rounds[case.round_of[place]].compiled.edition


def event_type(routine: Routine, history: History, event: Event) -> EventType | None:
    """The event type that an event goes by: that of its edition, or of the newest edition that has it; None if none has."""
    ready = compiled(routine)
    return ready.type_in(ready.of(edition_for(routine, history, event)), event.type)


def only(routine: Routine, edition: str) -> Routine:
    """The routine as if one edition had always been in force; the same object each time, so that it is compiled once.

    Raises KeyError if the routine has no such edition.
    """
    kept = _ONLY.get((id(routine), edition))
    if kept is None or kept[0] is not routine:
        found = next((one for one in routine.editions if one.edition == edition), None)
        if found is None:
            raise KeyError(f"{routine.id} has no edition {edition!r}.")
        if len(_ONLY) >= MOST_KEPT:
            _ONLY.pop(next(iter(_ONLY)))
        kept = _ONLY[(id(routine), edition)] = (routine, replace(routine, editions=(found,)))
    return kept[1]
