"""Opening a case for a person: by which routine, who, at which unit, and why. Nothing is kept before the last step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.casefile import find_case
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.joining import Known, known_by_number
from hemvist.cases.recording import open_case
from hemvist.cases.turns import writing
from hemvist.cases.viewing import view_case
from hemvist.persons.registry import PersonError, add_person, person_with_public_id
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer
from hemvist.swedish import fold
from hemvist.web.case.checking import told_answers
from hemvist.web.case.loading import viewer_of
from hemvist.web.forms.event_form import ON, EventForm, Offered
from hemvist.web.new_case.assessing import guided_duties
from hemvist.web.new_case.choosing import Way, way_for, ways_to_open
from hemvist.web.new_case.forms import BORN, FAMILY, GIVEN, MISSING, NUMBER, ROUTINE, UNIT, PersonForm

UNPROCESSABLE = 422
FROM_CASE = "case-of-person"
LONG_AGO = timedelta(days=366)
BEGUN = {NUMBER: "number", GIVEN: "given", FAMILY: "family"}
"""What the form of a person begins with, by the name under which the search gives it."""


class CannotJoinError(ValueError):
    """The number is of someone whom the viewer sees in a case, by another name."""


@dataclass(slots=True)
class Opening:
    """What the steps of opening share."""

    request: HttpRequest
    viewer: Viewer
    edition: Edition
    event: EventType
    units: list[tuple[str, str]]
    data: Mapping[str, Any] | None
    person: PersonForm
    form: EventForm
    known: tuple[UUID, str] | None  # the person's address and name, where they were found in a case the viewer sees
    unit_error: str = ""
    top_error: str = ""

    @property
    def unit(self) -> str:
        """The unit that was chosen; the only one if there is but one."""
        return self.units[0][0] if len(self.units) == 1 else str((self.data or {}).get(UNIT, ""))

    def is_valid(self) -> bool:
        """Check every part, so that all that is wrong is told at once."""
        if self.unit not in dict(self.units):
            self.unit_error = gettext("Välj vilken enhet som ska ha ärendet.")
        person_ok = self.known is not None or self.person.is_valid()
        return all((self.form.is_valid(), person_ok, not self.unit_error))


@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Ask who the case is about and why it is opened, check the answers, and open it."""
    viewer = viewer_of(request)
    ways = ways_to_open(viewer)
    if not ways:
        return render(request, "new_case/not_yours.html", status=403)
    way = way_for(ways, request.POST.get(ROUTINE, ""))
    if way is None:
        return _ask_which(request, viewer, ways)
    it = _opening(request, viewer, way)
    step = request.POST.get("steg", "")
    if step not in ("kontrollera", "spara"):
        return _ask(it)
    if not it.is_valid():
        return _ask(it, UNPROCESSABLE)
    return _save(it) if step == "spara" else _check(it)


def _ask_which(request: HttpRequest, viewer: Viewer, ways: list[Way]) -> HttpResponse:
    """Ask by which routine, where the viewer's roles open cases in several. What is known already goes on with the answer."""
    _found_before(request, viewer)
    carried = [(name, request.POST[name]) for name in (*BEGUN.values(), FROM_CASE) if request.POST.get(name)]
    asked = bool(request.POST.get("steg"))
    context = {
        "routines": [(each.edition.routine, each.edition.title) for each in ways],
        "name": ROUTINE,
        "carried": carried,
        "wrong": gettext("Välj vilken rutin ärendet ska gå efter.") if asked else "",
    }
    return render(request, "new_case/routine.html", context, status=UNPROCESSABLE if asked else 200)


def _opening(request: HttpRequest, viewer: Viewer, way: Way) -> Opening:
    """Gather what the steps share."""
    data = request.POST if request.POST.get("steg") in ("kontrollera", "spara", "andra") else None
    started = {field: request.POST.get(name, "") for field, name in BEGUN.items()} | {BORN: ""}
    person = PersonForm(viewer.today, data, initial=started)
    form = EventForm(way.event, viewer.today, Offered(), data)
    found = _found_before(request, viewer)
    return Opening(request, viewer, way.edition, way.event, way.units, data, person, form, found)


def _found_before(request: HttpRequest, viewer: Viewer) -> tuple[UUID, str] | None:
    """Give the person of a case that the viewer may see, if the new case is for the same one."""
    text = request.POST.get(FROM_CASE, "")
    if not text:
        return None
    try:
        found = view_case(viewer, UUID(text), "new-case").person
    except (ValueError, CaseNotFound):
        raise Http404 from None
    if found is None:
        raise Http404
    return found.public_id, found.name


