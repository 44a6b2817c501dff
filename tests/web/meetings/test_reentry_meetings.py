"""Meetings of a planned release: who takes part, and the link of a video meeting."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.test import Client

from hemvist import clock
from hemvist.cases.meetings import view_meetings
from tests.factories import small_city, viewer
from tests.web.reentry_city import Adults, adults, received, tell

LINK = "https://video.example.org/4711"


def a_meeting() -> tuple[Adults, UUID, str]:
    """A case with the first video meeting booked: who works with it, the case, the booking."""
    city = small_city()
    staff = adults(city)
    case = received(city, staff.caseworker)
    starts = datetime.combine(clock.today() + timedelta(days=9), time(13))
    booking = tell(
        staff.caseworker,
        case,
        "first-video-meeting-booked",
        starts=f"{starts:%Y-%m-%d %H:%M}",
        place=LINK,
        interpreter_needed="no",
    )
    return staff, case, booking


def test_those_who_have_something_to_do_by_the_booking_take_part(db: None) -> None:
    """The caseworker, and the probation officer: from outside while they have no account in the case. Not everybody who may book."""
    staff, case, _ = a_meeting()
    (meeting,) = view_meetings(viewer(staff.caseworker), case)
    assert [(each.kind, each.role) for each in meeting.participants] == [
        ("client", ""),
        ("worker", "adult_caseworker"),
        ("external", "probation_officer"),
    ]


def test_the_address_of_a_video_meeting_is_a_link(db: None) -> None:
    """It tells nobody where one came from."""
    staff, case, booking = a_meeting()
    client = Client()
    client.force_login(staff.caseworker.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/arende/{case}/mote/{booking}/").content.decode()
    assert f'<a href="{LINK}" rel="noreferrer">{LINK}</a>' in page


def test_who_was_there_can_be_said_of_a_planned_release(db: None) -> None:
    """The probation officer and those who work with income stand among the answers of the minutes."""
    staff, case, booking = a_meeting()
    client = Client()
    client.force_login(staff.caseworker.user, backend="django.contrib.auth.backends.ModelBackend")
    form = client.get(f"/arende/{case}/registrera/meeting-minutes-written/?om={booking}").content.decode()
    assert "Frivårdsinspektören" in form
    assert "Socialsekreteraren på ekonomiskt bistånd" in form
    assert "Konsulenten" not in form
