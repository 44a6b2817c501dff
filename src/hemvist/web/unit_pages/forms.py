"""What is asked when someone will be away, and when cases are handed over."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hemvist.cases.assigning import BEGINNING, Place
from hemvist.organisation.telephones import telephone_number

LARGEST = 10**9
NOBODY = 0

Choices = list[tuple[int, str]]


class AbsenceForm(forms.Form):
    """Who is away, who has their turns meanwhile (None: nobody yet), and from when until when; both days are included."""

    worker = forms.TypedChoiceField(coerce=int, label=_("Vem är borta?"))
    stand_in = forms.TypedChoiceField(coerce=int, label=_("Vem har uppgifterna under tiden?"))
    first_day = forms.DateField(label=_("Första dagen"))
    last_day = forms.DateField(label=_("Sista dagen"))

    def __init__(self, data: QueryDict | None, *, workers: Choices, stand_ins: Choices) -> None:
        super().__init__(data)
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = [*stand_ins, (NOBODY, _("Ingen, det är inte ordnat än"))]  # type: ignore[attr-defined]
        plain_errors(self)

    def clean_stand_in(self) -> int | None:
        """Give who stands in, or None."""
        chosen: int = self.cleaned_data["stand_in"]
        return None if chosen == NOBODY else chosen


class HandOverForm(forms.Form):
    """Whose cases, to whom, and from which day."""

    from_worker = forms.TypedChoiceField(coerce=int, label=_("Vems ärenden ska lämnas över?"))
    to_worker = forms.TypedChoiceField(coerce=int, label=_("Vem tar över?"))
    on = forms.DateField(label=_("Från och med"))
    # How far it has come, carried from step to step: cases given, cases that could not be, and where the next step begins.
    done = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    stuck = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    after = forms.RegexField(r"^[0-9]{1,15}\.[a-z_]{1,50}$", required=False)

    def __init__(self, data: QueryDict | None, *, givers: Choices, takers: Choices, today: date) -> None:
        super().__init__(data)
        self._today = today
        self.fields["from_worker"].choices = givers  # type: ignore[attr-defined]
        self.fields["to_worker"].choices = takers  # type: ignore[attr-defined]
        self.fields["on"].initial = today.isoformat()
        plain_errors(self)

    def progress(self) -> tuple[int, int, Place]:
        """Give how many cases have been given, how many could not be, and the place that the next step begins after."""
        given = self.cleaned_data
        case_row, _dot, role = given["after"].partition(".")
        place = Place(int(case_row), role) if role else BEGINNING
        return given["done"] or 0, given["stuck"] or 0, place

    def clean_on(self) -> date:
        """A case is handed over when it happens, not before."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(_("Dagen ligger framåt i tiden. Lämna över den dag det gäller."))
        return on

    def clean(self) -> None:
        """The two must be different people."""
        given = self.cleaned_data
        if "from_worker" in given and given["from_worker"] == given.get("to_worker"):
            self.add_error("to_worker", _("Välj en annan person än den som lämnar ifrån sig ärendena."))


class AppointForm(forms.Form):
    """Whom to name in a case that nobody sees: a choice is "unit.worker". ``counted``: how many such cases the page told of."""

    handler = forms.ChoiceField(label=_("Vem ska utses?"))
    counted = forms.IntegerField(min_value=0, max_value=LARGEST)

    def __init__(self, data: QueryDict | None, *, handlers: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["handler"].choices = handlers  # type: ignore[attr-defined]
        plain_errors(self)

    def chosen(self) -> tuple[int, int]:
        """Give the unit and the worker."""
        unit, _dot, worker = self.cleaned_data["handler"].partition(".")
        return int(unit), int(worker)


class TelephoneForm(forms.Form):
    """Whose number it is, and the number; or that it is to be taken away. A choice is "unit.ID" or "worker.ID"."""

    whose = forms.ChoiceField(label=_("Vems telefonnummer?"))
    telephone = forms.CharField(label=_("Telefonnummer"), required=False)
    gone = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None, *, owners: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["whose"].choices = owners  # type: ignore[attr-defined]
        plain_errors(self)

    def clean_telephone(self) -> str:
        """Give the number as letters print it; an empty text only where it is to be taken away."""
        text, gone = self.cleaned_data["telephone"], "gone" in self.data
        if text and gone:
            raise forms.ValidationError(_("Skriv ett nummer eller kryssa i att det ska tas bort, inte båda."))
        number = "" if gone else telephone_number(text)
        if number is None:
            raise forms.ValidationError(_("Skriv numret med riktnummer, till exempel 031-390 06 00."))
        return number

    def chosen(self) -> tuple[str, int]:
        """Give what it is the number of, "unit" or "worker", and which."""
        kind, _dot, which = self.cleaned_data["whose"].partition(".")
        return kind, int(which)


def plain_errors(form: forms.Form) -> None:
    """Let each field say in plain words what is missing or wrong."""
    for field in form.fields.values():
        field.error_messages["required"] = _("Svara på frågan.")
        if isinstance(field, forms.DateField):
            field.error_messages["required"] = field.error_messages["invalid"] = _("Skriv ett datum som ÅÅÅÅ-MM-DD.")
        if isinstance(field, forms.ChoiceField):
            field.error_messages["invalid_choice"] = _("Välj någon i listan.")


def told(form: forms.Form) -> list[tuple[str, str]]:
    """Give (field's id, text) of everything that is wrong, in the order of the page, each saying which question it is about."""
    found = []
    for name, field in form.fields.items():
        label = str(field.label or "")
        asked = label if label.endswith("?") else f"{label}:"
        found += [(f"f-{name}", f"{asked} {text}") for text in form.errors.get(name, ())]
    return found
