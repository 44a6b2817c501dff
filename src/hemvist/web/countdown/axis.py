"""Where in the picture a day stands: from the first day at the left to the last at the right, as a share of the width.

The time before the day that all is counted from has its own scale, since what is planned there is dense and what follows is long.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as written

from hemvist.web.countdown.plan import Plan, Row

BEFORE = 0.66
"""The share of the width that the time before the day has, until it has come."""
AFTERWARDS = 0.36
"""And when it has come."""
NEAREST = 7.0
"""How near each other, in percent, two marks of the scale may stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the scale: where, and its words."""

    x: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A row's place in the picture: a bar from ``x1`` to ``x2``, and the sign at ``x2``."""

    x1: str
    x2: str
    width: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of a plan."""

    first: date
    last: date
    day: date | None
    bend: float

    def at(self, on: date) -> float:
        """Give where a day stands, in percent of the width; what lies outside stands at the edge."""
        on = min(max(on, self.first), self.last)
        if self.day is None:
            return 100 * _share(self.first, self.last, on)
        if on <= self.day:
            return 100 * self.bend * _share(self.first, self.day, on)
        return 100 * (self.bend + (1 - self.bend) * _share(self.day, self.last, on))

    def x(self, on: date) -> str:
        """Give the same as an SVG attribute."""
        return f"{self.at(on):.2f}%"

    def strip(self, row: Row) -> Strip | None:
        """Give a row's place; None if it has no day."""
        if row.on is None:
            return None
        end, start = self.at(row.on), self.at(row.since or row.on)
        return Strip(f"{start:.2f}%", f"{end:.2f}%", f"{max(end - start, 0):.2f}%")

    def marks(self) -> list[Mark]:
        """Give the months, as many as there is room for."""
        found: list[Mark] = []
        month, last_x = _next_month(self.first), -NEAREST
        while month <= self.last:
            x = self.at(month)
            if x - last_x >= NEAREST and x <= 100 - NEAREST / 2:
                found.append(Mark(f"{x:.2f}%", written(month, "M Y" if month.month == 1 or not found else "M")))
                last_x = x
            month = _next_month(month)
        return found


def axis_of(plan: Plan, today: date) -> Axis:
    """Give the scale that a plan is drawn to."""
    days = [day for row in plan.rows for day in (row.since, row.on) if day] + [today]
    first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=7)
    inside = plan.day if plan.day is not None and first < plan.day < last else None
    bend = AFTERWARDS if inside is not None and inside < today else BEFORE
    if inside is not None and (last - inside) < (inside - first):
        bend = _share(first, last, inside)
    return Axis(first, last, inside, bend)


def _share(first: date, last: date, on: date) -> float:
    """Give how far from one day to another a day lies."""
    whole = (last - first).days
    return (on - first).days / whole if whole else 0.0


def _next_month(day: date) -> date:
    """Give the first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
