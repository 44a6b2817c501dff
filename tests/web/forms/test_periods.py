"""How long something lasts, suggested when its first day is known."""

from datetime import date

import pytest

from hemvist.cases.library import edition
from hemvist.routines.model import Term
from hemvist.web.forms.periods import last_day, suggested

A_YEAR = Term("year", "ett år", "KC-30", months=12)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 2), date(2027, 3, 1)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2024, 3, 1), date(2025, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_year_ends_the_day_before_the_same_day_next_year(first: date, last: date) -> None:
    """Both days count; a leap day ends on the last of February."""
    assert last_day(first, A_YEAR) == last


@pytest.mark.parametrize("name", ["e1", "e2"])
def test_the_routine_says_how_long_a_decision_lasts(name: str) -> None:
    """Its last day is suggested from its first, in both editions."""
    which = edition("kompetenscenter", name)
    event = which.events["decision-made"]
    assert suggested(which, event, {"first_day": "2026-03-02"}) == {"last_day": "2027-03-01"}


@pytest.mark.parametrize("given", [{}, {"first_day": "2 mars"}, {"first_day": "2026-03-02", "last_day": "2026-06-30"}])
def test_nothing_is_suggested_without_a_first_day_or_over_what_was_written(given: dict[str, str]) -> None:
    """What a person wrote stands, and a day that is no day leads nowhere."""
    which = edition("kompetenscenter", "e2")
    assert suggested(which, which.events["decision-made"], given) == {}
