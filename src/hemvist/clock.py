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


def now() -> datetime:
    """Give the present moment, in UTC."""
    return _set_moment.get() or datetime.now(UTC)


def today() -> date:
    """Give today's date where the city is (Europe/Stockholm)."""
    return now().astimezone(LOCAL_ZONE).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (with a time zone) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("The moment needs a time zone: a bare time means different moments in different places.")
    token = _set_moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_moment.reset(token)
