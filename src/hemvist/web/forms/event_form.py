"""The form of one event, made from what the routine says about it, with the day, the time and what it concerns.

The names of our own inputs begin with "event-", which no field of a routine can (its names hold no dash).
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from hemvist.cases.entries import Entry, FieldError
from hemvist.routines.consenting import NEEDED_SOMETIMES
from hemvist.routines.fields import typed_fields
from hemvist.routines.model import EventType, Field
from hemvist.web.forms.answers import AnswerField, clock_time, posted
from hemvist.web.forms.languages import SUGGESTED

ON, AT, ORDER, ABOUT = "event-on", "event-at", "event-order", "event-about"
REASON, WHY, KEY = "event-reason", "event-why", "event-key"
OWN = (ON, AT, ORDER, ABOUT, REASON, WHY, KEY)
# The case as it was when the answers were checked: only the check carries it on, no form asks it.
SEEN = "event-seen"
LONGEST_REASON = 2000
# Where an event without a time stands among the others of its day.
FIRST_OF_THE_DAY, LAST_OF_THE_DAY = "first", "last"
MAY_BE_UNKNOWN_BY_CHOICE = "unknown"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form may choose among that the routine cannot know: events it may concern, workers, roles and units of the city.

    Pairs of (value, text). ``others_on``: says whether something else happened in the case on a day, so that the order may matter.
    """

    about: Pairs = ()
    workers: Pairs = ()
    roles: Pairs = ()
    units: Pairs = ()
    others_on: Callable[[date], bool] = field(default=lambda _: False)

    def choices_of(self, question: Field) -> Pairs:
        """Give the answers that a question offers."""
        if question.type in ("worker", "role", "unit"):
            return {"worker": self.workers, "role": self.roles, "unit": self.units}[question.type]
        if question.type == "language":
            return tuple((str(each), str(each)) for each in SUGGESTED)
        return tuple((each.value, each.label) for each in question.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the template draws it (`ui.field`), with its clause and what was answered the last time.

    ``sometimes``: it must be answered by what others answer, and is not said to be left to whoever fills in the form.
    """

    name: str
    type: str
    label: str
    help: str
    value: object
    error: str
    required: bool
    choices: Pairs
    may_be_unknown: bool
    clause: str
    last_time: str = ""
    sometimes: bool = False

    @property
    def only(self) -> str:
        """The words of the one answer that the document has, where it stands already: it is told, and nobody is asked."""
        is_given = len(self.choices) == 1 and str(self.value) == self.choices[0][0]
        return self.choices[0][1] if self.required and self.type == "choice" and is_given and not self.error else ""


class DayField(forms.Field):
    """A day written ÅÅÅÅ-MM-DD, and nothing else: a browser's own date field speaks the browser's language."""

    def __init__(self, latest: date) -> None:
        super().__init__(
            required=True, error_messages={"required": gettext("Skriv vilken dag det hände, som ÅÅÅÅ-MM-DD.")}
        )
        self.latest = latest

    def to_python(self, value: object) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        day = iso_day(text)
        if day is None:
            raise ValidationError(_not_a_day(text), code="not-a-day")
        if day > self.latest:
            raise ValidationError(
                gettext("Dagen har inte varit än. Registrera det när det har hänt."), code="in-the-future"
            )
        return day


class TimeField(forms.Field):
    """A time of day written TT:MM."""

    def to_python(self, value: object) -> time | None:
        text = str(value or "").strip()
        if not text:
            return None
        at = clock_time(text)
        if at is not None:
            return at
        raise ValidationError(gettext("Skriv klockslaget som TT:MM, till exempel 13:30."), code="not-a-time")


class EventForm(forms.Form):
    """The form of one event type. ``answers()`` are the raw values by field name that the record takes."""

    def __init__(
        self,
        event_type: EventType,
        today: date,
        offered: Offered,
        data: Mapping[str, Any] | None = None,
        known: Mapping[str, Any] | None = None,
        *,
        corrects: bool = False,
    ) -> None:
        start = {ON: today.isoformat(), KEY: uuid.uuid4().hex, ORDER: LAST_OF_THE_DAY}
        super().__init__(data, initial=start | dict(known or {}))
        self.event_type, self.offered, self.today = event_type, offered, today
        self.fields[ON] = DayField(today)
        self.fields[AT] = TimeField(required=False)
        self.fields[ORDER] = forms.ChoiceField(required=False, choices=[(FIRST_OF_THE_DAY, ""), (LAST_OF_THE_DAY, "")])
        wrong = {"invalid_choice": gettext("Välj något i listan.")}
        self.fields[ABOUT] = forms.ChoiceField(required=False, choices=offered.about, error_messages=wrong)
        self.fields[REASON] = forms.CharField(required=False, max_length=LONGEST_REASON)
        needed = {"required": gettext("Skriv varför uppgiften rättas.")}
        self.fields[WHY] = forms.CharField(required=corrects, max_length=LONGEST_REASON, error_messages=needed)
        self.fields[KEY] = forms.RegexField(r"^[0-9a-f]{32}$", required=False)
        for question in event_type.fields:
            self.fields[question.name] = AnswerField(question)

    def clean(self) -> dict[str, Any]:
        """Let the engine judge the answers, and ask what the event concerns where there is something to choose among."""
        cleaned = super().clean() or {}
        if self.event_type.about and self.offered.about and not cleaned.get(ABOUT) and ABOUT not in self.errors:
            self.add_error(ABOUT, ValidationError(gettext("Välj vad det gäller."), code="about-missing"))
        for error in typed_fields(self.event_type, self.answers())[1]:
            if error.field not in self.errors:
                self.add_error(error.field, ValidationError(error.message, code=error.code))
        return cleaned

    def entry(self) -> Entry:
        """Give what is to be recorded. Only for a form without errors."""
        given = self.cleaned_data
        first = given[AT] is None and given[ORDER] == FIRST_OF_THE_DAY
        return Entry(
            type=self.event_type.id,
            on=given[ON],
            fields=self.answers(),
            at=given[AT],
            position=-1 if first else None,
            about=given[ABOUT] or None,
            passed_over=given[REASON],
            idempotency_key=given[KEY] or None,
        )

    @staticmethod
    def known_of_draft(event_type: EventType, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Give what a kept form knows, as a new form is prefilled with it; its key is not kept, so that it records anew."""
        known: dict[str, Any] = {name: _last(kept.get(name)) for name in OWN if name != KEY and kept.get(name)}
        for question in event_type.fields:
            value = AnswerField(question).widget.value_from_datadict(kept, {}, question.name)
            if value is not None:
                known[question.name] = value
        return known

    def answers(self) -> dict[str, Any]:
        """Give what was answered, by the names of the routine's fields; unanswered ones are left out."""
        found = {each.name: self.cleaned_data.get(each.name) for each in self.event_type.fields}
        return {name: value for name, value in found.items() if value is not None}

    def add_record_errors(self, errors: Iterable[FieldError]) -> None:
        """Put what the record found wrong beside the fields; what belongs to none goes on top."""
        names = {"on": ON, "at": AT, "about": ABOUT, "position": ORDER, "passed_over": REASON, "reason": WHY}
        for error in errors:
            name = error.field if error.field in self.fields else names.get(error.field)
            self.add_error(name, ValidationError(error.message, code=error.code))

    def value_of(self, name: str) -> object:
        """Give what stands in a field now: as it was posted, else as it was known before."""
        return self[name].value()

    def error_of(self, name: str) -> str:
        """Give the first thing wrong with a field, or an empty text."""
        return str(self.errors[name][0]) if self.is_bound and name in self.errors else ""

    def summary(self) -> list[tuple[str, str]]:
        """Give (field's id, text) of everything that is wrong, in the order of the page."""
        order = [*OWN, *(each.name for each in self.event_type.fields), "__all__"]
        names = {each.name: each.label for each in self.event_type.fields} | own_labels(self.event_type)
        found = [(name, self.error_of(name)) for name in order if self.error_of(name)]
        return [(f"f-{name}" if name in names else "", _told(names.get(name, ""), text)) for name, text in found]

    def rows(self, last_time: Mapping[str, str] | None = None) -> list[Row]:
        """Give the routine's questions as rows for the page, in the document's order."""
        return [self._row(each, (last_time or {}).get(each.name, "")) for each in self.event_type.fields]

    def carried(self) -> list[tuple[str, str]]:
        """Give every input as (name, text) so that the next page can carry them hidden."""
        own = [(name, str(self.value_of(name) or "")) for name in OWN]
        asked = [
            (name, text)
            for each in self.event_type.fields
            for name, texts in posted(each, self.value_of(each.name)).items()
            for text in texts
        ]
        return [(name, text) for name, text in own if text] + asked

    def order_matters(self) -> bool:
        """Say whether something else happened on the day, so that the form asks in which order."""
        day = iso_day(str(self.value_of(ON) or ""))
        return day is not None and self.offered.others_on(day)

    def _row(self, question: Field, last_time: str) -> Row:
        choices = self.offered.choices_of(question)
        role = named_role(self.event_type) if question.name == "role" else ""
        kind = "choice" if question.type in ("worker", "role", "unit") else question.type
        return Row(
            name=question.name,
            type="hidden" if role else kind,
            label=question.label,
            help=question.help,
            value=role or self.value_of(question.name),
            error=self.error_of(question.name),
            required=question.required,
            choices=choices,
            may_be_unknown=question.may_be_unknown
            and MAY_BE_UNKNOWN_BY_CHOICE not in dict(choices)
            and question.type != "yes-no-unknown",
            clause=question.clause,
            last_time=last_time,
            sometimes=self.event_type.effect == "consent-given" and question.name in NEEDED_SOMETIMES,
        )


def named_role(event_type: EventType) -> str:
    """Give the one role that an event appoints to or ends, which it says itself and nobody is asked; empty if there are several or none."""
    if event_type.effect not in ("party-appointed", "party-left"):
        return ""
    choices = next((each.choices for each in event_type.fields if each.name == "role"), ())
    return choices[0].value if len(choices) == 1 else ""


def _last(given: object) -> str:
    """Give the one text of an input that was kept."""
    return str(given[-1]) if isinstance(given, list) and given else str(given)


def own_labels(event: EventType | None = None) -> dict[str, str]:
    """Give the words of our own inputs; of an event that opens a case they ask when it is opened."""
    opens = event is not None and event.effect == "case-opened"
    return {
        ON: gettext("Vilken dag öppnas det?") if opens else gettext("Vilken dag hände det?"),
        AT: gettext("Klockslag"),
        ORDER: gettext("Ordning den dagen"),
        ABOUT: gettext("Vad gäller det?"),
        REASON: gettext("Skäl"),
        WHY: gettext("Varför rättas uppgiften?"),
    }


def _told(label: str, text: str) -> str:
    """Say which question an error is about, unless the text does."""
    if not label or label.rstrip("?") in text:
        return text
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _not_a_day(text: str) -> str:
    """Say what is wrong with what was written for a day: no such day, or not written as one."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return gettext("Dagen %(day)s finns inte i kalendern.") % {"day": text}
    return gettext("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-03-02.")


def iso_day(text: str) -> date | None:
    """Read a day written exactly ÅÅÅÅ-MM-DD; None if it is not one."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
