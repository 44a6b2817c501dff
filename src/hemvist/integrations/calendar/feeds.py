"""Calendar feeds: a secret address that a calendar program fetches. It shows the times that the calendar page shows, and fewer words.

Who has the address is taken for the worker, but not for surely so: it is as if they had logged in without a second step, and times about those
who are or may be protected are not there. The address is kept only as a digest, can be renewed or taken away, and ends with the account.
"""

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext

from hemvist import clock
from hemvist.cases.calendar import CalendarEntry, days
from hemvist.cases.meeting_terms import length, meeting_terms
from hemvist.integrations.calendar.ics import Slot, listed, uid_of
from hemvist.integrations.calendar.models import CalendarFeed
from hemvist.integrations.calendar.telling import summary
from hemvist.organisation.models import Worker
from hemvist.secrecy.viewer import Viewer, viewer_of

PAGE = "calendar-feed"
SECRET_BYTES = 32


def renew(viewer: Viewer) -> str:
    """Make a new secret for the viewer's own feed, and give it: this once. The old one is of no use from now on."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    kept = {"secret": _digest(secret), "made_at": clock.now()}
    CalendarFeed.objects.update_or_create(worker_id=viewer.worker_id, defaults=kept)
    return secret


def revoke(viewer: Viewer) -> None:
    """Take the viewer's own feed away."""
    CalendarFeed.objects.filter(worker_id=viewer.worker_id).delete()


def made_at(viewer: Viewer) -> datetime | None:
    """Say when the viewer's own feed was made or renewed (local time); None if there is none."""
    found = CalendarFeed.objects.filter(worker_id=viewer.worker_id).values_list("made_at", flat=True).first()
    return found.astimezone(clock.LOCAL_ZONE) if found else None


def who_fetches(secret: str) -> Viewer | None:
    """Give whose feed a secret is: one who still works here, holds a role and has an account that is open; else None."""
    found = CalendarFeed.objects.select_related("worker__user").filter(secret=_digest(secret)).first()
    worker: Worker | None = found.worker if found else None
    if worker is None or not worker.user.is_active:
        return None
    viewer = viewer_of(worker, clock.today(), strong=False)
    return viewer if viewer.has_role else None


def entries(viewer: Viewer) -> list[CalendarEntry]:
    """Give what the feed is about: the calendar page's own entries, of the weeks that the city has chosen. Logged as a list is."""
    terms = meeting_terms().feed
    monday = viewer.today - timedelta(days=viewer.today.weekday())
    return days(viewer, monday - timedelta(weeks=terms.weeks_back), 7 * (terms.weeks_back + terms.weeks_ahead), PAGE)


def feed(viewer: Viewer) -> bytes:
    """Give the feed as iCalendar: the same text as long as nothing in it changes during a day."""
    stamp = datetime.combine(viewer.today, time(), clock.LOCAL_ZONE)
    return listed((_slot(entry, stamp) for entry in entries(viewer)), "Hemvist")


def _slot(entry: CalendarEntry, stamp: datetime) -> Slot:
    link = f"{settings.ADDRESS}/arende/{entry.case}/" if settings.ADDRESS and not entry.protected else ""
    if entry.kind == "due" or entry.at is None:
        uid = uid_of(hashlib.sha256(f"{entry.case}:{entry.event}".encode()).hexdigest()[:32])
        return Slot(uid, 0, stamp, _due(entry), None, None, entry.on, link=link)
    starts = datetime.combine(entry.on, entry.at)
    return Slot(
        uid=uid_of(entry.event),
        sequence=0,
        stamp=stamp,
        summary=summary(entry.reference, entry.protected),
        starts=starts,
        ends=starts + length(),
        place=entry.place,
        link=link,
        cancelled=entry.outcome in ("moved", "cancelled"),
    )


def _due(entry: CalendarEntry) -> str:
    if entry.protected:
        return gettext("Senast i dag")
    return gettext("Senast i dag i ärende %(reference)s") % {"reference": entry.reference}


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
