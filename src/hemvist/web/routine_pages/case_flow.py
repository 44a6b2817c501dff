"""The picture of a case's routine with where the case stands in it, and the same in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hemvist.cases.views import CaseView, EventView
from hemvist.routines.status import DutyStatus
from hemvist.web.case.duties import ClauseRef, clause_ref, role_label
from hemvist.web.case.loading import framed, open_case_page
from hemvist.web.countdown.plan import State, in_this_round, state_of, whose
from hemvist.web.swim_lanes.drawing import BandDrawing, picture_of
from hemvist.web.swim_lanes.flow import Step, flow_of

# Of several instances of a duty the one that asks most of somebody counts.
FIRST: tuple[State, ...] = ("late", "open", "missing", "waiting", "lapsed", "done")
NOW: tuple[State, ...] = ("late", "open", "missing", "waiting")


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the routine and how it stands in the case. ``state`` is None where it has not come, or does not concern the case."""

    number: int
    label: str
    who: str
    section: str
    clauses: tuple[ClauseRef, ...]
    state: State | None = None
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A step that is somebody's turn, with what has been done just before it, and what it leads to: the labels of those steps."""

    place: Place
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOfRoutine:
    """One strip of the picture with its steps. ``tally``: how many steps stand in each state; it is open where somebody's turn is in it."""

    band: BandDrawing
    steps: tuple[Place, ...]
    tally: tuple[tuple[State, int], ...]
    is_open: bool


@require_GET
def show_flow(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the routine of a case as a picture, with what is done, open, late and waiting in it."""
    view = open_case_page(request, case_id, "flow")
    steps = places(view)
    states = {each.number: each.state for each in steps if each.state}
    marks = {each.number: _mark(each) for each in steps if each.state}
    now = _near(view, steps)
    parts = [_part(band, steps) for band in picture_of(view.edition, marks).bands]
    context = {"parts_of_routine": parts, "states": states, "now": now}
    return render(request, "routine_pages/case_flow.html", framed(view, **context))


def _near(view: CaseView, steps: list[Place]) -> list[Near]:
    """Give the steps that are somebody's turn, the most urgent first, each with its neighbours in the routine."""
    links = flow_of(view.edition).links
    turns = sorted((each for each in steps if each.state in NOW), key=lambda each: (each.on or date.max, each.number))
    return [
        Near(
            turn,
            _labels(
                steps[link.source - 1] for link in links if link.target == turn.number and _done(steps, link.source)
            ),
            _labels(steps[link.target - 1] for link in links if link.source == turn.number),
        )
        for turn in turns
    ]


def _done(steps: list[Place], number: int) -> bool:
    return steps[number - 1].state == "done"


def _labels(found: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.label for each in found))


def _part(band: BandDrawing, steps: list[Place]) -> PartOfRoutine:
    """Put a strip together with its steps, by their numbers."""
    inside = tuple(steps[number - 1] for number in sorted(box.number for box in band.boxes))
    counts = Counter(each.state for each in inside)
    tally = tuple((state, counts[state]) for state in FIRST if counts[state])
    return PartOfRoutine(band, inside, tally, is_open=any(state in NOW for state, _ in tally))


def places(view: CaseView) -> list[Place]:
    """Give every step of the routine with how it stands, by what the viewer may see of the case."""
    duties: dict[str, list[DutyStatus]] = {}
    for duty in in_this_round(view):
        if duty.state != "cancelled":
            duties.setdefault(duty.id, []).append(duty)
    happened = {each.type: each for each in view.history if each.annulled_by is None}
    return [
        _duty_place(view, step, duties.get(step.id, []))
        if step.kind == "duty"
        else _event_place(view, step, happened.get(step.id))
        for step in flow_of(view.edition).steps
    ]


def _duty_place(view: CaseView, step: Step, found: list[DutyStatus]) -> Place:
    """Give the place of a duty: by the instance that asks most, and how many there are of it."""
    place = Place(
        step.number, step.label, role_label(view.edition, step.role), step.section, _clauses(view, step.clauses)
    )
    if not found:
        return place
    first = min(found, key=lambda each: (FIRST.index(state_of(each)), each.due_on or date.max))
    state = state_of(first)
    done = sum(each.state == "done" for each in found)
    words = gettext("%(done)s av %(all)s klara") % {"done": done, "all": len(found)} if len(found) > 1 else ""
    on = max((each.done_on for each in found if each.done_on), default=None) if state == "done" else first.due_on
    return Place(
        place.number, place.label, whose(view, first) or place.who, place.section, place.clauses, state, on, words
    )


def _event_place(view: CaseView, step: Step, event: EventView | None) -> Place:
    """Give the place of an event: done if it has happened."""
    who, clauses = role_label(view.edition, step.role), _clauses(view, step.clauses)
    if event is None:
        return Place(step.number, step.label, who, step.section, clauses)
    return Place(step.number, step.label, event.actor_name or who, step.section, clauses, "done", event.on)


def _clauses(view: CaseView, clauses: Iterable[str]) -> tuple[ClauseRef, ...]:
    return tuple(clause_ref(view.edition, each) for each in clauses)


def _mark(place: Place) -> str:
    """Say in the picture how a step stands, in two or three words."""
    words = {
        "done": gettext("Klart"),
        "open": gettext("Att göra"),
        "late": gettext("Försenat"),
        "waiting": gettext("Väntar"),
        "missing": gettext("Uppgift saknas"),
        "lapsed": gettext("Hanns inte med"),
    }
    day = place.on.isoformat() if place.on else ""
    return " ".join(each for each in (words.get(str(place.state), ""), day, place.note and f"({place.note})") if each)
