"""Numbers of sample people are test numbers that can belong to nobody."""

from datetime import date

import pytest

from hemvist.demo.numbers import is_test_number, numbers_for, sample_number
from hemvist.demo.script import seeded
from hemvist.persons.identity import parse_number

TODAY = date(2026, 11, 22)


def test_every_number_drawn_is_a_test_number_of_an_adult_and_drawn_once() -> None:
    """Four hundred people, no two with the same number."""
    drawn = numbers_for(400, seeded(1), TODAY)
    assert len({number.digits12 for number in drawn}) == 400
    for number in drawn:
        assert is_test_number(number.digits12)
        assert parse_number(number.digits12, TODAY) == number
        assert number.birth_date is not None
        assert number.birth_date < date(2008, 12, 31)


@pytest.mark.parametrize(
    ("born", "birth_number"),
    [
        (date(1980, 1, 1), "238"),
        (date(1989, 6, 1), "238"),
        (date(1990, 6, 1), "239"),
        (date(2000, 6, 1), "238"),
        (date(1985, 6, 1), "240"),
        (date(1930, 2, 1), "239"),
    ],
)
def test_a_number_that_could_be_somebodys_is_refused(born: date, birth_number: str) -> None:
    """Only the dates and birth numbers that were checked against the published list."""
    with pytest.raises(ValueError, match="could be somebody's"):
        sample_number(born, birth_number, TODAY)


def test_the_listed_older_pairs_are_test_numbers() -> None:
    """The first, the last, and a leap day among the whole years."""
    for born, birth_number in ((date(1930, 2, 1), "238"), (date(1975, 10, 15), "238"), (date(1996, 2, 29), "239")):
        assert is_test_number(sample_number(born, birth_number, TODAY).digits12)
