"""Months of different lengths, leap days, working days and days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemvist.routines.deadlines import Length, add, add_months, add_working_days, age_on, day_off, is_working_day

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "answer"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-10-31", -1, "2026-09-30"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-01-15", -13, "2024-12-15"),
    ],
)
def test_a_month_counts_to_the_same_day_or_to_the_last_of_a_shorter_month(start: str, months: int, answer: str) -> None:
    """A month that lacks the day ends on its own last day."""
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(answer)


@pytest.mark.parametrize(
    ("first", "length", "last"),
    [
        ("2026-03-02", Length(months=12), "2027-03-01"),
        ("2026-01-01", Length(months=12), "2026-12-31"),
        ("2024-03-01", Length(months=12), "2025-02-28"),
        ("2027-03-01", Length(months=12), "2028-02-29"),
        ("2024-02-29", Length(months=12), "2025-02-28"),
        ("2026-02-06", Length(days=1), "2026-02-06"),
        ("2026-02-06", Length(weeks=2), "2026-02-19"),
        ("2026-02-06", Length(working_days=2), "2026-02-09"),
        ("2026-02-07", Length(days=1, rolls=True), "2026-02-09"),
    ],
)
def test_a_time_from_a_day_has_that_day_as_its_first(first: str, length: Length, last: str) -> None:
    """Both its days count; a year from a leap day ends on the last of February."""
    assert add(date.fromisoformat(first), length, "from").on == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "days", "answer"),
    [
        ("2026-02-06", 1, "2026-02-09"),  # Friday to Monday
        ("2026-12-22", 2, "2026-12-28"),  # Christmas Eve and both days after it
        ("2026-06-18", 1, "2026-06-22"),  # Midsummer's Eve is a Friday
        ("2026-12-30", 1, "2027-01-04"),  # New Year's Eve, New Year's Day and the weekend
        ("2026-02-09", -1, "2026-02-06"),
        ("2026-02-07", 0, "2026-02-07"),
    ],
)
def test_working_days_leave_out_weekends_holidays_and_the_three_eves(start: str, days: int, answer: str) -> None:
    """Working days are counted forwards and backwards over days off."""
    assert add_working_days(date.fromisoformat(start), days)[0] == date.fromisoformat(answer)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-12-24", "julafton"),
        ("2026-06-19", "midsommarafton"),
        ("2026-12-31", "nyårsafton"),
        ("2026-06-06", "nationaldagen"),
        ("2026-02-07", "lördag"),
        ("2026-02-08", "söndag"),
        ("2026-04-02", None),  # Maundy Thursday is a working day
        ("2026-01-05", None),
    ],
)
def test_days_off_are_those_of_the_law_and_saturdays(day: str, why: str | None) -> None:
    """Public holidays, Sundays, Saturdays and the three eves; no other eve."""
    assert day_off(date.fromisoformat(day)) == why


def test_a_last_day_on_a_day_off_moves_only_where_the_term_says_so() -> None:
    """By lag (1930:173) for a term that rolls; any other term stays where it falls."""
    start = date(2026, 12, 17)
    assert add(start, Length(weeks=1)).on == date(2026, 12, 24)
    assert add(start, Length(weeks=1, rolls=True)).on == date(2026, 12, 28)


def test_the_steps_name_the_holiday_that_moved_the_day() -> None:
    """Every step of the arithmetic is a sentence."""
    assert add(date(2026, 12, 17), Length(weeks=1, rolls=True)).steps == (
        "1 vecka efter torsdag 2026-12-17 är torsdag 2026-12-24.",
        "2026-12-24 är julafton och räknas inte som sista dag (lag 1930:173).",
        "2026-12-25 är juldagen och räknas inte som sista dag (lag 1930:173).",
        "2026-12-26 är annandag jul och räknas inte som sista dag (lag 1930:173).",
        "2026-12-27 är söndag och räknas inte som sista dag (lag 1930:173).",
        "Nästa vardag är måndag 2026-12-28.",
    )


def test_the_steps_tell_which_holidays_were_no_working_days() -> None:
    """A local term is shown as local, and the holidays that were passed are named."""
    steps = add(date(2026, 12, 22), Length(working_days=2, label="skyndsamt", is_local=True)).steps
    assert steps == (
        "2 arbetsdagar (skyndsamt, lokal tid) efter tisdag 2026-12-22 är måndag 2026-12-28.",
        "Räknas inte som arbetsdag: julafton 2026-12-24, juldagen 2026-12-25.",
    )


def test_the_steps_tell_of_a_month_that_lacks_the_day() -> None:
    """The reader sees why the 31st became the 28th."""
    assert (
        add(date(2026, 1, 31), Length(months=1)).steps[-1]
        == "Månaden har ingen 31:e dag; då gäller månadens sista dag."
    )


def test_before_counts_backwards() -> None:
    """Two months before a last day."""
    assert add(date(2027, 1, 31), Length(months=2), "before").on == date(2026, 11, 30)


def test_a_leap_day_birthday_comes_on_the_28th_in_other_years() -> None:
    """Whole years by the month rule."""
    born = date(2008, 2, 29)
    assert (age_on(born, date(2026, 2, 27)), age_on(born, date(2026, 2, 28))) == (17, 18)
    assert (age_on(born, date(2028, 2, 28)), age_on(born, date(2028, 2, 29))) == (19, 20)


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_working_days_end_on_a_working_day_and_can_be_counted(start: date, count: int) -> None:
    """As many working days lie after the start, up to and with the answer, as were asked for."""
    day, _ = add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (day - start).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert count == 0 or is_working_day(day)


@given(DAYS, st.integers(min_value=0, max_value=48))
def test_months_never_lead_to_another_month_than_asked_for(start: date, months: int) -> None:
    """The answer is in the month that lies so many months later, and on the same day unless that month is shorter."""
    day = add_months(start, months)
    assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months
    assert day.day == start.day or ((day + timedelta(days=1)).day == 1 and day.day < start.day)


@given(DAYS, st.integers(min_value=0, max_value=24))
def test_rolling_moves_forwards_to_the_first_day_that_is_no_day_off(start: date, months: int) -> None:
    """Never backwards, and never past a working day."""
    plain, rolled = add(start, Length(months=months)).on, add(start, Length(months=months, rolls=True)).on
    assert is_working_day(rolled)
    assert not any(is_working_day(plain + timedelta(days=n)) for n in range((rolled - plain).days))
