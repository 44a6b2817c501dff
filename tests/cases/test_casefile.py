"""What a process remembers of a case holds only while nobody else has written: otherwise it is read anew."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import transaction

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, find_case, forget, open_file, open_file_anew
from hemvist.cases.recording import reproject
from hemvist.cases.storing import stored_duties
from hemvist.cases.verifying import verify_record
from tests.cases.town import TODAY, Town, opened, record


class Undone(Exception):  # noqa: N818 (not an error: it ends a transaction)
    """Ends a transaction so that nothing of it stands."""


def wish(town: Town, case: UUID, words: str) -> None:
    """Record a wish on the case."""
    record(town, "c-caseworker", case, "wish-noted", kind="wish", description=words)


def undone(work: Callable[[], object]) -> None:
    """Do something in a transaction that does not come about."""

    def until_it_is_undone() -> None:
        with transaction.atomic():
            work()
            raise Undone

    with pytest.raises(Undone):
        until_it_is_undone()


def opened_file(case: UUID) -> CaseFile:
    """The case as the next one who opens it gets it."""
    row = find_case(case)
    assert row is not None
    return open_file(row)


def test_what_was_undone_is_not_remembered(town: Town) -> None:
    """A transaction that did not come about leaves nothing behind in what the process remembers, neither events nor rows."""
    case = opened(town)
    undone(lambda: wish(town, case, "Det här blev aldrig av."))
    assert all("blev aldrig av" not in row.payload for row in opened_file(case).rows)
    wish(town, case, "Det här blev av.")
    assert not verify_record()


def test_the_same_event_after_one_that_was_undone_is_the_only_one(town: Town) -> None:
    """An undone event and the one recorded in its place have the same place in the chain; only the latter is there."""
    case = opened(town)
    before = len(opened_file(case).rows)
    undone(lambda: record(town, "c-caseworker", case, "protection-learnt", protection="none"))
    record(town, "c-caseworker", case, "protection-learnt", protection="confidentiality-marking")
    file = opened_file(case)
    assert len(file.rows) == before + 1
    assert not verify_record()


def test_rows_that_another_process_wrote_are_read_before_they_are_compared(town: Town) -> None:
    """What another process projected since bears another mark, so that what is remembered is not trusted."""
    case = opened(town)
    remembered = opened_file(case)
    row = remembered.row
    sql.run("DELETE FROM cases_dutyrow WHERE case_id = %s", [row.id])
    sql.run("UPDATE cases_case SET mark = mark + 1 WHERE id = %s", [row.id])
    wish(town, case, "Efter det andra.")
    assert stored_duties(row.id)
    assert not verify_record()


def test_working_a_case_out_anew_trusts_nothing_that_is_remembered(town: Town) -> None:
    """Rows that were damaged are put right by working the case out anew, although the process remembers them whole."""
    case = opened(town)
    row = opened_file(case).row
    sql.run("DELETE FROM cases_dutyrow WHERE case_id = %s", [row.id])
    assert verify_record()
    reproject(row.id, TODAY)
    assert not verify_record()


def test_a_remembered_case_is_the_case_as_it_is_read(town: Town) -> None:
    """Event by event, what is remembered says what reading all of it says."""
    case = opened(town)
    for number in range(3):
        wish(town, case, str(number))
        remembered, read = opened_file(case), open_file_anew(opened_file(case).row)
        assert (remembered.rows, remembered.events) == (read.rows, read.events)
    forget()
    assert opened_file(case).rows == read.rows


def test_an_event_is_found_by_its_uid_as_soon_as_it_is_there(town: Town) -> None:
    """Also one that was just added; a uid of nobody's, or none, is no event."""
    case = opened(town)
    file = opened_file(case)
    first = file.rows[0]
    assert file.by_uid(first.uid) is first
    wish(town, case, "Nytt önskemål.")
    newer = opened_file(case)
    assert newer.by_uid(newer.rows[-1].uid) is newer.rows[-1]
    file.append(newer.rows[-1], newer.events[-1])
    assert file.by_uid(newer.rows[-1].uid) is newer.rows[-1]
    assert file.by_uid("finns-inte") is None
    assert file.by_uid(None) is None
