"""Whichever way a worker looks, they see the same cases and the same events, and nothing that was not granted."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.proofs.agreeing import Notified, assert_answers, assert_lawful, assert_pages, assert_ways_agree
from tests.proofs.by_api import ask_the_api, assert_api_agrees
from tests.proofs.cities import WORKERS, Plan, one_city, plans
from tests.proofs.looking import API, Looker, everywhere, looking
from tests.proofs.marks import truth
from tests.proofs.ways_out import let_notices_be_written, visit_everything

# Whole cities are dear: few of them, and none is made smaller when it fails.
few = settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
PAGES = 15


@few
@given(plan=plans, strong=st.booleans(), data=st.data())
def test_lists_search_counts_calendar_pages_and_reasons_agree_for_everybody(
    db: None, plan: Plan, strong: bool, data: st.DataObject
) -> None:
    """For every worker: what one way shows, all do, and it is no more than the events and the organisation give them; nor is a message."""
    with one_city(plan, data.draw, Notified()) as city, looking(city, strong=strong):
        for name in WORKERS:
            viewer = city.viewer(name, strong=strong)
            assert_ways_agree(city, viewer)
            assert_lawful(city, name, viewer)


@few
@given(plan=plans, strong=st.booleans(), data=st.data())
def test_no_answer_holds_anything_that_was_not_granted(db: None, plan: Plan, strong: bool, data: st.DataObject) -> None:
    """Every text, name, number and place is marked; no mark is found in any body, title, header or address that should not be there."""
    with one_city(plan, data.draw) as city, looking(city, strong=strong):
        let_notices_be_written(city)
        known = truth()
        names = data.draw(st.lists(st.sampled_from(WORKERS), min_size=3, max_size=3, unique=True))
        for name in names:
            looker, viewer = Looker(city, name), city.viewer(name, strong=strong)
            assert_pages(city, looker, viewer)
            looker.wander(everywhere(city), PAGES)
            visit_everything(looker)
            ask_the_api(looker)
            for mark in [*known.names, *known.numbers]:
                looker.search(mark)
            pages, calls = (
                {q: a for q, a in looker.asked.items() if q.startswith(API) == by_api} for by_api in (False, True)
            )
            assert_answers(viewer, known, pages)
            assert_answers(city.viewer(name, strong=False), known, calls)


@few
@given(plan=plans, data=st.data())
def test_the_api_lists_and_opens_what_the_rule_gives_an_account(db: None, plan: Plan, data: st.DataObject) -> None:
    """For every worker with a token: the same cases, events, duties and counts as by every other way, after a log-in that is not strong."""
    with one_city(plan, data.draw) as city, looking(city, strong=False):
        for name in WORKERS:
            viewer = city.viewer(name, strong=False)
            if viewer.has_role and not viewer.is_outside:
                assert_api_agrees(city, Looker(city, name), viewer)
