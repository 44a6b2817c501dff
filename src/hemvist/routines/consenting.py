"""What a consent must say besides that it was given, whatever document it stands in: how it can be shown afterwards, and days that fit together."""

from collections.abc import Mapping
from datetime import date

from hemvist.routines.deadlines import age_on
from hemvist.routines.fields import FieldError
from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType

PROOF_OF_FORM = {"written": "reference", "oral": "witness", "on-file": "reference"}
"""The ways in which a consent is given, each with the field that says how it can be shown: where the form is kept, or who else heard it."""

CLIENT = "client"
"""Who gives a consent where nobody gives it for them."""

NEEDED_SOMETIMES = frozenset({*PROOF_OF_FORM.values(), "given_by_name"})
"""The fields of a consent that must be filled in by what the others answer."""

GUARDIAN = "guardian"
"""Who gives it for a child. An adult has none: a consent that somebody gives as theirs is no consent."""

_NO_PROOF = {
    "reference": ("consent-without-reference", "Skriv var blanketten finns, så att samtycket kan visas upp."),
    "witness": ("consent-without-witness", "Samtycket är muntligt. Skriv vem mer som hörde det."),
}


def consent_errors(
    event_type: EventType,
    fields: Mapping[str, FieldValue],
    given_on: date,
    birth_date: date | None = None,
    adult_from: int | None = None,
) -> list[FieldError]:
    """Say what is wrong with a consent that was given on a day; nothing for an event with another effect.

    ``birth_date``: the person's, where it is known; ``adult_from``: the age from which nobody has a guardian (OSL 12:3, FB 6:2). A birth date
    that is not known says nothing against a guardian.

    Codes: consent-without-witness, consent-without-reference, consent-without-name, consent-by-guardian-of-adult,
    consent-before-it-was-given, consent-ends-before-it-begins, consent-already-over.
    """
    if event_type.effect != "consent-given":
        return []
    is_adult = birth_date is not None and adult_from is not None and age_on(birth_date, given_on) >= adult_from
    grown = _guardian_errors(fields, adult_from) if is_adult else []
    return [*grown, *_giver_errors(event_type, fields), *_proof_errors(fields), *_day_errors(fields, given_on)]


def _guardian_errors(fields: Mapping[str, FieldValue], adult_from: int | None) -> list[FieldError]:
    if fields.get("given_by") != GUARDIAN:
        return []
    message = (
        f"Personen hade fyllt {adult_from} år den dagen och har ingen vårdnadshavare. Välj personen själv, eller god man eller förvaltare."
        " Är födelsedatumet fel, rätta det först."
    )
    return [FieldError("given_by", "consent-by-guardian-of-adult", message)]


def _giver_errors(event_type: EventType, fields: Mapping[str, FieldValue]) -> list[FieldError]:
    """Whoever consents for somebody is named, where the form asks for the name: else nobody can ask them afterwards."""
    named = "given_by_name"
    if fields.get("given_by") in (None, CLIENT) or str(fields.get(named) or "").strip():
        return []
    if all(field.name != named for field in event_type.fields):
        return []
    return [FieldError(named, "consent-without-name", "Någon annan än klienten lämnar samtycket. Skriv vem.")]


def _proof_errors(fields: Mapping[str, FieldValue]) -> list[FieldError]:
    needed = PROOF_OF_FORM.get(str(fields.get("form")))
    if needed is None or str(fields.get(needed) or "").strip():
        return []
    return [FieldError(needed, *_NO_PROOF[needed])]


def _day_errors(fields: Mapping[str, FieldValue], given_on: date) -> list[FieldError]:
    first, last = fields.get("first_day"), fields.get("last_day")
    errors = []
    if isinstance(first, date) and first < given_on:
        message = f"Samtycket lämnades {given_on} och kan inte gälla från en tidigare dag."
        errors.append(FieldError("first_day", "consent-before-it-was-given", message))
    if isinstance(first, date) and isinstance(last, date) and last < first:
        message = f"Sista dagen är före den första, {first}. Skriv den dagen eller en senare."
        errors.append(FieldError("last_day", "consent-ends-before-it-begins", message))
    elif isinstance(last, date) and last < given_on:
        message = f"Samtycket lämnades {given_on} och hade då redan slutat gälla. Skriv den dagen eller en senare."
        errors.append(FieldError("last_day", "consent-already-over", message))
    return errors
