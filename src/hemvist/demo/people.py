"""The demo city's people: common names and test numbers, put together with nothing in common."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random

from hemvist.demo.numbers import numbers_for
from hemvist.demo.script import data
from hemvist.persons.identity import IdentityNumberValue
from hemvist.persons.models import Protection
from hemvist.persons.registry import add_person

PROTECTED = (Protection.MARKING, Protection.REGISTRATION, Protection.ASSUMED)
CITY_AREAS = ("centrum", "hisingen", "nordost", "sydvast")
_WITHOUT_NUMBER, _WITH_RESERVE_NUMBER = 12, 17  # every so manieth person
# Numbers that the Swedish post and telecom agency keeps free for books and films.
_PHONES = [f"070-174 06 {last:02}" for last in range(5, 100)]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone in the demo city. ``kind`` of protection is what is known, or will be learnt when a case is opened."""

    id: int
    protection: Protection


def build_people(count: int, kinds: list[str], chance: Random, today: date) -> list[DemoPerson]:
    """Add ``count`` people. The first ones are those that stories need, by kind: "", "protected" or "unknown"."""
    numbers = iter(numbers_for(count, chance, today))
    protections, everyone = cycle(PROTECTED), data("names.toml")
    people: list[DemoPerson] = []
    for index in range(count):
        kind = kinds[index] if index < len(kinds) else chance.choices(("", "protected", "unknown"), (92, 4, 4))[0]
        protection = {"": Protection.NONE, "protected": next(protections), "unknown": Protection.UNKNOWN}[kind]
        number = _number(index, next(numbers))
        person = add_person(
            chance.choice(everyone["given"]),
            chance.choice(everyone["family"]),
            number=number,
            birth_date=_birth_date(number, chance),
            # Whoever has a case to come is not checked yet: the case's events tell.
            protection=Protection.UNKNOWN if index < len(kinds) else protection,
            city_area=chance.choice(CITY_AREAS),
            phone="" if kind else chance.choice(_PHONES),
            address="" if kind else _address(chance.randint(1, 90)),
        )
        people.append(DemoPerson(person.pk, protection))
    return people


def _address(house: int) -> str:
    """An address that nobody has, as the form asks for one: no Swedish postcode begins with a nought."""
    return f"Provgatan {house}, 000 {house:02} Göteborg"


def _number(index: int, drawn: IdentityNumberValue) -> IdentityNumberValue | None:
    """Most have a test number; some have none, and some only a local reserve number with a letter in it."""
    if index % _WITHOUT_NUMBER == _WITHOUT_NUMBER - 1:
        return None
    if index % _WITH_RESERVE_NUMBER == _WITH_RESERVE_NUMBER - 1:
        return IdentityNumberValue("reserve", f"{drawn.digits12[:8]}T{index % 1000:03}", drawn.birth_date)
    return drawn


def _birth_date(number: IdentityNumberValue | None, chance: Random) -> date | None:
    """The number's date, now and then the day beside it; unknown for who has no number."""
    if number is None or number.birth_date is None:
        return None
    return number.birth_date + timedelta(days=1 if chance.random() < 0.02 else 0)
