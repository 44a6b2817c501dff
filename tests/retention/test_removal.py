"""A case that has left: nothing of the person stays, the chain still holds, and others' cases are untouched."""

import json
from uuid import UUID

from django.apps import apps
from django.db import models

from hemvist import clock
from hemvist.cases.casefile import event_rows, find_case
from hemvist.cases.chain import chain_of
from hemvist.cases.models import Case, CaseEvent, CaseStatistic, Draft, DutyStatistic, OutboxMessage, RemovedEvent
from hemvist.cases.removing import GOES, GOES_WITH_THE_PERSON, LOG
from hemvist.cases.verifying import verify_record
from hemvist.persons.models import IdentityNumber, Person
from hemvist.retention.holds import lift_hold, put_hold
from hemvist.retention.models import Decision, HoldEntry, Package
from hemvist.retention.verifying import verify_retention
from hemvist.secrecy.models import AccessLogEntry
from tests.cases.test_append_only import behind_the_triggers
from tests.cases.test_identity import FIRST, SECOND
from tests.cases.town import Town, opened, record
from tests.factories import TEST_NUMBER
from tests.retention.old import CLOSED, OPENED, Archive, at, let_go, old_case, row_of, someone

# What a row about a case, or about a person, may be named by.
CASE_COLUMNS = ("case_row",)


def differences() -> list[str]:
    """What is wrong with the record, by code."""
    return [d.code for d in [*verify_record(), *verify_retention()]]


def everything() -> str:
    """Every value of every row of every table of ours, as one text."""
    told = []
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("hemvist."):
            told += [str(value) for row in model._default_manager.values_list() for value in row]
    return "\n".join(told)


def leave(town: Town, archive: Archive, *cases: UUID) -> None:
    """All the steps."""
    let_go(town, *cases)
    assert archive.package().not_done == []
    assert archive.remove().not_done == []


def test_an_approved_and_packed_case_is_gone_with_its_person(town: Town, archive: Archive) -> None:
    """No row of any table still tells the name, the number or anything that was written."""
    case = old_case(town, someone(number=TEST_NUMBER))
    reference = Case.objects.get().reference
    assert {"Gammelström", TEST_NUMBER, "Hemligt behov.", reference} <= set(_told(everything()))
    leave(town, archive, case)
    assert find_case(case) is None
    assert not Person.objects.exists()
    assert not IdentityNumber.objects.exists()
    left = everything()
    for secret in (
        "ammelström",
        "gammelstrom",
        TEST_NUMBER,
        "Provgatan",
        "Hemligt",
        "annan kommun",
        reference,
        case.hex,
    ):
        assert secret not in left
    assert differences() == []


def renamed_and_numbered(town: Town, person: Person) -> UUID:
    """An old case in which the name was corrected, a number was wrong, and the person got another one."""
    with clock.set_to(at(OPENED)):
        case = opened(town, person, on=OPENED)
        record(town, "c-caseworker", case, "name-learnt", OPENED, given_name="Kim", family_name="Nyström")
        for number, change in ((FIRST, "was-wrong"), (SECOND, "got")):
            record(town, "c-caseworker", case, "identity-number-learnt", OPENED, number=number, change=change)
    with clock.set_to(at(CLOSED)):
        record(town, "c-caseworker", case, "case-closed", CLOSED, reason="Flyttade till annan kommun.")
    return case


def test_with_somebody_go_their_former_names_and_numbers_and_the_ties_that_only_these_made(
    town: Town, archive: Archive
) -> None:
    """Two of other boards who were tied by this person only are so no longer, and each has its number as its own."""
    case = renamed_and_numbered(town, someone(number=TEST_NUMBER))
    one, two = (someone(name) for name in ("Ek", "Ask"))
    for person, number in ((one, FIRST), (two, SECOND)):
        of_another_board = opened(town, person, by="h-caseworker")
        record(town, "h-caseworker", of_another_board, "identity-number-learnt", number=number, change="got")
    assert len(set(Person.objects.values_list("same_person", flat=True))) == 2
    leave(town, archive, case)
    left = everything()
    assert not [secret for secret in ("ammelström", "gammelstrom", "Nyström", TEST_NUMBER) if secret in left]
    assert set(Person.objects.values_list("same_person", flat=True)) == {None}
    assert list(IdentityNumber.objects.values_list("first", flat=True)) == [True, True]
    assert differences() == []


def _told(text: str) -> list[str]:
    found = text.split("\n")
    for line in text.split("\n"):
        if line.startswith("{"):
            found += [str(v) for v in json.loads(line).values()]
    return found


def test_the_seals_and_chains_that_stay_verify_and_a_change_of_one_is_found(town: Town, archive: Archive) -> None:
    """Each seal is the link between two chains."""
    case = old_case(town)
    kept = list(CaseEvent.objects.order_by("sequence").values_list("sequence", "seal", "chain"))
    leave(town, archive, case)
    assert list(RemovedEvent.objects.order_by("sequence").values_list("sequence", "seal", "chain")) == kept
    with behind_the_triggers():
        RemovedEvent.objects.filter(sequence=2).update(seal="0" * 64)
    assert differences() == ["REC-C3", "REC-R2"]
    with behind_the_triggers():
        RemovedEvent.objects.filter(sequence=4).delete()
    assert set(differences()) == {"REC-C3", "REC-C4", "REC-R2"}


