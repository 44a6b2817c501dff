"""How events are sealed: a digest of each payload, and a chain in which every event covers the one before it.

Whoever changes, removes or slips in an event breaks the chain from there on; ``verifying`` finds the place.
"""

import hashlib
import json
from datetime import date, datetime, time
from typing import Any, NamedTuple


class EventRow(NamedTuple):
    """One row of the record, as stored. ``payload`` is canonical JSON."""

    case_id: int
    sequence: int
    uid: str
    type: str
    edition: str
    information: str
    occurred_on: date
    occurred_at: time | None
    position: int | None
    recorded_at: datetime
    actor_id: int
    role: str
    about: str | None
    annuls: str | None
    passed_over: str
    reason: str | None
    payload: str
    digest: str
    chain: str
    idempotency_key: str | None


def canonical(values: dict[str, Any]) -> str:
    """Give JSON that is the same text for the same values: keys in order, no spare spaces, letters as they are."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(payload: str) -> str:
    """Give the SHA-256 of a payload, in hexadecimal."""
    return hashlib.sha256(payload.encode()).hexdigest()


def chain_of(previous: str, row: EventRow) -> str:
    """Give the SHA-256 over the previous row's chain and all of this row except its own chain (the payload by its digest)."""
    covered = [
        previous,
        row.case_id,
        row.sequence,
        row.uid,
        row.type,
        row.edition,
        row.information,
        row.occurred_on.isoformat(),
        row.occurred_at.isoformat() if row.occurred_at else None,
        row.position,
        row.recorded_at.isoformat(timespec="microseconds"),
        row.actor_id,
        row.role,
        row.about,
        row.annuls,
        row.passed_over,
        row.reason,
        row.digest,
        row.idempotency_key,
    ]
    return hashlib.sha256(json.dumps(covered, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def sealed(previous: str, row: EventRow) -> EventRow:
    """Give the row with its digest and chain filled in."""
    row = row._replace(digest=digest_of(row.payload))
    return row._replace(chain=chain_of(previous, row))
