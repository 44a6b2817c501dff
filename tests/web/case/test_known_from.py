"""What the routine says is known from earlier events stands in the form; an answer that differs from it is told in the check."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.known_from import known_from
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, found_town
from tests.web.case.recording import form_address, opened_form

DIFFERS = "Det står något annat i ärendet"
ENROLMENT, FOLLOW_UP = "enrolment-meeting-booked", "follow-up-meeting-booked"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


class Told:
    """A case played up to a kind of event, and one who works with it on the day of that event."""

    def __init__(self, town: Town, name: str, upto: str, role: str) -> None:
        played = scenario(name)
        told = [each for each in played.told if not each.expect_refused]
        number = next(number for number, each in enumerate(told) if each.event.type == upto)
        player = Player(town, played, most=number).play()
        assert player.case
        self.case: UUID = player.case
        self.day: date = told[number].event.on
        self.worker = town.workers[player.worker(role)]
        self.moment = datetime.combine(self.day, time(16), UTC)
        self.browser = Client()
        with clock.set_to(self.moment):
            self.browser.force_login(self.worker.user, backend="django.contrib.auth.backends.ModelBackend")
        self.viewer: Viewer = town.viewer(player.worker(role), self.day)

    def record(self, kind: str, about: str | None = None, **fields: Any) -> str:
        """Record an event on the day."""
        with clock.set_to(self.moment):
            return record_event(self.viewer, self.case, Entry(kind, self.day, fields, about=about)).event_uid

    def known(self, kind: str, about: str = "") -> dict[str, Any]:
        """What a form of a kind is filled in with from earlier events."""
        with clock.set_to(self.moment):
            view = view_case(self.viewer, self.case, "test")
        return {name: each.value for name, each in known_from(view, view.edition.events[kind], about).items()}

    def page(self, kind: str) -> str:
        """The form of a kind of event."""
        with clock.set_to(self.moment):
            return self.browser.get(form_address(self.case, kind)).content.decode()

    def checked(self, kind: str, **answers: str) -> str:
        """The check of a form."""
        with clock.set_to(self.moment):
            given = {**opened_form(self.browser, self.case, kind, self.day), **answers, "step": "check"}
            return self.browser.post(form_address(self.case, kind), given, follow=True).content.decode()


def box(page: str, name: str) -> str:
    """What stands in an input of a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def test_the_closing_document_begins_with_the_day_on_which_the_intervention_ended(town: Town) -> None:
    """The day is known from the end itself; another day is recorded too, once the check has said that they differ (KC-88)."""
    told = Told(town, "to-self-support", "closing-document-written", "consultant")
    events = [each.event for each in scenario("to-self-support").told if not each.expect_refused]
    ended = next(each.on for each in events if each.type == "intervention-ended")
    assert box(told.page("closing-document-written"), "ended_on") == ended.isoformat()
    same = told.checked("closing-document-written", ended_on=ended.isoformat(), goals_reached="partly")
    assert "Inget är registrerat än." in same
    assert DIFFERS not in same
    other = told.checked("closing-document-written", ended_on=told.day.isoformat(), goals_reached="partly")
    assert DIFFERS in other
    assert f"Tidigare står det: {ended} (insatsen avslutad, {ended}). Nu: {told.day}." in other


def test_a_need_of_an_interpreter_told_at_one_meeting_is_known_at_the_next(town: Town) -> None:
    """Also to another kind of meeting; what the person's own fact says counts if it is newer, and then the newest booking again."""
    told = Told(town, "to-self-support", ENROLMENT, "caseworker")
    need = {"interpreter_needed": "yes", "interpreter_language": "somaliska"}
    booked = told.record(ENROLMENT, starts=f"{told.day}T10:00", place="Kompetenscenter", **need)
    assert told.known(FOLLOW_UP) == told.known("three-party-meeting-booked") == need
    assert told.known("interpreter-booked", booked) == {"language": "somaliska"}
    newer = {"interpreter_needed": "yes", "interpreter_language": "arabiska"}
    told.record("interpreter-need-learnt", **newer)
    assert told.known(FOLLOW_UP) == newer
    assert told.known("interpreter-booked", booked) == {"language": "somaliska"}, "of the meeting that it is booked for"


