"""Instances of duties: which event or day opened each, and which event or day ended it. Conditions are not asked here."""

from dataclasses import replace
from datetime import date

from hemvist.routines.case import Case
from hemvist.routines.deadlines import add
from hemvist.routines.holders import acts_for
from hemvist.routines.instance import NEVER, CompiledDuty, Instance
from hemvist.routines.model import Due, NamedDate
from hemvist.routines.repeating import series
from hemvist.routines.spans import SpanInstance, spans_of

NOTHING_MISSING: tuple[str, ...] = ()


def instances_of(case: Case, duty_id: str) -> list[Instance]:
    """All instances of a duty, under every edition that the case uses, in the order they opened."""
    found = case.kept_instances.get(duty_id)
    if found is None:
        found = []
        for compiled in case.editions:
            duty = compiled.duties.get(duty_id)
            if duty is not None and not duty.duty.opens_on_breach:
                made = build(case, duty)
                found = _after(case, found, made) if found else made
        case.kept_instances[duty_id] = found
        if case.changes:
            case.kept_days[duty_id] = case.changes
            case.changes = []
    return found


def _after(case: Case, found: list[Instance], made: list[Instance]) -> list[Instance]:
    """The instances of a duty under several editions together: a round under another edition takes the place of one before it all the same."""
    together = sorted([*found, *made], key=lambda one: one.opener)
    if made and found[0].of.duty.per_round and made[0].of.duty.per_round:
        _supersede(case, together)
    return together


def build(case: Case, duty: CompiledDuty) -> list[Instance]:
    """The instances of a duty that events in rounds under its edition opened."""
    openers = case.opening(duty.opening_events, duty.compiled)
    if not openers:
        return []
    if duty.is_simple:
        made = _simple(case, duty, openers)
        if len(made) > 1 and duty.duty.per_round:
            _supersede(case, made)
        return made
    if duty.duty.every is not None:
        return series(case, duty, openers)
    made = _opened(case, duty, openers)
    if duty.duty.together == "each" and len(duty.duty.holder) > 1:
        made = [_for_role(instance, role) for instance in made for role in duty.duty.holder]
    if duty.duty.for_each is not None:
        made = _for_each_point(case, duty, made)
    for instance in made:
        _end(case, instance)
    if duty.duty.per_round and len(made) > 1:
        for point in dict.fromkeys(instance.point for instance in made):
            _supersede(case, [instance for instance in made if instance.point == point])
    if not duty.opens_later:
        return made
    return [instance for instance in made if not _never_opened(case, instance)]


def _simple(case: Case, duty: CompiledDuty, openers: list[int] | tuple[int, ...]) -> list[Instance]:
    """The instances of a duty that only events open and end: most duties, without the questions about days and periods that the others need."""
    rule, events, chains, concerns_all, about = (
        duty.duty,
        case.events,
        case.kept_chains,
        case.concerns_all,
        case.about,
    )
    per_round = rule.per_round
    closings = case.by_type.get(duty.closes_alone, ()) if duty.closes_alone else case.merged(rule.closes)
    lapses = case.merged(rule.lapses) if rule.lapses else ()
    can_stop = bool(lapses or case.case_ends)
    made: list[Instance] = []
    last_round = NEVER
    for number in openers:
        in_round = case.round_of[number]
        if per_round and in_round == last_round:
            continue
        last_round, event, chain = in_round, events[number], chains.get(number) or case.chain(number)
        instance = Instance(duty, event.id, number, in_round, event.on, chain)
        start = case.rounds[in_round].start - 1 if per_round else number
        for closing in closings:  # written out here and not in a function: this is the innermost loop of an evaluation
            if (
                closing > start
                and closing != number
                and (concerns_all[closing] or about[closing] in chain or case.concerns(closing, chain))
            ):
                instance.closed = closing
                break
        if can_stop and not 0 <= instance.closed < number:
            _stop_by_event(case, instance, lapses)
        made.append(instance)
    return made


