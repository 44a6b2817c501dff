"""The page on which one outside the city begins a routine: the questions, then a look at the answers with the signed form, then it is recorded.

What was filled in is kept with the session, and shown by an address of its own, so that every step can be gone back to. The file is not kept.
"""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
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
from hemvist.web.initiating.forms import FILE, NO_FILE, UNIT, Against, InitiationForm, wrong_with_file
from hemvist.web.kept_forms import PLACE, STEP, address_of_form, forget_form, kept_form, kept_no_longer, shown_again
from hemvist.web.new_case.forms import BORN, FAMILY, GIVEN, MISSING, NUMBER
from hemvist.web.new_case.opening import CannotJoinError, person_row

UNPROCESSABLE = 422
ROUTINE = "rutin"
CHECK, SAVE, CHANGE = "kontrollera", "spara", "andra"
ANSWERED = (CHECK, SAVE, CHANGE)
# Kept with a form: what the record has against it; what was wrong with the file.
WRONG, WRONG_FILE = "refused", "refused-file"


@require_http_methods(["GET", "HEAD", "POST"])
def initiate_page(request: HttpRequest) -> HttpResponse:
    """Ask, show the answers, and record. There is no such page for one who begins no routine from outside."""
    viewer = viewer_of(request)
    ways = ways_to_initiate(viewer)
    if request.method == "POST":
        return _sent(request, viewer, ways)
    kept = kept_form(request)
    way = _way(ways, (kept or request.GET).get(ROUTINE, ""))
    if kept is None and PLACE in request.GET:
        return kept_no_longer(request, "initiate")
    sent = QueryDict() if kept is None else kept
    return _shown(request, _form(way, viewer, sent), sent, is_check=request.GET.get(STEP) == CHECK)


def _sent(request: HttpRequest, viewer: Viewer, ways: tuple[Way, ...]) -> HttpResponse:
    """Record it, or lead to the page that shows what was sent; what is too long to be kept is shown here and now."""
    sent = request.POST.copy()
    for name in (WRONG, WRONG_FILE):
        sent.pop(name, None)
    form = _form(_way(ways, sent.get(ROUTINE, "")), viewer, sent)
    is_check = False
    if sent.get(STEP) in (CHECK, SAVE) and form.is_valid():
        case, against = _record(form, viewer, NO_FILE, keep=False)
        is_check = case is not None
        if is_check and sent[STEP] == SAVE:
            content, sent[WRONG_FILE] = _content(request)
            case, against = (None, None) if sent[WRONG_FILE] else _record(form, viewer, content, keep=True)
            if case is not None:
                return _begun(request, case)
        if against:
            sent[WRONG], is_check = json.dumps(against), False
    return shown_again(request, sent, CHECK if is_check else "") or _shown(request, form, sent, is_check=is_check)


def _form(way: Way, viewer: Viewer, sent: QueryDict) -> InitiationForm:
    """Make the form, empty or with what was sent."""
    return InitiationForm(way, viewer, sent if sent.get(STEP) in ANSWERED else None)


def _content(request: HttpRequest) -> tuple[bytes, str]:
    """Give what the signed form holds, and what is wrong with it, or nothing."""
    file = request.FILES.get(FILE)
    wrong = wrong_with_file(file)
    content = file.read() if file is not None and not wrong else NO_FILE
    if not wrong and media_of(content) is None:
        wrong = gettext("Filen är inte en hel PDF, PNG eller JPEG. Läs in pappret igen och välj den nya filen.")
    return content, wrong


def _shown(request: HttpRequest, form: InitiationForm, sent: QueryDict, *, is_check: bool) -> HttpResponse:
    """Show what was sent: the form, with what is wrong in it, or the answers and where the signed form is fastened."""
    if sent.get(STEP) not in (CHECK, SAVE):
        return _ask(request, form)
    is_valid = form.is_valid()
    if WRONG in sent:
        form.add_record_errors(json.loads(sent.get(WRONG, "")))
    elif is_valid and is_check:
        return _check(request, form, sent.get(WRONG_FILE, ""))
    return _ask(request, form, 200 if is_valid and WRONG not in sent else UNPROCESSABLE)


def _way(ways: tuple[Way, ...], wanted: str) -> Way:
    """Give the routine that is begun: the one that was chosen, or the only one. Raises Http404 where there is none."""
    found = next((way for way in ways if not wanted or way.edition.routine == wanted), None)
    if found is None:
        raise Http404
    return found


def _record(form: InitiationForm, viewer: Viewer, content: bytes, *, keep: bool) -> tuple[UUID | None, Against | None]:
    """Record it; with ``keep`` false it is only tried, so that one who may not begin is told before the paper is asked for.

    Gives the case, or what there is against it.
    """
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
        fields = [(each.field, each.code, each.message) for each in refused.field_errors]
        return None, (fields, [_reason(each.reason, each.first_day) for each in refused.refusals])
    except (PersonError, CannotJoinError) as error:
        return None, ([], [str(error)])
    except NotYourRole as error:
        raise Http404 from error
    return case, None


def _added(form: InitiationForm, viewer: Viewer, person: list[int]) -> int:
    person.append(person_row(viewer, form.person))
    return person[0]


def _reason(reason: str, first_day: Any) -> str:
    """Say why not; where a day is what speaks against it, with the first day that does not, unless the reason tells it already."""
    if first_day is None or str(first_day) in reason:
        return reason
    return gettext("%(reason)s Första möjliga dag är %(day)s.") % {"reason": reason, "day": first_day.isoformat()}


def _begun(request: HttpRequest, case: UUID) -> HttpResponse:
    """Go to the case."""
    forget_form(request)
    messages.success(
        request, gettext("Det är registrerat, och socialtjänsten har fått det. Här ser du vad som väntar.")
    )
    return redirect("case", case_id=case)


def _ask(request: HttpRequest, form: InitiationForm, status: int = 200) -> HttpResponse:
    return render(request, "initiating/ask.html", _context(request, form), status=status)


def _check(request: HttpRequest, form: InitiationForm, wrong: str = "") -> HttpResponse:
    context = _context(request, form) | {"pairs": form.told(), "carried": form.carried(), "wrong": wrong}
    return render(request, "initiating/check.html", context, status=UNPROCESSABLE if wrong else 200)


def _context(request: HttpRequest, form: InitiationForm) -> dict[str, object]:
    """Give what the templates show."""
    return {
        "it": form,
        "address": address_of_form(request),
        "edition": form.way.edition,
        "routine": (ROUTINE, form.way.edition.routine),
        "key_name": KEY,
        "names": {"number": NUMBER, "missing": MISSING, "given": GIVEN, "family": FAMILY, "born": BORN, "unit": UNIT},
        "errors": form.summary(),
    }
