"""The facts of one case: what happened, in the order it happened, as of a day and as known at a moment."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

FieldValue = str | int | bool | date | datetime | tuple[str, ...] | None
"""What a field may hold. "yes", "no" and "unknown" are strings; a field that is absent or None is unknown."""


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded event. ``on`` is the local day it happened, ``recorded`` the moment it was written down (UTC).

    ``about`` names the event it concerns, ``annuls`` the one it takes back; with a type other than an annulment it also replaces it.
    ``passed_over``: the recorder's reason for a *must* that already failed in the world, or a *should* that was passed over.
    """

    id: str
    type: str
    on: date
    recorded: datetime
    at: time | None = None
    position: int | None = None
    by: str = ""
    about: str | None = None
    annuls: str | None = None
    fields: dict[str, FieldValue] = field(default_factory=dict)
    passed_over: str = ""
