"""People as the record knows them: found by name or number, and added.

Nothing here asks who is looking. ``cases`` joins ``matching_persons`` with the grants; no page calls it on its own.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate

from hemvist import clock
from hemvist.persons.identity import IdentityNumberValue, NumberError, parse_number
from hemvist.persons.models import IdentityNumber, NameWord, Person, Protection
from hemvist.swedish import COLLATION, fold, fold_plain

_LAST_CHARACTER = "\U0010ffff"


class PersonError(ValueError):
    """A person who cannot be added or changed so. ``code`` is stable, ``field`` names the part of the form; the text says what to do."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message


def matching_persons(text: str) -> QuerySet[Person]:
    """Give everyone whose number is the text, or whose names begin with each of its words, unbounded and unfiltered, in Swedish order.

    Only name and number are search terms (förordning 2001:637, 15 §). "Å", "ä" and "ö" find their own letter; "a" and "o" find them too.
    """
    try:
        number = parse_number(text, clock.today())
    except NumberError:
        return _by_name(text)
    return Person.objects.filter(identity_numbers__number=number.digits12, identity_numbers__wrong=False)


def _by_name(text: str) -> QuerySet[Person]:
    words = fold(text).split()
    if not words:
        return Person.objects.none()
    found = Person.objects.all()
    for word in words[:6]:
        found = found.filter(pk__in=NameWord.objects.filter(_begins_with(word)).values("person_id"))
    return found.order_by(*_BY_NAME)


_BY_NAME = (Collate("family_name", COLLATION), Collate("given_name", COLLATION), "pk")


def _begins_with(word: str) -> Q:
    """A condition that the index on words serves: by range on SQLite, whose LIKE ignores case and index; by pattern on PostgreSQL."""
    if connection.vendor == "sqlite":
        return Q(word__gte=word, word__lt=word + _LAST_CHARACTER)
    return Q(word__startswith=word)


@transaction.atomic
def add_person(
    given_name: str,
    family_name: str,
    *,
    number: IdentityNumberValue | None = None,
    birth_date: date | None = None,
    protection: str = Protection.UNKNOWN,
    city_area: str = "",
    phone: str = "",
    address: str = "",
    same_person: int | None = None,
) -> Person:
    """Add someone. Protection stays "not checked" until someone has checked it; the birth date is not taken from the number.

    ``same_person``: the first row of someone who is known by the number already, to others than those who add them now. The same statements
    add a row of its own, which tells nothing of the first.
    Raises PersonError: PER-01 a name is missing, PER-02 a name is too long, PER-03 the number is already someone's, PER-04 born in the future.
    """
    names = {"given_name": clean_name("given_name", given_name), "family_name": clean_name("family_name", family_name)}
    if birth_date is not None and birth_date > clock.today():
        raise PersonError("PER-04", "birth_date", "Födelsedatumet har inte varit än.")
    person = Person.objects.create(
        **names,
        search_name=_search_name(**names),
        birth_date=birth_date,
        protection=Protection(protection),
        city_area=city_area,
        phone=phone,
        address=address,
        same_person=same_person,
    )
    _write_words(person)
    if number is not None:
        give_number(person, number)
    return person


def clean_name(field: str, text: str) -> str:
    """Give a name as it is kept. Raises PersonError: PER-01 it is missing, PER-02 it is too long."""
    name = " ".join(text.split())
    if not name:
        raise PersonError("PER-01", field, "Skriv namnet. Är det inte känt: skriv ”Okänt”.")
    if len(name) > 80:
        raise PersonError("PER-02", field, "Namnet är för långt. Skriv högst 80 tecken.")
    return name


def rename(person: Person, given_name: str, family_name: str) -> None:
    """Let a person be called so from now on, and be found by it and not by what they were called."""
    person.given_name, person.family_name = given_name, family_name
    person.search_name = _search_name(given_name, family_name)
    person.save(update_fields=["given_name", "family_name", "search_name"])
    NameWord.objects.filter(person=person).delete()
    _write_words(person)


def _search_name(given_name: str, family_name: str) -> str:
    return fold_plain(f"{family_name} {given_name}")[:170]


def _write_words(person: Person) -> None:
    NameWord.objects.bulk_create(NameWord(person=person, word=word) for word in _words(person))


def _words(person: Person) -> Iterable[str]:
    """Every word of the name, as written and as typed without å, ä and ö."""
    return sorted({word for folded in (fold(person.name), fold_plain(person.name)) for word in folded.split()})


@transaction.atomic
def give_number(person: Person, number: IdentityNumberValue, valid_from: date | None = None) -> IdentityNumber:
    """Give a person a number; the one they had ceases to be valid the day before, and is kept.

    Raises PersonError PER-03 if the number is already someone's.
    """
    first = person.same_person is None
    if IdentityNumber.objects.filter(number=number.digits12, wrong=False).exists() and first:
        raise PersonError(
            "PER-03", "number", "Numret finns redan. Sök efter personen i stället för att lägga till den igen."
        )
    if valid_from is not None:
        until = date.fromordinal(valid_from.toordinal() - 1)
        IdentityNumber.objects.filter(person=person, valid_until=None).update(valid_until=until)
    return IdentityNumber.objects.create(
        person=person, kind=number.kind, number=number.digits12, valid_from=valid_from, first=first
    )


def person_with_public_id(public_id: UUID) -> Person | None:
    """Give the person that an address names, if there is one. The caller has seen to it that the viewer may know of them."""
    return Person.objects.filter(public_id=public_id).first()
