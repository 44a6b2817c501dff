"""Messages that could not be delivered: seen by those who lead the unit that each belongs to, who let it be tried again or let it be.

What belongs to no unit (a day's mail, a message to another system) is seen by everybody who leads one, so that somebody does see it.

They are told what kind it was, when and why it failed; not what it was about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.turns import in_turn
from hemvist.secrecy.viewer import Viewer

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Failed:
    """A message that has failed. ``unit`` is "" where it belongs to none."""

    id: int
    kind: str
    created_at: datetime
    attempts: int
    error: str
    unit: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How many messages of a kind are in a state, and since when the oldest."""

    kind: str
    state: str
    count: int
    oldest: datetime


_FAILED = (
    "SELECT m.id, m.kind, m.created_at, m.attempts, m.last_error, u.name FROM cases_outboxmessage m"
    " LEFT JOIN organisation_unit u ON u.id = m.unit_id WHERE m.state = 'failed'{where} ORDER BY m.id LIMIT %s"
)


def failed(viewer: Viewer) -> list[Failed]:
    """Give what has failed at the units that the viewer leads, and what belongs to none, the oldest first, at most ``MOST_ROWS``.

    Nothing to one who leads no unit.
    """
    condition, units = _looked_after(viewer)
    return _failed(f" AND {condition}", units)


def _looked_after(viewer: Viewer) -> tuple[str, tuple[int, ...]]:
    """Give the condition that the viewer looks after a message ``m``."""
    units = tuple(units_overseen(viewer))
    if not units:
        return "1 = 0", ()
    return f"(m.unit_id IN ({sql.marks(units)}) OR m.unit_id IS NULL)", units


def all_failed_access_unchecked() -> list[Failed]:
    """Give what has failed anywhere. Nobody's access is asked: the one who runs Hemvist is told kinds and errors, and of no case."""
    return _failed("", ())


def _failed(where: str, params: Sequence[object]) -> list[Failed]:
    rows = sql.fetch(_FAILED.format(where=where), [*params, MOST_ROWS])
    return [_read(row) for row in rows]


def _read(row: tuple[Any, ...]) -> Failed:
    number, kind, created, attempts, error, unit = row
    return Failed(number, kind, sql.moment_out(created).astimezone(clock.LOCAL_ZONE), attempts, error, unit or "")


def standing_access_unchecked() -> list[Standing]:
    """Count what waits and what has failed, by kind. Nobody's access is asked: counts of the whole city tell of no case."""
    rows = sql.fetch(
        "SELECT kind, state, count(*), min(created_at) FROM cases_outboxmessage WHERE state IN ('waiting', 'failed')"
        " GROUP BY kind, state ORDER BY kind, state"
    )
    return [Standing(kind, state, count, sql.moment_out(oldest)) for kind, state, count, oldest in rows]


def try_again(viewer: Viewer, number: int) -> bool:
    """Let a message that the viewer looks after be tried again, from the first try on. False if there is no such message that failed."""
    return in_turn(lambda: _leads(viewer, number) and _again(number))


def let_be(viewer: Viewer, number: int, reason: str) -> bool:
    """Let a message that the viewer looks after be, for a reason that is kept. False if there is no such message that failed."""
    return in_turn(lambda: _leads(viewer, number) and _leave(number, reason, viewer.worker_id))


def try_again_access_unchecked(number: int) -> bool:
    """Let any message that failed be tried again. Nobody's access is asked: the one who runs Hemvist does it, and is shown nothing."""
    return in_turn(lambda: _again(number))


def let_be_access_unchecked(number: int, reason: str) -> bool:
    """Let any message that failed be. Nobody's access is asked: the one who runs Hemvist does it, and is shown nothing."""
    return in_turn(lambda: _leave(number, reason, None))


def _leads(viewer: Viewer, number: int) -> bool:
    condition, units = _looked_after(viewer)
    text = f"SELECT 1 FROM cases_outboxmessage m WHERE m.id = %s AND m.state = 'failed' AND {condition}"  # noqa: S608 (own words)
    return bool(sql.fetch(text, [number, *units]))


def _again(number: int) -> bool:
    now = sql.moment_in(clock.now())
    text = "UPDATE cases_outboxmessage SET state = 'waiting', attempts = 0, free_at = %s WHERE id = %s AND state = 'failed'"
    return sql.run(text, [now, number]) > 0


def _leave(number: int, reason: str, worker_id: int | None) -> bool:
    text = (
        "UPDATE cases_outboxmessage SET state = 'let-be', done_at = %s, settled_by_id = %s, settled_reason = %s"
        " WHERE id = %s AND state = 'failed'"
    )
    return sql.run(text, [sql.moment_in(clock.now()), worker_id, reason, number]) > 0
