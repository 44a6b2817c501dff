"""The pages about who sees what: emergencies, conflicts of interest, who can see a case, the client's extract, and log reviews."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.casefile import find_case
from hemvist.organisation.models import Worker
from hemvist.retention.rules import rule_on
from hemvist.secrecy.models import AccessLogEntry, Grant
from hemvist.web.oversight.extract_pdf import kept_words
from hemvist.web.oversight.words import page_in_words, why_in_words
from tests.factories import City
from tests.web.work_city import ClientOf, opened

REASON = "Klienten svarar inte och kan vara i fara."
ASKED = {"need": "life", "reason": REASON, "kinds": ["identity", "journal"]}


@pytest.fixture
def case(city: City) -> UUID:
    """A case of the caseworker's."""
    return opened(city)


def reference(case: UUID) -> str:
    """Its number."""
    found = find_case(case)
    assert found
    return found.reference


def html(client: Client, address: str, status: int = 200) -> str:
    """A page as it is sent."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


# -- for life or health -----------------------------------------------------------------------------------------------------------------------


def test_a_case_is_opened_for_life_or_health(city: City, client_of: ClientOf, case: UUID) -> None:
    """It leads to the case, which says until when; the manager finds it at the top of Att göra."""
    client = client_of(city.outsider)
    answer = client.post("/nodoppning/", ASKED | {"text": reference(case)}, follow=True)
    assert answer.redirect_chain == [(f"/arende/{case}/", 302)]
    told = answer.content.decode()
    assert "Ärendet är öppet för dig till" in told
    assert "du har öppnat det för någons liv eller hälsa" in told
    assert "Granska att ett ärende har öppnats för liv eller hälsa" in html(client_of(city.unit_manager), "/")
    assert "Granska att" not in html(client_of(city.lead_caseworker), "/")


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"text": "KC-2026-999999"}, 404, "Inget ärende med det numret kan öppnas"),
        ({"text": "Karin Östlund"}, 422, "Skriv hela ärendenumret"),
        ({"text": "KC-2026-000001", "reason": "akut"}, 422, "Skriv varför du behöver öppna"),
        ({"text": "KC-2026-000001", "need": "curiosity"}, 422, "Välj vad det gäller"),
        ({"text": "KC-2026-000001", "kinds": []}, 422, "Välj vilka uppgifter du behöver"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    city: City, client_of: ClientOf, given: dict[str, Any], status: int, told: str
) -> None:
    """And what was typed is still there."""
    answer = client_of(city.outsider).post("/nodoppning/", ASKED | given)
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert given["text"] in answer.content.decode()


def test_nobody_tries_many_numbers(city: City, client_of: ClientOf) -> None:
    """After some tries one has to wait."""
    client = client_of(city.outsider)
    statuses = [client.post("/nodoppning/", ASKED | {"text": f"KC-2026-99999{n}"}).status_code for n in range(6)]
    assert statuses == [404] * 5 + [429]


def test_the_manager_reviews_it(city: City, client_of: ClientOf, case: UUID) -> None:
    """On the page of log reviews, with an outcome and a note."""
    client_of(city.consultant).post("/nodoppning/", ASKED | {"text": reference(case)})
    manager = client_of(city.unit_manager)
    page = html(manager, "/loggkontroll/")
    assert REASON in page
    address = page.split('action="/loggkontroll/nodoppning/')[1].split('"')[0]
    unanswered = manager.post(f"/loggkontroll/nodoppning/{address}", {"outcome": "in-order"}, follow=True)
    assert "Svara på båda frågorna" in unanswered.content.decode()
    done = manager.post(
        f"/loggkontroll/nodoppning/{address}", {"outcome": "in-order", "note": "Kontrollerat."}, follow=True
    )
    assert "Granskningen är registrerad" in done.content.decode()
    assert REASON not in html(manager, "/loggkontroll/")
    assert "Öppning för liv eller hälsa granskad" in html(manager, f"/arende/{case}/")


# -- conflicts of interest --------------------------------------------------------------------------------------------------------------------


def test_a_handler_declares_a_conflict_and_only_the_manager_reads_why(
    city: City, client_of: ClientOf, case: UUID
) -> None:
    """The handler no longer sees the case; the manager lifts it."""
    handler, manager = client_of(city.caseworker), client_of(city.unit_manager)
    assert "Anmäl jäv" in html(handler, f"/arende/{case}/")
    assert handler.post(f"/arende/{case}/jav/", {"reason": ""}).status_code == 422
    answer = handler.post(f"/arende/{case}/jav/", {"reason": "Klienten är min granne."}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    html(handler, f"/arende/{case}/", 404)
    assert "granne" not in html(client_of(city.lead_caseworker), f"/arende/{case}/")
    html(client_of(city.lead_caseworker), "/enheten/jav/", 404)
    assert "Klienten är min granne." in html(manager, "/enheten/jav/")
    lift, worker = f"/arende/{case}/jav/hava/", str(city.caseworker.pk)
    assert handler.post(lift, {"reason": "Nej", "worker": worker}).status_code == 404
    assert handler.post(lift, {"reason": "", "worker": worker}).status_code == 404, "as one who may not lift it at all"
    assert "Skriv varför" in manager.post(lift, {"reason": " ", "worker": worker}, follow=True).content.decode()
    assert (
        "Jävet är hävt" in manager.post(lift, {"reason": "Fel person.", "worker": worker}, follow=True).content.decode()
    )
    html(handler, f"/arende/{case}/")


def test_a_manager_registers_a_colleagues_conflict(city: City, client_of: ClientOf, case: UUID) -> None:
    """Others cannot choose anybody but themselves."""
    given = {"reason": "Syskon.", "worker": str(city.caseworker.pk)}
    assert client_of(city.lead_caseworker).post(f"/arende/{case}/jav/", given).status_code == 422
    assert client_of(city.unit_manager).post(f"/arende/{case}/jav/", given).status_code == 302
    html(client_of(city.caseworker), f"/arende/{case}/", 404)


# -- who can see, and who has ------------------------------------------------------------------------------------------------------------------


def test_who_can_see_a_case_is_told_with_ground_law_and_dates(city: City, client_of: ClientOf, case: UUID) -> None:
    """To those of the board; for anybody else the page is not there, and the try is logged."""
    page = html(client_of(city.caseworker), f"/arende/{case}/vem-ser/")
    assert "Anna Lindqvist" in page
    assert "Försörjning 1" in page
    assert "arbetar på enheten som handlägger ärendet" in page
    assert "26 kap. 1 § offentlighets- och sekretesslagen" in page
    html(client_of(city.outsider), f"/arende/{case}/vem-ser/", 404)
    html(client_of(city.caseworker), f"/arende/{uuid4()}/vem-ser/", 404)
    assert AccessLogEntry.objects.filter(page="who-can-see").count() == 3


def test_every_ground_and_page_has_words() -> None:
    """A new one must get its own."""
    assert all(why_in_words(ground) for ground in Grant.Ground.values)
    assert all(page_in_words("x", outcome) for outcome in AccessLogEntry.Outcome.values)


def test_the_clients_extract_lists_every_opening_and_every_try(city: City, client_of: ClientOf, case: UUID) -> None:
    """Who, from where, when, what and why, in plain Swedish."""
    html(client_of(city.unit_manager), f"/arende/{case}/")
    html(client_of(city.outsider), f"/arende/{case}/", 404)
    html(client_of(city.caseworker), "/")
    page = html(client_of(city.caseworker), f"/arende/{case}/loggutdrag/")
    for told in (
        "Cecilia Åberg",
        "Olof Berg",
        "Anna Lindqvist",
        "Försökte öppna men stoppades",
        "Såg ärendet i listan Att göra",
    ):
        assert told in page
    assert "arbetar på enheten som handlägger ärendet" in page
    assert "Östlund" not in page
    hidden = html(client_of(city.caseworker), f"/arende/{case}/loggutdrag/?namn=dolda")
    assert "Cecilia" not in hidden
    assert "Medarbetare 2" in hidden


def test_the_extract_says_for_how_long_the_log_is_kept_and_who_says_so(
    city: City, client_of: ClientOf, case: UUID
) -> None:
    """The city's own time is shown as such."""
    page = html(client_of(city.caseworker), f"/arende/{case}/loggutdrag/")
    assert "sparas så länge ärendet finns i Hemvist, och varje rad i minst 10 år. Tiden är stadens egen." in page
    assert kept_words(rule_on(date(2026, 3, 2))).endswith("i minst 10 år. Tiden är stadens egen.")


