"""The page of a case: who is who, whose turn it is and why, what may not be done, and what has happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.correcting import annul
from hemvist.cases.entries import Entry
from hemvist.cases.library import edition
from hemvist.cases.recording import record_event
from hemvist.persons.models import Person
from tests.factories import City, viewer
from tests.web.case.conftest import ClientOf

CountQueries = Callable[..., Any]

# Session, user, worker, holdings, stand-ins; then the case with its events, people, grants and the log, and its holds.
QUERIES_OF_A_CASE = 19


def test_the_caseworker_sees_whose_turn_it_is_and_why(city: City, case: UUID, client_of: ClientOf) -> None:
    """The first duties of the routine stand there with their clauses and their texts."""
    page = client_of(city.caseworker).get(f"/arende/{case}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Karin Östlund" in text
    assert "Bedöm klientens behov av stöd" in text
    assert 'data-clause="KC-02"' in text
    assert edition("kompetenscenter", "e2").clauses["KC-02"].text in text
    assert "Din tur" in text


def test_the_browser_s_title_never_names_the_person(city: City, case: UUID, client_of: ClientOf) -> None:
    """Neither a name nor a number stands in tabs, history or bookmarks."""
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    title = text[text.index("<title>") : text.index("</title>")]
    assert "Ärende" in title
    assert "Östlund" not in title
    assert "KC-20" not in title


def test_protection_not_yet_checked_is_told_as_not_known(city: City, case: UUID, client_of: ClientOf) -> None:
    """Unknown is treated as protected, and said to be unknown."""
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    assert "Det är inte känt om personen har skyddade personuppgifter" in text


def test_what_may_not_be_done_says_why_and_who_can_lift_it(city: City, case: UUID, client_of: ClientOf) -> None:
    """The decision is refused with its clauses and with what would make it possible."""
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    refused = text[text.index('id="inte-an"') :]
    assert "Beslut om insatsen fattat" in refused
    assert 'data-clause="KC-20"' in refused
    assert "Kan lösas av socialsekreterare" in refused


def test_an_objection_can_be_noted_from_every_page_of_a_case(city: City, case: UUID, client_of: ClientOf) -> None:
    """What the person themselves wants is at hand wherever one is (14 kap. 6 § SoL)."""
    anna = client_of(city.caseworker)
    for page in ("", "registrera/", "registrera/need-assessed/"):
        text = anna.get(f"/arende/{case}/{page}").content.decode()
        assert "Anteckna önskan eller invändning" in text
        assert f"/arende/{case}/registrera/wish-noted/" in text


def test_everything_the_role_records_is_listed(city: City, case: UUID, client_of: ClientOf) -> None:
    """By kind of information; what is refused now stands apart with its reasons; other roles' events are not there."""
    text = client_of(city.caseworker).get(f"/arende/{case}/registrera/").content.decode()
    assert "Utredning och bedömning hos socialtjänsten" in text
    assert "/registrera/need-assessed/" in text
    assert "går inte nu" in text
    assert "/registrera/handlers-reviewed/" not in text


def test_a_decision_is_shown_as_a_bar_with_days_left(city: City, case: UUID, client_of: ClientOf) -> None:
    """The period that is in force stands first, in words too."""
    today = clock.today()
    days: dict[str, object] = {"first_day": today, "last_day": today + timedelta(days=100)}
    decided = Entry("decision-made", today, days, passed_over="Beslutet fattades av en vikarie.")
    record_event(viewer(city.caseworker), case, decided)
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    assert "hv-validity" in text
    assert "100 dagar kvar" in text
    assert "Avsteg från måste" in text


def test_the_page_begins_with_the_viewer_s_own_turn(city: City, case: UUID, client_of: ClientOf) -> None:
    """What is the viewer's to do stands before everything else of the case, each with a button that works."""
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    page = text[text.index("<main") :]
    assert page.index('id="nasta"') < page.index('class="hv-section"', page.index('id="nasta"'))
    own = page[page.index('id="nasta"') : page.index("</section>", page.index('id="nasta"'))]
    assert f"/arende/{case}/registrera/" in own
    assert "Registrera:" in own


