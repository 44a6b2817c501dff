"""A duty for each point of a form: its own form is filled in with the point. In the address stands the point's number, and nothing of what it is about."""

from typing import Any

from hemvist.routines.model import Edition, EventType, Field
from hemvist.routines.status import DutyStatus

NUMBER = "punkt"


def number_of_point(edition: Edition, duty: DutyStatus, event: str) -> int:
    """Give the number of a duty's point among the answers of the form that settles it; 0 if the duty is for no point."""
    known = edition.duties.get(duty.id)
    if known is None or known.for_each is None or event not in edition.events:
        return 0
    field = _naming(edition, edition.events[event])
    point = duty.instance.rpartition(":")[2]
    values = [choice.value for choice in field.choices] if field is not None else []
    return values.index(point) + 1 if point in values else 0


def known_point(edition: Edition, event: EventType, number: str) -> dict[str, Any]:
    """Give the answer that names the point with a number; nothing where the form names no points, or there is no such number."""
    field = _naming(edition, event)
    if field is None or not (number.isascii() and number.isdigit() and len(number) < 4):
        return {}
    place = int(number) - 1
    return {field.name: field.choices[place].value} if 0 <= place < len(field.choices) else {}


def _naming(edition: Edition, event: EventType) -> Field | None:
    """Give the field in which an event names the point that it settles."""
    names = {duty.for_each.matched_by for duty in edition.duties.values() if duty.for_each and event.id in duty.closes}
    return next((field for field in event.fields if field.name in names), None)
