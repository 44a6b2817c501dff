"""The tests a condition block may use. Answers are yes, no or unknown, and unknown names the facts that are missing.

A condition is compiled once per edition into a function of a *moment*: a place in the order of events, a day and a round.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from hemvist.routines.answers import Bits, Decided
from hemvist.routines.case import Case, as_day
from hemvist.routines.consents import consents, covered, in_force, party_name
from hemvist.routines.deadlines import add, age_on
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.model import Condition, Due, NamedDate
from hemvist.routines.spans import spans_of

if TYPE_CHECKING:
    from hemvist.routines.compiled import Compiled

Answer = bool | tuple[str, ...]
"""True is yes, False is no; a tuple is unknown and holds the missing facts as ``event.field``, or as an event that would tell."""

Test = Callable[["Moment"], Answer]
UNKNOWN = "unknown"
DECIDED = {"yes": True, "no": False}
QUICK = ("happened", "field", "in_force")  # these never answer unknown where ``unknown_is`` decides
NOTHING: frozenset[int] = frozenset()
ABOUT_THE_PERSON = ("protection-learnt", "birth-date-learnt")
"""Effects of events that tell of the person: of these the newest always counts."""


class Moment:
    """Where a question is asked: before the event at ``upto``, on a day, in a round. ``own`` is the event to be recorded, if it is about one."""

    __slots__ = (
        "by_type",
        "case",
        "chain",
        "decided",
        "first",
        "kept_bits",
        "last",
        "memo",
        "own",
        "round",
        "seen",
        "today",
        "upto",
    )

    def __init__(
        self,
        case: Case,
        upto: int,
        today: date,
        round_number: int,
        own: Event | None = None,
        chain: frozenset[int] = NOTHING,
    ) -> None:
        self.case = case
        self.by_type = case.by_type
        self.upto = self.last = upto
        self.first = upto
        if round_number < len(case.rounds):
            within = case.rounds[round_number]
            self.first = within.start
            if within.end < upto:
                self.last = within.end
        self.today = today
        self.round = round_number
        self.own = own
        self.chain = chain
        self.memo: dict[Named, Answer] = {}
        self.seen: dict[frozenset[int], Moment] | None = None
        self.decided: Decided | None = None
        self.kept_bits: Bits = (0, 0)

    def bits(self, decided: Decided) -> Bits:
        """Which conditions of an edition are answered yes here, and which no, of those that events alone decide."""
        if self.decided is not decided:
            self.decided = decided
            self.kept_bits = self.case.answers(decided).at(self.upto, self.first, self.last)
        return self.kept_bits

    def seen_from(self, chain: frozenset[int]) -> "Moment":
        """The same moment, asked about something that hangs on these events."""
        if self.seen is None:
            self.seen = {}
        found = self.seen.get(chain)
        if found is None:
            found = self.seen[chain] = Moment(self.case, self.upto, self.today, self.round, self.own, chain)
        return found

    def bounds(self, per_round: bool) -> tuple[int, int]:
        """The events to look at, as first and last place (exclusive): of the round, or all before this moment."""
        return (self.first, self.last) if per_round else (0, self.upto)

    def newest(self, event_type: str, per_round: bool = False, chained: bool = False) -> int:
        """The newest event of a type; if ``chained``, one that the question hangs on before any other. -1 if there is none."""
        found = self.by_type.get(event_type)
        if found is None:
            return -1
        if chained and self.chain:
            own = [number for number in self.chain if number in found]
            if own:
                return max(own)
        end = self.last if per_round else self.upto
        number = found[-1]
        if number >= end:
            place = bisect_left(found, end)
            number = found[place - 1] if place else -1
        return -1 if per_round and number < self.first else number


class Named:
    """A compiled condition.

    ``lifters`` are event types that could make it true, ``own_types`` those whose own fields it reads when they are to be recorded, and
    ``chain_types`` those that it reads in the chain of the instance it is asked about, before any other of their kind.
    """

    __slots__ = (
        "answer",
        "chain_types",
        "condition",
        "lifters",
        "own_types",
        "test",
        "told",
        "unknown_is",
        "untold",
    )

    def __init__(
        self,
        condition: Condition,
        test: Test,
        lifters: tuple[str, ...],
        own_types: frozenset[str],
        chain_types: frozenset[str],
    ) -> None:
        self.chain_types = chain_types
        self.condition = condition
        self.test = test
        self.lifters = lifters
        self.own_types = own_types
        self.unknown_is = DECIDED.get(condition.unknown_is or "")
        # Where an event of its type decides the answer: by the fields of the newest of them, and while there is none.
        self.told: Callable[[dict[str, FieldValue]], Answer] | None = None
        self.untold: Answer = False
        self.answer: Test = self._kept_answer
        if condition.kind in QUICK:  # to ask these again costs less than to keep the answer
            self.answer = test

    def _kept_answer(self, moment: Moment) -> Answer:
        answer = moment.memo.get(self)
        if answer is None:
            answer = self.test(moment)
            if self.unknown_is is not None and answer is not True and answer is not False:
                answer = self.unknown_is
            moment.memo[self] = answer
        return answer


def all_yes(answers: Iterable[Answer]) -> Answer:
    """Yes if all are yes; no if any is no; otherwise unknown."""
    missing: tuple[str, ...] = ()
    for answer in answers:
        if answer is False:
            return False
        if answer is not True:
            missing += answer
    return tuple(dict.fromkeys(missing)) if missing else True


def negated(answer: Answer) -> Answer:
    """No for yes, yes for no, and unknown for unknown."""
    return not answer if isinstance(answer, bool) else answer


def applies(moment: Moment, when: tuple[Named, ...], unless: tuple[Named, ...]) -> Answer:
    """Whether everything in ``when`` holds and nothing in ``unless`` does."""
    missing: tuple[str, ...] = ()
    for named in when:
        answer = named.answer(moment)
        if answer is False:
            return False
        if answer is not True:
            missing += answer
    for named in unless:
        answer = named.answer(moment)
        if answer is True:
            return False
        if answer is not False:
            missing += answer
    return tuple(dict.fromkeys(missing)) if missing else True


def compile_condition(condition: Condition, compiled: "Compiled") -> Named:
    """Make a condition of an edition into a function; the conditions it names must have been compiled before it."""
    test, lifters = _COMPILERS[condition.kind](condition, compiled)
    own = frozenset(compiled.edition.tellers(condition.event) if condition.kind in ("field", "date") else ())
    if condition.kind == "consent" and condition.event:
        own = frozenset({condition.event})
    if condition.kind == "age" and condition.on:
        own = frozenset(compiled.edition.tellers(condition.on[0]))
    if condition.kind in ("all", "any", "none"):
        own = frozenset(one for name in condition.names for one in compiled.conditions[name].own_types)
    named = Named(condition, test, tuple(dict.fromkeys(lifters)), own, _chain_types(condition, compiled))
    if condition.kind == "happened":
        named.told = _yes
    elif condition.kind == "field":
        named.told, named.untold = _telling(condition), _missing(condition)
    return named


def _yes(_: dict[str, FieldValue]) -> Answer:
    return True


def _missing(condition: Condition) -> Answer:
    """What a field condition answers while nothing tells it."""
    return DECIDED.get(condition.unknown_is or "", (f"{condition.event}.{condition.field_name}",))


def _telling(condition: Condition) -> Callable[[dict[str, FieldValue]], Answer]:
    """What a field condition answers by the fields of an event."""
    name, values, missing = condition.field_name, frozenset(condition.values), _missing(condition)

    def answer(fields: dict[str, FieldValue]) -> Answer:
        value = fields.get(name)
        if isinstance(value, tuple):
            return not values.isdisjoint(value) if value else missing
        if value is None or value == UNKNOWN:
            return True if UNKNOWN in values else missing
        return value in values or (not isinstance(value, str) and str(value) in values)

    return answer


def _chain_types(condition: Condition, compiled: "Compiled") -> frozenset[str]:
    if condition.kind in ("all", "any", "none"):
        return frozenset(one for name in condition.names for one in compiled.conditions[name].chain_types)
    return frozenset({condition.event} if _is_chained(condition, compiled) else ())


def _is_chained(condition: Condition, compiled: "Compiled") -> bool:
    """Whether a condition goes by the event that an instance hangs on: one without ``per``, unless the event tells of the person."""
    if condition.kind not in ("field", "date") or condition.per_round:
        return False
    event = compiled.edition.events.get(condition.event)  # none for a named date: of that the newest always counts
    return event is not None and event.effect not in ABOUT_THE_PERSON


Compiling = tuple[Test, Iterable[str]]


def _happened(condition: Condition, _: "Compiled") -> Compiling:
    event, per_round = condition.event, condition.per_round

    def test(moment: Moment) -> Answer:
        found = moment.by_type.get(event)
        return found is not None and found[0] < moment.upto

    def test_in_round(moment: Moment) -> Answer:
        found = moment.by_type.get(event)
        if found is None or found[0] >= moment.last:
            return False
        number = found[-1]
        if number >= moment.last:
            number = found[bisect_left(found, moment.last) - 1]
        return number >= moment.first

    return test_in_round if per_round else test, (event,)


def _field(condition: Condition, compiled: "Compiled") -> Compiling:
    chained = _is_chained(condition, compiled)
    event, per_round = condition.event, condition.per_round
    missing, answer = _missing(condition), _telling(condition)

    def test(moment: Moment) -> Answer:
        if moment.own is not None and moment.own.type == event:
            fields = moment.own.fields
        else:
            found = moment.by_type.get(event)
            if found is None:
                return missing
            number = found[-1]
            if per_round or number >= moment.upto or (chained and moment.chain):
                number = moment.newest(event, per_round, chained)
                if number < 0:
                    return missing
            fields = moment.case.events[number].fields
        return answer(fields)

    return test, (event,)


def _done(condition: Condition, compiled: "Compiled") -> Compiling:
    names, per_round = condition.names, condition.per_round
    duties = compiled.edition.duties
    lifters = (event for name in names if name in duties for event in duties[name].closes)

    def test(moment: Moment) -> Answer:
        return all_yes(compiled.is_done(moment, name, per_round) for name in names)

    return test, lifters


def _in_force(condition: Condition, compiled: "Compiled") -> Compiling:
    span_id = condition.span
    span_type = compiled.edition.spans.get(span_id)

    def test(moment: Moment) -> Answer:
        for span in spans_of(moment.case, span_id):  # noqa: SIM110 - a generator would cost as much as the questions
            if span.holds(moment.upto, moment.today):
                return True
        return False

    return test, (*span_type.begins, *span_type.renewed_by) if span_type else ()


def _consent(condition: Condition, compiled: "Compiled") -> Compiling:
    key, per_round = (condition.recipient, condition.purpose), condition.per_round
    kinds, towards = frozenset(condition.kinds), condition.event
    telling = tuple(
        event.id
        for event in compiled.edition.events.values()
        if event.effect == "consent-given" and _may_concern(event.id, key, compiled)
    )

    def test(moment: Moment) -> Answer:
        start, end = moment.bounds(per_round)
        said = consents(moment.case).get(key)
        if said is not None and not (start <= said[0].place and said[-1].place < end):
            said = [told for told in said if start <= told.place < end]
        if not said:
            return telling or (f"{key[0]}.{key[1]}",)
        counting = in_force(said, moment.today)
        if towards and moment.own is not None and moment.own.type == towards:
            name = party_name(moment.own.fields.get(condition.field_name))
            counting = [told for told in counting if told.name == name]
        return covered(counting, kinds) if kinds else bool(counting)

    return test, telling


def _may_concern(event_id: str, key: tuple[str, str], compiled: "Compiled") -> bool:
    fields = {
        field.name: {choice.value for choice in field.choices} for field in compiled.edition.events[event_id].fields
    }
    return key[0] in fields.get("recipient", ()) and key[1] in fields.get("purpose", ())


def _age(condition: Condition, compiled: "Compiled") -> Compiling:
    telling = tuple(event.id for event in compiled.edition.events.values() if event.effect == "birth-date-learnt")
    missing = tuple(f"{event}.birth_date" for event in telling) or ("birth_date",)
    dates = compiled.dates
    youngest, oldest, reference = condition.age_from, condition.age_to, condition.on

    def test(moment: Moment) -> Answer:
        number = max((moment.newest(event) for event in telling), default=-1)
        born = moment.case.day_of(number, "birth_date") if number >= 0 else None
        day: date | None = moment.today
        if reference is not None:
            day = _referred(moment, dates, reference[0], reference[1], False)
        if born is None:
            return missing
        if day is None:
            return _untold(dates, *(reference or ("", "")))
        age = age_on(born, day)
        return (youngest is None or age >= youngest) and (oldest is None or age <= oldest)

    return test, telling


Dates = dict[str, NamedDate]


def _untold(dates: Dates, event: str, name: str) -> tuple[str, ...]:
    """The fact that is missing where a date is not known."""
    if event in dates:
        event, name = dates[event].told_by[0]
    return (f"{event}.{name}".strip("."),)


def _referred(
    moment: Moment, dates: Dates, event: str, name: str, per_round: bool, chained: bool = False
) -> date | None:
    if event in dates:
        named = dates[event]
        own = named.told_in(moment.own.type, moment.own.fields) if moment.own is not None else None
        if moment.own is not None and own is not None:
            return as_day(moment.own.fields.get(own)) if own else moment.own.on
        number, name = moment.case.telling(named, moment.upto)
        return moment.case.day_of(number, name) if number >= 0 else None
    if moment.own is not None and moment.own.type == event:
        return as_day(moment.own.fields.get(name)) if name else moment.own.on
    number = moment.newest(event, per_round, chained)
    return moment.case.day_of(number, name) if number >= 0 else None


def _date(condition: Condition, compiled: "Compiled") -> Compiling:
    event, name, per_round = condition.event, condition.field_name, condition.per_round
    early, late = condition.not_before, condition.not_after
    chained, dates = _is_chained(condition, compiled), compiled.dates

    def bound(moment: Moment, due: Due) -> date | tuple[str, ...]:
        start: date | None = moment.today
        if due.event:
            start = _referred(moment, dates, due.event, due.field_name, per_round)
        if start is None:
            return _untold(dates, due.event, due.field_name)
        return start if due.direction == "on" else add(start, compiled.length(due), due.direction).on

    def test(moment: Moment) -> Answer:
        day = _referred(moment, dates, event, name, per_round, chained)
        if day is None:
            return _untold(dates, event, name)
        answers: list[Answer] = []
        for due, is_early in ((early, True), (late, False)):
            if due is not None:
                limit = bound(moment, due)
                answers.append(limit if isinstance(limit, tuple) else (day >= limit if is_early else day <= limit))
        return all_yes(answers)

    return test, compiled.edition.tellers(event)


def first_day(condition: Condition, moment: Moment, compiled: "Compiled") -> date | None:
    """The first day on which an event may happen, where a condition compares the event's own day with another; None where it does not."""
    early, own = condition.not_before, moment.own
    if (
        condition.kind != "date"
        or early is None
        or own is None
        or (condition.event, condition.field_name) != (own.type, "")
    ):
        return None
    start: date | None = moment.today
    if early.event:
        start = _referred(moment, compiled.dates, early.event, early.field_name, condition.per_round)
    if start is None or early.direction == "on":
        return start
    return add(start, compiled.length(early), early.direction).on


