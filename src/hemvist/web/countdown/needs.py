"""Needs by area of life: what was answered for each, and the action that it led to with its owner, day and state.

Which areas there are is read from the edition: the points of a form for each of which a duty is opened by its answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hemvist.cases.views import CaseView, EventView
from hemvist.routines.model import Duty, Field
from hemvist.routines.status import STANDING, DutyStatus
from hemvist.web.case.duties import ClauseRef, clause_ref
from hemvist.web.countdown.plan import State, in_this_round, state_of, whose


@dataclass(frozen=True, slots=True)
class Action:
    """What was decided for an area, or is to be: in words, whose it is, by when, and how it stands."""

    what: str
    who: str
    on: date | None
    state: State
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """One area of life. ``answer`` is None while nobody has been asked; ``tone`` goes with it."""

    label: str
    answer: str | None
    tone: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """The areas that one form asks about. ``asked_on``: when it was last filled in; None: not yet."""

    label: str
    clause: ClauseRef
    asked_on: date | None
    areas: tuple[Area, ...]


def needs_of(view: CaseView) -> list[Needs]:
    """Give every form of the routine by whose points duties are opened, with what each point has led to."""
    by_form: dict[str, list[Duty]] = {}
    for duty in view.edition.duties.values():
        for event in duty.opens if duty.for_each is not None else ():
            by_form.setdefault(event, []).append(duty)
    return [_needs(view, form, duties) for form, duties in by_form.items() if _is_granted(view, form)]


def _is_granted(view: CaseView, form: str) -> bool:
    """Say whether the viewer may see what the form says, or would say."""
    return view.kinds.everything or view.edition.events[form].information in view.kinds


def _needs(view: CaseView, form: str, duties: list[Duty]) -> Needs:
    """Give the areas of one form."""
    event = view.edition.events[form]
    answers = {duty.for_each.answer for duty in duties if duty.for_each is not None}
    points = [field for field in event.fields if answers <= {choice.value for choice in field.choices}]
    filled = [each for each in _standing(view) if each.type == form]
    newest = filled[-1] if filled else None
    return Needs(
        event.label,
        clause_ref(view.edition, event.source.clause),
        newest.on if newest else None,
        tuple(_area(view, point, duties, newest) for point in points),
    )


def _standing(view: CaseView) -> list[EventView]:
    """Give the events of the present round that stand and that the viewer may see, in order."""
    start = next((each.on for each in view.history if each.uid == view.status.round_started_by), view.opened_on)
    return [each for each in view.history if each.annulled_by is None and each.on >= start]


def _area(view: CaseView, point: Field, duties: list[Duty], filled: EventView | None) -> Area:
    """Give one area: what was answered, and what became of it."""
    value = filled.values.get(point.name) if filled is not None else None
    label = next((choice.label for choice in point.choices if choice.value == value), None)
    settling = {event: duty.for_each.matched_by for duty in duties if duty.for_each for event in duty.closes}
    settled = [e for e in _standing(view) if e.type in settling and e.values.get(settling[e.type]) == point.name]
    actions = [_settled(view, each, settling[each.type]) for each in settled]
    ids = {duty.id for duty in duties}
    waiting = [
        Action(_label(view, duty), whose(view, duty), duty.due_on, state_of(duty))
        for duty in in_this_round(view)
        if duty.id in ids and duty.instance.endswith(f":{point.name}") and duty.state in STANDING
    ]
    opens = {duty.for_each.answer for duty in duties if duty.for_each is not None}
    tone = "neutral" if value is None else "warning" if value == "unknown" else "info" if value in opens else "success"
    return Area(point.label, label, tone, (*actions, *waiting))


def _settled(view: CaseView, event: EventView, matched_by: str) -> Action:
    """Give what was decided for an area: what, who and when as the form says, and how it has gone since."""
    told = [(field, said) for field, said in event.fields if field.name != matched_by and said]
    who, what = _sorted(told)
    day = next((value for field, _ in told if isinstance(value := event.values.get(field.name), date)), None)
    follows = [duty for duty in view.status.duties if duty.opened_by == event.uid and duty.state != "cancelled"]
    return Action(
        ". ".join(each.rstrip(".") for each in what) or event.label,
        ", ".join(who),
        day,
        _state(follows),
        "; ".join(_outcome(view, follows)),
    )


def _sorted(told: Iterable[tuple[Field, str]]) -> tuple[list[str], list[str]]:
    """Set apart who from what: a choice, and the text right after it, name somebody; other texts say what is to be done."""
    who: list[str] = []
    what: list[str] = []
    after_choice = False
    for field, said in told:
        if field.type in ("choice", "worker", "role") or (field.type == "text" and after_choice):
            who.append(said)
        elif field.type in ("text", "long-text"):
            what.append(said)
        after_choice = field.type == "choice"
    return who, what


def _state(follows: list[DutyStatus]) -> State:
    """Give how it stands by the duties that it opened; where it opened none there is nothing more to do."""
    states = [state_of(duty) for duty in follows]
    return next((state for state in ("late", "open", "waiting", "missing", "lapsed") if state in states), "done")


def _outcome(view: CaseView, follows: list[DutyStatus]) -> Iterable[str]:
    """Say what became of it, in the words of whoever followed it up."""
    uids = {duty.done_by for duty in follows if duty.done_by}
    for event in view.history:
        if event.uid in uids:
            yield from (said for field, said in event.fields if said and field.type == "choice")


def _label(view: CaseView, duty: DutyStatus) -> str:
    """Give a duty's label without the area, which stands in the same row."""
    known = view.edition.duties.get(duty.id)
    return known.label if known is not None else duty.label
