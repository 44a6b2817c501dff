"""Spans: periods in force from their first to their last day, both inclusive, ended early by an event or carried on by a renewal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hemvist.routines.case import Case
from hemvist.routines.model import SpanType
from hemvist.routines.status import SpanStatus

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class SpanInstance:
    """One period. ``ended`` is the event that ended it early (-1 if none); ``known_from`` the day it could first be acted on."""

    type: SpanType
    begin: int
    first_day: date
    last_day: date | None
    known_from: date
    chain: frozenset[int]
    ended: int = -1
    next: "SpanInstance | None" = None  # the one that carries it on without a gap

    @property
    def natural_stop(self) -> date | None:
        """The first day after its last day, if it was not ended before that."""
        return self.last_day + ONE_DAY if self.last_day is not None and self.ended < 0 else None

    def holds(self, upto: int, today: date) -> bool:
        """Whether it is in force on a day, going by the events before ``upto``."""
        if self.begin >= upto or today < self.first_day or 0 <= self.ended < upto:
            return False
        return self.last_day is None or today <= self.last_day

    @property
    def final(self) -> "SpanInstance":
        """The last of the periods that carry this one on."""
        span = self
        while span.next is not None:
            span = span.next
        return span


def spans_of(case: Case, span_id: str) -> list[SpanInstance]:
    """All periods of one kind, in the order they began."""
    answer = case.kept_spans.get(span_id)
    if answer is None:
        answer = case.kept_spans[span_id] = _find(case, span_id)
    return answer


def _find(case: Case, span_id: str) -> list[SpanInstance]:
    found: list[SpanInstance] = []
    for compiled in case.editions:
        span_type = compiled.edition.spans.get(span_id)
        if span_type is None:
            continue
        for begin in case.opening(tuple(dict.fromkeys((*span_type.begins, *span_type.renewed_by))), compiled):
            found.append(_make(case, span_type, begin))
    found.sort(key=lambda span: span.begin)
    for number, span in enumerate(found):
        span.next = next((later for later in found[number + 1 :] if _carries_on(case, span, later)), None)
    return found


def days_of_spans(spans: list[SpanInstance]) -> list[date]:
    """The days on which periods begin or run out by themselves."""
    return [span.first_day for span in spans] + [stop for span in spans if (stop := span.natural_stop) is not None]


def _make(case: Case, span_type: SpanType, begin: int) -> SpanInstance:
    event = case.events[begin]
    first = _day(case, span_type.first_day, begin) or event.on
    last = _day(case, span_type.last_day, begin)
    span = SpanInstance(span_type, begin, first, last, max(first, event.on), case.chain(begin))
    ends = [number for number in case.merged(span_type.ends) if number > begin and case.concerns(number, span.chain)]
    case_end = case.next_end(begin)
    stops = [*ends[:1], *((case_end,) if case_end >= 0 else ())]
    if stops:
        stop = min(stops)
        if last is None or case.events[stop].on <= last:
            span.ended = stop
    return span


def _day(case: Case, reference: tuple[str, str] | None, begin: int) -> date | None:
    if reference is None:
        return None
    event_type, field_name = reference
    named = case.rounds[case.round_of[begin]].compiled.dates.get(event_type)
    if named is not None:
        number, field_name = case.telling(named, case.size)
        return case.day_of(number, field_name) if number >= 0 else None
    kind = case.types[begin]
    own = kind is not None and any(field.name == field_name for field in kind.fields)
    if case.events[begin].type == event_type or own:
        return case.day_of(begin, field_name)
    later = case.newest(event_type, case.size, begin)
    number = later if later >= 0 else case.newest(event_type, begin)
    return case.day_of(number, field_name) if number >= 0 else None


def _carries_on(case: Case, span: SpanInstance, later: SpanInstance) -> bool:
    if 0 <= span.ended < later.begin or span.last_day is None:
        return False
    stop = span.last_day + ONE_DAY
    longer = later.last_day is None or later.last_day > span.last_day
    return later.first_day <= stop and case.events[later.begin].on <= stop and longer


def status_of(case: Case, span: SpanInstance) -> SpanStatus:
    """A span as the answer shows it."""
    ended_on, ended_by = None, None
    if span.ended >= 0:
        ended_on, ended_by = case.events[span.ended].on, case.events[span.ended].id
    elif span.last_day is not None and span.last_day < case.as_of:
        ended_on = span.last_day
    coming = span.first_day > case.as_of and ended_on is None
    state: Literal["coming", "in force", "ended"] = (
        "ended" if ended_on is not None else "coming" if coming else "in force"
    )
    return SpanStatus(
        id=span.type.id,
        label=span.type.label,
        instance=case.events[span.begin].id,
        first_day=span.first_day,
        last_day=span.last_day,
        state=state,
        ended_on=ended_on,
        ended_by=ended_by,
        renewed=span.next is not None,
    )
