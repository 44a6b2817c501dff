"""Swedish names: folded for search, and sorted with å, ä and ö last.

Used as ``order_by(Collate("name", COLLATION))``. PostgreSQL sorts with ICU's ``sv-SE``; SQLite with the collation
registered here. Both know it by the name ``swedish``.
"""

import sqlite3
import unicodedata
from functools import cache

COLLATION = "swedish"

_AS_SWEDISH = str.maketrans({"æ": "ä", "ø": "ö", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i"})
_TO_PLAIN = str.maketrans("åäö", "aao")
_SORTED_AS_OTHERS = str.maketrans({"ü": "y", "ű": "y"})
_LAST_LETTERS = "åäö"
# The order of signs that stand in names, before digits and letters.
_SIGNS = " _-,;:!?.'’\"()/&"


def fold(name: str) -> str:
    """Give a name as searches compare it: no case, no accents (é is e), while å, ä and ö stay letters of their own. NFC."""
    composed = unicodedata.normalize("NFC", name).casefold().translate(_AS_SWEDISH)
    return " ".join("".join(_without_accent(letter) for letter in composed).replace("-", " ").split())


def fold_plain(name: str) -> str:
    """Give a name as typed on a keyboard without å, ä and ö."""
    return fold(name).translate(_TO_PLAIN)


@cache
def _without_accent(letter: str) -> str:
    if letter in _LAST_LETTERS:
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


@cache
def _weight(letter: str) -> tuple[int, int]:
    """Where a letter stands: signs, digits, a to z, å ä ö, all others."""
    if letter in _SIGNS:
        return (0, _SIGNS.index(letter))
    if letter.isdigit():
        return (1, ord(letter))
    if "a" <= letter <= "z":
        return (2, ord(letter))
    if letter in _LAST_LETTERS:
        return (3, _LAST_LETTERS.index(letter))
    return (4, ord(letter))


def sort_key(text: str) -> tuple[list[tuple[int, int]], str, str]:
    """Give what Swedish sorting compares: letters first; then accents; then small before capital."""
    composed = unicodedata.normalize("NFC", text)
    folded = composed.casefold().translate(_AS_SWEDISH).translate(_SORTED_AS_OTHERS)
    letters = "".join(_without_accent(letter) for letter in folded)
    return (
        [_weight(letter) for letter in letters],
        unicodedata.normalize("NFD", composed.casefold()),
        composed.swapcase(),
    )


def compare(first: str, second: str) -> int:
    """Compare two texts in Swedish order: negative, zero or positive."""
    one, other = sort_key(first), sort_key(second)
    return (one > other) - (one < other)


def register_collation(connection: sqlite3.Connection) -> None:
    """Teach an SQLite connection the collation."""
    connection.create_collation(COLLATION, compare)
