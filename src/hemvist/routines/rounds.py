"""Which edition an event goes by: that of the round it stands in."""

from hemvist.routines.case import Case
from hemvist.routines.compiled import compiled
from hemvist.routines.history import Event, History
from hemvist.routines.model import Edition, Routine


def edition_for(routine: Routine, history: History, event: Event) -> Edition:
    """The edition of the round that an event stands in or would stand in; an annulment goes by the round of its own day."""
    known = history.with_event(event).known()
    case = Case(compiled(routine), known, known.until(event.on), event.on)
    place = case.index.get(event.id, -1)
    return case.rounds[case.round_of[place]].compiled.edition if place >= 0 else case.current.edition
