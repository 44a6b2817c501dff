"""The page on which one outside the city begins a routine: the questions, then a look at the answers with the signed form, then it is recorded."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.entries import NotYourRole, Refused
from hemvist.cases.initiating import Way, initiate, ways_to_initiate
from hemvist.cases.turns import writing
from hemvist.letters.attaching import media_of
from hemvist.persons.registry import PersonError
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of
from hemvist.web.forms.event_form import KEY
from hemvist.web.initiating.forms import FILE, NO_FILE, UNIT, InitiationForm, wrong_with_file
from hemvist.web.new_case.forms import BORN, FAMILY, GIVEN, MISSING, NUMBER
from hemvist.web.new_case.opening import CannotJoinError, person_row

UNPROCESSABLE = 422
ROUTINE = "rutin"
ANSWERED = ("kontrollera", "spara", "andra")


@require_http_methods(["GET", "HEAD", "POST"])
def initiate_page(request: HttpRequest) -> HttpResponse:
    """Ask, show the answers, and record. There is no such page for one who begins no routine from outside."""
    viewer = viewer_of(request)
    way = _way(ways_to_initiate(viewer), request)
    step = request.POST.get("steg", "")
    form = InitiationForm(way, viewer, request.POST if step in ANSWERED else None)
    if step not in ("kontrollera", "spara"):
        return _ask(request, form)
    if not form.is_valid() or not _would_do(form, viewer):
        return _ask(request, form, UNPROCESSABLE)
    if step == "kontrollera":
        return _check(request, form)
    file = request.FILES.get(FILE)
    wrong = wrong_with_file(file)
    content = file.read() if file is not None and not wrong else NO_FILE
    if not wrong and media_of(content) is None:
        wrong = gettext("Filen är inte en hel PDF, PNG eller JPEG. Läs in pappret igen och välj den nya filen.")
    return _check(request, form, wrong) if wrong else _save(request, form, viewer, content)


def _way(ways: tuple[Way, ...], request: HttpRequest) -> Way:
    """Give the routine that is begun: the one that was chosen, or the only one. Raises Http404 where there is none."""
    wanted = request.POST.get(ROUTINE) or request.GET.get(ROUTINE)
    found = next((way for way in ways if not wanted or way.edition.routine == wanted), None)
    if found is None:
        raise Http404
    return found


def _would_do(form: InitiationForm, viewer: Viewer) -> bool:
    """Try it and leave nothing behind, so that one who may not begin is told before the paper is asked for."""
    return _record(form, viewer, NO_FILE, keep=False) is not None


def _record(form: InitiationForm, viewer: Viewer, content: bytes, *, keep: bool) -> UUID | None:
    """Record it; with ``keep`` false it is only tried. None where it was refused: the form says why."""
    try:
        with writing():
            person: list[int] = []
            case = initiate(
                viewer,
                form.way,
                int(form.unit),
                form.person.value,
                lambda: _added(form, viewer, person),
                form.initiation(content),
            )
            if not keep:
                transaction.set_rollback(True)
    except Refused as refused:
        form.add_record_errors(refused.field_errors)
        form.problems += [_reason(each.reason, each.first_day) for each in refused.refusals]
    except (PersonError, CannotJoinError) as error:
        form.problems.append(str(error))
    except NotYourRole as error:
        raise Http404 from error
    else:
        return case
    return None


def _added(form: InitiationForm, viewer: Viewer, person: list[int]) -> int:
    person.append(person_row(viewer, form.person))
    return person[0]


def _reason(reason: str, first_day: Any) -> str:
    """Say why not; where a day is what speaks against it, with the first day that does not, unless the reason tells it already."""
    if first_day is None or str(first_day) in reason:
        return reason
    return gettext("%(reason)s Första möjliga dag är %(day)s.") % {"reason": reason, "day": first_day.isoformat()}


def _save(request: HttpRequest, form: InitiationForm, viewer: Viewer, content: bytes) -> HttpResponse:
    case = _record(form, viewer, content, keep=True)
    if case is None:
        return _ask(request, form, UNPROCESSABLE)
    messages.success(
        request, gettext("Det är registrerat, och socialtjänsten har fått det. Här ser du vad som väntar.")
    )
    return redirect("case", case_id=case)


def _ask(request: HttpRequest, form: InitiationForm, status: int = 200) -> HttpResponse:
    return render(request, "initiating/ask.html", _context(form), status=status)


def _check(request: HttpRequest, form: InitiationForm, wrong: str = "") -> HttpResponse:
    context = _context(form) | {"pairs": form.told(), "carried": form.carried(), "wrong": wrong}
    return render(request, "initiating/check.html", context, status=UNPROCESSABLE if wrong else 200)


def _context(form: InitiationForm) -> dict[str, object]:
    """Give what the templates show."""
    return {
        "it": form,
        "edition": form.way.edition,
        "routine": (ROUTINE, form.way.edition.routine),
        "key_name": KEY,
        "names": {"number": NUMBER, "missing": MISSING, "given": GIVEN, "family": FAMILY, "born": BORN, "unit": UNIT},
        "errors": form.summary(),
    }
