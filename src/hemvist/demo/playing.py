"""Plays planned steps through the one way to record, each at its own moment and by someone who may record it."""

from bisect import bisect_right, insort
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hemvist import clock
from hemvist.cases.assigning import take_over
from hemvist.cases.correcting import correct
from hemvist.cases.library import edition_in_force, event_with_effect, routine
from hemvist.cases.recording import CaseNotFound, Entry, NotYourRole, Refused, open_case, record_event
from hemvist.demo.beginning import initiate_from_outside, start_from
from hemvist.demo.people import DemoPerson
from hemvist.demo.planning import Plan, Planned, dated
from hemvist.demo.script import Script
from hemvist.demo.sending import send_letters
from hemvist.demo.staff import Post, Staff
from hemvist.organisation.holdings import workers_with_role
from hemvist.organisation.models import StandIn
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer, viewer_of

DECIDER, EXECUTOR = "decider", "executor"


class StoryError(Exception):
    """A story that does not go as written: which one, at which step, and what the record answered."""


@dataclass(slots=True)
class Casting:
    """A case being played: who it is about, who has which role in it, and what has been recorded."""

    plan: Plan
    person: DemoPerson
    post: Post
    kc: Post
    chance: Random
    roles: dict[str, int]
    preferred: dict[str, int] = field(default_factory=dict)  # who is to get a role that nobody has yet
    public_id: UUID | None = None
    uids: dict[str, tuple[str, Planned]] = field(default_factory=dict)  # by the step's own name


