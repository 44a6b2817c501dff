"""The same for cases that begin outside the city: every way agrees for officers and income caseworkers, whatever was agreed and whenever supervision ends."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.proofs.agreeing import assert_answers, assert_lawful, assert_pages, assert_ways_agree
from tests.proofs.cities import Plan, one_city, reentry_plans
from tests.proofs.looking import Looker, everywhere, looking
from tests.proofs.marks import truth
from tests.proofs.reentry_cases import ReentryPlan

WHO = ("officer", "other-officer", "c-income", "c-adult", "c-adult-lead", "h-adult", "c-caseworker")
few = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


@few
@given(
    plan=st.lists(reentry_plans, min_size=1, max_size=2),
    days=st.sampled_from([0, 1, 29, 120, 501]),
    strong=st.booleans(),
)
def test_every_way_agrees_and_gives_no_more_than_the_consent_and_the_day_allow(
    db: None, plan: list[ReentryPlan], days: int, strong: bool
) -> None:
    """Lists, search, counts, calendar and reasons; and no event beyond what was agreed, nor a day beyond the last one."""
    with one_city(Plan((), days_later=days, reentry=tuple(plan))) as city, looking(city, strong=strong):
        for name in WHO:
            viewer = city.viewer(name, strong=strong)
            assert_ways_agree(city, viewer)
            assert_lawful(city, name, viewer)


@few
@given(plan=reentry_plans, days=st.sampled_from([0, 60, 501]), name=st.sampled_from(WHO))
def test_no_page_holds_anything_that_was_not_granted(db: None, plan: ReentryPlan, days: int, name: str) -> None:
    """Every text is marked, and found only where it may be."""
    with one_city(Plan((), days_later=days, reentry=(plan,))) as city, looking(city):
        known, looker, viewer = truth(), Looker(city, name), city.viewer(name)
        assert_pages(city, looker, viewer)
        looker.wander(everywhere(city), 12)
        assert_answers(viewer, known, looker.asked)
