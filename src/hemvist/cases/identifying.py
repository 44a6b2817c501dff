"""A person's name and identity numbers, as the events of their cases tell them: judged, written, and told by the same words to everybody.

Whether a number is known to others changes nothing for who notes it: they learn neither that it is nor that it is not (design.md §5).
"""

from collections.abc import Collection, Iterator
from datetime import date

from hemvist.cases.casefile import CaseFile
from hemvist.cases.entries import FieldError
from hemvist.cases.standing import Standing
from hemvist.persons.identity import NumberError, parse_number, shown_number
from hemvist.persons.learning import TellsName, TellsNumber, learn_names, learn_numbers
from hemvist.persons.models import Protection
from hemvist.persons.registry import PersonError, clean_name
from hemvist.persons.ties import protected_by_ties
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.model import EventType

NAME, NUMBER = "name-learnt", "identity-number-learnt"
IDENTITY = frozenset({NAME, NUMBER})
"""Effects of events that tell who the person is."""
_READ = ("given_name", "family_name", "number")
_ASSUMED = "Personen har fingerade personuppgifter. De gamla och de nya uppgifterna ska aldrig stå i samma ärende: lägg upp ett nytt ärende med de nya."


def read_identity(
    event_type: EventType, fields: dict[str, FieldValue], today: date
) -> tuple[dict[str, FieldValue], list[FieldError]]:
    """Give the answers as they are kept, a name without needless blanks and a number as twelve characters; or what is wrong with each that is given."""
    if event_type.effect not in IDENTITY:
        return fields, []
    kept, errors = dict(fields), []
    for name in (each for each in _READ if each in fields):
        try:
            text = str(fields[name])
            kept[name] = clean_name(name, text) if event_type.effect == NAME else parse_number(text, today).digits12
        except (NumberError, PersonError) as wrong:
            errors.append(FieldError(name, wrong.code, wrong.message))
    return kept, errors


def assumed_errors(file: CaseFile, standing: Standing, event_type: EventType) -> list[FieldError]:
    """Refuse to note who somebody with an assumed identity is, where another board learnt that. Where this case tells it, the routine refuses."""
    if event_type.effect not in IDENTITY or standing.protection == Protection.ASSUMED:
        return []
    if file.row.person_protection != Protection.ASSUMED:
        return []
    return [FieldError("type", "assumed-identity", _ASSUMED)]


def learn_identity(file: CaseFile, effects: Collection[str | None]) -> dict[int, str]:
    """Write what the case's events tell of who the person is, where these effects are new or taken back.

    Gives the protection that takes hold of rows that a number ties now.
    """
    newly: dict[int, str] = {}
    if NAME in effects:
        learn_names(file.row.person_id, *names_told(file))
    if NUMBER in effects:
        rows = learn_numbers(file.row.person_id, *numbers_told(file))
        newly = protected_by_ties(rows, file.row.person_id)
    return newly


def names_told(file: CaseFile) -> tuple[set[str], list[TellsName]]:
    """Give the events of a case that have ever told a name, and what those that stand tell."""
    told, standing = _told(file, NAME)
    return told, [
        TellsName(e.id, file.history.place(e), str(e.fields["given_name"]), str(e.fields["family_name"]))
        for e in standing
    ]


def numbers_told(file: CaseFile) -> tuple[set[str], list[TellsNumber]]:
    """Give the events of a case that have ever told an identity number, and what those that stand tell."""
    told, standing = _told(file, NUMBER)
    return told, [
        TellsNumber(e.id, file.history.place(e), str(e.fields["number"]), e.fields.get("change") == "was-wrong")
        for e in standing
    ]


def _told(file: CaseFile, effect: str) -> tuple[set[str], Iterator[Event]]:
    told = {row.uid for row in file.rows if file.type_of(row).effect == effect}
    return told, (event for event in file.history.known(None).events if event.id in told)


def as_people_read_it(event_type: EventType, name: str, value: FieldValue) -> FieldValue:
    """Give an answer as it is shown: an identity number with its separator."""
    return shown_number(str(value)) if event_type.effect == NUMBER and name == "number" and value else value
