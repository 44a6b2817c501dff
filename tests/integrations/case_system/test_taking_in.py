"""Rows of a file that comes in: each is recorded once or told why not, whatever the others are; nothing is lost when it is stopped."""

import pytest

from hemvist.cases.searching import search_cases
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.taking_in import progress_of, receive, take_in
from hemvist.persons.models import Person
from tests.factories import City, small_city, viewer
from tests.integrations.case_system.files import NUMBERS, as_csv, board_of, case_line, file_with

IMPORT = IncomingFile.Purpose.IMPORT


@pytest.fixture
def city(db: None) -> City:
    """A small city."""
    return small_city()


def refused(file: IncomingFile) -> list[tuple[int, str, str]]:
    """What was refused: row, code, field."""
    rows = IncomingRow.objects.filter(file=file, state="refused").order_by("number")
    return [(row.number, row.code, row.field) for row in rows]


def test_cases_are_opened_and_handled_by_the_one_named(city: City) -> None:
    """The caseworker has the case; it stands that the technical worker opened it."""
    file = receive(board_of(city), IMPORT, file_with(case_line("1")))
    assert take_in(file).recorded == 1
    [found] = search_cases(viewer(city.caseworker), "Östlund")
    view = view_case(viewer(city.caseworker), found.case, "test")
    assert [(p.role, p.worker_name) for p in view.parties] == [("caseworker", "Anna Lindqvist")]
    assert view.history[0].actor_name.startswith("Treserva")
    assert not view.protected
    assert verify_record() == []


def test_the_same_file_again_opens_nothing_twice(city: City) -> None:
    """Not from the same file, and not from another one with the same row, in whatever form."""
    content = file_with(case_line("1"))
    take_in(receive(board_of(city), IMPORT, content))
    again = take_in(receive(board_of(city), IMPORT, content))
    assert (again.recorded, again.waiting) == (1, 0)
    other = take_in(receive(board_of(city), IMPORT, as_csv(case_line("1"), case_line("2", NUMBERS[1]))))
    assert (other.repeated, other.recorded) == (1, 1)
    assert Person.objects.count() == 2


def test_a_bad_row_stops_no_other(city: City) -> None:
    """Each is told with its code and field; nothing of it is left in the record."""
    lines = [
        case_line("1", "199103022382"),
        case_line("2", unit="finns-inte"),
        case_line("3", caseworker="ingen"),
        case_line("4", routine="annan"),
        case_line("5", reason=None),
        case_line("6", opened_on="2026-13-01"),
        case_line("7", caseworker="olof"),
        case_line("8", opened_on="2099-01-01"),
        case_line("9", NUMBERS[2], person={"given_name": ""}),
        case_line("10", protection="hemlig"),
        case_line("11", extra="x"),
        case_line("12", NUMBERS[1]),
    ]
    file = receive(board_of(city), IMPORT, file_with(*lines) + b'{"record":"case","row":"13"')
    assert take_in(file).recorded == 1
    assert refused(file) == [
        (1, "NUM-04", "number"),
        (2, "unknown-unit", "unit"),
        (3, "unknown-worker", "caseworker"),
        (4, "unknown-routine", "routine"),
        (5, "field-missing", "reason"),
        (6, "field-type", "opened_on"),
        (7, "worker-without-role", "worker"),
        (8, "in-the-future", "on"),
        (9, "field-missing", "person.given_name"),
        (10, "field-choice", "protection"),
        (11, "field-unknown", ""),
        (13, "not-json", ""),
    ]
    assert Person.objects.count() == 1


def test_a_row_id_with_other_words_is_refused(city: City) -> None:
    """It is not taken for the row that was recorded."""
    take_in(receive(board_of(city), IMPORT, file_with(case_line("1"))))
    changed = receive(board_of(city), IMPORT, file_with(case_line("1", reason="Något annat.")))
    take_in(changed)
    assert refused(changed) == [(1, "row-id-reused", "row")]


def test_a_trial_records_nothing(city: City) -> None:
    """The same rows are told the same faults, and can then be taken in for real."""
    content = file_with(case_line("1"), case_line("2", unit="finns-inte"))
    file = receive(board_of(city), IMPORT, content, trial=True)
    tried = take_in(file)
    assert (tried.tried, tried.refused) == (1, 1)
    assert Person.objects.count() == 0
    real = take_in(receive(board_of(city), IMPORT, content))
    assert (real.recorded, real.refused) == (1, 1)


def test_the_words_of_a_recorded_row_are_wiped(city: City) -> None:
    """What is in the record is not kept a second time; a refused row keeps its words until somebody has looked at it."""
    file = receive(board_of(city), IMPORT, file_with(case_line("1"), case_line("2", unit="finns-inte")))
    take_in(file)
    texts = list(IncomingRow.objects.filter(file=file).order_by("number").values_list("text", flat=True))
    assert texts[0] == ""
    assert "Östlund" in texts[1]


def test_it_goes_on_where_it_stopped(city: City) -> None:
    """After some seconds it can be left, and the rest taken later."""
    file = receive(board_of(city), IMPORT, file_with(*(case_line(str(n), "saknas") for n in range(120))))
    first = take_in(file, seconds=0)
    assert 0 < first.recorded < 120
    assert progress_of(file).waiting == 120 - first.recorded
    assert take_in(file).recorded == 120


def test_csv_says_what_is_wrong_with_its_rows(city: City) -> None:
    """A row with too few columns, and a quotation mark that is not closed, are rows like others."""
    content = as_csv(case_line("1")) + b"2;kort\r\n" + b'3;"aldrig'
    file = receive(board_of(city), IMPORT, content)
    take_in(file)
    assert [code for _, code, _ in refused(file)] == ["wrong-columns", "not-csv"]
    assert progress_of(file).recorded == 1


def test_a_protected_person_is_opened_as_protected(city: City) -> None:
    """Then only the caseworker who was named sees the case, not the technical worker."""
    file = receive(board_of(city), IMPORT, file_with(case_line("1", protection="confidentiality-marking")))
    assert take_in(file).recorded == 1
    assert len(search_cases(viewer(city.caseworker), "Östlund")) == 1
    assert search_cases(viewer(city.lead_caseworker), "Östlund") == []
