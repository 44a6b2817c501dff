"""``evaluate``: from a routine, a history and a day to whose turn it is, by when, why, and what may not be done yet."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Literal

from hemvist.routines import parties
from hemvist.routines.changing import days_of_change, days_of_consents
from hemvist.routines.compiled import Compiled, CompiledRoutine, compiled
from hemvist.routines.conditions import Answer, Moment, applies
from hemvist.routines.continuing import Worked, answered_anew, case_of, keep
from hemvist.routines.dues import DueDate, counted, due_of
from hemvist.routines.gates import breach_known_from, breaches, would_be, would_start
from hemvist.routines.history import History
from hemvist.routines.instance import Instance
from hemvist.routines.instances import instances_of
from hemvist.routines.model import DutyState, EventType, Offer, Routine, Standing
from hemvist.routines.sentences import lowered
from hemvist.routines.spans import days_of_spans, spans_of, status_of
from hemvist.routines.status import STANDING, BreachStatus, DutyStatus, Offered, Progress, Refusal, SpanStatus, Status
from hemvist.routines.ways import in_the_way

ONE_DAY = timedelta(days=1)
NO_REFUSALS: tuple[Refusal, ...] = ()
LAST = date.max
OF_BREACHES = ""
"""The group of the duties that breaches open."""
PARTS = tuple(one.name for one in fields(Progress))

__all__ = ["PARTS", "evaluate", "progress"]


def evaluate(routine: Routine, history: History, as_of: date, known_on: datetime | None = None) -> Status:
    """Answer for one case: what had happened by ``as_of``, going by what had been recorded by ``known_on`` (all of it, if not given)."""
    return _Evaluation(compiled(routine), history, as_of, known_on).status()


def progress(routine: Routine, history: History, as_of: date, known_on: datetime | None = None) -> Progress:
    """Answer the same without what may be recorded next: about a quarter less to work out, and all that recording keeps."""
    return _Evaluation(compiled(routine), history, as_of, known_on).progress(keeps=True)


class _Evaluation:
    """One evaluation; answers that several duties need are kept while it lasts."""

    def __init__(self, routine: CompiledRoutine, history: History, as_of: date, known_on: datetime | None) -> None:
        self.case, before = case_of(routine, history, as_of, known_on)
        self.before = before if before is not None and before.breached is not None else None
        self.turns_differ = self.before is not None and parties.changed(self.before.case, self.case)
        self.first_added = self._first_added()
        self.statuses: dict[str, list[DutyStatus | None]] = {}
        self.answered: list[str] = []  # the duties about which the answers are other than before
        self.of_breaches: list[DutyStatus | None] = []
        self.changes: list[date] = []  # days on which something changes with time alone
        self.history = history
        self.known_on = known_on
        self.refused: dict[str, tuple[Refusal, ...]] | None = None  # of all event types, where they are asked for
        self.holders: dict[tuple[str, ...], tuple[str, ...]] = {}
        # Kept here and not on the case, which they name: without a circle everything is freed at once when the evaluation ends.
        self.now: dict[int, Moment] = {}
        self.moments: dict[tuple[int, date, int], Moment] = {}

    def status(self) -> Status:
        case = self.case
        self.refused = refused = self._all_refused()
        found = self.progress(keeps=False)
        is_open = found.state == "open"
        answer = Status(
            **{name: getattr(found, name) for name in PARTS},
            refused=refused,
            allowed=tuple(
                name for name in case.current.edition.events if name not in refused or refused[name][0].level != "must"
            ),
            offers=self._offers() if is_open else (),
            standing=self._standing() if is_open else (),
        )
        self._keep(found)
        return answer

    def progress(self, keeps: bool) -> Progress:
        """Where the case stands. ``keeps``: nothing more is asked of this evaluation, so that the next one can go on from it."""
        case, before = self.case, self.before
        self.breached = breached = breaches(case) if before is None else self._breaches_since(before)
        groups = self._groups(breached)
        spans = self._spans()
        answer = Progress(
            routine=case.routine.routine.id,
            edition=case.current.edition.edition,
            as_of=case.as_of,
            known_on=self.known_on,
            round_started_by=case.events[case.rounds[-1].start].id if case.rounds else None,
            state=self._state(groups),
            groups=groups,
            spans=spans,
            breaches=tuple(breach for _, breach in breached),
            next_change_on=self._next_change(),
        )
        if keeps:
            self._keep(answer)
        return answer

    # -- going on from an evaluation before this one --------------------------------------------------------------------------------------------

    def _first_added(self) -> date:
        """The day of the first event that has come since."""
        case, size = self.case, self.before.case.size if self.before is not None else 0
        return case.events[size].on if size < case.size else LAST

    def _breaches_since(self, before: Worked) -> list[tuple[int, BreachStatus]]:
        return [*(before.breached or ()), *breaches(self.case, before.case.size)]

    def _of_duty(self, before: Worked, duty_id: str) -> list[DutyStatus | None]:
        """The status of each instance of a duty: the same object as before where it is unchanged."""
        case = self.case
        instances = instances_of(case, duty_id)
        earlier, answers = before.case.kept_instances.get(duty_id), before.statuses.get(duty_id)
        if earlier is None or answers is None:
            return [self._duty(instance) for instance in instances]
        if earlier is instances:
            return [self._still(instance, status) for instance, status in zip(instances, answers, strict=True)]
        known = {one.id: (one, answer) for one, answer in zip(earlier, answers, strict=True)}
        return [
            self._still(instance, one[1])
            if (one := known.get(instance.id)) is not None and one[0] == instance
            else _same(self._duty(instance), answers)
            for instance in instances
        ]

    def _later(self, old: DutyStatus | None) -> DutyStatus | None:
        """The same on a later day on which nothing but lateness is different."""
        if old is None or old.due_on is None or old.due_on >= self.case.as_of or old.state not in STANDING:
            return old
        return old._replace(late_days=(self.case.as_of - old.due_on).days)

    def _still(self, instance: Instance, old: DutyStatus | None) -> DutyStatus | None:
        """What an instance that was there before amounts to now: if it had finished, the same but for who would have the turn."""
        ended_on = instance.ended_on
        is_over = ended_on is not None and (instance.ended >= 0 or ended_on <= self.first_added)
        if instance.closed < 0 and not is_over:
            return _same(self._duty(instance), (old,))
        if old is None or not self.turns_differ or instance.of.turn_is_holders:
            return old
        turn = self._turn(old.holder)
        return old if turn == old.turn else old._replace(turn=turn)

    def _keep(self, found: Progress) -> None:
        if self.known_on is None:
            changes_on = found.next_change_on or LAST
            kept = Worked(
                self.case, self.statuses, self.of_breaches, self.breached, found.spans, self._held(), changes_on
            )
            keep(self.history, kept)

    def _held(self) -> frozenset[str]:
        """The duties that somebody has."""
        before = self.before.standing if self.before is not None else frozenset()
        held = {name for name in self.answered if _stands(self.statuses[name])}
        return (before.difference(self.answered) & self.statuses.keys()) | held

    # -- duties ---------------------------------------------------------------------------------------------------------------------------------

    def _groups(self, breached: list[tuple[int, BreachStatus]]) -> dict[str, list[DutyStatus | None]]:
        if self.before is None:
            for name in self._opened_ever():
                self._answer(name, [self._duty(instance) for instance in instances_of(self.case, name)])
        else:
            self._go_on(self.before)
        earlier = self.before.of_breaches if self.before is not None else ()
        self.of_breaches = [_same(self._duty(one), earlier) for one in self._breach_instances(breached)]
        return {**self.statuses, OF_BREACHES: self.of_breaches} if self.of_breaches else self.statuses

    def _go_on(self, before: Worked) -> None:
        """Look again at the duties of which something can have changed since; the others stay as they were."""
        again = None if self.turns_differ else answered_anew(before, self.case)
        if again is not None:
            self.statuses = before.statuses.copy()
            for name in before.standing & self.statuses.keys() if before.case.as_of < self.case.as_of else ():
                self._answer(name, [self._later(one) for one in self.statuses[name]])
        for name in self._opened_ever() if again is None else again:
            self._answer(name, self._of_duty(before, name))

    def _answer(self, duty_id: str, answers: list[DutyStatus | None]) -> None:
        """Take in the answers about a duty; where they are the same as before the list from before stays, which tells so."""
        if self.statuses.get(duty_id) != answers:
            self.statuses[duty_id] = answers
            self.answered.append(duty_id)

    def _opened_ever(self) -> Iterable[str]:
        """The duties that an event may have opened."""
        case = self.case
        return dict.fromkeys(
            duty.duty.id
            for ready in case.editions
            for event_type in case.by_type
            for duty in ready.duties_by_event.get(event_type, ())
        )

    def _breach_instances(self, breached: list[tuple[int, BreachStatus]]) -> Iterable[Instance]:
        case = self.case
        for place in dict.fromkeys(place for place, breach in breached if breach.kind == "breach"):
            day = breach_known_from(case, place, self.history, self.known_on)
            if day > case.as_of:
                self.changes.append(day)
                continue
            in_round = case.round_of[place]
            for duty in case.rounds[in_round].compiled.on_breach:
                instance = Instance(duty, case.events[place].id, place, in_round, day, frozenset({place}))
                for number in case.merged(duty.duty.closes):
                    if number > place and case.about[number] == place:
                        instance.closed = number
                        instance.opened_on = min(day, case.events[number].on)
                        break
                yield instance

    def _duty(self, instance: Instance) -> DutyStatus | None:
        case = self.case
        if instance.closed >= 0:
            return self._done(instance)
        if instance.ended_on is not None:
            return self._ended(instance, instance.ended_on)
        if instance.opened_on > case.as_of:
            return None
        known = instance.known_at(case, case.size)
        if known is False and not instance.missing:
            return None
        moment = self._moment(instance.round)
        answer: Answer = instance.missing or known or instance.applies(moment)
        if answer is False:
            return None
        due = due_of(case, instance, case.size, moment)
        late = max((case.as_of - due.on).days, 0) if due.on is not None else 0
        if answer is not True:
            return self._make(instance, "undetermined", due, late, missing=(*answer, *due.missing))
        waiting_for = self._waiting_for(instance)
        state: DutyState = "waiting" if waiting_for else "open"
        return self._make(instance, state, due, late, waiting_for=waiting_for, missing=due.missing)

    def _done(self, instance: Instance) -> DutyStatus | None:
        case, closed = self.case, instance.closed
        done_on = case.events[closed].on
        early = closed < instance.opener
        if not early and done_on < instance.opened_on:
            return None  # settled before the day it would have opened
        place, day = (instance.opener + 1, case.events[instance.opener].on) if early else (closed, done_on)
        duty, counts = instance.of, instance.of.counts
        if duty.is_conditional:
            known = instance.known_at(case, place)
            if known is False or (
                known is None and instance.applies(self._moment_at(place, day, instance.round)) is False
            ):
                return None
        upto = (instance.opener if early else closed) + 1
        if counts is not None:
            due = counted(instance.opened_on, counts, duty.counts_to)
        else:
            due = due_of(case, instance, upto, self._moment_at(upto, day, instance.round) if duty.limits else None)
        late = (done_on - due.on).days if due.on is not None and due.on < done_on else 0
        return self._make(instance, "done", due, late, closed=closed)

    def _ended(self, instance: Instance, ended_on: date) -> DutyStatus | None:
        case = self.case
        if instance.ended >= 0:
            place, day = instance.ended, ended_on
        else:
            day = ended_on - ONE_DAY
            place = min(bisect_left(case.known.days, ended_on), case.size)
        moment = self._moment_at(place, day, instance.round)
        answer = instance.applies(moment)
        if answer is False:
            return None
        due = due_of(case, instance, place, moment)
        if answer is True and due.on is not None and due.on < ended_on:
            return self._make(instance, "lapsed", due, (ended_on - due.on).days)
        return self._make(instance, "cancelled", due, 0)

    def _make(
        self,
        instance: Instance,
        state: DutyState,
        due: DueDate,
        late: int,
        waiting_for: tuple[Refusal, ...] = (),
        missing: tuple[str, ...] = (),
        closed: int = -1,
    ) -> DutyStatus:
        ready, opener, events = instance.of, instance.opener, self.case.events
        duty, event, target = ready.duty, events[opener], self.case.about[opener]
        doing = events[closed] if closed >= 0 else None
        holder = (instance.role,) if instance.role else duty.holder
        label = duty.label
        if instance.point or duty.names:
            label = f"{label}: {self._point(instance)}"
        parts = (
            duty.id,
            label,
            instance.id,
            holder,
            holder if ready.turn_is_holders else self._turn(holder),
            state,
            instance.opened_on,
            event.id,
            duty.clauses,
            ready.edition,
            due.on,
            due.is_local,
            late,
            doing.on if doing is not None else None,
            doing.id if doing is not None else None,
            events[target].id if target >= 0 else event.id,
            waiting_for,
            tuple(dict.fromkeys(missing)) if missing else (),
            due.steps,
            duty.closes,
        )
        return tuple.__new__(DutyStatus, parts)  # an answer has some hundred of these; this takes a third of the time

    def _point(self, instance: Instance) -> str:
        """The point of a form that a duty is about, in its own words."""
        kind, answers = self.case.types[instance.opener], self.case.events[instance.opener].fields
        fields = kind.fields if kind is not None else ()
        if instance.point:
            return lowered(next((one.label for one in fields if one.name == instance.point), instance.point))
        said = str(answers.get(instance.of.duty.names) or "")
        choices = (choice for one in fields if one.name == instance.of.duty.names for choice in one.choices)
        return lowered(next((choice.label for choice in choices if choice.value == said), said))

    def _moment(self, round_number: int) -> Moment:
        moment = self.now.get(round_number)
        if moment is None:
            moment = self.now[round_number] = Moment(self.case, self.case.size, self.case.as_of, round_number)
        return moment

    def _moment_at(self, place: int, day: date, round_number: int) -> Moment:
        key = (place, day, round_number)
        moment = self.moments.get(key)
        if moment is None:
            moment = self.moments[key] = Moment(self.case, place, day, round_number)
        return moment

    def _turn(self, holder: tuple[str, ...]) -> tuple[str, ...]:
        """The roles that have the turn: a role that nobody has been appointed to is stood in for by the one that has it until then."""
        turn = self.holders.get(holder)
        if turn is None:
            roles = self.case.current.edition.roles
            now = (
                self._standing_in(role) if role in roles and roles[role].until_appointed else role for role in holder
            )
            turn = self.holders[holder] = tuple(dict.fromkeys(now))
        return turn

    def _standing_in(self, role: str) -> str:
        instead = self.case.current.edition.roles[role].until_appointed
        return role if instead is None or parties.holds(self.case, role) else instead

    # -- what may be recorded -------------------------------------------------------------------------------------------------------------------

    def _refused_now(self, event_type: str) -> tuple[Refusal, ...]:
        """What stands against an event of a type now, by the current edition or, for a type it has not, by the newest that has it."""
        if self.refused is not None and event_type in self.case.current.edition.events:
            return self.refused.get(event_type, NO_REFUSALS)
        kind = self.case.routine.type_in(self.case.current, event_type)
        return self._would_start(kind, self.case.current) if kind is not None else NO_REFUSALS

    def _would_start(self, kind: EventType, ready: Compiled) -> tuple[Refusal, ...]:
        round_number = max(len(self.case.rounds) - 1, 0)
        if kind.starts_round:
            ready, round_number = self.case.routine.on(self.case.as_of), len(self.case.rounds)
        return would_start(self.case, kind, ready, self._moment(round_number))

    def _all_refused(self) -> dict[str, tuple[Refusal, ...]]:
        """What stands against each event type of the current edition, in its order; types that nothing stands against are left out."""
        case, ready = self.case, self.case.current
        found = would_be(case, ready, self._moment(max(len(case.rounds) - 1, 0)))
        for name in ready.starts_round:
            found[name] = self._would_start(ready.edition.events[name], ready)
        return {name: found[name] for name in ready.edition.events if found.get(name)}

    def _waiting_for(self, instance: Instance) -> tuple[Refusal, ...]:
        """Why nothing that would close it may be recorded now; empty if something may."""
        ways: list[list[Refusal]] = []
        for event_type in instance.of.duty.closes:
            musts = [one for one in self._refused_now(event_type) if one.level == "must"]
            if not musts:
                return NO_REFUSALS
            ways.append(musts)
        duty = instance.of.duty
        return in_the_way(ways, duty.closes, self.case.current.ending(duty))

    # -- the rest -------------------------------------------------------------------------------------------------------------------------------

    def _state(self, groups: dict[str, list[DutyStatus | None]]) -> Literal["open", "ending", "closed"]:
        case = self.case
        if not case.case_ends or any(one.start > case.case_ends[-1] for one in case.rounds):
            return "open"
        return "ending" if any(_stands(group) for group in groups.values()) else "closed"

    def _span_ids(self) -> Iterable[str]:
        return dict.fromkeys(name for ready in self.case.editions for name in ready.edition.spans)

    def _in_force(self, span_id: str) -> bool:
        return any(span.holds(self.case.size, self.case.as_of) for span in spans_of(self.case, span_id))

    def _offers(self) -> tuple[Offered, ...]:
        ready, moment = self.case.current, self._moment(max(len(self.case.rounds) - 1, 0))
        return tuple(
            _offered(one, one.records)
            for one in ready.edition.offers.values()
            if (not one.during or self._in_force(one.during)) and applies(moment, ready.named(one.when), ()) is True
        )

    def _standing(self) -> tuple[Offered, ...]:
        return tuple(
            _offered(one, ()) for one in self.case.current.edition.standings.values() if self._in_force(one.during)
        )

    def _spans(self) -> tuple[SpanStatus, ...]:
        case, before = self.case, self.before
        if before is not None and before.is_alike_on(case.as_of):
            return before.spans
        spans = [status_of(case, span) for name in self._span_ids() for span in spans_of(case, name)]
        return tuple(sorted(spans, key=_span_order))

    def _next_change(self) -> date | None:
        case, as_of = self.case, self.case.as_of
        days = self.changes + days_of_consents(case)
        for found in case.kept_days.values():
            days += found
        days += parties.days_of_shares(case)
        for spans in case.kept_spans.values():
            days += days_of_spans(spans)
        for ready in case.editions:
            days += days_of_change(case, ready)
        days += case.routine.days  # what starts a round goes by the edition in force that day
        days += case.known.days[case.size : case.size + 1]
        return min([day for day in days if day > as_of], default=None)


def _stands(group: Iterable[DutyStatus | None]) -> bool:
    """Whether somebody has one of these duties."""
    for one in group:  # noqa: SIM110 - a generator would cost as much as the questions
        if one is not None and one.state in STANDING:
            return True
    return False


def _same(new: DutyStatus | None, earlier: Iterable[DutyStatus | None]) -> DutyStatus | None:
    """The object from before, if it says the same."""
    for old in earlier:
        if old == new:
            return old
    return new


def _offered(one: Offer | Standing, records: tuple[str, ...]) -> Offered:
    return Offered(one.id, one.label, one.holder, one.source.clause, records)


def _span_order(span: SpanStatus) -> tuple[date, str, str]:
    return (span.first_day, span.id, span.instance)
