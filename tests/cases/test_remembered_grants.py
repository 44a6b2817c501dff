"""Who may record goes by what a process remembers of a case's grants only as long as nothing of that has changed, whoever changed it."""

from datetime import timedelta
from uuid import UUID

import pytest

from hemvist.cases import sql
from hemvist.cases.casefile import find_case
from hemvist.cases.entries import CaseNotFound
from hemvist.secrecy.models import Barrier, Grant
from tests.cases.town import TODAY, Town, opened, record

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
WISH = {"kind": "wish", "description": "Ett önskemål."}


@pytest.fixture
def case(town: Town) -> UUID:
    """A case in which somebody of its unit has recorded, so that who may is remembered."""
    found = opened(town)
    record(town, "c-colleague", found, "wish-noted", **WISH)
    record(town, "c-colleague", found, "wish-noted", **WISH)
    return found


def row(case: UUID) -> int:
    """The case's row number."""
    found = find_case(case)
    assert found is not None
    return found.id


def mark(case: UUID) -> int:
    """The mark that the case bears."""
    found = find_case(case)
    assert found is not None
    return found.mark


def refused(town: Town, case: UUID) -> bool:
    """Whether the colleague is not let in."""
    try:
        record(town, "c-colleague", case, "wish-noted", **WISH)
    except CaseNotFound:
        return True
    return False


def test_a_grant_that_somebody_ends_by_hand_opens_nothing_from_then_on(town: Town, case: UUID) -> None:
    """And what is given anew opens the case again: nobody is refused by memory."""
    unit = town.viewer("c-colleague").unit_ids[0]
    ended = sql.fetch("SELECT id FROM secrecy_grant WHERE unit_id = %s AND case_row = %s", [unit, row(case)])
    for (number,) in ended:
        sql.run("UPDATE secrecy_grant SET last_day = %s WHERE id = %s", [YESTERDAY, number])
    assert ended
    assert refused(town, case)
    for (number,) in ended:
        sql.run("UPDATE secrecy_grant SET last_day = NULL WHERE id = %s", [number])
    assert not refused(town, case)


def test_one_who_is_kept_out_by_hand_is_kept_out_at_once_and_let_in_again_when_that_ends(
    town: Town, case: UUID
) -> None:
    """A conflict of interest counts although the worker has just recorded; one that has ended is asked about each time."""
    worker = town.workers["c-colleague"].pk
    barrier = Barrier.objects.create(case_row=row(case), worker_id=worker, first_day=TODAY)
    assert refused(town, case)
    barrier.last_day = YESTERDAY
    barrier.save()
    assert not refused(town, case)
    barrier.delete()
    assert not refused(town, case)


def test_a_barrier_that_begins_another_day_keeps_out_from_that_day(town: Town, case: UUID) -> None:
    """That there was none today is not remembered as if there were none."""
    worker = town.workers["c-colleague"].pk
    Barrier.objects.create(case_row=row(case), worker_id=worker, first_day=TOMORROW)
    assert not refused(town, case)
    with pytest.raises(CaseNotFound):
        record(town, "c-colleague", case, "wish-noted", on=TOMORROW, **WISH)


@pytest.mark.parametrize("kept_in", [Grant, Barrier])
def test_each_change_of_who_may_see_a_case_gives_it_a_new_mark(
    town: Town, case: UUID, kept_in: type[Grant] | type[Barrier]
) -> None:
    """The database itself does that, for a row that comes, one that changes and one that goes."""
    worker = town.workers["c-colleague"]
    extra = {"kinds": "*", "ground": "named", "source": "decider"} if kept_in is Grant else {}
    marks = [mark(case)]
    row_of_it = kept_in.objects.create(case_row=row(case), worker=worker, first_day=TOMORROW, **extra)
    marks.append(mark(case))
    kept_in.objects.filter(pk=row_of_it.pk).update(last_day=TOMORROW)
    marks.append(mark(case))
    row_of_it.delete()
    marks.append(mark(case))
    assert len(set(marks)) == 4


def test_a_row_that_is_moved_to_another_case_marks_both(town: Town, case: UUID) -> None:
    """The one that loses it, and the one that gets it."""
    other = opened(town)
    barrier = Barrier.objects.create(case_row=row(case), worker=town.workers["c-lead"], first_day=TODAY)
    before = (mark(case), mark(other))
    Barrier.objects.filter(pk=barrier.pk).update(case_row=row(other))
    after = (mark(case), mark(other))
    assert before[0] != after[0]
    assert before[1] != after[1]
