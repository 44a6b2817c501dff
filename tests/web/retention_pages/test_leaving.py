"""A manager sees what is due to leave, why, and what holds it back; and lets it go."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hemvist import clock
from hemvist.organisation.models import Worker
from hemvist.persons.models import Person
from hemvist.retention.access_log import oldest_kept
from hemvist.retention.models import Decision
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import City
from tests.web.retention_pages.conftest import close_old
from tests.web.work_city import ClientOf, opened, record

ADDRESS = "/enheten/gallring/"


@pytest.fixture
def manager(city: City, client_of: ClientOf) -> Client:
    """The manager of the deciding unit, logged in."""
    return client_of(city.unit_manager)


def page(client: Client) -> str:
    """The list as it is shown."""
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_when_why_and_by_which_law(city: City, old: UUID, manager: Client) -> None:
    """The last note, the day it leaves, the last day to have it done, what becomes of it; no name of the person."""
    shown = page(manager)
    for text in (
        "KC-20",
        "Att godkänna",
        "Bevaras i arkivet",
        "SoL (2025:400) 16 kap. 1 §",
        "klart senast",
        "Väntar på godkännande",
    ):
        assert text in shown
    assert "Gammelström" not in shown


def test_a_case_that_is_not_due_is_not_on_the_list(city: City, manager: Client) -> None:
    """Nothing is said of it."""
    opened(city, "Ung")
    assert "Inget ska lämna Hemvist" in page(manager)


def test_the_list_says_for_how_long_the_access_log_is_kept(city: City, manager: Client) -> None:
    """By whose order, from which day on all of it is there, and how much has been removed."""
    shown = " ".join(page(manager).split())
    assert "i minst 10 år" in shown
    assert "stadens egen inställning" in shown
    assert str(oldest_kept(clock.today()).day) in shown
    assert "Rader borttagna hittills" in shown


def test_what_holds_a_case_back_is_said_with_its_law_and_it_cannot_be_chosen(
    city: City, old: UUID, manager: Client
) -> None:
    """An open case, and one whose birth date is not known."""
    Person.objects.update(birth_date=None)
    shown = page(manager)
    assert "Stannar kvar" in shown
    assert "Födelsedatum saknas: det kan vara ett barns ärende." in shown
    assert "SoL (2025:400) 16 kap. 2 a §" in shown
    assert 'name="arende"' not in shown


def test_chosen_cases_are_shown_once_more_before_they_are_approved(city: City, old: UUID, manager: Client) -> None:
    """First what it means, then it is recorded who approved and when."""
    check = manager.post(f"{ADDRESS}godkann/", {"arende": str(old)}).content.decode()
    assert "Det kan inte göras ogjort." in check
    assert not Decision.objects.exists()
    done = manager.post(f"{ADDRESS}godkann/", {"arende": str(old), "confirmed": "yes"}, follow=True).content.decode()
    assert "Ett ärende är godkänt." in done
    assert "Godkänt, väntar på arkivpaket" in done
    assert Decision.objects.get().worker == city.unit_manager


def test_an_approval_is_taken_back(city: City, old: UUID, manager: Client) -> None:
    """The case waits again."""
    manager.post(f"{ADDRESS}godkann/", {"arende": str(old), "confirmed": "yes"})
    back = manager.post(f"{ADDRESS}aterta/", {"arende": str(old)}, follow=True).content.decode()
    assert "Godkännandet är återtaget." in back
    assert "Väntar på godkännande" in back


def test_something_new_in_the_case_takes_it_off_the_list(city: City, old: UUID, manager: Client) -> None:
    """Its last note is new: it is not due any more, and the approval is nothing."""
    manager.post(f"{ADDRESS}godkann/", {"arende": str(old), "confirmed": "yes"})
    record(city.caseworker, old, "wish-noted", kind="wish", description="Hör av sig.")
    assert "Inget ska lämna Hemvist" in page(manager)


@pytest.mark.parametrize("who", ["caseworker", "lead_caseworker", "coordinator", "outsider"])
def test_for_those_who_are_not_managers_the_page_is_not_there(
    city: City, old: UUID, client_of: ClientOf, who: str
) -> None:
    """Neither to see nor to approve."""
    worker: Worker = getattr(city, who)
    client = client_of(worker)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}godkann/", {"arende": str(old), "confirmed": "yes"}).status_code == 404
    assert client.post(f"{ADDRESS}aterta/", {"arende": str(old)}).status_code == 404
    assert "gallring" not in client.get("/enheten/").content.decode()
    assert not Decision.objects.exists()


def test_a_case_with_protected_data_is_there_only_for_a_manager_who_is_named_in_it(city: City, manager: Client) -> None:
    """The same answer, by the same page, as if it did not exist."""
    case = close_old(city, "Skyddad", protection="confidentiality-marking")
    assert "Inget ska lämna Hemvist" in page(manager)
    answers = [
        manager.post(f"{ADDRESS}godkann/", {"arende": str(each), "confirmed": "yes"}).status_code
        for each in (case, uuid4())
    ]
    assert answers == [404, 404]
    checks = [manager.post(f"{ADDRESS}godkann/", {"arende": str(each)}).status_code for each in (case, uuid4())]
    assert checks == [422, 422]


@pytest.mark.parametrize("told", ["x", "2020-01-01_1", "2020-01-01T00:00:00+00:00_x", "_", "é_1"])
def test_a_place_that_is_no_place_is_not_found(manager: Client, told: str) -> None:
    """No error of the server's."""
    assert manager.get(ADDRESS, {"efter": told}).status_code == 404
    assert manager.post(f"{ADDRESS}godkann/", {"arende": told}).status_code == 404


def test_nothing_chosen_is_said(manager: Client) -> None:
    """In words, and nothing is approved."""
    answer = manager.post(f"{ADDRESS}godkann/")
    assert answer.status_code == 422
    assert "Välj minst ett ärende." in answer.content.decode()


def test_the_list_is_logged_with_the_cases_it_showed(city: City, old: UUID, manager: Client) -> None:
    """One row for the whole list."""
    page(manager)
    row = AccessLogEntry.objects.get(page="retention")
    assert (row.worker, row.outcome) == (city.unit_manager, "shown")
    assert row.case_rows


def test_the_list_takes_as_many_statements_whatever_its_length(
    city: City, old: UUID, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Seven more cases cost no more."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(manager)
    with CaptureQueriesContext(connection) as few:
        page(manager)
    for number in range(7):
        close_old(city, f"Till{number}")
    with django_assert_num_queries(len(few)):
        page(manager)


def test_the_manager_finds_the_list_from_the_page_of_the_unit(manager: Client) -> None:
    """By a link."""
    assert ADDRESS in manager.get("/enheten/").content.decode()
