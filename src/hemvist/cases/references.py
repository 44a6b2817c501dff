"""The number that people quote of a case: KC-2026-000123. Written in one way, read also without the leading noughts and in small letters."""

import re

_WRITTEN = re.compile(r"^([A-ZÅÄÖ]{1,8})-(\d{4})-(\d{1,9})$")


def reference(letters: str, year: int, number: int) -> str:
    """Write a case's number."""
    return f"{letters}-{year}-{number:06d}"


def read_reference(text: str) -> str | None:
    """Give the case's number that a text is, as it is written; None if the text is something else."""
    found = _WRITTEN.match(text.upper())
    if found is None:
        return None
    letters, year, number = found.groups()
    return reference(letters, int(year), int(number))
