"""The one place where the clock is read.

Everything that needs to know what day or moment it is asks here. The time can be set for a block of code: when a demo city plays a year of events, or
a test walks through a year, each event is recorded at its own moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Stockholm")

_set_moment: ContextVar[datetime | None] = ContextVar("hemvist_set_moment", default=None)
_set_everywhere: list[datetime] = []  # the newest counts


def now() -> datetime:
    """Give the present moment, in UTC."""
    return _set_moment.get() or (_set_everywhere[-1] if _set_everywhere else datetime.now(UTC))


def today() -> date:
    """Give today's date where the city is (Europe/Stockholm)."""
    return now().astimezone(LOCAL_ZONE).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (with a time zone) inside the block, for the one who runs it."""
    token = _set_moment.set(_in_utc(moment))
    try:
        yield
    finally:
        _set_moment.reset(token)


@contextmanager
def set_in_every_thread(moment: datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (with a time zone) inside the block, for every thread: a server's too, when a browser walks a year."""
    _set_everywhere.append(_in_utc(moment))
    try:
        yield
    finally:
        _set_everywhere.pop()


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("The moment needs a time zone: a bare time means different moments in different places.")
    return moment.astimezone(UTC)
