"""How many statements each thing takes: fixed, whoever asks and however much has happened."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist.cases.calendar import week
from hemvist.cases.casefile import forget
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.recording import record_event
from hemvist.cases.searching import search_cases
from hemvist.cases.viewing import view_case
from hemvist.cases.worklist import worklist
from hemvist.secrecy.viewer import Viewer, viewer_of
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, add_person, opened, record

OUTSIDE = ("SAVEPOINT", "RELEASE SAVEPOINT")


def statements(work: Callable[[], object]) -> int:
    """How many statements the work takes, but for the savepoints that stand in for a transaction within a test."""
    with CaptureQueriesContext(connection) as seen:
        work()
    return len([q for q in seen.captured_queries if not q["sql"].startswith(OUTSIDE)])


def test_recording_takes_the_same_few_statements_early_and_late_in_a_case(town: Town) -> None:
    """One or two to read (the case, and who may see it, once), and one for each kind of row that changes: the event, the case, the outbox, the log."""
    case = opened(town)
    counts = [
        statements(lambda n=n: record(town, "c-caseworker", case, "wish-noted", kind="wish", description=str(n)))
        for n in range(6)
    ]  # type: ignore[misc]
    viewer_queries = 2
    assert [c - viewer_queries for c in counts] == [6] + [5] * 5


def test_who_is_refused_costs_the_same_whatever_there_is_and_whatever_is_remembered(town: Town) -> None:
    """Nothing is told by how long it takes: no such case, one that this process has not seen, and one that it knows well."""
    case = opened(town)

    def refused(which: UUID) -> int:
        viewer = town.viewer("other-consultant")
        with CaptureQueriesContext(connection) as seen, pytest.raises(CaseNotFound):
            record_event(viewer, which, Entry("wish-noted", TODAY, {"kind": "wish", "description": "1"}))
        return len(seen.captured_queries)

    known_well = refused(case)
    forget()
    assert refused(case) == refused(uuid4()) == known_well


def test_recording_on_a_case_that_this_process_has_not_seen_takes_four_more(town: Town) -> None:
    """Its events, and what is projected of them: parties, meetings, duties."""
    case = opened(town)
    forget()
    count = statements(lambda: record(town, "c-caseworker", case, "wish-noted", kind="wish", description="1"))
    viewer_queries = 2
    assert count - viewer_queries == 10


def test_viewing_takes_as_many_statements_for_a_new_case_as_for_a_long_one(town: Town) -> None:
    """Nine: case, grants, log, names, meetings, the administration's choice, person, parties, drafts."""
    short, long = opened(town), Player(town, scenario("to-self-support")).play().case
    assert long
    viewer = town.viewer("c-caseworker")
    counts = {statements(lambda c=c: view_case(viewer, c, "case")) for c in (short, long)}  # type: ignore[misc]
    assert counts == {9}


@pytest.mark.parametrize("name", ["c-caseworker", "c-manager", "coordinator"])
def test_the_worklist_takes_two_statements(town: Town, name: str) -> None:
    """One query and one row in the log, whatever the filters and however many rows."""
    for number in range(3):
        opened(town, add_person(number))
    viewer = town.viewer(name)
    for filters in (
        {},
        {"group": "late"},
        {"role": "caseworker"},
        {"routine": "kompetenscenter"},
        {"kind": "assessment"},
        {"state": "open"},
    ):
        for scope in ("mine", "unit"):
            assert statements(lambda f=filters, s=scope: worklist(viewer, s, **f)) == 2  # type: ignore[misc]


def test_who_is_looking_takes_two_statements(town: Town) -> None:
    """Roles and stand-ins."""
    assert statements(lambda: viewer_of(town.workers["c-manager"], TODAY)) == 2


def test_search_and_calendar_take_a_fixed_number(town: Town) -> None:
    """Search three, the calendar three."""
    opened(town)
    viewer: Viewer = town.viewer("c-caseworker")
    assert statements(lambda: search_cases(viewer, "Provsson1")) == 3
    assert statements(lambda: search_cases(viewer, "KC-2026-000001")) == 3
    for looking in (viewer, town.viewer("c-manager")):
        assert statements(lambda who=looking: week(who, TODAY)) == 3  # type: ignore[misc]
