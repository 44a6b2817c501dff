"""A duty that only one answer settles, such as the point it is for: its form is filled in with that. In the address stands the answer's number alone."""

from typing import Any

from hemvist.routines.model import Edition, EventType, Field
from hemvist.routines.status import DutyStatus

NUMBER = "punkt"


def number_of_point(edition: Edition, duty: DutyStatus, event: str) -> int:
    """Give the number, among the answers of the form that settles a duty, of the one that does; 0 if any does."""
    known = edition.duties.get(duty.id)
    if known is None or not (known.for_each or known.closes_with) or event not in edition.events:
        return 0
    field = _naming(edition, edition.events[event])
    wanted = known.closes_with.value if known.closes_with else duty.instance.rpartition(":")[2]
    values = [choice.value for choice in field.choices] if field is not None else []
    return values.index(wanted) + 1 if wanted in values else 0


def known_point(edition: Edition, event: EventType, number: str) -> dict[str, Any]:
    """Give the answer with a number; nothing where no duty asks for one of the form's answers, or there is no such number."""
    field = _naming(edition, event)
    if field is None or not (number.isascii() and number.isdigit() and len(number) < 4):
        return {}
    place = int(number) - 1
    return {field.name: field.choices[place].value} if 0 <= place < len(field.choices) else {}


def _naming(edition: Edition, event: EventType) -> Field | None:
    """Give the field by whose answer an event settles a duty."""
    closed = [duty for duty in edition.duties.values() if event.id in duty.closes]
    names = {duty.for_each.matched_by for duty in closed if duty.for_each}
    names |= {duty.closes_with.field_name for duty in closed if duty.closes_with}
    return next((field for field in event.fields if field.name in names), None)
