"""What earlier events of the case already tell that a form asks for: the routine says which (`known_from`). Filled in, and compared before it is saved."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from hemvist.cases.views import CaseView, EventView
from hemvist.routines.consents import in_force, said_in
from hemvist.routines.fields import UNKNOWN, plain_fields
from hemvist.routines.history import Event
from hemvist.routines.model import EventType, Field


class Before(NamedTuple):
    """What an earlier event told of a field: the value as a form holds it, and the event."""

    value: Any
    by: EventView


def known_from(view: CaseView, event: EventType, about: str = "") -> dict[str, Before]:
    """Give, by field name, what is known of the fields of a new event: by what it is about, else by the newest event that tells it.

    Whom a consent is towards is known where the routine asks for a consent towards just that party: if one such consent stands, and no other.

    An event that tells one of the asked fields, and leaves another one empty that it could have told, says that there is nothing to tell of that: no
    language is taken from before somebody said that no interpreter is needed.
    """
    asked = [field for field in event.fields if field.known_from]
    found = ((field.name, _known(field, event, asked, view, about)) for field in asked)
    return {name: before for name, before in found if before is not None}


def _known(field: Field, event: EventType, asked: list[Field], view: CaseView, about: str) -> Before | None:
    wanted = [
        (one.recipient, one.purpose)
        for one in view.edition.conditions.values()
        if one.kind == "consent" and (one.event, one.field_name) == (event.id, field.name)
    ]
    return _consented(field, view, wanted[0]) if wanted else _of(field, asked, view, about)


def _consented(field: Field, view: CaseView, party: tuple[str, str]) -> Before | None:
    """What the one consent that stands for a recipient and a purpose tells; None where there is none, or more than one."""
    standing = [each for each in view.history if each.annulled_by is None]
    places = {uid: place for place, each in enumerate(standing) for uid in (each.uid, each.annuls) if uid}
    types = [view.edition.events.get(each.type) for each in standing]
    said = said_in(
        [Event(each.uid, each.type, each.on, each.recorded_at, fields=each.values) for each in standing],
        [kind.effect if kind is not None else None for kind in types],
        [places.get(each.about or "", -1) for each in standing],
    )
    stands = in_force(said.get(party, ()), view.status.as_of)
    value = _told(field, standing[stands[0].place]) if len(stands) == 1 else None
    return Before(value, standing[stands[0].place]) if value is not None else None


def _of(field: Field, asked: list[Field], view: CaseView, about: str) -> Before | None:
    for told in _newest_first(view, about):
        value = _told(field, told)
        if value is not None:
            return Before(value, told)
        if _could_tell(field, told) and any(_told(other, told) is not None for other in asked):
            return None
    return None


def _newest_first(view: CaseView, about: str) -> Iterator[EventView]:
    """What the form is about, and then all that stands in the case, the newest first."""
    standing = [each for each in reversed(view.history) if each.annulled_by is None]
    yield from (each for each in standing if each.uid == about)
    yield from standing


def _told(field: Field, event: EventView) -> Any:
    """What an event tells of a field; None where it does not, or says that it is not known."""
    said: dict[str, Any] = plain_fields(event.values) | {"": event.on.isoformat()}
    names = (name for source, name in field.known_from if source == event.type)
    return next((said[name] for name in names if said.get(name) not in (None, "", UNKNOWN)), None)


def _could_tell(field: Field, event: EventView) -> bool:
    return any(source == event.type for source, _ in field.known_from)
