"""How events are sealed: a digest of each payload, a seal over each row, and a chain in which every event covers the one before it.

Whoever changes, removes or slips in an event breaks the chain from there on; ``verifying`` finds the place.

A row's chain is the SHA-256 of the previous row's chain and the row's seal. So when a case has lawfully left the system, the seals that
stay still show that the chain is whole, and tell nothing of what stood in the rows. Rows recorded before there were seals have none;
their chain covers the row itself.
"""

import hashlib
from datetime import date, datetime, time
from typing import Any, NamedTuple

import orjson


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
    seal: str | None = None


def canonical(values: dict[str, Any]) -> str:
    """Give JSON that is the same text for the same values: keys in order, no spare spaces, letters as they are."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def digest_of(text: str) -> str:
    """Give the SHA-256 of a payload or another text, in hexadecimal."""
    return _hexadecimal(text.encode())


def _hexadecimal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def seal_of(row: EventRow) -> str:
    """Give the SHA-256 over all of this row except its own seal and chain (the payload by its digest)."""
    return _hash(_covered(row, row.digest))


def chain_of(previous: str, row: EventRow) -> str:
    """Give what the row's chain should be, worked out from the row itself: over the previous chain and the seal that the row should have.

    For a row without a seal: over the previous chain and all of the row.
    """
    return _hash([previous, *_covered(row, row.digest)]) if row.seal is None else link(previous, seal_of(row))


def link(previous: str, seal: str) -> str:
    """Give the chain of a row that has this seal and comes after ``previous``."""
    return digest_of(f'["{previous}","{seal}"]')  # as canonical JSON: both are hexadecimal, or nothing at all


def _covered(row: EventRow, digest: str) -> list[object]:
    return [
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
        digest,
        row.idempotency_key,
    ]


def _hash(covered: list[object]) -> str:
    return _hexadecimal(orjson.dumps(covered))


def sealed(previous: str, row: EventRow) -> EventRow:
    """Give the row with its digest, seal and chain filled in."""
    digest = digest_of(row.payload)
    seal = _hash(_covered(row, digest))
    return EventRow(*row[:17], digest, link(previous, seal), row.idempotency_key, seal)
