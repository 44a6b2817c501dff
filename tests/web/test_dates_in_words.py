"""Dates are written in words and as ÅÅÅÅ-MM-DD, in Swedish time, in the language of the page."""

import datetime as dt

import pytest
from django.utils import translation

from hemvist.web import dates_in_words as words

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        (0, "i dag", "today"),
        (1, "i morgon", "tomorrow"),
        (3, "om 3 dagar", "in 3 days"),
        (-1, "1 dag försenad", "1 day late"),
        (-2, "2 dagar försenad", "2 days late"),
    ],
)
def test_a_due_date_is_said_in_words(days: int, swedish: str, english: str) -> None:
    """How far off a day is reads as a person would say it."""
    due_on = TODAY + dt.timedelta(days=days)
    assert words.due_words(due_on, TODAY) == swedish
    with translation.override("en"):
        assert words.due_words(due_on, TODAY) == english


@pytest.mark.parametrize(
    ("days", "tone", "icon"),
    [(-1, "danger", "danger"), (0, "warning", "clock"), (6, "info", "calendar"), (7, "neutral", "calendar")],
)
def test_lateness_has_a_tone_and_a_drawing(days: int, tone: str, icon: str) -> None:
    """Colour never stands alone: the drawing changes with it."""
    due_on = TODAY + dt.timedelta(days=days)
    assert (words.due_tone(due_on, TODAY), words.due_icon(due_on, TODAY)) == (tone, icon)


def test_a_moment_is_written_in_swedish_time() -> None:
    """A moment just before midnight in UTC belongs to the next Swedish day."""
    moment = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    assert words.stamp(moment) == "2026-07-01 00:30"
    assert words.iso(moment) == "2026-07-01"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.datetime(2026, 12, 1, 8, 5, tzinfo=dt.UTC), ("2026-12-01", "09:05")),
        (dt.date(2026, 12, 1), ("2026-12-01", "")),
        ("2026-12-01T13:30", ("2026-12-01", "13:30")),
        ({"date": "2026-13-01", "time": "25:00"}, ("2026-13-01", "25:00")),
        ("i går", ("i går", "")),
        ("2 mars 2026", ("2 mars 2026", "")),
        ("unknown", ("", "")),
        (None, ("", "")),
    ],
)
def test_a_form_shows_a_moment_as_date_and_time(value: object, expected: tuple[str, str]) -> None:
    """What was typed is shown as typed, also when it is wrong; what is unknown is empty."""
    assert (words.date_part(value), words.time_part(value)) == expected  # type: ignore[arg-type]


def test_days_of_the_week_follow_the_language() -> None:
    """Sunday is söndag in Swedish."""
    assert words.weekday(TODAY) == "söndag"
    with translation.override("en"):
        assert words.weekday(TODAY) == "Sunday"
