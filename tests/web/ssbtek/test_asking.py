"""The caseworker asks, reads and records; nobody else does, and where it cannot be asked the page says how to go on."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import TEST_NUMBER, City, viewer
from tests.support.ssbtek_server import BENEFIT, FUND, SsbtekServer, fault, wrong
from tests.web.case.recording import KEY, form_address
from tests.web.ssbtek.conftest import ClientOf, case_to_check
from tests.web.work_city import opened, record

RECORD = "ssbtek-checked"


def page_of(case: UUID) -> str:
    """Where SSBTEK is asked."""
    return f"/arende/{case}/ssbtek/"


def asked(city: City, case: UUID, client_of: ClientOf) -> str:
    """Ask as the caseworker. Gives the page."""
    answer = client_of(city.caseworker).post(page_of(case))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_the_page_says_what_is_asked_and_why_before_anything_is(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """Purpose, law and period stand there, out of the documents; opening the page asks nobody."""
    page = client_of(city.caseworker).get(page_of(case)).content.decode()
    assert "samråd inför anvisning enligt 12 kap. 4 § socialtjänstlagen (2025:400)" in page
    assert "15 kap. 10–12 §§ socialtjänstlagen" in page
    assert clock.today().isoformat() in page
    assert server.manners.questions == []


def test_the_form_of_the_duty_leads_there(city: City, case: UUID, server: SsbtekServer, client_of: ClientOf) -> None:
    """From the form by which the check is recorded."""
    assert page_of(case) in client_of(city.caseworker).get(form_address(case, RECORD)).content.decode()
    assert (
        page_of(case)
        not in client_of(city.caseworker).get(form_address(case, "client-asked-about-af")).content.decode()
    )


def test_both_tabs_are_shown_and_the_question_said_why(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """The agencies were told who asks, about which case, for what and by which law."""
    page = asked(city, case, client_of)
    assert FUND in page
    assert BENEFIT in page
    assert "Lämnad under perioden" in page
    assert "Aktivitetsstöd" in page
    assert "75 procent" in page
    question = server.manners.questions[0].decode()
    reference = view_case(viewer(city.caseworker), case, "test").reference
    for said in (TEST_NUMBER, reference, "Anna Lindqvist", "12 kap. 4 § socialtjänstlagen", "förordningen (2008:975)"):
        assert said in question, said


def test_one_click_records_the_outcome_in_the_caseworkers_own_conclusion(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """The form is filled in with what came of it; what it shows is for the caseworker to say."""
    page = asked(city, case, client_of)
    key = KEY.search(page)
    assert key is not None
    given = {"event-key": key[1], "event-on": clock.today().isoformat(), "step": "save"}
    client = client_of(city.caseworker)
    unanswered = client.post(
        form_address(case, RECORD), given | {"af_tab": "checked", "fk_tab": "checked"}, follow=True
    )
    assert unanswered.status_code == 422
    assert FUND not in unanswered.content.decode()
    saved = client.post(
        form_address(case, RECORD), given | {"af_tab": "checked", "fk_tab": "checked", "af_activity": "yes"}
    )
    assert saved.status_code == 302
    event = next(e for e in view_case(viewer(city.caseworker), case, "test").history if e.type == RECORD)
    assert event.values == {"af_tab": "checked", "fk_tab": "checked", "af_activity": "yes"}
    assert event.actor_name == "Anna Lindqvist"


CHOSEN = re.compile(r'<(?:input[^>]*value="([^"]*)"[^>]*\bchecked|option value="([^"]*)"[^>]*\bselected)')


def chosen(page: str, field: str) -> str:
    """What is chosen beforehand for a question."""
    part = page[page.index(f'id="asked-{field}"') :]
    after = part.find('id="asked-', 1)
    found = CHOSEN.search(part[: after if after > 0 else None])
    return (found[1] or found[2]) if found else ""


@pytest.mark.parametrize(
    ("manners", "af", "fk"),
    [
        ({}, "checked", "checked"),
        ({"fk": wrong("FK", "SSBT", "nere")}, "checked", "no-answer"),
        ({"af": wrong("AF", "BT", "nere")}, "no-answer", "checked"),
        ({"report": "502"}, "partly", "checked"),
        ({"status": 500, "body": fault("11", "fel")}, "no-answer", "no-answer"),
        ({"body": "<inte xml"}, "no-answer", "no-answer"),
    ],
)
def test_the_outcome_of_each_agency_is_filled_in(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf, manners: dict[str, object], af: str, fk: str
) -> None:
    """What did not come is told as that, and to be checked by hand."""
    for name, value in manners.items():
        setattr(server.manners, name, value)
    page = asked(city, case, client_of)
    assert (chosen(page, "af_tab"), chosen(page, "fk_tab")) == (af, fk)
    assert ("Kontrollera det som saknas för hand" in page) == ((af, fk) != ("checked", "checked"))


def test_when_no_answer_comes_in_time_the_page_says_what_to_do(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """After the stated time, and not longer."""
    server.manners.waits = 30
    page = asked(city, case, client_of)
    assert "Svaret kom inte i tid. Försök igen, eller kontrollera för hand." in page
    assert "Fråga igen" in page


def test_one_who_is_marked_is_shown_nothing_of(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """Not the other agency's answer either; the page leads to where the protection is noted, and to the check by hand."""
    server.manners.marked = True
    page = asked(city, case, client_of)
    assert "Personen är sekretessmarkerad" in page
    assert FUND not in page
    assert BENEFIT not in page
    assert f"/arende/{case}/registrera/protection-learnt/" in page
    assert form_address(case, RECORD) in page


