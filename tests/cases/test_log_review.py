"""What a review of the access log chooses to look at, and who may look at what."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from hemvist import clock
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.log_review import accesses, begin_review, chosen, is_outside_hours, reviews_due
from hemvist.cases.log_review_items import judge_access, view_review
from hemvist.cases.models import Case
from hemvist.cases.oversight_terms import Amounts, oversight_terms, period_after, period_before
from hemvist.cases.searching import search_cases
from hemvist.cases.viewing import view_case
from hemvist.organisation.homes import home_mark
from hemvist.organisation.models import RoleHolding, StandIn, Worker
from hemvist.persons.models import Person
from hemvist.persons.registry import add_person as add
from hemvist.secrecy.models import LogReview, LogReviewItem, LogReviewOutcome
from tests.cases.town import Town, opened, record

FEBRUARY = date(2026, 2, 10)
PERIOD = period_before(date(2026, 3, 2))
NOON, NIGHT = datetime(2026, 2, 10, 11, tzinfo=UTC), datetime(2026, 2, 10, 22, tzinfo=UTC)


def look(town: Town, name: str, case: object, at: datetime = NOON) -> None:
    """Somebody opens, or tries to open, a case."""
    with clock.set_to(at):
        try:
            view_case(town.viewer(name, at.date()), case, "case")  # type: ignore[arg-type]
        except CaseNotFound:
            return


def reasons(town: Town) -> dict[str, set[str]]:
    """Why each worker's accesses call for a look."""
    names = {worker.pk: name for name, worker in town.workers.items()}
    return {names[one.worker_id]: one.reasons for one in accesses(town.units["centrum"].pk, PERIOD)}


def test_periods_follow_on_each_other_and_each_has_a_day_by_which_it_is_reviewed() -> None:
    """A month and fifteen working days, both the city's own."""
    assert (PERIOD.first_day, PERIOD.last_day, PERIOD.due_on) == (
        date(2026, 2, 1),
        date(2026, 2, 28),
        date(2026, 3, 20),
    )
    assert period_after(date(2025, 12, 31)).last_day == date(2026, 1, 31)
    assert period_before(date(2026, 1, 1)).first_day == date(2025, 12, 1)


def test_each_kind_of_access_that_calls_for_a_look_is_known(town: Town) -> None:
    """Refused, without a task of one's own, same family name, a colleague, protected, and at night."""
    with clock.set_to(NOON):
        plain = opened(town, on=FEBRUARY)
        namesake = opened(town, add("Kim", "C-lead"), on=FEBRUARY)
        protected = opened(town, on=FEBRUARY, protection="confidentiality-marking")
        elsewhere = opened(town, by="h-caseworker", on=FEBRUARY)
    look(town, "c-colleague", plain)
    look(town, "c-lead", namesake)
    look(town, "c-manager", elsewhere)
    look(town, "c-caseworker", protected, NIGHT)
    found = reasons(town)
    assert found["c-colleague"] == set()
    assert found["c-lead"] == {"own-name"}
    assert found["c-manager"] == {"refused", "no-relation"}
    by_night = [one.reasons for one in accesses(town.units["centrum"].pk, PERIOD) if "outside-hours" in one.reasons]
    assert by_night == [{"protected", "outside-hours"}]


def test_a_case_at_one_s_own_address_is_looked_at(town: Town) -> None:
    """Whoever opened it, and nobody who lives elsewhere or of whom it is not known where."""
    home = "Exempelgatan 1, 411 01 Göteborg"
    for name, address in (("c-caseworker", home), ("c-colleague", "Provvägen 2, 411 01 Göteborg"), ("c-lead", "")):
        Worker.objects.filter(pk=town.workers[name].pk).update(home_mark=home_mark(address))
    neighbour = add("Kim", "Granne")
    Person.objects.filter(pk=neighbour.pk).update(address="Exempelgatan 1 lgh 1002, 41101 Göteborg")
    with clock.set_to(NOON):
        case = opened(town, neighbour, on=FEBRUARY)
    for name in ("c-caseworker", "c-colleague", "c-lead"):
        look(town, name, case)
    marked = {name for name, why in reasons(town).items() if "own-address" in why}
    assert marked == {"c-caseworker"}


