"""The day of release moves at random: no duty is lost or doubled, none is due before it was possible, and what is done stays done."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemvist.routines.duties import evaluate
from hemvist.routines.gates import candidates, refusals, taking_back
from hemvist.routines.history import Event, FieldValue, History
from hemvist.routines.model import Duty, Routine
from hemvist.routines.reading import read_library
from hemvist.routines.status import DutyStatus, Status

RELEASE = date(2026, 9, 1)
LONG_AFTER = date(2030, 1, 1)  # later than any day of release that the moves reach
TELLING = ("insluss-initiated", "initiation-received", "release-date-changed", "planning-restarted")
STANDING = ("open", "waiting", "undetermined")
OPENED_ONCE = ("open-investigation", "supply-personal-investigation", "supply-enforcement-plan")
BEFORE_RELEASE = (*OPENED_ONCE, "book-first-video-meeting", "hold-first-video-meeting")
CONSENT: dict[str, FieldValue] = {
    "recipient": "probation-service",
    "purpose": "reentry",
    "given_by": "client",
    "kinds": ("identity", "booking", "plan", "collaboration"),
    "form": "written",
    "reference": "Frivårdens akt",
}
THOROUGH = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def insluss() -> Routine:
    """The routine whose release dates move."""
    return read_library().routines["insluss"]


@cache
def counted_from_release() -> frozenset[str]:
    """The duties that are due, or open, by the planned day of release."""
    dates = insluss().editions[-1].dates
    named = {name for name, one in dates.items() if "release-date-changed" in one.tellers}
    return frozenset(
        duty.id
        for duty in insluss().editions[-1].duties.values()
        if any(due is not None and due.event in named for due in (duty.due, duty.opens_on))
    )


@dataclass
class Story:
    """A case as it grows, day by day."""

    today: date
    history: History = field(default_factory=lambda: History((), taking_back(insluss())))

    def tell(self, kind: str, by: str, **fields: FieldValue) -> bool:
        """Record an event today, if it may be recorded; whether it was."""
        number = len(self.history.events)
        recorded = datetime.combine(self.today, time(8), UTC) + timedelta(minutes=number)
        subjects = candidates(insluss(), self.history, kind, self.today)
        about = subjects[0].id if subjects else None
        event = Event(f"e{number:03}", kind, self.today, recorded, position=number, by=by, about=about, fields=fields)
        if refusals(insluss(), self.history, event):
            return False
        self.history = self.history.with_event(event)
        return True

    def status(self, as_of: date | None = None) -> Status:
        """Where the case stands, today or on another day."""
        return evaluate(insluss(), self.history, as_of or self.today)


def begun(days_before: int, on_paper: bool, is_known: bool) -> Story:
    """A case that begins so many days before the release: in Hemvist where that may be, otherwise on paper."""
    story = Story(RELEASE - timedelta(days=days_before))
    story.tell("case-opened", "adult_caseworker", reason="Insluss.")
    story.tell("protection-learnt", "adult_caseworker", protection="none")
    story.tell("insluss-consent-given", "probation_officer", **CONSENT)
    about: dict[str, FieldValue] = {"in_target_group": "yes", "support_needed": "Bostad."}
    if not on_paper and story.tell("insluss-initiated", "probation_officer", release_date=RELEASE, **about):
        return story
    day: FieldValue = RELEASE if is_known else "unknown"
    assert story.tell("initiation-received", "adult_caseworker", release_date=day, officer="Frivården", **about)
    return story


WORK: dict[str, tuple[str, dict[str, FieldValue]]] = {
    "open-investigation": ("investigation-opened", {}),
    "conclude-investigation": ("investigation-concluded", {}),
    "supply-personal-investigation": ("personal-investigation-supplied", {}),
    "supply-enforcement-plan": ("enforcement-plan-supplied", {}),
    "book-first-video-meeting": ("first-video-meeting-booked", {"place": "https://video.exempel.se/1"}),
    "hold-first-video-meeting": ("first-video-meeting-held", {}),
    "book-planning-after-release": ("planning-after-release-booked", {"place": "Vuxenenheten"}),
    "book-planning-after-moved-release": ("planning-after-release-booked", {"place": "Vuxenenheten"}),
}


def work(story: Story, number: int) -> None:
    """Do one of the duties that are open."""
    open_now = sorted({one.id for one in story.status().duties if one.state == "open"} & WORK.keys())
    if open_now:
        kind, fields = WORK[open_now[number % len(open_now)]]
        starts = datetime.combine(story.today + timedelta(days=7), time(10))
        story.tell(kind, "adult_caseworker", **(fields | ({"starts": starts} if "place" in fields else {})))


Move = tuple[int, int | None, int | None]
"""Days until it is told; the new release as days from the day it is told, None for not known; which duty is done before, if one is."""
moves = st.lists(
    st.tuples(st.integers(0, 40), st.none() | st.integers(-20, 300), st.none() | st.integers(0, 9)), max_size=8
)
beginnings = st.builds(begun, st.integers(-20, 200), st.booleans(), st.booleans())


def standing(status: Status) -> dict[tuple[str, str], DutyStatus]:
    """The duties that are somebody's still, by duty and instance."""
    return {(one.id, one.instance): one for one in status.duties if one.state in STANDING}


