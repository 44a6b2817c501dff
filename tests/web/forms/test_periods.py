"""How long something lasts, suggested when its first day is known."""

import pytest

from hemvist.cases.library import edition
from hemvist.web.forms.periods import suggested


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
