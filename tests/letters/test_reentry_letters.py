"""The letters and forms of a planned release, made in a case of it."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.letters.kinds import kinds_of
from hemvist.letters.making import letter_of, make, mark_of, shown_data
from hemvist.letters.sending import confirm, ways_of
from tests.factories import City, small_city, viewer
from tests.web.reentry_city import Adults, adults, received, tell


@pytest.fixture
def city(db: None) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def staff(city: City) -> Adults:
    """Those who work with releases."""
    return adults(city)


def booked(staff: Adults, case: UUID) -> str:
    """The first video meeting, booked; gives the booking's uid."""
    starts = datetime.combine(clock.today() + timedelta(days=9), time(13))
    place = "https://video.example.org/4711"
    when = f"{starts:%Y-%m-%d %H:%M}"
    return tell(staff.caseworker, case, "first-video-meeting-booked", starts=when, place=place, interpreter_needed="no")


def seen(staff: Adults, case: UUID) -> CaseView:
    """The case as the caseworker sees it."""
    return view_case(viewer(staff.caseworker), case, "letters")


def test_the_routine_has_a_consent_form_and_two_invitations(city: City, staff: Adults) -> None:
    """Besides them none that belongs to another routine."""
    view = seen(staff, received(city, staff.caseworker))
    assert [kind.id for kind in kinds_of(view.edition)] == ["consent-probation", "invitation-video", "invitation-visit"]


def test_the_consent_form_says_what_was_asked_and_what_was_agreed(city: City, staff: Adults) -> None:
    """Of the person's consent towards the probation service."""
    view = seen(staff, received(city, staff.caseworker))
    letter = letter_of(view, viewer(staff.caseworker), "consent-probation", "")
    assert letter is not None
    facts = shown_data(view, viewer(staff.caseworker), letter)["facts"]
    assert "Planeringen: behov, åtgärder och uppföljning" in facts["asked"]
    assert "Utredningen hos socialtjänsten" in facts["asked"]
    assert "Utredningen hos socialtjänsten" not in facts["agreed"]


def test_an_invitation_that_has_gone_tells_the_person_the_time_of_that_meeting(city: City, staff: Adults) -> None:
    """The routine's own event is recorded about the booking, and the duty is done."""
    case = received(city, staff.caseworker)
    booking, looker = booked(staff, case), viewer(staff.caseworker)
    view = seen(staff, case)
    letter = letter_of(view, looker, "invitation-video", "")
    assert letter is not None
    uid = make(view, looker, letter, mark_of(shown_data(view, looker, letter)))
    view = seen(staff, case)
    made = next(each for each in view.history if each.uid == uid)
    confirm(view, looker, made, "post", looker.today, also=True, key="")
    view = seen(staff, case)
    told = next(each for each in view.history if each.type == "person-told-the-time")
    assert (told.about, told.values["way"]) == (booking, "letter")
    assert [duty.state for duty in view.status.duties if duty.id == "tell-person-the-time"] == ["done"]


def test_an_invitation_to_a_protected_person_is_handed_over(city: City, staff: Adults) -> None:
    """It never goes by post."""
    case = received(city, staff.caseworker, protection="confidentiality-marking")
    view = seen(staff, case)
    assert {ways_of(view, kind) for kind in kinds_of(view.edition) if kind.about} == {("handed",)}
