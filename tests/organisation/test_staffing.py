"""Roles are held for periods, turns pass to a stand-in during absence, and nobody who has left holds anything."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hemvist import clock
from hemvist.organisation.holdings import holdings_of, stands_in_for, workers_with_role
from hemvist.organisation.models import Administration, Board, Unit, Worker
from hemvist.organisation.staffing import StaffingError, end_role, give_role, hire, leave, set_absence
from hemvist.organisation.unit_staff import staff_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def unit() -> Unit:
    """A unit on the deciding side."""
    board = Board.objects.create(code="sn-centrum", name="Socialnämnden Centrum")
    administration = Administration.objects.create(board=board, code="sf-centrum", name="SF Centrum", side="decider")
    return Unit.objects.create(administration=administration, code="c-1", name="Enhet 1")


@pytest.fixture
def worker() -> Worker:
    """Someone on the staff."""
    return hire("asa", "Åsa Ek")


def refusal(code: str) -> pytest.RaisesExc[StaffingError]:
    """Expect a refusal with a code."""
    return pytest.RaisesExc(StaffingError, check=lambda error: error.code == code)


def test_a_role_is_held_on_its_first_and_last_day(unit: Unit, worker: Worker) -> None:
    """Both days count, and none outside them."""
    give_role(worker, unit, "caseworker", DAY, DAY)
    held = {day: [holding.role for holding in holdings_of(worker.pk, day)] for day in (BEFORE, DAY, AFTER)}
    assert held == {BEFORE: [], DAY: ["caseworker"], AFTER: []}
    assert holdings_of(worker.pk, DAY)[0].side == "decider"


def test_an_outside_system_holds_its_role_but_is_nobody_that_a_case_is_given_to(unit: Unit, worker: Worker) -> None:
    """It records like anybody in the role, and stands in no list of staff."""
    system = hire("treserva-sn-centrum", "Treserva, Socialnämnden Centrum", is_person=False)
    for each in (worker, system):
        give_role(each, unit, "caseworker", DAY)
    assert [holding.role for holding in holdings_of(system.pk, DAY)] == ["caseworker"]
    assert workers_with_role(unit.pk, "caseworker", DAY) == [(worker.pk, worker.name)]
    assert [colleague.worker_id for colleague in staff_of((unit.pk,), DAY)[unit.pk]] == [worker.pk]


def test_a_worker_may_hold_several_roles_but_each_once(unit: Unit, worker: Worker) -> None:
    """Two roles at one unit are fine; the same one twice at the same time is refused."""
    held = give_role(worker, unit, "caseworker", DAY)
    give_role(worker, unit, "unit_manager", DAY)
    assert {holding.role for holding in holdings_of(worker.pk, AFTER)} == {"caseworker", "unit_manager"}
    with refusal("ORG-03"):
        give_role(worker, unit, "caseworker", AFTER)
    end_role(held, DAY)
    give_role(worker, unit, "caseworker", AFTER)
    with refusal("ORG-02"):
        end_role(held, BEFORE)


def test_colleagues_come_in_swedish_order(unit: Unit, worker: Worker) -> None:
    """Zoltan before Åsa."""
    other = hire("zoltan", "Zoltan Ek")
    for one in (worker, other):
        give_role(one, unit, "caseworker", DAY)
    assert workers_with_role(unit.pk, "caseworker", DAY) == [(other.pk, "Zoltan Ek"), (worker.pk, "Åsa Ek")]
    assert workers_with_role(unit.pk, "caseworker", BEFORE) == []


def test_a_stand_in_has_the_turns_only_during_the_absence(unit: Unit, worker: Worker) -> None:
    """One level: whoever stands in for the stand-in gets only the stand-in's own."""
    second, third = hire("bo", "Bo Ask"), hire("ida", "Ida Alm")
    set_absence(worker, second, DAY, DAY)
    set_absence(second, third, DAY, DAY)
    assert [stands_in_for(second.pk, day) for day in (BEFORE, DAY, AFTER)] == [(), (worker.pk,), ()]
    assert stands_in_for(third.pk, DAY) == (second.pk,)
    with refusal("ORG-06"):
        set_absence(worker, third, BEFORE, DAY)
    with refusal("ORG-05"):
        set_absence(third, third, DAY, DAY)
    with refusal("ORG-02"):
        set_absence(third, worker, DAY, BEFORE)


def absences(worker: Worker) -> list[tuple[date, date, str | None]]:
    """When a worker is away, and who stands in."""
    return list(worker.absences.order_by("first_day").values_list("first_day", "last_day", "stand_in__name"))


def test_somebody_can_be_away_before_it_is_settled_who_stands_in(unit: Unit, worker: Worker) -> None:
    """The days that are settled later are the new stand-in's; those before and after them are still nobody's."""
    second = hire("bo", "Bo Berg")
    set_absence(worker, None, BEFORE, DAY + timedelta(days=8))
    set_absence(worker, second, DAY, AFTER)
    rest = (DAY + timedelta(days=2), DAY + timedelta(days=8), None)
    assert absences(worker) == [(BEFORE, BEFORE, None), (DAY, AFTER, "Bo Berg"), rest]
    assert stands_in_for(second.pk, BEFORE) == ()
    with refusal("ORG-06"):
        set_absence(worker, None, DAY, DAY)
    set_absence(worker, second, *rest[:2])
    assert absences(worker)[1:] == [(DAY, AFTER, "Bo Berg"), (*rest[:2], "Bo Berg")]


def test_those_whom_one_who_leaves_stood_in_for_are_still_away(unit: Unit, worker: Worker) -> None:
    """From the day after the last nobody stands in for them, now or later, and what was before stays."""
    other, far = hire("eva", "Eva Nord"), DAY + timedelta(days=30)
    set_absence(other, worker, BEFORE, AFTER)
    set_absence(other, worker, far, far)
    leave(worker, DAY)
    assert absences(other) == [(BEFORE, DAY, "Åsa Ek"), (AFTER, AFTER, None), (far, far, None)]


def test_who_has_left_holds_nothing_from_the_next_day(unit: Unit, worker: Worker) -> None:
    """Roles, standing in and the account end; what was is kept."""
    other = hire("bo", "Bo Ask")
    give_role(worker, unit, "caseworker", BEFORE)
    set_absence(other, worker, BEFORE, AFTER)
    with clock.set_to(datetime.combine(AFTER, time(12), UTC)):
        leave(worker, DAY)
    assert [len(holdings_of(worker.pk, day)) for day in (BEFORE, DAY, AFTER)] == [1, 1, 0]
    assert [stands_in_for(worker.pk, day) for day in (DAY, AFTER)] == [(other.pk,), ()]
    worker.user.refresh_from_db()
    assert not worker.user.is_active
    with refusal("ORG-04"):
        give_role(worker, unit, "caseworker", AFTER)
    with refusal("ORG-04"):
        set_absence(other, worker, AFTER, AFTER)


def test_a_user_name_is_one_persons(worker: Worker) -> None:
    """Whatever the case of its letters."""
    with refusal("ORG-01"):
        hire("ASA", "Asa Berg")
    assert Worker.objects.count() == 1


def test_the_questions_cost_one_query_each(
    unit: Unit, worker: Worker, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    """Every page asks them, so their cost is fixed."""
    give_role(worker, unit, "caseworker", DAY)
    for question in (
        lambda: holdings_of(worker.pk, DAY),
        lambda: stands_in_for(worker.pk, DAY),
        lambda: workers_with_role(unit.pk, "caseworker", DAY),
    ):
        with django_assert_num_queries(1):  # type: ignore[operator]
            question()
