"""Correcting, taking back and undoing: nothing is erased, and every change has its reason."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.models import Draft
from hemvist.cases.recording import record_event
from tests.factories import City, viewer
from tests.web.case.recording import history

SEEN = re.compile(r'name="event-seen" value="([0-9a-f]{40})"')


def seen(page: HttpResponse) -> dict[str, str]:
    """The mark of the case that a page carries."""
    found = SEEN.search(page.content.decode())
    assert found is not None
    return {"event-seen": found[1]}


@pytest.fixture
def uid(city: City, case: UUID) -> str:
    """An event that the caseworker has just recorded, with the wrong day."""
    answer = record_event(viewer(city.caseworker), case, Entry("need-assessed", clock.today(), {"needs": "Språk."}))
    return answer.event_uid


@pytest.fixture
def yesterday() -> date:
    """The right day."""
    return clock.today() - timedelta(days=1)


def test_a_correction_replaces_and_keeps_what_stood(
    city: City, case: UUID, anna: Client, uid: str, yesterday: date
) -> None:
    """The form holds what was recorded; the check shows what changes; then the old stands struck with the reason."""
    address = f"/arende/{case}/handelse/{uid}/ratta/"
    assert "Språk." in anna.get(address).content.decode()
    sent = {"event-on": yesterday.isoformat(), "needs": "Språk och hälsa.", "event-why": "Fel dag."}
    check = anna.post(address, sent | {"step": "check"}, follow=True).content.decode()
    assert "Språk och hälsa." in check[check.index('id="andras"') :]
    assert history(viewer(city.caseworker), case)[-1].annulled_by is None
    assert "Språk och hälsa." in anna.post(address, sent | {"step": "edit"}, follow=True).content.decode()
    assert anna.post(address, sent | {"step": "save"}).status_code == 302
    standing = [each for each in history(viewer(city.caseworker), case) if not each.annulled_by]
    assert [(each.type, each.on) for each in standing if each.type == "need-assessed"] == [("need-assessed", yesterday)]
    page = anna.get(f"/arende/{case}/").content.decode()
    assert "hv-timeline-annulled" in page
    assert "Fel dag." in page


def test_a_correction_needs_a_reason(city: City, case: UUID, anna: Client, uid: str, yesterday: date) -> None:
    """Without one nothing changes."""
    sent = {"event-on": yesterday.isoformat(), "needs": "Språk."}
    answer = anna.post(f"/arende/{case}/handelse/{uid}/ratta/", sent, follow=True)
    assert answer.status_code == 422
    assert "Skriv varför uppgiften rättas." in answer.content.decode()
    assert history(viewer(city.caseworker), case)[-1].annulled_by is None


def test_an_event_is_taken_back_with_its_reason(city: City, case: UUID, anna: Client, uid: str) -> None:
    """It stands struck, and the duty it had done is open again."""
    address = f"/arende/{case}/handelse/{uid}/ta-tillbaka/"
    shown = seen(anna.get(address))
    assert anna.post(address, {"event-why": "", **shown}, follow=True).status_code == 422
    answer = anna.post(address, {"event-why": "Gällde ett annat ärende.", **shown})
    assert answer["Location"] == f"/arende/{case}/"
    page = anna.get(f"/arende/{case}/").content.decode()
    assert "Gällde ett annat ärende." in page
    assert "Bedöm klientens behov av stöd" in page
    taken_back = next(each for each in history(viewer(city.caseworker), case) if each.uid == uid)
    assert taken_back.annulled_by is not None


def test_what_is_taken_back_is_so_only_on_the_case_as_it_was_shown(
    city: City, case: UUID, anna: Client, uid: str
) -> None:
    """In another tab something else was recorded: nothing is taken back, and the page shows what follows now, with the reason that was written."""
    address, why = f"/arende/{case}/handelse/{uid}/ta-tillbaka/", {"event-why": "Gällde ett annat ärende."}
    before = seen(anna.get(address))
    record_event(viewer(city.caseworker), case, Entry("protection-learnt", clock.today(), {"protection": "none"}))
    for stale in (before, {}, {"event-seen": "0" * 40}):
        page = anna.post(address, why | stale, follow=True)
        assert "HV-ANDRAT" in page.content.decode()
        assert 'value="Gällde ett annat ärende."' in page.content.decode()
    stands = {each.uid: each.annulled_by for each in history(viewer(city.caseworker), case)}
    assert stands[uid] is None
    assert anna.post(address, why | seen(page))["Location"] == f"/arende/{case}/"
    stands = {each.uid: each.annulled_by for each in history(viewer(city.caseworker), case)}
    assert stands[uid] is not None


def test_a_correction_begun_is_there_again_and_can_be_begun_anew(case: UUID, anna: Client, uid: str) -> None:
    """What was filled in is kept for this event alone, is not listed among what is begun, and is gone when it is recorded."""
    address = f"/arende/{case}/handelse/{uid}/ratta/"
    sent = {"event-on": clock.today().isoformat(), "needs": "Språk och hälsa.", "event-why": "Fel."}
    checked = anna.post(address, sent, follow=True)
    assert checked.redirect_chain == [(f"{address}?steg=kontroll", 302)]
    again = anna.get(address).content.decode()
    assert "Språk och hälsa." in again
    assert "Du fortsätter på det du hade börjat skriva." in again
    assert "Språk och hälsa." not in anna.get(f"{address}?ny=").content.decode()
    assert "Språk och hälsa." not in anna.get(f"/arende/{case}/").content.decode()
    assert "Språk och hälsa." not in anna.get(f"/arende/{case}/registrera/need-assessed/").content.decode()
    anna.post(address, sent | {"step": "save"})
    assert not Draft.objects.exists()


def test_a_correction_sent_twice_is_answered_alike(city: City, case: UUID, anna: Client, uid: str) -> None:
    """A double click leads to the case, as one does."""
    address, key = f"/arende/{case}/handelse/{uid}/ratta/", uuid4().hex
    sent = {"event-on": clock.today().isoformat(), "needs": "Arbete.", "event-why": "Fel.", "event-key": key}
    first, second = (anna.post(address, sent | {"step": "save"})["Location"] for _ in range(2))
    assert "nyss=" in first
    assert first == second
    needs = [each.values["needs"] for each in history(viewer(city.caseworker), case) if each.type == "need-assessed"]
    assert needs == ["Språk.", "Arbete."]


def test_a_slip_is_undone_with_one_click(city: City, case: UUID, anna: Client, uid: str) -> None:
    """Right after recording, the one who did it takes it back without a form."""
    shown = seen(anna.get(f"/arende/{case}/?nyss={uid}"))
    answer = anna.post(f"/arende/{case}/handelse/{uid}/angra/", shown, follow=True)
    assert "Ångrat: Behov av stöd bedömt." in answer.content.decode()
    again = anna.post(f"/arende/{case}/handelse/{uid}/angra/", shown, follow=True)
    assert "Uppgiften går inte att ändra här" in again.content.decode()


def test_a_slip_is_undone_only_on_the_case_as_it_was_shown(city: City, case: UUID, anna: Client, uid: str) -> None:
    """Somebody has recorded something since: nothing is undone, and one is led to the page that says what follows."""
    shown = seen(anna.get(f"/arende/{case}/?nyss={uid}"))
    record_event(viewer(city.caseworker), case, Entry("protection-learnt", clock.today(), {"protection": "none"}))
    for stale in (shown, {}):
        page = anna.post(f"/arende/{case}/handelse/{uid}/angra/", stale, follow=True)
        assert page.redirect_chain == [(f"/arende/{case}/handelse/{uid}/ta-tillbaka/", 302)]
        assert "så inget är ångrat" in page.content.decode()
    assert all(each.annulled_by is None for each in history(viewer(city.caseworker), case))


@pytest.mark.parametrize("what", ["ratta", "ta-tillbaka"])
def test_an_event_of_another_case_is_not_found(case: UUID, anna: Client, what: str) -> None:
    """An address with an event that the case has not is no page."""
    assert anna.get(f"/arende/{case}/handelse/{case.hex}-0000099/{what}/").status_code == 404


def test_undoing_is_only_sent_never_visited(case: UUID, anna: Client, uid: str) -> None:
    """A link or a prefetch cannot undo anything."""
    assert anna.get(f"/arende/{case}/handelse/{uid}/angra/").status_code == 405


def follows(page: str) -> str:
    """The card that tells what follows."""
    return page[page.index('id="foljer"') : page.index("</aside>")]


def test_before_an_event_is_taken_back_the_page_says_what_follows(case: UUID, anna: Client, uid: str) -> None:
    """The duty that it had done is to be done again, with its clause; nothing has been taken back yet."""
    told = follows(anna.get(f"/arende/{case}/handelse/{uid}/ta-tillbaka/").content.decode())
    assert "Det här ska sedan göras" in told
    assert "Bedöm klientens behov av stöd" in told
    assert "KC-02" in told


def test_the_check_of_a_correction_says_what_follows_as_any_check_does(city: City, case: UUID, anna: Client) -> None:
    """A new day moves what is counted from it, told with the day it had; the same answers change nothing."""
    earlier = Entry("need-assessed", clock.today() - timedelta(days=20), {"needs": "Språk."})
    record_event(viewer(city.caseworker), case, earlier)
    judged = {"called_for": "yes", "reasons": "Vill arbeta.", "aims_at_self_support": "yes"}
    judged |= {"criterion_needs_activities": "yes", "criterion_three_years": "yes"}
    made = Entry("referral-judged", clock.today(), dict(judged), passed_over="Gjort utan stödet.")
    judgement = record_event(viewer(city.caseworker), case, made).event_uid
    address = f"/arende/{case}/handelse/{judgement}/ratta/"
    same = {**judged, "event-on": clock.today().isoformat(), "event-why": "Fel.", "event-reason": "Gjort utan stödet."}
    same_again = follows(anna.post(address, same, follow=True).content.decode())
    assert "Det här får en annan dag" not in same_again
    assert "Det här ska sedan göras" not in same_again
    week_before = (clock.today() - timedelta(days=7)).isoformat()
    moved = follows(anna.post(address, same | {"event-on": week_before}, follow=True).content.decode())
    assert "Det här får en annan dag" in moved
    assert "förut " in moved


def test_a_correction_that_a_must_speaks_against_is_told_so_before_it_is_saved(
    city: City, case: UUID, anna: Client
) -> None:
    """The check asks for the reason, and the check after that says that it is recorded as a breach."""
    days = {"first_day": clock.today().isoformat(), "last_day": clock.today().isoformat()}
    made = Entry("decision-made", clock.today(), dict(days), passed_over="Redan beslutat.")
    uid = record_event(viewer(city.caseworker), case, made).event_uid
    address = f"/arende/{case}/handelse/{uid}/ratta/"
    sent = {"event-on": clock.today().isoformat(), **days, "event-why": "Fel dag."}
    refused = anna.post(address, sent, follow=True)
    assert refused.status_code == 422
    assert "Varför blev det så?" in refused.content.decode()
    told = follows(anna.post(address, sent | {"event-reason": "Redan beslutat."}, follow=True).content.decode())
    assert "Antecknas som avsteg" in told
