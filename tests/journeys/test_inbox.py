"""The pages of notices in a real browser."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.cases.models import Case, OutboxMessage
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.mail.models import Notice, Reach
from hemvist.organisation.staffing import give_role
from tests.conftest import DESKTOP, PHONE
from tests.factories import LONG_AGO, PASSWORD, City, small_city
from tests.journeys.conftest import LogIn
from tests.web.work_city import appoint, opened

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def city(live_server: LiveServer) -> City:
    """Units and staff; the manager has been told of several things, and something did not arrive."""
    city = small_city(PASSWORD)
    case = opened(city)
    give_role(city.unit_manager, city.deciding, "caseworker", LONG_AGO)
    appoint(city.lead_caseworker, case, "caseworker", city.unit_manager)
    deliver_waiting()
    row = Case.objects.get().pk
    for kind, about in (("emergency", None), ("turn-late", row), ("overdue", row), ("turn", 999_999)):
        Notice.objects.create(
            worker=city.unit_manager, kind=kind, case_row=about, key=uuid.uuid4(), at=clock.now(), seen_at=None
        )
    user = city.unit_manager.user
    user.email = "cecilia@staden.example"
    user.save()
    Reach.objects.create(
        worker=city.unit_manager, refused=user.email, refused_at=clock.now(), status="550", phone="0701740605"
    )
    OutboxMessage.objects.create(
        kind="mail", body="{}", state="failed", attempts=8, unit=city.deciding, created_at=clock.now(),
        free_at=clock.now(), last_error="E-postservern svarade inte (TimeoutError).",
    )  # fmt: skip
    return city


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_notices_are_read_acknowledged_and_chosen(
    city: City,
    settings: Settings,
    tmp_path: Path,
    log_in: LogIn,
    assert_accessible: Callable[[Page], None],
    viewport: dict[str, int],
) -> None:
    """From the bell to the line, from the line to nothing new; axe finds nothing, and nothing has to be scrolled sideways."""
    settings.DROP_FOLDERS = {"sms": tmp_path}
    page = log_in(city.unit_manager, viewport)
    page.locator(".hv-bell").click()
    expect(page.get_by_role("heading", name="Notiser", level=1)).to_be_visible()
    before = int(page.locator(".hv-bell-count").inner_text().split()[0])
    _check(page, assert_accessible, "inbox", viewport)
    page.get_by_role("button", name="Kvittera", exact=False).nth(1).click()
    expect(page.locator(".hv-bell-count")).to_contain_text(str(before - 1))
    page.get_by_role("link", name="Välj hur du får veta").click()
    expect(page.get_by_role("button", name="Spara")).to_be_visible()
    _check(page, assert_accessible, "wishes", viewport)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Dina val är sparade.")).to_be_visible()
    page.goto("/enheten/leveranser/")
    page.get_by_text("Låt vara", exact=False).first.click()
    _check(page, assert_accessible, "undelivered", viewport)
    page.goto("/notiser/")
    page.get_by_role("button", name="Kvittera alla").click()
    expect(page.locator(".hv-bell-count")).to_have_count(0)


def _check(page: Page, assert_accessible: Callable[[Page], None], name: str, viewport: dict[str, int]) -> None:
    if folder := os.environ.get("HEMVIST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{viewport['width']}.png", full_page=True)
    assert not page.evaluate(WIDER)
    assert_accessible(page)
