"""Giving marked duties to a colleague: choose whom, check, and do it. Each becomes an event of its own case.

What was marked and chosen is kept with the session, and shown by an address of its own, so that every step can be gone back to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.assigning import assign
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.library import library
from hemvist.cases.naming import Named, name_cases
from hemvist.organisation.unit_staff import staff_of, units_elsewhere
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of
from hemvist.web.kept_forms import STEP, address_of_form, forget_form, kept_form, kept_no_longer, shown_again

MOST = 100
UNPROCESSABLE = 422
PICK, TO = "rad", "till"
CHECK, SAVE = "kontrollera", "spara"
# Kept with a form that the record refused: why.
WRONG = "refused"


@dataclass(frozen=True, slots=True)
class Turn:
    """A role in a case that is to be given to someone."""

    case: Named
    role: str
    role_label: str

    @property
    def pick(self) -> str:
        """How the turn is posted."""
        return f"{self.case.case}:{self.role}"

    def units(self) -> tuple[int, ...]:
        """The units whose staff may have it: the deciding one or the executing one, as the role is; none if no unit executes."""
        role = library().vocabulary.roles[self.role]
        if role.any_unit:
            return tuple(units_elsewhere(role.side, self.case.owner_unit_id))
        unit = self.case.executor_unit_id if role.side == "executor" else self.case.owner_unit_id
        return () if unit is None else (unit,)


@require_http_methods(["GET", "HEAD", "POST"])
def assign_many(request: HttpRequest) -> HttpResponse:
    """Take the marked duties through the three steps: whom, check, done."""
    viewer = viewer_of(request)
    if request.method != "POST":
        kept = kept_form(request)
        if kept is None:
            return kept_no_longer(request, "todo")
        return _shown(request, kept, Choosing(viewer, kept), is_check=request.GET.get(STEP) == CHECK)
    sent = request.POST.copy()
    sent.pop(WRONG, None)
    sent.setlist(PICK, list(dict.fromkeys(sent.getlist(PICK))))
    if not sent.getlist(PICK):
        messages.warning(request, gettext("Markera minst en uppgift i listan först."))
        return redirect("todo")
    if len(sent.getlist(PICK)) > MOST:
        messages.error(request, gettext("Markera högst %(most)s uppgifter åt gången.") % {"most": MOST})
        return redirect("todo")
    it = Choosing(viewer, sent)
    if sent.get(STEP) == SAVE and it.name:
        return _save(request, it, sent)
    return _shown_again(request, it, sent, is_check=bool(sent.get(STEP) and it.name))


class Choosing:
    """What was marked and chosen: the turns, who may have them as (row number, name), and the name of whom was chosen; empty if nobody."""

    def __init__(self, viewer: Viewer, sent: QueryDict) -> None:
        self.viewer = viewer
        self.turns = _turns(viewer, sent.getlist(PICK))
        self.colleagues = _colleagues(viewer, self.turns)
        self.chosen = sent.get(TO, "")
        self.name = dict(self.colleagues).get(self.chosen, "")


def _shown_again(request: HttpRequest, it: Choosing, sent: QueryDict, *, is_check: bool = False) -> HttpResponse:
    """Lead to the page that shows what was sent; what is too long to be kept is shown here and now."""
    return shown_again(request, sent, CHECK if is_check else "") or _shown(request, sent, it, is_check=is_check)


def _shown(request: HttpRequest, sent: QueryDict, it: Choosing, *, is_check: bool) -> HttpResponse:
    """Show what is to be done, or ask who is to have the duties, with what was wrong with the answer."""
    context = {"turns": it.turns, "chosen": it.chosen, "name": it.name, "address": address_of_form(request)}
    if is_check and it.name:
        return render(request, "assigning/check.html", context)
    wrong = sent.get(WRONG, "")
    if sent.get(STEP) and it.colleagues and not it.name:
        wrong = gettext("Välj vem som ska ha uppgifterna.")
    context |= {"colleagues": it.colleagues, "wrong": wrong}
    return render(request, "assigning/choose.html", context, status=UNPROCESSABLE if wrong else 200)


def _turns(viewer: Viewer, picks: Iterable[str]) -> list[Turn]:
    """Read what was marked. Raises Http404 for anything that is not the viewer's to see."""
    roles = library().vocabulary.roles
    wanted: list[tuple[UUID, str]] = []
    for pick in picks:
        case, _, role = pick.partition(":")
        try:
            wanted.append((UUID(case), role))
        except ValueError:
            raise Http404 from None
        if role not in roles:
            raise Http404
    named = name_cases(viewer, [case for case, _ in wanted], "assign")
    if any(case not in named for case, _ in wanted):
        raise Http404
    return [Turn(named[case], role, roles[role].label) for case, role in wanted]


def _colleagues(viewer: Viewer, turns: list[Turn]) -> list[tuple[str, str]]:
    """Give those who hold every marked role at the unit that has it, as (row number, name)."""
    places = [turn.units() for turn in turns]
    staff = staff_of(tuple({unit for units in places for unit in units}), viewer.today)
    able = [
        {each.worker_id: each.name for unit in units for each in staff[unit] if turn.role in each.roles}
        for turn, units in zip(turns, places, strict=True)
    ]
    first = able[0]
    return [(str(worker), name) for worker, name in first.items() if all(worker in each for each in able)]


def _save(request: HttpRequest, it: Choosing, sent: QueryDict) -> HttpResponse:
    """Appoint the colleague in every case, or in none."""
    try:
        assign(it.viewer, [(turn.case.case, turn.role) for turn in it.turns], int(it.chosen), it.viewer.today)
    except Refused as refused:
        sent[WRONG] = str(refused)
        return _shown_again(request, it, sent)
    except NotYourRole as error:
        sent[WRONG] = f"{error} {gettext('Be den som har rollen att göra det.')}"
        return _shown_again(request, it, sent)
    except CaseNotFound:
        raise Http404 from None
    forget_form(request)
    done = ngettext("%(num)s uppgift är nu hos %(name)s.", "%(num)s uppgifter är nu hos %(name)s.", len(it.turns))
    messages.success(request, done % {"num": len(it.turns), "name": it.name})
    return redirect("todo")
