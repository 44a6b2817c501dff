"""The plan as rows in the order of time: duties with their days, meetings, the day that all is counted from, today and the end of the period after it.

Made of what the viewer may see, and of nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hemvist.cases.views import CaseView, EventView, MeetingView
from hemvist.routines.case import as_day
from hemvist.routines.counting_back import counted_from, period_after
from hemvist.routines.model import NamedDate, SpanType
from hemvist.routines.status import STANDING, DutyStatus
from hemvist.web.case.duties import ClauseRef, clause_ref, role_label

DAYS_IN_WEEK = 7
State = Literal["done", "open", "late", "waiting", "missing", "lapsed", "meeting", "held", "today", "day", "end"]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the plan. ``on``: the day it stands at; ``since`` and ``on`` are the ends of its bar. ``away``: how far from the counted day.

    ``at``: the time of day of a meeting. ``url`` leads to where it is recorded or shown.
    """

    state: State
    label: str
    on: date | None
    since: date | None = None
    who: str = ""
    told: str = ""
    away: str = ""
    clauses: tuple[ClauseRef, ...] = ()
    is_local: bool = False
    url: str = ""
    at: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that the day was told: when, by whom, which day, and why in the words of who told it."""

    on: date
    who: str
    label: str
    day: date | None
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the page shows of time. ``day`` is None while it is not known, or not to this viewer."""

    label: str
    clause: ClauseRef
    day: date | None
    left: str
    has_come: bool
    period: str
    period_first: date | None
    period_last: date | None
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    undated: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that have a day, in order."""
        return (*self.before, *self.after)


def plan_of(view: CaseView, today: date) -> Plan | None:
    """Put the plan together; None where the routine counts back from no day."""
    named = counted_from(view.edition)
    if named is None:
        return None
    day = day_told(view, named)
    span = period_after(view.edition, named)
    first, last = _period(view, span, day)
    rows = [*_duties(view, today, day), *_meetings(view, today, day), Row("today", gettext("I dag"), today)]
    if day is not None:
        rows.append(Row("day", named.label, day, clauses=(clause_ref(view.edition, named.source.clause),)))
    if last is not None and span is not None:
        clauses = (clause_ref(view.edition, span.source.clause),)
        words = gettext("Sista dag: %(what)s") % {"what": span.label}
        rows.append(Row("end", words, last, away=away(last, day), clauses=clauses))
    dated = sorted((row for row in rows if row.on), key=_place)
    return Plan(
        label=named.label,
        clause=clause_ref(view.edition, named.source.clause),
        day=day,
        left="" if day is None else left(day, today),
        has_come=any(each.first_day <= today for each in view.spans if span is not None and each.id == span.id),
        period=span.label if span is not None else "",
        period_first=first,
        period_last=last,
        before=tuple(row for row in dated if day is None or (row.on or day) <= day),
        after=tuple(row for row in dated if day is not None and (row.on or day) > day),
        undated=tuple(row for row in rows if row.on is None),
    )


def day_told(view: CaseView, named: NamedDate) -> date | None:
    """Give the day as the newest event that tells of it says, of those that the viewer may see."""
    return as_day(told[-1][1]) if (told := _told(view, named)) else None


def tellings(view: CaseView, named: NamedDate) -> list[Telling]:
    """Give every time that the day was told, oldest first, with what else was said then."""
    return [
        Telling(
            event.on,
            ", ".join(each for each in (event.actor_name, event.role_label) if each),
            event.label,
            as_day(value),
            tuple((f.label, said) for f, said in event.fields if said and f.type in ("text", "long-text", "choice")),
        )
        for event, value in _told(view, named)
    ]


def _told(view: CaseView, named: NamedDate) -> list[tuple[EventView, object]]:
    """Give the standing events that tell of a named date, with what they say."""
    found = []
    for event in view.history:
        name = named.field_in(event.type)
        value: object = event.on if name == "" else event.values.get(name or "")
        if name is not None and event.annulled_by is None and value is not None:
            found.append((event, value))
    return found


def left(day: date, today: date) -> str:
    """Say how long it is to a day, in words: days, and weeks where there are some."""
    days = (day - today).days
    if days == 0:
        return gettext("Dagen är i dag")
    words = _length(abs(days))
    return (
        gettext("%(length)s kvar") % {"length": words} if days > 0 else gettext("%(length)s sedan") % {"length": words}
    )


def _length(days: int) -> str:
    """Say a number of days, with the weeks and days it makes where it is more than two weeks."""
    told = ngettext("%(num)s dag", "%(num)s dagar", days) % {"num": days}
    weeks, rest = divmod(days, DAYS_IN_WEEK)
    if weeks < 2:
        return told
    in_weeks = ngettext("%(num)s vecka", "%(num)s veckor", weeks) % {"num": weeks}
    if rest:
        over = ngettext("%(num)s dag", "%(num)s dagar", rest) % {"num": rest}
        in_weeks = gettext("%(weeks)s och %(days)s") % {"weeks": in_weeks, "days": over}
    return f"{told} ({in_weeks})"


def away(on: date, day: date | None) -> str:
    """Say how far a day is from the one that all is counted from: "8 veckor före", "3 dagar efter", "samma dag"."""
    if day is None:
        return ""
    days = (on - day).days
    if days == 0:
        return gettext("samma dag")
    weeks, rest = divmod(abs(days), DAYS_IN_WEEK)
    if weeks >= 2 or (weeks == 1 and rest == 0):
        length = ngettext("%(num)s vecka", "%(num)s veckor", weeks) % {"num": weeks}
        if rest:
            length = gettext("drygt %(length)s") % {"length": length}
    else:
        length = ngettext("%(num)s dag", "%(num)s dagar", abs(days)) % {"num": abs(days)}
    return (
        gettext("%(length)s före") % {"length": length}
        if days < 0
        else gettext("%(length)s efter") % {"length": length}
    )


def _place(row: Row) -> tuple[date, int, str, str]:
    """Order rows by day; on the same day what was, today, what is to be, and last the day itself or the end."""
    order = {"done": 0, "held": 0, "lapsed": 0, "today": 1, "day": 3, "end": 3}
    return (row.on or date.max, order.get(row.state, 2), row.at, row.label)


def _period(view: CaseView, span: SpanType | None, day: date | None) -> tuple[date | None, date | None]:
    """Give the first and last day of the period after the day: as it is, or as it is told that it will be."""
    if span is None:
        return None, None
    known = [each for each in view.spans if each.id == span.id]
    if known:
        newest = max(known, key=lambda each: each.first_day)
        return newest.first_day, newest.ended_on or newest.last_day
    named = view.edition.dates.get(span.last_day[0]) if span.last_day else None
    last = day_told(view, named) if named is not None else None
    return (day, last) if day is not None and last is not None and last >= day else (None, None)


def in_this_round(view: CaseView) -> Iterable[DutyStatus]:
    """Give the duties of the present round, and whatever stands from before it."""
    start = next((each.on for each in view.history if each.uid == view.status.round_started_by), view.opened_on)
    return (d for d in view.status.duties if d.opened_on >= start or d.state in STANDING)


def _duties(view: CaseView, today: date, day: date | None) -> Iterable[Row]:
    """Give the duties that were done, are to be done, or were not done in time; what no longer concerns anybody is left out."""
    for duty in in_this_round(view):
        if duty.state != "cancelled":
            yield duty_row(view, duty, today, day)


def duty_row(view: CaseView, duty: DutyStatus, today: date, day: date | None) -> Row:
    """Give one duty as a row: at the day it was done, or else by when it is due."""
    state = state_of(duty)
    on = duty.done_on if state == "done" else duty.due_on
    return Row(
        state=state,
        label=duty.label,
        on=on,
        since=min(duty.opened_on, on) if on else None,
        who=whose(view, duty),
        told=_told_of(duty, state, today),
        away=away(on, day) if on else "",
        clauses=tuple(clause_ref(view.edition, each) for each in duty.clauses),
        is_local=duty.due_is_local and state != "done",
        steps=duty.steps if state != "done" else (),
    )


def state_of(duty: DutyStatus) -> State:
    """Give the state of a duty in one word: an open one that is late says so."""
    if duty.state in ("done", "lapsed"):
        return "done" if duty.state == "done" else "lapsed"
    if duty.late_days:
        return "late"
    return {"waiting": "waiting", "undetermined": "missing"}.get(duty.state, "open")  # type: ignore[return-value]


def whose(view: CaseView, duty: DutyStatus) -> str:
    """Name whose it is: the roles that have the turn, with who holds them; of what is done, who did it."""
    if duty.state == "done":
        did = next((each for each in view.history if each.uid == duty.done_by), None)
        return ", ".join(each for each in (did.actor_name, did.role_label) if each) if did is not None else ""
    names = {party.role: party.worker_name for party in view.parties}
    return ", ".join(f"{role_label(view.edition, role)} {names.get(role, '')}".strip() for role in duty.turn)


def _told_of(duty: DutyStatus, state: State, today: date) -> str:
    """Say beside a duty's day what is so: done when, late by how much, or by when."""
    late = ngettext("%(num)s dag efter den dag som gällde", "%(num)s dagar efter den dag som gällde", duty.late_days)
    if state == "done":
        return late % {"num": duty.late_days} if duty.late_days else ""
    if state == "late":
        return ngettext("%(num)s dag försenad", "%(num)s dagar försenad", duty.late_days) % {"num": duty.late_days}
    if state == "waiting" and duty.waiting_for:
        return duty.waiting_for[0].reason
    return ""


def _meetings(view: CaseView, today: date, day: date | None) -> Iterable[Row]:
    """Give the booked times. Where they are is not said here: the page of the meeting says it to those who may know."""
    for meeting in view.meetings:
        yield Row(
            "held" if meeting.outcome else "meeting",
            meeting.label,
            meeting.starts.date(),
            told=_outcome(meeting),
            away=away(meeting.starts.date(), day),
            url=reverse("meeting", args=[view.public_id, meeting.event_uid]),
            at=f"{meeting.starts:%H:%M}",
        )


def _outcome(meeting: MeetingView) -> str:
    """Say what came of a booked time; empty while nobody has said."""
    return meeting.outcome_label if meeting.outcome else ""
