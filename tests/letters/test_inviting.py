"""Nobody is asked to a meeting that has been, or that will not be."""

from datetime import timedelta

import pytest

from hemvist import clock
from hemvist.letters.kinds import kinds
from hemvist.letters.making import CannotMake, letter_of, make, mark_of, shown_data
from tests.letters.conftest import BOOKED, HELD, Begin, before_the_meeting


def test_only_letters_that_ask_somebody_to_come_are_invitations() -> None:
    """Known by what they must say, not by their names: minutes and plans are made after the meeting."""
    asked = {each.id for each in kinds().values() if each.invites}
    assert asked == {"invitation", "invitation-follow-up", "invitation-video", "invitation-visit"}


def test_an_invitation_is_made_until_the_meeting_begins(begin: Begin) -> None:
    """Up to its very hour; from then on it is refused, and the letter says which meeting it was."""
    desk = begin(BOOKED)
    [meeting] = desk.view().meetings
    for early, possible in ((timedelta(minutes=1), True), (timedelta(0), False)):
        with clock.set_to(meeting.starts - early):
            letter = letter_of(desk.view(), desk.viewer(), "invitation")
        assert letter
        assert letter.can_be_made is possible
    assert letter
    assert letter.gathered.passed
    assert (letter.gathered.passed.booking, letter.gathered.passed.outcome) == (meeting.event_uid, "")
    view, viewer = desk.view(), desk.viewer()
    with pytest.raises(CannotMake):
        make(view, viewer, letter, mark_of(shown_data(view, viewer, letter)))


def test_an_invitation_to_a_meeting_that_something_has_come_of_is_refused(begin: Begin) -> None:
    """Held, moved or cancelled: said with what the case says of it, whatever the clock says."""
    desk = begin(HELD)
    with before_the_meeting(desk):
        letter = letter_of(desk.view(), desk.viewer(), "invitation")
    assert letter
    assert letter.gathered.passed
    assert letter.gathered.passed.outcome == desk.view().meetings[0].outcome_label != ""
