"""Whether the room is free at a time that somebody is about to book: told on the page before anything is recorded, and never refused."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext

from hemvist.cases.meeting_terms import length
from hemvist.cases.meetings import Meeting, view_meetings
from hemvist.cases.views import CaseView
from hemvist.integrations.calendar.booking import Period, booking_system
from hemvist.integrations.delivering import NotDelivered
from hemvist.secrecy.viewer import Viewer

PLACE = "place"
"""The field of a booking that says where."""


def room_warnings(view: CaseView, viewer: Viewer, place: str, starts: datetime) -> tuple[str, ...]:
    """Say when the room is taken during a meeting that begins at a local time; that nobody could say, if so. Nothing where the place is no room.

    The case's own meetings are no hindrance: it may be this one that stands there already.
    """
    wanted = Period(starts, starts + length())
    try:
        taken = booking_system().taken(place, wanted)
    except NotDelivered:
        return (gettext("Rummets kalender svarade inte. Se efter på annat sätt att rummet är ledigt."),)
    if taken:
        taken = _of_others(taken, view_meetings(viewer, view.public_id), place)
    return tuple(_words(each, starts.date()) for each in taken)


def _of_others(taken: Sequence[Period], own: tuple[Meeting, ...], place: str) -> list[Period]:
    left = list(taken)
    for meeting in own:
        if " ".join(meeting.place.casefold().split()) == " ".join(place.casefold().split()):
            left = [part for each in left for part in each.without(Period(meeting.starts, meeting.ends))]
    return left


def _words(taken: Period, day: date) -> str:
    words = gettext("Rummet är upptaget %(begins)s–%(ends)s.")
    return words % {"begins": _clock(taken.starts, day), "ends": _clock(taken.ends, day)}


def _clock(moment: datetime, day: date) -> str:
    return f"{moment:%H:%M}" if moment.date() == day else f"{moment:%Y-%m-%d %H:%M}"
