"""Identity numbers are read strictly, and kept whole."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemvist.demo.numbers import BIRTH_NUMBERS, sample_number
from hemvist.persons.identity import NumberError, parse_number, parse_number_or_missing

TODAY = date(2026, 11, 22)
BORN = date(1985, 3, 14)
NUMBER = sample_number(BORN, "238", TODAY).digits12
SHORT = f"{NUMBER[2:8]}-{NUMBER[8:]}"

# Dates every one of which has published test numbers.
test_dates = st.dates(date(1981, 1, 1), date(1988, 12, 31))


def code_of(text: str, today: date = TODAY) -> str:
    """Give the code that a number is refused with."""
    with pytest.raises(NumberError) as refused:
        parse_number(text, today)
    assert refused.value.message.endswith(".")
    assert text.strip() == "" or text.strip() not in refused.value.message
    return refused.value.code


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        SHORT,
        SHORT.replace("-", ""),
        f"{NUMBER[:8]}-{NUMBER[8:]}",
        f" {NUMBER[:8]} {NUMBER[8:]} ",
        SHORT.replace("-", "–"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(text: str) -> None:
    """Ten or twelve digits, spaces, hyphens and dashes all give the same twelve digits."""
    value = parse_number(text, TODAY)
    assert (value.kind, value.digits12, value.birth_date) == ("personal", NUMBER, BORN)
    assert value.shown == f"{NUMBER[:8]}-{NUMBER[8:]}"


@given(born=test_dates, birth_number=st.sampled_from(BIRTH_NUMBERS), place=st.integers(0, 11), other=st.integers(1, 9))
def test_one_wrong_digit_is_never_the_same_number(born: date, birth_number: str, place: int, other: int) -> None:
    """A mistyped digit is refused, or (in the century, which no check digit covers) is plainly another year."""
    right = sample_number(born, birth_number, TODAY).digits12
    wrong = right[:place] + str((int(right[place]) + other) % 10) + right[place + 1 :]
    try:
        read = parse_number(wrong, TODAY)
    except NumberError:
        return
    assert place < 2
    assert read.digits12 == wrong


@given(born=test_dates, birth_number=st.sampled_from(BIRTH_NUMBERS))
def test_ten_digits_mean_someone_not_yet_a_hundred_and_plus_someone_older(born: date, birth_number: str) -> None:
    """The plus stands from the year a person turns a hundred (folkbokföringslag 18 §)."""
    number = sample_number(born, birth_number, TODAY).digits12
    the_year = date(born.year + 100, 1, 1)
    assert parse_number(f"{number[2:8]}-{number[8:]}", the_year - timedelta(days=1)).digits12 == number
    assert parse_number(f"{number[2:8]}+{number[8:]}", the_year).digits12 == number
    assert parse_number(f"{number[:8]}+{number[8:]}", the_year).digits12 == number


def test_plus_is_refused_for_someone_who_is_not_that_old() -> None:
    """A plus that contradicts the year is a slip, not a style."""
    assert code_of(f"{NUMBER[:8]}+{NUMBER[8:]}") == "NUM-06"


def test_a_date_that_has_not_come_is_refused() -> None:
    """The library reads it as valid; nobody is born tomorrow."""
    number = sample_number(date(2009, 6, 2), "239", TODAY).digits12
    assert code_of(number, date(2009, 6, 1)) == "NUM-05"
    assert parse_number(number, date(2009, 6, 2)).digits12 == number
    assert code_of(f"{number[2:8]}-{number[8:]}", date(2009, 6, 1)) == "NUM-05"


def test_a_coordination_number_has_sixty_added_to_its_day() -> None:
    """Lag (2022:1697) 2 kap. 8 §."""
    value = parse_number("610968-2390", TODAY)
    assert (value.kind, value.digits12, value.birth_date) == ("coordination", "196109682390", date(1961, 9, 8))


@pytest.mark.parametrize("number", ["195800682394", "195000692383", "195807602395"])
def test_a_coordination_number_may_lack_month_or_day_of_birth(number: str) -> None:
    """The library rejects these, though the tax agency's own test numbers have them; the birth date is then unknown."""
    value = parse_number(number, TODAY)
    assert (value.kind, value.digits12, value.birth_date) == ("coordination", number, None)
    assert code_of(number[:-1] + str((int(number[-1]) + 1) % 10)) == "NUM-04"


def test_a_reserve_number_has_a_letter() -> None:
    """Kept as written, in capitals; its date is known only if the number tells it."""
    value = parse_number("19850314-t220", TODAY)
    assert (value.kind, value.digits12, value.birth_date) == ("reserve", "19850314T220", BORN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NUM-01"),
        ("   ", "NUM-01"),
        ("hej", "NUM-02"),
        ("198503142", "NUM-02"),
        ("1985031423800", "NUM-02"),
        ("１９８５０３１４２３８３", "NUM-02"),
        ("19850332-2383", "NUM-03"),
        ("19851314-2383", "NUM-03"),
        ("19850014-2383", "NUM-03"),
        ("19850392-2383", "NUM-03"),
        ("00000314-2383", "NUM-03"),
        ("19850229-2383", "NUM-03"),
        (NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), "NUM-04"),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(text: str, code: str) -> None:
    """Each refusal has a stable code and says what to do, without repeating the number."""
    assert code_of(text) == code


@given(st.text(max_size=20))
def test_no_text_makes_it_fail_in_any_other_way(text: str) -> None:
    """Whatever is typed gives a number or a NumberError."""
    with contextlib.suppress(NumberError):
        assert len(parse_number(text, TODAY).digits12) == 12


def test_someone_without_a_number_is_said_to_lack_one() -> None:
    """The word "saknas" is an answer; an empty field is not."""
    assert parse_number_or_missing(" Saknas ", TODAY) is None
    with pytest.raises(NumberError):
        parse_number_or_missing("", TODAY)


def test_the_word_for_no_number_is_told_only_where_it_can_be_written() -> None:
    """A form has a box to tick, and one cannot search for it: only a file is told to write it."""
    with pytest.raises(NumberError) as plain:
        parse_number("19850505-23", TODAY)
    with pytest.raises(NumberError) as in_a_file:
        parse_number_or_missing("19850505-23", TODAY)
    assert "saknas" not in plain.value.message
    assert in_a_file.value.message.endswith("Finns inget nummer, skriv ”saknas”.")
    assert in_a_file.value.code == plain.value.code
