"""From an effect to those whom it concerns: a notice in the inbox of each, and a mail or a text message to those who want one at once.

Whom a message is for is asked when it is delivered: who has the turn then, who stands in for them, and what each sees. Doing it again makes
nothing twice: every notice and every message has a key that follows from what it is about.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from hemvist import clock
from hemvist.cases import outbox
from hemvist.cases.noticing import Turns, turns_in, waits_for_review
from hemvist.cases.outbox import Outgoing
from hemvist.cases.turns import in_turn
from hemvist.integrations.delivering import Message, NotDelivered, handles_many
from hemvist.integrations.mail.models import Notice
from hemvist.integrations.mail.wishes import wishes_of
from hemvist.organisation.holdings import in_force, still_here, workers_with_role
from hemvist.organisation.models import RoleHolding, StandIn, Worker
from hemvist.organisation.unit_staff import OVERSEEING_ROLES
from hemvist.secrecy.viewer import Viewer
from hemvist.secrecy.viewer import viewers_of as viewers_on

_KEYS = uuid5(NAMESPACE_URL, "urn:hemvist:notice")


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told. ``about``: what makes it one with another of the same kind to the same worker."""

    worker_id: int
    kind: str
    case_row: int | None
    about: str
    unit: int | None = None

    @property
    def key(self) -> UUID:
        """The same each time the same is told."""
        return uuid5(_KEYS, f"{self.kind}:{self.worker_id}:{self.case_row}:{self.about}")


def viewers_of(worker_ids: Collection[int]) -> dict[int, Viewer]:
    """Give the viewers that workers are today. What is said to them names nothing, so that it counts as said after a strong log-in."""
    return viewers_on(list(Worker.objects.filter(pk__in=worker_ids)), clock.today())


def tell(told: Iterable[Told]) -> None:
    """Write notices, and put out a message for each of those who want one at once. What was told before is not told again.

    What a line says is looked up when it is read. An older line of the same kind about the same case would say the same, so it gives way.
    """
    wanted = {each.key: each for each in told}

    def work() -> None:
        there = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
        new = [each for key, each in wanted.items() if key not in there]
        last = _last_of_each(new)
        wishes = wishes_of({each.worker_id for each in last})
        now = clock.now()
        _give_way(last, now)
        unread = {each.key for each in last}
        Notice.objects.bulk_create(
            [
                Notice(
                    worker_id=t.worker_id,
                    kind=t.kind,
                    case_row=t.case_row,
                    key=t.key,
                    at=now,
                    seen_at=None if t.key in unread else now,
                )
                for t in new
            ],
            ignore_conflicts=True,
        )
        outbox.put_out([out for each in last for out in _at_once(each, wishes[each.worker_id][each.kind])])

    if wanted:
        in_turn(work)


def _give_way(told: Iterable[Told], now: datetime) -> None:
    """Count the unread lines that these take the place of as read."""
    new = {(each.worker_id, each.kind, each.case_row) for each in told if each.case_row is not None}
    workers, kinds, cases = ({each[place] for each in new} for place in range(3))
    unread = Notice.objects.filter(worker_id__in=workers, kind__in=kinds, case_row__in=cases, seen_at=None)
    older = [pk for pk, *same in unread.values_list("pk", "worker_id", "kind", "case_row") if tuple(same) in new]
    Notice.objects.filter(pk__in=older).update(seen_at=now)


def _last_of_each(told: Iterable[Told]) -> list[Told]:
    """Leave out what a later one of these says again."""
    kept = {(t.worker_id, t.kind, t.case_row) if t.case_row is not None else t.key: t for t in told}
    return list(kept.values())


def _at_once(told: Told, how: str) -> list[Outgoing]:
    channel = {"at-once": "mail", "sms": "sms"}.get(how, "")
    ready = settings.MAIL_SERVER is not None if channel == "mail" else channel in settings.DROP_FOLDERS
    if not channel or not ready:
        return []
    body: dict[str, object] = {"worker": told.worker_id, "notice": str(told.key)}
    return [Outgoing(channel, body, told.case_row, unit=told.unit, key=uuid5(told.key, channel))]


# -- turns ---------------------------------------------------------------------------------------------------------------------------------


@handles_many("turn")
def tell_of_turns(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
    """Tell those who have the turns now: the worker, whoever stands in for them, or those who hold the role where nobody has been given it."""
    receivers = {message.id: _receivers(message) for message in messages}
    cases: dict[int, set[int]] = defaultdict(set)
    for message in messages:
        for worker in receivers[message.id]:
            if message.case is not None:
                cases[worker].add(message.case)
    viewers = viewers_of(list(cases))
    turns = {worker: turns_in(viewer, cases[worker]) for worker, viewer in viewers.items()}
    tell(
        told
        for message in messages
        for worker in receivers[message.id]
        if worker in turns and (told := _told(message, viewers[worker], turns[worker].get(message.case or 0)))
    )
    return {}


def _receivers(message: Message) -> list[int]:
    today = clock.today()
    worker, unit = message.body["worker"], message.body["unit"]
    if worker is None:
        return [w for w, _ in workers_with_role(unit, message.body["role"], today)]
    return [worker, *_stand_ins([worker])]


def _stand_ins(workers: Collection[int]) -> list[int]:
    today = clock.today()
    away = StandIn.objects.filter(worker_id__in=workers, first_day__lte=today, last_day__gte=today).exclude(
        stand_in=None
    )
    return list(away.values_list("stand_in_id", flat=True))


def _told(message: Message, viewer: Viewer, turns: Turns | None) -> Told | None:
    """What one receiver is told: nothing about a case that they do not see, or in which nothing is theirs any more."""
    given = message.body["worker"] is not None
    if turns is None or turns.protected or not (turns.given if given else turns.free):
        return None
    late = given and turns.first_due is not None and turns.first_due <= viewer.today
    kind = "turn-late" if late else "turn" if given else "unit-turn"
    return Told(viewer.worker_id, kind, message.case, message.event, message.body["unit"])


# -- openings for life or health ---------------------------------------------------------------------------------------------------------------


@handles_many("emergency")
def tell_of_emergencies(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
    """Tell those who lead the unit of the case, and whoever stands in for them, that an opening waits for their review. The case is not named."""
    for message in messages:
        leaders = _leaders(message.body["unit"])
        told = [worker for worker, viewer in viewers_of(leaders).items() if waits_for_review(viewer)]
        tell(Told(worker, "emergency", None, message.event, message.body["unit"]) for worker in told)
    return {}


def _leaders(unit_id: int) -> list[int]:
    """Those who lead the unit or another of the same administration, and whoever stands in for them; each sees what is theirs to review."""
    today = clock.today()
    held = RoleHolding.objects.filter(in_force(today), still_here(today), role__in=OVERSEEING_ROLES)
    there = held.filter(unit__administration__units=unit_id).values_list("worker_id", flat=True)
    leaders = list(dict.fromkeys(there))
    return [*leaders, *_stand_ins(leaders)]
