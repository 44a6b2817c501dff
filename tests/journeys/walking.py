"""Walks a case in a browser: each event is found on the page of the case, filled in, checked and recorded by the one whose turn it is.

The events come from the scenario files beside the routine, so that what the engine is tried with is also what people can do on the pages.
"""

import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Locator, Page, expect

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.library import library
from hemvist.cases.recording import open_case, record_event
from hemvist.demo.beginning import empty_sheet, initiate_from_outside
from hemvist.organisation.models import Worker
from hemvist.routines.model import Edition, EventType, Field
from hemvist.routines.reading import __file__ as reading_file
from tests.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, TEST_NUMBER, City, someone, viewer

GOVERNING = Path(reading_file).parents[1] / "governing"
REFERRAL = "kompetenscenter"


def events_of(scenario: str, routine: str = REFERRAL) -> list[dict[str, Any]]:
    """Read the events of a scenario file of a routine that are recorded, in order."""
    file = GOVERNING / routine / "scenarios" / f"{scenario}.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["event"])


@dataclass(slots=True)
class Clock:
    """The clock of the whole process, server included, set by the test."""

    standing: ExitStack = field(default_factory=ExitStack)

    def set(self, day: date, at: time = time(15)) -> None:
        """Let it be this time of this day, in Göteborg."""
        self.standing.close()
        self.standing.enter_context(clock.set_in_every_thread(datetime.combine(day, at, clock.LOCAL_ZONE)))