def _stop_by_event(case: Case, instance: Instance, lapses: list[int] | tuple[int, ...]) -> None:
    """End an instance undone if an event that lapses it, or the end of the case, comes before the event that would close it."""
    number, stopped = instance.opener, NEVER
    for lapse in lapses:
        if lapse > number and (case.concerns_all[lapse] or case.concerns(lapse, instance.chain)):
            stopped = lapse
            break
    if case.case_ends and case.case_ends[-1] > number:
        stopped = _first(stopped, case.next_end(number))
    if stopped >= 0 and not 0 <= instance.closed <= stopped:
        instance.closed, instance.ended, instance.ended_on = NEVER, stopped, case.events[stopped].on


def _for_role(instance: Instance, role: str) -> Instance:
    return Instance(
        instance.of,
        f"{instance.id}@{role}",
        instance.opener,
        instance.round,
        instance.opened_on,
        instance.chain,
        role,
        missing=instance.missing,
    )


def _points(case: Case, duty: CompiledDuty, instance: Instance) -> list[str]:
    """The points of the form that opened an instance which were answered so that each of them asks for something."""
    each, event = duty.duty.for_each, case.events[instance.opener]
    kind = case.types[instance.opener]
    answered = (field.name for field in kind.fields) if kind is not None else ()
    return [
        name for name in answered if each is not None and name in duty.points and event.fields.get(name) == each.answer
    ]


def _for_each_point(case: Case, duty: CompiledDuty, made: list[Instance]) -> list[Instance]:
    """An instance for each point; with ``per = "round"`` one for each point in a round, for as long as the point is answered so."""
    found: list[Instance] = []
    newest: dict[tuple[int, str, str], Instance] = {}
    for instance in made:
        for point in _points(case, duty, instance):
            key = (instance.round, instance.role, point)
            before = newest.get(key)
            if (
                duty.duty.per_round
                and before is not None
                and not 0 <= _answered_otherwise(case, before) < instance.opener
            ):
                continue
            newest[key] = replace(instance, id=f"{instance.id}:{point}", point=point)
            found.append(newest[key])
    return found


def _answered_otherwise(case: Case, instance: Instance) -> int:
    """The next time that the form is filled in and the instance's point is answered in another way; a point left out says nothing."""
    each = instance.of.duty.for_each
    for number in case.merged(instance.of.opening_events):
        answer = case.events[number].fields.get(instance.point)
        if number > instance.opener and each is not None and answer not in (None, each.answer):
            return number
    return NEVER


def _opened(case: Case, duty: CompiledDuty, openers: list[int] | tuple[int, ...]) -> list[Instance]:
    made: list[Instance] = []
    rounds: set[int] = set()
    rule = duty.duty
    for number in openers:
        in_round = case.round_of[number]
        if rule.per_round and in_round in rounds and rule.for_each is None:
            continue
        opened_on, missing = case.events[number].on, NOTHING_MISSING
        if duty.retold is not None and not case.tells(number, duty.retold):
            continue
        if rule.opens_on is not None:
            opened_on, missing = _opening_day(case, duty, rule.opens_on, number)
            if missing and duty.retold is not None:
                continue  # told not to be known: it opens when the date is told again
        elif rule.during:
            span = _span_around(case, rule.during, number)
            if span is None:
                continue
            if not rule.opens:
                opened_on = span.known_from
        rounds.add(in_round)
        made.append(
            Instance(duty, case.events[number].id, number, in_round, opened_on, case.chain(number), missing=missing)
        )
        if opened_on > case.as_of:
            case.changes.append(opened_on)
    return made


def _opening_day(case: Case, duty: CompiledDuty, due: Due, number: int) -> tuple[date, tuple[str, ...]]:
    """The day an instance opens by ``opens_on``, never before its event; if the date is unknown, the event's day and what is missing."""
    happened, event, name = case.events[number].on, due.event, due.field_name
    if due.event in duty.compiled.dates:
        event = case.events[number].type
        name = duty.compiled.dates[due.event].field_in(event) or ""
    start = case.day_of(number, name)
    if start is None:
        return happened, (f"{event}.{name}".strip("."),)
    day = start if due.direction == "on" else add(start, duty.compiled.length(due), due.direction).on
    return max(day, happened), ()


