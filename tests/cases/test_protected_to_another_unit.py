"""A protected person's assignment is recalled and goes to another executing unit: exactly those named there see the case."""

from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.casefile import find_case, open_file
from hemvist.cases.entries import Refused
from hemvist.cases.standing import standing_of
from hemvist.cases.verifying import verify_record
from hemvist.secrecy.policy import access_to
from tests.cases.recalled import at_noon, recalled_case
from tests.cases.town import Town, record


@pytest.fixture
def case(town: Town) -> UUID:
    """The case, its assignment recalled and its decision kept."""
    return recalled_case(town)


def contacted(town: Town, case: UUID, worker: str) -> None:
    """Record that a coordinator was contacted, which names them."""
    fields = {"role": "coordinator", "worker": str(town.workers[worker].pk), "way": "phone"}
    record(town, "c-caseworker", case, "coordinator-contacted", clock.today(), **fields)


def send(town: Town, case: UUID, unit: str) -> None:
    """Send the assignment."""
    fields = {"unit": str(town.units[unit].pk), "needs": "a", "contents": "b", "goals": "c"}
    record(town, "c-caseworker", case, "assignment-sent", clock.today(), **fields)


def who_sees(town: Town, case: UUID) -> set[str]:
    """The names of all in town who see the case."""
    row = find_case(case)
    assert row
    return {name for name in town.workers if access_to(town.viewer(name, clock.today()), row.id)}


def test_the_case_goes_to_exactly_those_named_at_the_unit_it_goes_to(town: Town, case: UUID) -> None:
    """The coordinator named there sees it from the contact on; those of the former unit no longer do, nor does any colleague."""
    with at_noon(3):
        assert who_sees(town, case) == {"c-caseworker", "coordinator"}
        contacted(town, case, "north-coordinator")
        assert who_sees(town, case) == {"c-caseworker", "north-coordinator"}
        send(town, case, "north")
        assert who_sees(town, case) == {"c-caseworker", "north-coordinator"}
        row = find_case(case)
        assert row
        standing = standing_of(open_file(row))
    assert standing.executor_unit_id == town.units["north"].pk
    assert standing.parties["coordinator"].last_sequence is None
    assert [each.worker_id for each in standing.former_parties] == [town.workers["coordinator"].pk]
    assert verify_record() == []


@pytest.mark.parametrize("named", [None, "coordinator"])
def test_it_is_not_sent_to_a_unit_where_nobody_is_named(town: Town, case: UUID, named: str | None) -> None:
    """Nobody named since the recall, or somebody of the former unit: the one who sends is told, and nothing is recorded."""
    with at_noon(3):
        if named:
            contacted(town, case, named)
        with pytest.raises(Refused) as answer:
            send(town, case, "north")
        assert answer.value.codes == ("unit-where-nobody-is-named",)
        assert who_sees(town, case) == {"c-caseworker", "coordinator"}


def test_it_goes_on_with_those_named_before_when_it_goes_to_the_same_unit_again(town: Town, case: UUID) -> None:
    """Then nobody needs to be named anew."""
    with at_noon(3):
        send(town, case, "centre")
        assert who_sees(town, case) == {"c-caseworker", "coordinator"}
