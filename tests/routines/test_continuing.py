"""An answer that goes on from what was worked out before is the answer that is worked out anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemvist.routines.compiled import compiled
from hemvist.routines.continuing import case_of
from hemvist.routines.duties import evaluate, progress
from hemvist.routines.gates import refusals, taking_back
from hemvist.routines.history import Event, History
from hemvist.routines.model import Routine
from hemvist.routines.rounds import edition_for
from tests.routines.examples import day, decided, event, history, visits
from tests.routines.test_properties import a_case
from tests.routines.walks import step, walked_routines

THOROUGH = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def anew(continued: History) -> History:
    """A history of the same events of which nothing has been worked out."""
    return History(continued.events, continued.taking_back)


def agrees(routine: Routine, continued: History, as_of: date) -> bool:
    """Whether every answer about a history on a day is that of a new history."""
    new = anew(continued)
    return progress(routine, continued, as_of) == progress(routine, new, as_of) and (
        evaluate(routine, continued, as_of) == evaluate(routine, anew(continued), as_of)
    )


def judged_alike(routine: Routine, continued: History, coming: Event) -> bool:
    """Whether what stands against an event, and the edition it goes by, are those by a new history."""
    new = anew(continued)
    return refusals(routine, continued, coming) == refusals(routine, new, coming) and (
        edition_for(routine, continued, coming) == edition_for(routine, anew(continued), coming)
    )


@THOROUGH
@given(a_case(), st.randoms(use_true_random=True))
def test_an_answer_that_goes_on_is_the_answer_anew_for_the_examples(events: list[Event], chance: Random) -> None:
    """Events in the order they happened, back-dated, taken back or corrected; asked on any day and any number of times on the way."""
    continued = History((), taking_back(visits()))
    as_of = events[0].on
    for coming in _told(events, chance):
        assert judged_alike(visits(), continued, coming)
        continued = continued.extended(coming)
        for _ in range(chance.randrange(3)):
            near = coming.on + timedelta(days=chance.choice([-40, -1, 0, 1, 30, 200]))
            as_of = chance.choice([as_of, as_of, max(as_of, coming.on), near])
            assert agrees(visits(), continued, as_of)
    assert agrees(visits(), continued, events[-1].on)


def _told(events: list[Event], chance: Random) -> list[Event]:
    """The events as they were recorded: several on a day, some later than they happened, some taken back or corrected, some with no stated place."""
    told: list[Event] = []
    closeness = chance.choice([1, 1, 4, 20])
    for one in events:
        on = events[0].on + (one.on - events[0].on) / closeness
        stated = replace(one, on=on, position=chance.choice([one.position, None]))
        told.insert(max(len(told) - chance.choice([0, 0, 0, 0, 1, 3]), 0), stated)
        recorded = one.recorded + timedelta(minutes=1)
        kind = chance.choice([*[""] * 8, "taken-back", "corrected"])
        target = chance.choice(told).id
        if kind == "taken-back":
            told.append(Event(f"x{one.id}", "taken-back", on, recorded, annuls=target))
        elif kind == "corrected":
            told.append(replace(one, id=f"y{one.id}", on=on, recorded=recorded, annuls=target))
    return told


@pytest.mark.parametrize("routine", walked_routines(), ids=lambda one: one.id)
@settings(THOROUGH, max_examples=40)
@given(chance=st.randoms(use_true_random=True), steps=st.integers(10, 60))
def test_an_answer_that_goes_on_is_the_answer_anew_for_every_routine(
    routine: Routine, chance: Random, steps: int
) -> None:
    """A walk through a case: what may be recorded is recorded, also late, also taken back; days pass, and each answer goes on from the last."""
    continued = History((), taking_back(routine))
    today = chance.choice([routine.editions[0].valid_from, routine.editions[-1].valid_from - timedelta(days=3)])
    status = evaluate(routine, continued, today)
    for number in range(steps):
        coming = step(routine, anew(continued), status, number, chance)
        assert judged_alike(routine, continued, coming)
        continued = continued.extended(coming)
        today += timedelta(days=chance.choice([*[0] * 8, 1, 7, 40]))
        status = evaluate(routine, anew(continued), today)
        if chance.randrange(4):
            assert agrees(routine, continued, today)
    assert agrees(routine, continued, today - timedelta(days=chance.choice([1, 10, 100])))
    assert agrees(routine, continued, today)


def test_what_an_event_does_not_touch_comes_back_as_the_same_object() -> None:
    """A caller that keeps what it made of a duty can see by identity that nothing has changed."""
    shorter, as_of = history(*decided()), day("2026-02-03")
    before = {(one.id, one.instance): one for one in progress(visits(), shorter, as_of).duties}
    longer = shorter.extended(event("plan-made", "2026-02-03"))
    after = {(one.id, one.instance): one for one in progress(visits(), longer, as_of).duties}
    assert {key for key, one in after.items() if one is not before[key]} == {("keep-plan", "decision-made")}


def test_until_the_next_change_a_later_day_brings_the_same_objects_but_for_those_that_are_late() -> None:
    """What is not late by then comes back as it was; on the day of the next change every unfinished duty is looked at again."""
    shared, as_of = history(*decided()), day("2026-02-04")
    first = progress(visits(), shared, as_of)
    assert first.next_change_on == day("2026-07-01")
    before = {id(one) for one in first.duties}
    later = progress(visits(), shared, day("2026-02-10"))
    assert {(one.id, one.late_days) for one in later.duties if id(one) not in before} == {("read-decision", 7)}
    assert later == progress(visits(), anew(shared), day("2026-02-10"))
    for changed in ("2026-07-01", "2026-01-31"):  # and so it is on an earlier day
        assert agrees(visits(), shared, day(changed))


def test_another_edition_coming_into_force_is_a_change() -> None:
    """What starts a round goes by the edition that is in force on the day, so an answer holds no longer than until the next one's first day."""
    coming = visits().editions[-1].valid_from
    opened = history(event("opened", str(coming - timedelta(days=30))))
    assert progress(visits(), opened, coming - timedelta(days=20)).next_change_on == coming


