"""Who the person is, on the page of a case: noted beside the name, checked, shown in the history, and never in a title or an address."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from hemvist.cases.entries import Entry
from hemvist.cases.models import Case
from hemvist.cases.recording import record_event
from tests.factories import City, viewer
from tests.web.case.conftest import ClientOf
from tests.web.case.recording import form_address, opened_form
from tests.web.case.test_showing import person_on, told

NUMBER, SHOWN = "198503012380", "19850301-2380"


def test_a_name_is_corrected_from_the_page_of_the_case(case: UUID, anna: Client, today: date) -> None:
    """The form begins with what the person is called; the new name stands on the page, and no title or address has either."""
    card = person_on(anna.get(f"/arende/{case}/").content.decode())
    assert form_address(case, "name-learnt") in card
    page = anna.get(form_address(case, "name-learnt")).content.decode()
    assert 'value="Karin"' in page
    assert 'value="Östlund"' in page
    answers = {"given_name": "Karin", "family_name": "Öberg", "step": "save"}
    answer = anna.post(form_address(case, "name-learnt"), opened_form(anna, case, "name-learnt", today) | answers)
    assert answer.status_code == 302
    assert "berg" not in answer.headers["Location"]
    text = anna.get(f"/arende/{case}/").content.decode()
    assert "Karin Öberg" in person_on(text)
    assert "Östlund" not in text
    assert "Öberg" not in text[text.index("<title>") : text.index("</title>")]


def test_an_identity_number_is_noted_and_shown_as_people_read_it(case: UUID, anna: Client, today: date) -> None:
    """Beside the name and in the history; the form of a correction begins with what was noted."""
    answers = {"number": "850301-2380", "change": "got", "step": "save"}
    sent = opened_form(anna, case, "identity-number-learnt", today) | answers
    answer = anna.post(form_address(case, "identity-number-learnt"), sent)
    assert answer.status_code == 302
    text = anna.get(f"/arende/{case}/").content.decode()
    assert f"<dd>{SHOWN}</dd>" in person_on(text)
    assert text.count(SHOWN) == 2
    assert NUMBER not in text


@pytest.mark.parametrize("step", ["check", "save"])
def test_a_wrong_number_is_told_beside_its_field(case: UUID, anna: Client, today: date, step: str) -> None:
    """In the check already, with what was typed still there."""
    answers = {"number": "19850301-2381", "change": "got", "step": step}
    sent = opened_form(anna, case, "identity-number-learnt", today) | answers
    answer = anna.post(form_address(case, "identity-number-learnt"), sent, follow=True)
    assert answer.status_code == 422
    assert answer.content.decode().count("kontrollsiffran är fel") >= 2


def test_who_somebody_with_an_assumed_identity_was_is_not_asked(city: City, case: UUID, client_of: ClientOf) -> None:
    """Where this case tells of it, or only the person's row; other protection leaves the links."""
    anna = client_of(city.caseworker)
    told(city, case, "protection-learnt", protection="confidentiality-marking")
    card = person_on(anna.get(f"/arende/{case}/").content.decode())
    assert "name-learnt" in card
    assert "address-learnt" not in card
    person = Case.objects.get(public_id=case).person
    person.protection = "assumed-identity"
    person.save()
    assert "learnt" not in person_on(anna.get(f"/arende/{case}/").content.decode())
    record_event(
        viewer(city.caseworker),
        case,
        Entry("protection-learnt", viewer(city.caseworker).today, {"protection": "assumed-identity"}),
    )
    assert "learnt" not in person_on(anna.get(f"/arende/{case}/").content.decode())


def test_one_who_is_not_granted_who_the_person_is_finds_neither_form_nor_number(
    city: City, case: UUID, client_of: ClientOf
) -> None:
    """Another board's worker is told that there is no such page."""
    told(city, case, "identity-number-learnt", number=NUMBER, change="got")
    assert client_of(city.outsider).get(form_address(case, "identity-number-learnt")).status_code == 404
