"""How often somebody has searched or recorded lately, by the access log: it holds every answer already, so nothing more is kept."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from hemvist import clock
from hemvist.secrecy.viewer import Viewer

# What counts: each search that was answered; each event recorded, and each attempt that was refused; each try at opening a case for life or health.
_COUNTED = {
    "search": "page = 'search'",
    "record": "outcome IN ('written', 'refused') AND page NOT IN ('search', 'emergency')",
    "emergency": "page = 'emergency'",
}
_NTH = "SELECT at FROM secrecy_accesslogentry WHERE worker_id = %s AND at > %s AND at <= %s AND {counted} ORDER BY at DESC LIMIT 1 OFFSET %s"


def free_again(viewer: Viewer, action: str, most: int, within: timedelta) -> datetime | None:
    """Say from when the viewer may do it again; None if now. ``action`` is search, record or emergency: ``most`` times ``within`` a time. One query."""
    now = clock.now()
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (now - within, now)]
    with connection.cursor() as cursor:
        cursor.execute(_NTH.format(counted=_COUNTED[action]), [viewer.worker_id, *moments, most - 1])
        found = cursor.fetchone()
    return None if found is None else _moment(found[0]) + within


def _moment(at: datetime | str) -> datetime:
    """A moment from a row, in UTC: SQLite keeps moments as text."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
