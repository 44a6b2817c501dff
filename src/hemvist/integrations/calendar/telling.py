"""What a calendar outside may be told of a meeting: a time, and as little else as will do.

A calendar is read over shoulders and kept by others. So: never a name, a number, what the meeting is called or why it is held. Where the person
is or may be protected only that a time is booked, without place and without the case.
"""

from django.conf import settings
from django.utils.translation import gettext

from hemvist.cases.meetings import Meeting
from hemvist.integrations.calendar.ics import Slot, uid_of


def summary(reference: str, protected: bool) -> str:
    """Give the only words there are about a meeting."""
    return gettext("Bokad tid") if protected else gettext("Möte i ärende %(reference)s") % {"reference": reference}


def slot_of(meeting: Meeting) -> Slot:
    """Give a meeting as its participants' calendars are told of it."""
    open_to_tell = not meeting.protected
    return Slot(
        uid=uid_of(meeting.id),
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        summary=summary(meeting.reference, meeting.protected),
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place if open_to_tell else "",
        link=_link(meeting) if open_to_tell else "",
        cancelled=meeting.state in ("moved", "cancelled"),
    )


def _link(meeting: Meeting) -> str:
    return f"{settings.ADDRESS}/arende/{meeting.case}/mote/{meeting.id}/" if settings.ADDRESS else ""
