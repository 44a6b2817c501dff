"""Opening a case for a person: by which routine, who, at which unit, and why. No person and no case is kept before the last step.

What was filled in is kept with the session until then, and shown by an address of its own, so that every step can be gone back to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.casefile import find_case
from hemvist.cases.entries import CaseNotFound, FieldError, NotYourRole, Refused
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
from hemvist.web.kept_forms import PLACE, STEP, address_of_form, forget_form, kept_form, kept_no_longer, shown_again
from hemvist.web.new_case.assessing import guided_duties
from hemvist.web.new_case.choosing import Way, way_for, ways_to_open
from hemvist.web.new_case.forms import BORN, FAMILY, GIVEN, MISSING, NUMBER, ROUTINE, UNIT, PersonForm

UNPROCESSABLE = 422
CHECK, SAVE, CHANGE = "kontrollera", "spara", "andra"
# Kept with a form that the record refused: what it had against it.
WRONG = "refused"
Refusal = tuple[list[tuple[str, str, str]], str]
"""The fields that were refused, as (field, code, text), and what belongs to no field."""
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
    from_case: str = ""  # that case
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
    if request.method == "POST":
        return _sent(request, viewer, ways)
    kept = kept_form(request)
    if kept is None and PLACE in request.GET:
        return kept_no_longer(request, "new_case")
    data = QueryDict() if kept is None else kept
    return _shown(request, viewer, ways, data, is_check=request.GET.get(STEP) == CHECK)


def _sent(request: HttpRequest, viewer: Viewer, ways: list[Way]) -> HttpResponse:
    """Open the case, or lead to the page that shows what was sent; what is too long to be kept is shown here and now."""
    sent = request.POST.copy()
    sent.pop(WRONG, None)
    step, is_check = sent.get(STEP), False
    if step in (CHECK, SAVE):
        way = way_for(ways, sent.get(ROUTINE, ""))
        it = _opening(request, viewer, way, sent) if way else None
        is_check = it is not None and it.is_valid()
        if it and is_check and step == SAVE:
            return _save(it, sent)
    again = shown_again(request, sent, CHECK if is_check else "")
    return again or _shown(request, viewer, ways, sent, is_check=is_check)


def _shown(request: HttpRequest, viewer: Viewer, ways: list[Way], data: QueryDict, *, is_check: bool) -> HttpResponse:
    """Show what was sent: the form, with what is wrong in it, or the check before anything is opened."""
    way = way_for(ways, data.get(ROUTINE, ""))
    if way is None:
        return _ask_which(request, viewer, ways, data)
    it = _opening(request, viewer, way, data)
    if data.get(STEP) not in (CHECK, SAVE):
        return _ask(it)
    is_valid = it.is_valid()
    if WRONG in data:
        _tell(it, json.loads(data.get(WRONG, "")))
    elif is_valid and is_check:
        return _check(it)
    return _ask(it, 200 if is_valid and WRONG not in data else UNPROCESSABLE)


def _ask_which(request: HttpRequest, viewer: Viewer, ways: list[Way], data: QueryDict) -> HttpResponse:
    """Ask by which routine, where the viewer's roles open cases in several. What is known already goes on with the answer."""
    _found_before(data, viewer)
    carried = [(name, data[name]) for name in (*BEGUN.values(), FROM_CASE) if data.get(name)]
    asked = bool(data.get(STEP))
    context = {
        "routines": [(each.edition.routine, each.edition.title) for each in ways],
        "name": ROUTINE,
        "carried": carried,
        "wrong": gettext("Välj vilken rutin ärendet ska gå efter.") if asked else "",
    }
    return render(request, "new_case/routine.html", context, status=UNPROCESSABLE if asked else 200)


def _opening(request: HttpRequest, viewer: Viewer, way: Way, sent: QueryDict) -> Opening:
    """Gather what the steps share."""
    data = sent if sent.get(STEP) in (CHECK, SAVE, CHANGE) else None
    started = {field: sent.get(name, "") for field, name in BEGUN.items()} | {BORN: ""}
    person = PersonForm(viewer.today, data, initial=started)
    form = EventForm(way.event, viewer.today, Offered(), data)
    found = _found_before(sent, viewer)
    return Opening(
        request, viewer, way.edition, way.event, way.units, data, person, form, found, sent.get(FROM_CASE, "")
    )


def _found_before(sent: QueryDict, viewer: Viewer) -> tuple[UUID, str] | None:
    """Give the person of a case that the viewer may see, if the new case is for the same one."""
    text = sent.get(FROM_CASE, "")
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


def _save(it: Opening, sent: QueryDict) -> HttpResponse:
    """Add the person if need be and open the case, both or neither, and go on to the first steps."""
    try:
        with writing():
            person = _person(it)
            case = _open_once(it, person)
    except Refused as refused:
        fields = [(each.field, each.code, each.message) for each in refused.field_errors]
        return _not_opened(it, sent, (fields, " ".join(each.reason for each in refused.refusals)))
    except (PersonError, CannotJoinError) as error:
        return _not_opened(it, sent, ([], str(error)))
    except NotYourRole:
        return render(it.request, "new_case/not_yours.html", status=403)
    forget_form(it.request)
    return redirect("assessment" if guided_duties(it.edition) else "case", case_id=case)


def _not_opened(it: Opening, sent: QueryDict, wrong: Refusal) -> HttpResponse:
    """Show the form with what the record had against it."""
    sent[WRONG] = json.dumps(wrong)
    again = shown_again(it.request, sent)
    if again is None:
        _tell(it, wrong)
    return again or _ask(it, UNPROCESSABLE)


def _tell(it: Opening, wrong: Refusal) -> None:
    """Put what the record had against a form beside its fields; what belongs to none goes on top."""
    fields, it.top_error = wrong
    it.form.add_record_errors(FieldError(*each) for each in fields)


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
        "from_case": (FROM_CASE, it.from_case),
        "address": address_of_form(it.request),
        "clause": it.event.source.clause,
    }
