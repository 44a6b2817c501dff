"""By which routines a worker opens cases, and at which units: those whose first event one of their roles records."""

from dataclasses import dataclass
from functools import cache

from django.http import Http404

from hemvist.cases.library import edition_in_force, event_with_effect, library
from hemvist.organisation.models import Unit
from hemvist.organisation.receiving import receiving_units
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Way:
    """A routine in its edition in force, the event that opens a case by it, and the viewer's units that can have the case, as (row, name)."""

    edition: Edition
    event: EventType
    units: list[tuple[str, str]]


def opens_cases(viewer: Viewer) -> bool:
    """Say whether any of the viewer's roles opens cases here, by any routine: to others no way to a new case is shown. Asks nothing of the database."""
    return any(holding.role in _opening_roles() for holding in viewer.holdings)


@cache
def _opening_roles() -> frozenset[str]:
    """Give the roles that open cases by any edition of any routine."""
    editions = (edition for one in library().routines.values() for edition in one.editions)
    return frozenset(role for each in editions for role in event_with_effect(each, "case-opened").recorded_by)


def ways_to_open(viewer: Viewer) -> list[Way]:
    """Give every routine that the viewer opens cases by, in the order of their titles.

    A role of the city's that is held at another unit than the case's own opens it at the unit of the same board that receives such. One from
    outside opens none here.
    """
    found = []
    for routine in library().routines:
        edition = edition_in_force(routine, viewer.today)
        event = event_with_effect(edition, "case-opened")
        here = {role for role in event.recorded_by if not edition.roles[role].any_unit}
        units = {str(each.unit_id): each.unit_name for each in viewer.holdings if each.role in here}
        units |= _receiving(viewer, edition, event)
        if units:
            found.append(Way(edition, event, list(units.items())))
    return sorted(found, key=lambda way: way.edition.title)


def _receiving(viewer: Viewer, edition: Edition, event: EventType) -> dict[str, str]:
    """Give the units that get what the viewer opens from another unit of the same board. Asks the database only for one who does."""
    elsewhere = {role for role in event.recorded_by if edition.roles[role].any_unit and not _is_outside(edition, role)}
    boards = {each.board_id for each in viewer.holdings if each.role in elsewhere}
    if not boards:
        return {}
    receive = [each.unit_id for each in receiving_units(edition.routine)]
    found = Unit.objects.filter(pk__in=receive, administration__board_id__in=boards).order_by("name")
    return {str(unit): name for unit, name in found.values_list("pk", "name")}


def _is_outside(edition: Edition, role: str) -> bool:
    return edition.roles[role].side == "other"


def way_for(ways: list[Way], routine: str) -> Way | None:
    """Give the way that was chosen, or the only one there is; None if it must be asked for. Raises Http404 for a routine that is not among them."""
    if not routine:
        return ways[0] if len(ways) == 1 else None
    found = next((way for way in ways if way.edition.routine == routine), None)
    if found is None:
        raise Http404
    return found
