"""Numbers for sample people: only those that Skatteverket publishes as test numbers, which can never belong to anyone.

Checked against its list (Skatteverket, "Testpersonnummer", CC0): every birth date of the whole years below has the birth numbers 238 and 239 as
test numbers; for older people only the pairs listed. Beyond them a sample person has no number, or a local reserve number.
"""

import calendar
from datetime import date, timedelta
from random import Random

from hemvist.persons.identity import IdentityNumberValue, parse_number

BIRTH_NUMBERS = ("238", "239")
_WHOLE_YEARS = (*range(1977, 1989), *range(1991, 2000), 2003, 2004, 2006, 2008, 2009)
_NOT_THESE = (date(1980, 1, 1),)
_OLDER = """
    19300201-238 19351217-238 19380205-239 19381201-239 19381219-239 19391115-238 19391205-239 19391231-238 19400104-238
    19400215-239 19401202-238 19410101-239 19420827-239 19430328-239 19430430-238 19440101-238 19440101-239 19440116-238
    19440116-239 19441231-239 19450120-238 19450220-239 19450430-238 19450930-239 19451110-238 19451222-239 19460211-239
    19470130-239 19471016-238 19480513-238 19480913-238 19500219-238 19530328-238 19530807-239 19530919-238 19540413-238
    19550630-238 19550913-238 19560722-239 19560905-238 19561013-238 19580805-238 19630105-239 19630205-238 19630304-239
    19640831-238 19641118-239 19661231-238 19661231-239 19681029-238 19681029-239 19681102-238 19681102-239 19690426-239
    19690430-238 19690605-239 19690609-238 19690611-239 19690909-239 19710115-239 19710414-239 19710514-239 19720717-239
    19721129-238 19740830-239 19740911-239 19751001-238 19751008-238 19751015-238
"""


def is_test_number(digits12: str) -> bool:
    """Whether a personal number is one of the published test numbers that sample people are made from."""
    born = date(int(digits12[:4]), int(digits12[4:6]), int(digits12[6:8]))
    if (born, digits12[8:11]) in _older():
        return True
    return born.year in _WHOLE_YEARS and born not in _NOT_THESE and digits12[8:11] in BIRTH_NUMBERS


def sample_number(born: date, birth_number: str, today: date) -> IdentityNumberValue:
    """Give the test number of a birth date. Raises ValueError for one that is not a published test number."""
    stem = f"{born:%Y%m%d}{birth_number}"
    if not is_test_number(stem):
        raise ValueError(f"{stem} is not a published test number: it could be somebody's.")
    return parse_number(stem + _check_digit(stem), today)


def numbers_for(count: int, chance: Random, today: date, youngest: int = 18) -> list[IdentityNumberValue]:
    """Draw different test numbers: mostly of working age, a fifth from the older pairs; nobody younger than ``youngest``."""
    older = [sample_number(born, number, today) for born, number in sorted(_older())]
    latest = date(today.year - youngest, 1, 1)
    days = [day for year in _WHOLE_YEARS for day in _days_of(year) if day < latest and day not in _NOT_THESE]
    fresh = [sample_number(day, chance.choice(BIRTH_NUMBERS), today) for day in chance.sample(days, count)]
    chosen = chance.sample(older, min(len(older), count // 5))
    drawn = chosen + fresh[: count - len(chosen)]
    chance.shuffle(drawn)
    return drawn


def _older() -> frozenset[tuple[date, str]]:
    pairs = (word.split("-") for word in _OLDER.split())
    return frozenset((date(int(day[:4]), int(day[4:6]), int(day[6:])), number) for day, number in pairs)


def _days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=day) for day in range(366 if calendar.isleap(year) else 365)]


def _check_digit(stem: str) -> str:
    """The tenth digit of a personal number (Luhn)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(stem[2:])]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)
