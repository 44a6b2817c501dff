"""Random walks through each routine, by allowed events only: while a case is open there is always somebody whose turn it is."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from hemvist.routines.duties import evaluate
from hemvist.routines.gates import candidates, refusals
from hemvist.routines.history import Event, FieldValue, History
from hemvist.routines.model import Edition, EventType, Field, Library, Routine
from hemvist.routines.reading import read_library
from hemvist.routines.status import Status
from hemvist.routines.verifying import turn_comes

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
FIRST_DAYS = (date(2025, 8, 1), date(2026, 1, 12))
START = datetime(2025, 1, 1, tzinfo=UTC)
STEPS = 60
ENDING_FROM = 40  # the walk does not end the case before it has come far
NOT_WALKED = ("annulled", "edition-moved", "breach-handled")
DAYS_AHEAD = {"last_day": 364, "release_date": 60, "supervision_last_day": 420}  # days that lie ahead; others are today
MOSTLY_YES = ("in_target_group", "called_for", "aims_at_self_support")


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library(GOVERNING)


def some_value(field: Field, rng: Random, day: date) -> FieldValue:
    """A value that the field's type allows; answers that would end the walk at once are rare."""
    if field.name in MOSTLY_YES and rng.random() < 0.9:
        return "yes"
    if field.name == "suitable_programme" and rng.random() < 0.9:
        return "no"
    match field.type:
        case "yes-no":
            return rng.choice(("yes", "no"))
        case "yes-no-unknown":
            return rng.choice(("yes", "no", "unknown"))
        case "choice":
            return rng.choice(field.choices).value
        case "choices":
            return tuple(choice.value for choice in field.choices if rng.random() < 0.5) or (field.choices[0].value,)
        case "date":
            return day + timedelta(days=DAYS_AHEAD.get(field.name, 0))
        case "datetime":
            return datetime.combine(day + timedelta(days=rng.randint(1, 20)), time(10))
        case "role":
            return "caseworker"
        case _:
            return "x"


class Walk:
    """One case that grows by random allowed events, most of them such as close an open duty."""

    def __init__(self, routine: Routine, seed: int) -> None:
        self.routine = routine
        self.rng = Random(seed)  # noqa: S311 - chance for a walk, no secret
        self.day = FIRST_DAYS[seed % len(FIRST_DAYS)]
        self.history = History()
        self._add(next(one for one in self._edition("").events.values() if one.effect == "case-opened"))

    def _edition(self, name: str) -> Edition:
        return next((one for one in self.routine.editions if one.edition == name), self.routine.editions[-1])

    def status(self) -> Status:
        """The status of the case on the day that the walk has come to."""
        return evaluate(self.routine, self.history, self.day)

    def has_a_turn(self, status: Status) -> bool:
        """Whether somebody has an open duty, or a day is set on which somebody gets one: that of a meeting, or when a period ends."""
        return any(duty.state == "undetermined" for duty in status.duties) or turn_comes(
            self.routine, self.history, status
        )

    def wait(self) -> Status:
        """Let some days pass."""
        self.day += timedelta(days=self.rng.choice((0, 1, 1, 2, 5, 20)))
        return self.status()

    def step(self, number: int, status: Status) -> None:
        """Record one more event, if the one that is drawn may be recorded."""
        types = self._edition(status.edition).events
        possible = [name for name in status.allowed if types[name].effect not in NOT_WALKED]
        if number < ENDING_FROM:
            possible = [name for name in possible if types[name].effect != "case-ended"]
        wanted = [name for duty in status.open_duties for name in duty.closes if name in possible]
        drawn = self.rng.choice(wanted if wanted and self.rng.random() < 0.8 else possible)
        self._add(types[drawn])

    def _add(self, kind: EventType) -> None:
        about: str | None = None
        if kind.about:
            subjects = candidates(self.routine, self.history, kind.id, self.day)
            if not subjects:
                return
            about = self.rng.choice(list(subjects)).id
        count = len(self.history.events)
        given = [one for one in kind.fields if one.required or self.rng.random() < 0.7]
        event = Event(
            id=f"e{count}",
            type=kind.id,
            on=self.day,
            recorded=START + timedelta(minutes=count),
            by=kind.recorded_by[0],
            about=about,
            fields={one.name: some_value(one, self.rng, self.day) for one in given},
            passed_over="skäl",
        )
        if not refusals(self.routine, self.history, event):
            self.history = self.history.with_event(event)


@pytest.mark.parametrize("seed", range(12))
def test_an_open_case_is_always_somebodys_turn(seed: int, library: Library) -> None:
    """However the case goes, nobody can say that it was nobody's to act."""
    for routine in library.routines.values():
        walk = Walk(routine, seed)
        for number in range(STEPS):
            status = walk.wait()
            if status.state == "closed":
                break
            if status.state == "open":
                waiting = [(duty.id, [one.reason for one in duty.waiting_for]) for duty in status.open_duties]
                assert walk.has_a_turn(status), f"{walk.day}: {waiting} after {walk.history.events[-1].type}"
            walk.step(number, status)
        assert len(walk.history.events) > 10
