"""Identity numbers: personal numbers, coordination numbers and local reserve numbers, read strictly and kept as twelve characters.

The library ``personnummer`` checks ordinary numbers. What it does not know stands here: coordination numbers with an unknown month or day of birth
(month 00, day 60), dates that have not come yet, ``+`` from the year one turns a hundred, and reserve numbers.
Sources: folkbokföringslag 18 §; lag (2022:1697) 2 kap. 8 §. The number's date is not always the birth date, and nothing is said of anyone's gender.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from personnummer import personnummer

NumberKind = Literal["personal", "coordination", "reserve"]

MISSING = "saknas"
COORDINATION_DAY = 60  # what is added to the day of birth in a coordination number

_SEPARATORS = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
_NUMBER = re.compile(r"(\d\d)?(\d\d)(\d\d)(\d\d)([-+]?)(\d{4})", re.ASCII)
# A letter in the place of the first birth number digit: what health care and cities give those who have no number yet.
_RESERVE = re.compile(r"(\d{8})-?([TRSUWXJKLMN]\d{3})", re.ASCII)

_HOW = "Skriv tolv siffror, till exempel ÅÅÅÅMMDD-NNNN."


class NumberError(ValueError):
    """A number that cannot be used. ``code`` is stable; the text is for the person who typed it and repeats no part of the number."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class IdentityNumberValue:
    """A number that holds. ``digits12`` is without separator; ``birth_date`` is None where the number does not tell a whole date."""

    kind: NumberKind
    digits12: str
    birth_date: date | None

    @property
    def shown(self) -> str:
        """The number as people read it: ÅÅÅÅMMDD-NNNN."""
        return shown_number(self.digits12)


def shown_number(digits12: str) -> str:
    """Give a kept number as people read it, with its separator."""
    return f"{digits12[:8]}-{digits12[8:]}"


def kind_of(digits12: str) -> NumberKind:
    """Give which kind of number a kept one is."""
    if not digits12.isdigit():
        return "reserve"
    return "coordination" if int(digits12[6:8]) >= COORDINATION_DAY else "personal"


def parse_number_or_missing(text: str, today: date) -> IdentityNumberValue | None:
    """Read a number, or None for someone who has none: the word "saknas". An empty text is neither, and refused."""
    if text.strip().casefold() == MISSING:
        return None
    try:
        return parse_number(text, today)
    except NumberError as error:
        raise NumberError(error.code, f"{error.message} Finns inget nummer, skriv ”saknas”.") from None


def parse_number(text: str, today: date) -> IdentityNumberValue:
    """Read a personal, coordination or reserve number of ten or twelve characters, with or without separator and spaces.

    Raises NumberError: NUM-01 empty, NUM-02 not the shape of a number, NUM-03 no such date, NUM-04 wrong check digit,
    NUM-05 a date that has not come, NUM-06 the ``+`` does not agree with the year.
    """
    compact = "".join(text.split()).translate(_SEPARATORS).upper()
    if not compact:
        raise NumberError("NUM-01", f"Numret är tomt. {_HOW}")
    if reserve := _RESERVE.fullmatch(compact):
        return _reserve(reserve[1] + reserve[2], today)
    match = _NUMBER.fullmatch(compact)
    if match is None:
        raise NumberError("NUM-02", f"Det är inte ett personnummer eller samordningsnummer. {_HOW}")
    year = _year(match, today)
    digits = f"{year:04}{match[3]}{match[4]}{match[6]}"
    born = _date_of(digits)
    _check_digit(digits)
    _not_in_the_future(year, born, today)
    return IdentityNumberValue("coordination" if int(match[4]) >= COORDINATION_DAY else "personal", digits, born)


def _year(match: re.Match[str], today: date) -> int:
    """The whole year of birth: ten digits mean the latest year that has come, or with ``+`` the one a hundred years before it."""
    turns_hundred = match[5] == "+"
    if match[1] is None:
        latest = today.year - (today.year - int(match[2])) % 100
        return latest - 100 if turns_hundred else latest
    year = int(match[1] + match[2])
    if turns_hundred and today.year - year < 100:
        raise NumberError(
            "NUM-06",
            "Plustecknet betyder att personen fyller minst hundra år, men det gör inte den som är född det året.",
        )
    return year


def _date_of(digits: str) -> date | None:
    """The date a number tells, or None for a coordination number whose month or day of birth is not known."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    coordination = day >= COORDINATION_DAY
    day -= COORDINATION_DAY if coordination else 0
    if coordination and 0 in (month, day) and month <= 12 and day <= 31 and year > 0:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise NumberError("NUM-03", f"De första siffrorna är inte ett datum. {_HOW}") from None


def _check_digit(digits: str) -> None:
    """Refuse a number whose last digit does not follow from the others."""
    whole_date = digits[4:6] != "00" and digits[6:8] != str(COORDINATION_DAY)
    if not (personnummer.valid(digits) if whole_date else digits[8:11] != "000" and _luhn_holds(digits[2:])):
        raise NumberError("NUM-04", "Numret stämmer inte: kontrollsiffran är fel. Se efter att varje siffra är rätt.")


def _luhn_holds(ten_digits: str) -> bool:
    """Whether the digits add up (Luhn): every other one doubled, the sum of all digits a multiple of ten."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten_digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _not_in_the_future(year: int, born: date | None, today: date) -> None:
    if (born or date(year, 1, 1)) > today:
        raise NumberError(
            "NUM-05", "Datumet i numret har inte varit än. Är personen äldre: skriv födelseåret med fyra siffror."
        )


def _reserve(number: str, today: date) -> IdentityNumberValue:
    """A local reserve number: twelve characters with a letter in the ninth place. It has no check digit of its own."""
    born = _date_of(number)
    _not_in_the_future(int(number[:4]), born, today)
    return IdentityNumberValue("reserve", number, born)