def test_where_no_interpreter_is_needed_any_longer_no_language_is_filled_in(town: Town) -> None:
    """The answer no ends what was told before of the language; an answer that says that it is not known tells nothing."""
    told = Told(town, "to-self-support", ENROLMENT, "caseworker")
    told.record("interpreter-need-learnt", interpreter_needed="yes", interpreter_language="somaliska")
    told.record(ENROLMENT, starts=f"{told.day}T10:00", place="Kompetenscenter", interpreter_needed="unknown")
    assert told.known(FOLLOW_UP) == {"interpreter_needed": "yes", "interpreter_language": "somaliska"}
    told.record("interpreter-need-learnt", interpreter_needed="no")
    assert told.known(FOLLOW_UP) == {"interpreter_needed": "no"}


def test_another_language_than_the_one_told_before_is_asked_about(town: Town) -> None:
    """The check says what stood, where and since when; the same language is not remarked on."""
    told = Told(town, "to-self-support", ENROLMENT, "caseworker")
    told.record("interpreter-need-learnt", interpreter_needed="yes", interpreter_language="somaliska")
    answers = {"starts_date": "2026-03-10", "starts_time": "10:00", "place": "Rum 1", "interpreter_needed": "yes"}
    assert DIFFERS not in told.checked(ENROLMENT, **answers, interpreter_language="somaliska")
    page = told.checked(ENROLMENT, **answers, interpreter_language="arabiska")
    assert DIFFERS in page
    assert f"Tolkspråk. Tidigare står det: somaliska (behov av tolk antecknat, {told.day}). Nu: arabiska." in page


AREAS = [
    pytest.param("social-health", "social-health-party-contacted", "caseworker", id="KC-63"),
    pytest.param("competence-job", "competence-job-party-contacted", "consultant", id="KC-68"),
]


def consented(told: Told, purpose: str, party: str, **more: Any) -> str:
    """The client consents to contact with an outside party."""
    given = {"recipient": "external-party", "recipient_name": party, "purpose": purpose, "given_by": "client"}
    how = {"kinds": ["plan"], "form": "oral", "witness": "Tolken"}
    return told.record("consent-given", **given, **how, **more)


@pytest.mark.parametrize(("purpose", "kind", "role"), AREAS)
def test_an_outside_party_is_known_from_the_consent_to_contact_it(
    town: Town, purpose: str, kind: str, role: str
) -> None:
    """As it stands there; a consent for the other area tells nothing, and the check says where another party is written."""
    told = Told(town, "to-self-support", "closing-announced", role)
    other = next(each for each in ("social-health", "competence-job") if each != purpose)
    consented(told, other, "Folkhögskolan")
    assert told.known(kind) == {}
    consented(told, purpose, "Vårdcentralen Väster")
    assert told.known(kind) == {"party": "Vårdcentralen Väster"}
    assert box(told.page(kind), "party") == "Vårdcentralen Väster"
    assert DIFFERS not in told.checked(kind, party="Vårdcentralen Väster")


def test_a_consent_that_is_over_or_one_of_several_names_no_party(town: Town) -> None:
    """Withdrawn, refused or run out it is no longer known, and of several none is chosen for whoever writes."""
    kind = "social-health-party-contacted"
    told = Told(town, "to-self-support", "closing-announced", "caseworker")
    first = consented(told, "social-health", "Vårdcentralen Väster")
    told.record("consent-withdrawn", about=first)
    assert told.known(kind) == {}
    consented(told, "social-health", "Beroendemottagningen", last_day=told.day.isoformat())
    assert told.known(kind) == {"party": "Beroendemottagningen"}
    consented(told, "social-health", "Vårdcentralen Öster")
    assert told.known(kind) == {}
    told.record(
        "consent-refused", recipient="external-party", recipient_name="Beroendemottagningen", purpose="social-health"
    )
    assert told.known(kind) == {"party": "Vårdcentralen Öster"}
    told.record("consent-refused", recipient="external-party", purpose="social-health")
    assert told.known(kind) == {}


@pytest.mark.parametrize("name", ["e1-to-self-support", "to-self-support"])
def test_the_assignment_begins_with_the_needs_that_were_assessed(town: Town, name: str) -> None:
    """It states what the client needs (KC-33), which the assessment says; written further it contradicts nothing."""
    told = Told(town, name, "assignment-sent", "caseworker")
    assert told.known("assignment-sent") == {"needs": "Sysselsättning och språk."}
    assert "Sysselsättning och språk.</textarea>" in told.page("assignment-sent")
    more = {"needs": "Språk.", "contents": "Jobbspår.", "goals": "Arbete."}
    assert DIFFERS not in told.checked("assignment-sent", **more)
