"""Invitations: those who take part get them, with a time and nothing else; what changes follows under the same UID."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from hemvist import clock
from hemvist.cases.correcting import annul
from hemvist.cases.models import OutboxMessage
from hemvist.integrations.calendar.models import SentInvitation
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.mail.models import Notice, Wish
from tests.cases.town import Town
from tests.integrations.calendar.conftest import NOW, Story
from tests.integrations.mail.conftest import address_of
from tests.support.mail_server import Mailing, Took
from tests.support.rfc5545 import components

TOLD_TO = ("c-caseworker", "consultant")


@pytest.fixture
def story(town: Town, mailing: Mailing) -> Iterator[Story]:
    """The case, and the morning after the meeting was booked. What went before is delivered."""
    story = Story(town)
    with clock.set_to(NOW):
        deliver_waiting()
        yield story


def calendar_of(took: Took) -> bytes:
    """The part of a mail that a calendar reads."""
    [part] = [part for part in took.mail.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert part.get_param("method") == components(content)[0]["METHOD"]
    return content


def told(mailing: Mailing) -> list[tuple[str, str, int, datetime]]:
    """To whom, by which method, with which number and for what time, of every mail."""
    found = []
    for took in mailing.took:
        content = calendar_of(took)
        [event] = Calendar.from_ical(content).walk("VEVENT")
        method = components(content)[0]["METHOD"]
        found.append((took.receivers[0], method, int(event["SEQUENCE"]), event["DTSTART"].dt))
    return sorted(found)


def test_those_who_take_part_are_invited_once(story: Story, mailing: Mailing) -> None:
    """The caseworker and the consultant, each in a mail of their own; to deliver again sends nothing."""
    at = datetime(2026, 2, 17, 9, tzinfo=UTC)
    assert told(mailing) == [(address_of(name), "REQUEST", 0, at) for name in TOLD_TO]
    OutboxMessage.objects.filter(kind="invitation").update(state="waiting", free_at=NOW)
    deliver_waiting()
    assert len(mailing.took) == 2


def test_a_mail_says_nothing_of_anybody(story: Story, mailing: Mailing) -> None:
    """No name, no number, nothing of what the meeting is or why; the case by its reference, the organiser Hemvist."""
    reference = story.player.file().row.reference
    for took in mailing.took:
        content = calendar_of(took).decode()
        for word in ("Provsson", "Kim", "nskrivning", "Caseworker", "Consultant", "sjuk"):
            assert word not in took.text + content
        _, [event] = components(calendar_of(took))
        assert event["SUMMARY"][1] == f"Möte i ärende {reference}"
        assert event["ORGANIZER"] == (";CN=Hemvist", "mailto:hemvist@staden.example")
        assert event["ATTENDEE"][1] == f"mailto:{took.receivers[0]}"
        assert event["LOCATION"][1] == "Kompetenscenter"
        assert took.mail["Subject"] == "Bokad tid"


def test_a_new_time_follows_under_the_same_uid(story: Story, mailing: Mailing) -> None:
    """Moved and booked again before anything was sent: one mail to each, with a higher number, and the same UID as the first."""
    uids = {components(calendar_of(took))[1][0]["UID"][1] for took in mailing.took}
    mailing.post.took.clear()
    story.move()
    deliver_waiting()
    at = datetime(2026, 2, 18, 12, tzinfo=UTC)
    assert told(mailing) == [(address_of(name), "REQUEST", 2, at) for name in TOLD_TO]
    assert {components(calendar_of(took))[1][0]["UID"][1] for took in mailing.took} == uids


def test_a_time_that_is_cancelled_is_taken_out(story: Story, mailing: Mailing) -> None:
    """CANCEL with a higher number, once; the reason stays in the case."""
    mailing.post.took.clear()
    story.record("c-caseworker", "enrolment-meeting-cancelled", story.booking, reason="Klienten har fått arbete")
    deliver_waiting()
    assert [(to, method, number) for to, method, number, _ in told(mailing)] == [
        (address_of(name), "CANCEL", 1) for name in TOLD_TO
    ]
    assert all("arbete" not in took.text for took in mailing.took)
    assert set(SentInvitation.objects.values_list("cancelled", flat=True)) == {True}


def test_a_booking_that_is_taken_back_is_cancelled(story: Story, mailing: Mailing) -> None:
    """There is no such meeting any more: only that the time is free again is told."""
    mailing.post.took.clear()
    annul(story.town.viewer("c-caseworker", clock.today()), story.case, story.booking, "Fel ärende")
    deliver_waiting()
    assert [(to, method) for to, method, *_ in told(mailing)] == [(address_of(name), "CANCEL") for name in TOLD_TO]
    assert {components(calendar_of(took))[1][0]["SUMMARY"][1] for took in mailing.took} == {"Bokad tid"}


def test_one_who_takes_over_is_invited_and_the_other_is_freed(story: Story, mailing: Mailing) -> None:
    """Another consultant: a REQUEST to the new one, a CANCEL to the one before, nothing to the caseworker."""
    mailing.post.took.clear()
    other = str(story.town.workers["other-consultant"].pk)
    story.record("coordinator", "consultant-appointed", role="consultant", worker=other)
    deliver_waiting()
    assert [(to, method) for to, method, *_ in told(mailing)] == [
        (address_of("consultant"), "CANCEL"),
        (address_of("other-consultant"), "REQUEST"),
    ]


def test_of_a_protected_person_only_that_a_time_is_booked(story: Story, mailing: Mailing) -> None:
    """When protection becomes known, what stands in the calendars is made as neutral: no place, no case, no link."""
    mailing.post.took.clear()
    story.record("c-caseworker", "protection-learnt", protection="confidentiality-marking")
    deliver_waiting()
    assert {took.receivers[0] for took in mailing.took} >= {address_of("c-caseworker")}
    reference = story.player.file().row.reference
    for took in mailing.took:
        _, [event] = components(calendar_of(took))
        assert event["SUMMARY"][1] == "Bokad tid"
        assert not {"LOCATION", "URL", "DESCRIPTION"} & set(event)
        assert reference not in took.text + calendar_of(took).decode()
        assert str(story.case) not in took.text + calendar_of(took).decode()


def test_a_mail_that_was_refused_for_now_is_sent_later(story: Story, mailing: Mailing) -> None:
    """Nothing is noted as sent before the server has taken it."""
    mailing.post.took.clear()
    story.record("c-caseworker", "meeting-place-changed", story.booking, way="room", place="Rum 9")
    mailing.post.answers = ["451 Not now"] * 2
    deliver_waiting()
    assert mailing.took == []
    OutboxMessage.objects.filter(kind="invitation", state="waiting").update(free_at=NOW)
    deliver_waiting()
    assert [to for to, *_ in told(mailing)] == [address_of(name) for name in TOLD_TO]


def test_one_who_wants_no_mail_gets_a_line_in_the_inbox(town: Town, mailing: Mailing) -> None:
    """Once for what is new; about no case where the person is protected."""
    Wish.objects.create(worker=town.workers["consultant"], kind="meeting", how="app")
    story = Story(town)
    with clock.set_to(NOW):
        deliver_waiting()
        deliver_waiting()
        assert [took.receivers[0] for took in mailing.took] == [address_of("c-caseworker")]
        [notice] = Notice.objects.filter(kind="meeting")
        assert (notice.worker_id, notice.case_row) == (town.workers["consultant"].pk, story.player.file().row.id)
        story.record("c-caseworker", "protection-learnt", protection="confidentiality-marking")
        deliver_waiting()
    assert Notice.objects.filter(kind="meeting").latest("id").case_row is None


def test_nothing_is_put_out_where_the_city_has_no_mail(town: Town) -> None:
    """Without a mail server and rooms nothing waits to be sent."""
    story = Story(town)
    with clock.set_to(NOW):
        story.move()
    assert not OutboxMessage.objects.filter(kind__in=("invitation", "room")).exists()
