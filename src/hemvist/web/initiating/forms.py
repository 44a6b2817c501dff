"""The parts of an initiation: whom it is about, which administration, the consent and what is told, and in the last step the signed form."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from hemvist.cases.entries import Entry, FieldError
from hemvist.cases.initiating import Initiation, Way
from hemvist.cases.library import event_with_effect
from hemvist.cases.recording import Desk
from hemvist.letters.attaching import ATTACHED, LARGEST, MEDIA, media_of
from hemvist.letters.making import keep_document
from hemvist.organisation.receiving import receiving_units
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.checking import told_answers
from hemvist.web.forms.event_form import EventForm, Offered, Pairs
from hemvist.web.new_case.forms import FAMILY, GIVEN, PersonForm

UNIT = "case-unit"
AREA = "city_area"
FILE = "file"
NO_FILE = b""
Against = tuple[list[tuple[str, str, str]], list[str]]
"""What the record has against a form: of its fields, as (field, code, text), and what belongs to none."""


class InitiationForm:
    """All the questions of one initiation. ``problems`` are what the record found wrong that belongs to no question, with whether it can be."""

    def __init__(self, way: Way, viewer: Viewer, data: Mapping[str, Any] | None) -> None:
        self.way, self.viewer, self.data = way, viewer, data
        self.person = PersonForm(viewer.today, data)
        self.consent = EventForm(way.consent, viewer.today, Offered(), data, _known(way.consent))
        self.joining = EventForm(way.joining, viewer.today, Offered(), data)
        self.receivers: Pairs = tuple(
            (str(each.unit_id), _area(way.edition, each.administration, each.city_areas))
            for each in receiving_units(way.edition.routine)
        )
        self.unit = str((data or {}).get(UNIT, "")) or (self.receivers[0][0] if len(self.receivers) == 1 else "")
        self.unit_error = ""
        self.problems: list[str] = []

    def is_valid(self) -> bool:
        """Check every part, so that all that is wrong is told at once."""
        if self.unit not in dict(self.receivers):
            self.unit_error = gettext("Välj vilken förvaltning som ska ha ärendet.")
        return all([self.person.is_valid(), self.consent.is_valid(), self.joining.is_valid(), not self.unit_error])

    def initiation(self, content: bytes) -> Initiation:
        """Give what is to be recorded, with the signed form. Only where nothing is wrong."""
        consent, joining = self.consent.entry(), self.joining.entry()
        opening = Entry(
            self.way.opening.id,
            joining.on,
            {f.name: self.way.joining.label for f in self.way.opening.fields if f.required},
        )
        only_once = Entry(consent.type, consent.on, consent.fields)
        return Initiation(opening, only_once, joining, lambda desk, uid: self._paper(desk, uid, content))

    def _paper(self, desk: Desk, consent: str, content: bytes) -> Entry:
        attached = event_with_effect(self.way.edition, ATTACHED)
        media = media_of(content) or "pdf"
        fields: dict[str, object] = {
            "description": gettext("Undertecknat samtycke"),
            "media": media,
            "document": keep_document(desk, content, MEDIA[media]),
            "digest": hashlib.sha256(content).hexdigest(),
        }
        return Entry(attached.id, self.viewer.today, fields, about=consent)

    def add_record_errors(self, against: Against) -> None:
        """Put what the record found wrong beside the question that it belongs to; what belongs to none goes on top."""
        errors, problems = against
        self.problems += problems
        for error in (FieldError(*each) for each in errors):
            form = next((f for f in (self.consent, self.joining) if error.field in f.fields), None)
            if form is not None:
                form.add_record_errors([error])
            elif error.field == "unit":
                self.unit_error = error.message
            else:
                self.problems.append(error.message)

    def summary(self) -> list[tuple[str, str]]:
        """Give (field's id, text) of everything that is wrong, in the order of the page, each once."""
        unit = [(f"f-{UNIT}", self.unit_error)] if self.unit_error else []
        top = [("", text) for text in self.problems]
        found = [*top, *self.person.summary(), *unit, *self.consent.summary(), *self.joining.summary()]
        return list(dict.fromkeys(found))

    def carried(self) -> list[tuple[str, str]]:
        """Give every input as (name, text), each once, so that the next page can carry them hidden."""
        pairs = [*self.person.carried(), (UNIT, self.unit), *self.joining.carried(), *self.consent.carried()]
        own = {name for name, _ in self.joining.carried() if name.startswith("event-")}
        rest = [*self.person.carried(), (UNIT, self.unit), *self.joining.carried()]
        return rest + [pair for pair in pairs[len(rest) :] if pair[0] not in own]

    def told(self) -> list[tuple[str, str]]:
        """Say in words what was answered."""
        given = self.person.cleaned_data
        number = self.person.value.shown if self.person.value else gettext("saknas")
        pairs = [
            (gettext("Namn"), f"{given[GIVEN]} {given[FAMILY]}"),
            (gettext("Nummer"), number),
            (gettext("Förvaltning"), dict(self.receivers)[self.unit]),
        ]
        answers = [*told_answers(self.joining), *told_answers(self.consent)]
        return pairs + [(label, words or gettext("uppgift saknas")) for label, words in dict(answers).items()]


def wrong_with_file(file: Any) -> str:
    """Say what is wrong with the file that was sent, or nothing."""
    if file is None:
        return gettext("Välj filen med det undertecknade samtycket.")
    if (file.size or 0) > LARGEST:
        return gettext("Filen är för stor. Den får vara högst 20 MB.")
    return ""


def _known(event: EventType) -> dict[str, str]:
    """What a new consent's form begins with: the only answers there are, and where the paper is found."""
    known = {f.name: f.choices[0].value for f in event.fields if f.type == "choice" and len(f.choices) == 1}
    if any(f.name == "reference" for f in event.fields):
        known["reference"] = gettext("Inläst och fäst i ärendet")
    return known


def _area(edition: Edition, administration: str, areas: tuple[str, ...]) -> str:
    """Name an administration by the parts of the city that it is for, as the documents call them."""
    fields = (field for event in edition.events.values() for field in event.fields if field.name == AREA)
    labels = {choice.value: choice.label for field in fields for choice in field.choices}
    named = ", ".join(labels.get(area, area) for area in areas)
    return f"{named} · {administration}" if named else administration
