"""When each step of a story happens: days drawn from the seed, moved to weekdays, and placed relative to today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from hemvist.demo.script import Script, Step, Story, seeded
from hemvist.routines.model import Edition

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WORK_BEGINS, WORK_ENDS = 8 * 60, 17 * 60  # minutes of the day


@dataclass(frozen=True, slots=True)
class Planned:
    """A step on its day. ``minute`` of the day it is written down, ``late`` days after it happened."""

    step: Step
    on: date
    minute: int

    @property
    def recorded_on(self) -> date:
        return self.on + timedelta(days=self.step.late)


@dataclass(frozen=True, slots=True)
class Plan:
    """A story with its days. ``opened_on`` is the day the case is opened; the steps that have come stand in order."""

    story: Story
    opened_on: date
    minute: int
    steps: tuple[Planned, ...]


def plan(story: Story, script: Script, editions: tuple[Edition, ...], chance: Random, today: date) -> Plan:
    """Place a story in time. Nothing happens today or later: the clock has not come so far."""
    seed = chance.random()
    opened_on = _first_day(story, editions, seeded(seed), today)
    if story.ended is not None:
        ends = today - timedelta(days=seeded(seed).randint(*story.ended))
        opened_on = _opened_to_end(
            ends, lambda day: _tell(story, script, editions, seeded(seed), day)[-1].on, opened_on
        )
        opened_on = max(opened_on, _weekday(editions[0].valid_from))
    told = _tell(story, script, editions, seeded(seed), opened_on)
    come = tuple(planned for planned in told if planned.recorded_on < today)
    return Plan(story, opened_on, WORK_BEGINS, come)


def _opened_to_end(ends: date, last_day: Callable[[date], date], opened_on: date) -> date:
    """The day to open a case so that its story's last step falls on ``ends`` or, where weekends come between, a little before."""
    opened_on = _weekday(opened_on + (ends - last_day(opened_on)))
    while last_day(opened_on) > ends:
        opened_on -= ONE_DAY
        while opened_on.weekday() >= SATURDAY:
            opened_on -= ONE_DAY
    return opened_on


def _first_day(story: Story, editions: tuple[Edition, ...], chance: Random, today: date) -> date:
    first = editions[0].valid_from
    if story.edition:
        edition = next(one for one in editions if one.edition == story.edition)
        latest = min(edition.valid_until or today, today - timedelta(days=30))
        return _weekday(
            edition.valid_from + timedelta(days=chance.randint(0, max(0, (latest - edition.valid_from).days - 3)))
        )
    age = chance.randint(*story.age) if story.age else 120
    return _weekday(max(first, today - timedelta(days=age)))


def _tell(
    story: Story, script: Script, editions: tuple[Edition, ...], chance: Random, opened_on: date
) -> list[Planned]:
    """Give every step of the story with its day, from the day the case is opened."""
    told: list[Planned] = []
    named: dict[str, Planned] = {}
    day, minute = opened_on, WORK_BEGINS
    edition = _in_force(editions, opened_on)
    for chapter in story.chapters:
        for step in script.steps_of(chapter, edition.edition):
            on = _day_of(step, day, named, chance)
            minute = _minute_after(minute if on == day else None, chance)
            planned = Planned(step, on, minute)
            day = on
            if edition.events[step.type].starts_round:
                edition = _in_force(editions, on)
            if step.id:
                named[step.id] = planned
            told.append(planned)
    return told or [Planned(Step(""), opened_on, minute)]


def _day_of(step: Step, day: date, named: dict[str, Planned], chance: Random) -> date:
    if step.meets:
        return max(day, meeting_of(named[step.meets]).date())
    base = named[step.start].on if step.start else day
    return max(day, _weekday(base + timedelta(days=chance.randint(*step.after))))


def meeting_of(booking: Planned) -> datetime:
    """Give when the meeting that a step booked begins."""
    return datetime.fromisoformat(str(dated(booking.step.fields["starts"], booking.on)))


def dated(value: Any, day: date) -> Any:
    """Give a field's value with its dates counted from ``day``: {day, month, year} a date, with ``time`` a moment on a weekday."""
    if not isinstance(value, dict):
        return value
    moved = _later(day, value.get("year", 0), value.get("month", 0)) + timedelta(days=value.get("day", 0))
    if "time" not in value:
        return moved.isoformat()
    return datetime.combine(_weekday(moved), time.fromisoformat(value["time"])).isoformat(timespec="minutes")


def _later(day: date, years: int, months: int) -> date:
    """The same day so many years and months later, or the last one of the month."""
    month = day.year * 12 + day.month - 1 + years * 12 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - ONE_DAY)


def _weekday(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += ONE_DAY
    return day


def _minute_after(before: int | None, chance: Random) -> int:
    """A minute of the working day, after the one before on the same day."""
    if before is None:
        return chance.randint(WORK_BEGINS, WORK_BEGINS + 240)
    return min(before + chance.randint(2, 15), WORK_ENDS)


def _in_force(editions: tuple[Edition, ...], day: date) -> Edition:
    return next(one for one in reversed(editions) if one.valid_from <= day)