def _span_around(case: Case, span_id: str, number: int) -> SpanInstance | None:
    """The newest period that an event stands in: from the event that began it, until it ended."""
    on = case.events[number].on
    for span in reversed(spans_of(case, span_id)):
        if (
            span.begin <= number
            and (span.ended < 0 or span.ended >= number)
            and (span.last_day is None or on <= span.last_day)
        ):
            return span
    return None


def _first_closing(case: Case, instance: Instance) -> int:
    rule = instance.of.duty
    if rule.per_round:
        within = case.rounds[instance.round]
        for number in case.merged(rule.closes):
            if within.start <= number and number != instance.opener and _closes(case, instance, number):
                return number
        return NEVER
    for number in case.merged(rule.closes):
        if number > instance.opener and _closes(case, instance, number):
            return number
    return NEVER


def _closes(case: Case, instance: Instance, number: int) -> bool:
    if instance.role and not acts_for(case.events[number].by, instance.role, instance.of.compiled):
        return False
    if not instance.of.is_closed_by(case.events[number]):
        return False
    each = instance.of.duty.for_each
    if each is not None and case.events[number].fields.get(each.matched_by) != instance.point:
        return False
    return case.concerns(number, instance.chain)


def _end(case: Case, instance: Instance) -> None:
    """Find the first of: an event that closes it, an event that ends it, the end of its span."""
    rule = instance.of.duty
    closed = _first_closing(case, instance)
    if 0 <= closed < instance.opener:  # done earlier in the same round
        instance.closed = closed
        return
    stopped = _first_lapse(case, instance) if rule.lapses else NEVER
    if instance.of.retold is not None:
        stopped = _first(stopped, _first_retelling(case, instance, instance.of.retold))
    if instance.point:
        stopped = _first(stopped, _answered_otherwise(case, instance))
    if case.case_ends:
        stopped = _first(stopped, case.next_end(instance.opener))
    stop_day: date | None = None
    if rule.during:
        span = _span_around(case, rule.during, instance.opener)
        if span is not None and rule.opens:
            span = span.final
        if span is not None:
            stop_day = span.natural_stop
            stopped = _first(stopped, span.ended if span.ended > instance.opener else NEVER)
    _settle(case, instance, closed, stopped, stop_day)


def _first(one: int, other: int) -> int:
    return max(one, other) if one < 0 or other < 0 else min(one, other)


def _first_lapse(case: Case, instance: Instance) -> int:
    for number in case.merged(instance.of.duty.lapses):
        if number > instance.opener and case.concerns(number, instance.chain):
            return number
    return NEVER


def _first_retelling(case: Case, instance: Instance, named: NamedDate) -> int:
    told = (number for number in case.merged(named.tellers) if number > instance.opener and case.tells(number, named))
    return next(told, NEVER)


def _settle(case: Case, instance: Instance, closed: int, stopped: int, stop_day: date | None) -> None:
    events = case.events
    if closed >= 0 and (stopped < 0 or closed <= stopped) and (stop_day is None or events[closed].on < stop_day):
        instance.closed = closed
    elif stopped >= 0 and (stop_day is None or events[stopped].on < stop_day):
        instance.ended, instance.ended_on = stopped, events[stopped].on
    elif stop_day is not None and stop_day <= case.as_of:
        instance.ended_on = stop_day
    elif stop_day is not None:
        case.changes.append(stop_day)


def _supersede(case: Case, made: list[Instance]) -> None:
    """An instance of an earlier round that still stands ends when a later round opens its own."""
    for number, earlier in enumerate(made[:-1]):
        later = made[number + 1]
        if later.round <= earlier.round:
            later = next((one for one in made[number + 2 :] if one.round > earlier.round), earlier)
            if later is earlier:
                continue
        if earlier.closed > later.opener or (earlier.is_standing and later.opened_on <= case.as_of):
            earlier.closed, earlier.ended, earlier.ended_on = NEVER, later.opener, case.events[later.opener].on


def _never_opened(case: Case, instance: Instance) -> bool:
    """Whether it ended undone, or was settled by another event, before the day it would have opened."""
    if instance.closed >= 0:
        return False
    return instance.ended_on is not None and instance.ended_on < instance.opened_on
