"""Who at the receiving unit gets a case that was begun from elsewhere, so that somebody there sees it and can appoint whoever is to handle it.

Whether the person is protected is not known then, and only those who are named see the case: so the product names one who holds a role that
the routine's event says, at the unit that the administration has set.
"""

from collections.abc import Iterator

from hemvist.cases.casefile import CaseFile
from hemvist.cases.entries import Entry, FieldError, Refused
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import events_with_effect, library
from hemvist.cases.standing import Standing, standing_of
from hemvist.organisation.holdings import workers_with_role
from hemvist.organisation.receiving import receiving_units
from hemvist.routines.model import EventType
from hemvist.secrecy.barriers import is_barred
from hemvist.secrecy.viewer import Viewer


def must_receive(routine: str, unit_id: int) -> None:
    """Refuse a case that is begun from elsewhere at a unit that does not receive such. Raises Refused."""
    if unit_id not in {each.unit_id for each in receiving_units(routine)}:
        message = "Enheten tar inte emot de här ärendena. Välj en förvaltning i listan."
        raise Refused(field_errors=(FieldError("unit", "unit-does-not-receive", message),))


def received(viewer: Viewer, file: CaseFile) -> Iterator[Entry]:
    """Give the event by which somebody at the case's own unit gets it, if nobody there has and the routine has such an event.

    Raises Refused where nobody at the unit can take it.
    """
    standing = standing_of(file)
    event_type = next(iter(events_with_effect(edition_of(file.row.routine, file.row.edition), "party-received")), None)
    if event_type is None or _somebody_has_it(standing):
        return
    for role in roles_offered(event_type):
        for worker, _ in workers_with_role(standing.owner_unit_id, role, viewer.today):
            if not is_barred(worker, file.row.id, viewer.today):
                yield Entry(event_type.id, viewer.today, {"role": role, "worker": str(worker)})
                return
    message = "Ingen på enheten kan ta emot ärendet i Hemvist i dag. Ring enheten eller skicka ansökan på papper."
    raise Refused(field_errors=(FieldError("unit", "nobody-receives", message),))


def _somebody_has_it(standing: Standing) -> bool:
    roles = library().vocabulary.roles
    return any(roles[role].side == "decider" and not roles[role].any_unit for role in standing.parties)


def roles_offered(event_type: EventType) -> tuple[str, ...]:
    """Give the roles that an event may name somebody in, in the document's order."""
    return next((tuple(c.value for c in f.choices) for f in event_type.fields if f.name == "role"), ())
