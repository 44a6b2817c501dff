"""A form is recorded only on the case that it was checked against: two tabs, two workers, a second click."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.correcting import annul
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.secrecy.viewer import Viewer
from tests.cases.town import TODAY, Town, found_town
from tests.factories import City, viewer
from tests.web.case.recording import form_address, history, opened_form
from tests.web.case.test_before_the_booked_time import BOOKED, booked

HIDDEN = re.compile(r'<input type="hidden" name="([a-z_-]+)" value="([^"]*)"')
NOTICE = "HV-ANDRAT"
EVENT = "need-assessed"


@pytest.fixture
def colleague(city: City, case: UUID, today: date) -> Viewer:
    """Another at the unit who records in the case: its person is known to need no protection."""
    record_event(viewer(city.caseworker), case, Entry("protection-learnt", today, {"protection": "none"}))
    return viewer(city.lead_caseworker)


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


def carried(page: str) -> dict[str, str]:
    """What the check would send: every hidden input of its form, and the button."""
    main = page[page.index("<main") :]
    return {name: value for name, value in HIDDEN.findall(main) if name != "csrfmiddlewaretoken"} | {"step": "save"}


def checked(browser: Client, case: UUID, on: date, needs: str) -> dict[str, str]:
    """Fill in a form in a tab of its own, up to its check."""
    sent = opened_form(browser, case, EVENT, on) | {"needs": needs, "step": "check"}
    page = browser.post(form_address(case, EVENT), sent, follow=True).content.decode()
    assert NOTICE not in page
    return carried(page)


def needs_of(city: City, case: UUID) -> list[object]:
    """What the case says of the needs, in the order recorded."""
    return [each.values["needs"] for each in history(viewer(city.caseworker), case) if each.type == EVENT]


def test_the_second_of_two_tabs_is_checked_anew_and_nothing_is_lost(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """What the first one recorded stands alone until the second is sent from a check of the case as it is now."""
    first, second = checked(anna, case, today, "Språk."), checked(anna, case, today, "Arbete.")
    address = form_address(case, EVENT)
    assert "nyss=" in anna.post(address, first)["Location"]
    answer = anna.post(address, second)
    assert answer["Location"] == f"{address}?steg=kontroll"
    assert needs_of(city, case) == ["Språk."]
    page = anna.get(answer["Location"]).content.decode()
    for words in (NOTICE, "Ärendet har ändrats", "Arbete.", "Inget är registrerat än", "har redan registrerat det"):
        assert words in page
    assert NOTICE in anna.get(answer["Location"]).content.decode(), "shown again, it says the same"
    anew = carried(page)
    assert (anew["event-key"], anew["needs"]) == (second["event-key"], "Arbete.")
    assert anew["event-seen"] != second["event-seen"]
    assert "nyss=" in anna.post(address, anew)["Location"]
    assert needs_of(city, case) == ["Språk.", "Arbete."]


def test_a_colleague_who_was_first_makes_the_check_be_made_anew(
    city: City, case: UUID, anna: Client, today: date, colleague: Viewer
) -> None:
    """The other one recorded something else; the check shows what follows now."""
    mine = checked(anna, case, today, "Språk.")
    record_event(colleague, case, Entry("protection-learnt", today, {"protection": "none"}))
    page = anna.post(form_address(case, EVENT), mine, follow=True).content.decode()
    assert NOTICE in page
    assert needs_of(city, case) == []


def test_a_second_click_gives_the_same_answer_and_records_once(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """Although the case is another one by then: it is the first click that changed it."""
    sent = checked(anna, case, today, "Språk.")
    first, second = (anna.post(form_address(case, EVENT), sent) for _ in range(2))
    assert "nyss=" in first["Location"]
    assert first["Location"] == second["Location"]
    assert needs_of(city, case) == ["Språk."]


def test_a_form_sent_once_more_with_other_answers_is_checked_anew_and_can_be_recorded(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """One goes back in the browser and changes the answers: they are not lost in silence, and are not recorded unseen."""
    sent = checked(anna, case, today, "Språk.")
    anna.post(form_address(case, EVENT), sent)
    page = anna.post(form_address(case, EVENT), sent | {"needs": "Språk och hälsa."}, follow=True).content.decode()
    assert NOTICE in page
    assert needs_of(city, case) == ["Språk."]
    anew = carried(page)
    assert anew["event-key"] != sent["event-key"]
    assert "nyss=" in anna.post(form_address(case, EVENT), anew)["Location"]
    assert needs_of(city, case) == ["Språk.", "Språk och hälsa."]


def test_what_now_speaks_against_it_is_told_with_the_notice(city: City, case: UUID, anna: Client, today: date) -> None:
    """The case was closed meanwhile, say: the reasons stand beside what was filled in."""
    earlier = record_event(viewer(city.caseworker), case, Entry(EVENT, today, {"needs": "Språk."})).event_uid
    yes = {"aims_at_self_support": "yes", "criterion_needs_activities": "yes", "criterion_three_years": "yes"}
    address = form_address(case, "referral-judged")
    sent = opened_form(anna, case, "referral-judged", today) | yes | {"called_for": "yes", "reasons": "Behöver stöd."}
    sent |= {"event-reason": "Bedömningsstödet låg nere.", "step": "check"}
    check = carried(anna.post(address, sent, follow=True).content.decode())
    annul(viewer(city.caseworker), case, earlier, "Fel ärende.")
    page = anna.post(address, check, follow=True).content.decode()
    assert NOTICE in page
    assert "Behöver stöd." in page
    assert not [each for each in history(viewer(city.caseworker), case) if each.type == "referral-judged"]


def test_changing_the_answers_and_checking_again_is_not_told_of_for_ever(
    city: City, case: UUID, anna: Client, today: date, colleague: Viewer
) -> None:
    """The notice is for what was checked before; a new check is of the case as it is."""
    sent = checked(anna, case, today, "Språk.")
    record_event(colleague, case, Entry("protection-learnt", today, {"protection": "none"}))
    address = form_address(case, EVENT)
    answers = anna.post(address, sent | {"step": "edit"}, follow=True).content.decode()
    assert NOTICE in answers
    form = {name: value for name, value in sent.items() if name != "event-seen"} | {"needs": "Språk.", "step": "check"}
    assert NOTICE not in anna.post(address, form, follow=True).content.decode()


def test_what_one_does_not_see_and_what_passes_by_itself_is_no_change(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """A form begun, a page opened, a slip that can no longer be undone: the check still holds."""
    sent = checked(anna, case, today, "Språk.")
    anna.post(f"{form_address(case, 'referral-judged')}utkast/", {"reasons": "Halvfärdigt"})
    anna.get(f"/arende/{case}/")
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        assert "nyss=" in anna.post(form_address(case, EVENT), sent)["Location"]


def test_a_check_that_was_tampered_with_records_nothing(city: City, case: UUID, anna: Client, today: date) -> None:
    """Whatever stands where the mark of the case should."""
    sent = checked(anna, case, today, "Språk.")
    for mark in ("", "0" * 40, "å" * 9, "a\0b", sent["event-seen"].upper()):
        assert anna.post(form_address(case, EVENT), sent | {"event-seen": mark})["Location"].endswith("?steg=kontroll")
    assert needs_of(city, case) == []


def test_a_second_click_is_answered_as_the_first_where_the_choice_is_gone_by_then(town: Town) -> None:
    """Of two booked meetings one is told to have been held: after that only the other can be chosen."""
    meeting = booked(town)
    record = next(each for each in meeting.told if each.event.type == BOOKED)
    caseworker = town.viewer("c-caseworker", TODAY)
    stands = next(each for each in history(caseworker, meeting.case) if each.uid == meeting.booking)
    again = Entry(BOOKED, stands.on, dict(record.raw_fields) | {"starts": meeting.starts + timedelta(days=2)})
    held = next(each for each in meeting.told if each.event.type == "enrolment-meeting-held")
    day = meeting.starts.date()
    address = form_address(meeting.case, "enrolment-meeting-held")
    with clock.set_to(datetime.combine(day, time(16), UTC)):
        record_event(viewer(meeting.caseworker), meeting.case, again)
        browser = meeting.logged_in()
        answers = {name: str(value) for name, value in held.raw_fields.items()}
        answers |= {"event-on": day.isoformat(), "event-about": meeting.booking, "event-key": uuid4().hex}
        page = browser.post(address, answers | {"step": "check"}, follow=True).content.decode()
        sent = carried(page)
        first, second = (browser.post(address, sent) for _ in range(2))
        assert "nyss=" in first["Location"]
        assert first["Location"] == second["Location"]
        other = browser.post(address, sent | {"event-key": uuid4().hex}, follow=True)
        assert other.status_code == 422, "another form with that choice is wrong"
        assert NOTICE in other.content.decode()


def test_a_correction_is_made_only_of_the_case_as_it_was_checked(
    city: City, case: UUID, anna: Client, today: date, colleague: Viewer
) -> None:
    """What follows from it was told of the case as it was then."""
    uid = record_event(viewer(city.caseworker), case, Entry(EVENT, today, {"needs": "Språk."})).event_uid
    address = f"/arende/{case}/handelse/{uid}/ratta/"
    sent = {"event-on": today.isoformat(), "needs": "Språk och hälsa.", "event-why": "Fel.", "step": "check"}
    check = carried(anna.post(address, sent, follow=True).content.decode())
    record_event(colleague, case, Entry("protection-learnt", today, {"protection": "none"}))
    answer = anna.post(address, check, follow=True)
    page = answer.content.decode()
    assert (answer.status_code, NOTICE in page) == (200, True)
    assert "Språk och hälsa." in page
    assert needs_of(city, case) == ["Språk."]
    assert anna.post(address, carried(page)).status_code == 302
    assert needs_of(city, case) == ["Språk.", "Språk och hälsa."]


def test_showing_the_check_anew_asks_no_more_of_the_database(
    city: City, case: UUID, anna: Client, today: date, colleague: Viewer
) -> None:
    """Whether the case has changed is seen in what the page has read already."""
    sent = checked(anna, case, today, "Språk.")
    address = f"{form_address(case, EVENT)}?steg=kontroll"
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            anna.get(address)
        counts.append(len([each for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]))
        record_event(colleague, case, Entry("protection-learnt", today, {"protection": "none"}))
        anna.post(form_address(case, EVENT), sent)
    assert counts[0] == counts[1]
