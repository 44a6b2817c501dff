"""A meeting in a browser: booked once, moved without typing its place again, minuted under the routine's own points, signed, and in one's own calendar."""

import re
from datetime import date

import pytest
import vobject
from playwright.sync_api import Page, expect

from hemvist.organisation.models import Worker
from tests.conftest import PHONE
from tests.journeys.conftest import NewWalk
from tests.journeys.walking import Walk, events_of

pytestmark = pytest.mark.browser
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def see_meeting(walk: Walk, worker: Worker) -> Page:
    """From the page of the case to the page of its newest meeting."""
    page = walk.see_case(worker)
    page.locator("#moten a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Möte")
    return page


def record(page: Page) -> None:
    """Check what stands in the form, and record it."""
    page.get_by_role("button", name="Kontrollera").click()
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_text("Registrerat:")).to_be_visible()


def test_a_meeting_is_one_object_from_its_booking_to_its_signed_minutes(new_walk: NewWalk) -> None:
    """Moved: only the day and the hour are written. Minutes: only what was said and decided. Everything else stands there already."""
    walk = new_walk("e2")
    walk.bring_to(events_of("meeting-minutes-written-and-signed"), "meeting-participants-invited")
    caseworker, consultant = walk.city.caseworker, walk.city.consultant
    walk.clock.set(date(2026, 2, 9))
    page = see_meeting(walk, caseworker)
    walk.check_with_axe(page, "meeting")
    expect(page.locator("#dagordning")).to_contain_text("Har klienten fått information om verksamheten?")
    page.get_by_role("link", name="Inskrivningsmöte ombokas").click()
    page.fill("[name=reason]", "Klienten är sjuk")
    record(page)

    page = see_meeting(walk, caseworker)
    expect(page.get_by_text("Väntar på ny tid")).to_be_visible()
    page.locator("#ny-tid a.ds-button").first.click()
    expect(page.locator("[name=place]")).to_have_value("Kompetenscenter")
    page.fill("[name=starts_date]", "2026-02-21")
    page.fill("[name=starts_time]", "13:00")
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_text("Dagen är lördag, så det är ingen arbetsdag.")).to_be_visible()
    page.get_by_role("button", name="Ändra svaren").click()
    page.fill("[name=starts_date]", "2026-02-18")
    record(page)

    walk.clock.set(date(2026, 2, 18))
    page = see_meeting(walk, consultant)
    expect(page.get_by_role("heading", level=1)).to_contain_text("onsdag 18 februari 2026, 13:00–14:00")
    page.get_by_role("link", name="Mötesanteckningar skrivna").click()
    expect(page.locator("[name=attended][value=client]")).to_be_checked()
    expect(page.locator("[name=notes]")).to_have_value(re.compile("Har klienten fått veta vad som förväntas"))
    walk.check_with_axe(page, "minutes form")
    page.fill("[name=decided]", "Praktik från mars.")
    page.locator("[name=signers][value=caseworker]").check()
    record(page)

    page = see_meeting(walk, caseworker)
    expect(page.get_by_text("Inte justerat än")).to_be_visible()
    page.get_by_role("link", name="Socialsekreteraren har justerat anteckningarna").click()
    record(page)
    page = see_meeting(walk, caseworker)
    expect(page.get_by_text("Justerat 2026-02-18")).to_be_visible()
    expect(page.locator("#anteckningar")).to_contain_text("Praktik från mars.")


def test_a_meeting_and_the_feed_on_a_phone(new_walk: NewWalk) -> None:
    """Nothing is wider than the screen; the feed's address is shown once, and what it gives is read by another program."""
    walk = new_walk("e2")
    walk.bring_to(events_of("meeting-minutes-written-and-signed"), "meeting-participants-invited")
    walk.clock.set(date(2026, 2, 9))
    page = see_meeting(walk, walk.city.caseworker)
    page.set_viewport_size(PHONE)
    walk.check_with_axe(page, "meeting on a phone")
    assert not page.evaluate(WIDER)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Till min kalender").click()
    assert begun.value.suggested_filename == "mote.ics"
    page.goto(f"{walk.address}/kalender/")
    page.get_by_role("link", name="Kalenderflöde").click()
    page.get_by_role("button", name="Gör ett flöde").click()
    address = page.locator("#flodets-adress").inner_text()
    walk.check_with_axe(page, "feed")
    assert not page.evaluate(WIDER)
    fetched = page.request.get(address)
    events = vobject.readOne(fetched.text()).vevent_list
    assert any(each.summary.value.startswith("Möte i ärende KC-2026-") for each in events)
    page.get_by_role("button", name="Ta bort flödet").click()
    assert page.request.get(address).status == 404
