"""Giving marked duties to a colleague: choose whom, check, and do it. Each becomes an event of its own case."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from hemvist.cases.assigning import assign
from hemvist.cases.entries import CaseNotFound, NotYourRole, Refused
from hemvist.cases.library import library
from hemvist.cases.naming import Named, name_cases
from hemvist.organisation.unit_staff import staff_of, units_elsewhere
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of

MOST = 100
UNPROCESSABLE = 422


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


@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    """Take the marked duties through the three steps: whom, check, done."""
    viewer = viewer_of(request)
    picks = list(dict.fromkeys(request.POST.getlist("rad")))
    if not picks:
        messages.warning(request, gettext("Markera minst en uppgift i listan först."))
        return redirect("todo")
    if len(picks) > MOST:
        messages.error(request, gettext("Markera högst %(most)s uppgifter åt gången.") % {"most": MOST})
        return redirect("todo")
    turns = _turns(viewer, picks)
    colleagues = _colleagues(viewer, turns)
    chosen = request.POST.get("till", "")
    step = request.POST.get("steg", "")
    if not step or not colleagues:
        return _choose(request, turns, colleagues)
    if chosen not in dict(colleagues):
        return _choose(request, turns, colleagues, gettext("Välj vem som ska ha uppgifterna."))
    if step == "kontrollera":
        context = {"turns": turns, "chosen": chosen, "name": dict(colleagues)[chosen]}
        return render(request, "assigning/check.html", context)
    return _save(request, viewer, turns, int(chosen), colleagues)


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


def _choose(
    request: HttpRequest, turns: list[Turn], colleagues: list[tuple[str, str]], wrong: str = ""
) -> HttpResponse:
    """Ask who is to have the duties."""
    context = {"turns": turns, "colleagues": colleagues, "wrong": wrong, "chosen": request.POST.get("till", "")}
    return render(request, "assigning/choose.html", context, status=UNPROCESSABLE if wrong else 200)


def _save(
    request: HttpRequest, viewer: Viewer, turns: list[Turn], worker: int, colleagues: list[tuple[str, str]]
) -> HttpResponse:
    """Appoint the colleague in every case, or in none."""
    try:
        assign(viewer, [(turn.case.case, turn.role) for turn in turns], worker, viewer.today)
    except Refused as refused:
        return _choose(request, turns, colleagues, str(refused))
    except NotYourRole as error:
        return _choose(request, turns, colleagues, f"{error} {gettext('Be den som har rollen att göra det.')}")
    except CaseNotFound:
        raise Http404 from None
    name = dict(colleagues)[str(worker)]
    done = ngettext("%(num)s uppgift är nu hos %(name)s.", "%(num)s uppgifter är nu hos %(name)s.", len(turns))
    messages.success(request, done % {"num": len(turns), "name": name})
    return redirect("todo")
