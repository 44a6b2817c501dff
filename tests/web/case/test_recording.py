"""Recording an event on the pages: form, check, save; and everything that can be wrong, with nothing recorded."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from tests.factories import City, viewer
from tests.web.case.conftest import ClientOf
from tests.web.case.recording import form_address, history, opened_form

STATEMENTS_OF_THE_CHECK = 25


def test_an_event_is_checked_and_then_recorded(city: City, case: UUID, anna: Client, today: date) -> None:
    """Nothing is recorded by the check; it tells what will be done and what will follow, with clauses."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk och arbete."}
    check = anna.post(form_address(case, "need-assessed"), sent | {"step": "check"}, follow=True)
    text = check.content.decode()
    assert check.status_code == 200
    assert "Inget är registrerat än" in text
    assert "Språk och arbete." in text
    assert "Bedöm klientens behov av stöd" in text
    assert "Kartlägg med bedömningsstödet i Treserva" in text
    assert 'data-clause="KC-03"' in text
    assert len(history(viewer(city.caseworker), case)) == 1
    saved = anna.post(form_address(case, "need-assessed"), sent | {"step": "save"})
    assert saved.status_code == 302
    newest = history(viewer(city.caseworker), case)[-1]
    assert (newest.type, newest.on, newest.values) == ("need-assessed", today, {"needs": "Språk och arbete."})
    after = anna.get(saved.headers["Location"]).content.decode()
    assert "Registrerat: Behov av stöd bedömt." in after
    assert "Ångra" in after


def test_a_double_click_records_once(city: City, case: UUID, anna: Client, today: date) -> None:
    """The same form sent twice is one event."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk.", "step": "save"}
    first, second = (anna.post(form_address(case, "need-assessed"), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(history(viewer(city.caseworker), case)) == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"needs": ""}, "Fyll i"),
        ({"event-on": "igår"}, "ÅÅÅÅ-MM-DD"),
        ({"event-on": "2999-01-01"}, "har inte varit än"),
        ({"event-on": "2000-01-01"}, "Ärendet öppnades"),
        ({"event-at": "25:99"}, "TT:MM"),
        ({"needs": "x" * 20_001}, "för lång"),
        ({"needs": "a\0b"}, "inte kan sparas"),
    ],
)
@pytest.mark.parametrize("step", ["check", "save"])
def test_a_wrong_answer_is_told_and_nothing_is_recorded(
    city: City, case: UUID, anna: Client, today: date, answers: dict[str, str], words: str, step: str
) -> None:
    """The status is 422, the words stand beside the field and in the summary, and what was typed is still there."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk.", "step": step} | answers
    answer = anna.post(form_address(case, "need-assessed"), sent, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(words) >= 2
    assert 'id="error-summary"' in text
    assert len(history(viewer(city.caseworker), case)) == 1


def test_an_act_that_must_wait_is_refused_with_every_reason(city: City, case: UUID, anna: Client, today: date) -> None:
    """Sending the assignment before the decision: every reason with its clause and who can lift it, and nothing recorded."""
    answers = {
        "unit": str(city.executing.pk),
        "needs": "Språk",
        "contents": "Jobbspår",
        "goals": "Arbete",
        "step": "save",
    }
    page = anna.get(form_address(case, "assignment-sent")).content.decode()
    assert "Det går inte att göra det här nu" in page
    sent = opened_form(anna, case, "assignment-sent", today) | answers | {"event-reason": "Vi har bråttom."}
    answer = anna.post(form_address(case, "assignment-sent"), sent, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Det finns inget beslut om insatsen som gäller." in text
    assert 'data-clause="KC-28"' in text
    assert "Kan lösas av" in text
    assert len(history(viewer(city.caseworker), case)) == 1


def test_a_fact_that_must_not_have_been_is_refused_first_and_then_recorded_as_a_breach(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """Without a reason nothing is recorded; with one it is, marked on the page of the case for all to see."""
    address = form_address(case, "decision-made")
    days = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=364)).isoformat(), "step": "save"}
    sent = opened_form(anna, case, "decision-made", today) | days
    refused = anna.post(address, sent, follow=True)
    assert refused.status_code == 422
    assert "Det har redan hänt" in refused.content.decode()
    assert len(history(viewer(city.caseworker), case)) == 1
    saved = anna.post(address, sent | {"event-reason": "Beslutet fattades av en vikarie."})
    assert saved.status_code == 302
    text = anna.get(f"/arende/{case}/").content.decode()
    assert "Avsteg från måste" in text
    assert "Beslutet fattades av en vikarie." in text


