"""The list of what is due, for a manager and for the city; who may let a case go; and a city that destroys."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from hemvist.cases.entries import CaseNotFound
from hemvist.cases.models import Removal
from hemvist.retention.approving import approve, withdraw
from hemvist.retention.holds import NotTheManager, Wrong, put_hold
from hemvist.retention.leaving_list import Leaving, all_leaving, leaving_for
from hemvist.retention.models import Decision
from hemvist.retention.verifying import verify_retention
from tests.cases.test_query_counts import statements
from tests.cases.town import TODAY, Town, opened
from tests.retention.old import CLOSED, Archive, let_go, old_case, someone
from tests.retention.test_rules import TEXT


def listed(town: Town, by: str = "c-manager") -> list[Leaving]:
    """What the worker's list holds."""
    return list(leaving_for(town.viewer(by)).rows)


def test_a_manager_sees_the_old_cases_of_their_own_unit_longest_quiet_first(town: Town) -> None:
    """Nobody else's, and none that is not due."""
    newer = old_case(town, someone("Nyare"), closed=date(2020, 7, 1))
    older = old_case(town, someone("Äldre"), closed=date(2020, 4, 1))
    opened(town)
    assert [found.case.public_id for found in listed(town)] == [older, newer]
    assert listed(town, "h-manager") == []
    assert listed(town, "c-caseworker") == []


def test_the_list_goes_on_where_the_page_before_ended(town: Town) -> None:
    """Every case once, in order; a page at a time."""
    cases = [old_case(town, someone(f"P{n}"), closed=CLOSED + timedelta(days=n // 2)) for n in range(5)]
    found, after = [], None
    while True:
        page = leaving_for(town.viewer("c-manager"), after, 2)
        found += [each.case.public_id for each in page.rows]
        after = page.following
        if after is None:
            break
    assert found == cases
    assert [each.case.public_id for each in all_leaving(TODAY).rows] == cases


def test_the_list_takes_five_statements_however_long_it_is(town: Town) -> None:
    """The cases and the log; holds, decisions and packages."""
    old_case(town)
    viewer = town.viewer("c-manager")
    few = statements(lambda: leaving_for(viewer))
    for number in range(4):
        old_case(town, someone(f"P{number}"))
    assert statements(lambda: leaving_for(viewer)) == few


@pytest.mark.parametrize(
    ("by", "error"),
    [
        ("c-caseworker", NotTheManager),
        ("c-lead", NotTheManager),
        ("h-manager", CaseNotFound),
        ("coordinator", CaseNotFound),
    ],
)
def test_only_the_manager_of_the_cases_own_unit_lets_it_go(town: Town, by: str, error: type[Exception]) -> None:
    """For those who do not see the case it is not there."""
    case = old_case(town)
    for attempt in (lambda: approve(town.viewer(by), [case]), lambda: withdraw(town.viewer(by), case)):
        with pytest.raises(error):
            attempt()
    with pytest.raises(error):
        put_hold(town.viewer(by), case, "x", "y", None)
    assert not Decision.objects.exists()


def test_of_several_cases_all_are_approved_or_none(town: Town) -> None:
    """One that is not due stops them all."""
    old, young = old_case(town), opened(town)
    with pytest.raises(Wrong, match="kan inte godkännas: det ska lämna systemet först 2031-03-02"):
        approve(town.viewer("c-manager"), [old, young])
    with pytest.raises(CaseNotFound):
        approve(town.viewer("c-manager"), [old, uuid4()])
    assert not Decision.objects.exists()


def test_an_approval_says_who_when_and_by_which_law_and_is_given_once(town: Town) -> None:
    """Approving again changes nothing."""
    case = old_case(town)
    assert approve(town.viewer("c-manager"), [case, case]) == 1
    assert approve(town.viewer("c-manager"), [case]) == 0
    given = Decision.objects.get()
    assert (given.worker, given.kind, given.outcome) == (town.workers["c-manager"], "approved", "preserve")
    assert "16 kap. 1 §" in given.legal_source
    assert given.package is not None


def test_what_was_taken_back_does_not_go(town: Town, archive: Archive) -> None:
    """Also after the package was written."""
    case = old_case(town)
    let_go(town, case)
    archive.package()
    withdraw(town.viewer("c-manager"), case)
    assert archive.remove().done == 0
    assert [found.approved for found in listed(town)] == [False]
    with pytest.raises(Wrong, match="inte godkänt"):
        withdraw(town.viewer("c-manager"), case)


def test_in_a_city_that_destroys_no_package_is_written_and_the_approval_is_for_that(
    town: Town, archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An approval given while cases were preserved does not count for destroying; those born on the 5th, 15th and 25th are preserved."""
    gone, kept = old_case(town), old_case(town, someone("Femte", born=date(1980, 3, 5)))
    let_go(town, gone, kept)
    own = tmp_path / "stad.toml"
    own.write_text(TEXT.replace('outcome = "preserve"', 'outcome = "destroy"'), encoding="utf-8")
    monkeypatch.setenv("HEMVIST_RETENTION", str(own))
    assert archive.remove().done == 0
    let_go(town, gone, kept)
    assert archive.package().done == 1
    assert archive.remove().done == 2
    assert sorted(Removal.objects.values_list("outcome", flat=True)) == ["destroy", "preserve"]
    assert len(archive.packages) == 1
    assert verify_retention() == []
