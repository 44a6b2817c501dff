"""Words that stand nowhere else: one in every free text, name, number and place, so that a page that shows it is caught."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hemvist.cases.casefile import case_by_row, open_file_anew
from hemvist.cases.chain import EventRow
from hemvist.cases.models import Case
from hemvist.retention.models import HoldEntry

MARK = re.compile(r"zq[a-z]\d{5}z")
TEXTS = ("text", "long-text")


class Marks:
    """Makes marks: one letter for what it marks, and a number."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, letter: str) -> str:
        """Give a mark that was never given before."""
        self._last += 1
        return f"zq{letter}{self._last:05d}z"


def marks_in(text: str) -> set[str]:
    """Every mark in a text."""
    return set(MARK.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Truth:
    """Where every mark comes from: the events of which case, which person, or why which case is held."""

    events: dict[str, list[tuple[int, EventRow]]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ways_to_reach: dict[str, int] = field(default_factory=dict)
    cases: dict[int, int] = field(default_factory=dict)
    holds: dict[str, int] = field(default_factory=dict)


def truth() -> Truth:
    """Read from the whole record where every mark stands."""
    found = Truth()
    for case in Case.objects.select_related("person"):
        found.cases[case.pk] = case.person_id
        person = case.person
        found.names.update(dict.fromkeys(marks_in(person.name), person.pk))
        found.numbers.update(dict.fromkeys((each.number for each in person.identity_numbers.all()), person.pk))
        reach = f"{person.phone} {person.address} {person.city_area}"
        found.ways_to_reach.update(dict.fromkeys(marks_in(reach), person.pk))
        for hold in HoldEntry.objects.filter(case_row=case.pk):
            found.holds.update(dict.fromkeys(marks_in(f"{hold.reason} {hold.legal_ground}"), case.pk))
        for mark, row in _of_events(case.pk):
            found.events.setdefault(mark, []).append((case.pk, row))
    return found


def _of_events(case: int) -> Iterator[tuple[str, EventRow]]:
    stored = case_by_row(case)
    assert stored
    for row in open_file_anew(stored).rows:
        for mark in marks_in(json.dumps([row.payload, row.passed_over, row.reason])):
            yield mark, row