def done(status: Status) -> dict[tuple[str, str], date | None]:
    """What is done, and when."""
    return {(one.id, one.instance): one.done_on for one in status.duties if one.state == "done"}


def is_single(duty: Duty) -> bool:
    """Whether a duty can stand only once at a time: once a round, or opened by the day of release."""
    opened_by = duty.opens_on.event if duty.opens_on is not None else ""
    return duty.per_round or opened_by in insluss().editions[-1].dates


def check_day(story: Story, status: Status) -> None:
    """What holds on any day: nothing is doubled, and nothing is due before it was opened."""
    duties = insluss().editions[-1].duties
    seen: set[tuple[str, str]] = set()
    for name, instance in standing(status):
        key = (name, instance.partition(":")[2])
        assert not (is_single(duties[name]) and key in seen), f"{name} stands twice on {status.as_of}"
        seen.add(key)
    for one in standing(status).values():
        assert one.due_on is None or one.due_on >= one.opened_on, f"{one.id} is due before it opened"
    released = any(event.type == "released" for event in story.history.events)
    for name in BEFORE_RELEASE:
        stands = any(one.id == name and one.state in (*STANDING, "done") for one in status.duties)
        assert stands or released, f"{name} is lost on {status.as_of}"


def newest_release(story: Story) -> FieldValue:
    """The day of release as told last."""
    return next(event for event in reversed(story.history.events) if event.type in TELLING).fields["release_date"]


def check_move(story: Story, before: Status, after: Status) -> None:
    """What holds of a move: what is done stays done, and what it brought closer leaves time from the day it was told."""
    kept = done(after)
    assert {key: kept.get(key) for key in done(before)} == done(before)
    was = standing(before)
    for key, one in standing(after).items():
        moved = key not in was or was[key].due_on != one.due_on
        if one.id in counted_from_release() and moved and one.due_on is not None:
            assert one.due_on >= story.today, f"{one.id} is due {one.due_on}, told {story.today}"


@THOROUGH
@given(beginnings, moves)
def test_no_duty_is_lost_doubled_or_due_before_it_was_possible(story: Story, planned: list[Move]) -> None:
    """Before each move a duty may be done; after each, and on the days that follow, everything is where it should be."""
    check_day(story, story.status())
    for gap, ahead, doing in planned:
        story.today += timedelta(days=gap)
        if doing is not None:
            work(story, doing)
        before = story.status()
        release: FieldValue = "unknown" if ahead is None else story.today + timedelta(days=ahead)
        assert story.tell("release-date-changed", "probation_officer", release_date=release)
        after = story.status()
        check_move(story, before, after)
        for days in (0, 1, 30):
            check_day(story, story.status(story.today + timedelta(days=days)))


@THOROUGH
@given(beginnings, moves)
def test_on_the_day_of_release_one_duty_asks_whether_it_came_about(story: Story, planned: list[Move]) -> None:
    """However often the day moved: one duty, opened on the newest day (never before it was told), and none while the day is not known."""
    for gap, ahead, _ in planned:
        story.today += timedelta(days=gap)
        release: FieldValue = "unknown" if ahead is None else story.today + timedelta(days=ahead)
        story.tell("release-date-changed", "adult_caseworker", release_date=release)
    release = newest_release(story)
    told_on = next(event.on for event in reversed(story.history.events) if event.type in TELLING)
    asking = [one for one in story.status(LONG_AFTER).duties if one.id == "confirm-release"]
    open_now = [one for one in asking if one.state in STANDING]
    if isinstance(release, date):
        assert [one.opened_on for one in open_now] == [max(release, told_on)]
        assert [one.id for one in story.status(max(release, told_on)).duties if one.id == "confirm-release"]
    else:
        assert open_now == []


@THOROUGH
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(-60, 700)), min_size=1, max_size=6))
def test_when_supervision_is_over_one_duty_asks_to_close(planned: list[tuple[int, int]]) -> None:
    """However often its last day moved, also to a day that has passed: one duty, from the day after the newest, never before that was told.

    A day before the release is refused, and changes nothing.
    """
    story = begun(60, on_paper=False, is_known=True)
    story.today = RELEASE
    assert story.tell("released", "probation_officer")
    newest: tuple[date, date] | None = None  # the last day, and the day on which it was told
    for gap, ahead in planned:
        story.today += timedelta(days=gap)
        day = story.today + timedelta(days=ahead)
        is_told = story.tell("supervision-changed", "probation_officer", last_day=day, why="prolonged")
        assert is_told == (day >= RELEASE), "supervision never ends before the release (IN-18)"
        newest = (day, story.today) if is_told else newest
    if newest is None:
        assert not any(one.id == "close-when-supervision-ends" for one in story.status(LONG_AFTER).duties)
        return
    last_day, told_on = newest
    opens = max(last_day + timedelta(days=1), told_on)
    standing_then = [one for one in standing(story.status(opens)).values() if one.id == "close-when-supervision-ends"]
    assert [one.opened_on for one in standing_then] == [opens]
    the_day_before = standing(story.status(opens - timedelta(days=1))).values()
    assert opens == told_on or not any(one.id == "close-when-supervision-ends" for one in the_day_before)