def _ask(it: Opening, status: int = 200) -> HttpResponse:
    """Show the form."""
    errors = [("", it.top_error)] if it.top_error else []
    errors += it.person.summary() if it.known is None else []
    errors += [(f"f-{UNIT}", it.unit_error)] if it.unit_error else []
    errors += it.form.summary()
    return render(it.request, "new_case/person.html", _context(it) | {"errors": errors}, status=status)


def _check(it: Opening) -> HttpResponse:
    """Show the answers before anything is kept."""
    pairs = [(gettext("Person"), it.known[1])] if it.known else _person_pairs(it)
    pairs += [
        (gettext("Rutin"), it.edition.title),
        (gettext("Enhet"), dict(it.units)[it.unit]),
    ]
    pairs += [(label, words or gettext("uppgift saknas")) for label, words in told_answers(it.form)]
    carried = [
        *(it.person.carried() if it.known is None else []),
        *it.form.carried(),
        (UNIT, it.unit),
        (ROUTINE, it.edition.routine),
    ]
    return render(
        it.request,
        "new_case/check.html",
        _context(it) | {"pairs": pairs, "carried": carried, "long_ago": _long_ago(it)},
    )


def _long_ago(it: Opening) -> str:
    """Say that a case would be opened on a day long past: mostly a wrong year. Empty if not."""
    day = it.form.cleaned_data[ON]
    if it.viewer.today - day <= LONG_AGO:
        return ""
    return gettext("Ärendet skulle öppnas %(day)s, för mer än ett år sedan. Stämmer det?") % {"day": day.isoformat()}


def _person_pairs(it: Opening) -> list[tuple[str, str]]:
    """Say who the case is about, as it was written."""
    given = it.person.cleaned_data
    number = it.person.value.shown if it.person.value else gettext("saknas")
    pairs = [(gettext("Namn"), f"{given[GIVEN]} {given[FAMILY]}"), (gettext("Nummer"), number)]
    return pairs + ([(gettext("Född"), given[BORN])] if given[BORN] else [])


def _save(it: Opening) -> HttpResponse:
    """Add the person if need be and open the case, both or neither, and go on to the first steps."""
    try:
        with writing():
            person = _person(it)
            case = _open_once(it, person)
    except Refused as refused:
        it.form.add_record_errors(refused.field_errors)
        it.top_error = " ".join(each.reason for each in refused.refusals)
        return _ask(it, UNPROCESSABLE)
    except (PersonError, CannotJoinError) as error:
        it.top_error = str(error)
        return _ask(it, UNPROCESSABLE)
    except NotYourRole:
        return render(it.request, "new_case/not_yours.html", status=403)
    return redirect("assessment" if guided_duties(it.edition) else "case", case_id=case)


def _open_once(it: Opening, person: int) -> UUID:
    """Open the case. A form sent twice gives the case of the first time, and a person added a second time is not kept."""
    entry = it.form.entry()
    case = open_case(it.viewer, person, it.edition.routine, int(it.unit), entry.on, entry)
    row = find_case(case)
    if row is None or row.person_id != person:
        transaction.set_rollback(True)
    return case


def _person(it: Opening) -> int:
    """Give the row of the person: found before, known by the number in a case that the viewer sees, or added.

    A number of someone whom the viewer sees goes with the name they are known by. Someone who is known to others only is added as anybody is.
    """
    if it.known is not None:
        found = person_with_public_id(it.known[0])
        if found is None:
            raise Http404
        return found.pk
    return person_row(it.viewer, it.person)


def person_row(viewer: Viewer, person: PersonForm) -> int:
    """Give the row of the person that a form is filled in about: known by the number in a case that the viewer sees, or added.

    Raises CannotJoinError where the number is known by another name, and PersonError.
    """
    given = person.cleaned_data
    known = known_by_number(viewer, person.value) if person.value else Known(None, "", None)
    if known.person_id is None:
        return add_person(
            given[GIVEN],
            given[FAMILY],
            number=person.value,
            birth_date=person.born(),
            same_person=known.first_row,
        ).pk
    if fold(known.name) != fold(f"{given[GIVEN]} {given[FAMILY]}"):
        raise CannotJoinError(
            gettext("Numret och namnet går inte att använda ihop. Jämför båda med folkbokföringen och försök igen.")
        )
    return known.person_id


def _context(it: Opening) -> dict[str, object]:
    """Give what the templates show."""
    return {
        "it": it,
        "rows": it.form.rows(),
        "names": {"number": NUMBER, "missing": MISSING, "given": GIVEN, "family": FAMILY, "born": BORN, "unit": UNIT},
        "routine": (ROUTINE, it.edition.routine),
        "guided": bool(guided_duties(it.edition)),
        "from_case": (FROM_CASE, it.request.POST.get(FROM_CASE, "")),
        "clause": it.event.source.clause,
    }
