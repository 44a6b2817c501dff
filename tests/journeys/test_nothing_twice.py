"""From the forms to the employment service until the client has the plan in hand: what leaves the house is made of what stands in the case."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import vobject
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import CaseEvent
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.mail.sending import line
from hemvist.organisation.models import Worker
from tests.journeys.conftest import NewWalk
from tests.journeys.walking import Walk, events_of
from tests.support.mail_server import mail_server

pytestmark = pytest.mark.browser

TO_AF = ("Samtycke till samråd med Arbetsförmedlingen", "Information om kommunal insats")
DECISION, PLAN = "Beslut om anvisning till insats", "Genomförandeplan"
INVITATION = "Kallelse till möte"


def of_type(events: list[dict[str, Any]], event_type: str) -> dict[str, Any]:
    """The first event of a type in the scenario."""
    return next(event for event in events if event["type"] == event_type)


def letters(walk: Walk, worker: Worker) -> Page:
    """Open the letters of the case."""
    page = walk.see_case(worker)
    page.get_by_role("link", name="Brev och handlingar", exact=True).filter(visible=True).click()
    return page


def send_letter(walk: Walk, worker: Worker, title: str) -> str:
    """Make a letter and say that it went by post, without writing anything; give what stands in it."""
    page = letters(walk, worker)
    page.locator("#kan-goras").get_by_role("link", name=title, exact=True).click()
    page.get_by_role("button", name="Gör brevet").click()
    row = page.locator("#gjorda tbody tr", has_text=title).first
    address = row.get_by_role("link").first.get_attribute("href")
    row.get_by_role("link", name="Bekräfta att det är skickat").click()
    way = page.get_by_label("Med post", exact=True)
    if not way.is_checked():
        way.check()
    page.get_by_role("button", name="Bekräfta").click()
    expect(page.get_by_text("Bekräftat: brevet är skickat.")).to_be_visible()
    answer = page.request.get(f"{walk.address}{address}")
    pages = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    return " ".join(" ".join(each.get_textpage().get_text_range().split()) for each in pages)


def enter_in_treserva(walk: Walk, worker: Worker, reference: str) -> str:
    """Copy the text that waits for Treserva and say where it stands now; give the text."""
    page = walk.see_case(worker)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{walk.address}/arende/{walk.case}/treserva/")
    walk.check_with_axe(page, "texts for treserva")
    page.get_by_role("button", name="Kopiera").first.click()
    expect(page.get_by_text("Kopierat").first).to_be_visible()
    text = str(page.evaluate("navigator.clipboard.readText()"))
    page.locator("[name=reference]").first.fill(reference)
    walk.typed.append(reference)
    page.get_by_role("button", name="Infört i Treserva").first.click()
    expect(page.locator("#infort")).to_contain_text(reference)
    return text


def test_what_leaves_the_house_is_typed_once(new_walk: NewWalk, tmp_path: Path, settings: Settings) -> None:
    """Forms, decision, assignment, invitation, Treserva and plan: every fact in them was written once, and every fact written is shown."""
    walk = new_walk("e2", writes_in_hemvist=True)
    me, consultant = walk.city.caseworker, walk.city.consultant
    events = events_of("to-self-support")
    for worker in (me, consultant):
        worker.user.email = f"{worker.user.get_username()}@staden.example"
        worker.user.save(update_fields=["email"])
    walk.bring_to(events, "af-informed")
    out = [send_letter(walk, me, title) for title in TO_AF]
    for event_type in ("programme-judged", "kc-consent-given", "work-plan-updated", "decision-made"):
        walk.record(of_type(events, event_type))
    out.append(send_letter(walk, me, DECISION))
    walk.record(of_type(events, "assignment-sent"))
    out.append(enter_in_treserva(walk, me, "Uppdrag 1"))
    walk.record(of_type(events, "consultant-appointed"))
    with mail_server(tmp_path) as server:
        settings.MAIL_SERVER, settings.ADDRESS = server.setting, walk.address
        walk.record(of_type(events, "enrolment-meeting-booked"))
        deliver_waiting()
        line.close()
    out.append(send_letter(walk, me, INVITATION))
    invited = {took.receivers[0]: invitation for took in server.took if (invitation := calendar_in(took.mail))}
    assert set(invited) == {me.user.email, consultant.user.email}
    booked = of_type(events, "enrolment-meeting-booked")["fields"]["starts"]
    for invitation in invited.values():
        event = vobject.readOne(invitation).vevent
        assert event.dtstart.value.astimezone(clock.LOCAL_ZONE).replace(tzinfo=None) == booked
        assert "Karin" not in invitation
    for event_type in ("enrolment-meeting-held", "intervention-started"):
        walk.record(of_type(events, event_type))
    plan = of_type(events, "implementation-plan-drawn-up")
    # What was agreed with the participant is another thing than what was ordered, although the scenario says both in one word.
    walk.record(plan | {"fields": plan["fields"] | {"activities": "Jobbspår tre dagar i veckan."}})
    out.append(send_letter(walk, consultant, PLAN))

    told = " ".join(out)
    twice = {text: times for text, times in Counter(walk.typed).items() if times > 1}
    assert twice == {}, "typed more than once"
    words = [text for text in walk.typed if text.endswith(".")]
    assert len(words) > 5
    assert [text for text in words if text not in told] == [], "typed, and shown nowhere"
    recorded = list(CaseEvent.objects.filter(case__public_id=walk.case).values_list("type", flat=True))
    for event_type in ("af-informed", "decision-communicated", "client-told-enrolment-time", "entered-in-case-system"):
        assert recorded.count(event_type) == 1, event_type


def calendar_in(mail: Any) -> str:
    """The calendar that a mail carries, or nothing."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return parts[0].get_content() if parts else ""
