"""The forms with which an intervention ends: the closing meeting is booked as one, and its reasons are asked for where they are written here."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest

from hemvist import clock
from hemvist.organisation.models import Administration
from tests.cases.town import TODAY, Town, found_town
from tests.web.case.test_known_from import Told

BOOKED, DOCUMENT = "three-party-meeting-booked", "closing-document-written"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


def test_the_duty_to_book_a_closing_meeting_opens_the_form_of_one(town: Town) -> None:
    """Only such a booking ends the duty (KC-87), so its form begins with that; opened otherwise it asks."""
    told = Told(town, "not-to-self-support", BOOKED, "consultant")
    with clock.set_to(told.moment):
        page = told.browser.get(f"/arende/{told.case}/").content.decode()
    [address] = set(re.findall(rf'href="([^"]*/registrera/{BOOKED}/\?[^"]*punkt=[^"]*)"', page))
    with clock.set_to(told.moment):
        form = told.browser.get(address.replace("&amp;", "&")).content.decode()
    assert re.search(r'name="occasion"[^>]*value="closing"[^>]*checked', form)
    assert not re.search(r'name="occasion"[^>]*checked', told.page(BOOKED))


@pytest.mark.parametrize("in_hemvist", [True, False])
def test_why_it_ends_must_be_written_where_the_board_writes_in_hemvist(town: Town, in_hemvist: bool) -> None:
    """The form asks for it, and says so beside the field when it is left out (KC-88); where it stands in Treserva it is not asked for here."""
    told = Told(town, "to-self-support", DOCUMENT, "consultant")
    Administration.objects.update(writes_in_hemvist=in_hemvist)
    page = told.page(DOCUMENT)
    label = re.search(r'<label[^>]*for="f-reasons"[^>]*>(.*?)</label>', page)
    assert bool(label) == in_hemvist
    assert label is None or "frivilligt" not in label[1]
    checked = told.checked(DOCUMENT, goals_reached="partly", ended_on=told.day.isoformat())
    assert ("Texten skrivs i Hemvist. Fyll i ”Varför upphör insatsen?”." in checked) == in_hemvist
    assert ("Inget är registrerat än." in checked) != in_hemvist
