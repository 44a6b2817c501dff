"""Known within five years (RA-16) counts from the last support intervention, whatever has been noted since."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hemvist import clock
from hemvist.cases.models import Case, CaseEvent
from hemvist.retention.dueness import due_on
from hemvist.retention.known import known_by_case_access_unchecked, known_within
from hemvist.retention.rules import Rule, rule_on
from hemvist.routines.effects import Effect
from tests.cases.playing import Player, scenario
from tests.cases.town import Town, opened, record

TODAY = date(2026, 3, 2)
RULE = rule_on(TODAY)
Told = list[tuple[str, Effect | None]]


@pytest.mark.parametrize(
    ("told", "is_known", "last_day"),
    [
        ([], False, None),
        ([("2020-01-07", "case-opened"), ("2025-12-01", "wish-noted")], False, None),
        ([("2020-01-07", "executor-assigned"), ("2021-03-01", "case-ended")], False, "2021-03-01"),
        ([("2020-01-07", "executor-assigned"), ("2021-03-02", "case-ended")], True, "2021-03-02"),
        ([("2020-01-07", "executor-assigned"), ("2021-03-02", "executor-recalled")], True, "2021-03-02"),
        ([("2019-01-07", "executor-assigned"), ("2019-03-02", "case-ended"), ("2024-01-01", None)], False, "2019-03-02"),
        ([("2010-01-07", "executor-assigned")], True, "2026-03-02"),
        ([("2010-01-07", "executor-assigned"), ("2011-01-07", "executor-recalled"), ("2011-02-01", "executor-assigned")], True, "2026-03-02"),
        ([("2010-01-07", "executor-assigned"), ("2011-01-07", "executor-recalled"), ("2024-01-07", "case-ended")], False, "2011-01-07"),
        ([("2026-05-01", "executor-assigned")], False, None),
    ],
    ids=[
        "nothing", "opened and noted only", "a day too long ago", "on the day", "recalled on the day", "later notes do not count",
        "still going on", "taken up again", "an end without an intervention does not count", "not yet",
    ],
)  # fmt: skip
def test_known_counts_from_the_last_day_of_support(told: Told, is_known: bool, last_day: str | None) -> None:
    """By what events do, never by their names."""
    answer = known_within([(date.fromisoformat(on), effect) for on, effect in told], RULE, TODAY)
    assert answer.is_known == is_known
    assert str(answer.last_day) == str(last_day)
    assert answer.source == "RA-16"


def test_the_last_day_of_being_known_is_told() -> None:
    """A leap day ends on the 28th."""
    told: list[tuple[date, Effect | None]] = [
        (date(2023, 1, 9), "executor-assigned"),
        (date(2024, 2, 29), "case-ended"),
    ]
    assert known_within(told, RULE, TODAY).until == date(2029, 2, 28)


def played(town: Town, name: str) -> tuple[int, Rule]:
    """A case in which a scenario of the routine has been played: its row number, and the rule of now."""
    Player(town, scenario(name)).play()
    return Case.objects.get().pk, RULE


def test_a_case_makes_its_person_known_by_the_support_that_was_given_in_it(town: Town) -> None:
    """From the assignment until it was recalled or the case ended; what is noted later changes nothing, and the case stays at least as long."""
    row, rule = played(town, "missed-and-recalled-decision-revoked")
    recalled = CaseEvent.objects.filter(case_id=row, type="assignment-recalled").latest("occurred_on").occurred_on
    last_note = CaseEvent.objects.filter(case_id=row).latest("sequence").recorded_at.date()
    known = known_by_case_access_unchecked(row, rule, last_note)
    assert (known.is_known, known.last_day, known.source) == (True, recalled, "RA-16")
    assert known.until is not None
    assert known.until <= due_on(last_note, rule)
    assert not known_by_case_access_unchecked(row, rule, known.until + timedelta(days=1)).is_known


def test_a_case_without_support_makes_nobody_known(town: Town) -> None:
    """However much is noted in it; nor does one that is not there."""
    with clock.set_to(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        case = opened(town)
        record(town, "c-caseworker", case, "need-assessed", needs="Språk.")
    row = Case.objects.get().pk
    assert not known_by_case_access_unchecked(row, RULE, TODAY).is_known
    assert not known_by_case_access_unchecked(row + 1, RULE, TODAY).is_known
