"""The page of texts for Treserva: ready to be copied, and noted as entered with one form; nothing is in it that the viewer may not see."""

import re
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.viewing import view_case
from tests.factories import City, someone, viewer
from tests.web.case_system.conftest import ClientOf

SUPPORT = "assessment-support-used"


@pytest.fixture
def case(city: City) -> UUID:
    """A case with one text to enter."""
    me, today = viewer(city.caseworker), clock.today()
    first = Entry("case-opened", today, {"reason": "Har ansökt om försörjningsstöd."})
    case = open_case(me, someone().pk, "kompetenscenter", city.deciding.pk, today, first)
    record_event(me, case, Entry("need-assessed", today, {"needs": "Språk."}))
    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": "Språk och arbetslivskunskap."}
    record_event(me, case, Entry(SUPPORT, today, fields))
    return case


@pytest.fixture
def anna(city: City, client_of: ClientOf) -> Client:
    """The caseworker's browser."""
    return client_of(city.caseworker)


def form_of(page: str) -> dict[str, str]:
    """What the first form of the page holds."""
    return dict(re.findall(r'<input type="hidden" name="(event|key)" value="([^"]+)"', page))


def test_the_text_is_ready_to_be_copied(case: UUID, anna: Client) -> None:
    """What it is, the day in words, each answer with its question, the clause; never the client's name or number."""
    page = anna.get(f"/arende/{case}/treserva/").content.decode()
    box = page[page.index('class="hv-copy"') :]
    text = box[: box.index("</pre>")]
    assert "Språk och arbetslivskunskap." in text
    assert str(clock.today().year) in text
    assert "Enligt KC-03" in text
    assert "Östlund" not in text
    assert "data-copies=" in box


def test_it_is_noted_as_entered(city: City, case: UUID, anna: Client) -> None:
    """With the day and where it stands; then nothing waits, and the page tells where it is."""
    given = form_of(anna.get(f"/arende/{case}/treserva/").content.decode())
    given |= {"on": clock.today().isoformat(), "reference": "Utredning 4"}
    answer = anna.post(f"/arende/{case}/treserva/", given)
    assert answer.status_code == 302
    anna.post(f"/arende/{case}/treserva/", given)  # sent twice
    history = view_case(viewer(city.caseworker), case, "test").history
    assert [e.values["reference"] for e in history if e.type == "entered-in-case-system"] == ["Utredning 4"]
    page = anna.get(f"/arende/{case}/treserva/").content.decode()
    assert "Ingen text väntar" in page
    assert "Utredning 4" in page


def test_what_is_missing_is_told_at_the_field(case: UUID, anna: Client) -> None:
    """An empty reference and a day that is none are both told, and what was written stays."""
    given = form_of(anna.get(f"/arende/{case}/treserva/").content.decode())
    answer = anna.post(f"/arende/{case}/treserva/", given | {"on": "igår", "reference": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Skriv var i Treserva texten står." in page
    assert "Skriv dagen som ÅÅÅÅ-MM-DD." in page
    assert 'value="igår"' in page


def test_a_text_of_another_case_is_not_there(case: UUID, anna: Client) -> None:
    """An event that the case does not have is answered as what does not exist."""
    given = {"event": "0" * 32, "on": clock.today().isoformat(), "reference": "A", "key": "0" * 32}
    assert anna.post(f"/arende/{case}/treserva/", given).status_code == 404


def test_the_general_form_leads_to_the_page(case: UUID, anna: Client) -> None:
    """The button of the duty goes to the page where the text stands."""
    answer = anna.get(f"/arende/{case}/registrera/entered-in-case-system/")
    assert (answer.status_code, answer["Location"]) == (302, f"/arende/{case}/treserva/")
    page = anna.get(f"/arende/{case}/").content.decode()
    assert f"/arende/{case}/registrera/entered-in-case-system/" in page


def test_others_do_not_see_it(city: City, case: UUID, client_of: ClientOf) -> None:
    """One who does not see the case is answered that it is not there."""
    client = client_of(city.outsider)
    assert client.get(f"/arende/{case}/treserva/").status_code == 404
