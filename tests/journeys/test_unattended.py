"""A protected case whose handler has gone, from the warning to somebody who has it, walked in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hemvist import clock
from hemvist.organisation.staffing import give_role, hire, leave
from tests.conftest import DESKTOP, PHONE
from tests.factories import LONG_AGO, City
from tests.journeys.conftest import LogIn
from tests.web.work_city import opened

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_manager_is_told_and_names_a_handler(
    city: City, log_in: LogIn, assert_accessible: Callable[[Page], None], viewport: dict[str, int]
) -> None:
    """Told at the hand-over what does not follow; when the handler has gone, told on the page of the unit, where somebody is named."""
    frida = hire("frida", "Frida Nord")
    give_role(frida, city.deciding, "caseworker", LONG_AGO)
    opened(city, "Hemlig", protection="confidentiality-marking")
    page = log_in(city.unit_manager, viewport)

    def fits() -> None:
        assert_accessible(page)
        assert page.evaluate(WIDER) is False
        expect(page.get_by_text("Hemlig")).to_have_count(0)

    page.goto("/enheten/")
    card = page.locator("#hand-over")
    card.get_by_label("Vems ärenden ska lämnas över?").select_option(label="Anna Lindqvist")
    card.get_by_label("Vem tar över?").select_option(label="Frida Nord")
    card.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Det här följer inte med")).to_be_visible()
    fits()
    leave(city.caseworker, clock.today() - timedelta(days=1))
    page.goto("/enheten/")
    expect(page.get_by_role("heading", name="Ärenden som ingen har")).to_be_visible()
    fits()
    page.get_by_role("button", name="Utse till ett ärende").click()
    expect(page.get_by_role("alert")).to_contain_text("Svara på frågan.")
    fits()
    page.get_by_label("Vem ska utses?").select_option(label="Frida Nord")
    page.get_by_role("button", name="Utse till ett ärende").click()
    expect(page.get_by_text("Handläggaren är utsedd och ser ärendet nu.")).to_be_visible()
    expect(page.get_by_role("heading", name="Ärenden som ingen har")).to_have_count(0)
