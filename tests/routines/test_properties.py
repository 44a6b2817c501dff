"""What must hold of every case, whatever happened in it and in whatever order it was written down."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemvist.routines.duties import PARTS, evaluate, progress
from hemvist.routines.gates import taking_back
from hemvist.routines.history import Event, History
from hemvist.routines.model import Routine
from hemvist.routines.status import Status
from tests.routines.examples import visits
from tests.routines.walks import a_walk, walked_routines

FIRST = date(2026, 1, 1)
MOST_DAYS = 500
ABOUT = {
    "visit-held": "visit-booked",
    "visit-missed": "visit-booked",
    "need-met": "visit-held",
    "consent-withdrawn": "consent-given",
}
TYPES = [
    "case-opened",
    "assessment-started",
    "consulted",
    "decision-made",
    "decision-made",
    "decision-revoked",
    "decision-read",
    "decision-told",
    "visit-booked",
    "visit-held",
    "visit-missed",
    "need-met",
    "need-gone",
    "visits-started",
    "followed-up",
    "followed-up",
    "looked-in",
    "plan-made",
    "protection-learnt",
    "birth-date-learnt",
    "consent-given",
    "consent-withdrawn",
    "consent-refused",
    "consultant-appointed",
    "consultant-left",
    "case-closed",
    "ending-written",
    "edition-changed",
]
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
EVERY_ROUTINE = pytest.mark.parametrize("routine", [visits(), *walked_routines()], ids=lambda one: one.id)


@st.composite
def a_case(draw: st.DrawFn) -> list[Event]:
    """Up to 14 events over a year and a half, each with its own place in its day, some about earlier ones, the first one opening the case."""
    count = draw(st.integers(min_value=1, max_value=14))
    days = sorted(draw(st.lists(st.integers(0, MOST_DAYS), min_size=count, max_size=count)))
    events: list[Event] = []
    for number, offset in enumerate(days):
        kind = "case-opened" if number == 0 else draw(st.sampled_from(TYPES))
        on = FIRST + timedelta(days=offset)
        subjects = [one.id for one in events if one.type == ABOUT.get(kind)]
        if kind in ABOUT and not subjects:
            continue
        about = draw(st.sampled_from(subjects)) if kind in ABOUT else None
        recorded = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=8, minutes=number)
        fields = draw(fields_of(kind, on))
        by = draw(st.sampled_from(["caseworker", "consultant", "coordinator"]))
        events.append(Event(f"e{number}", kind, on, recorded, position=number, by=by, about=about, fields=fields))
    return events


def fields_of(kind: str, on: date) -> st.SearchStrategy[dict[str, object]]:
    """What an event of a type might tell, sometimes leaving out what is not required."""
    later = st.integers(0, 200).map(lambda days: on + timedelta(days=days))
    if kind == "decision-made":
        starts = st.integers(0, 40).map(lambda days: on + timedelta(days=days))
        lengths = st.integers(20, 366).map(lambda days: timedelta(days=days))
        return st.builds(lambda first, length: {"first_day": first, "last_day": first + length}, starts, lengths)
    if kind == "visit-booked":
        return later.map(lambda day: {"starts": datetime.combine(day, datetime.min.time().replace(hour=10))})
    if kind == "consent-given":
        return st.builds(
            lambda last: {"recipient": "clinic", "purpose": "planning", **({"last_day": last} if last else {})},
            st.none() | later,
        )
    simple: dict[str, st.SearchStrategy[dict[str, object]]] = {
        "consulted": st.sampled_from([{"programme": "no"}, {"programme": "yes"}, {"programme": "unknown"}, {}]),
        "protection-learnt": st.sampled_from(
            [{"protection": "none"}, {"protection": "marked"}, {"protection": "unknown"}]
        ),
        "birth-date-learnt": st.sampled_from(
            [{"birth_date": date(2008, 6, 1)}, {"birth_date": date(1961, 9, 30)}, {"birth_date": date(2008, 2, 29)}]
        ),
        "consent-refused": st.just({"recipient": "clinic", "purpose": "planning"}),
        "visit-held": st.sampled_from([{"need": "yes"}, {"need": "no"}]),
        "consultant-appointed": st.just({"role": "consultant", "worker": "w1"}),
        "consultant-left": st.just({"role": "consultant"}),
        "edition-changed": st.sampled_from([{"edition": "a"}, {"edition": "b"}]),
    }
    return simple.get(kind, st.just({}))


def without_lateness(status: Status) -> Status:
    """The status without what changes every day: how late a duty is, and the day itself."""
    groups = {
        name: [None if one is None else one._replace(late_days=0) for one in group]
        for name, group in status.groups.items()
    }
    return replace(status, as_of=FIRST, groups=groups)


def cases(routine: Routine) -> st.SearchStrategy[list[Event]]:
    """Cases of a routine: any events at all for the example that has one of everything, walks for the others."""
    return a_case() if routine is visits() else a_walk(routine)


def of(routine: Routine, events: list[Event] | tuple[Event, ...]) -> History:
    """A case of these events."""
    return History(events, taking_back(routine))


def annulment(routine: Routine) -> str:
    """The event that takes back another."""
    return next(iter(sorted(taking_back(routine))))


@EVERY_ROUTINE
@QUICK
@given(data=st.data(), chance=st.randoms(use_true_random=False), days=st.integers(0, MOST_DAYS + 400))
def test_recorded_in_any_order_the_status_is_the_same(
    routine: Routine, data: st.DataObject, chance: Random, days: int
) -> None:
    """With stated places within a day, neither the order in the file nor the moments of recording matter."""
    events, as_of = data.draw(cases(routine)), FIRST + timedelta(days=days)
    shuffled = list(events)
    chance.shuffle(shuffled)
    moments = sorted(one.recorded for one in events)
    late = [replace(one, recorded=moments[-1] + timedelta(minutes=number)) for number, one in enumerate(shuffled)]
    plain = evaluate(routine, of(routine, events), as_of)
    assert evaluate(routine, of(routine, shuffled), as_of) == plain
    again = evaluate(routine, of(routine, late), as_of)
    assert replace(again, breaches=()) == replace(plain, breaches=()) or _only_breaches_differ(plain, again)


@EVERY_ROUTINE
@QUICK
@given(data=st.data(), days=st.integers(0, MOST_DAYS + 400))
def test_progress_is_the_status_without_what_may_be_recorded(routine: Routine, data: st.DataObject, days: int) -> None:
    """Where a case stands is answered alike, whether or not it is also asked what may be recorded next."""
    events, as_of = data.draw(cases(routine)), FIRST + timedelta(days=days)
    whole, part = evaluate(routine, of(routine, events), as_of), progress(routine, of(routine, events), as_of)
    assert {name: getattr(whole, name) for name in PARTS} == {name: getattr(part, name) for name in PARTS}
    assert whole.duties == part.duties


def _only_breaches_differ(one: Status, other: Status) -> bool:
    """A breach asks for handling from the day it was recorded, so that day may differ; nothing else may."""
    kept = [tuple(duty for duty in status.duties if duty.id != "handle-breach") for status in (one, other)]
    return kept[0] == kept[1] and one.refused == other.refused and one.spans == other.spans


@EVERY_ROUTINE
@QUICK
@given(data=st.data(), days=st.integers(0, MOST_DAYS + 200))
def test_an_event_that_no_rule_names_changes_nothing(routine: Routine, data: st.DataObject, days: int) -> None:
    """An event of a type that opens, closes and bars nothing leaves every duty as it was."""
    events, as_of = data.draw(cases(routine)), FIRST + timedelta(days=days)
    born = {"birth_date": date(1990, 1, 1)}
    last = events[-1]
    known = Event(
        "known", "birth-date-learnt", last.on, last.recorded + timedelta(minutes=50), fields=born, position=98
    )
    extra = Event("extra", "birth-date-learnt", last.on, last.recorded + timedelta(hours=1), fields=born, position=99)
    before = evaluate(routine, of(routine, [*events, known]), as_of)
    after = evaluate(routine, of(routine, [*events, known, extra]), as_of)
    assert (after.duties, after.refused, after.spans) == (before.duties, before.refused, before.spans)


@EVERY_ROUTINE
@QUICK
@given(data=st.data())
def test_done_never_opens_again_without_a_correction(routine: Routine, data: st.DataObject) -> None:
    """Once an instance is done it is done in every later status of the case."""
    events = data.draw(cases(routine))
    done: set[tuple[str, str]] = set()
    for number in range(1, len(events) + 1):
        status = evaluate(routine, of(routine, events[:number]), events[number - 1].on)
        now = {(one.id, one.instance): one.state for one in status.duties}
        assert {key: now.get(key) for key in done if now.get(key) != "done"} == {}
        done |= {key for key, state in now.items() if state == "done"}


@EVERY_ROUTINE
@QUICK
@given(data=st.data())
def test_what_was_known_before_a_correction_is_not_changed_by_it(routine: Routine, data: st.DataObject) -> None:
    """Replay: the status as known at a moment is the same whatever is recorded, taken back or corrected after it."""
    events = data.draw(cases(routine))
    target = data.draw(st.sampled_from(events))
    known_on = events[-1].recorded
    later = known_on + timedelta(days=2)
    taken_back = Event("x", annulment(routine), events[-1].on, later, annuls=target.id)
    corrected = replace(target, id="y", recorded=later, annuls=target.id, on=target.on + timedelta(days=3))
    change = data.draw(st.sampled_from([taken_back, corrected]))
    as_of = events[-1].on + timedelta(days=data.draw(st.integers(0, 200)))
    before = evaluate(routine, of(routine, events), as_of, known_on)
    assert evaluate(routine, of(routine, [*events, change]), as_of, known_on) == before


@EVERY_ROUTINE
@QUICK
@given(data=st.data())
def test_taking_back_a_taking_back_leaves_the_case_as_it_was(routine: Routine, data: st.DataObject) -> None:
    """An annulment that is itself annulled has taken nothing back."""
    events, back = data.draw(cases(routine)), annulment(routine)
    target = data.draw(st.sampled_from(events))
    first = Event("x", back, events[-1].on, events[-1].recorded + timedelta(days=1), annuls=target.id)
    second = Event("y", back, events[-1].on, events[-1].recorded + timedelta(days=2), annuls="x")
    as_of = events[-1].on + timedelta(days=1)
    again = evaluate(routine, of(routine, [*events, first, second]), as_of)
    plain = evaluate(routine, of(routine, events), as_of)
    ids = [tuple(one for one in status.duties if one.id != "handle-breach") for status in (again, plain)]
    assert ids[0] == ids[1]


@EVERY_ROUTINE
@settings(QUICK, max_examples=12)
@given(data=st.data())
def test_the_next_change_is_never_later_than_the_next_real_change(routine: Routine, data: st.DataObject) -> None:
    """Day by day: between a day and its stated next change nothing but lateness changes."""
    events = data.draw(cases(routine))
    case = of(routine, events)
    as_of = events[0].on
    last = events[-1].on + timedelta(days=260)
    status = evaluate(routine, case, as_of)
    while as_of < last:
        tomorrow = evaluate(routine, case, as_of + timedelta(days=1))
        stated = status.next_change_on
        if stated is None or stated > tomorrow.as_of:
            assert without_lateness(tomorrow) == without_lateness(status)
        as_of, status = tomorrow.as_of, tomorrow


@EVERY_ROUTINE
@QUICK
@given(data=st.data(), days=st.integers(0, MOST_DAYS + 300))
def test_a_prefix_of_the_days_is_answered_as_if_the_rest_had_not_happened(
    routine: Routine, data: st.DataObject, days: int
) -> None:
    """A past day is answered the same whether or not later events are known, apart from when it says the next change comes."""
    events, as_of = data.draw(cases(routine)), FIRST + timedelta(days=days)
    so_far = [one for one in events if one.on <= as_of]
    whole, part = (
        replace(evaluate(routine, of(routine, some), as_of), next_change_on=None) for some in (events, so_far)
    )
    assert whole == part
