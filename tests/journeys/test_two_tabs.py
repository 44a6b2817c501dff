"""The same form in two tabs of one browser: the second is recorded only when it has been checked against the case as it is then."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from tests.conftest import PHONE
from tests.factories import City, viewer
from tests.journeys.conftest import LogIn

pytestmark = pytest.mark.browser


def test_the_second_tab_is_checked_anew_with_all_that_was_filled_in(
    city: City, case: UUID, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    """On a phone: the notice is read by axe and fits, the answers are those of this tab, and each tab records one event."""
    first = log_in(city.caseworker, PHONE)
    second = first.context.new_page()
    for page, needs in ((first, "Språk."), (second, "Arbete.")):
        page.goto(f"/arende/{case}/registrera/need-assessed/")
        page.get_by_label("Vad behöver klienten stöd med?").fill(needs)
        page.get_by_role("button", name="Kontrollera").click()
        expect(page.get_by_text("Inget är registrerat än.")).to_be_visible()
    first.get_by_role("button", name="Registrera").click()
    expect(first.get_by_text("Registrerat: Behov av stöd bedömt.")).to_be_visible()
    second.get_by_role("button", name="Registrera").click()
    expect(second.get_by_role("heading", name="Ärendet har ändrats")).to_be_visible()
    expect(second.get_by_text("Arbete.")).to_be_visible()
    assert said(city, case) == ["Språk."]
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(second)
    second.get_by_role("button", name="Registrera").dblclick()
    expect(second.get_by_text("Registrerat: Behov av stöd bedömt.")).to_be_visible()
    assert said(city, case) == ["Språk.", "Arbete."]


def test_what_is_taken_back_in_a_second_tab_is_shown_anew_first(
    city: City, case: UUID, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    """On a phone: the first tab recorded something meanwhile; the reason stands there still, and the notice fits and is read by axe."""
    recorded = record_event(viewer(city.caseworker), case, Entry("need-assessed", clock.today(), {"needs": "Språk."}))
    second = log_in(city.caseworker, PHONE)
    second.goto(f"/arende/{case}/handelse/{recorded.event_uid}/ta-tillbaka/")
    record_event(viewer(city.caseworker), case, Entry("need-assessed", clock.today(), {"needs": "Arbete."}))
    second.get_by_label("Varför tas uppgiften tillbaka?").fill("Gällde ett annat ärende.")
    second.get_by_role("button", name="Ta tillbaka").click()
    expect(second.get_by_role("heading", name="Ärendet har ändrats")).to_be_visible()
    expect(second.get_by_label("Varför tas uppgiften tillbaka?")).to_have_value("Gällde ett annat ärende.")
    assert said(city, case) == ["Språk.", "Arbete."]
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(second)
    second.get_by_role("button", name="Ta tillbaka").click()
    expect(second.get_by_text("Uppgiften är tillbakatagen.")).to_be_visible()
    assert said(city, case) == ["Arbete."]


def said(city: City, case: UUID) -> list[object]:
    """What the case says of the client's needs."""
    history = view_case(viewer(city.caseworker), case, "test").history
    return [each.values["needs"] for each in history if each.type == "need-assessed" and not each.annulled_by]
