"""The demo loads only into an empty database, whole or not at all, and the same each time."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from hemvist import clock
from hemvist.cases.library import routine
from hemvist.cases.models import Case, CaseEvent
from hemvist.demo import city
from hemvist.demo.planning import plan
from hemvist.demo.script import script, seeded, stories_for
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import hire
from hemvist.persons.models import Person


@pytest.mark.django_db
def test_a_database_with_other_people_in_it_is_left_alone() -> None:
    """Demo accounts have a known password: they are never made beside real ones."""
    hire("riktig", "Riktig Person")
    with pytest.raises(city.NotEmptyError, match="HEMVIST_DATA"):
        city.load_once(people=5, cases=5, tell=lambda _: None)
    assert Worker.objects.count() == 1


@pytest.mark.django_db
def test_an_interrupted_load_leaves_nothing() -> None:
    """Stopped in the middle, as by Ctrl+C: the next start begins anew."""

    def tell(line: str) -> None:
        if "%" in line and "  0 %" not in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        city.load_once(people=5, cases=5, tell=tell)
    assert not Person.objects.exists()
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_twenty_cases_are_the_same_every_time() -> None:
    """Played twice, the same events on the same days by the same people."""

    def load() -> list[object]:
        city.load_once(people=25, cases=20, tell=lambda _: None)
        rows = CaseEvent.objects.order_by("recorded_at", "case__reference", "sequence")
        return list(
            rows.values_list(
                "case__reference", "type", "occurred_on", "recorded_at", "actor__name", "case__person__given_name"
            )
        )

    first = _rolled_back(load)
    assert first
    assert _rolled_back(load) == first


def _rolled_back(work: object) -> list[object]:
    from django.db import transaction

    with transaction.atomic():
        found: list[object] = work()  # type: ignore[operator]
        transaction.set_rollback(True)
    assert not Case.objects.exists()
    return found


def test_more_cases_than_people_are_refused() -> None:
    """Each case is one person's."""
    with pytest.raises(ValueError, match="more cases than people"):
        city.load.__wrapped__(people=3, cases=4, tell=lambda _: None)


def test_stories_are_placed_before_today() -> None:
    """Whatever day it is loaded, nothing has happened on or after it, and no case is older than the first edition."""
    today, random = clock.today(), seeded(2)
    for story in stories_for(130):
        editions = routine(story.routine).editions
        placed = plan(story, script(), editions, random, today)
        assert editions[0].valid_from <= placed.opened_on < today, story.name
        assert all(placed.opened_on <= step.on <= step.recorded_on < today for step in placed.steps), story.name
        assert all(one.on <= other.on for one, other in zip(placed.steps, placed.steps[1:], strict=False)), story.name
        assert all(step.on.weekday() < 5 for step in placed.steps), story.name


@pytest.mark.parametrize("days", range(7))
def test_a_story_stops_where_it_says_whatever_weekday_it_is(days: int) -> None:
    """Loaded on a Sunday or a Monday, the last step has come and lies in the story's own span, weekends aside."""
    today, random = date(2026, 11, 16) + timedelta(days=days), seeded(days)
    for story in (one for one in script().stories if one.ended):
        editions = routine(story.routine).editions
        placed = plan(story, script(), editions, random, today)
        last = {script().steps_of(story.chapters[-1], edition.edition)[-1].type for edition in editions}
        assert placed.steps[-1].step.type in last, story.name
        gone = (today - placed.steps[-1].recorded_on).days
        assert story.ended
        assert story.ended[0] - 2 <= gone <= story.ended[1] + 6, story.name


def test_each_story_is_told_before_any_is_told_again() -> None:
    """Then by their shares, so that three hundred cases look like a city."""
    names = [story.name for story in stories_for(300)]
    count = len(script().stories)
    assert len(set(names[:count])) == count
    assert names.count("running") > 4 * names.count("died")
