"""The proofs themselves are tried: each rule is broken on purpose, and at least one of them must see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path

from hemvist.cases import granting, history_view, searching, shares, viewing
from hemvist.cases.models import Case
from hemvist.config import urls
from hemvist.secrecy import policy
from hemvist.secrecy.policy import SqlCondition
from tests.proofs.agreeing import assert_answers, assert_lawful, assert_pages, assert_ways_agree
from tests.proofs.cities import ALWAYS, WORKERS, CasePlan, City, Plan, one_city
from tests.proofs.interfering import answers, assert_hidden_fact, assert_same, remove_case
from tests.proofs.looking import Looker, everywhere, looking
from tests.proofs.marks import truth
from tests.proofs.reentry_cases import ReentryPlan
from tests.proofs.test_hidden_facts_change_nothing import changes_of
from tests.proofs.vanishing import Question, assert_alike, logged_in

# A case that the executing side sees part of, and one of a protected person at another unit.
PLAN = Plan((CasePlan("to-self-support", kinds=ALWAYS), CasePlan("protected-from-the-start", unit="hisingen")))
Check = Callable[[City], object]


def assert_everybody(city: City) -> None:
    """The first proof, for everybody."""
    for name in WORKERS:
        assert_ways_agree(city, city.viewer(name))
        assert_lawful(city, name, city.viewer(name))


def assert_what_is_answered(city: City) -> None:
    """The second, for one on each side and one on neither."""
    for name in ("c-colleague", "consultant", "h-colleague"):
        looker = Looker(city, name)
        assert_pages(city, looker, city.viewer(name))
        looker.wander(everywhere(city), 15)
        assert_answers(city.viewer(name), truth(), looker.asked)


def assert_case_page(city: City) -> None:
    """The third, on the page of a case for the executing side, for each text that it may not see."""
    for change in changes_of(city, "consultant", 0):
        assert_hidden_fact(city, "consultant", city.viewer("consultant"), 0, change, case_page)


def assert_without_trace(city: City) -> None:
    """The fourth: the protected person's case is to a colleague as one that does not exist."""
    case = Case.objects.get(public_id=city.cases[1])
    words = (case.person.family_name, "Zqf99999z")
    with logged_in(city, "h-colleague") as looker:
        assert_alike(looker, *(Question("/arenden/", {"text": word}, (word,)) for word in words))
    before = answers(city, "h-colleague", case_page)
    remove_case(case)
    assert_same("without the case", before, answers(city, "h-colleague", case_page))


def case_page(looker: Looker) -> None:
    """Look at the calendar and at the page of each case."""
    for address in ("/kalender/", *(f"/arende/{case}/" for case in looker.city.cases)):
        looker.get(address)


def test_unbroken_all_of_them_hold(db: None) -> None:
    """What follows would say nothing otherwise."""
    for check in (assert_everybody, assert_what_is_answered, assert_case_page, assert_without_trace):
        assert_holds(check)


def test_a_ground_that_gives_more_kinds_than_were_consented_to_is_seen(db: None) -> None:
    """The executing side is given everything of what it was given something of."""
    right = granting.Kinds
    with broken(granting, "Kinds", lambda some: right(some, everything=True)):
        assert_fails(assert_everybody)


def test_a_unit_that_is_let_into_a_protected_case_is_seen(db: None) -> None:
    """Grants are made as if nobody were protected."""
    right = granting.wanted_grants
    with broken(granting, "wanted_grants", lambda standing, rows, _, *more: right(standing, rows, False, *more)):
        assert_fails(assert_everybody)


def test_a_consent_that_goes_on_after_its_end_is_seen(db: None) -> None:
    """What came after a withdrawal is shown too."""
    plan = Plan((CasePlan("kc-consent-withdrawn-mid-case"), CasePlan("missed-and-recalled-decision-revoked")))
    with broken(
        policy.Granted, "opens", lambda grant, kind, _, source: kind in grant.kinds and grant.source in ("", source)
    ):
        assert_fails(assert_everybody, plan)


def test_a_search_that_asks_nothing_is_seen(db: None) -> None:
    """The condition is always true in one module."""
    with broken(searching, "visible", lambda *_: SqlCondition("1 = 1", ())):
        assert_fails(assert_everybody)
        assert_fails(assert_what_is_answered)
        assert_fails(assert_without_trace)


def test_a_history_that_shows_every_event_is_seen(db: None) -> None:
    """Whether an event may be shown is always yes."""
    with broken(history_view, "may_see", lambda *_: True), broken(viewing, "may_see", lambda *_: True):
        assert_fails(assert_everybody)
        assert_fails(assert_what_is_answered)
        assert_fails(assert_case_page)


def test_a_page_that_reads_the_table_of_cases_itself_is_seen(db: None) -> None:
    """The calendar is replaced by one that asks nobody."""

    def bypassing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(", ".join(case.person.name for case in Case.objects.select_related("person")))

    pages = [path("kalender/", bypassing, name="calendar"), *urls.urlpatterns]
    with broken(urls, "urlpatterns", pages):
        clear_url_caches()
        assert_fails(assert_what_is_answered)
        assert_fails(assert_without_trace)
    clear_url_caches()


def test_a_page_that_lets_in_one_who_is_kept_out_is_seen(db: None) -> None:
    """The barrier is asked about in lists but not on the page."""
    with broken(viewing, "access_to", lambda viewer, row: policy.access(viewer, policy.grants_of(row))):
        assert_fails(assert_everybody, Plan(PLAN.cases, barriers=(("c-colleague", 0),)))


@contextmanager
def broken(where: object, name: str, wrong: object) -> Iterator[None]:
    """Let a rule be wrong within the block. It stands in for nothing that is missing: the wrong rule is what is tried."""
    right = getattr(where, name)
    setattr(where, name, wrong)
    try:
        yield
    finally:
        setattr(where, name, right)


def assert_holds(check: Check, plan: Plan = PLAN) -> None:
    """Try a proof on a city of its own."""
    with one_city(plan) as city, looking(city):
        check(city)


def assert_fails(check: Check, plan: Plan = PLAN) -> None:
    """Try a proof that must fail."""
    with pytest.raises(AssertionError):
        assert_holds(check, plan)


def test_a_share_that_goes_on_after_its_day_is_seen(db: None) -> None:
    """Whoever is outside would see the case when supervision has ended."""
    ended = ReentryPlan(("identity", "plan"), release_in=5, supervision_ends=10)
    with broken(shares, "newest_day", lambda *_: None):
        assert_fails(assert_everybody, Plan((), days_later=30, reentry=(ended,)))


def test_more_than_was_agreed_towards_the_side_is_seen(db: None) -> None:
    """What an officer may see is bounded by what was agreed towards the probation service, and not by all that could be."""
    agreed = ReentryPlan(("identity",))
    right = granting.Kinds
    with broken(granting, "Kinds", lambda some: right(some, everything=True)):
        assert_fails(assert_everybody, Plan((), reentry=(agreed,)))
