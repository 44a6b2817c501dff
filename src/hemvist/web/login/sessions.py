"""When a session ends: after standing still too long, and at last so long after the log-in. What was half written is kept as a draft."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from hemvist import clock

BEGAN, SEEN = "hemvist-began", "hemvist-seen"  # in the session, as ISO texts
# Writing down every request would make every page a write.
_EVERY = timedelta(minutes=1)


@receiver(user_logged_in, dispatch_uid="hemvist-session")
def _begin(request: HttpRequest, **_: object) -> None:
    """Note when the session began."""
    request.session[BEGAN] = request.session[SEEN] = clock.now().isoformat()


def time_left(request: HttpRequest) -> timedelta:
    """Give how long the session lasts if nothing more is done in it; nothing or less if it has ended."""
    noted = [request.session.get(key) for key in (SEEN, BEGAN)]
    if not all(isinstance(each, str) for each in noted):
        return timedelta(0)
    seen, began = (datetime.fromisoformat(str(each)) for each in noted)
    idle: timedelta = settings.SESSION_IDLE
    return min(seen + idle, began + _longest()) - clock.now()


def began_at(request: HttpRequest) -> datetime:
    """Give when the person logged in."""
    return datetime.fromisoformat(request.session[BEGAN])


def _longest() -> timedelta:
    longest: timedelta = settings.SESSION_LONGEST
    return longest


def ends_at_last(request: HttpRequest) -> datetime:
    """Give when the session ends however much is done in it."""
    return began_at(request) + _longest()


def note_seen(request: HttpRequest) -> None:
    """Note that something is done in the session, at most once a minute."""
    now = clock.now()
    if abs(now - datetime.fromisoformat(request.session[SEEN])) >= _EVERY:
        request.session[SEEN] = now.isoformat()
