"""What people and files write, made into typed values of an event type's fields, and back. Strict; a value not given stays unknown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType, Field

DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MINUTE = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$")
WHOLE = re.compile(r"^-?\d{1,15}$")
UNKNOWN = "unknown"
Day = TypeVar("Day", date, datetime)
EARLIEST_YEAR, LATEST_YEAR = 1850, 2200  # so that months can be added to any date that was taken in
LONGEST_TEXT = 200
CHOSEN = ("choice", "choices", "yes-no", "yes-no-unknown", "worker", "role", "unit")
"""Types of fields whose answer is chosen, not written."""
LONGEST_LONG_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: a stable code and what to do, in Swedish."""

    field: str
    code: str
    message: str


class _Wrong(Exception):  # noqa: N818 - carried to typed_fields only
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def typed_fields(event_type: EventType, raw: Mapping[str, Any]) -> tuple[dict[str, FieldValue], list[FieldError]]:
    """Type the values of a form, a TOML or a JSON file. Fields not given, None and texts of nothing but blanks are left out: they are unknown.

    Errors have the codes field-unknown, field-missing, field-type and field-choice.
    """
    values: dict[str, FieldValue] = {}
    known = {field.name: field for field in event_type.fields}
    errors = [
        FieldError(name, "field-unknown", f"{event_type.label} har inget fält som heter ”{name}”.")
        for name in raw
        if name not in known
    ]
    for field in event_type.fields:
        given = raw.get(field.name)
        if given is None or given in ("", [], ()) or (isinstance(given, str) and given.isspace()):
            if field.required:
                words = "Välj ett svar på" if field.type in CHOSEN else "Fyll i"
                errors.append(FieldError(field.name, "field-missing", f"{words} ”{field.label}”."))
            continue
        try:
            values[field.name] = _typed(field, given)
        except _Wrong as wrong:
            errors.append(FieldError(field.name, wrong.code, wrong.message))
    return values, errors


def plain_fields(values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """The same values as JSON can hold them: dates and times as ISO text, several choices as a list. Unknown ones are left out."""
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            plain[name] = value
        elif isinstance(value, datetime):
            plain[name] = value.isoformat(timespec="minutes" if not value.second else "seconds")
        elif isinstance(value, date):
            plain[name] = value.isoformat()
        elif isinstance(value, tuple):
            plain[name] = list(value)
        elif value is not None:
            plain[name] = value
    return plain


def _typed(field: Field, given: Any) -> FieldValue:
    if given == UNKNOWN and field.may_be_unknown:
        return UNKNOWN
    match field.type:
        case "date":
            return _date(field, given)
        case "datetime":
            return _moment(field, given)
        case "number":
            return _number(field, given)
        case "choice" | "yes-no" | "yes-no-unknown":
            return _choice(field, given)
        case "choices":
            return _choices(field, given)
        case _:
            return _text(field, given)


def _within(field: Field, day: Day) -> Day:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise _Wrong(
            "field-type",
            f"”{field.label}”: året {day.year} kan inte stämma. Skriv ett år mellan {EARLIEST_YEAR} och {LATEST_YEAR}.",
        )
    return day


def _date(field: Field, given: Any) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return _within(field, given)
    if isinstance(given, str) and DATE.match(given.strip()):
        try:
            return _within(field, date.fromisoformat(given.strip()))
        except ValueError:
            raise _Wrong("field-type", f"”{field.label}”: datumet {given} finns inte i kalendern.") from None
    raise _Wrong("field-type", f"”{field.label}”: skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-02-10.")


def _moment(field: Field, given: Any) -> datetime:
    if isinstance(given, datetime) and given.tzinfo is None:
        return _within(field, given)
    if isinstance(given, str) and MINUTE.match(given.strip()):
        try:
            return _within(field, datetime.fromisoformat(given.strip()))
        except ValueError:
            raise _Wrong("field-type", f"”{field.label}”: tiden {given} finns inte.") from None
    raise _Wrong(
        "field-type", f"”{field.label}”: skriv dag och tid som ÅÅÅÅ-MM-DD TT:MM, till exempel 2026-02-10 13:00."
    )


def _number(field: Field, given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and WHOLE.match(given.strip()):
        return int(given)
    raise _Wrong("field-type", f"”{field.label}”: skriv ett heltal med siffror.")


def _choice(field: Field, given: Any) -> str:
    allowed = {choice.value: choice.label for choice in field.choices}
    if field.type != "choice":
        allowed = {"yes": "Ja", "no": "Nej"}
        if isinstance(given, bool):
            given = "yes" if given else "no"
    if isinstance(given, str) and given in allowed:
        return given
    raise _Wrong("field-choice", f"”{field.label}”: välj något av {', '.join(allowed.values())}.")


def _choices(field: Field, given: Any) -> tuple[str, ...]:
    allowed = {choice.value: choice.label for choice in field.choices}
    values = [given] if isinstance(given, str) else given
    if isinstance(values, list | tuple) and all(isinstance(one, str) and one in allowed for one in values):
        return tuple(value for value in allowed if value in values)
    raise _Wrong("field-choice", f"”{field.label}”: välj bland {', '.join(allowed.values())}.")


def _text(field: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise _Wrong("field-type", f"”{field.label}”: skriv en text.")
    longest = LONGEST_LONG_TEXT if field.type == "long-text" else LONGEST_TEXT
    if len(given) > longest:
        raise _Wrong("field-type", f"”{field.label}”: texten är för lång ({len(given)} tecken, högst {longest}).")
    return given
