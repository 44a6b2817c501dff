"""What moved when the day that a case is planned back from was told anew."""

from datetime import timedelta

import pytest

from hemvist import clock
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.moving import view_with_moving
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import City, small_city, viewer
from tests.web.reentry_city import Adults, adults, meeting_held, moved, received


@pytest.fixture
def city(db: None) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def staff(city: City) -> Adults:
    """Those who work with releases."""
    return adults(city)


def test_nothing_has_moved_before_the_day_is_told_a_second_time(city: City, staff: Adults) -> None:
    """The first telling moves nothing."""
    case = received(city, staff.caseworker)
    _, moving = view_with_moving(viewer(staff.caseworker), case, "countdown")
    assert (len(moving.events), moving.moved, moving.none_undone) == (1, (), True)


@pytest.mark.parametrize("days", [200, 150, 90])
def test_every_planned_day_moves_with_the_day_and_nothing_done_is_undone(city: City, staff: Adults, days: int) -> None:
    """Later and earlier: as far as the day itself, where there is time; what is done keeps its day."""
    case = received(city, staff.caseworker, release_in=110, days_ago=10)
    meeting_held(staff.caseworker, case)
    before, _ = view_with_moving(viewer(staff.caseworker), case, "countdown")
    moved(staff.caseworker, case, days)
    after, moving = view_with_moving(viewer(staff.caseworker), case, "countdown")
    far = timedelta(days=days - 100)
    due = {each.duty.id: each for each in moving.moved}
    assert {"supply-personal-investigation", "supply-enforcement-plan"} <= due.keys()
    for each in moving.moved:
        assert each.before is not None
        assert each.after is not None
        assert each.after == each.before + far or "lokal" in " ".join(each.duty.steps)
    assert moving.none_undone
    done = [{(d.id, d.done_on) for d in view.status.duties if d.state == "done"} for view in (before, after)]
    assert done[0] <= done[1]


def test_only_the_newest_move_is_compared_with_what_was_before_it(city: City, staff: Adults) -> None:
    """Moved twice: from the second day to the third, and all three are told."""
    case = received(city, staff.caseworker, release_in=130, days_ago=10)
    for days in (200, 260):
        moved(staff.caseworker, case, days)
    _, moving = view_with_moving(viewer(staff.caseworker), case, "countdown")
    investigation = next(each for each in moving.moved if each.duty.id == "supply-personal-investigation")
    assert len(moving.events) == 3
    assert investigation.before == clock.today() + timedelta(days=200, weeks=-10)
    assert investigation.after == clock.today() + timedelta(days=260, weeks=-10)


def test_one_who_may_not_see_the_case_learns_nothing_of_it(city: City, staff: Adults) -> None:
    """The same answer as for a case that is not there, and the attempt is logged under the page's name."""
    case = received(city, staff.caseworker)
    with pytest.raises(CaseNotFound):
        view_with_moving(viewer(city.outsider), case, "countdown")
    assert AccessLogEntry.objects.filter(page="countdown", outcome="refused").count() == 1
