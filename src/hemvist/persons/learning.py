"""What events tell of a person's name and identity numbers, and what stands of it when some of them are taken back.

Each that was told is kept by its event, at its place in the order in which it happened: what stands is what all of them give, played in that order.
So it is the same whatever was recorded or taken back first, and in whichever of the person's cases.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hemvist.persons.identity import kind_of
from hemvist.persons.models import IdentityNumber, Person, ToldName
from hemvist.persons.registry import rename
from hemvist.persons.ties import TiedRow, hold_ties, settle_ties

_DERIVED = ("valid_from", "valid_until", "wrong", "ended_by")


class TellsName(NamedTuple):
    """An event that tells a name. ``place`` sorts it among all events: it begins with the day."""

    event: str
    place: str
    given_name: str
    family_name: str


class TellsNumber(NamedTuple):
    """An event that tells a number, as it is kept. ``corrects``: the one that stood there was wrong."""

    event: str
    place: str
    number: str
    corrects: bool


def learn_names(person_id: int, of_case: Collection[str], standing: Iterable[TellsName]) -> None:
    """Let the person be called what events tell. ``of_case``: all events of a case that ever told it; ``standing``: those of them that stand."""
    person = Person.objects.select_for_update().get(pk=person_id)
    stored = ToldName.objects.filter(person=person)
    if not stored.exists():
        ToldName.objects.create(person=person, given_name=person.given_name, family_name=person.family_name)
    told = {each.event: each for each in standing}
    stored.filter(event__in=set(of_case) - told.keys()).delete()
    there = set(stored.values_list("event", flat=True))
    ToldName.objects.bulk_create(
        ToldName(person=person, **each._asdict()) for each in told.values() if each.event not in there
    )
    rename(person, *called(stored))


def called(told: Iterable[ToldName]) -> tuple[str, str]:
    """Give the given name and the family name that stand of all that was told."""
    newest = max(told, key=lambda each: (each.place, each.pk))
    return newest.given_name, newest.family_name


def learn_numbers(person_id: int, of_case: Collection[str], standing: Iterable[TellsNumber]) -> list[TiedRow]:
    """Let the person have the numbers that events tell, and be tied to whoever has the same. Gives every row whose ties may be others than before.

    The same statements whether or not a number is known to others.
    """
    hold_ties()
    person = Person.objects.select_for_update().get(pk=person_id)
    stored = IdentityNumber.objects.filter(person=person)
    told = {each.event: each for each in standing}
    stored.filter(event__in=set(of_case) - told.keys()).delete()
    there = set(stored.values_list("event", flat=True))
    IdentityNumber.objects.bulk_create(
        IdentityNumber(person=person, kind=kind_of(each.number), first=False, **each._asdict())
        for each in told.values()
        if each.event not in there
    )
    rows = list(stored)
    play(rows)
    IdentityNumber.objects.bulk_update(rows, _DERIVED)
    return settle_ties(person.same_person or person.pk, person.pk)


def play(rows: Iterable[IdentityNumber]) -> None:
    """Write in each of a person's numbers from when until when it holds, and whether it was wrong, as the events give it, played in order."""
    in_force: list[IdentityNumber] = []
    for row in sorted(rows, key=lambda each: (each.place, each.pk)):
        row.wrong = False
        if row.ended_by:
            row.valid_until, row.ended_by = None, ""
        if row.event:
            _ended(in_force, row)
            in_force = []
        if row.valid_until is None:
            in_force.append(row)


def _ended(before: list[IdentityNumber], by: IdentityNumber) -> None:
    """End what held when a number was told: the day before it. One that was wrong never held, and the right one did for as long."""
    on = date.fromisoformat(by.place[:10])
    by.valid_from = (before[0].valid_from if before else None) if by.corrects else on
    for row in before:
        row.valid_until, row.ended_by, row.wrong = on - timedelta(days=1), by.event, by.corrects
