"""The access rule in all its forms: whatever the grants, they say the same."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.organisation.models import StandIn
from hemvist.secrecy.kinds import ALL, NONE, Kinds, read_kinds
from hemvist.secrecy.log import log_refused, log_shown
from hemvist.secrecy.models import AccessLogCase, AccessLogEntry, Barrier, Grant
from hemvist.secrecy.policy import access_to, kinds_granted, tells_of_end, visible, who_can_see, why
from hemvist.secrecy.viewer import Viewer
from tests.cases.town import TODAY, Town, found_town

CASES = (1, 2, 3)
KINDS = ("identity", "booking", "health")
HOUR = timedelta(hours=1)
many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
sources = st.sampled_from(("", "decider", "executor"))
days = st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))
kinds = st.one_of(st.just("*"), st.frozensets(st.sampled_from(KINDS)).map(lambda some: Kinds(some).stored()))


@pytest.fixture
def town(db: None) -> Town:
    """The town."""
    return found_town()


def grant(
    town: Town,
    to: str,
    case: int,
    stored: str,
    first: date,
    last: date | None,
    source: str = "",
    until: int | None = None,
    protected: bool = False,
) -> None:
    """Make a grant to a unit or a worker of the town."""
    unit, worker = town.units.get(to), town.workers.get(to)
    Grant.objects.create(
        case_row=case,
        unit=unit,
        worker=worker,
        kinds=stored,
        ground="named" if worker else "own-board",
        first_day=first,
        last_day=last,
        source=source,
        last_sequence=until,
        protected=protected,
        event="",
    )


def shown(viewer: Viewer, kind: str | None = None, source: str = "'decider'", sequence: str | None = None) -> set[int]:
    """The cases that a query with the condition gives."""
    condition = visible(viewer, "c.n", kind, source, sequence)
    rows = " UNION ALL ".join(f"SELECT {n} AS n" for n in CASES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.n FROM ({rows}) AS c WHERE {condition.sql}", condition.params)
        return {n for (n,) in cursor.fetchall()}


def kinds_by_query(viewer: Viewer, case: int) -> Kinds:
    """The kinds that a query gives."""
    column = kinds_granted(viewer, "c.n")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column.sql} FROM (SELECT {case} AS n) AS c", column.params)
        return read_kinds(cursor.fetchone()[0])


@many
@given(data=st.data())
def test_the_condition_the_answer_the_reasons_and_the_reverse_agree(town: Town, data: st.DataObject) -> None:
    """For any grants, any viewer and any day."""
    Grant.objects.all().delete()
    Barrier.objects.all().delete()
    names = [*town.units, *town.workers]
    for _ in range(data.draw(st.integers(0, 6))):
        to, case = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(CASES))
        ended, until = data.draw(st.one_of(st.none(), days)), data.draw(st.one_of(st.none(), st.integers(1, 3)))
        source, protected = data.draw(sources), data.draw(st.booleans())
        grant(town, to, case, data.draw(kinds), data.draw(days), ended, source, until, protected)
    for one in Grant.objects.order_by("pk"):
        one.until = data.draw(st.sampled_from((None, None, clock.now() - HOUR, clock.now() + HOUR)))
        one.save(update_fields=["until"])
    for worker, case in data.draw(st.sets(st.tuples(st.sampled_from(sorted(town.workers)), st.sampled_from(CASES)))):
        Barrier.objects.create(worker=town.workers[worker], case_row=case, first_day=data.draw(days))
    name = data.draw(st.sampled_from(sorted(town.workers)))
    viewer = replace(town.viewer(name, data.draw(days)), strong=data.draw(st.booleans()))
    for case in CASES:
        access = access_to(viewer, case)
        assert (case in shown(viewer)) == bool(access) == bool(why(viewer, case))
        assert kinds_by_query(viewer, case) == access.kinds
        for kind in KINDS:
            assert (case in shown(viewer, f"'{kind}'")) == access.shows(kind, 0, "decider")
            for source, place in product(("decider", "executor"), (1, 2, 3)):
                by_query = case in shown(viewer, f"'{kind}'", f"'{source}'", str(place))
                assert by_query == access.shows(kind, place, source)
        if viewer.strong and not Barrier.objects.filter(worker=viewer.worker_id, case_row=case).exists():
            reached = {viewer.name, *(h.unit_name for h in viewer.holdings)}
            assert bool(access) == any(reason.who in reached for reason in who_can_see(case, viewer.today))


def test_one_with_a_conflict_of_interest_sees_nothing_and_nobody_else_is_touched(town: Town) -> None:
    """Whatever the grants, from the first day; and others' reasons do not tell of it."""
    grant(town, "centrum", 1, "*", TODAY, None)
    grant(town, "c-lead", 1, "*", TODAY, None)
    Barrier.objects.create(worker=town.workers["c-lead"], case_row=1, first_day=TODAY)
    assert not access_to(town.viewer("c-lead"), 1)
    assert 1 not in shown(town.viewer("c-lead"))
    assert access_to(town.viewer("c-colleague"), 1)
    assert [reason.who for reason in who_can_see(1, TODAY)] == ["Enhet centrum"]


