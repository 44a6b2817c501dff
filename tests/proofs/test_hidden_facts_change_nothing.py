"""What a worker may not see changes nothing in what they are answered: not a word, not a number, not an order."""

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from hemvist.secrecy.policy import access_to
from tests.proofs.by_api import ask_the_api
from tests.proofs.cities import WORKERS, CasePlan, City, Plan, file_of, one_city, plans
from tests.proofs.interfering import (
    Change,
    answers,
    assert_hidden_fact,
    assert_same,
    hidden,
    remove_case,
    with_other_answer,
    with_other_text,
    without_event,
)
from tests.proofs.looking import Looker, everywhere, looking
from tests.proofs.ways_out import fetch_feed, visit_everything

few = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
PAGES = 15
WAYS = (with_other_text, with_other_answer, without_event)
PLAYED, PROTECTED = CasePlan("to-self-support"), CasePlan("protected-from-the-start", unit="hisingen")
EXECUTING = ("coordinator", "consultant", "other-consultant", "second-coordinator", "north-coordinator")


def look_about(looker: Looker) -> None:
    """Look everywhere, ask the API for everything, fetch one's feed, and search for what is there and for what is not."""
    looker.wander(everywhere(looker.city), PAGES)
    visit_everything(looker)
    fetch_feed(looker)
    ask_the_api(looker)
    for text in ("Zqg", "zqf", "199103022381", "KC-2026-000001", "KC-2026-000002", "Ingen Alls"):
        looker.search(text)


@few
@given(plan=plans, data=st.data())
def test_a_hidden_event_changes_nothing_for_who_cannot_see_it(db: None, plan: Plan, data: st.DataObject) -> None:
    """Other words in it, or as if it had never been recorded: every answer is the same to the byte."""
    with one_city(plan, data.draw) as city, looking(city):
        place = data.draw(st.integers(0, len(city.cases) - 1))
        seeing = [name for name in WORKERS if hidden_of(city, name, place)]
        assume(seeing)
        name = data.draw(st.sampled_from([n for n in seeing if n in EXECUTING] * 3 + seeing))
        change = data.draw(st.sampled_from(changes_of(city, name, place)))
        assert_hidden_fact(city, name, city.viewer(name), place, change, look_about)


@few
@given(plan=plans, data=st.data())
def test_a_case_one_may_not_see_might_as_well_not_be_there(db: None, plan: Plan, data: st.DataObject) -> None:
    """With the whole case and its person taken out of the record, every answer is the same to the byte."""
    with one_city(plan, data.draw) as city, looking(city):
        name = data.draw(st.sampled_from(WORKERS))
        viewer = city.viewer(name)
        unseen = [row for row in city.rows() if not (allowed := access_to(viewer, row.pk)) and allowed.ended_on is None]
        assume(unseen)
        row = data.draw(st.sampled_from(unseen))
        before = answers(city, name, look_about)
        remove_case(row)
        assert_same(f"{name} without {row.reference}", before, answers(city, name, look_about))


def test_what_hinders_the_other_side_is_not_told_by_a_line_without_its_reason(db: None) -> None:
    """The consultant sees that a decision is the caseworker's to make, and not which of the steps before it is undone."""
    with one_city(Plan((CasePlan("renewal-in-good-time", most=20),), days_later=400)) as city, looking(city):
        changes = [c for c in changes_of(city, "other-consultant", 0) if c.told == "no af-informed"]
        assert changes
        for change in changes:
            assert assert_hidden_fact(city, "other-consultant", city.viewer("other-consultant"), 0, change, look_about)


def test_looking_twice_gives_the_same_answers(db: None) -> None:
    """What the comparison rests on: where nothing differs, no answer does."""
    with one_city(Plan((PLAYED, PROTECTED))) as city, looking(city):
        assert_same("nothing", answers(city, "coordinator", look_about), answers(city, "coordinator", look_about))


def hidden_of(city: City, name: str, place: int) -> list[str]:
    """The events of a case that a worker may not see."""
    file = file_of(city.cases[place])
    return [row.uid for row in hidden(file, access_to(city.viewer(name), file.row.id))]


def changes_of(city: City, name: str, place: int) -> list[Change]:
    """What can be otherwise in the events that a worker may not see."""
    file = file_of(city.cases[place])
    found = [way(file, uid) for uid in hidden_of(city, name, place) for way in WAYS]
    return [change for change in found if change is not None]
