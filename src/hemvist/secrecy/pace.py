"""How often somebody has searched or recorded lately, by the access log: it holds every answer already, so nothing more is kept."""

from datetime import datetime, timedelta

from hemvist import clock
from hemvist.secrecy.viewer import Viewer
from hemvist.statements import fetch, moment_in, moment_out

# What counts: each search that was answered; each event recorded, and each attempt that was refused; each try at opening a case for life or health;
# each question to SSBTEK; all that an outside system does; each fetching of a calendar feed.
_COUNTED = {
    "search": "page = 'search'",
    "record": "outcome IN ('written', 'refused') AND page NOT IN ('search', 'emergency')",
    "emergency": "page = 'emergency'",
    "api": "page <> 'webhook'",
    "ssbtek": "page = 'ssbtek-asked'",
    "feed": "page = 'calendar-feed'",
}
_NTH = "SELECT at FROM secrecy_accesslogentry WHERE worker_id = %s AND at > %s AND at <= %s AND {counted} ORDER BY at DESC LIMIT 1 OFFSET %s"


def free_again(viewer: Viewer, action: str, most: int, within: timedelta) -> datetime | None:
    """Say from when the viewer may do it again; None if now. ``action`` is one of those above: ``most`` times ``within`` a time. One query."""
    now = clock.now()
    moments = [moment_in(moment) for moment in (now - within, now)]
    found = fetch(_NTH.format(counted=_COUNTED[action]), [viewer.worker_id, *moments, most - 1])
    return moment_out(found[0][0]) + within if found else None
