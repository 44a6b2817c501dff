"""People are added once, and found by the beginning of any word of their name or by their number."""

from datetime import date

import pytest

from hemvist import clock
from hemvist.demo.numbers import sample_number
from hemvist.persons.models import Protection
from hemvist.persons.registry import (
    PersonError,
    add_person,
    give_number,
    matching_persons,
)

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    """Give the names a search finds, in the order found."""
    return [person.name for person in matching_persons(text)]


def test_each_word_of_a_name_is_found_by_its_beginning_in_any_order() -> None:
    """Given name, family name, both, either first."""
    add_person("Maria Elena", "Holm-Berg")
    add_person("Mario", "Bergman")
    assert names("mari") == ["Mario Bergman", "Maria Elena Holm-Berg"]
    assert names("berg ele") == names("holm-b") == names("MARIA") == ["Maria Elena Holm-Berg"]
    assert names("ergman") == names("") == names("  ") == []


def test_swedish_letters_are_their_own_and_found_from_any_keyboard() -> None:
    """Å is not a, but whoever types a finds both; accents and composed forms make no difference."""
    for given in ("Åsa", "Asa", "André", "Andre", "Örjan"):
        add_person(given, "Ek")
    assert names("åsa") == names("A\u030asa") == ["Åsa Ek"]
    assert names("asa") == ["Asa Ek", "Åsa Ek"]
    assert names("andré") == names("andre") == ["Andre Ek", "André Ek"]
    assert names("orjan") == names("örj") == ["Örjan Ek"]
    assert names("ärjan") == []


def test_names_are_sorted_as_swedish_sorts_them() -> None:
    """Å, ä and ö stand last, in that order, on both databases."""
    for family in ("Öst", "Ärlig", "Ask", "Åberg", "Zetterlund", "Éden", "Wall", "Vik", "de Geer", "Edman"):
        add_person("Kim", family)
    assert [name.removeprefix("Kim ") for name in names("kim")] == [
        "Ask", "de Geer", "Éden", "Edman", "Vik", "Wall", "Zetterlund", "Åberg", "Ärlig", "Öst",
    ]  # fmt: skip


def test_a_person_is_found_by_any_number_they_have_had() -> None:
    """From a reserve number to a personal number: both find the same person, and both are kept."""
    value = sample_number(date(1985, 3, 14), "238", clock.today())
    person = add_person("Kim", "Ask")
    give_number(person, value)
    later = sample_number(date(1985, 3, 15), "238", clock.today())
    give_number(person, later, valid_from=date(2026, 5, 1))
    assert list(matching_persons(value.shown)) == list(matching_persons(later.digits12[2:])) == [person]
    ends = person.identity_numbers.order_by("pk").values_list("valid_until", flat=True)
    assert list(ends) == [date(2026, 4, 30), None]


def test_a_number_is_one_persons() -> None:
    """The refusal says to search instead, and adds nobody."""
    value = sample_number(date(1985, 3, 14), "238", clock.today())
    add_person("Kim", "Ask", number=value)
    with pytest.raises(PersonError) as refused:
        add_person("Robin", "Alm", number=value)
    assert (refused.value.code, refused.value.field) == ("PER-03", "number")
    assert names("robin") == []


@pytest.mark.parametrize(("given", "code"), [("  ", "PER-01"), ("x" * 81, "PER-02")])
def test_a_name_that_cannot_be_is_refused(given: str, code: str) -> None:
    """Empty and overlong names are refused with the field they stand in."""
    with pytest.raises(PersonError) as refused:
        add_person(given, "Ask")
    assert (refused.value.code, refused.value.field) == (code, "given_name")


def test_nobody_is_born_tomorrow() -> None:
    """A birth date in the future is refused."""
    with pytest.raises(PersonError) as refused:
        add_person("Kim", "Ask", birth_date=date(2999, 1, 1))
    assert refused.value.code == "PER-04"


def test_what_is_not_checked_is_protected() -> None:
    """A new person counts as protected until someone has checked; the birth date is not guessed from the number."""
    person = add_person("Kim", "Ask", number=sample_number(date(1985, 3, 14), "238", clock.today()))
    assert person.is_protected
    assert person.birth_date is None
    assert not add_person("Robin", "Alm", protection=Protection.NONE).is_protected
    with pytest.raises(ValueError, match="hemligt"):
        add_person("Alex", "Ek", protection="hemligt")
