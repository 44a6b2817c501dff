"""What did not arrive: seen by those who lead the unit, told without saying what it was about, tried again or let be with a reason."""

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.casefile import find_case
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import Outgoing, lease, not_delivered, put_out, tell_of_events, tell_of_meetings
from hemvist.cases.turns import in_turn
from hemvist.integrations.mail.models import Dropped, Reach
from hemvist.integrations.mail.server import MailServer
from hemvist.organisation.models import Worker
from tests.factories import City
from tests.web.work_city import ClientOf, opened

ERROR = "E-postservern tog inte emot mejlet (554)."


@pytest.fixture
def failed(city: City) -> OutboxMessage:
    """A mail of the deciding unit that has failed."""
    out = Outgoing("mail", {"worker": city.caseworker.pk, "notice": "x"}, unit=city.deciding.pk)
    in_turn(lambda: put_out([out]))
    [message] = lease("mail")
    not_delivered(message, ERROR, None)
    return OutboxMessage.objects.get()


def refuse(worker: Worker) -> None:
    """Let a worker's address be one that was refused."""
    worker.user.email = "anna@staden.example"
    worker.user.save()
    Reach.objects.create(worker=worker, refused="anna@staden.example", refused_at=clock.now(), status="5.1.1")


def test_the_manager_sees_what_failed_and_why_and_not_what_it_was_about(
    city: City, client_of: ClientOf, failed: OutboxMessage
) -> None:
    """Another unit's leader sees nothing of it, and one who leads nothing has no such page."""
    opened(city)
    page = client_of(city.unit_manager).get("/enheten/leveranser/").content.decode()
    assert ERROR in page
    assert "Östlund" not in page
    assert ERROR not in client_of(city.coordinator).get("/enheten/leveranser/").content.decode()
    assert client_of(city.caseworker).get("/enheten/leveranser/").status_code == 404


def test_what_failed_is_tried_again(city: City, client_of: ClientOf, failed: OutboxMessage) -> None:
    """From the first try on."""
    client_of(city.unit_manager).post(f"/enheten/leveranser/{failed.pk}/", {"step": "again"})
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)


def test_what_failed_is_let_be_for_a_reason(city: City, client_of: ClientOf, failed: OutboxMessage) -> None:
    """Without one nothing is changed; with one it is kept who said so."""
    client = client_of(city.unit_manager)
    client.post(f"/enheten/leveranser/{failed.pk}/", {"step": "let-be", "reason": " "})
    failed.refresh_from_db()
    assert failed.state == "failed"
    client.post(f"/enheten/leveranser/{failed.pk}/", {"step": "let-be", "reason": "Hen har slutat."})
    failed.refresh_from_db()
    assert (failed.state, failed.settled_by, failed.settled_reason) == ("let-be", city.unit_manager, "Hen har slutat.")


@pytest.mark.parametrize("step", ["again", "let-be"])
def test_another_unit_s_message_is_not_there(city: City, client_of: ClientOf, failed: OutboxMessage, step: str) -> None:
    """The same answer as for a number that there is not."""
    client, given = client_of(city.coordinator), {"step": step, "reason": "x"}
    answers = [client.post(f"/enheten/leveranser/{number}/", given).status_code for number in (failed.pk, 999_999)]
    assert answers == [404, 404]
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_what_belongs_to_no_unit_is_seen_by_everybody_who_leads_one(city: City, client_of: ClientOf) -> None:
    """So that somebody does see it in the product; one who leads nothing does not, and whoever comes first settles it for all."""
    in_turn(lambda: put_out([Outgoing("digest", {"worker": city.outsider.pk, "day": "2026-03-02"})]))
    [message] = lease("digest")
    not_delivered(message, ERROR, None)
    for leader in (city.unit_manager, city.coordinator):
        page = client_of(leader).get("/enheten/leveranser/").content.decode()
        assert ERROR in page
        assert "Ingen enhet" in page
        assert "Dagens mejl" in page
    given = {"step": "again"}
    assert client_of(city.caseworker).post(f"/enheten/leveranser/{message.id}/", given).status_code == 404
    assert client_of(city.coordinator).post(f"/enheten/leveranser/{message.id}/", given).status_code == 302
    assert OutboxMessage.objects.get().state == "waiting"
    assert client_of(city.unit_manager).post(f"/enheten/leveranser/{message.id}/", given).status_code == 404


def test_what_is_told_of_a_case_belongs_to_its_unit(city: City, settings: Settings) -> None:
    """Invitations, rooms and what is told other systems, which are about a case and not about a turn of somebody's."""
    settings.MAIL_SERVER = MailServer("localhost", 25, "none", "", "", "", "a@b.example", "a@b.example")
    settings.BOOKING_SYSTEM = "caldav"
    case = find_case(opened(city))
    assert case
    in_turn(lambda: tell_of_meetings(case, "e1"))
    in_turn(lambda: tell_of_events(case, [("e1", "case-opened")]))
    units = dict(OutboxMessage.objects.filter(event="e1").values_list("kind", "unit_id"))
    assert units == dict.fromkeys(("invitation", "room", "recorded"), city.deciding.pk)


def test_whom_mail_does_not_reach_is_named_and_mended(city: City, client_of: ClientOf, settings: Settings) -> None:
    """A refused address with its code; those who have none, where mail is sent; nobody of another unit."""
    assert city.lead_caseworker.name not in client_of(city.unit_manager).get("/enheten/leveranser/").content.decode()
    settings.MAIL_SERVER = MailServer("localhost", 25, "none", "", "", "", "a@b.example", "a@b.example")
    refuse(city.caseworker)
    page = client_of(city.unit_manager).get("/enheten/leveranser/").content.decode()
    assert "(5.1.1)" in page
    assert city.lead_caseworker.name in page
    assert city.consultant.name not in page
    assert client_of(city.coordinator).post(f"/enheten/leveranser/adress/{city.caseworker.pk}/").status_code == 404
    client_of(city.unit_manager).post(f"/enheten/leveranser/adress/{city.caseworker.pk}/")
    assert Reach.objects.get().refused == ""


def test_a_text_message_that_was_lost_is_told(city: City, client_of: ClientOf) -> None:
    """Whose it was and when; no number."""
    Dropped.objects.create(
        key="7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b11",
        channel="sms",
        worker=city.caseworker,
        state="failed",
        left_at=clock.now(),
    )
    assert "Sms som inte kom fram" in client_of(city.unit_manager).get("/enheten/leveranser/").content.decode()
    assert "Sms som inte kom fram" not in client_of(city.coordinator).get("/enheten/leveranser/").content.decode()
