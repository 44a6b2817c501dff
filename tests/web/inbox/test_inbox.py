"""The inbox: what it says is looked up for the one who looks; it is one's own, and acknowledged by oneself."""

import uuid
from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import Case
from hemvist.integrations.delivering import deliver_waiting, remove_old
from hemvist.integrations.delivery_terms import delivery_terms
from hemvist.integrations.mail.inbox import MOST_ROWS
from hemvist.integrations.mail.models import Notice, Reach, Wish
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import give_role
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import LONG_AGO, City
from tests.web.work_city import ClientOf, appoint, opened, record


def notice(worker: Worker, case: UUID | None = None, kind: str = "turn") -> Notice:
    """A line in somebody's inbox."""
    row = Case.objects.get(public_id=case).pk if case else None
    return Notice.objects.create(worker=worker, kind=kind, case_row=row, key=uuid.uuid4(), at=clock.now())


def choices(**changed: str) -> dict[str, str]:
    """A form with everything chosen as the city does, but for what is changed."""
    return {kind: each.how for kind, each in delivery_terms().kinds.items()} | changed


def test_one_who_is_given_a_turn_finds_it_in_the_inbox(city: City, client_of: ClientOf) -> None:
    """The bell counts it, the line names the case and what is to be done, and the opening is logged."""
    case = opened(city)
    give_role(city.lead_caseworker, city.deciding, "caseworker", LONG_AGO)
    appoint(city.unit_manager, case, "caseworker", city.lead_caseworker)
    deliver_waiting()
    client = client_of(city.lead_caseworker)
    assert '<span class="hv-bell-count">1<' in client.get("/rutiner/").content.decode()
    page = client.get("/notiser/").content.decode()
    reference = Case.objects.get().reference
    assert f"/arende/{case}/" in page
    assert f"Ärende {reference}" in page
    assert AccessLogEntry.objects.filter(page="inbox", worker_id=city.lead_caseworker.pk).last().case_rows == str(  # type: ignore[union-attr]
        Case.objects.get().pk
    )


def test_a_line_about_what_one_no_longer_sees_says_nothing_of_it(city: City, client_of: ClientOf) -> None:
    """No number and no link, and it is not logged as shown."""
    case = opened(city)
    notice(city.outsider, case)
    page = client_of(city.outsider).get("/notiser/").content.decode()
    assert "gäller något som du inte ser nu" in page
    assert str(case) not in page
    assert Case.objects.get().reference not in page
    assert AccessLogEntry.objects.filter(page="inbox", case_rows="").exists()


def test_a_protected_person_s_case_is_named_only_after_a_strong_log_in(
    city: City, client_of: ClientOf, settings: Settings
) -> None:
    """What became protected after the notice was written."""
    case = opened(city)
    appoint(city.caseworker, case, "caseworker", city.caseworker)
    notice(city.caseworker, case)
    record(city.caseworker, case, "protection-learnt", protection="confidentiality-marking")
    client = client_of(city.caseworker)
    assert str(case) in client.get("/notiser/").content.decode()
    settings.REQUIRE_MFA = True
    assert str(case) not in client.get("/notiser/").content.decode()


def test_lines_are_acknowledged_one_by_one_and_all_at_once(city: City, client_of: ClientOf) -> None:
    """One's own only: another's number changes nothing."""
    mine = [notice(city.caseworker) for _ in range(3)]
    other = notice(city.consultant)
    client = client_of(city.caseworker)
    client.post("/notiser/kvittera/", {"notis": str(mine[0].pk)})
    client.post("/notiser/kvittera/", {"notis": str(other.pk)})
    assert Notice.objects.filter(seen_at=None).count() == 3
    client.post("/notiser/kvittera/")
    assert list(Notice.objects.filter(seen_at=None)) == [other]
    assert "hv-bell-count" not in client.get("/notiser/").content.decode()


def test_a_long_inbox_is_paged_by_key(city: City, client_of: ClientOf) -> None:
    """Every line once, the newest first."""
    made = [notice(city.caseworker).pk for _ in range(MOST_ROWS + 3)]
    client = client_of(city.caseworker)
    first = client.get("/notiser/").content.decode()
    second = client.get(f"/notiser/?efter={made[3]}").content.decode()
    assert f'href="/notiser/?efter={made[3]}"' in first
    assert (first.count('name="notis"'), second.count('name="notis"')) == (MOST_ROWS, 3)
    assert client.get("/notiser/?efter=x").status_code == 404


def test_an_old_line_is_removed_by_the_daily_pass(city: City) -> None:
    """After as many days as the city keeps it."""
    notice(city.caseworker)
    days = timedelta(days=delivery_terms().inbox.days)
    with clock.set_to(clock.now() + days - timedelta(hours=1)):
        remove_old()
    assert Notice.objects.count() == 1
    with clock.set_to(clock.now() + days + timedelta(hours=1)):
        remove_old()
    assert Notice.objects.count() == 0


def test_one_whose_address_does_not_work_is_told(city: City, client_of: ClientOf) -> None:
    """Until there is another address."""
    city.caseworker.user.email = "anna@staden.example"
    city.caseworker.user.save()
    Reach.objects.create(worker=city.caseworker, refused="anna@staden.example", refused_at=clock.now(), status="550")
    client = client_of(city.caseworker)
    assert "Mejl till dig kommer inte fram" in client.get("/notiser/").content.decode()
    city.caseworker.user.email = "anna.l@staden.example"
    city.caseworker.user.save()
    assert "Mejl till dig kommer inte fram" not in client.get("/notiser/").content.decode()


# -- choices ---------------------------------------------------------------------------------------------------------------------------------


def test_each_kind_is_chosen_and_the_alarm_cannot_be_turned_off(city: City, client_of: ClientOf) -> None:
    """What is posted for the alarm changes nothing; the page says that it cannot be chosen away."""
    client = client_of(city.caseworker)
    answer = client.post("/notiser/val/", choices(turn="app", emergency="app"), follow=True)
    assert "Dina val är sparade." in answer.content.decode()
    assert "Det kan inte väljas bort" in answer.content.decode()
    assert Wish.objects.get(kind="turn").how == "app"
    assert not Wish.objects.filter(kind="emergency").exists()


@pytest.mark.parametrize("how", ["sms", "pigeon", ""])
def test_what_cannot_be_chosen_is_refused(city: City, client_of: ClientOf, how: str) -> None:
    """A text message where the city sends none, a way there is not, or none at all."""
    answer = client_of(city.caseworker).post("/notiser/val/", choices(turn=how))
    assert answer.status_code == 422
    assert "Välj ett av sätten." in answer.content.decode()
    assert not Wish.objects.exists()


def test_text_messages_need_a_number(city: City, client_of: ClientOf, settings: Settings, tmp_path: object) -> None:
    """It is kept without blanks, and shown to oneself."""
    settings.DROP_FOLDERS = {"sms": tmp_path}
    client = client_of(city.caseworker)
    assert client.post("/notiser/val/", choices(turn="sms")).status_code == 422
    assert client.post("/notiser/val/", choices(turn="sms") | {"phone": "ring mig"}).status_code == 422
    assert client.post("/notiser/val/", choices(turn="sms") | {"phone": "070-174 06 05"}).status_code == 302
    assert Reach.objects.get().phone == "0701740605"
    assert "0701740605" in client.get("/notiser/val/").content.decode()