def test_the_city_area_is_told_in_words(city: City, case: UUID, client_of: ClientOf) -> None:
    """The area is named as the routine's list names it, not by its key."""
    Person.objects.update(city_area="hisingen", protection="none")
    record_event(viewer(city.caseworker), case, Entry("protection-learnt", clock.today(), {"protection": "none"}))
    text = client_of(city.caseworker).get(f"/arende/{case}/").content.decode()
    assert "<dd>Hisingen</dd>" in text


def told(city: City, case: UUID, event: str, **fields: object) -> str:
    """Record something by the caseworker; gives its uid."""
    return record_event(viewer(city.caseworker), case, Entry(event, clock.today(), fields)).event_uid


def person_on(page: str) -> str:
    """Give what the page of a case says of the person."""
    return page[page.index('id="person"') : page.index('id="parter"')]


def test_where_the_person_lives_and_how_they_are_reached_is_noted_in_the_case(
    city: City, case: UUID, client_of: ClientOf
) -> None:
    """City area, telephone and address: each has its form beside the person, and the newest answer stands there; what was wrong is gone."""
    told(city, case, "protection-learnt", protection="none")
    anna = client_of(city.caseworker)
    card = person_on(anna.get(f"/arende/{case}/").content.decode())
    assert card.count("uppgift saknas") == 3
    for event in ("city-area-learnt", "phone-learnt", "address-learnt"):
        assert f"/arende/{case}/registrera/{event}/" in card
    told(city, case, "city-area-learnt", city_area="hisingen")
    told(city, case, "phone-learnt", phone="031-365 00 00")
    told(city, case, "address-learnt", address="Gamla gatan 1, 411 01 Göteborg")
    begun = anna.get(f"/arende/{case}/registrera/address-learnt/").content.decode()
    assert 'value="Gamla gatan 1, 411 01 Göteborg"' in begun
    newest = told(city, case, "address-learnt", address="Nya gatan 2, 411 02 Göteborg")
    card = person_on(anna.get(f"/arende/{case}/").content.decode())
    for answer in ("<dd>Hisingen</dd>", "031-365 00 00", "Nya gatan 2"):
        assert answer in card
    assert "Gamla gatan" not in card
    annul(viewer(city.caseworker), case, newest, "Fel person.")
    card = person_on(anna.get(f"/arende/{case}/").content.decode())
    assert "Gamla gatan 1" in card
    assert "031-365 00 00" in card


def test_where_a_protected_person_lives_is_neither_noted_nor_shown(city: City, case: UUID, client_of: ClientOf) -> None:
    """Nor what was told before they were protected; and while nobody knows whether they are, nothing is noted."""
    anna = client_of(city.caseworker)
    refused = anna.get(f"/arende/{case}/registrera/address-learnt/").content.decode()
    assert "Det går inte att göra det här nu" in refused
    assert "Då antecknas varken telefon eller adress i ärendet." in refused
    told(city, case, "protection-learnt", protection="none")
    told(city, case, "address-learnt", address="Gamla gatan 1, 411 01 Göteborg")
    assert "Gamla gatan 1" in anna.get(f"/arende/{case}/").content.decode()
    told(city, case, "protection-learnt", protection="protected-registration")
    page = anna.get(f"/arende/{case}/").content.decode()
    assert "Adress antecknad" in page
    assert "Gamla gatan" not in page


@pytest.mark.parametrize("events", [1, 6])
def test_a_case_is_shown_with_as_many_queries_however_much_has_happened(
    city: City, case: UUID, client_of: ClientOf, django_assert_num_queries: CountQueries, events: int
) -> None:
    """The number of queries is that of one case, whatever its length."""
    for _ in range(events):
        note: dict[str, object] = {"kind": "wish", "description": "Vill ha tider på förmiddagen."}
        record_event(viewer(city.caseworker), case, Entry("wish-noted", clock.today(), note))
    anna = client_of(city.caseworker)
    anna.get(f"/arende/{case}/")
    with django_assert_num_queries(QUERIES_OF_A_CASE):
        assert anna.get(f"/arende/{case}/").status_code == 200