@pytest.mark.parametrize(("rule", "shown"), [("protected", False), ("always", False), ("never", True), ("odd", False)])
def test_the_workers_names_are_hidden_where_the_person_is_protected(
    city: City, client_of: ClientOf, settings: Settings, rule: str, shown: bool
) -> None:
    """By the city's rule; a rule that nobody knows hides them."""
    settings.LOG_EXTRACT_HIDES_STAFF = rule
    case = opened(city, protection="confidentiality-marking")
    page = html(client_of(city.caseworker), f"/arende/{case}/loggutdrag/")
    assert ("Socialförvaltningen Hisingen" in page, "Medarbetare 1" in page) == (True, not shown)


def test_the_extract_is_a_tagged_pdf_without_a_name_in_its_own(city: City, client_of: ClientOf, case: UUID) -> None:
    """PDF/UA: tagged, in Swedish, with a title."""
    answer = client_of(city.caseworker).get(f"/arende/{case}/loggutdrag/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loggutdrag.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")
    for mark in (b"/Marked true", b"/Lang(sv)", b"pdfuaid:part"):
        assert mark in answer.content
    assert client_of(city.outsider).get(f"/arende/{case}/loggutdrag/pdf/").status_code == 404


# -- log reviews -------------------------------------------------------------------------------------------------------------------------------


