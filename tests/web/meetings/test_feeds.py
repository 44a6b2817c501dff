"""Calendar feeds: secret addresses that show what the calendar page shows, and end with the account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.calendar import days, week
from hemvist.cases.meeting_terms import meeting_terms
from hemvist.config.log_lines import Impersonal
from hemvist.integrations.calendar.feeds import entries, renew
from hemvist.integrations.calendar.models import CalendarFeed
from hemvist.organisation.models import RoleHolding, Worker
from hemvist.secrecy.models import AccessLogEntry
from hemvist.secrecy.viewer import viewer_of
from tests.integrations.calendar.conftest import NOW, Story
from tests.support.rfc5545 import components
from tests.web.meetings.conftest import ClientOf


def address_from(text: str) -> str:
    """The feed's address as the page shows it, without the host."""
    found = re.search(r"/kalender/flode/[\w-]{43}\.ics", text)
    assert found
    return found.group()


def made(client: Client) -> str:
    """Make a feed, and give its address."""
    return address_from(client.post("/kalender/flode/", {"step": "renew"}).content.decode())


def test_a_feed_shows_what_the_calendar_page_shows(story: Story, client_of: ClientOf) -> None:
    """The same times of the same cases, week by week, for one whose log-in is not strong; at the same places, and with fewer words."""
    worker = story.town.workers["c-caseworker"]
    viewer = viewer_of(worker, clock.today(), strong=False)
    terms = meeting_terms().feed
    monday = viewer.today - timedelta(days=viewer.today.weekday())
    weeks = [
        entry
        for number in range(-terms.weeks_back, terms.weeks_ahead)
        for entry in week(viewer, monday + timedelta(weeks=number))
    ]
    assert entries(viewer) == weeks
    assert {entry.kind for entry in weeks} == {"meeting", "due"}
    _, events = components(Client().get(made(client_of("c-caseworker"))).content)
    told = sorted((e["DTSTART"][1], e["SUMMARY"][1], e.get("LOCATION", ("", ""))[1]) for e in events)
    assert told == sorted(
        (
            f"{datetime.combine(e.on, e.at, clock.LOCAL_ZONE).astimezone(UTC):%Y%m%dT%H%M%SZ}" if e.at else f"{e.on:%Y%m%d}",
            f"Möte i ärende {e.reference}" if e.kind == "meeting" else f"Senast i dag i ärende {e.reference}",
            e.place,
        )
        for e in weeks
    )  # fmt: skip
    assert len({e["UID"][1] for e in events}) == len(events)


def test_no_name_stands_in_a_feed(story: Story, client_of: ClientOf) -> None:
    """Neither the client's nor a worker's, nor what the meeting is."""
    text = Client().get(made(client_of("c-caseworker"))).content.decode()
    for word in ("Kim", "Provsson", "Inskrivning", "Consultant", "caseworker"):
        assert word not in text


def test_a_protected_persons_times_are_not_in_a_feed(story: Story, client_of: ClientOf) -> None:
    """To hold the address is no strong log-in; the page shows the time to the named worker."""
    story.record("c-caseworker", "protection-learnt", protection="confidentiality-marking")
    client = client_of("c-caseworker")
    assert "Bokad tid" in client.get("/kalender/?vecka=2026-08").content.decode()
    _, events = components(Client().get(made(client)).content)
    assert events == []


def test_a_cancelled_meeting_takes_no_time(story: Story, client_of: ClientOf) -> None:
    """It stands there, cancelled."""
    story.record("c-caseworker", "enrolment-meeting-cancelled", story.booking, reason="Ställs in")
    _, events = components(Client().get(made(client_of("c-caseworker"))).content)
    [meeting] = [event for event in events if event["UID"][1].startswith(story.booking)]
    assert (meeting["STATUS"][1], meeting["TRANSP"][1]) == ("CANCELLED", "TRANSPARENT")


