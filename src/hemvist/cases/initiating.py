"""Beginning a routine from outside the city: the consent, the initiation and the signed form, recorded in one transaction.

Which routines can be begun so is read from the documents: those whose case somebody in an outside role may open, and where an event joins
them to it. If the person's case at that administration is open already and nobody has begun it, what is recorded goes there; whether it does
is not told beforehand, and what refuses it there is never told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from hemvist.cases import sql
from hemvist.cases.casefile import case_by_row, open_file
from hemvist.cases.entries import Entry, NotYourRole, Refused
from hemvist.cases.library import edition_in_force, events_with_effect, library
from hemvist.cases.receiving import must_receive, received
from hemvist.cases.recording import Addition, Desk, open_in_turn, recorded_with_key, write
from hemvist.cases.turns import in_turn
from hemvist.persons.identity import IdentityNumberValue
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.policy import Access, grants_of
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Way:
    """How one role outside begins a routine: the event that opens a case, the one that joins it, and the consent towards its side."""

    edition: Edition
    role: str
    opening: EventType
    joining: EventType
    consent: EventType


class Initiation(NamedTuple):
    """What is to be recorded. ``paper`` gives the event that the signed form is kept by, about the consent with the given uid."""

    opening: Entry
    consent: Entry
    joining: Entry
    paper: Callable[[Desk, str], Entry]


def ways_to_initiate(viewer: Viewer) -> tuple[Way, ...]:
    """Give every way in which a viewer begins a routine from outside, as the editions of today say."""
    known = library().vocabulary.roles
    roles = dict.fromkeys(h.role for h in viewer.holdings if h.outside and h.role in known and known[h.role].any_unit)
    editions = [edition_in_force(routine, viewer.today) for routine in library().routines]
    return tuple(way for edition in editions for role in roles if (way := _way(edition, role)) is not None)


def _way(edition: Edition, role: str) -> Way | None:
    sides, side = library().vocabulary.recipient_sides, library().vocabulary.roles[role].side

    def theirs(events: tuple[EventType, ...]) -> EventType | None:
        return next((e for e in events if role in e.recorded_by), None)

    opening, joining = (theirs(events_with_effect(edition, e)) for e in ("case-opened", "party-joined"))
    towards = tuple(
        e
        for e in events_with_effect(edition, "consent-given")
        if any(sides.get(c.value) == side for f in e.fields if f.name == "recipient" for c in f.choices)
    )
    consent = theirs(towards)
    if opening is None or joining is None or consent is None:
        return None
    return Way(edition, role, opening, joining, consent)


def initiate(
    viewer: Viewer,
    way: Way,
    unit_id: int,
    number: IdentityNumberValue | None,
    person: Callable[[], int],
    what: Initiation,
) -> UUID:
    """Record an initiation: in the person's open case that nobody has begun, or in a new one at the receiving unit. Gives the case's public id.

    ``person`` gives the row of whom a new case is for, in the same transaction. Raises NotYourRole, or Refused with every reason.
    """

    def work() -> UUID:
        before = recorded_with_key(viewer, what.joining)
        if before is not None:
            return before
        must_receive(way.edition.routine, unit_id)
        for row in _candidates(number, way.edition.routine, unit_id):
            case = _join(viewer, way, row, what)
            if case is not None:
                return case
        return open_in_turn(
            viewer,
            person(),
            way.edition.routine,
            unit_id,
            what.opening.on,
            what.opening,
            lambda desk: _rest(desk, what),
        )

    return in_turn(work)


_OPEN = (
    "SELECT DISTINCT c.id FROM persons_identitynumber n JOIN persons_person p ON p.id = n.person_id JOIN persons_person q"
    " ON COALESCE(q.same_person, q.id) = COALESCE(p.same_person, p.id) JOIN cases_case c ON c.person_id = q.id"
    " JOIN organisation_unit u ON u.id = c.owner_unit_id WHERE n.number = %s AND NOT n.wrong AND c.routine = %s AND c.state = 'open'"
    " AND u.administration_id = (SELECT administration_id FROM organisation_unit WHERE id = %s) ORDER BY c.id"
)


def _candidates(number: IdentityNumberValue | None, routine: str, unit_id: int) -> list[int]:
    """The open cases of a routine at the unit's administration that are about the one with this number. Nothing of them is shown."""
    found = sql.fetch(_OPEN, [number.digits12 if number else "", routine, unit_id])
    return [row for (row,) in found]


def _join(viewer: Viewer, way: Way, case_row: int, what: Initiation) -> UUID | None:
    """Record the initiation in a case, or nothing: None where somebody has that role already, or the case speaks against it."""
    row = case_by_row(case_row, lock=True)
    if row is None:
        return None
    desk = Desk(viewer, open_file(row), grants_of(row.id), Access(), joining=way.role)
    if any(way.joining.id == each.type for each in desk.file.history.known(None).events):
        return None
    try:
        with transaction.atomic():
            write(desk, _rest(desk, what))
    except (Refused, NotYourRole):
        return None  # what refuses it there is told of a new case too, if it is about what was written
    return row.public_id


def _rest(desk: Desk, what: Initiation) -> Iterator[Addition]:
    """Everything after the opening, each made as its turn comes."""
    yield Addition(what.consent)
    consent = next(row.uid for row in reversed(desk.file.rows) if row.type == what.consent.type)
    yield Addition(what.joining)
    yield Addition(what.paper(desk, consent), by_the_product=True)
    for entry in received(desk.viewer, desk.file):
        yield Addition(entry, by_the_product=True)
