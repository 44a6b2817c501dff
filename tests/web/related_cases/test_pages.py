"""*Hör ihop med* on the page of a case, and the page where one case is started from another."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.casefile import forget
from hemvist.cases.entries import Entry
from hemvist.cases.models import Case
from hemvist.cases.recording import open_case
from hemvist.cases.related import relate, take_apart
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import give_role
from tests.factories import LONG_AGO, City, viewer
from tests.web.reentry_city import adults, received
from tests.web.work_city import ClientOf, city, client_of

__all__ = ["city", "client_of"]
PAGES = ("", "registrera/", "samtycken/", "brev/", "hor-ihop/")
MASKED = re.compile(
    r'(name="csrfmiddlewaretoken" value="|name="event-key" value="|X-CSRFToken": "|nonce[-=]"?|data-left=")[A-Za-z0-9+/=_-]+'
)


@pytest.fixture
def both(city: City) -> Worker:
    """The small city's caseworker, who also handles release planning."""
    give_role(city.caseworker, city.deciding, "adult_caseworker", LONG_AGO)
    return city.caseworker


@pytest.fixture
def case(city: City) -> UUID:
    """A case before a release, received by an adult caseworker of another unit."""
    return received(city, adults(city).caseworker)


def body_of(client: Client, address: str, status: int = 200) -> str:
    """A page with what is new every time left out."""
    forget()
    answer = client.get(address)
    assert answer.status_code == status
    return MASKED.sub(r"\1", answer.content.decode())


def a_referral(worker: Worker, unit: int, case: UUID) -> UUID:
    """A referral of the same person, opened by itself."""
    first = Entry("case-opened", clock.today(), {"reason": "Vill arbeta."})
    known = Entry("protection-learnt", clock.today(), {"protection": "none"})
    person = Case.objects.get(public_id=case).person_id
    return open_case(viewer(worker), person, "kompetenscenter", unit, clock.today(), first, known)


def test_a_referral_is_started_from_the_case_with_one_click_and_one_reason(
    city: City, both: Worker, case: UUID, client_of: ClientOf
) -> None:
    """The card leads to the form, which says what goes along; the new case leads back."""
    client = client_of(both)
    page = body_of(client, f"/arende/{case}/")
    assert f'href="/arende/{case}/hor-ihop/?rutin=kompetenscenter"' in page
    form = body_of(client, f"/arende/{case}/hor-ihop/?rutin=kompetenscenter")
    assert "Uppgift om skydd antecknad" in form
    assert "Behovet har kommit fram i ett annat ärende hos oss." in form
    given = {
        "rutin": "kompetenscenter",
        "event-on": clock.today().isoformat(),
        "event-key": uuid4().hex,
        "reason": "Vill arbeta.",
    }
    answer = client.post(f"/arende/{case}/hor-ihop/", given)
    assert answer.status_code == 302
    new = Case.objects.get(routine="kompetenscenter")
    assert answer["Location"] == f"/arende/{new.public_id}/"
    reference = Case.objects.get(public_id=case).reference
    assert reference in body_of(client, f"/arende/{new.public_id}/")
    shown = body_of(client, f"/arende/{case}/")
    assert new.reference in shown
    assert "Nu: socialsekreterare" in shown
    assert "?rutin=kompetenscenter" not in shown


def test_what_is_missing_is_asked_for_and_nothing_is_started(both: Worker, case: UUID, client_of: ClientOf) -> None:
    """Without a reason there is no case."""
    client = client_of(both)
    given = {"rutin": "kompetenscenter", "event-on": clock.today().isoformat(), "reason": ""}
    answer = client.post(f"/arende/{case}/hor-ihop/", given)
    assert (answer.status_code, Case.objects.count()) == (422, 1)
    assert client.get(f"/arende/{case}/hor-ihop/?rutin=finns-inte").status_code == 404
    assert client.post(f"/arende/{case}/hor-ihop/", {"arende": str(uuid4())}).status_code == 404


