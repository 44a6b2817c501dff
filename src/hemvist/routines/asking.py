"""The next question that matters: among the facts that a decision table lacks, the one whose answer decides most.

The arithmetic. Each missing fact is supposed answered in every way it can be, one at a time, with everything else as it is:

- a field that conditions ask about: each of its choices (yes and no for a yes/no field); for a field with no closed list each value that a
  condition names, and one that none names; "unknown" only where a condition names it;
- anything else (a date, a birth date, a consent): for each condition of the table that lacks it, that condition is yes and the others that lack it are
  no; and once they are all no.

A fact's first measure is the share of its answers after which nothing is open; the second how many rows are left that could still change something,
on average over its answers. The greatest share is asked first, then the fewest rows left, then as the events and their fields stand in the document.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import NamedTuple

from hemvist.routines.compiled import Compiled
from hemvist.routines.conditions import QUICK, UNKNOWN, Moment, Named
from hemvist.routines.history import Event
from hemvist.routines.model import Edition, Field
from hemvist.routines.resolving import Resolved, TableState, Values

GROUPS = ("all", "any", "none")
MADE_OF_OTHERS = (*QUICK, *GROUPS, "done")  # these are asked anew when what they go by is supposed
YES_NO = ("yes", "no")
OTHER = "…"  # stands for an answer that no condition names
NOT_RECORDED = datetime.min.replace(tzinfo=UTC)


class Lead(NamedTuple):
    """One way a question can be answered and what the table then says.

    ``value``: the field's value ("…": one that no condition names); or ``condition``: the condition that is then yes; both empty: none of them is.
    ``settled``: nothing is then open.
    """

    value: str
    condition: str
    settled: bool
    state: TableState
    answer: Values


class Question(NamedTuple):
    """The fact to ask for (``event.field``, or an event). ``settles`` of its answers leave nothing open; ``left`` rows are then unknown, on average."""

    fact: str
    settles: int
    left: Fraction
    leads: tuple[Lead, ...]


Supposed = tuple[str, str, Moment]


def next_question(
    moment: Moment,
    ready: Compiled,
    asked: Sequence[Named],
    missing: Sequence[str],
    resolve_at: Callable[[Moment], Resolved],
) -> Question | None:
    """The fact among ``missing`` to ask for first; None if nothing is missing. ``asked``: the conditions of the table's rows."""
    questions = [_question(fact, _supposed(fact, moment, ready, asked), resolve_at) for fact in missing]
    return min(questions, key=lambda one: _rank(one, ready.edition), default=None)


def _question(fact: str, supposed: Iterable[Supposed], resolve_at: Callable[[Moment], Resolved]) -> Question:
    leads: list[Lead] = []
    left = 0
    for value, condition, moment in supposed:
        resolved = resolve_at(moment)
        left += len(resolved.mattering)
        leads.append(Lead(value, condition, not resolved.open, resolved.state, resolved.settled))
    settles = sum(one.settled for one in leads)
    return Question(fact, settles, Fraction(left, max(len(leads), 1)), tuple(leads))


def _rank(question: Question, edition: Edition) -> tuple[bool, Fraction, Fraction, tuple[int, int], str]:
    share = Fraction(question.settles, max(len(question.leads), 1))
    return (not question.leads, -share, question.left, _place(question.fact, edition), question.fact)


def _place(fact: str, edition: Edition) -> tuple[int, int]:
    """Where a fact stands in the document: its event and its field; what the document has not comes last."""
    event_id, _, name = fact.partition(".")
    events = list(edition.events)
    if event_id not in edition.events:
        return len(events), 0
    fields = [one.name for one in edition.events[event_id].fields]
    return events.index(event_id), fields.index(name) if name in fields else 0


def _supposed(fact: str, moment: Moment, ready: Compiled, asked: Sequence[Named]) -> Iterable[Supposed]:
    event_id, _, name = fact.partition(".")
    event = ready.edition.events.get(event_id)
    field = next((one for one in event.fields if one.name == name), None) if event is not None else None
    readers = [
        one.condition
        for one in ready.conditions.values()
        if one.condition.kind == "field" and (one.condition.event, one.condition.field_name) == (event_id, name)
    ]
    if field is not None and readers:
        named = sorted({value for one in readers for value in one.values})
        for value in _answers(field, named):
            answer: str | tuple[str, ...] = (value,) if field.type == "choices" and value != UNKNOWN else value
            yield value, "", _with_own(moment, event_id, name, answer)
    else:
        yield from _with_answers(fact, moment, ready, asked)


def _answers(field: Field, named: Sequence[str]) -> Iterable[str]:
    closed = tuple(one.value for one in field.choices) or (YES_NO if field.type in ("yes-no", "yes-no-unknown") else ())
    open_ended = () if closed else (*(value for value in named if value != UNKNOWN), OTHER)
    return dict.fromkeys((*closed, *open_ended, *((UNKNOWN,) if UNKNOWN in named else ())))


def _with_own(moment: Moment, event_id: str, name: str, answer: str | tuple[str, ...]) -> Moment:
    """The moment as if the event that tells the fact were about to be recorded: the one of this round filled in, or a new one."""
    number = moment.newest(event_id, per_round=True)
    if number >= 0 and moment.case.events[number].fields.get(name) in (None, UNKNOWN, ()):
        event = moment.case.events[number]
        own = replace(event, fields={**event.fields, name: answer})
    else:
        own = Event(event_id, event_id, moment.today, NOT_RECORDED, fields={name: answer})
    return Moment(moment.case, moment.upto, moment.today, moment.round, own)


def _with_answers(fact: str, moment: Moment, ready: Compiled, asked: Sequence[Named]) -> Iterable[Supposed]:
    """The moment with the answers of the conditions that lack the fact already given."""
    members = [ready.conditions[name] for one in asked if one.condition.kind in GROUPS for name in one.condition.names]
    lacking = []
    for one in dict.fromkeys((*asked, *members)):
        answer = one.answer(moment)
        if one.condition.kind not in MADE_OF_OTHERS and not isinstance(answer, bool) and fact in answer:
            lacking.append(one)
    lacking.sort(key=lambda one: one.condition.id)
    for chosen in (*lacking, None) if lacking else ():
        supposed = Moment(moment.case, moment.upto, moment.today, moment.round)
        supposed.memo.update((one, one is chosen) for one in lacking)
        yield "", chosen.condition.id if chosen is not None else "", supposed
