"""The demo city has cases of long ago, so that what is due to leave can be tried."""

from datetime import timedelta

import pytest

from hemvist import clock
from hemvist.cases.verifying import verify_record
from hemvist.demo.city import LONG_AGO, ROUTINE
from hemvist.demo.old import DAYS_AGO, play_old
from hemvist.demo.people import build_people
from hemvist.demo.script import seeded
from hemvist.demo.staff import build_staff
from hemvist.retention.leaving_list import leaving_for
from hemvist.secrecy.viewer import viewer_of


@pytest.mark.django_db
def test_the_manager_has_due_held_and_overdue_cases_to_look_at() -> None:
    """Of those one is under a legal hold and one should have left before."""
    today = clock.today()
    staff, people = build_staff(today - LONG_AGO, today), build_people(40, [], seeded(1), today)
    play_old(staff, people, ROUTINE, len(DAYS_AGO), today)
    name = next(name for role, name, _ in staff.logins if role == "unit_manager")
    found = leaving_for(viewer_of(staff.workers[name], today)).rows
    assert len(found) == len(DAYS_AGO)
    assert sum(each.verdict.may_leave for each in found) == len(DAYS_AGO) - 1
    assert [each.verdict.obstacles[0].code for each in found if each.verdict.obstacles] == ["held"]
    assert found[0].verdict.is_late(today)
    assert found[0].case.last_note_on == today - timedelta(days=max(DAYS_AGO))
    assert verify_record() == []


@pytest.mark.django_db
def test_too_few_grown_up_people_are_told() -> None:
    """Nothing is played for nobody."""
    today = clock.today()
    staff = build_staff(today - LONG_AGO, today)
    with pytest.raises(ValueError, match="2 old cases are asked for, and 0 people"):
        play_old(staff, [], ROUTINE, 2, today)