def looked(client_of: ClientOf, worker: Worker, case: UUID, at: datetime) -> None:
    """Somebody opened the case at a moment."""
    with clock.set_to(at):
        client_of(worker).get(f"/arende/{case}/")


def test_a_manager_reviews_the_log_of_the_period_before(city: City, client_of: ClientOf) -> None:
    """Begins it, judges each access, and is done; nobody but a manager has the page, and nobody judges their own."""
    case = opened(city, days_ago=80)
    month_ago = clock.now() - timedelta(days=33)
    for worker in (city.caseworker, city.unit_manager):
        looked(client_of, worker, case, month_ago)
    html(client_of(city.caseworker), "/loggkontroll/", 404)
    manager = client_of(city.unit_manager)
    assert "Kontrollera loggen för Försörjning 1" in html(manager, "/")
    page = html(manager, "/loggkontroll/")
    first_day = page.split('name="first_day" value="')[1][:10]
    begun = manager.post("/loggkontroll/borja/", {"unit": city.deciding.pk, "first_day": first_day}, follow=True)
    address = begun.redirect_chain[0][0]
    told = begun.content.decode()
    assert "Anna Lindqvist ·" in told
    assert "Cecilia Åberg ·" not in told
    assert reference(case) in told
    item = told.split('name="item" value="')[1].split('"')[0]
    assert manager.post(address, {"item": item, "outcome": "asked", "note": ""}).status_code == 422
    asked = manager.post(
        address, {"item": item, "outcome": "asked", "note": "Svarar i morgon."}, follow=True
    ).content.decode()
    assert "Svarar i morgon." in asked
    done = manager.post(address, {"item": item, "outcome": "in-order", "note": ""}, follow=True).content.decode()
    assert f'name="item" value="{item}"' not in done
    assert client_of(city.caseworker).post(address, {"item": item, "outcome": "in-order"}).status_code == 404
    assert client_of(city.coordinator).get(address).status_code == 404


@pytest.mark.parametrize("unit", ["x", "0", "99999"])
def test_no_review_is_begun_of_a_unit_that_one_does_not_lead(city: City, client_of: ClientOf, unit: str) -> None:
    """Nor of one that is not there."""
    given = {"unit": unit, "first_day": "2026-01-01"}
    assert client_of(city.unit_manager).post("/loggkontroll/borja/", given).status_code == 404


def test_oversight_asks_for_a_strong_log_in(city: City, client_of: ClientOf, settings: Settings) -> None:
    """Where the city demands one."""
    settings.REQUIRE_MFA = True
    for address in ("/nodoppning/", "/loggkontroll/", "/enheten/jav/"):
        answer = client_of(city.unit_manager).get(address)
        assert answer.status_code == 302
        assert "next=" in answer.headers["Location"]
