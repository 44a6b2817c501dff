"""The client takes back the consent while the consultant has the case open in front of them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walking import events_of

pytestmark = pytest.mark.browser

OVER = "Du får inte längre nya uppgifter i ärendet"


def test_the_next_click_after_a_withdrawal_is_refused_and_says_so_once(new_walk: NewWalk) -> None:
    """Then the consultant goes on to what they had and what they wrote themselves; a colleague elsewhere is told nothing at all."""
    walk = new_walk("e2")
    withdrawal, *_ = walk.bring_to(events_of("kc-consent-withdrawn-mid-case"), "kc-consent-withdrawn")
    walk.clock.set(withdrawal["on"])
    open_before = walk.see_case(walk.city.consultant)
    expect(open_before.get_by_text("Karin").first).to_be_visible()
    expect(open_before.get_by_text(OVER)).to_have_count(0)
    expect(open_before.get_by_role("term").get_by_text("Telefon", exact=True)).to_be_visible()
    walk.record(withdrawal)

    open_before.get_by_role("link", name="Något annat har hänt").click()
    expect(open_before.get_by_role("heading", level=1)).to_have_text(OVER)
    expect(open_before.get_by_text("Karin")).to_have_count(0)
    walk.check_with_axe(open_before, "access is over")
    open_before.get_by_role("link", name="Fortsätt till ärendet").click()
    expect(open_before.get_by_role("heading", level=1)).not_to_have_text(OVER)
    page = walk.see_case(walk.city.consultant)
    expect(page.get_by_role("heading", name=OVER)).to_be_visible()
    expect(page.locator(".hv-timeline").get_by_text("Genomförandeplan upprättad").first).to_be_visible()
    expect(page.get_by_role("term").get_by_text("Telefon", exact=True)).to_have_count(0)
    expect(page.get_by_text("Samtycke till Kompetenscenter återtaget")).to_have_count(0)
    expect(walk.see_case(walk.city.outsider).get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