def test_a_protected_case_is_not_there_for_one_whose_log_in_is_not_strong(town: Town) -> None:
    """It is as if nothing was granted."""
    grant(town, "c-lead", 1, "*", TODAY, None, protected=True)
    weak = replace(town.viewer("c-lead"), strong=False)
    assert access_to(town.viewer("c-lead"), 1)
    assert not access_to(weak, 1)
    assert access_to(weak, 1).ended_on is None
    assert 1 not in shown(weak)


def test_one_who_saw_the_case_until_a_day_is_told_so_but_not_where_the_person_is_protected(town: Town) -> None:
    """The last day of the last grant that ended."""
    yesterday = TODAY - timedelta(days=1)
    grant(town, "c-lead", 1, "*", TODAY - timedelta(days=9), yesterday)
    grant(town, "c-lead", 2, "*", TODAY - timedelta(days=9), yesterday, protected=True)
    viewer = town.viewer("c-lead")
    assert (access_to(viewer, 1).ended_on, bool(access_to(viewer, 1))) == (yesterday, False)
    assert access_to(viewer, 2).ended_on is None
    assert access_to(town.viewer("h-lead"), 1).ended_on is None


def test_one_is_told_once_that_nothing_new_is_opened_to_them(town: Town) -> None:
    """And anew when it ends anew; never where something new is opened still, or the person is protected."""
    grant(town, "c-lead", 1, "*", TODAY, None, "decider", 4)
    grant(town, "c-lead", 1, "*", TODAY, None, "executor")
    viewer = town.viewer("c-lead")
    assert [tells_of_end(viewer, 1, access_to(viewer, 1)) for _ in range(2)] == [True, False]
    Grant.objects.filter(source="decider").update(last_sequence=9)
    assert tells_of_end(viewer, 1, access_to(viewer, 1))
    Grant.objects.filter(source="decider").update(last_sequence=None)
    assert not tells_of_end(viewer, 1, access_to(viewer, 1))
    Grant.objects.update(last_sequence=11, protected=True)
    assert not tells_of_end(viewer, 1, access_to(viewer, 1))


