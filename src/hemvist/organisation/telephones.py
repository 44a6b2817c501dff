"""Where one calls: telephone numbers of units and workers, as they are written in letters. A fixed number of queries."""

import re

from hemvist.organisation.models import Unit, Worker

LONGEST = 30
_FORM = re.compile(r"(?:\+[1-9]|0)[0-9]*(?:[ -][0-9]+)*", re.ASCII)
_FEWEST, _MOST = 7, 15  # digits; no number in the world has more than 15 (ITU-T E.164)
_SAME = str.maketrans({"\u2013": "-", "\u2011": "-", "\u00a0": " "})


def telephone_number(text: str) -> str | None:
    """Give a telephone number as it is written in letters, with its own groups: "031-390 06 00" or "+46 31 390 06 00". None if it is not one.

    It begins with 0 or with + and a country, and has digits in groups with a space or a hyphen between them.
    """
    tidy = re.sub(r"\s*-\s*", "-", " ".join(text.translate(_SAME).split()))
    digits = sum(sign.isdigit() for sign in tidy)
    right = _FORM.fullmatch(tidy) and _FEWEST <= digits <= _MOST and len(tidy) <= LONGEST
    return tidy if right else None


def telephones_of_units(unit_ids: tuple[int, ...]) -> dict[int, str]:
    """Give the number of each unit; an empty text where it is not known."""
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "telephone"))


def set_unit_telephone(unit_id: int, number: str) -> None:
    """Set where one calls a unit. ``number`` is one as ``telephone_number`` gives it, or empty: not known."""
    Unit.objects.filter(pk=unit_id).update(telephone=number)


def set_worker_telephone(worker_id: int, number: str) -> None:
    """Set a worker's direct number. ``number`` is one as ``telephone_number`` gives it, or empty: not known."""
    Worker.objects.filter(pk=worker_id).update(telephone=number)
