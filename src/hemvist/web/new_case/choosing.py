"""By which routines a worker opens cases, and at which units: those whose first event one of their roles records."""

from dataclasses import dataclass

from django.http import Http404

from hemvist.cases.library import edition_in_force, event_with_effect, library
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Way:
    """A routine in its edition in force, the event that opens a case by it, and the viewer's units that can have the case, as (row, name)."""

    edition: Edition
    event: EventType
    units: list[tuple[str, str]]


def ways_to_open(viewer: Viewer) -> list[Way]:
    """Give every routine that the viewer opens cases by, in the order of their titles.

    A role that is held at another unit than the case's own opens none here: the case is not that unit's.
    """
    found = []
    for routine in library().routines:
        edition = edition_in_force(routine, viewer.today)
        event = event_with_effect(edition, "case-opened")
        roles = {role for role in event.recorded_by if not edition.roles[role].any_unit}
        units = {str(each.unit_id): each.unit_name for each in viewer.holdings if each.role in roles}
        if units:
            found.append(Way(edition, event, list(units.items())))
    return sorted(found, key=lambda way: way.edition.title)


def way_for(ways: list[Way], routine: str) -> Way | None:
    """Give the way that was chosen, or the only one there is; None if it must be asked for. Raises Http404 for a routine that is not among them."""
    if not routine:
        return ways[0] if len(ways) == 1 else None
    found = next((way for way in ways if way.edition.routine == routine), None)
    if found is None:
        raise Http404
    return found
