"""The pages about who sees what, walked in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hemvist import clock
from hemvist.cases.casefile import find_case
from hemvist.cases.conflicts import declare_conflict
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.log_review import begin_review, reviews_due
from hemvist.cases.viewing import view_case
from tests.conftest import DESKTOP, PHONE
from tests.factories import City, viewer
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    """axe finds nothing, and nothing has to be scrolled sideways."""
    other = opened(city, "Andersson")
    with clock.set_to(clock.now() - timedelta(days=33)):
        case = opened(city, days_ago=0)
        found = find_case(case)
        assert found
        view_case(viewer(city.caseworker), case, "case")
    open_for_emergency(
        viewer(city.outsider),
        Asked(found.reference, "life", "Klienten svarar inte och kan vara i fara.", frozenset({"identity"})),
    )
    declare_conflict(viewer(city.caseworker), other, "Klienten är min granne.")
    manager = viewer(city.unit_manager)
    due = reviews_due(manager)[0]
    review = begin_review(manager, due.unit_id, due.period.first_day)
    page = log_in(city.unit_manager, viewport)
    for address in (
        "/",
        "/nodoppning/",
        "/loggkontroll/",
        f"/loggkontroll/{review}/",
        "/enheten/",
        "/enheten/jav/",
        f"/arende/{case}/",
        f"/arende/{case}/jav/",
        f"/arende/{case}/vem-ser/",
        f"/arende/{case}/loggutdrag/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert_accessible(page)
        assert page.evaluate(WIDER) is False, address


def test_a_handler_leaves_a_case_after_being_asked(city: City, log_in: LogIn) -> None:
    """The question can be answered with no; with yes the case is not there any more."""
    case = opened(city)
    page = log_in(city.caseworker)
    page.goto(f"/arende/{case}/jav/")
    page.fill("[name=reason]", "Klienten är min granne.")
    page.get_by_role("button", name="Lämna ärendet").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Lämna ärendet").click()
    expect(page.get_by_text("Handläggaren har lämnat ärendet")).to_be_visible()
    answer = page.goto(f"/arende/{case}/")
    assert answer is not None
    assert answer.status == 404
