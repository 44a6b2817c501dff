"""What a search leaves in the log: what it showed, or what it was for and did not show."""

from hemvist.cases.casefile import find_case
from hemvist.cases.searching import search_cases
from hemvist.secrecy.models import AccessLogCase, AccessLogEntry
from tests.cases.test_query_counts import statements
from tests.cases.town import Town, add_person, opened


def test_a_search_that_shows_nothing_is_logged_on_the_cases_that_it_was_for(town: Town) -> None:
    """By number or by name; a search for nobody leaves a row too, and takes as many statements."""
    case = opened(town, add_person(1))
    row = find_case(case)
    assert row
    outsider = town.viewer("h-caseworker")
    counts = {
        statements(lambda t=text: search_cases(outsider, t)) for text in (row.reference, "Provsson1", "Ingen Alls")
    }  # type: ignore[misc]
    assert counts == {3}
    logged = AccessLogEntry.objects.filter(page="search").order_by("pk").values_list("outcome", "case_rows")
    assert list(logged) == [("refused", str(row.id)), ("refused", str(row.id)), ("shown", "")]
    assert AccessLogCase.objects.filter(case_row=row.id, entry__outcome="refused").count() == 2


def test_a_search_that_shows_something_is_logged_on_what_it_showed(town: Town) -> None:
    """And on nothing else."""
    mine, theirs = opened(town, add_person(1)), opened(town, add_person(2), by="h-caseworker")
    rows = {case: row.id for case in (mine, theirs) if (row := find_case(case))}
    assert [found.case for found in search_cases(town.viewer("c-caseworker"), "Provsson")] == [mine]
    entry = AccessLogEntry.objects.get(page="search")
    assert (entry.outcome, entry.case_rows) == ("shown", str(rows[mine]))