def test_what_should_have_been_done_first_is_passed_over_with_a_reason(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """A *should* asks why; the check shows that a deviation is recorded."""
    record_event(viewer(city.caseworker), case, Entry("need-assessed", today, {"needs": "Språk."}))
    address = form_address(case, "referral-judged")
    yes = {"aims_at_self_support": "yes", "criterion_needs_activities": "yes", "criterion_three_years": "yes"}
    sent = opened_form(anna, case, "referral-judged", today) | yes | {"called_for": "yes", "reasons": "Behöver stöd."}
    refused = anna.post(address, sent | {"step": "check"}, follow=True)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Varför gör du det ändå?" in text
    summary = text[text.index('id="error-summary"') : text.index("<form", text.index('id="error-summary"'))]
    assert '<a href="#f-event-reason">Skäl saknas.' in summary
    check = anna.post(address, sent | {"step": "check", "event-reason": "Bedömningsstödet låg nere."}, follow=True)
    assert check.status_code == 200
    assert "Antecknas som avsteg" in check.content.decode()
    saved = anna.post(address, sent | {"step": "save", "event-reason": "Bedömningsstödet låg nere."})
    assert saved.status_code == 302
    page = anna.get(f"/arende/{case}/").content.decode()
    for told in (check.content.decode(), page):
        assert "Bedömningsstödet i Treserva är inte använt." in told
        assert "ange varför du bedömer" not in told, "the reason is given already"


def test_the_last_day_of_a_decision_is_worked_out_and_shown_before_it_is_recorded(
    case: UUID, anna: Client, today: date
) -> None:
    """A year from its first day, by the term of the clause; both days are shown on the check."""
    given = {"first_day": "2026-03-02", "step": "check", "event-reason": "Redan beslutat."}
    sent = opened_form(anna, case, "decision-made", today) | given
    text = anna.post(form_address(case, "decision-made"), sent, follow=True).content.decode()
    assert "från och med 2026-03-02 till och med 2027-03-01" in text
    suggested = anna.post(f"{form_address(case, 'decision-made')}sista-dag/", {"first_day": "2024-02-29"})
    assert 'value="2025-02-28"' in suggested.content.decode()


def test_what_is_only_confirmed_to_be_done_in_treserva_takes_one_click(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """The text itself is not asked for: day and place in Treserva are enough."""
    record_event(viewer(city.caseworker), case, Entry("need-assessed", today, {"needs": "Språk."}))
    page = anna.get(form_address(case, "closed-in-treserva")).content.decode()
    assert 'name="treserva_reference"' in page
    assert "Här antecknas att det är gjort." in page
    support = anna.get(form_address(case, "assessment-support-used")).content.decode()
    assert 'name="areas"' not in support
    assert "Texten skrivs i Treserva. Här antecknas att det är gjort, och det som de andra" in support, (
        "it asks for more"
    )


def test_a_form_begun_is_kept_and_found_again(case: UUID, anna: Client, today: date) -> None:
    """What was typed comes back, only to the one who wrote it; it can be thrown away."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Halvfärdig mening"}
    assert anna.post(f"{form_address(case, 'need-assessed')}utkast/", sent).status_code == 204
    assert 'id="utkast"' in anna.get(f"/arende/{case}/").content.decode()
    assert "Halvfärdig mening" in anna.get(form_address(case, "need-assessed")).content.decode()
    assert "Halvfärdig mening" not in anna.get(form_address(case, "need-assessed") + "?ny").content.decode()
    anna.post(f"{form_address(case, 'need-assessed')}utkast/", {"step": "drop"})
    assert 'id="utkast"' not in anna.get(f"/arende/{case}/").content.decode()


def test_a_form_that_is_begun_anew_is_about_what_was_asked_for(case: UUID, anna: Client, today: date) -> None:
    """What is kept may be about another booking: the way past it keeps what the address names."""
    address = form_address(case, "need-assessed")
    anna.post(f"{address}utkast/", opened_form(anna, case, "need-assessed", today) | {"needs": "Halvfärdig mening"})
    assert f'href="{address}?om=x1&amp;ny="' in anna.get(f"{address}?om=x1&annat=y").content.decode()


def test_recording_forgets_the_draft(case: UUID, anna: Client, today: date) -> None:
    """What is recorded is no longer something begun."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk."}
    anna.post(form_address(case, "need-assessed"), sent | {"step": "draft"})
    assert 'id="utkast"' in anna.get(f"/arende/{case}/").content.decode()
    anna.post(form_address(case, "need-assessed"), sent | {"step": "save"})
    assert 'id="utkast"' not in anna.get(f"/arende/{case}/").content.decode()


@pytest.mark.parametrize("event_type", ["no-such-event", "case-opened", "annulled"])
def test_what_nobody_records_by_hand_has_no_form(case: UUID, anna: Client, event_type: str) -> None:
    """An unknown event, or one that the product records itself, is not found."""
    assert anna.get(form_address(case, event_type)).status_code == 404


def test_what_another_role_records_is_told_and_not_recorded(city: City, case: UUID, anna: Client, today: date) -> None:
    """The page names who does it."""
    for answer in (
        anna.get(form_address(case, "handlers-reviewed")),
        anna.post(form_address(case, "handlers-reviewed"), {"conclusion": "Klart", "event-on": today.isoformat()}),
    ):
        assert answer.status_code == 403
        assert "enhetschef" in answer.content.decode()
    assert len(history(viewer(city.caseworker), case)) == 1


PAGES = ["", "registrera/", "registrera/need-assessed/", "handelse/x/ratta/", "handelse/x/ta-tillbaka/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_case_one_may_not_see_is_answered_as_one_that_does_not_exist(
    city: City, case: UUID, client_of: ClientOf, page: str
) -> None:
    """Word for word the same page, with the same status."""
    outsider = client_of(city.outsider)
    denied, missing = outsider.get(f"/arende/{case}/{page}"), outsider.get(f"/arende/{uuid4()}/{page}")
    assert denied.status_code == missing.status_code == 404
    assert without_addresses(denied.content.decode()) == without_addresses(missing.content.decode())


def without_addresses(page: str) -> str:
    """The page without what differs each time: the address asked for and the form tokens."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "/arende/" not in line)


def test_nobody_records_on_a_case_they_may_not_see(city: City, case: UUID, client_of: ClientOf, today: date) -> None:
    """A form sent straight to the address is not found, and nothing is recorded."""
    sent = {"needs": "Språk.", "event-on": today.isoformat(), "step": "save"}
    assert client_of(city.outsider).post(form_address(case, "need-assessed"), sent).status_code == 404
    assert len(history(viewer(city.caseworker), case)) == 1


@pytest.mark.parametrize("address", ["", "utkast/"])
def test_a_text_too_long_to_be_kept_as_a_draft_is_said_and_given_back(case: UUID, anna: Client, address: str) -> None:
    """Whether the button or the page itself keeps it: no page of an error, and nothing that was written is lost."""
    text = "x" * 400_000
    answer = anna.post(form_address(case, "need-assessed") + address, {"needs": text, "step": "draft"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (text in page and "för långt för att sparas" in page) is (address == "")


def test_going_back_never_sends_a_form_again(city: City, case: UUID, anna: Client, today: date) -> None:
    """What is wrong, what is to be checked and what is to be changed are addresses of their own, with nothing of what was written in them."""
    address = form_address(case, "need-assessed")
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk och arbete."}
    wrong = anna.post(address, sent | {"needs": "", "step": "check"})
    check = anna.post(address, sent | {"step": "check"})
    assert (wrong["Location"], check["Location"]) == (f"{address}?steg=svar", f"{address}?steg=kontroll")
    changed = anna.post(address, sent | {"step": "edit"})
    assert changed["Location"] == f"{address}?steg=svar"
    assert "Inget är registrerat än" in anna.get(check["Location"]).content.decode()
    answers = anna.get(changed["Location"])
    assert answers.status_code == 200
    assert "Språk och arbete." in answers.content.decode()
    assert "Språk och arbete." in anna.get(address).content.decode()
    assert len(history(viewer(city.caseworker), case)) == 1


def test_going_back_after_it_is_recorded_leads_to_the_case_and_records_nothing(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """Nothing is kept any longer, and the page says so."""
    address = form_address(case, "need-assessed")
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk."}
    check = anna.post(address, sent | {"step": "check"})["Location"]
    key = re.search(r'name="event-key" value="([0-9a-f]{32})"', anna.get(check).content.decode())
    assert key
    assert key[1] == sent["event-key"]
    for _ in range(2):
        assert anna.post(address, sent | {"step": "save"}).status_code == 302
    back = anna.get(check, follow=True)
    assert back.redirect_chain == [(f"/arende/{case}/", 302)]
    assert "är redan registrerat, eller borttaget" in back.content.decode()
    assert len(history(viewer(city.caseworker), case)) == 2


def test_nobody_else_comes_to_what_somebody_filled_in(
    city: City, case: UUID, anna: Client, today: date, client_of: ClientOf
) -> None:
    """The address is the same for everybody; what stands there is the writer's own, and an outsider finds no page."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Bara mitt."}
    check = anna.post(form_address(case, "need-assessed"), sent | {"step": "check"})["Location"]
    assert "Bara mitt." in anna.get(check).content.decode()
    assert "Bara mitt." not in client_of(city.lead_caseworker).get(check, follow=True).content.decode()
    assert client_of(city.outsider).get(check).status_code == 404


@pytest.mark.parametrize("step", ["check", "save"])
def test_what_is_too_long_to_be_kept_is_shown_at_once(case: UUID, anna: Client, today: date, step: str) -> None:
    """With what is wrong with it, and all of it."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "x" * 150_000, "step": step}
    answer = anna.post(form_address(case, "need-assessed"), sent)
    assert answer.status_code == 422
    assert "x" * 150_000 in answer.content.decode()


def test_the_check_asks_the_same_of_the_database_each_time(case: UUID, anna: Client, today: date) -> None:
    """Shown anew it costs what it did the first time."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk.", "step": "check"}
    check = anna.post(form_address(case, "need-assessed"), sent)["Location"]
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            anna.get(check)
        counts.append(len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1] <= STATEMENTS_OF_THE_CHECK


