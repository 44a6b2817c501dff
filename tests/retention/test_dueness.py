"""A case is due if, and only if, the law's arithmetic says so: leap days, the end of the calendar year, children, what is not known."""

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemvist.retention.dueness import Facts, due_on, judge, newest_last_note
from hemvist.retention.rules import Rule, rule_on

RULE = rule_on(date(2026, 3, 2))
DESTROYS = RULE.model_copy(update={"outcome": "destroy", "outcome_source": "SoL 16 kap. 1 §"})
TODAY = date(2026, 3, 2)
OLD = Facts(
    "kompetenscenter", date(2019, 1, 7), date(2020, 6, 10), closed=True, held=False, birth_date=date(1980, 2, 28)
)
DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))
YEARS = st.integers(1, 40)


def same_day_later(day: date, years: int) -> date:
    """The law's own words, told apart from our arithmetic: the same day of that year, the 28th where there is no 29th of February."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year + years):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def with_years(years: int) -> Rule:
    """The rule with another number of years."""
    return RULE.model_copy(update={"years_after_last_note": years})


@given(last=DAYS, today=DAYS, years=YEARS)
def test_a_case_is_due_exactly_from_the_same_day_so_many_years_later(last: date, today: date, years: int) -> None:
    """And is to be done at the latest on the last day of the calendar year after."""
    facts = replace(OLD, opened_on=last, last_note_on=last)
    verdict = judge(facts, with_years(years), today)
    leaves_on = same_day_later(last, years)
    assert verdict.leaves_on == leaves_on
    assert verdict.due == (today >= leaves_on)
    assert verdict.latest_on == date(leaves_on.year + 1, 12, 31)
    assert verdict.is_late(today) == (today > verdict.latest_on)


@given(today=DAYS, years=YEARS)
def test_the_list_asks_for_exactly_the_cases_that_can_be_due(today: date, years: int) -> None:
    """The newest last note by which a case is due today: that day is, the next one is not."""
    rule = with_years(years)
    newest = newest_last_note(rule, today)
    assert due_on(newest, rule) <= today
    assert due_on(newest + timedelta(days=1), rule) > today


@given(born=DAYS, opened=DAYS, today=DAYS)
def test_a_case_about_a_child_stays_until_the_child_is_thirty(born: date, opened: date, today: date) -> None:
    """SoL 16:2 a: a child at the opening is one who was under eighteen then."""
    facts = replace(OLD, opened_on=opened, last_note_on=opened, birth_date=born)
    was_child = opened < same_day_later(born, 18)
    stays = was_child and today < same_day_later(born, 30)
    assert any(one.code == "child" for one in judge(facts, RULE, today).obstacles) == stays


@pytest.mark.parametrize(
    ("last", "leaves", "latest"),
    [
        ("2020-02-29", "2025-02-28", "2026-12-31"),
        ("2020-12-31", "2025-12-31", "2026-12-31"),
        ("2021-01-01", "2026-01-01", "2027-12-31"),
        ("2019-02-28", "2024-02-28", "2025-12-31"),
    ],
)
def test_leap_days_and_the_turn_of_the_year(last: str, leaves: str, latest: str) -> None:
    """A day's difference at New Year is a year's difference in when it must be done."""
    verdict = judge(replace(OLD, last_note_on=date.fromisoformat(last)), RULE, TODAY)
    assert (str(verdict.leaves_on), str(verdict.latest_on)) == (leaves, latest)


def test_an_old_closed_case_of_an_adult_may_leave() -> None:
    """And is preserved, by both laws."""
    verdict = judge(OLD, RULE, TODAY)
    assert verdict.may_leave
    assert verdict.outcome == "preserve"
    assert "16 kap. 1 §" in verdict.legal_source
    assert "16 kap. 4 §" in verdict.legal_source


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(OLD, closed=False), "open"),
        (replace(OLD, held=True), "held"),
        (replace(OLD, birth_date=None), "birth-date-unknown"),
        (replace(OLD, birth_date=date(2003, 1, 1)), "child"),
        (replace(OLD, routine="faderskap"), "never"),
    ],
)
def test_each_thing_that_holds_a_case_back_does_so_alone(facts: Facts, code: str) -> None:
    """It is due, and may not leave."""
    verdict = judge(facts, RULE.model_copy(update={"never": ("faderskap",)}), TODAY)
    assert verdict.due
    assert not verdict.may_leave
    assert [one.code for one in verdict.obstacles] == [code]


@pytest.mark.parametrize(
    ("born", "outcome"), [(4, "destroy"), (5, "preserve"), (15, "preserve"), (25, "preserve"), (26, "destroy")]
)
def test_where_cases_are_destroyed_those_born_on_three_days_are_preserved(born: int, outcome: str) -> None:
    """SoL 16:4; and where the day is not known nothing is destroyed."""
    assert judge(replace(OLD, birth_date=date(1980, 3, born)), DESTROYS, TODAY).outcome == outcome
    unknown = judge(replace(OLD, birth_date=None), DESTROYS, TODAY)
    assert unknown.outcome == "preserve"
    assert not unknown.may_leave


def test_before_the_rule_about_children_a_birth_date_is_not_asked_for() -> None:
    """SoL 16:2 a did not apply then."""
    assert judge(replace(OLD, birth_date=None), rule_on(date(2025, 12, 1)), date(2025, 12, 1)).may_leave
