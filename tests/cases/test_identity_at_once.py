"""Several note who somebody is at once: each number is one row's own, and whoever have the same are tied."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from hemvist.cases.verifying import verify_record
from hemvist.persons.models import IdentityNumber, Person, Protection
from tests.cases.test_identity import FIRST, SECOND, numbered, person, renamed
from tests.cases.town import Town, found_town, opened, record


@pytest.fixture
def busy_town(transactional_db: None) -> Iterator[Town]:
    """A town whose rows are committed, so that other threads see them."""
    yield found_town()
    connection.close()


def at_once(*works: Callable[[], object]) -> None:
    """Do several things at the same moment, each in a thread of its own."""
    together = Barrier(len(works))

    def go(work: Callable[[], object]) -> None:
        together.wait()
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(go, work) for work in works]:
            done.result()


def case_of(town: Town, name: str, by: str) -> tuple[Person, UUID]:
    """Somebody with a case at a board, known not to be protected."""
    someone = person(name)
    return someone, opened(town, someone, by=by)


def test_two_boards_note_the_same_number_at_once(busy_town: Town) -> None:
    """Neither is refused, and the two are tied."""
    (ours, case), (theirs, other) = case_of(busy_town, "Ek", "c-caseworker"), case_of(busy_town, "Ask", "h-caseworker")
    at_once(
        lambda: numbered(busy_town, case, FIRST),
        lambda: numbered(busy_town, other, FIRST, by="h-caseworker"),
        lambda: renamed(busy_town, case, "Alm"),
    )
    theirs.refresh_from_db()
    assert theirs.same_person == ours.pk
    assert IdentityNumber.objects.filter(number=FIRST, first=True).count() == 1
    assert verify_record() == []


def test_protection_is_learnt_at_the_moment_somebody_becomes_tied(busy_town: Town) -> None:
    """Whichever comes first, it holds in both."""
    (ours, case), (theirs, other) = case_of(busy_town, "Ek", "c-caseworker"), case_of(busy_town, "Ask", "h-caseworker")
    numbered(busy_town, other, SECOND, by="h-caseworker")
    at_once(
        lambda: numbered(busy_town, case, SECOND),
        lambda: record(busy_town, "h-caseworker", other, "protection-learnt", protection="confidentiality-marking"),
    )
    for each in (ours, theirs):
        each.refresh_from_db()
        assert each.protection == Protection.MARKING
    assert verify_record() == []
