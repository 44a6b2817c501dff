"""Weeks as Sweden counts them (ISO 8601, Monday first), and the days of one with what happens on each."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.dateformat import format as written
from django.utils.translation import gettext

from hemvist.cases.calendar import CalendarEntry
from hemvist.web.dates_in_words import weekday

_WEEK = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_A_WEEK = timedelta(weeks=1)


class WeekError(ValueError):
    """The address names no week. The text says what to do."""


class Day(NamedTuple):
    """A day of the week with what is on it, meetings first and by the hour."""

    on: date
    name: str
    words: str
    is_today: bool
    is_past: bool
    entries: list[CalendarEntry]


def monday_of(text: str, today: date) -> date:
    """Give the Monday of a week written ÅÅÅÅ-VV; of this week if nothing is written. Raises WeekError."""
    if not text:
        return today - timedelta(days=today.weekday())
    match = _WEEK.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        _ = monday - _A_WEEK, monday + 2 * _A_WEEK
    except (ValueError, OverflowError):
        raise WeekError(gettext("Veckan finns inte. Skriv år och vecka, till exempel 2026-48.")) from None
    return monday


def written_week(monday: date) -> str:
    """Write a week as it stands in the address: ÅÅÅÅ-VV."""
    year, week, _ = monday.isocalendar()
    return f"{year:04}-{week:02}"


def in_words(monday: date) -> str:
    """Say a week with its days: "Vecka 48, 23–29 november 2026"."""
    sunday = monday + timedelta(days=6)
    if monday.month == sunday.month:
        days = f"{monday.day}–{written(sunday, 'j F Y')}"
    elif monday.year == sunday.year:
        days = f"{written(monday, 'j F')}–{written(sunday, 'j F Y')}"
    else:
        days = f"{written(monday, 'j F Y')}–{written(sunday, 'j F Y')}"
    return gettext("Vecka %(week)s, %(days)s") % {"week": monday.isocalendar().week, "days": days}


def days_of(monday: date, entries: Iterable[CalendarEntry], today: date) -> list[Day]:
    """Set entries under the days of the week; Saturday and Sunday are left out when nothing is on them."""
    on: dict[date, list[CalendarEntry]] = {monday + timedelta(days=number): [] for number in range(7)}
    for entry in entries:
        on[entry.on].append(entry)
    return [_day(day, found, today) for day, found in on.items() if found or day.weekday() < 5 or day == today]


def _day(day: date, entries: list[CalendarEntry], today: date) -> Day:
    """Make a day, its meetings by the hour and then what falls due."""
    in_order = sorted(entries, key=lambda entry: (entry.kind != "meeting", entry.at is None, entry.at, entry.label))
    return Day(day, weekday(day).capitalize(), written(day, "j F"), day == today, day < today, in_order)