@pytest.mark.parametrize("protection", ["confidentiality-marking", "unknown"])
def test_about_one_who_is_or_may_be_protected_it_is_not_asked(
    city: City, server: SsbtekServer, client_of: ClientOf, protection: str
) -> None:
    """The page says to check by hand; a question sent all the same goes nowhere."""
    case = case_to_check(city, protection)
    client = client_of(city.caseworker)
    for answer in (client.get(page_of(case)), client.post(page_of(case))):
        assert "Kontrollera för hand" in answer.content.decode()
    assert server.manners.questions == []


def test_it_is_nobody_elses_page(city: City, case: UUID, server: SsbtekServer, client_of: ClientOf) -> None:
    """Neither the executing side's nor another board's, nor that of those of the own unit who do not record it."""
    for worker in (city.coordinator, city.consultant, city.outsider, city.lead_caseworker, city.unit_manager):
        client = client_of(worker)
        assert client.get(page_of(case)).status_code == 404, worker
        assert client.post(page_of(case)).status_code == 404, worker
    assert server.manners.questions == []


def test_it_is_off_unless_it_is_set(city: City, case: UUID, settings: Settings, client_of: ClientOf) -> None:
    """Then there is no page, and the check is recorded by hand as ever."""
    settings.SSBTEK = None
    client = client_of(city.caseworker)
    assert client.get(page_of(case)).status_code == client.post(page_of(case)).status_code == 404
    form = client.get(form_address(case, RECORD)).content.decode()
    assert page_of(case) not in form
    assert "SSBTEK" in form


def test_it_is_asked_only_where_the_routine_calls_for_it(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """A case in which nobody has called for a referral has no purpose to ask for; one that has ended has none any more."""
    client = client_of(city.caseworker)
    assert client.get(page_of(opened(city))).status_code == 404
    assert client.get(page_of(case)).status_code == 200
    record(city.caseworker, case, RECORD, af_tab="checked", fk_tab="no-answer", af_activity="unknown")
    assert client.get(page_of(case)).status_code == 200, "it may be asked again until what it is for is done"
    record(city.caseworker, case, "person-died")
    assert client.post(page_of(case)).status_code == 404
    assert server.manners.questions == []


def test_each_question_is_logged_as_an_opening_and_limited(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf, settings: Settings
) -> None:
    """The log tells who asked, when, about which case; too many in a short time are refused until later."""
    settings.PACE = settings.PACE | {"ssbtek": (2, timedelta(minutes=5))}
    client = client_of(city.caseworker)
    statuses = [client.post(page_of(case)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    logged = AccessLogEntry.objects.filter(worker=city.caseworker, page="ssbtek-asked", outcome="shown")
    assert logged.count() == len(server.manners.questions) == 2


def test_without_a_strong_log_in_it_is_not_asked(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf, settings: Settings
) -> None:
    """One is led to where the log-in is made strong."""
    settings.REQUIRE_MFA = True
    answer = client_of(city.caseworker).post(page_of(case))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/konto/stark/")
    assert server.manners.questions == []


def test_a_script_is_given_the_part_and_a_browser_without_one_the_page(
    city: City, case: UUID, server: SsbtekServer, client_of: ClientOf
) -> None:
    """Both hold the same answers, and neither may be kept."""
    client = client_of(city.caseworker)
    part = client.post(page_of(case), headers={"HX-Request": "true"})
    whole = client.post(page_of(case))
    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()
    assert part.headers["Cache-Control"] == whole.headers["Cache-Control"] == "no-store"
    assert FUND in part.content.decode()
    assert "data-draft" not in part.content.decode()