class Player:
    """Plays cases on the demo city's staff."""

    def __init__(self, staff: Staff, script: Script) -> None:
        self.staff = staff
        self.script = script
        self.away = list(StandIn.objects.values_list("worker_id", "stand_in_id", "first_day", "last_day"))
        self.by_id = {worker.pk: worker for worker in staff.workers.values()}
        self.changes = sorted({day for _, _, first, last in self.away for day in (first, last + timedelta(days=1))})
        self.viewers: dict[tuple[int, int], Viewer] = {}

    # -- the acts of a case ----------------------------------------------------------------------------------------------------------------

    def open(self, casting: Casting) -> None:
        """Open the case on its first day; one that is begun outside the city opens with its first step."""
        plan = casting.plan
        if plan.steps and self._event_type(casting, plan.steps[0].step.type).effect == "party-joined":
            return
        opening = event_with_effect(self._edition(casting, plan.opened_on), "case-opened")
        entry = Entry(opening.id, plan.opened_on, {"reason": self._why_opened(casting)})
        role = next(role for role in opening.recorded_by if role in casting.roles)
        viewer = self._viewer(casting.roles[role], plan.opened_on)
        with clock.set_to(moment(plan.opened_on, plan.minute)):
            casting.public_id = open_case(
                viewer, casting.person.id, plan.story.routine, casting.post.unit_id, plan.opened_on, entry
            )

    def play(self, casting: Casting, planned: Planned) -> None:
        """Record one step. Raises StoryError if the record says no."""
        step, day = planned.step, planned.recorded_on
        event_type = self._event_type(casting, step.type)
        original = casting.uids[step.corrects] if step.corrects else None
        on = original[1].on if original else planned.on
        entry = Entry(
            type=step.type,
            on=on,
            fields={name: self._value(value, on, casting) for name, value in step.fields.items()},
            about=casting.uids[step.about][0] if step.about else None,
            passed_over=step.passed_over,
        )
        worker = self._actor(step.by, event_type, casting, day)
        try:
            with clock.set_to(moment(day, planned.minute)):
                uid = self._play(worker, casting, entry, event_type, original[0] if original else "", step.reason, day)
                if casting.plan.story.shown and casting.public_id is not None:
                    send_letters(self._viewer(worker, day), casting.public_id, step.type, entry.fields)
        except (CaseNotFound, Refused, NotYourRole) as error:
            raise StoryError(f"'{casting.plan.story.name}', {step.type} on {planned.on}: {error}") from error
        if step.id or step.corrects:
            casting.uids[step.id or step.corrects] = (uid, planned)
        self._after(event_type, entry, casting)

    def _play(
        self,
        worker: int,
        casting: Casting,
        entry: Entry,
        event_type: EventType,
        corrects: str,
        reason: str,
        day: date,
    ) -> str:
        """Record a step in its own way: what begins the case outside, what starts another case from it, or an event by itself."""
        if event_type.effect == "party-joined" and casting.public_id is None:
            casting.public_id = initiate_from_outside(
                self._viewer(worker, day), casting.post.unit_id, casting.person.id, self._why_opened(casting), entry
            )
            return ""
        if event_type.effect == "case-related" and casting.public_id is not None:
            start_from(self._viewer(worker, day), casting.public_id, entry)
            return ""
        return self._record(worker, casting, entry, corrects, reason, day)

    def _why_opened(self, casting: Casting) -> str:
        return self.script.texts[f"opening-{casting.plan.story.routine}"][0]

    def _record(self, worker_id: int, casting: Casting, entry: Entry, corrects: str, reason: str, day: date) -> str:
        if casting.public_id is None:
            raise StoryError(f"'{casting.plan.story.name}' has a step before it is opened")
        viewer = self._viewer(worker_id, day)
        if corrects:
            return correct(viewer, casting.public_id, corrects, entry, reason).event_uid
        return record_event(viewer, casting.public_id, entry).event_uid

    def hand_over(self, castings: list[Casting], from_worker: int, to_worker: int, day: date) -> None:
        """Let someone who leaves hand over all they have: nobody else at the unit sees those of protected people."""
        with clock.set_to(moment(day, 16 * 60)):
            take_over(self._viewer(from_worker, day), from_worker, to_worker, day)
        insort(self.changes, day + timedelta(days=1))
        self.viewers.clear()
        for casting in castings:
            for role, worker in casting.roles.items():
                if worker == from_worker:
                    casting.roles[role] = to_worker

    # -- who and what ----------------------------------------------------------------------------------------------------------------------

    def _viewer(self, worker_id: int, day: date) -> Viewer:
        """The viewer that a worker is on a day, asked for again only when somebody's roles or absence have changed."""
        key = (worker_id, bisect_right(self.changes, day))
        if key not in self.viewers:
            self.viewers[key] = viewer_of(self.by_id[worker_id], day)
        return replace(self.viewers[key], today=day)

    def _edition(self, casting: Casting, day: date) -> Edition:
        return edition_in_force(casting.plan.story.routine, day)

    def _event_type(self, casting: Casting, name: str) -> EventType:
        """An event type of whichever edition has it: who records it and what it does is the same in all that do."""
        editions = reversed(routine(casting.plan.story.routine).editions)
        return next(one.events[name] for one in editions if name in one.events)

    def _actor(self, by: str, event_type: EventType, casting: Casting, day: date) -> int:
        """The one who records it: whoever has the role in the case, or their stand-in on a day they are away."""
        role = by or next(role for role in event_type.recorded_by if role in casting.roles)
        if role not in casting.roles and role == "consultant":
            role = "coordinator"  # has the turn until a consultant is appointed
        worker = casting.roles[role]
        for away, stand_in, first_day, last_day in self.away:
            if away == worker and first_day <= day <= last_day:
                return stand_in
        return worker

    def _value(self, value: Any, day: date, casting: Casting) -> object:
        if isinstance(value, str) and value.startswith("$"):
            return casting.chance.choice(self.script.texts[value[1:]])
        if isinstance(value, str) and value.startswith("@"):
            return self._who_or_where(value[1:], casting, day)
        return dated(value, day)

    def _who_or_where(self, name: str, casting: Casting, day: date) -> str:
        match name:
            case "protection":
                return str(casting.person.protection.value)
            case "city-area":
                return casting.post.city_areas
            case "kc":
                return str(casting.kc.unit_id)
            case "other-unit":
                alike = [post for post in self.staff.of_side(DECIDER) if set(casting.post.holders) <= set(post.holders)]
                others = [post for post in alike if post.city_areas != casting.post.city_areas]
                return str(casting.chance.choice(others).unit_id)
            case _:
                return str(self._someone(name, casting, day))

    def _someone(self, name: str, casting: Casting, day: date) -> int:
        """Someone who holds a role at the unit it belongs to; for "new-…" another one than now."""
        role = name.removeprefix("new-")
        post = casting.kc if role in casting.kc.holders and role != "unit_manager" else casting.post
        now = casting.roles.get(role)
        if not name.startswith("new-") and (now is not None or role in casting.preferred):
            return casting.preferred[role] if now is None else now
        holders = [worker for worker, _ in workers_with_role(post.unit_id, role, day) if worker != now]
        return casting.chance.choice(sorted(holders))

    def _after(self, event_type: EventType, entry: Entry, casting: Casting) -> None:
        """Keep up with who has which role."""
        match event_type.effect:
            case "party-appointed":
                casting.roles[str(entry.fields["role"])] = int(str(entry.fields["worker"]))
            case "party-left":
                casting.roles.pop(str(entry.fields["role"]), None)
            case "unit-changed":
                casting.post = next(post for post in self.staff.posts if str(post.unit_id) == entry.fields["unit"])
                casting.roles |= {role: casting.post.holders[role][0] for role in ("lead_caseworker", "unit_manager")}
            case _:
                pass


def moment(day: date, minute: int) -> datetime:
    """Give a minute of a day where the city is."""
    return datetime.combine(day, time(), clock.LOCAL_ZONE) + timedelta(minutes=minute)