def test_the_secret_is_kept_only_as_a_digest_and_shown_once(story: Story, client_of: ClientOf) -> None:
    """Neither the database nor the page afterwards knows it."""
    client = client_of("c-caseworker")
    secret = made(client).removeprefix("/kalender/flode/").removesuffix(".ics")
    [kept] = CalendarFeed.objects.values_list("secret", flat=True)
    assert len(kept) == 64
    assert secret not in kept
    assert secret not in client.get("/kalender/flode/").content.decode()


def test_a_feed_that_is_renewed_or_taken_away_does_not_exist_any_more(story: Story, client_of: ClientOf) -> None:
    """The old address is answered as any that never was."""
    client = client_of("c-caseworker")
    first, second = made(client), made(client)
    never = Client().get(f"/kalender/flode/{'x' * 43}.ics")
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post("/kalender/flode/", {"step": "revoke"})
    gone = Client().get(second)
    assert gone.status_code == never.status_code == 404


def test_a_feed_ends_with_the_account(story: Story, client_of: ClientOf) -> None:
    """One who has left, whose account is closed, or who holds no role any more."""
    address, worker = made(client_of("c-caseworker")), story.town.workers["c-caseworker"]
    worker.user.is_active = False
    worker.user.save()
    assert Client().get(address).status_code == 404
    worker.user.is_active = True
    worker.user.save()
    Worker.objects.filter(pk=worker.pk).update(left_on=clock.today() - timedelta(days=1))
    assert Client().get(address).status_code == 404
    Worker.objects.filter(pk=worker.pk).update(left_on=None)
    assert Client().get(address).status_code == 200
    RoleHolding.objects.filter(worker=worker).update(last_day=clock.today() - timedelta(days=1))
    assert Client().get(address).status_code == 404


def test_the_secret_is_not_in_the_servers_log(
    story: Story, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    """A feed that is not there, and one that is fetched too often, are logged without what is secret in their address."""
    address = made(client_of("c-caseworker"))
    viewer = story.town.viewer("c-caseworker", clock.today())
    for _ in range(meeting_terms().feed.most_fetches):
        days(viewer, viewer.today, 1, "calendar-feed")
    assert Client().get(address).status_code == 429
    Client().get(f"/kalender/flode/{'x' * 43}.ics")
    lines = [Impersonal().format(record) for record in caplog.records]
    assert any("/kalender/flode/…" in line for line in lines)
    secret = address.removeprefix("/kalender/flode/").removesuffix(".ics")
    assert not any(secret in line or "x" * 43 in line for line in lines)


def test_what_is_unchanged_is_not_sent_again(story: Story, client_of: ClientOf) -> None:
    """The answer has an ETag; with it the next is short, until something changes."""
    address = made(client_of("c-caseworker"))
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    story.move()
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_each_fetching_is_logged_as_a_list_and_there_is_an_end_to_them(story: Story, client_of: ClientOf) -> None:
    """Which cases were told is in the access log; too many in an hour are told when to come back."""
    address, worker = made(client_of("c-caseworker")), story.town.workers["c-caseworker"]
    assert Client().get(address).status_code == 200
    [logged] = AccessLogEntry.objects.filter(page="calendar-feed")
    assert (logged.worker_id, logged.outcome) == (worker.pk, "shown")
    assert str(story.player.file().row.id) in logged.case_rows.split(",")
    viewer = story.town.viewer("c-caseworker", clock.today())
    for _ in range(meeting_terms().feed.most_fetches):
        days(viewer, viewer.today, 1, "calendar-feed")
    answer = Client().get(address)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    with clock.set_to(NOW + timedelta(minutes=meeting_terms().feed.within_minutes + 1)):
        assert Client().get(address).status_code == 200


def test_a_feed_takes_as_many_statements_however_much_there_is(story: Story) -> None:
    """One more case with a meeting asks no more of the database."""
    secret = renew(story.town.viewer("c-caseworker", clock.today()))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert Client().get(f"/kalender/flode/{secret}.ics").status_code == 200
        counts.append(len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]))
        Story(story.town)
    assert counts[0] == counts[1]