def test_a_case_that_is_there_already_is_tied_from_the_page(
    city: City, both: Worker, case: UUID, client_of: ClientOf
) -> None:
    """One who sees both of the person's cases says that they belong together."""
    other = a_referral(both, city.deciding.pk, case)
    client = client_of(both)
    assert str(other) in body_of(client, f"/arende/{case}/hor-ihop/")
    assert client.post(f"/arende/{case}/hor-ihop/", {"arende": str(other)}).status_code == 302
    page = body_of(client, f"/arende/{case}/hor-ihop/")
    assert Case.objects.get(public_id=other).reference in page
    assert "Andra ärenden om samma person" not in page


def test_that_cases_belong_together_is_taken_back_from_the_page_with_a_reason(
    city: City, both: Worker, case: UUID, client_of: ClientOf
) -> None:
    """The case leads to the page, the page to the question; afterwards neither case shows the other."""
    other = a_referral(both, city.deciding.pk, case)
    relate(viewer(both), case, other)
    client, page = client_of(both), f"/arende/{case}/hor-ihop/"
    assert f'href="{page}"' in body_of(client, f"/arende/{case}/")
    asking = f"{page}?ta-tillbaka={other}"
    assert asking in body_of(client, page)
    assert "Varför hör ärendena inte ihop?" in body_of(client, asking)
    answer = client.post(page, {"ta-tillbaka": str(other), "event-why": " "})
    assert (answer.status_code, "Skriv varför" in answer.content.decode()) == (422, True)
    assert client.post(page, {"ta-tillbaka": str(other), "event-why": "Fel ärende."}).status_code == 302
    for one, number in ((case, other), (other, case)):
        assert Case.objects.get(public_id=number).reference not in body_of(client, f"/arende/{one}/")
    assert client.get(asking).status_code == 404


def test_a_slip_is_undone_from_the_page_with_one_click(
    city: City, both: Worker, case: UUID, client_of: ClientOf
) -> None:
    """As long as it is one's own and of the last minutes; somebody who may not tie the cases is offered nothing."""
    other = a_referral(both, city.deciding.pk, case)
    relate(viewer(both), case, other)
    client, page = client_of(both), f"/arende/{case}/hor-ihop/"
    assert 'name="angra"' in body_of(client, page)
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert 'name="angra"' not in body_of(client_of(both), page)
    assert client.post(page, {"angra": str(other)}).status_code == 302
    assert "Andra ärenden om samma person" in body_of(client, page)
    assert client.post(page, {"angra": str(other)}).status_code == 404


def test_to_one_who_may_not_see_both_the_pages_are_the_same_byte_for_byte(
    city: City, case: UUID, client_of: ClientOf
) -> None:
    """Each page of either case, and each statement that it takes, before the two were tied, while they are, and when that was taken back."""
    ties = city.unit_manager
    give_role(ties, city.elsewhere, "caseworker", LONG_AGO)
    other = a_referral(ties, city.elsewhere.pk, case)
    for worker, mine in ((city.lead_caseworker, case), (city.outsider, other)):
        before = _asked(client_of(worker), mine)
        with transaction.atomic():
            relate(viewer(ties), case, other)
            assert _asked(client_of(worker), mine) == before
            take_apart(viewer(ties), case, other, "Fel ärende.")
            assert _asked(client_of(worker), mine) == before
            transaction.set_rollback(True)


def _asked(client: Client, case: UUID) -> list[tuple[str, str, list[str]]]:
    client.get("/rutiner/")
    asked = []
    for page in PAGES:
        with CaptureQueriesContext(connection) as seen:
            body = body_of(client, f"/arende/{case}/{page}")
        shapes = [re.sub(r"('[^']*'|\b\d+\b)(, ('[^']*'|\d+))*", "?", each["sql"]) for each in seen.captured_queries]
        asked.append((page, body, [each for each in shapes if "SAVEPOINT" not in each]))
    return asked
