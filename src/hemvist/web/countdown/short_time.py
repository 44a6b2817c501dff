"""What there is no time for when the day is near: what got less time, what came instead, and what is left out, by the routine's own conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hemvist.cases.views import CaseView
from hemvist.routines.counting_back import arrivals, asks_whether_happened, by_the_day, counted_from, wanted_on
from hemvist.routines.model import Duty, NamedDate
from hemvist.routines.sentences import condition_label
from hemvist.routines.status import DutyStatus
from hemvist.web.case.duties import ClauseRef, clause_ref
from hemvist.web.countdown.plan import State, in_this_round, state_of, whose


@dataclass(frozen=True, slots=True)
class Said:
    """Something that short time did to a duty. ``why``: in the words of the routine's conditions. ``wanted``: the day there was no time for."""

    label: str
    clause: ClauseRef
    why: str = ""
    wanted: date | None = None
    on: date | None = None
    who: str = ""
    state: State = "open"
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class ShortTime:
    """All of it."""

    shortened: tuple[Said, ...]
    instead: tuple[Said, ...]
    left_out: tuple[Said, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.shortened or self.instead or self.left_out)


def short_time(view: CaseView, day: date | None) -> ShortTime:
    """Say what the time before the day was too short for. Nothing where the routine counts back from no day, or the day is not known."""
    named = counted_from(view.edition)
    if named is None or day is None:
        return ShortTime((), (), ())
    duties = list(in_this_round(view))
    return ShortTime(
        tuple(_shortened(view, duties, named, day)),
        tuple(_instead(view, duties, named)),
        tuple(_left_out(view, duties, named)),
    )


def _shortened(view: CaseView, duties: list[DutyStatus], named: NamedDate, day: date) -> Iterable[Said]:
    """Give the duties that still stand and are due later than they would be if there had been time."""
    for status in duties:
        duty = view.edition.duties.get(status.id)
        wanted = wanted_on(view.edition, duty, named, day) if duty is not None else None
        if wanted is not None and status.due_on is not None and status.due_on > wanted and state_of(status) != "done":
            yield _said(view, status, wanted=wanted)


def _instead(view: CaseView, duties: list[DutyStatus], named: NamedDate) -> Iterable[Said]:
    """Give the duties that are there because the day is so near."""
    for status in duties:
        duty = view.edition.duties.get(status.id)
        near = [each for each in duty.when if by_the_day(view.edition, each, named)] if duty is not None else []
        if near and status.state != "cancelled":
            yield _said(view, status, why=_words(view, near))


def _left_out(view: CaseView, duties: list[DutyStatus], named: NamedDate) -> Iterable[Said]:
    """Give the duties that the day came before: those that ended with it undone and, for one who sees everything, those that never began."""
    events = arrivals(view.edition, named)
    come = next((e for e in view.history if e.type in events and e.annulled_by is None), None)
    if come is None:
        return
    for status in duties:
        duty = view.edition.duties.get(status.id)
        if duty is not None and set(duty.lapses) & set(events) and status.state in ("cancelled", "lapsed"):
            yield _said(view, status, why=come.label)
    # Of one who does not see everything, a duty that is not there may be one that is not shown.
    if view.kinds.everything:
        there = {status.id for status in view.status.duties}
        yield from (_never_began(view, duty, events) for duty in _barred(view, events) if duty.id not in there)


def _barred(view: CaseView, events: tuple[str, ...]) -> Iterable[Duty]:
    """Give the duties that something has opened and that apply only until the day has come."""
    happened = {each.type for each in view.history if each.annulled_by is None}
    return (
        duty
        for duty in view.edition.duties.values()
        if happened & set(duty.opens) and any(asks_whether_happened(view.edition, each, events) for each in duty.unless)
    )


def _never_began(view: CaseView, duty: Duty, events: tuple[str, ...]) -> Said:
    why = [each for each in duty.unless if asks_whether_happened(view.edition, each, events)]
    return Said(duty.label, clause_ref(view.edition, duty.source.clause), _words(view, why))


def _said(view: CaseView, status: DutyStatus, why: str = "", wanted: date | None = None) -> Said:
    return Said(
        status.label,
        clause_ref(view.edition, status.clauses[0]),
        why,
        wanted,
        status.due_on,
        whose(view, status),
        state_of(status),
        status.due_is_local,
    )


def _words(view: CaseView, conditions: Iterable[str]) -> str:
    return "; ".join(condition_label(view.edition, each) for each in conditions)
