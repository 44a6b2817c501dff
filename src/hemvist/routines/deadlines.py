"""The arithmetic of deadlines: days, working days, weeks and months, with Swedish days off. It tells its steps and never guesses.

- A month counts to the same day of the month; where the month lacks that day, to its last day (2026-01-31 + 1 month = 2026-02-28).
- A working day is a weekday that is neither a public holiday nor Midsummer's, Christmas or New Year's Eve.
- A last day on a day off moves to the next weekday (lag 1930:173, 2 §) only where the term says so.
- A length after a day does not count that day: 1 day after Monday is Tuesday.
- A length *from* a day counts that day, and gives its last: a year from 2026-03-02 ends 2027-03-01.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from hemvist.routines.model import Due, Term

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SATURDAY = 5
Direction = Literal["on", "after", "before", "from"]


@dataclass(frozen=True, slots=True, eq=False)
class Length:
    """A length of time; exactly one of the units is set. ``is_local``: the number is the city's own setting.

    Compared by identity, so that finding an answer worked out before costs little.
    """

    days: int | None = None
    working_days: int | None = None
    weeks: int | None = None
    months: int | None = None
    rolls: bool = False
    label: str = ""
    is_local: bool = False

    def __str__(self) -> str:
        for number, one, many in (
            (self.days, "dag", "dagar"),
            (self.working_days, "arbetsdag", "arbetsdagar"),
            (self.weeks, "vecka", "veckor"),
            (self.months, "månad", "månader"),
        ):
            if number is not None:
                text = f"{number} {one if number == 1 else many}"
                return f"{text} ({self.label}, lokal tid)" if self.is_local else text
        return "samma dag"


def length_of(term: Term) -> Length:
    """A named length of time, as it is counted."""
    return Length(term.days, term.working_days, term.weeks, term.months, term.rolls, term.label, term.is_local)


def length_of_due(due: Due, terms: Mapping[str, Term]) -> Length:
    """The length that a due names, or gives itself."""
    return length_of(terms[due.term]) if due.term else Length(due.days, due.working_days, due.weeks, due.months)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date and how it came about, one Swedish sentence for each step."""

    on: date
    steps: tuple[str, ...]


def shown(day: date) -> str:
    """A date with its weekday: ``tisdag 2026-02-10``."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


@lru_cache(maxsize=256)
def days_off(year: int) -> dict[date, str]:
    """The public holidays of a year and the eves that count as holidays by lag (1930:173), Sundays among them, each with its name."""
    from holidays import DE_FACTO, PUBLIC
    from holidays.countries.sweden import Sweden

    named = Sweden(years=year, categories=(PUBLIC, DE_FACTO), include_sundays=True, language="sv")
    return {day: name.replace(";", " och").lower() for day, name in named.items()}


def day_off(day: date) -> str | None:
    """Why a day is a day off (``julafton``, ``lördag``), or None."""
    return days_off(day.year).get(day) or (WEEKDAYS[SATURDAY] if day.weekday() == SATURDAY else None)


def is_working_day(day: date) -> bool:
    """Whether a day is a weekday and no day off."""
    return day_off(day) is None


def add_months(start: date, months: int) -> date:
    """The same day of the month, ``months`` later (or earlier); the last day of a month that lacks it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_working_days(start: date, count: int) -> tuple[date, list[str]]:
    """``count`` working days after (or, negative, before) a day, and the holidays passed on the way, Saturdays and Sundays apart."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    day, left, passed = start, abs(count), []
    while left:
        day += step
        why = day_off(day)
        if why is None:
            left -= 1
        elif day.weekday() < SATURDAY:
            passed.append(f"{why} {day.isoformat()}")
    return day, passed


def age_on(birth_date: date, day: date) -> int:
    """Whole years on a day. A person born on 29 February turns on 28 February in a year without a leap day."""
    years = day.year - birth_date.year
    return years if day >= add_months(birth_date, 12 * years) else years - 1


@lru_cache(maxsize=8192)
def add(start: date, length: Length, direction: Direction = "after") -> Deadline:
    """The date that lies ``length`` after or before a day, or is the last day of a time that begins with it, and its steps."""
    if direction == "from":
        return _last_day(start, length)
    sign = -1 if direction == "before" else 1
    way = "före" if direction == "before" else "efter"
    steps: list[str] = []
    if length.working_days is not None:
        day, passed = add_working_days(start, sign * length.working_days)
        steps.append(f"{length} {way} {shown(start)} är {shown(day)}.")
        if passed:
            steps.append(f"Räknas inte som arbetsdag: {', '.join(passed)}.")
    elif length.months is not None:
        day = add_months(start, sign * length.months)
        steps.append(f"{length} {way} {shown(start)} är {shown(day)}.")
        if day.day != start.day:
            steps.append(f"Månaden har ingen {start.day}:e dag; då gäller månadens sista dag.")
    else:
        day = start + sign * timedelta(days=(length.days or 0) + 7 * (length.weeks or 0))
        steps.append(f"{length} {way} {shown(start)} är {shown(day)}.")
    if length.rolls:
        day = roll(day, steps)
    return Deadline(day, tuple(steps))


def _last_day(first: date, length: Length) -> Deadline:
    """The last day of a time so long, both days counted. From a day that the ending month lacks (29 February), that month's last day."""
    if length.months is not None:
        end = add_months(first, length.months)
        day = end - ONE_DAY if end.day == first.day else end
    elif length.working_days is not None:
        day = add_working_days(first - ONE_DAY, length.working_days)[0]
    else:
        day = first - ONE_DAY + timedelta(days=(length.days or 0) + 7 * (length.weeks or 0))
    steps = [f"{length} från och med {shown(first)} slutar {shown(day)}."]
    return Deadline(roll(day, steps) if length.rolls else day, tuple(steps))


def roll(day: date, steps: list[str]) -> date:
    """The next weekday that is no day off, if the day is one (lag 1930:173, 2 §)."""
    moved = day
    while (why := day_off(moved)) is not None:
        steps.append(f"{moved.isoformat()} är {why} och räknas inte som sista dag (lag 1930:173).")
        moved += ONE_DAY
    if moved != day:
        steps.append(f"Nästa vardag är {shown(moved)}.")
    return moved