@pytest.mark.parametrize(("day", "seen"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_grant_holds_on_its_first_and_its_last_day(town: Town, day: int, seen: bool) -> None:
    """Both days count."""
    grant(town, "c-lead", 1, "*", TODAY, TODAY + timedelta(days=2))
    assert bool(access_to(town.viewer("c-lead", TODAY + timedelta(days=day)), 1)) is seen


def test_a_stand_in_is_reached_while_the_other_is_away_and_not_after(town: Town) -> None:
    """One level: not through a second stand-in."""
    grant(town, "c-lead", 1, "*", TODAY, None)
    absence = {"first_day": TODAY, "last_day": TODAY}
    StandIn.objects.create(worker=town.workers["c-lead"], stand_in=town.workers["h-lead"], **absence)
    StandIn.objects.create(worker=town.workers["h-lead"], stand_in=town.workers["consultant"], **absence)
    assert access_to(town.viewer("h-lead"), 1)
    assert not access_to(town.viewer("consultant"), 1)
    assert not access_to(town.viewer("h-lead", TODAY + timedelta(days=1)), 1)


def test_kinds_are_stored_and_read_back() -> None:
    """Some, none and all."""
    for value in (NONE, ALL, Kinds(frozenset({"identity", "booking"}))):
        assert read_kinds(value.stored()) == value
    assert read_kinds(",booking,,*") == ALL
    assert read_kinds(None) == NONE


def test_one_kind_is_not_taken_for_another_that_contains_its_name(town: Town) -> None:
    """ "plan" is granted; "plans" and "pla" are not."""
    grant(town, "c-lead", 1, ",plan,", TODAY, None)
    viewer = town.viewer("c-lead")
    assert shown(viewer, "'plan'") == {1}
    assert shown(viewer, "'plans'") == set()
    assert shown(viewer, "'pla'") == set()


def test_the_log_holds_numbers_and_no_names(town: Town) -> None:
    """A list writes one row for all it showed; a refused attempt says on what, where there was something."""
    grant(town, "c-lead", 1, ",plan,", TODAY, None)
    viewer = town.viewer("c-lead")
    log_shown(viewer, "worklist", [1, 2], access_to(viewer, 1))
    log_refused(viewer, "case", None)
    listed, refused = AccessLogEntry.objects.order_by("id")
    assert (listed.case_rows, listed.outcome, listed.ground, listed.kinds) == ("1,2", "shown", "named", ",plan,")
    assert (refused.case_rows, refused.outcome) == ("", "refused")


def test_each_case_of_a_row_of_the_log_is_found_by_its_number(town: Town) -> None:
    """The database writes them itself, each once, and refuses to change them."""
    viewer = town.viewer("c-lead")
    log_shown(viewer, "worklist", [1, 2, 2])
    log_refused(viewer, "case", 3)
    log_refused(viewer, "case", None)
    found = AccessLogCase.objects.order_by("entry_id", "case_row").values_list("entry__outcome", "case_row")
    assert list(found) == [("shown", 1), ("shown", 2), ("refused", 3)]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessLogCase.objects.update(case_row=9)


def test_a_grant_for_some_hours_ends_at_its_moment_in_every_form(town: Town) -> None:
    """Until it: seen, with the moment among the reasons. From it on: nothing, by any way."""
    grant(town, "c-lead", 1, "*", TODAY, TODAY)
    Grant.objects.update(ground="emergency", until=clock.now() + timedelta(hours=1))
    viewer = town.viewer("c-lead")
    assert shown(viewer) == {1}
    assert access_to(viewer, 1)
    assert kinds_by_query(viewer, 1).everything
    assert [reason.until is not None for reason in (*why(viewer, 1), *who_can_see(1, TODAY))] == [True, True]
    Grant.objects.update(until=clock.now())
    assert shown(viewer) == set()
    assert not access_to(viewer, 1)
    assert access_to(viewer, 1).ended_on == TODAY
    assert kinds_by_query(viewer, 1) == NONE
    assert why(viewer, 1) == ()
    assert who_can_see(1, TODAY) == []


@pytest.mark.parametrize("table", ["g", "b"])
def test_a_condition_about_the_rules_own_tables_is_refused(db: None, table: str) -> None:
    """They have those names within it: the condition would be about every grant, and let in whoever has any."""
    town = found_town()
    with pytest.raises(ValueError, match="tables g and b"):
        visible(town.viewer("c-caseworker"), f"{table}.case_row")
