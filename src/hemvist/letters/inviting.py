"""Whether there is anything to ask somebody to: nobody is asked to come to a meeting that has been, or that will not be."""

from dataclasses import dataclass
from datetime import datetime

from hemvist import clock
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.kinds import Kind

CODE = "HV-KALLELSE"
"""What the refusal is called, for those who ask about it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A meeting that nobody is asked to any more. ``starts``: local time; ``outcome``: what came of it, in words, empty where nobody has said."""

    booking: str
    starts: datetime
    outcome: str


def passed(view: CaseView, kind: Kind, booking: EventView) -> Passed | None:
    """Give the meeting if this letter asks somebody to it and its time has come, or something has come of it already; else None."""
    meeting = next((each for each in view.meetings if each.event_uid == booking.uid), None)
    if not kind.invites or meeting is None or (meeting.starts > clock.now() and not meeting.outcome):
        return None
    return Passed(meeting.event_uid, meeting.starts, meeting.outcome_label if meeting.outcome else "")