def test_a_relation_is_that_of_the_time_of_the_access(town: Town) -> None:
    """One whose role had ended tries again: no relation then, though there was one before; one who came later had none yet."""
    newcomer = town.hire("newcomer", "centrum")
    RoleHolding.objects.create(
        worker=newcomer, unit=town.units["centrum"], role="caseworker", first_day=date(2026, 2, 20)
    )
    RoleHolding.objects.filter(worker=town.workers["c-colleague"]).update(last_day=date(2026, 2, 12))
    with clock.set_to(NOON):
        case = opened(town, on=FEBRUARY)
    for name, day in (("c-colleague", 10), ("c-colleague", 13), ("newcomer", 19), ("newcomer", 20)):
        look(town, name, case, NOON.replace(day=day))
    found = {
        (one.worker_id, one.day.day): one.reasons & {"no-relation", "refused"}
        for one in accesses(town.units["centrum"].pk, PERIOD)
    }
    colleague = town.workers["c-colleague"].pk
    assert found[colleague, 10] == set()
    assert found[colleague, 13] == {"no-relation", "refused"}
    assert found[newcomer.pk, 19] == {"no-relation", "refused"}
    assert found[newcomer.pk, 20] == set()


def test_one_who_stood_in_that_day_had_a_relation_and_the_day_after_none(town: Town) -> None:
    """By the turns of the one who was away, also where only that one is named in the case."""
    StandIn.objects.create(
        worker=town.workers["c-caseworker"],
        stand_in=town.workers["h-caseworker"],
        first_day=FEBRUARY,
        last_day=date(2026, 2, 11),
    )
    with clock.set_to(NOON):
        case = opened(town, on=FEBRUARY, protection="confidentiality-marking")
    for day in (11, 12):
        look(town, "h-caseworker", case, NOON.replace(day=day))
    found = {one.day.day: one.reasons for one in accesses(town.units["hisingen"].pk, PERIOD)}
    assert "no-relation" not in found[11]
    assert "no-relation" in found[12]


def test_what_was_shown_before_the_ground_ended_that_day_was_shown_by_it(town: Town) -> None:
    """A search says no ground itself; the assignment was moved on later that day. An attempt the day after had none."""
    with clock.set_to(NOON):
        case = opened(town, on=FEBRUARY)
        assert search_cases(town.viewer("c-colleague", FEBRUARY), Case.objects.get().reference)
    with clock.set_to(NOON.replace(hour=13)):
        record(town, "c-caseworker", case, "protection-learnt", FEBRUARY, protection="confidentiality-marking")
    look(town, "c-colleague", case, NOON.replace(day=11))
    colleague = town.workers["c-colleague"].pk
    found = {
        one.day.day: one.reasons for one in accesses(town.units["centrum"].pk, PERIOD) if one.worker_id == colleague
    }
    assert "no-relation" not in found[10]
    assert "no-relation" in found[11]


def test_hours_that_are_not_usual() -> None:
    """In the evening, at weekends and on holidays."""
    zone = clock.LOCAL_ZONE
    assert not is_outside_hours(datetime(2026, 2, 10, 9, tzinfo=zone))
    assert is_outside_hours(datetime(2026, 2, 10, 19, tzinfo=zone))
    assert is_outside_hours(datetime(2026, 2, 14, 9, tzinfo=zone))
    assert is_outside_hours(datetime(2026, 6, 6, 9, tzinfo=zone))


def test_the_same_log_and_seed_choose_the_same_accesses(town: Town) -> None:
    """So many at random and so many of each kind; another seed chooses others."""
    with clock.set_to(NOON):
        cases = [opened(town, add("Kim", f"Provsson{n}"), on=FEBRUARY) for n in range(12)]
    for case in cases:
        look(town, "c-colleague", case)
    unit, amounts = town.units["centrum"].pk, Amounts(label="", at_random=3, of_each_kind=2, many_cases_in_a_day=5)

    def draw(seed: str) -> list[tuple[int, int]]:
        return [(one.entry, one.case_row) for one in chosen(accesses(unit, PERIOD), seed, amounts)]

    assert draw("a") == draw("a")
    assert len({tuple(draw(seed)) for seed in "abcdef"}) > 1
    assert len(draw("a")) >= 3