def _group(condition: Condition, compiled: "Compiled") -> Compiling:
    members = tuple(compiled.conditions[name] for name in condition.names)
    lifters = [event for member in members for event in member.lifters]
    if condition.kind == "all":
        return lambda moment: applies(moment, members, ()), lifters
    if condition.kind == "any":
        return lambda moment: negated(applies(moment, (), members)), lifters
    return lambda moment: applies(moment, (), members), _enders(condition, compiled, lifters)


def _enders(condition: Condition, compiled: "Compiled", lifters: Iterable[str]) -> list[str]:
    """Event types that could make the named conditions false: the end of a span, another answer, a new round after what was done in this one."""
    found: list[str] = []
    for name in condition.names:
        member = compiled.conditions[name].condition
        if member.kind == "in_force":
            found.extend(compiled.edition.spans[member.span].ends)
        elif member.kind in ("field", "date"):
            found.extend(compiled.edition.tellers(member.event))
        elif member.kind == "happened" and member.per_round:
            found.extend(event.id for event in compiled.edition.events.values() if event.starts_round)
    return found


_COMPILERS: dict[str, Callable[[Condition, "Compiled"], Compiling]] = {
    "happened": _happened,
    "field": _field,
    "done": _done,
    "in_force": _in_force,
    "consent": _consent,
    "age": _age,
    "date": _date,
    "all": _group,
    "any": _group,
    "none": _group,
}
