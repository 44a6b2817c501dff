"""The page of a meeting: everything of the one object, and the forms that change it, filled in."""

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.meetings import view_meetings
from tests.integrations.calendar.conftest import Story
from tests.support.rfc5545 import components
from tests.web.meetings.conftest import ClientOf


def page(client_of: ClientOf, story: Story, who: str = "c-caseworker", uid: str = "") -> str:
    """The page of the meeting as somebody sees it."""
    answer = client_of(who).get(f"/arende/{story.case}/mote/{uid or story.booking}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_everything_of_the_meeting_stands_on_one_page(story: Story, client_of: ClientOf) -> None:
    """When, where, who, what the routine takes up, and what can be done about it."""
    text = page(client_of, story)
    assert "tisdag 17 februari 2026, 10:00–11:00" in text
    for told in ("Kompetenscenter", "Personen", "Consultant", "Var socialsekreteraren med på plats?", "Inte infört än"):
        assert told in text
    for form in ("enrolment-meeting-moved", "meeting-participants-invited", "meeting-place-changed"):
        assert f"/registrera/{form}/?om={story.booking}" in text
    assert "<title>Möte" in text


def test_what_came_of_it_is_told_from_its_day_on(story: Story, client_of: ClientOf) -> None:
    """Neither that it was held nor its minutes are offered before; then that it was held comes first."""
    told = ("enrolment-meeting-held", "enrolment-meeting-missed", "meeting-minutes-written")
    text = page(client_of, story)
    assert not any(each in text for each in told)
    with clock.set_to(datetime(2026, 2, 17, 12, tzinfo=UTC)):
        text = page(client_of, story)
    assert [text.index(f"/registrera/{each}/") for each in told] == sorted(
        text.index(f"/registrera/{e}/") for e in told
    )


def test_the_case_and_the_calendar_lead_to_it(story: Story, client_of: ClientOf) -> None:
    """A link on both."""
    client, address = client_of("c-caseworker"), f"/arende/{story.case}/mote/{story.booking}/"
    assert address in client.get(f"/arende/{story.case}/").content.decode()
    assert address in client.get("/kalender/?vecka=2026-08").content.decode()


def test_one_who_may_not_see_it_is_told_that_there_is_none(story: Story, client_of: ClientOf) -> None:
    """The same answer for a meeting that does not exist, and for its file."""
    for who, uid in (("h-caseworker", story.booking), ("c-caseworker", "0" * 32)):
        for end in ("", "mote.ics"):
            assert client_of(who).get(f"/arende/{story.case}/mote/{uid}/{end}").status_code == 404


def test_the_file_is_as_neutral_as_an_invitation(story: Story, client_of: ClientOf) -> None:
    """A time and the case's number; nothing of the person."""
    answer = client_of("c-caseworker").get(f"/arende/{story.case}/mote/{story.booking}/mote.ics")
    assert (answer["Content-Type"], answer.status_code) == ("text/calendar; charset=utf-8", 200)
    _, [event] = components(answer.content)
    assert event["SUMMARY"][1].startswith("Möte i ärende KC-")
    assert "ATTENDEE" not in event
    [read] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert read["DTSTART"].dt == datetime(2026, 2, 17, 9, tzinfo=UTC)


def test_a_new_time_knows_what_the_old_one_said(story: Story, client_of: ClientOf) -> None:
    """Place and interpreter come along; the time does not. The moved meeting offers the form."""
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Klienten är sjuk")
    text = page(client_of, story)
    assert "Väntar på ny tid" in text
    assert "Klienten är sjuk" in text
    address = f"/arende/{story.case}/registrera/enrolment-meeting-booked/?om={story.booking}"
    assert address in text
    form = client_of("c-caseworker").get(address).content.decode()
    assert re.search(r'name="place"[^>]*value="Kompetenscenter"', form)
    assert not re.search(r'name="starts_date"[^>]*value="2026', form)


def test_minutes_are_begun_with_the_routines_own_points(story: Story, client_of: ClientOf) -> None:
    """Headings from the routine for what is not answered yet, and those who are there as a rule are chosen beforehand."""
    form = client_of("c-caseworker").get(f"/arende/{story.case}/registrera/meeting-minutes-written/?om={story.booking}")
    text = form.content.decode()
    assert "Har klienten fått veta vad som förväntas och krävs?" in text
    assert "inte var med: varför?" not in text
    for role in ("client", "caseworker", "consultant"):
        assert re.search(rf'value="{role}"[^>]*checked', text)


def test_minutes_show_what_was_decided_and_who_has_signed(story: Story, client_of: ClientOf) -> None:
    """The way to sign is there until everybody has."""
    minutes = story.record(
        "consultant", "meeting-minutes-written", story.booking, attended=["client"], decided="Praktik i mars", signers=["caseworker"]
    )  # fmt: skip
    signs = f"/registrera/minutes-approved-by-caseworker/?om={minutes}"
    assert signs in page(client_of, story)
    assert signs not in page(client_of, story, "consultant")
    story.record("c-caseworker", "minutes-approved-by-caseworker", minutes)
    text = page(client_of, story)
    assert "Praktik i mars" in text
    assert "Justerat 2026-02-06" in text
    assert "registrera/minutes-approved" not in text


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        ("2026-02-21T10:00", "lördag"),
        ("2026-02-18T18:00", "utanför kontorstid"),
        ("2025-02-18T10:00", "före dagen då det bokades (2026-02-06)"),
    ],
)
def test_an_unusual_time_is_told_before_it_is_booked(story: Story, client_of: ClientOf, starts: str, told: str) -> None:
    """On the page that is shown before anything is recorded; the office hours are said to be the city's own."""
    story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Ny tid")
    day, hour = starts.split("T")
    posted = {
        "step": "check", "event-on": "2026-02-06", "starts_date": day, "starts_time": hour, "place": "Rum 1", "interpreter_needed": "no",
    }  # fmt: skip
    answer = client_of("c-caseworker").post(
        f"/arende/{story.case}/registrera/enrolment-meeting-booked/", posted, follow=True
    )
    assert answer.status_code == 200
    assert told in answer.content.decode()


