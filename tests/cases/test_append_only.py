"""The database itself refuses every change to what is recorded, and a change made behind its back is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from hemvist.cases.casefile import event_rows
from hemvist.cases.chain import chain_of, digest_of, link
from hemvist.cases.models import Case, CaseEvent, DutyRow, Party
from hemvist.cases.verifying import APPEND_ONLY, verify_record
from hemvist.secrecy.models import Grant
from tests.cases.town import Town, opened, record
from tests.support.append_only import triggers_lifted


@contextmanager
def behind_the_triggers() -> Iterator[None]:
    """Change what nobody may change, as someone with the database in their hands could."""
    if connection.vendor == "postgresql":  # a table with checks still to be made cannot be altered
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with triggers_lifted(connection):
        yield


@pytest.fixture
def case(town: Town) -> UUID:
    """A case with three events."""
    made = opened(town)
    record(town, "c-caseworker", made, "need-assessed", needs="Språk.")
    return made


@pytest.mark.parametrize("table", ["cases_caseevent", "secrecy_accesslogentry"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "DELETE FROM {} WHERE id > 0"])
def test_the_database_refuses_to_change_or_remove_what_is_recorded(case: UUID, table: str, statement: str) -> None:
    """Events and the access log: no UPDATE, no DELETE, whoever asks."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_a_sound_record_has_no_differences(case: UUID) -> None:
    """Nothing is reported where nothing is wrong."""
    assert verify_record() == []


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ("""UPDATE cases_caseevent SET payload = '{"needs":"Annat."}' WHERE sequence = 3""", {"REC-C2"}),
        ("UPDATE cases_caseevent SET occurred_on = '2026-01-01' WHERE sequence = 2", {"REC-C3"}),
        ("UPDATE cases_caseevent SET actor_id = actor_id + 1 WHERE sequence = 1", {"REC-C3"}),
        ("UPDATE cases_caseevent SET seal = 'x' WHERE sequence = 2", {"REC-C5"}),
        ("DELETE FROM cases_caseevent WHERE sequence = 2", {"REC-C1"}),
        ("DELETE FROM cases_caseevent WHERE sequence = 3", {"REC-C4"}),
    ],
    ids=["payload", "day", "actor", "seal", "removed in the middle", "removed at the end"],
)
def test_an_event_changed_behind_the_triggers_is_found(case: UUID, change: str, codes: set[str]) -> None:
    """The place is named."""
    with behind_the_triggers(), connection.cursor() as cursor:
        cursor.execute(change)
    found = verify_record()
    assert {d.code for d in found} == codes
    assert all(d.reference == "KC-2026-000001" and d.place for d in found)


def test_an_event_changed_together_with_its_digest_breaks_the_chain(case: UUID) -> None:
    """Sealing the one row anew is not enough."""
    row = CaseEvent.objects.get(sequence=3)
    with behind_the_triggers():
        CaseEvent.objects.filter(pk=row.pk).update(payload='{"needs":"Annat."}', digest=digest_of('{"needs":"Annat."}'))
    assert [(d.code, d.place) for d in verify_record()] == [("REC-C3", "event 3")]


def test_an_event_recorded_before_there_were_seals_still_verifies(case: UUID) -> None:
    """Its chain covers the row itself; those after it go on from there, and a change of it is found all the same."""
    rows = event_rows(Case.objects.get(public_id=case).pk)
    old = rows[0]._replace(seal=None)
    second = rows[1]._replace(chain=link(chain_of("", old), str(rows[1].seal)))
    third = rows[2]._replace(chain=link(second.chain, str(rows[2].seal)))
    with behind_the_triggers():
        CaseEvent.objects.filter(sequence=1).update(seal=None, chain=chain_of("", old))
        CaseEvent.objects.filter(sequence=2).update(chain=second.chain)
        CaseEvent.objects.filter(sequence=3).update(chain=third.chain)
        Case.objects.update(chain=third.chain)
    assert verify_record() == []
    with behind_the_triggers():
        CaseEvent.objects.filter(sequence=1).update(role="unit_manager")
    assert [(d.code, d.place) for d in verify_record()] == [("REC-C3", "event 1")]


def test_a_projection_that_differs_from_replay_is_named(case: UUID) -> None:
    """Duties, parties, grants and the case's own columns."""
    DutyRow.objects.filter(open=True).update(label="Något annat")
    Party.objects.all().delete()
    Grant.objects.filter(ground="own-board").delete()
    Case.objects.update(state="closed")
    found = {(d.code, d.place.split()[0]) for d in verify_record()}
    assert found == {("REC-P4", "duty"), ("REC-P3", "party"), ("REC-P3", "grant"), ("REC-P1", "state")}


def test_missing_triggers_are_found(case: UUID) -> None:
    """A table that could be changed is a difference in itself."""
    with behind_the_triggers():
        assert {d.place for d in verify_record() if d.code == "REC-T1"} == set(APPEND_ONLY)
