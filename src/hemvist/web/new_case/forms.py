"""The form about the person of a new case: a number or "saknas", and a name."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from hemvist.persons.identity import IdentityNumberValue, NumberError, parse_number
from hemvist.web.forms.event_form import iso_day

NUMBER, MISSING, GIVEN, FAMILY, BORN, UNIT, ROUTINE = (
    "person-number",
    "person-missing",
    "person-given",
    "person-family",
    "person-born",
    "case-unit",
    "case-routine",
)
LONGEST_NAME = 80


class PersonForm(forms.Form):
    """Who the case is about. Only for someone that the viewer has not found among the cases they may see."""

    def __init__(self, today: date, data: Any = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        self.value: IdentityNumberValue | None = None
        self.fields[NUMBER] = forms.CharField(required=False, max_length=40)
        self.fields[MISSING] = forms.CharField(required=False)
        for name in (GIVEN, FAMILY):
            self.fields[name] = forms.CharField(required=True, max_length=LONGEST_NAME, error_messages=_name_messages())
        self.fields[BORN] = forms.CharField(required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        """Read the number, and the birth date where there is no number."""
        cleaned = super().clean() or {}
        text, missing = cleaned.get(NUMBER, ""), bool(cleaned.get(MISSING))
        if text and missing:
            self._wrong(NUMBER, gettext("Skriv numret eller kryssa för att det saknas, inte båda."))
        elif text:
            try:
                self.value = parse_number(text, self.today)
            except NumberError as error:
                self._wrong(NUMBER, error.message)
        elif not missing and NUMBER not in self.errors:
            self._wrong(NUMBER, gettext("Skriv numret, eller kryssa för att det saknas."))
        self._born(cleaned.get(BORN, ""))
        return cleaned

    def born(self) -> date | None:
        """Give the birth date that was written; nothing is taken from the number."""
        return iso_day(self.cleaned_data.get(BORN, "").strip())

    def error(self, name: str) -> str:
        """Give the first thing wrong with a field, or an empty text."""
        return str(self.errors[name][0]) if self.is_bound and name in self.errors else ""

    def summary(self) -> list[tuple[str, str]]:
        """Give (field's id, text) of everything that is wrong, in the order of the page."""
        names = {NUMBER: "", GIVEN: gettext("Förnamn"), FAMILY: gettext("Efternamn"), BORN: ""}
        found = [(name, label, self.error(name)) for name, label in names.items() if self.error(name)]
        return [(f"f-{name}", f"{label}: {text}" if label else text) for name, label, text in found]

    def carried(self) -> list[tuple[str, str]]:
        """Give every input as (name, text) so that the next page can carry them hidden."""
        return [(name, str(self[name].value() or "")) for name in self.fields]

    def _born(self, text: str) -> None:
        text = text.strip()
        if not text:
            return
        day = iso_day(text)
        if day is None:
            self._wrong(BORN, gettext("Skriv födelsedatumet som ÅÅÅÅ-MM-DD, till exempel 1988-03-02."))
        elif day > self.today:
            self._wrong(BORN, gettext("Födelsedatumet har inte varit än."))

    def _wrong(self, name: str, words: str) -> None:
        self.add_error(name, ValidationError(words, code="wrong"))


def _name_messages() -> dict[str, Any]:
    """Say what is wrong with a name."""
    return {
        "required": gettext("Skriv namnet. Är det inte känt: skriv ”Okänt”."),
        "max_length": gettext("Namnet är för långt. Skriv högst 80 tecken."),
    }
