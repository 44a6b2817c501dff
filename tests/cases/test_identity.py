"""Who the person is can be noted and corrected: names and identity numbers, and which rows of different boards are the same human."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.correcting import annul, correct, undo
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.entries import Entry, Recorded, Refused
from hemvist.cases.joining import known_by_number
from hemvist.cases.models import Case
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import record_event
from hemvist.cases.searching import search_cases
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.demo.numbers import sample_number
from hemvist.persons import registry
from hemvist.persons.identity import parse_number
from hemvist.persons.models import IdentityNumber, Person, Protection
from tests.cases.town import TODAY, Town, opened, record

NUMBERS = [sample_number(date(1985, 3, day), "238", TODAY).digits12 for day in range(1, 7)]
FIRST, SECOND, THIRD, *_ = NUMBERS


def person(name: str = "Berg", number: str | None = None) -> Person:
    """Somebody in the register."""
    value = parse_number(number, TODAY) if number else None
    return registry.add_person("Kim", name, number=value, protection=Protection.NONE)


def renamed(town: Town, case: UUID, family: str, on: date = TODAY, by: str = "c-caseworker") -> Recorded:
    """Note what the person is called."""
    entry = Entry("name-learnt", on, {"given_name": "Kim", "family_name": family})
    return record_event(town.viewer(by), case, entry)


def numbered(town: Town, case: UUID, number: str, change: str = "got", by: str = "c-caseworker") -> Recorded:
    """Note an identity number."""
    return record(town, by, case, "identity-number-learnt", number=number, change=change)


def seen(town: Town, case: UUID, by: str = "c-caseworker") -> tuple[str, list[str]]:
    """The name and the numbers in force, as the page of a case has them."""
    view = view_case(town.viewer(by), case, "case")
    assert view.person
    return view.person.name, [each.number for each in view.person.numbers]


def found(town: Town, text: str, by: str = "c-caseworker") -> list[UUID]:
    """The cases that a search finds."""
    return [each.case for each in search_cases(town.viewer(by), text)]


def tied(*people: Person) -> bool:
    """Whether all of these rows are the same human."""
    for each in people:
        each.refresh_from_db()
    return len({each.same_person or each.pk for each in people}) == 1


def first_rows(number: str) -> int:
    """How many rows have a number as their own; more than one is refused by the database."""
    return IdentityNumber.objects.filter(number=number, first=True).count()


def refusal(work: Callable[[], object]) -> list[tuple[str, str, str]]:
    """The reasons beside fields with which something is refused."""
    with pytest.raises(Refused) as refused:
        work()
    return [(each.field, each.code, each.message) for each in refused.value.field_errors]


# -- names --------------------------------------------------------------------------------------------------------------------------------


def test_a_new_name_is_shown_and_found_and_the_old_one_is_not(town: Town) -> None:
    """Also by its words without å, ä and ö; and taken back, all is as before."""
    case = opened(town, person("Berg"))
    uid = renamed(town, case, "  Sjö   Lund ").event_uid
    assert seen(town, case)[0] == "Kim Sjö Lund"
    assert (found(town, "lund"), found(town, "sjo"), found(town, "berg")) == ([case], [case], [])
    assert verify_record() == []
    undo(town.viewer("c-caseworker"), case, uid)
    assert seen(town, case)[0] == "Kim Berg"
    assert (found(town, "lund"), found(town, "berg")) == ([], [case])
    assert verify_record() == []


def test_what_is_taken_back_in_one_case_leaves_what_was_told_later_in_another(town: Town) -> None:
    """The newest by the day it happened counts, whichever case told it and in whichever order it was noted."""
    kim = person("Ek")
    one, other = opened(town, kim, on=TODAY - timedelta(days=9)), opened(town, kim)
    later = renamed(town, one, "Ask")
    earlier = renamed(town, one, "Al", TODAY - timedelta(days=5))
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        newest = renamed(town, other, "Asp")
    assert seen(town, one) == seen(town, other) == ("Kim Asp", [])
    annul(town.viewer("c-lead"), one, later.event_uid, "Fel person.")
    assert seen(town, one)[0] == "Kim Asp"
    annul(town.viewer("c-lead"), other, newest.event_uid, "Fel person.")
    assert seen(town, other)[0] == "Kim Al"
    wanted = Entry("name-learnt", TODAY - timedelta(days=5), {"given_name": "Kim", "family_name": "Alm"})
    correct(town.viewer("c-lead"), one, earlier.event_uid, wanted, "Felstavat.")
    assert seen(town, other)[0] == "Kim Alm"
    assert verify_record() == []


def test_a_corrected_name_keeps_its_place_among_those_of_the_day(town: Town) -> None:
    """What was told later the same day is still what the person is called; undone, the corrected one stands again."""
    case = opened(town, person())
    first = renamed(town, case, "Ekk")
    renamed(town, case, "Ask")
    new = Entry("name-learnt", TODAY, {"given_name": "Kim", "family_name": "Ek"})
    corrected = correct(town.viewer("c-caseworker"), case, first.event_uid, new, "Felstavat.")
    assert seen(town, case)[0] == "Kim Ask"
    undo(town.viewer("c-caseworker"), case, corrected.event_uid)
    assert seen(town, case)[0] == "Kim Ask"
    assert verify_record() == []


@pytest.mark.parametrize(("name", "code"), [("   ", "field-missing"), ("x" * 81, "PER-02")])
def test_a_name_that_cannot_be_is_refused_beside_its_field(town: Town, name: str, code: str) -> None:
    """Blanks only, and more than a name holds; in the check as when it is recorded."""
    case = opened(town, person())
    entry = Entry("name-learnt", TODAY, {"given_name": "Kim", "family_name": name})
    [(field, found, _)] = refusal(lambda: record_event(town.viewer("c-caseworker"), case, entry))
    assert (field, found) == ("family_name", code)
    assert seen(town, case)[0] == "Kim Berg"


def test_all_that_is_wrong_with_a_number_and_what_is_said_of_it_is_told_at_once(town: Town) -> None:
    """The number that cannot be, beside the question that was not answered; no digit of it is repeated."""
    case = opened(town, person())
    entry = Entry("identity-number-learnt", TODAY, {"number": "19850301-2381"})
    wrong = refusal(lambda: record_event(town.viewer("c-caseworker"), case, entry))
    assert [(field, code) for field, code, _ in wrong] == [("change", "field-missing"), ("number", "NUM-04")]
    assert all("2381" not in message for *_, message in wrong)


# -- numbers ------------------------------------------------------------------------------------------------------------------------------


def test_somebody_gets_a_number_and_is_found_by_both(town: Town) -> None:
    """The one before is kept until the day before; only the new one is in force."""
    case = opened(town, kim := person(number=FIRST))
    numbered(town, case, f"{SECOND[2:8]}-{SECOND[8:]}")
    assert seen(town, case)[1] == [SECOND]
    assert (found(town, FIRST), found(town, SECOND)) == ([case], [case])
    until = kim.identity_numbers.order_by("pk").values_list("valid_from", "valid_until", "wrong")
    assert list(until) == [(None, TODAY - timedelta(days=1), False), (TODAY, None, False)]
    assert verify_record() == []


def test_a_number_that_was_wrong_finds_nobody_any_more(town: Town) -> None:
    """It is somebody else's. It stands with the person, marked; taken back, it is as before."""
    case = opened(town, kim := person(number=FIRST))
    uid = numbered(town, case, SECOND, "was-wrong").event_uid
    assert (seen(town, case)[1], found(town, FIRST), found(town, SECOND)) == ([SECOND], [], [case])
    assert kim.identity_numbers.get(number=FIRST).wrong
    person("Alm", FIRST)
    assert verify_record() == []
    annul(town.viewer("c-lead"), case, uid, "Det var rätt.")
    assert (seen(town, case)[1], found(town, FIRST), found(town, SECOND)) == ([FIRST], [case], [])
    assert first_rows(FIRST) == 1
    assert verify_record() == []


