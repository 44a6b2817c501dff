"""The page *Samtycken*: what is in force, what was said, what was shared, and the ways from there."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import City, viewer
from tests.web.case.conftest import ClientOf
from tests.web.case.recording import form_address, opened_form

KC = {
    "recipient": "kompetenscenter",
    "purpose": "referral",
    "kinds": ["identity", "assignment"],
    "given_by": "client",
    "form": "written",
    "reference": "Akten",
}


@pytest.fixture
def day() -> date:
    """A day when the case was open already."""
    return clock.today() - timedelta(days=3)


@pytest.fixture
def consent(city: City, case: UUID, day: date) -> str:
    """A consent that covers who the person is and the assignment, and nothing else."""
    return record_event(viewer(city.caseworker), case, Entry("kc-consent-given", day, dict(KC))).event_uid


def text_of(client: Client, case: UUID) -> str:
    """The page as it is sent."""
    answer = client.get(f"/arende/{case}/samtycken/")
    assert answer.status_code == 200
    return answer.content.decode()


def row(text: str, label: str) -> str:
    """The row of the matrix that begins with a label."""
    table = text[text.index('id="far-lamnas"') : text.index("</table>")]
    found = table[table.index(label) :]
    return found[: found.index("</tr>")]


def test_what_is_covered_and_what_is_not_stands_in_words(
    city: City, case: UUID, consent: str, client_of: ClientOf
) -> None:
    """Yes or no is a word in each cell, for every kind that the form asks about."""
    text = text_of(client_of(city.caseworker), case)
    assert "Ja" in row(text, "Vem personen är och hur hen nås")
    assert "Ja" in row(text, "Uppdraget och hur det genomförs")
    assert "Nej" in row(text, "Genomförandejournal")
    assert "Hälsa" not in text, "Kompetenscenter is never asked about that"


def test_the_opening_is_logged_as_that_of_the_case_is(
    city: City, case: UUID, consent: str, client_of: ClientOf
) -> None:
    """Under the name of the page, with what it showed."""
    text_of(client_of(city.caseworker), case)
    assert AccessLogEntry.objects.filter(worker=city.caseworker, page="consents", outcome="shown").count() == 1


def test_who_may_not_see_the_case_finds_no_page(city: City, case: UUID, consent: str, client_of: ClientOf) -> None:
    """The same answer as where there is no such case."""
    client = client_of(city.outsider)
    assert client.get(f"/arende/{case}/samtycken/").status_code == 404
    assert client.get(f"/arende/{uuid4()}/samtycken/").status_code == 404
    assert client.post(f"/arende/{case}/samtycken/").status_code == 405


def test_a_case_without_consents_says_so_and_offers_the_forms(city: City, case: UUID, client_of: ClientOf) -> None:
    """Nothing is in force, and each kind of consent and refusal is one click away."""
    text = text_of(client_of(city.caseworker), case)
    assert "Inget samtycke gäller i dag." in text
    for event in ("af-consent-given", "kc-consent-given", "consent-given", "kc-consent-refused", "consent-refused"):
        assert form_address(case, event) in text


def test_the_case_leads_to_its_consents(city: City, case: UUID, client_of: ClientOf) -> None:
    """From the page of the case."""
    assert f"/arende/{case}/samtycken/" in client_of(city.caseworker).get(f"/arende/{case}/").content.decode()


def test_the_form_knows_to_whom_and_for_what(city: City, case: UUID, client_of: ClientOf) -> None:
    """Where only one answer is possible it is told, sent along, and not asked for."""
    text = client_of(city.caseworker).get(form_address(case, "kc-consent-given")).content.decode()
    assert "<strong>Till vem?</strong> Kompetenscenter<input" in text
    assert '<input type="hidden" name="recipient" value="kompetenscenter">' in text
    assert 'type="radio" name="recipient"' not in text


def test_a_consent_that_is_renewed_keeps_what_it_covered_and_asks_how_anew(
    city: City, case: UUID, consent: str, client_of: ClientOf
) -> None:
    """The kinds stand there; how it was given and for how long does not."""
    client = client_of(city.caseworker)
    address = f"{form_address(case, 'kc-consent-given')}?om={consent}"
    assert address in text_of(client, case)
    text = client.get(address).content.decode()
    assert 'value="assignment" checked' in text
    assert 'value="journal" checked' not in text
    assert 'value="written" checked' not in text
    assert 'value="written" selected' not in text
    assert 'value="Akten"' not in text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"form": "oral", "reference": ""}, "Samtycket är muntligt. Skriv vem mer som hörde det."),
        ({"reference": ""}, "Skriv var blanketten finns, så att samtycket kan visas upp."),
        ({"kinds": []}, "Välj ett svar på ”Vilka uppgifter?”."),
        ({"first_day": "1999-01-01"}, "kan inte gälla från en tidigare dag"),
        ({"first_day": "2199-01-02", "last_day": "2199-01-01"}, "Sista dagen är före den första"),
        ({"first_day": "i morgon"}, "skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_is_wrong_with_a_consent_is_said_beside_the_question(
    city: City, case: UUID, day: date, changed: dict[str, object], told: str, client_of: ClientOf
) -> None:
    """In plain words, before anything is recorded; what was written stays."""
    client = client_of(city.caseworker)
    posted = opened_form(client, case, "kc-consent-given", day) | KC | changed
    answer = client.post(form_address(case, "kc-consent-given"), posted | {"step": "check"}, follow=True)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Inget samtycke gäller i dag." in text_of(client, case)


def test_before_a_consent_is_withdrawn_it_is_shown_what_has_been_shared(
    city: City, case: UUID, consent: str, day: date, client_of: ClientOf
) -> None:
    """With what follows of it. Afterwards nothing is in force, and the ledger keeps what was said."""
    client = client_of(city.caseworker)
    posted = opened_form(client, case, "kc-consent-withdrawn", clock.today()) | {"event-about": consent}
    address = form_address(case, "kc-consent-withdrawn")
    check = client.post(address, posted | {"step": "check"}, follow=True).content.decode()
    assert "Redan lämnat till Kompetenscenter" in check
    assert "Ta ställning till om insatsen kan fortsätta när samtycket är återtaget" in check
    assert client.post(address, posted | {"step": "save"}).status_code == 302
    text = text_of(client, case)
    assert "Inget samtycke gäller i dag." in text
    assert f"Återtaget {clock.today()}" in text


def test_the_lead_caseworker_sees_but_does_not_withdraw(
    city: City, case: UUID, consent: str, client_of: ClientOf
) -> None:
    """Only who records consents is offered the forms."""
    record_event(viewer(city.caseworker), case, Entry("protection-learnt", clock.today(), {"protection": "none"}))
    text = text_of(client_of(city.lead_caseworker), case)
    assert "Vem personen är och hur hen nås" in text
    assert "kc-consent-withdrawn" not in text


def test_what_is_needed_for_some_answers_alone_is_not_said_to_be_left_to_oneself(
    city: City, case: UUID, client_of: ClientOf
) -> None:
    """Who else heard it, where the form is and who gave it in the client's place: each if it applies. The days may be left out."""
    page = client_of(city.caseworker).get(form_address(case, "kc-consent-given")).content.decode()
    for name, said in (
        ("witness", "om det gäller"),
        ("reference", "om det gäller"),
        ("given_by_name", "om det gäller"),
    ):
        assert mark_of(page, name) == said
    assert mark_of(page, "last_day") == "frivilligt"


def mark_of(page: str, name: str) -> str:
    """What stands beside the label of a question that need not be answered."""
    label = page[page.index(f'for="f-{name}"') :]
    label = label[: label.index("</label>")]
    return label[label.index('"hv-optional">') + len('"hv-optional">') : label.index("</span>")]
