"""The picture of a case's routine with where the case stands in it."""

import re
from datetime import timedelta

import pytest

from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.web.routine_pages.case_flow import places
from tests.factories import City, viewer
from tests.web.reentry_city import adults, meeting_held, received
from tests.web.work_city import ClientOf, opened, record


def test_done_open_and_late_steps_are_told_with_their_days(city: City) -> None:
    """Of the duties of a release: what is done, what is late, what is open; what has not come has no state."""
    worker = adults(city).caseworker
    case = received(city, worker, release_in=100, days_ago=40)
    meeting_held(worker, case)
    found = {each.label: each for each in places(view_case(viewer(worker), case, "flow"))}
    assert found["Håll det första videomötet"].state == "done"
    assert found["Håll det första videomötet"].on == clock.today() - timedelta(days=3)
    assert found["Lämna personutredningen"].state == "late"
    assert found["Planera en åtgärd"].state == "open"
    assert found["Ansökan om insluss inkommen på papper eller per telefon"].state == "done"
    assert found["Ta ställning till om planeringen ska börja om"].state is None


def test_several_of_one_duty_are_counted(city: City) -> None:
    """The one that asks most counts, and how many are done is said."""
    worker = adults(city).caseworker
    case = received(city, worker, release_in=100, days_ago=40)
    meeting_held(worker, case)
    found = {each.label: each for each in places(view_case(viewer(worker), case, "flow"))}
    assert found["Planera en åtgärd"].note == "0 av 2 klara"


@pytest.mark.parametrize("routine", ["insluss", "kompetenscenter"])
def test_the_picture_marks_the_case_in_any_routine(city: City, client_of: ClientOf, routine: str) -> None:
    """A sign and a word in the step's own box, and the same in the list beside it; no style and no script of its own."""
    if routine == "insluss":
        worker = adults(city).caseworker
        case = received(city, worker)
    else:
        worker, case = city.caseworker, opened(city)
        record(worker, case, "need-assessed", needs="Arbete.")
    html = client_of(worker).get(f"/arende/{case}/flode/").content.decode()
    assert 'class="hv-lane-duty hv-lane-is-done"' in html
    assert 'class="hv-lane-duty hv-lane-is-ahead"' in html
    assert 'class="hv-sign-done"' in html
    assert ">Klart 20" in html
    assert "Där ärendet är nu" in html
    assert " style=" not in html


def test_what_leads_to_a_turn_and_what_follows_it_is_told_beside_it(city: City, client_of: ClientOf) -> None:
    """The case's neighbourhood first: what was done before, whose turn it is, what comes of it; parts where it is nobody's turn are folded."""
    worker, case = city.caseworker, opened(city)
    record(worker, case, "need-assessed", needs="Arbete.")
    html = client_of(worker).get(f"/arende/{case}/flode/").content.decode()
    now, _, parts = html.partition("Hela rutinen, del för del")
    assert "Före: Bedöm klientens behov av stöd" in now
    folds = re.findall(r'<details class="hv-part-fold" id="del-\d+" data-paper( open)?', parts)
    assert folds.count(" open") == 1
    assert len(folds) > 5


def test_the_routine_by_itself_is_drawn_without_marks(city: City, client_of: ClientOf) -> None:
    """As before: a picture that is kept is not that of a case."""
    html = client_of(city.caseworker).get("/rutiner/insluss/e1/bild/").content.decode()
    assert "hv-lane-is-" not in html
    assert "hv-sign" not in html


def test_the_picture_of_a_case_one_may_not_see_is_not_found(city: City, client_of: ClientOf) -> None:
    """As any page of the case."""
    assert client_of(city.outsider).get(f"/arende/{opened(city)}/flode/").status_code == 404
