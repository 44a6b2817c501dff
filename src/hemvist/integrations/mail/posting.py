"""Mails that are sent at once: who may be sent one is asked when it is, all of a batch together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hemvist.cases.noticing import Turns, turns_in, waits_for_review
from hemvist.integrations.delivering import Message, NotDelivered, handles_many
from hemvist.integrations.mail.models import Notice, Reach
from hemvist.integrations.mail.sending import send
from hemvist.integrations.mail.telling import viewers_of
from hemvist.integrations.mail.writing import Letter
from hemvist.organisation.models import Worker
from hemvist.secrecy.viewer import Viewer

GIVEN = frozenset({"turn", "turn-late", "overdue"})
"""Kinds about something that the receiver has been given to do."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """How a worker is reached now. ``address`` is "" where they have none, or have one that was refused."""

    address: str
    language: str
    phone: str


def receivers(worker_ids: Iterable[int]) -> dict[int, Receiver]:
    """Give how each of the workers is reached. Two queries."""
    ids = set(worker_ids)
    reach = {each.pk: each for each in Reach.objects.filter(pk__in=ids)}
    people = Worker.objects.filter(pk__in=ids).values_list("pk", "user__email", "language")
    return {pk: _receiver(address, language, reach.get(pk)) for pk, address, language in people}


def _receiver(address: str, language: str, reach: Reach | None) -> Receiver:
    if reach is None:
        return Receiver(address, language, "")
    return Receiver("" if address == reach.refused else address, language, reach.phone)


@handles_many("mail")
def send_mails(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
    """Send a mail for each notice that still holds. One who has no address that works gets none; the page of addresses tells that."""
    holding = still_holding(messages)
    found = receivers(m.body["worker"] for m in holding)
    letters = [
        (m.id, Letter(m.key, m.body["worker"], to.address, to.language, "at-once"))
        for m in holding
        if (to := found[m.body["worker"]]).address
    ]
    return send(letters)


def still_holding(messages: Sequence[Message]) -> list[Message]:
    """Give those messages whose notice is not acknowledged, and whose receiver still sees what it is about and has it to do."""
    notices = {n.key: n for n in Notice.objects.filter(key__in=[m.body["notice"] for m in messages], seen_at=None)}
    waiting = [m for m in messages if UUID(m.body["notice"]) in notices]
    by_worker: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices.values():
        by_worker[notice.worker_id].append(notice)
    viewers = viewers_of(list(by_worker))
    holds = {n.key for worker, theirs in by_worker.items() for n in _holding(viewers[worker], theirs)}
    return [m for m in waiting if UUID(m.body["notice"]) in holds]


def _holding(viewer: Viewer, notices: Sequence[Notice]) -> list[Notice]:
    """Those of a worker's notices that still hold."""
    if viewer.has_left:
        return []
    turns = turns_in(viewer, {n.case_row for n in notices if n.case_row is not None})
    return [n for n in notices if holds(viewer, n.kind, n.case_row, turns)]


def holds(viewer: Viewer, kind: str, case_row: int | None, turns: Mapping[int, Turns]) -> bool:
    """Whether what a notice says is so still: ``turns`` is what the viewer sees of the cases, and has to do in them."""
    if kind == "emergency":
        return waits_for_review(viewer)
    if case_row is None:
        return True
    found = turns.get(case_row)
    if found is None or found.protected:
        return False
    return found.free if kind == "unit-turn" else found.given if kind in GIVEN else True
