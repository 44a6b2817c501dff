"""Whatever is noted of who somebody is, corrected and taken back, in whichever of their cases: what stands is what those that stand give in order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.casefile import find_case, forget, open_file
from hemvist.cases.correcting import annul, correct
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.cases.verifying import verify_record
from hemvist.persons import registry
from hemvist.persons.identity import parse_number
from hemvist.persons.models import IdentityNumber, Person
from hemvist.routines.fields import plain_fields
from hemvist.routines.history import Event
from tests.cases.test_identity import NUMBERS
from tests.cases.town import TODAY, Town, opened

Draw = Callable[[st.SearchStrategy[Any]], Any]
OPENED = TODAY - timedelta(days=30)
FAMILIES = ("Ek", "Ask", "Alm")
few = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


@dataclass
class Noting:
    """People with their cases, and what is noted in them as time goes by."""

    town: Town
    draw: Draw
    cases: dict[UUID, Person] = field(default_factory=dict)
    minutes: int = 0

    def add(self, number: str | None, cases: int) -> Person:
        """Somebody with a number, or none, and some cases."""
        value = parse_number(number, TODAY) if number else None
        person = registry.add_person("Kim", "Berg", number=value)
        for _ in range(cases):
            self.cases[opened(self.town, person, on=OPENED)] = person
        return person

    def entry(self) -> Entry:
        """A name or a number, on some day."""
        on = OPENED + timedelta(days=self.draw(st.integers(0, 3)))
        if self.draw(st.booleans()):
            return Entry("name-learnt", on, {"given_name": "Kim", "family_name": self.draw(st.sampled_from(FAMILIES))})
        change = self.draw(st.sampled_from(["got", "was-wrong"]))
        number = self.draw(st.sampled_from(NUMBERS[:4]))
        return Entry("identity-number-learnt", on, {"number": number, "change": change})

    def step(self) -> None:
        """Note something in a case, or correct or take back what stands there."""
        case = self.draw(st.sampled_from(list(self.cases)))
        viewer = self.town.viewer("c-caseworker")
        there = standing(case)
        what = self.draw(st.sampled_from(["note", "note", "annul", "correct"])) if there else "note"
        self.minutes += 10
        with clock.set_to(
            datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC) + timedelta(minutes=self.minutes)
        ):
            if what == "note":
                record_event(viewer, case, self.entry())
                return
            target = self.draw(st.sampled_from([event.id for event in there]))
            if what == "annul":
                annul(viewer, case, target, "Fel.")
            else:
                correct(viewer, case, target, self.entry(), "Fel.")


def standing(case: UUID) -> list[Event]:
    """The events of a case that tell who the person is, and stand, in the order they happened."""
    row = find_case(case)
    assert row
    file = open_file(row)
    return [
        event for event in file.history.known(None).events if event.type in ("name-learnt", "identity-number-learnt")
    ]


def known(person: Person) -> tuple[str, str, list[tuple[Any, ...]]]:
    """What the register says of somebody."""
    person.refresh_from_db()
    words = " ".join(sorted(person.name_words.values_list("word", flat=True)))
    columns = ("number", "kind", "valid_from", "valid_until", "wrong")
    return person.name, words, list(person.identity_numbers.order_by("place", "pk").values_list(*columns))


def in_order(cases: list[UUID]) -> list[Event]:
    """All that stands of some cases, in the order it happened: what is of one day in the order it was noted, or what it took the place of was."""
    placed = []
    for case in cases:
        row = find_case(case)
        assert row
        history = open_file(row).history
        placed += [(history.place(event), event) for event in standing(case)]
    return [event for _, event in sorted(placed, key=lambda each: each[0])]


def groups() -> set[frozenset[int]]:
    """Who have the same number, one with the next, worked out the slow way."""
    found = [frozenset({pk}) for pk in Person.objects.values_list("pk", flat=True)]
    for number in set(IdentityNumber.objects.filter(wrong=False).values_list("number", flat=True)):
        holders = set(IdentityNumber.objects.filter(wrong=False, number=number).values_list("person_id", flat=True))
        joined = [each for each in found if each & holders]
        found = [each for each in found if not each & holders] + [frozenset().union(*joined)]
    return set(found)


def tied() -> set[frozenset[int]]:
    """Who are tied in the register."""
    roots: dict[int, set[int]] = {}
    for pk, same in Person.objects.values_list("pk", "same_person"):
        roots.setdefault(same or pk, set()).add(pk)
    assert all(root == min(rows) for root, rows in roots.items())
    return {frozenset(rows) for rows in roots.values()}


@few
@given(data=st.data())
def test_what_stands_is_what_those_that_stand_give_in_order(town: Town, data: st.DataObject) -> None:
    """Names, numbers and ties: as if the rest had never been noted; and each number is one row's own."""
    with transaction.atomic():
        noting = Noting(town, data.draw)
        first = noting.add(data.draw(st.sampled_from([None, NUMBERS[0]])), cases=2)
        noting.add(NUMBERS[1], cases=1)
        for _ in range(data.draw(st.integers(1, 12))):
            noting.step()
        assert verify_record() == []
        assert tied() == groups()
        for number in set(IdentityNumber.objects.filter(wrong=False).values_list("number", flat=True)):
            [own] = IdentityNumber.objects.filter(number=number, first=True)
            assert not own.wrong
        assert known(played_anew(noting, first)) == known(first)
        transaction.set_rollback(True)
    forget()


def played_anew(noting: Noting, person: Person) -> Person:
    """Give somebody who began as this person did, and of whom only what stands was noted, in the order it happened."""
    again = registry.add_person("Kim", "Berg")
    for number in person.identity_numbers.filter(event=""):
        IdentityNumber.objects.create(person=again, kind=number.kind, number=number.number, first=False)
    case = opened(noting.town, again, on=OPENED)
    for event in in_order([case for case, theirs in noting.cases.items() if theirs == person]):
        entry = Entry(event.type, event.on, plain_fields(event.fields))
        record_event(noting.town.viewer("c-caseworker"), case, entry)
    return again
