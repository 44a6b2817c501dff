"""The worklist: which duties, in which order, in which pages."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from hemvist.cases.models import DutyRow
from hemvist.cases.sql import FAR_AWAY
from hemvist.cases.worklist import Group, Row, Scope, group_of, is_next_week, week_ends, worklist
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, add_person, opened, record


def everything(town: Town, name: str, scope: Scope, limit: int = 2) -> list[Row]:
    """Every row, page by page."""
    rows: list[Row] = []
    after = None
    while True:
        page = worklist(town.viewer(name), scope, after=after, limit=limit)
        rows += page.rows
        after = page.next
        if after is None:
            return rows


def test_pages_give_every_row_once_in_order_of_due_date(town: Town) -> None:
    """Paged two by two, nothing is lost and nothing comes twice; those without a day come last."""
    for number in range(5):
        opened(town, add_person(number))
    spread = [TODAY - timedelta(days=3), TODAY, TODAY, None]
    for row, due in zip(DutyRow.objects.filter(open=True).order_by("id"), spread, strict=False):
        DutyRow.objects.filter(pk=row.pk).update(due_on=due, sort_on=due or FAR_AWAY)
    rows = everything(town, "c-caseworker", "mine")
    assert len(rows) == len({r.id for r in rows}) == 5
    assert all((a.due_on or FAR_AWAY, a.id) < (b.due_on or FAR_AWAY, b.id) for a, b in pairwise(rows))
    assert rows == everything(town, "c-caseworker", "mine", limit=100)


def test_groups_together_are_the_whole_list(town: Town) -> None:
    """Late, today, this week and later are ranges of days that neither overlap nor leave a gap."""
    for number in range(8):
        opened(town, add_person(number))
    days = [-9, -1, 0, 1, 6, 7, 30, 400]
    for row, day in zip(DutyRow.objects.filter(open=True).order_by("id"), days, strict=True):
        due = TODAY + timedelta(days=day)
        DutyRow.objects.filter(pk=row.pk).update(due_on=due, sort_on=due)
    viewer = town.viewer("c-caseworker")
    grouped = [r for g in ("late", "today", "week", "later") for r in worklist(viewer, "mine", group=g).rows]  # type: ignore[arg-type]
    assert grouped == worklist(viewer, "mine").rows
    assert [r.group for r in grouped] == [group_of(r.due_on, TODAY) for r in grouped]
    assert [r.group for r in grouped] == ["late", "late", "today", "week", "week", "later", "later", "later"]


@pytest.mark.parametrize(
    ("today", "ends", "next_week"),
    [
        ("2026-11-16", "2026-11-22", False),  # a Monday
        ("2026-11-19", "2026-11-22", False),  # a Thursday
        ("2026-11-20", "2026-11-29", True),  # a Friday
        ("2026-11-21", "2026-11-29", True),
        ("2026-11-22", "2026-11-29", True),  # a Sunday
        ("2026-04-02", "2026-04-12", True),  # the Thursday before Good Friday; work begins again on a Tuesday
        ("2026-04-06", "2026-04-12", False),  # Easter Monday
        ("2026-12-23", "2027-01-03", True),  # the day before Christmas Eve, a Wednesday
        ("2026-05-13", "2026-05-17", False),  # the day before Ascension Day, with a Friday after it
    ],
)
def test_the_week_goes_on_to_the_end_of_the_week_of_the_next_working_day(
    today: str, ends: str, next_week: bool
) -> None:
    """What is to be done on the next working day is never among what comes later."""
    day = date.fromisoformat(today)
    assert week_ends(day).isoformat() == ends
    assert is_next_week(day) is next_week
    assert (group_of(week_ends(day), day), group_of(week_ends(day) + timedelta(days=1), day)) == ("week", "later")


def test_on_a_friday_the_filter_of_the_week_gives_what_falls_on_monday(town: Town) -> None:
    """Filter and heading agree on every day, and the groups are still the whole list."""
    friday = TODAY + timedelta(days=4)
    for number in range(4):
        opened(town, add_person(number))
    for row, day in zip(DutyRow.objects.filter(open=True).order_by("id"), (0, 3, 9, 10), strict=True):
        due = friday + timedelta(days=day)
        DutyRow.objects.filter(pk=row.pk).update(due_on=due, sort_on=due)
    viewer = town.viewer("c-caseworker", friday)
    groups: tuple[Group, ...] = ("late", "today", "week", "later")
    found = {g: [(r.due_on, r.group) for r in worklist(viewer, "mine", group=g).rows] for g in groups}
    days = {g: [on and (on - friday).days for on, group in rows if group == g] for g, rows in found.items()}
    assert days == {"late": [], "today": [0], "week": [3, 9], "later": [10]}


def test_mine_are_the_turns_i_was_given_and_the_units_those_of_my_role(town: Town) -> None:
    """A colleague sees the case's duty in the unit's list and not among their own."""
    opened(town)
    assert [r.duty for r in worklist(town.viewer("c-caseworker"), "mine").rows] == ["assess-need"]
    assert worklist(town.viewer("c-colleague"), "mine").rows == []
    assert [r.duty for r in worklist(town.viewer("c-colleague"), "unit").rows] == ["assess-need"]


def test_one_who_leads_a_unit_sees_everybodys_turns_there(town: Town) -> None:
    """What the unit has to do is theirs to know of, whichever role has the turn: nothing late is missing from their list."""
    opened(town)
    manager = town.viewer("c-manager")
    assert worklist(manager, "mine").rows == []
    assert [r.duty for r in worklist(manager, "unit").rows] == ["assess-need"]
    assert [r.duty for r in worklist(manager, "unit", role="caseworker").rows] == ["assess-need"]
    assert worklist(manager, "unit", role="unit_manager").rows == []


def test_what_nobody_was_given_is_in_everyones_list_at_the_unit(town: Town) -> None:
    """When the caseworker has left the case, the whole unit sees its duties until someone is appointed."""
    case = opened(town)
    record(town, "c-caseworker", case, "party-left", role="caseworker", reason="Slutar")
    rows = worklist(town.viewer("c-manager"), "unit").rows
    assert {r.duty for r in rows} == {"assess-need", "appoint-caseworker-after-leaving"}
    assert all(r.assignee_id is None for r in rows)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"role": "caseworker"}, True),
        ({"role": "consultant"}, False),
        ({"routine": "kompetenscenter"}, True),
        ({"routine": "no-such"}, False),
        ({"kind": "assessment"}, True),
        ({"kind": "health"}, False),
        ({"state": "open"}, True),
        ({"state": "waiting"}, False),
    ],
)
@pytest.mark.parametrize("scope", ["mine", "unit"])
def test_each_filter_keeps_only_what_it_names(town: Town, scope: Scope, filters: dict[str, str], found: bool) -> None:
    """Role, routine, kind of information and state."""
    opened(town)
    assert bool(worklist(town.viewer("c-caseworker"), scope, **filters).rows) is found  # type: ignore[arg-type]


def test_the_executing_sides_list_tells_nothing_that_was_not_given(town: Town) -> None:
    """What a duty waits for is told only where it tells of kinds that were granted."""
    player = Player(town, scenario("to-self-support"), most=14).play()
    assert player.case
    for row in worklist(town.viewer("coordinator"), "unit").rows:
        assert row.role in ("coordinator", "consultant")
        assert row.person == "Kim Provsson15"


def test_what_is_missing_is_told_in_words(town: Town) -> None:
    """The question and the form in which it stands: never a name out of a routine's file."""
    opened(town)
    DutyRow.objects.filter(open=True).update(
        state="undetermined", missing="enrolment-meeting-booked.starts,need-assessed"
    )
    [row] = worklist(town.viewer("c-caseworker"), "mine").rows
    assert row.missing == "”Tid” i ”Inskrivningsmöte bokat i GWA”, ”Behov av stöd bedömt”"


def test_an_absurd_limit_gives_a_page(town: Town) -> None:
    """Bounded in both directions."""
    opened(town)
    assert len(worklist(town.viewer("c-caseworker"), "mine", limit=-5).rows) == 1
    assert len(worklist(town.viewer("c-caseworker"), "mine", limit=10**12).rows) == 1
