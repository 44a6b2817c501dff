"""Releases that do not come as planned: on short notice, moved, begun by the person; and one from which a referral is started."""

from datetime import datetime, time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import ReentryCity
from tests.journeys.conftest import NewWalk
from tests.journeys.walking import Walk, events_of, step_named

pytestmark = pytest.mark.browser

AFTER_RELEASE = "Boka en tid efter frigivningen för fortsatt planering med frivården"
WATCH = "Bevaka att frivården tar över"


def city_of(walk: Walk) -> ReentryCity:
    """The city of a walk through the release planning."""
    assert isinstance(walk.city, ReentryCity)
    return walk.city


def begun(walk: Walk, scenario: str) -> list[dict[str, Any]]:
    """The officer has initiated, the unit has appointed, and the person needs no protection. Gives what follows in the scenario."""
    events = walk.begin_outside(events_of(scenario, "insluss"))
    day = events_of(scenario, "insluss")[0]["on"]
    role = {"role": "adult_caseworker", "worker": ""}
    walk.let_happen({"type": "party-appointed", "on": day, "by": "lead_caseworker", "fields": role})
    learnt = {"type": "protection-learnt", "on": day, "by": "adult_caseworker", "fields": {"protection": "none"}}
    walk.let_happen(learnt)
    return [each for each in events if each["type"] != "protection-learnt"]


def test_on_short_notice_the_countdown_says_what_is_done_instead(new_walk: NewWalk) -> None:
    """Three weeks before, a time after the release is asked for, and booking it is all that it takes."""
    walk = new_walk("e1", routine="insluss")
    begun(walk, "short-notice-three-weeks-before")
    city, day = city_of(walk), events_of("short-notice-three-weeks-before", "insluss")[0]["on"]
    page = walk.see_countdown(city.adult_caseworker)
    expect(page.locator("#kort-tid")).to_contain_text(AFTER_RELEASE)
    booked = {
        "type": "planning-after-release-booked",
        "on": day.replace(day=3),
        "by": "adult_caseworker",
        "fields": {
            "starts": datetime.combine(day.replace(day=25), time(10)),
            "place": "Vuxenenheten",
            "interpreter_needed": "no",
        },
    }
    page = walk.record(booked)
    expect(step_named(page, AFTER_RELEASE)).to_have_count(0)


def test_a_moved_release_moves_the_plan_and_the_countdown_shows_what_moved(new_walk: NewWalk) -> None:
    """The officer moves the day; the adult caseworker sees from which day to which each planned day went, and that nothing done is undone."""
    walk = new_walk("e1", routine="insluss")
    events = begun(walk, "release-moved-earlier-and-later-twice")
    moved = next(number for number, event in enumerate(events) if event["type"] == "release-date-changed")
    for event in events[:moved]:
        walk.let_happen(event)
    walk.record(events[moved])
    page = walk.see_countdown(city_of(walk).adult_caseworker)
    section = page.locator("#flyttat")
    expect(section).to_contain_text("2026-07-01")
    expect(section).to_contain_text("2026-06-15")
    expect(section.get_by_role("cell", name="Håll det första videomötet")).to_be_visible()
    expect(section).to_contain_text("Inget av det som är gjort har ändrats.")


def test_when_the_person_writes_first_the_officer_takes_over_the_same_case(new_walk: NewWalk) -> None:
    """The person is informed and referred, the unit watches, and what the officer initiates lands in the case that is there."""
    walk = new_walk("e1", routine="insluss")
    events = events_of("officer-joins-a-case-that-the-person-began", "insluss")
    walk.open(events[0])
    wrote = next(event for event in events if event["type"] == "person-contacted-first")
    walk.record(wrote)
    referred = {
        "type": "person-informed-and-referred",
        "on": wrote["on"],
        "by": "adult_caseworker",
        "about": wrote["id"],
        "fields": {"through_prison_contact": "yes"},
    }
    page = walk.record(referred)
    expect(step_named(page, WATCH)).to_be_visible()
    case = walk.case
    effects = {event["type"]: event for event in events}
    walk.initiate_by_hand([effects["insluss-consent-given"], effects["insluss-initiated"]])
    assert walk.case == case
    page = walk.see_case(city_of(walk).adult_caseworker)
    expect(page.locator(".hv-timeline").get_by_text("Insluss initierad av frivården").first).to_be_visible()
    expect(step_named(page, WATCH)).to_have_count(0)


def test_a_referral_is_started_from_the_release_plan_and_seen_from_it(new_walk: NewWalk) -> None:
    """Economic assistance starts it with what is known, sees each case from the other, and takes that back; the adult unit sees no more than the answer."""
    walk = new_walk("e1", routine="insluss")
    for event in begun(walk, "referral-wanted-and-started"):
        if event["type"] not in ("related-case-answered", "case-related") and event.get("id") != "wanted-again":
            walk.let_happen(event)
        if event.get("id") == "wanted":
            break
    city = city_of(walk)
    page = walk.see_case(city.income_caseworker)
    walk.check_with_axe(page, "related card")
    page.locator("#hor-ihop").get_by_role("link", name="Starta").click()
    expect(page.locator("[name=reason]")).to_have_value("Har arbetat i kök och vill arbeta.")
    walk.check_with_axe(page, "related start")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Starta ärendet").click()
    expect(page.get_by_text("Ärendet är startat, och hör ihop med det som du kom från.")).to_be_visible()
    expect(page.locator("#hor-ihop")).to_contain_text("IN-2026-000001")
    page.locator("#hor-ihop").get_by_role("link", name="IN-2026-000001").click()
    expect(page.locator("#hor-ihop")).to_contain_text("KC-2026-000001")
    page.get_by_role("link", name="Säg vilka ärenden som hör ihop").click()
    walk.check_with_axe(page, "what belongs together")
    page.get_by_role("link", name="Ta tillbaka att KC-2026-000001 hör ihop").click()
    page.get_by_label("Varför hör ärendena inte ihop?").fill("Anvisningen gäller en annan sak.")
    walk.check_with_axe(page, "taking back")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.get_by_text("Inget av ärendena visar längre det andra.")).to_be_visible()
    expect(page.get_by_role("button", name="Anteckna att KC-2026-000001 hör ihop")).to_be_visible()
    page = walk.see_case(city.adult_caseworker)
    expect(page.get_by_text("Ekonomiskt bistånd har tagit ställning till anvisning").first).to_be_visible()
    expect(page.get_by_text("KC-2026")).to_have_count(0)