@pytest.mark.parametrize("moved_first", [False, True])
def test_that_such_a_meeting_is_booked_already_is_told(story: Story, client_of: ClientOf, moved_first: bool) -> None:
    """The same meeting is easily booked twice; once it is said to be moved, the new time is not a second meeting."""
    if moved_first:
        story.record("c-caseworker", "enrolment-meeting-moved", story.booking, reason="Ny tid")
    posted = {
        "step": "check", "event-on": "2026-02-06", "starts_date": "2026-02-18", "starts_time": "10:00", "place": "Rum 1",
        "interpreter_needed": "no",
    }  # fmt: skip
    answer = client_of("c-caseworker").post(
        f"/arende/{story.case}/registrera/enrolment-meeting-booked/", posted, follow=True
    )
    assert answer.status_code == 200
    assert ("Ett sådant möte är redan bokat" in answer.content.decode()) is not moved_first


def test_where_rooms_are_booked_by_hemvist_nobody_enters_them(
    story: Story, client_of: ClientOf, settings: Settings
) -> None:
    """The form for the number in the other system is there only where people book there."""
    assert "meeting-entered-elsewhere" in page(client_of, story)
    settings.BOOKING_SYSTEM = "none"
    assert "meeting-entered-elsewhere" not in page(client_of, story)


def test_a_protected_persons_meeting_is_not_entered_elsewhere(story: Story, client_of: ClientOf) -> None:
    """Neither the form nor the wish for it; and the file says only that a time is booked."""
    story.record("c-caseworker", "protection-learnt", protection="confidentiality-marking")
    assert "meeting-entered-elsewhere" not in page(client_of, story)
    content = client_of("c-caseworker").get(f"/arende/{story.case}/mote/{story.booking}/mote.ics").content
    _, [event] = components(content)
    assert event["SUMMARY"][1] == "Bokad tid"
    assert not {"LOCATION", "URL"} & set(event)


def test_one_who_stands_on_the_other_side_sees_the_same_meeting(story: Story, client_of: ClientOf) -> None:
    """The consultant sees it under the same id, with what their own role records."""
    [theirs] = view_meetings(story.town.viewer("consultant", clock.today()), story.case)
    assert theirs.id == story.booking
    assert "meeting-place-changed" in page(client_of, story, "consultant")