def test_by_a_number_that_was_wrong_nobody_is_opened_for_and_nothing_is_opened(town: Town) -> None:
    """Neither a new case for the person nor, for life or health, the one that is there; by the right number both."""
    case = opened(town, kim := person(number=FIRST))
    numbered(town, case, SECOND, "was-wrong")
    viewer = town.viewer("c-caseworker")
    wrong, right = (parse_number(each, TODAY) for each in (FIRST, SECOND))
    assert known_by_number(viewer, wrong) == (None, "", None)
    assert known_by_number(viewer, right).person_id == kim.pk
    outsider, kinds = town.viewer("h-caseworker"), frozenset({"identity"})
    assert open_for_emergency(outsider, Asked(FIRST, "life", "Svarar inte.", kinds)) is None
    found = open_for_emergency(outsider, Asked(SECOND, "life", "Svarar inte.", kinds))
    assert found is not None
    assert found.case == case


def test_one_who_had_no_number_gets_one(town: Town) -> None:
    """Nothing was wrong and nothing ended."""
    case = opened(town, person())
    numbered(town, case, FIRST)
    assert seen(town, case)[1] == [FIRST]
    assert found(town, FIRST) == [case]


@pytest.mark.parametrize(
    ("number", "code"), [("19850301-0000", "NUM-04"), ("20990301-2384", "NUM-05"), ("hemligt", "NUM-02"), ("  ", "")]
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(town: Town, number: str, code: str) -> None:
    """The reason repeats no part of it, and nothing is recorded; in the check beforehand too."""
    case = opened(town, person())
    viewer = town.viewer("c-caseworker")
    entry = Entry("identity-number-learnt", TODAY, {"number": number, "change": "got"})
    for work in (lambda: record_event(viewer, case, entry), lambda: preview_event(viewer, case, entry)):
        [(field, told, message)] = refusal(work)
        assert field == "number"
        assert told == code or not code
        assert "0301" not in message
    assert seen(town, case)[1] == []


def test_what_is_recorded_is_the_number_as_it_is_kept_and_shown_as_people_read_it(town: Town) -> None:
    """Twelve characters in the record, ÅÅÅÅMMDD-NNNN in the history."""
    case = opened(town, person())
    uid = numbered(town, case, f" {FIRST[2:8]} {FIRST[8:]} ").event_uid
    event = next(each for each in view_case(town.viewer("c-caseworker"), case, "case").history if each.uid == uid)
    assert event.values["number"] == FIRST
    assert event.fields[0][1] == f"{FIRST[:8]}-{FIRST[8:]}"


# -- assumed identity ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_old_and_the_new_of_an_assumed_identity_are_never_in_one_case(town: Town, elsewhere: bool) -> None:
    """Refused whether this case tells of it or another board learnt it; other protection refuses nothing."""
    case = opened(town, kim := person(number=FIRST), protection=Protection.MARKING)
    renamed(town, case, "Ek")
    if elsewhere:
        other = opened(town, registry.add_person("Kim", "Ek", same_person=kim.pk), by="h-caseworker")
        record(town, "h-caseworker", other, "protection-learnt", protection=Protection.ASSUMED)
    else:
        record(town, "c-caseworker", case, "protection-learnt", protection=Protection.ASSUMED)
    for work in (lambda: renamed(town, case, "Ask"), lambda: numbered(town, case, SECOND)):
        with pytest.raises(Refused) as refused:
            work()
        told = [each.reason for each in refused.value.refusals] + [each.message for each in refused.value.field_errors]
        assert len(told) == 1
        assert "nytt ärende" in told[0]
        assert not refused.value.can_be_passed_over
    assert seen(town, case) == ("Kim Ek", [FIRST])


# -- ties ---------------------------------------------------------------------------------------------------------------------------------


def of_both_boards(town: Town, number: str | None = FIRST) -> tuple[Person, UUID, Person, UUID]:
    """Somebody of this board, and somebody of another one with the first number; this one has the given one."""
    theirs = person("Alm", FIRST)
    their_case = opened(town, theirs, by="h-caseworker")
    value = parse_number(number, TODAY) if number else None
    same = theirs.pk if number == FIRST else None
    ours = registry.add_person("Kim", "Berg", number=value, protection=Protection.NONE, same_person=same)
    return ours, opened(town, ours), theirs, their_case


def test_a_number_that_was_wrong_ties_no_longer_and_the_right_one_does(town: Town) -> None:
    """Each goes on with its own; of those that share a number one has it as its own, and taking back puts all back."""
    ours, case, theirs, _ = of_both_boards(town)
    third = person("Dahl", SECOND)
    assert tied(ours, theirs)
    uid = numbered(town, case, SECOND, "was-wrong").event_uid
    assert tied(ours, third)
    assert not tied(ours, theirs)
    assert (first_rows(FIRST), first_rows(SECOND)) == (1, 1)
    annul(town.viewer("c-lead"), case, uid, "Det var rätt.")
    assert tied(ours, theirs)
    assert not tied(ours, third)
    assert (first_rows(FIRST), first_rows(SECOND)) == (1, 1)
    assert verify_record() == []


def test_a_number_that_somebody_gets_ties_two_groups(town: Town) -> None:
    """The ties that were stay; taken back, the two are apart again."""
    ours, case, theirs, _ = of_both_boards(town)
    third = person("Dahl", SECOND)
    uid = numbered(town, case, SECOND).event_uid
    assert tied(ours, theirs, third)
    assert verify_record() == []
    annul(town.viewer("c-lead"), case, uid, "Fel nummer.")
    assert tied(ours, theirs)
    assert not tied(theirs, third)


def test_the_first_row_whose_number_was_wrong_leaves_it_to_the_next(town: Town) -> None:
    """The other board's row has the number as its own then, and whoever is added with it is tied to that one."""
    ours = person("Berg", FIRST)
    case = opened(town, ours)
    theirs = registry.add_person("Kim", "Alm", number=parse_number(FIRST, TODAY), same_person=ours.pk)
    opened(town, theirs, by="h-caseworker")
    numbered(town, case, SECOND, "was-wrong")
    theirs.refresh_from_db()
    assert theirs.same_person is None
    assert IdentityNumber.objects.get(person=theirs).first
    value = parse_number(FIRST, TODAY)
    assert known_by_number(town.viewer("c-caseworker"), value).first_row == theirs.pk
    assert verify_record() == []


def test_protection_takes_hold_of_whoever_becomes_tied_and_never_the_other_way(town: Town) -> None:
    """From either of the two; that the tie was wrong does not make anybody less protected: each board finds that out itself."""
    ours, case, _, their_case = of_both_boards(town, None)
    record(town, "h-caseworker", their_case, "protection-learnt", protection=Protection.REGISTRATION)
    uid = numbered(town, case, FIRST).event_uid
    assert Case.objects.get(public_id=case).protected
    assert verify_record() == []
    annul(town.viewer("c-caseworker"), case, uid, "Fel nummer.")
    ours.refresh_from_db()
    assert ours.protection == Protection.REGISTRATION
    record(town, "c-caseworker", case, "protection-learnt", protection=Protection.NONE)
    assert not Case.objects.get(public_id=case).protected


def test_the_protection_of_the_one_who_gets_a_number_takes_hold_in_the_others(town: Town) -> None:
    """Their cases are protected at once."""
    _, case, theirs, their_case = of_both_boards(town, None)
    record(town, "c-caseworker", case, "protection-learnt", protection=Protection.MARKING)
    numbered(town, case, FIRST)
    theirs.refresh_from_db()
    assert theirs.protection == Protection.MARKING
    assert Case.objects.get(public_id=their_case).protected
    assert verify_record() == []


def test_what_a_board_found_out_itself_stays_where_nobody_new_is_tied(town: Town) -> None:
    """A new number of one who was tied already brings nothing back that the board has found not to be so."""
    ours, case, _, their_case = of_both_boards(town)
    record(town, "h-caseworker", their_case, "protection-learnt", protection=Protection.MARKING)
    record(town, "c-caseworker", case, "protection-learnt", protection=Protection.NONE)
    numbered(town, case, SECOND)
    ours.refresh_from_db()
    assert ours.protection == Protection.NONE


def test_that_somebody_else_has_the_number_changes_neither_answer_nor_statements(town: Town) -> None:
    """Somebody known to another board only, somebody nobody knows: the same in the check, when recorded, corrected and taken back."""
    ours, case, theirs, _ = of_both_boards(town, None)
    viewer = town.viewer("c-caseworker")

    def note(number: str) -> tuple[list[int], tuple[str, list[str]]]:
        counts = []
        with CaptureQueriesContext(connection) as queries:
            ready = preview_event(
                viewer, case, Entry("identity-number-learnt", TODAY, {"number": number, "change": "got"})
            )
            assert "Alm" not in str(ready)
            counts.append(len(queries))
            uid = numbered(town, case, number).event_uid
            counts.append(len(queries))
            shown = seen(town, case)
            new = Entry("identity-number-learnt", TODAY, {"number": number, "change": "was-wrong"})
            undone = correct(viewer, case, uid, new, "Fel val.").event_uid
            counts.append(len(queries))
            annul(viewer, case, undone, "Fel nummer.")
            counts.append(len(queries))
        return counts, (shown[0], [each.replace(number, "the number") for each in shown[1]])

    note(THIRD)
    assert note(FIRST) == note(SECOND)
    assert not tied(ours, theirs)


def test_a_tie_that_is_gone_shows_no_cases_that_could_belong_together(town: Town) -> None:
    """And one that is there shows them to who may see both, and only then."""
    kim = person("Berg", FIRST)
    case = opened(town, kim)
    other = opened(town, person("Alm", SECOND))
    uid = numbered(town, case, SECOND).event_uid
    assert tied(kim, Case.objects.get(public_id=other).person)
    annul(town.viewer("c-caseworker"), case, uid, "Fel nummer.")
    assert not tied(kim, Case.objects.get(public_id=other).person)


# -- the record is checked ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE persons_person SET family_name = 'Fel'", "name"),
        ("DELETE FROM persons_toldname WHERE event <> ''", "name"),
        ("DELETE FROM persons_identitynumber WHERE event <> ''", "identity number"),
        ("UPDATE persons_identitynumber SET wrong = TRUE", "identity number"),
        ("UPDATE persons_person SET same_person = NULL", "same person"),
    ],
)
def test_what_stands_of_a_person_and_is_not_what_the_events_tell_is_found(
    town: Town, statement: str, place: str
) -> None:
    """Each case of the person is named."""
    ours, case, _, _ = of_both_boards(town)
    renamed(town, case, "Ek")
    numbered(town, case, SECOND)
    assert verify_record() == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert ("REC-P5", place) in {(each.code, each.place) for each in verify_record()}
    assert ours.pk
