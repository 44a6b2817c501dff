"""Where a board writes its texts in Hemvist, they are asked for here and stand ready to be copied into Treserva."""

from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from tests.factories import City, small_city, someone, viewer
from tests.web.case.recording import form_address

SUPPORT = "assessment-support-used"


@pytest.fixture
def city(db: None) -> City:
    """A city whose boards write in Hemvist."""
    return small_city(writes_in_hemvist=True)


@pytest.fixture
def case(city: City) -> UUID:
    """A case in which the need has been assessed."""
    me, today = viewer(city.caseworker), clock.today()
    opened = Entry("case-opened", today, {"reason": "Har ansökt om försörjningsstöd."})
    case = open_case(me, someone().pk, "kompetenscenter", city.deciding.pk, today, opened)
    record_event(me, case, Entry("need-assessed", today, {"needs": "Språk."}))
    return case


def test_the_text_itself_is_asked_for(case: UUID, anna: Client) -> None:
    """The field that is left out where the text is written in Treserva is there."""
    page = anna.get(form_address(case, SUPPORT)).content.decode()
    assert 'name="areas"' in page
    assert "Klart i Treserva" not in page


def test_the_text_stands_ready_to_be_copied(city: City, case: UUID, anna: Client) -> None:
    """Heading and text, in a box with a button; the box can be marked without scripts."""
    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": "Språk och arbetslivskunskap."}
    record_event(viewer(city.caseworker), case, Entry(SUPPORT, clock.today(), fields))
    page = anna.get(f"/arende/{case}/").content.decode()
    assert "Text att föra över till Treserva" in page
    box = page[page.index('class="hv-copy"') :]
    assert "Språk och arbetslivskunskap." in box[: box.index("</pre>")]
    assert "data-copies=" in box
