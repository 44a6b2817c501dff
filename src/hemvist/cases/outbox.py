"""What is to leave the house: written in the transaction that records, delivered afterwards, at least once, with a lease and retries.

A message carries ids only. Whoever delivers one looks up what it may say, to whom, when it does so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseRow
from hemvist.cases.projecting import DutyValues
from hemvist.cases.turns import in_turn

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
_COLUMNS = ("case_id", "event", "kind", "body", "state", "attempts", "created_at", "last_error")
_FREE = (
    "SELECT m.id, m.kind, m.body, m.attempts FROM cases_outboxmessage m WHERE m.state = 'waiting'"
    " AND (m.leased_until IS NULL OR m.leased_until < %s) ORDER BY m.created_at, m.id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was leased to be delivered."""

    id: int
    kind: str
    body: dict[str, Any]
    attempts: int


def tell_of_turns(case: CaseRow, event: str, actor_id: int, gained: Sequence[DutyValues]) -> None:
    """Put out one message for each duty that somebody now has and had not, except those the actor gave themselves."""
    created = sql.moment_in(clock.now())
    rows = [
        (case.id, event, "turn", json.dumps(_body(case, duty), sort_keys=True), "waiting", 0, created, "")
        for duty in gained
        if duty.assignee_id != actor_id
    ]
    sql.insert("cases_outboxmessage", _COLUMNS, rows)


def tell_of_emergency(case: CaseRow, event: str, unit_id: int, worker_id: int) -> None:
    """Put out the alarm that a worker opened a case for life or health: to the manager of the unit that has it, protected or not."""
    body = json.dumps({"case": str(case.public_id), "unit": unit_id, "worker": worker_id}, sort_keys=True)
    row = (case.id, event, "emergency", body, "waiting", 0, sql.moment_in(clock.now()), "")
    sql.insert("cases_outboxmessage", _COLUMNS, [row])


def _body(case: CaseRow, duty: DutyValues) -> dict[str, object]:
    return {
        "case": str(case.public_id),
        "duty": duty.duty,
        "instance": duty.instance,
        "role": duty.role,
        "unit": duty.unit_id,
        "worker": duty.assignee_id,
    }


def lease(most: int = 20) -> list[Message]:
    """Take some messages to deliver, the oldest first. One that is not reported done or failed is free again when its lease ends."""

    def work() -> list[Message]:
        now = clock.now()
        found = sql.fetch(_FREE + sql.locking("m", skip_locked=True), [sql.moment_in(now), most])
        if found:
            ids = [row[0] for row in found]
            sql.run(
                f"UPDATE cases_outboxmessage SET leased_until = %s, attempts = attempts + 1 WHERE id IN ({sql.marks(ids)})",  # noqa: S608
                [sql.moment_in(now + LEASE), *ids],
            )
        return [Message(i, kind, json.loads(body), attempts + 1) for i, kind, body, attempts in found]

    return in_turn(work)


def delivered(message: Message) -> None:
    """Say that a message has been delivered."""
    in_turn(
        lambda: sql.run(
            "UPDATE cases_outboxmessage SET state = 'done', leased_until = NULL WHERE id = %s", [message.id]
        )
    )


def not_delivered(message: Message, error: str) -> None:
    """Say that a message could not be delivered, and why. It is tried again, until it has been tried ``MOST_ATTEMPTS`` times."""
    state = "failed" if message.attempts >= MOST_ATTEMPTS else "waiting"
    in_turn(
        lambda: sql.run(
            "UPDATE cases_outboxmessage SET state = %s, leased_until = NULL, last_error = %s WHERE id = %s",
            [state, error[:2000], message.id],
        )
    )
