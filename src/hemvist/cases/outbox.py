"""What is to leave the house: written in the transaction that records, delivered afterwards, at least once, with a lease and retries.

A message carries ids only. Whoever delivers one looks up what it may say, to whom, when it does so (`hemvist.integrations.delivering`).
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow
from hemvist.cases.projecting import DutyValues
from hemvist.cases.turns import in_turn

LEASE = timedelta(minutes=5)
"""For how long a message is with the one who took it. One who dies loses nothing: it is free again afterwards."""

_COLUMNS = (
    "case_id", "event", "kind", "body", "key", "stream", "unit_id", "state", "attempts", "created_at", "free_at", "last_error",
    "settled_reason",
)  # fmt: skip
_FREE = (
    "SELECT m.id, m.key, m.kind, m.body, m.attempts, m.case_id, m.event, m.stream, m.created_at FROM cases_outboxmessage m"
    " WHERE m.state = 'waiting' AND m.kind = %s AND m.free_at <= %s AND (m.stream = '' OR NOT EXISTS (SELECT 1 FROM cases_outboxmessage e"
    " WHERE e.state = 'waiting' AND e.stream <> '' AND e.stream = m.stream AND e.id < m.id)) ORDER BY m.id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to put out. The fields are those of `OutboxMessage`; ``case`` is the case's row number.

    ``key``: give one where putting out the same message again must not make a second one; without it each is a message of its own.
    """

    kind: str
    body: dict[str, object]
    case: int | None = None
    event: str = ""
    unit: int | None = None
    stream: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was leased to be delivered. ``key`` is the same each time it is; ``attempts`` counts this one."""

    id: int
    key: UUID
    kind: str
    body: dict[str, Any]
    attempts: int
    case: int | None
    event: str
    stream: str
    created_at: datetime


def put_out(messages: Sequence[Outgoing]) -> None:
    """Put out messages, in the transaction that the caller has begun (`turns.in_turn`). One whose key is there already is not put out again."""
    if not messages:
        return
    now = sql.moment_in(clock.now())
    rows = [
        (
            m.case, m.event, m.kind, json.dumps(m.body, sort_keys=True), sql.uuid_in(m.key or uuid.uuid4()), m.stream, m.unit, "waiting", 0,
            now, now, "", "",
        )
        for m in messages
    ]  # fmt: skip
    sql.insert("cases_outboxmessage", _COLUMNS, rows, " ON CONFLICT (key) DO NOTHING")


def tell_of_turns(case: CaseRow, event: str, actor_id: int, gained: Sequence[DutyValues]) -> None:
    """Put out one message for each duty that somebody now has and had not, except those the actor gave themselves."""
    put_out(
        [
            Outgoing("turn", _body(case, duty), case.id, event, duty.unit_id)
            for duty in gained
            if duty.assignee_id != actor_id
        ]
    )


def tell_of_events(case: CaseRow, events: Sequence[tuple[str, str]]) -> None:
    """Put out that these events, by uid and type, were recorded: for those outside who have asked to be told. In order for each case."""
    put_out(
        [
            Outgoing(
                "recorded",
                {"case": str(case.public_id), "event": uid, "type": event_type},
                case.id,
                uid,
                case.owner_unit_id,
                stream=f"recorded {case.id}",
            )
            for uid, event_type in events
        ]
    )


def tell_of_meetings(case: CaseRow, event: str) -> None:
    """Put out that the meetings of a case, or those who take part, may have changed: to calendars by mail, and to the rooms' calendars.

    Nothing where the city has neither. In order for each case: what is said is what holds when it is delivered.
    """
    wanted = {"invitation": settings.MAIL_SERVER is not None, "room": settings.BOOKING_SYSTEM == "caldav"}
    body: dict[str, object] = {"case": str(case.public_id)}
    unit = case.owner_unit_id
    put_out([Outgoing(k, body, case.id, event, unit, stream=f"{k} {case.id}") for k, is_on in wanted.items() if is_on])


def tell_of_emergency(case: CaseRow, event: str, unit_id: int, worker_id: int) -> None:
    """Put out the alarm that a worker opened a case for life or health: to the manager of the unit that has it, protected or not."""
    body: dict[str, object] = {"case": str(case.public_id), "unit": unit_id, "worker": worker_id}
    put_out([Outgoing("emergency", body, case.id, event, unit_id)])


def _body(case: CaseRow, duty: DutyValues) -> dict[str, object]:
    return {
        "case": str(case.public_id),
        "duty": duty.duty,
        "instance": duty.instance,
        "role": duty.role,
        "unit": duty.unit_id,
        "worker": duty.assignee_id,
    }


# -- delivering ----------------------------------------------------------------------------------------------------------------------------


def lease(kind: str, most: int = 20) -> list[Message]:
    """Take some messages of a kind to deliver, the oldest first. One that is not reported on is free again when its lease ends.

    Of a stream only the oldest is given, and the next when that one is settled. Several deliverers can take side by side.
    """
    if not sql.fetch(_FREE, [kind, sql.moment_in(clock.now()), 1]):
        return []  # only looked, so that one who waits for messages keeps nobody from writing

    def work() -> list[Message]:
        now = clock.now()
        found = sql.fetch(_FREE + sql.locking("m", skip_locked=True), [kind, sql.moment_in(now), most])
        if found:
            ids = [row[0] for row in found]
            sql.run(
                f"UPDATE cases_outboxmessage SET free_at = %s, attempts = attempts + 1 WHERE id IN ({sql.marks(ids)})",  # noqa: S608
                [sql.moment_in(now + LEASE), *ids],
            )
        return [_message(row) for row in found]

    return in_turn(work)


def _message(row: tuple[Any, ...]) -> Message:
    number, key, kind, body, attempts, case, event, stream, created = row
    return Message(
        number, sql.uuid_out(key), kind, json.loads(body), attempts + 1, case, event, stream, sql.moment_out(created)
    )


def delivered(messages: Iterable[Message]) -> None:
    """Say that messages have been delivered, all in one statement."""
    ids = [message.id for message in messages]
    if ids:
        now = sql.moment_in(clock.now())
        text = f"UPDATE cases_outboxmessage SET state = 'done', done_at = %s, last_error = '' WHERE id IN ({sql.marks(ids)})"  # noqa: S608
        in_turn(lambda: sql.run(text, [now, *ids]))


def not_delivered(message: Message, error: str, again_at: datetime | None) -> None:
    """Say that a message could not be delivered, and why. It is free again at ``again_at``; None: it has failed, and a person must look."""
    state = "failed" if again_at is None else "waiting"
    free_at = sql.moment_in(again_at or clock.now())
    in_turn(
        lambda: sql.run(
            "UPDATE cases_outboxmessage SET state = %s, free_at = %s, last_error = %s WHERE id = %s AND state = 'waiting'",
            [state, free_at, error[:2000], message.id],
        )
    )


def remove_done(before: datetime) -> int:
    """Remove the messages that were done, or let be, before a moment. Gives how many."""
    text = "DELETE FROM cases_outboxmessage WHERE done_at < %s AND state IN ('done', 'let-be')"
    return in_turn(lambda: sql.run(text, [sql.moment_in(before)]))


def sent_to_worker_access_unchecked(key: UUID) -> int | None:
    """Give the worker that a message was for, None if there is no such message. Nobody looks: a mail that came back is matched to its receiver."""
    found = sql.fetch("SELECT body FROM cases_outboxmessage WHERE key = %s", [sql.uuid_in(key)])
    worker = json.loads(found[0][0]).get("worker") if found else None
    return int(worker) if worker is not None else None
