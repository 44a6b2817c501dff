"""Pages that say why someone is not let in, or not yet: what is wrong, what to do, and a code to give to those who help."""

from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil

from allauth.core.internal.ratelimit import parse_rate
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hemvist import clock


class Refused(Exception):  # noqa: N818  (it is an answer, not an error)
    """Someone is not let in.

    ``code``: HV-KONTO (no worker has the account), HV-ROLL (no role today), HV-TILLIT (the log-in was not sure enough), HV-KOPPLING (not in the
    register), HV-INLOGG (the log-in service failed) or HV-AVBRUTEN (they broke it off).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyTries(Exception):  # noqa: N818
    """Somebody has tried too often. ``action`` is a name in ACCOUNT_RATE_LIMITS."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Show why the log-in was refused. Nothing from a token is shown."""
    return render(request, "login/refused.html", {"code": code}, status=HTTPStatus.FORBIDDEN)


def ask_to_wait(request: HttpRequest, action: str = "login", again: datetime | None = None) -> HttpResponse:
    """Show when to try again. Without ``again``: when every try at logging in that counts now has stopped counting, so the time holds."""
    now = clock.now()
    if again is None:
        again = now + timedelta(seconds=parse_rate(settings.ACCOUNT_RATE_LIMITS[action]).duration)
    wait = max(1, ceil((again - now).total_seconds()))
    # The whole minute after: a time of day that is shown must not be too early.
    shown = again.astimezone(clock.LOCAL_ZONE).replace(second=0, microsecond=0) + timedelta(minutes=1)
    response = render(request, "429.html", {"action": action, "again": shown}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(wait)
    return response
