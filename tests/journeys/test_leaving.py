"""A manager puts and lifts a hold and lets an old case leave; the commands pack and remove it. In a real browser, by keyboard where it matters."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from hemvist.cases.models import Case
from tests.cases.test_many_writers import environment
from tests.conftest import DESKTOP, PHONE
from tests.factories import City
from tests.journeys.conftest import LogIn
from tests.web.retention_pages.conftest import close_old

pytestmark = pytest.mark.browser


def manager_page(city: City, log_in: LogIn, viewport: dict[str, int]) -> Page:
    """A browser in which the manager has logged in, at the list of what leaves, come to by the page of the unit."""
    page = log_in(city.unit_manager, viewport)
    page.goto("/enheten/")
    page.get_by_role("link", name="Gallring och arkivering").click()
    expect(page.get_by_role("heading", name="Gallring och arkivering", level=1)).to_be_visible()
    return page


def hemvist(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Hemvist's against this test's database."""
    command = [sys.executable, "-m", "hemvist", *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Manager:
    """The manager before a browser. Each step ends with a page that is accessible and no wider than the screen."""

    page: Page
    case: UUID
    assert_accessible: Callable[[Page], None]

    def assert_shown(self, text: str) -> None:
        """The page says so, and is as it should be."""
        expect(self.page.get_by_text(text)).to_be_visible()
        self.assert_accessible(self.page)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    def assert_listed(self, text: str) -> None:
        """The list of what leaves says so."""
        self.page.goto("/enheten/gallring/")
        self.assert_shown(text)

    def put_a_hold(self) -> None:
        """Come to it from the case; send it empty first."""
        page = self.page
        page.goto(f"/arende/{self.case}/")
        page.get_by_role("link", name="Sätt eller häv en spärr").click()
        page.get_by_role("button", name="Sätt spärren").click()
        page.get_by_label("Varför?").fill("Tvist om återkrav")
        page.get_by_label("Vilken bestämmelse stöder det sig på?").fill("16 kap. 2 § SoL")
        page.get_by_role("button", name="Sätt spärren").press("Enter")
        self.assert_shown("Spärren är satt.")

    def lift_it(self) -> None:
        """With a reason of its own."""
        self.page.goto(f"/arende/{self.case}/sparr/")
        self.page.locator("summary", has_text="Häv spärren").click()
        lifting = self.page.locator("details form")
        lifting.get_by_label("Varför?").fill("Avgjort")
        lifting.get_by_label("Vilken bestämmelse stöder det sig på?").fill("16 kap. 1 § SoL")
        lifting.get_by_role("button", name="Häv spärren").click()
        self.assert_shown("Spärren är hävd.")

    def let_it_go(self) -> None:
        """By keyboard."""
        self.page.goto("/enheten/gallring/")
        self.page.get_by_role("checkbox").press("Space")
        self.page.get_by_role("button", name="Godkänn de valda").press("Enter")
        self.assert_shown("Det kan inte göras ogjort.")
        self.page.get_by_role("button", name="Godkänn").press("Enter")
        self.assert_shown("Ett ärende är godkänt.")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_old_case_is_held_let_go_packed_and_removed(
    city: City,
    log_in: LogIn,
    assert_accessible: Callable[[Page], None],
    viewport: dict[str, int],
    tmp_path: Path,
) -> None:
    """Afterwards the case is not found, and the record holds."""
    case = close_old(city, "Gammelström")
    manager = Manager(manager_page(city, log_in, viewport), case, assert_accessible)
    manager.assert_listed("Väntar på godkännande")
    manager.put_a_hold()
    manager.assert_listed("Ärendet har en gallringsspärr.")
    manager.lift_it()
    manager.let_it_go()

    reference = Case.objects.get(public_id=case).reference
    too_early = hemvist("retention", "remove", str(tmp_path))
    assert (too_early.returncode, reference in too_early.stdout) == (1, True)
    packed = hemvist("retention", "package", str(tmp_path))
    assert packed.stdout == "1 arkivpaket skrivet och kontrollerat.\n", packed.stderr
    manager.assert_listed("Klart att tas bort")
    removed = hemvist("retention", "remove", str(tmp_path))
    assert removed.stdout.startswith("1 ärende har lämnat systemet.\n"), removed.stderr
    manager.assert_listed("Inget ska lämna Hemvist")
    gone = manager.page.goto(f"/arende/{case}/")
    assert gone
    assert gone.status == 404
    assert hemvist("verify-record").returncode == 0