def test_a_case_recorded_before_there_were_seals_leaves_and_verifies(town: Town, archive: Archive) -> None:
    """Its chains stay under the removal's own checksum, and the package works them out again."""
    case = old_case(town)
    before = ""
    with behind_the_triggers():
        for row in event_rows(row_of(case)):
            old = row._replace(seal=None)
            before = chain_of(before, old)
            CaseEvent.objects.filter(case__public_id=case, sequence=row.sequence).update(seal=None, chain=before)
        Case.objects.update(chain=before)
    assert differences() == []
    leave(town, archive, case)
    assert set(RemovedEvent.objects.values_list("seal", flat=True)) == {None}
    assert differences() == []
    with behind_the_triggers():
        RemovedEvent.objects.filter(sequence=2).update(chain="0" * 64)
    assert differences() == ["REC-R2"]


def test_statistics_stay_and_tell_of_nobody(town: Town, archive: Archive) -> None:
    """Months and numbers of days, the unit and the edition; no row of them names a case."""
    leave(town, archive, old_case(town))
    kept = CaseStatistic.objects.get()
    assert (kept.routine, kept.edition, kept.owner_unit, kept.days) == (
        "kompetenscenter",
        "e1",
        town.units["centrum"],
        100,
    )
    assert (str(kept.opened_month), str(kept.last_month)) == ("2020-03-01", "2020-06-01")
    assert {(d.role, str(d.opened_month)) for d in DutyStatistic.objects.all()} >= {("caseworker", "2020-03-01")}
    names = {field.name for model in (CaseStatistic, DutyStatistic) for field in model._meta.get_fields()}
    assert not names & {"case", "case_row", "person", "opened_on", "reference"}


def test_statistics_of_one_who_may_be_protected_tell_no_unit(town: Town, archive: Archive) -> None:
    """The unit tells where somebody lives."""
    case = old_case(town, protection="confidentiality-marking")
    appoint_manager(town, case)
    leave(town, archive, case)
    assert CaseStatistic.objects.get().owner_unit is None
    assert not DutyStatistic.objects.exclude(unit=None).exists()


def appoint_manager(town: Town, case: UUID) -> None:
    """Name the manager in the case, as long ago as all else in it."""
    with clock.set_to(at(CLOSED)):
        fields = {"role": "unit_manager", "worker": str(town.workers["c-manager"].pk)}
        record(town, "c-caseworker", case, "party-appointed", CLOSED, **fields)


def test_a_person_with_another_case_stays_and_so_does_that_case(town: Town, archive: Archive) -> None:
    """Only the old one goes."""
    person = someone(number=TEST_NUMBER)
    old, new = old_case(town, person), opened(town, person)
    leave(town, archive, old)
    assert find_case(old) is None
    assert find_case(new) is not None
    assert Person.objects.get().family_name == "Gammelström"
    assert IdentityNumber.objects.count() == 1
    assert differences() == []


def test_what_is_not_due_or_not_approved_is_untouched(town: Town, archive: Archive) -> None:
    """Byte for byte: no row about another case differs afterwards."""
    gone = old_case(town)
    young = opened(town, someone("Ny"))
    record(town, "c-caseworker", young, "need-assessed", needs="Annat behov.")
    unapproved = old_case(town, someone("Kvar"))
    before = _rows(young) | _rows(unapproved)
    leave(town, archive, gone)
    assert _rows(young) | _rows(unapproved) == before
    assert differences() == []


def _rows(case: UUID) -> dict[tuple[str, int], str]:
    found = {}
    for model in apps.get_models():
        for column in _case_columns(model):
            for row in model._default_manager.filter(**{column: row_of(case)}).values():
                found[(model._meta.db_table, row["id"])] = str(row)
    return found


def _case_columns(model: type[models.Model]) -> list[str]:
    if not model.__module__.startswith("hemvist."):
        return []
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and (field.related_model is Case or field.name in CASE_COLUMNS)
    ]


def test_holds_drafts_and_messages_go_and_the_log_and_the_decision_stay(town: Town, archive: Archive) -> None:
    """The log knows the row number only; who approved, and which package, is kept."""
    case = old_case(town)
    manager = town.viewer("c-manager")
    hold = put_hold(manager, case, "Hemlig anledning", "SoL 16:1", None)
    lift_hold(manager, case, hold, "Hemlig hävning", "SoL 16:1")
    Draft.objects.create(
        case_id=row_of(case),
        worker=town.workers["c-caseworker"],
        event_type="x",
        form="Hemligt utkast",
        saved_at="2020-06-01T00:00Z",
    )
    row, logged = row_of(case), AccessLogEntry.objects.count()
    leave(town, archive, case)
    assert not HoldEntry.objects.exists()
    assert not Draft.objects.exists()
    assert not OutboxMessage.objects.filter(case_id=row).exists()
    assert AccessLogEntry.objects.count() > logged
    assert Decision.objects.get().worker == town.workers["c-manager"]
    assert Package.objects.get().case_row == row
    assert "Hemlig" not in everything()


def test_every_table_with_rows_about_a_case_or_person_is_thought_of(db: None) -> None:
    """A new table with a case or person in it must say whether its rows go or stay."""
    stays = {"cases_removal", "cases_removedevent", "retention_decision", "retention_package"}
    stays |= set(LOG)
    goes = {table for table, _ in GOES} | {
        "retention_holdentry",
        "letters_document",
        "case_system_heldback",
        "cases_case",
    }
    about_cases = {model._meta.db_table for model in apps.get_models() if _case_columns(model)}
    about_people = {
        relation.related_model._meta.db_table for relation in Person._meta.related_objects if relation.related_model
    }
    assert about_cases - goes - stays == set()
    assert about_people - {*GOES_WITH_THE_PERSON, "cases_case"} == set()
