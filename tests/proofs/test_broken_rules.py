"""The proofs themselves are tried: each rule is broken on purpose, and at least one of them must see it."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from hemvist.cases import granting, history_view, searching, viewing
from hemvist.cases.models import Case
from hemvist.config import urls
from hemvist.secrecy import policy
from hemvist.secrecy.policy import SqlCondition
from tests.proofs.agreeing import check_answers, check_lawful, check_pages, check_ways_agree
from tests.proofs.cities import ALWAYS, WORKERS, CasePlan, City, Plan, one_city
from tests.proofs.interfering import answers, check_hidden_fact, check_same, remove_case
from tests.proofs.looking import Looker, everywhere, looking
from tests.proofs.marks import truth
from tests.proofs.test_hidden_facts_change_nothing import changes_of
from tests.proofs.vanishing import Question, check_alike

# A case that the executing side sees part of, and one of a protected person at another unit.
PLAN = Plan((CasePlan("to-self-support", kinds=ALWAYS), CasePlan("protected-from-the-start", unit="hisingen")))
Check = Callable[[City], object]


def check_everybody(city: City) -> None:
    """The first proof, for everybody."""
    for name in WORKERS:
        check_ways_agree(city, city.viewer(name))
        check_lawful(city, name, city.viewer(name))


def check_what_is_answered(city: City) -> None:
    """The second, for one on each side and one on neither."""
    for name in ("c-colleague", "consultant", "h-colleague"):
        looker = Looker(city, name)
        check_pages(city, looker, city.viewer(name))
        looker.wander(everywhere(city), 15)
        check_answers(city.viewer(name), truth(), looker.asked)


def check_case_page(city: City) -> None:
    """The third, on the page of a case for the executing side, for each text that it may not see."""
    for change in changes_of(city, "consultant", 0):
        check_hidden_fact(city, "consultant", city.viewer("consultant"), 0, change, case_page)


def check_without_trace(city: City) -> None:
    """The fourth: the protected person's case is to a colleague as one that does not exist."""
    case = Case.objects.get(public_id=city.cases[1])
    words = (case.person.family_name, "Zqf99999z")
    check_alike(city, "h-colleague", *(Question("/arenden/", {"text": word}, (word,)) for word in words))
    before = answers(city, "h-colleague", case_page)
    remove_case(case)
    check_same("without the case", before, answers(city, "h-colleague", case_page))


def case_page(looker: Looker) -> None:
    """Look at the calendar and at the page of each case."""
    for address in ("/kalender/", *(f"/arende/{case}/" for case in looker.city.cases)):
        looker.get(address)


def test_unbroken_all_of_them_hold(db: None) -> None:
    """What follows would say nothing otherwise."""
    for check in (check_everybody, check_what_is_answered, check_case_page, check_without_trace):
        holds(check)


def test_a_ground_that_gives_more_kinds_than_were_consented_to_is_seen(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The executing side is given everything of what it was given something of."""
    narrow = granting.Kinds
    monkeypatch.setattr(granting, "Kinds", lambda some: narrow(some, everything=True))
    fails(check_everybody)


def test_a_unit_that_is_let_into_a_protected_case_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grants are made as if nobody were protected."""
    right = granting.wanted_grants
    monkeypatch.setattr(
        "hemvist.cases.projecting.wanted_grants", lambda s, rows, protected, today: right(s, rows, False, today)
    )
    fails(check_everybody)


def test_a_consent_that_goes_on_after_its_end_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came after a withdrawal is shown too."""
    monkeypatch.setattr(
        policy.Granted, "opens", lambda self, kind, sequence, source: kind in self.kinds and self.source in ("", source)
    )
    plan = Plan((CasePlan("kc-consent-withdrawn-mid-case"), CasePlan("missed-and-recalled-decision-revoked")))
    fails(check_everybody, plan)


def test_a_search_that_asks_nothing_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The condition is always true in one module."""
    monkeypatch.setattr(searching, "visible", lambda *_: SqlCondition("1 = 1", ()))
    fails(check_everybody)
    fails(check_what_is_answered)
    fails(check_without_trace)


def test_a_history_that_shows_every_event_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether an event may be shown is always yes."""
    for module in (history_view, viewing):
        monkeypatch.setattr(module, "may_see", lambda *_: True)
    fails(check_everybody)
    fails(check_what_is_answered)
    fails(check_case_page)


def test_a_page_that_reads_the_table_of_cases_itself_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar is replaced by one that asks nobody."""

    def bypassing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(", ".join(case.person.name for case in Case.objects.select_related("person")))

    monkeypatch.setattr(urls, "urlpatterns", [path("kalender/", bypassing, name="calendar"), *urls.urlpatterns])
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        fails(check_what_is_answered)
        fails(check_without_trace)
    finally:
        monkeypatch.undo()
        clear_url_caches()


def test_a_stand_in_who_is_kept_out_but_gets_in_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The barrier is asked about in lists but not on the page."""
    monkeypatch.setattr(viewing, "access_to", lambda viewer, row: policy.access(viewer, policy.grants_of(row)))
    fails(check_everybody, Plan(PLAN.cases, barriers=(("c-colleague", 0),)))


def holds(check: Check, plan: Plan = PLAN) -> None:
    """Try a proof on a city of its own."""
    with one_city(plan) as city, looking(city):
        check(city)


def fails(check: Check, plan: Plan = PLAN) -> None:
    """Try a proof that must fail."""
    with pytest.raises(AssertionError):
        holds(check, plan)