def test_an_event_that_was_judged_is_recorded_on_the_history_it_was_judged_by() -> None:
    """The longer history is made once, and so is its case; another event, or one like it, makes its own."""
    shared, coming = history(*decided()), event("plan-made", "2026-02-03")
    assert refusals(visits(), shared, coming) == ()
    longer = shared.extended(coming)
    assert shared.extended(coming) is longer
    case, _ = longer.grown[compiled(visits())]
    assert case_of(compiled(visits()), longer, coming.on)[0] is case
    assert case_of(compiled(visits()), longer, coming.on)[0] is not case
    other = event("plan-made", "2026-02-04", "another")
    assert shared.extended(other).events[-1] is other


def test_the_case_is_read_anew_only_when_an_event_reaches_back() -> None:
    """One more event of the day goes on from the case as read; a decision begins a period, and one that is back-dated comes in between."""
    shorter, ready = history(*decided()[:-1]), compiled(visits())
    progress(visits(), shorter, day("2026-01-25"))
    kept = shorter.worked[ready]
    same_day = shorter.extended(event("plan-made", "2026-01-25"))
    assert case_of(ready, same_day, day("2026-01-25"))[1] is kept
    assert case_of(ready, same_day, day("2026-02-01"))[1] is kept
    for reaching in (decided()[-1], event("plan-made", "2026-01-11")):
        assert case_of(ready, shorter.extended(reaching), day("2026-02-01"))[1] is None


def test_threads_that_share_a_history_get_the_answers_of_one_alone() -> None:
    """Each goes its own way from the same history, as requests do from a case that is kept between them."""
    shared = history(*decided())
    days = [day("2026-02-01") + timedelta(days=number * 9) for number in range(24)]
    further = [event("visit-booked", str(one), f"visit-{one}", fields={"starts": f"{one}"}) for one in days]
    alone = [evaluate(visits(), anew(shared.extended(one)), one.on) for one in further]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            found = list(pool.map(lambda one: evaluate(visits(), shared.extended(one), one.on), further))
            assert found == alone
            list(pool.map(lambda one: evaluate(visits(), shared, one.on), further))
