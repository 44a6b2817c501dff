"""Meetings and due dates of a week."""

from datetime import date, time
from typing import Literal, NamedTuple
from uuid import UUID

from hemvist.secrecy.viewer import Viewer


class CalendarEntry(NamedTuple):
    """A meeting or a day on which a duty falls due. ``person`` and ``place`` are empty where they may not be shown in a calendar."""

    on: date
    at: time | None
    kind: Literal["meeting", "due"]
    label: str
    case: UUID
    reference: str
    person: str
    place: str
    outcome_label: str
    protected: bool


def week(viewer: Viewer, monday: date) -> list[CalendarEntry]:
    """Give the meetings and due dates of the seven days from ``monday``."""
    raise NotImplementedError