@dataclass(slots=True)
class Walk:
    """One case, the browsers of those who work with it, and what is checked on the way."""

    address: str
    city: City
    clock: Clock
    open_page: Callable[..., Page]
    assert_accessible: Callable[[Page], None]
    edition_id: str
    checked_by_axe: set[str]
    routine: str = REFERRAL
    case: UUID | None = None
    pages: dict[int, Page] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    """What has been written in fields of forms, each time that it was: dates and times, and words."""

    @property
    def edition(self) -> Edition:
        """The edition that the case goes by."""
        return next(each for each in library().routines[self.routine].editions if each.edition == self.edition_id)

    def page_of(self, worker: Worker) -> Page:
        """Give the browser of a worker, logged in."""
        if worker.pk not in self.pages:
            page = self.open_page()
            if worker == getattr(self.city, "probation_officer", None):
                TOTP.activate(worker.user, SECRET)
            page.goto(f"{self.address}/konto/login/")
            page.fill("[name=login]", worker.user.get_username())
            page.fill("[name=password]", PASSWORD)
            page.locator("main button[type=submit]").click()
            if worker == getattr(self.city, "probation_officer", None):
                enter_code(page)
            expect(page.locator(".hv-user")).to_contain_text(worker.name)
            self.pages[worker.pk] = page
        return self.pages[worker.pk]

    def open(self, event: dict[str, Any]) -> None:
        """Open the case as the scenario says."""
        self.clock.set(event["on"], event.get("at", time(9)))
        me, first = self.worker_of(event), Entry(event["type"], event["on"], event["fields"], at=event.get("at"))
        self.case = open_case(viewer(me), someone().pk, self.routine, self.city.deciding.pk, event["on"], first)

    def begin_outside(self, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Let somebody outside have begun the case without a browser: opened, consented and joined at once. Gives the events after that."""
        joined = next(n for n, e in enumerate(events) if self.edition.events[e["type"]].effect == "party-joined")
        first, joining = events[0], events[joined]
        self.clock.set(joining["on"], joining.get("at", time(9)))
        person = someone().pk
        self.case = initiate_from_outside(
            viewer(self.worker_of(joining)),
            self.city.deciding.pk,
            person,
            first["fields"]["reason"],
            self.entry(joining),
        )
        return [each for each in events[joined + 1 :] if self.edition.events[each["type"]].effect != "party-received"]

    def worker_of(self, event: dict[str, Any]) -> Worker:
        """Give who records an event: the one of the city in that role."""
        return getattr(self.city, event["by"])  # type: ignore[no-any-return]

    def open_by_hand(self, event: dict[str, Any]) -> None:
        """Open the case as the caseworker does: look for the person first, add them, say why, check."""
        self.clock.set(event["on"], event.get("at", time(9)))
        page = self.page_of(self.city.caseworker)
        page.get_by_role("navigation").get_by_role("link", name="Nytt ärende").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nytt ärende")
        page.fill("[name=text]", TEST_NUMBER)
        page.get_by_role("button", name="Sök").click()
        expect(page.get_by_text("Inget ärende hittades")).to_be_visible()
        page.get_by_role("button", name="Lägg till personen").click()
        expect(page.locator("[name=person-number]")).to_have_value(TEST_NUMBER)
        page.fill("[name=person-given]", "Karin")
        page.fill("[name=person-family]", "Östlund")
        page.fill("[name=reason]", event["fields"]["reason"])
        self.check_with_axe(page, "new case")
        page.get_by_role("button", name="Kontrollera").click()
        page.get_by_role("button", name="Öppna ärendet").click()
        page.wait_for_url("**/arende/**")
        self.case = UUID(page.url.split("/arende/")[1].split("/")[0])
        self.check_with_axe(page, "assessment")

    def initiate_by_hand(self, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Begin the case as the officer outside does: whom it is about, what is told, the consent, and its signed form. Gives what follows."""
        kinds = {self.edition.events[each["type"]].effect: each for each in events[:4]}
        joining, consent = kinds["party-joined"], kinds["consent-given"]
        self.clock.set(joining["on"], joining.get("at", time(9)))
        page = self.page_of(self.worker_of(joining))
        page.get_by_role("navigation").get_by_role("link", name="Initiera").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Initiera")
        page.fill("[name=person-number]", TEST_NUMBER)
        page.fill("[name=person-given]", "Karin")
        page.fill("[name=person-family]", "Östlund")
        for event in (joining, consent):
            asked = {each.name: each for each in self.edition.events[event["type"]].fields}
            for name, value in event["fields"].items():
                if len(asked[name].choices) != 1:
                    self.give(page, asked[name], value)
        self.check_with_axe(page, "initiating")
        page.get_by_role("button", name="Kontrollera").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera och fäst samtycket")
        sheet = {"name": "samtycke.png", "mimeType": "image/png", "buffer": empty_sheet()}
        page.set_input_files("[name=file]", sheet)  # type: ignore[arg-type]
        self.check_with_axe(page, "initiating, checked")
        page.get_by_role("button", name="Initiera").click()
        page.wait_for_url("**/arende/**")
        self.case = UUID(page.url.split("/arende/")[1].split("/")[0])
        return [each for each in events if each not in kinds.values()]

    def see_countdown(self, worker: Worker) -> Page:
        """Go from the page of the case to its countdown, and look at it at a desk and on a phone."""
        page = self.see_case(worker)
        page.get_by_role("link", name="Nedräkning").filter(visible=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nedräkning")
        self.check_with_axe(page, "countdown")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        return page

    def see_case(self, worker: Worker) -> Page:
        """Open the page of the case."""
        page = self.page_of(worker)
        page.goto(f"{self.address}/arende/{self.case}/")
        return page

    def record(self, event: dict[str, Any], worker: Worker | None = None) -> Page:
        """Record one event as the worker of its role would: from the page of the case to its form, the check and back."""
        worker = worker or self.worker_of(event)
        event_type = self.edition.events[event["type"]]
        page = self.find_form(event, event_type, worker)
        self.fill(page, event, event_type)
        self.check_with_axe(page, f"form {event_type.id}")
        self.send(page, event_type)
        expect(page.get_by_text(f"Registrerat: {event_type.label}.")).to_be_visible()
        self.uids[event.get("id", "")] = page.url.partition("nyss=")[2]
        return page

    def refused(self, event: dict[str, Any], reason: str) -> None:
        """Find the form of an event that may not be recorded now, and see why."""
        event_type = self.edition.events[event["type"]]
        page = self.find_form(event, event_type, self.worker_of(event))
        expect(page.get_by_role("heading", name="Det går inte att göra det här nu")).to_be_visible()
        expect(page.get_by_text(reason)).to_be_visible()
        self.check_with_axe(page, "refused")

    def find_form(self, event: dict[str, Any], event_type: EventType, worker: Worker) -> Page:
        """Go from the page of the case to the event's form; the clause that it rests on is there to read, with its text."""
        self.clock.set(event["on"], event.get("at", time(15)))
        page = self.see_case(worker)
        self.check_with_axe(page, f"case {worker.name}")
        link = page.locator(f'a[href*="/registrera/{event_type.id}/"]').first
        if not link.count() or not link.is_visible():
            page.get_by_role("link", name="Något annat har hänt").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Något annat har hänt")
            self.check_with_axe(page, f"others {worker.name}")
            link = page.locator(f'a[href*="/registrera/{event_type.id}/"]').first
            if not link.is_visible():
                page.locator("details", has=link).locator("summary").first.click()
        link.click()
        clause = page.locator(f'.hv-lead a.hv-clause[data-clause="{event_type.source.clause}"]')
        expect(clause).to_be_visible()
        return page

    def fill(self, page: Page, event: dict[str, Any], event_type: EventType) -> None:
        """Fill in the form as the scenario says."""
        day = page.locator("[name=event-on]")
        if event_type.meeting is None:  # what came of a meeting is taken to have happened on the meeting's day
            expect(day).to_have_value(event["on"].isoformat())
        day.fill(event["on"].isoformat())
        if event.get("at"):
            page.fill("[name=event-at]", f"{event['at']:%H:%M}")
        if event.get("about") and event_type.about:
            self.concern(page, self.uids[event["about"]])
        asked = {each.name: each for each in event_type.fields}
        for name, value in event.get("fields", {}).items():
            self.answer(page, asked[name], self.value(asked[name], value, event["fields"]))
        if event.get("passed_over"):
            page.fill("[name=event-reason]", event["passed_over"])

    def concern(self, page: Page, uid: str) -> None:
        """Say what the event concerns; where only one thing is possible the form has chosen it."""
        inputs = page.locator("[name=event-about]")
        if inputs.first.get_attribute("type") == "hidden":
            assert inputs.input_value() == uid
        elif inputs.first.get_attribute("type") == "radio":
            page.locator(f'[name=event-about][value="{uid}"]').check()
        else:
            inputs.select_option(uid)

    def value(self, question: Field, value: object, answers: dict[str, Any]) -> object:
        """Give a worker or a unit of the scenario as one of this city's."""
        if question.type == "unit":
            return str(self.city.executing.pk)
        return str(getattr(self.city, answers["role"]).pk) if question.type == "worker" else value

    def answer(self, page: Page, question: Field, value: Any) -> None:
        """Answer one question; what is written in Treserva is not asked for."""
        if page.locator(f"#asked-{question.name}").count():
            self.give(page, question, value)

    def give(self, page: Page, question: Field, value: Any) -> None:
        """Fill in what a question asks, whatever sort of field it has."""
        if question.type == "datetime":
            self.write(page, f"{question.name}_date", f"{value:%Y-%m-%d}")
            self.write(page, f"{question.name}_time", f"{value:%H:%M}")
            return
        inputs = page.locator(f"[name={question.name}]")
        kind = inputs.first.evaluate("each => each.tagName + ':' + each.type")
        if kind in ("INPUT:radio", "INPUT:checkbox"):
            for each in value if isinstance(value, list) else [value]:
                page.locator(f'[name={question.name}][value="{each}"]').check()
        elif kind.startswith("SELECT"):
            inputs.select_option(str(value))
        else:
            self.write(page, question.name, value.isoformat() if isinstance(value, date) else str(value))

    def write(self, page: Page, name: str, text: str) -> None:
        """Write in a field, unless the form stands filled in already."""
        box = page.locator(f"[name={name}]")
        if box.input_value() != text:
            box.fill(text)
            self.typed.append(text)

    def send(self, page: Page, event_type: EventType) -> None:
        """Check and record; what is only confirmed to be done in Treserva takes one click."""
        once = page.get_by_role("button", name="Klart i Treserva")
        if once.count():
            once.click()
            return
        page.get_by_role("button", name="Kontrollera").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Kontrollera: {event_type.label}")
        self.check_with_axe(page, f"check {event_type.information}")
        page.get_by_role("button", name="Registrera", exact=True).click()

    def check_with_axe(self, page: Page, what: str) -> None:
        """Let axe look at each kind of page once."""
        if what not in self.checked_by_axe:
            self.checked_by_axe.add(what)
            self.assert_accessible(page)

    def bring_to(self, events: list[dict[str, Any]], event_type: str) -> list[dict[str, Any]]:
        """Let everything before the first event of a type have happened already, without a browser; give the events that are left.

        Those steps are walked in a browser by the whole journey; here they are only the ground for what the test is about.
        """
        left = next(number for number, event in enumerate(events) if event["type"] == event_type)
        self.open(events[0])
        for event in events[1:left]:
            self.let_happen(event)
        return events[left:]

    def let_happen(self, event: dict[str, Any]) -> None:
        """Record an event without a browser."""
        assert self.case
        self.clock.set(event["on"], event.get("at", time(15)))
        recorded = record_event(viewer(self.worker_of(event)), self.case, self.entry(event))
        self.uids[event.get("id", "")] = recorded.event_uid

    def entry(self, event: dict[str, Any]) -> Entry:
        """Give an event of a scenario as it is recorded, with this city's workers and units."""
        asked = {each.name: each for each in self.edition.events[event["type"]].fields}
        told = event.get("fields", {})
        answers = {name: self.value(asked[name], value, told) for name, value in told.items()}
        about = self.uids.get(event.get("about", ""))
        return Entry(
            event["type"], event["on"], answers, event.get("at"), about=about, passed_over=event.get("passed_over", "")
        )

    def play(self, events: list[dict[str, Any]]) -> None:
        """Open the case by the first event and record the others."""
        self.open(events[0])
        for event in events[1:]:
            self.record(event)


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def enter_code(page: Page) -> None:
    """Enter the code that the app shows: who works outside the city always logs in in two steps."""
    counters = list(yield_hotp_counters_from_time())
    page.fill("[name=code]", str(format_hotp_value(hotp_value(SECRET, counters[1]))))
    page.locator("main button[type=submit]").first.click()


def step_named(page: Page, label: str) -> Locator:
    """Give a duty on the page of a case."""
    return page.locator(".hv-steps > li", has=page.get_by_role("heading", name=label, exact=True))