def test_unusually_many_cases_in_a_day_call_for_a_look(town: Town) -> None:
    """As many as the city has said."""
    many = oversight_terms().log_review.many_cases_in_a_day
    with clock.set_to(NOON):
        cases = [opened(town, add("Kim", f"Provsson{n}"), on=FEBRUARY) for n in range(many)]
    for case in cases[1:]:
        look(town, "c-colleague", case)
    assert "many" not in reasons(town)["c-colleague"]
    look(town, "c-colleague", cases[0])
    assert "many" in reasons(town)["c-colleague"]


def test_a_manager_reviews_all_but_their_own(town: Town) -> None:
    """Their own are another leader's of the administration; one of another board has none of it."""
    town.hire("second-manager", "centrum", "unit_manager")
    with clock.set_to(NOON):
        case = opened(town, on=FEBRUARY)
    for name in ("c-colleague", "c-manager"):
        look(town, name, case)
    manager = town.viewer("c-manager")
    [due] = reviews_due(manager)
    assert (due.period, due.review) == (PERIOD, None)
    review = begin_review(manager, due.unit_id, PERIOD.first_day)
    assert begin_review(manager, due.unit_id, PERIOD.first_day) == review
    seen = {item.worker for item in view_review(manager, review).items}
    assert "C-manager" not in seen
    assert "C-colleague" in seen
    assert "C-manager" in {item.worker for item in view_review(town.viewer("second-manager"), review).items}
    for name in ("h-manager", "c-caseworker", "coordinator"):
        with pytest.raises(CaseNotFound):
            view_review(town.viewer(name), review)
        with pytest.raises(CaseNotFound):
            begin_review(town.viewer(name), due.unit_id, PERIOD.first_day)


def test_an_access_that_is_asked_about_is_not_done(town: Town) -> None:
    """It is when it is judged; what was noted before stands, and nothing is ever changed."""
    with clock.set_to(NOON):
        case = opened(town, on=FEBRUARY)
    look(town, "c-colleague", case)
    manager = town.viewer("c-manager")
    [due] = reviews_due(manager)
    review = begin_review(manager, due.unit_id, PERIOD.first_day)
    items = view_review(manager, review).items
    with pytest.raises(ValueError, match="not-in-order"):
        judge_access(manager, review, items[0].id, "not-in-order", " ")
    judge_access(manager, review, items[0].id, "asked", "Svarar i morgon")
    assert reviews_due(manager)[0].left == len(items)
    for item in items:
        judge_access(manager, review, item.id, "in-order", "")
    assert reviews_due(manager) == []
    assert [each.outcome for each in view_review(manager, review).items[0].found] == ["asked", "in-order"]
    for model in (LogReview, LogReviewItem, LogReviewOutcome):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.order_by("pk")._raw_delete("default")


def test_a_review_not_done_is_late(town: Town) -> None:
    """And those of later periods wait beside it."""
    with clock.set_to(NOON):
        opened(town, on=FEBRUARY)
    begin_review(town.viewer("c-manager"), town.units["centrum"].pk, PERIOD.first_day)
    in_may = date(2026, 5, 4)
    due = reviews_due(town.viewer("c-manager", in_may))
    assert [each.period.first_day.month for each in due] == [2, 3, 4]
    assert [each.is_late(in_may) for each in due] == [True, True, False]


def test_a_protected_persons_case_is_not_named_to_one_who_does_not_see_it(town: Town) -> None:
    """Who opened it is."""
    with clock.set_to(NOON):
        opened(town, on=FEBRUARY, protection="confidentiality-marking")
    manager = town.viewer("c-manager")
    review = begin_review(manager, town.units["centrum"].pk, PERIOD.first_day)
    items = view_review(manager, review).items
    assert {item.reference for item in items} == {None}
    assert {item.worker for item in items} == {"C-caseworker"}
