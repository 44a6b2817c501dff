"""From what a browser posts to the raw value of one field of an event.

Each field of a routine becomes one Django field. It only gathers what was posted into the shape the engine reads
(ISO texts, "yes", "no", "unknown"). What is wrong with it is for the engine's own strict reading to say, so that a
form, a file and an import are judged alike.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from hemvist.routines.model import Field

Raw = str | list[str] | None
UNKNOWN = "unknown"


class AnswerWidget(forms.Widget):
    """Reads the inputs that one question has on the page (`macros/fields.html` says which)."""

    def __init__(self, question: Field) -> None:
        super().__init__()
        self.question = question

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Raw:
        """Give what was posted as one value; an empty answer is None."""
        if self.question.type == "choices":
            given: list[str] = [each for each in _all(data, name) if each]
            return given or self._unknown(data, name)
        is_moment = self.question.type == "datetime"
        written = moment(_one(data, f"{name}_date"), _one(data, f"{name}_time")) if is_moment else _one(data, name)
        return written or self._unknown(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return not any(key in data for key in (name, f"{name}_date", f"{name}_time", f"{name}_unknown"))

    def _unknown(self, data: Mapping[str, Any], name: str) -> str | None:
        return UNKNOWN if self.question.may_be_unknown and _one(data, f"{name}_unknown") else None


class AnswerField(forms.Field):
    """One question of an event. Its value stays raw; whether it is allowed is the engine's to say."""

    def __init__(self, question: Field) -> None:
        super().__init__(required=False, label=question.label, widget=AnswerWidget(question))
        self.question = question

    def clean(self, value: Raw) -> Raw:
        """Refuse what cannot be kept or is only half written: a character no database takes, a day without its time."""
        if "\0" in str(value):
            raise ValidationError(
                gettext("Texten innehåller ett tecken som inte kan sparas. Skriv om den."), code="null-character"
            )
        if self.question.type == "datetime" and isinstance(value, str) and value != UNKNOWN:
            _refuse_half(value)
        return value


def moment(day: str, clock: str) -> str:
    """Join a day and a time of day: the time as the engine reads it where it is one, else as it was written; an empty text where neither was."""
    at = clock_time(clock)
    return f"{day}T{at:%H:%M}" if at else f"{day}T{clock}" if day or clock else ""


def clock_time(text: str) -> time | None:
    """Read a time of day written with a colon or, as is usual in Swedish, a full stop: 13:00, 9.30. None if it is not one."""
    hours, colon, minutes = text.strip().replace(".", ":").partition(":")
    digits = (hours + minutes).isascii() and (hours + minutes).isdigit()
    if colon and digits and len(hours) in (1, 2) and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60:
        return time(int(hours), int(minutes))
    return None


def posted(question: Field, value: object) -> dict[str, list[str]]:
    """Give a raw value the names and texts that a browser would post for it, so that a page can carry it onwards hidden."""
    name = question.name
    if value is None or value == "":
        return {}
    if isinstance(value, list | tuple):
        return {name: [str(each) for each in value]}
    if value == UNKNOWN and question.may_be_unknown and UNKNOWN not in {each.value for each in question.choices}:
        return {f"{name}_unknown": ["on"]}
    if question.type == "datetime":
        day, _, clock = str(value).partition("T")
        return {f"{name}_date": [day], f"{name}_time": [clock[:5]]}
    return {name: [str(value)]}


def _refuse_half(value: str) -> None:
    day, _, clock = value.partition("T")
    if not clock:
        raise ValidationError(gettext("Skriv också klockslaget, som TT:MM."), code="half-a-moment")
    if not day:
        raise ValidationError(gettext("Skriv också datumet, som ÅÅÅÅ-MM-DD."), code="half-a-moment")
    if clock_time(clock) is None:
        raise ValidationError(gettext("Skriv klockslaget som TT:MM, till exempel 13:30."), code="not-a-time")


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    """Give every value posted under a name, also from a plain mapping such as a kept draft."""
    if hasattr(data, "getlist"):
        return [str(each) for each in data.getlist(name)]
    found = data.get(name, [])
    return [str(each) for each in found] if isinstance(found, list | tuple) else [str(found)]


def _one(data: Mapping[str, Any], name: str) -> str:
    """Give the one text posted under a name, with no space around it and line ends as one sort."""
    values = _all(data, name)
    return values[-1].replace("\r\n", "\n").strip() if values else ""