def test_the_check_says_that_the_same_is_recorded_already(case: UUID, anna: Client, today: date) -> None:
    """Somebody else was first, or one has two windows: both answers would stand, and nobody would know which one holds."""
    sent = opened_form(anna, case, "need-assessed", today) | {"needs": "Språk."}
    assert "Det är redan registrerat" not in check(anna, case, "need-assessed", sent)
    anna.post(form_address(case, "need-assessed"), sent | {"step": "save"})
    again = opened_form(anna, case, "need-assessed", today) | {"needs": "Arbete."}
    text = check(anna, case, "need-assessed", again)
    assert "Det är redan registrerat" in text
    assert "Anna Lindqvist har redan registrerat det för den dagen." in text


def check(anna: Client, case: UUID, event: str, sent: dict[str, str]) -> str:
    """The page before the event is recorded."""
    return anna.post(form_address(case, event), sent | {"step": "check"}, follow=True).content.decode()


def test_what_an_answer_of_the_form_itself_speaks_against_is_told_on_top_and_mended_there(
    city: City, case: UUID, anna: Client, today: date
) -> None:
    """One of two forms is not sent yet: that is an answer to change, not something else to record first, and the form is not folded away."""
    judged = {"called_for": "yes", "reasons": "Vill arbeta.", "aims_at_self_support": "yes"}
    judged |= {"criterion_needs_activities": "yes", "criterion_three_years": "yes"}
    consent = {"recipient": "arbetsformedlingen", "purpose": "af-consultation", "given_by": "client", "form": "written"}
    for event, fields in (
        ("need-assessed", {"needs": "Språk."}),
        ("referral-judged", judged),
        ("ssbtek-checked", {"af_tab": "checked", "fk_tab": "checked", "af_activity": "no"}),
        ("client-asked-about-af", {"af_activity": "no", "action_plan_reviewed": "yes"}),
        ("af-activity-concluded", {"ongoing_or_planned": "no", "reasons": "Båda säger nej."}),
        ("af-consent-given", consent | {"kinds": ["identity"], "reference": "Akten"}),
    ):
        record_event(viewer(city.caseworker), case, Entry(event, today, dict(fields), passed_over="Prov."))
    sent = opened_form(anna, case, "af-informed", today) | {"event-order": "last"}
    sent |= {"consent_form_sent": "yes", "information_form_posted": "no", "step": "check"}
    answer = anna.post(form_address(case, "af-informed"), sent, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 422
    summary = page[page.index('id="error-summary"') : page.index("<form", page.index('id="error-summary"'))]
    assert "Steg 3 är klart först när båda blanketterna är skickade." in summary
    assert "Ändra svaren, eller registrera det när det är gjort." in summary
    assert "Det går inte att göra det här nu" not in page
    assert "genom att registrera: Blanketterna skickade till Arbetsförmedlingen" not in page


def test_what_an_answer_asks_a_reason_for_names_nothing_else_to_record(case: UUID, anna: Client, today: date) -> None:
    """A decision for another time than a year: the last day is looked at again, or the reason is written here."""
    sent = opened_form(anna, case, "decision-made", today) | {"step": "check"}
    sent |= {"first_day": today.isoformat(), "last_day": (today + timedelta(days=900)).isoformat()}
    page = anna.post(form_address(case, "decision-made"), sent, follow=True).content.decode()
    assert "Beslutet gäller inte i precis ett år." in page
    assert "genom att registrera: Beslut om insatsen fattat" not in page


def test_a_day_says_how_it_is_written_also_where_it_has_a_help_of_its_own(case: UUID, anna: Client) -> None:
    """First the form, then the help; once only."""
    page = anna.get(form_address(case, "decision-made")).content.decode()
    assert 'id="f-last_day-help">ÅÅÅÅ-MM-DD. Ett år: dagen före samma datum nästa år.</p>' in page
    assert 'id="f-first_day-help">ÅÅÅÅ-MM-DD</p>' in page
