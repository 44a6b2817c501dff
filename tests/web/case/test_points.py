"""A duty for each point of a form: its own form begins with the point."""

import re

import pytest

from hemvist.cases.library import library
from hemvist.web.case.points import known_point
from tests.factories import City
from tests.web.case.conftest import ClientOf
from tests.web.reentry_city import adults, meeting_held, received
from tests.web.work_city import opened


def test_the_form_of_a_need_begins_with_its_area(city: City, client_of: ClientOf) -> None:
    """In the address stands a number and not what the need is; nothing is chosen where the form is opened by itself."""
    worker = adults(city).caseworker
    case = received(city, worker, release_in=100, days_ago=20)
    meeting_held(worker, case)
    client = client_of(worker)
    page = client.get(f"/arende/{case}/").content.decode()
    numbers = re.findall(rf'href="/arende/{case}/registrera/action-planned/[^"]*punkt=(\d+)"', page)
    assert sorted(numbers) == ["1", "6", "7"]
    form = client.get(f"/arende/{case}/registrera/action-planned/?punkt=6").content.decode()
    assert re.search(r'<option value="debts" selected>', form)
    assert "selected>" not in client.get(f"/arende/{case}/registrera/action-planned/").content.decode()


@pytest.mark.parametrize("number", ["", "0", "99", "-1", "x", "١"])
def test_a_number_that_is_no_point_fills_in_nothing(number: str) -> None:
    """Whatever somebody writes in the address."""
    edition = library().routines["insluss"].editions[-1]
    assert known_point(edition, edition.events["action-planned"], number) == {}


@pytest.mark.parametrize(
    ("routine", "offered", "other"),
    [
        ("insluss", "Frivårdsinspektör", "Arbetsmarknadskonsulent"),
        ("kompetenscenter", "Arbetsmarknadskonsulent", "Frivårdsinspektör"),
    ],
)
def test_only_the_routine_s_own_roles_are_offered(
    city: City, client_of: ClientOf, routine: str, offered: str, other: str
) -> None:
    """Whoever names somebody in a case chooses among those who have something to do in it."""
    if routine == "insluss":
        worker = adults(city).caseworker
        case = received(city, worker)
    else:
        worker, case = city.caseworker, opened(city)
    form = client_of(worker).get(f"/arende/{case}/registrera/party-left/").content.decode()
    assert offered in form
    assert other not in form
