"""The governing documents, read once in each process."""

from datetime import date
from functools import cache

from hemvist.routines.effects import Effect
from hemvist.routines.model import Edition, EventType, Library, Routine
from hemvist.routines.reading import read_library


@cache
def library() -> Library:
    """Give every governing document. Read from the package's files at the first call, then kept. Raises RoutineErrors if one is wrong."""
    return read_library()


def routine(routine_id: str) -> Routine:
    """Give one routine with all its editions. Raises KeyError if there is no such routine."""
    return library().routines[routine_id]


@cache
def edition(routine_id: str, edition_id: str) -> Edition:
    """Give one edition of a routine. Raises KeyError if there is no such edition."""
    for found in routine(routine_id).editions:
        if found.edition == edition_id:
            return found
    raise KeyError(f"{routine_id} has no edition {edition_id}")


def edition_in_force(routine_id: str, day: date) -> Edition:
    """Give the edition in force on a day. Before the first one's first day that is the first one. Raises KeyError."""
    editions = routine(routine_id).editions
    return next((e for e in reversed(editions) if e.valid_from <= day), editions[0])


def events_with_effect(edition: Edition, effect: Effect) -> tuple[EventType, ...]:
    """Give the edition's event types that have an effect, in the order they stand in the documents."""
    return tuple(e for e in edition.events.values() if e.effect == effect)


def event_with_effect(edition: Edition, effect: Effect) -> EventType:
    """Give the edition's first event type with an effect. Raises KeyError if it has none."""
    for found in events_with_effect(edition, effect):
        return found
    raise KeyError(f"edition {edition.edition} of {edition.routine} has no event with effect {effect}")


@cache
def told_of_both() -> frozenset[str]:
    """Give the types of events, of any edition, that tell of another case too, and of those that take back such.

    They are shown by what asks about both (``cases.related``), and by nothing else.
    """
    editions = [each for one in library().routines.values() for each in one.editions]
    ties = {event.id for each in editions for event in events_with_effect(each, "case-related")}
    back = {event.id for each in editions for event in events_with_effect(each, "annulled") if ties & {*event.about}}
    return frozenset(ties | back)


def reference_letters(edition: Edition) -> str:
    """Give the letters that case references begin with: those of the document's own clause ids (KC of KC-40)."""
    letters = [clause.id.rpartition("-")[0] for clause in edition.clauses.values() if clause.file == edition.file]
    return max(dict.fromkeys(letters), key=letters.count)
