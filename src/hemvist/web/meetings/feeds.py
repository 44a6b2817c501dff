"""The viewer's own calendar feed: made, renewed and taken away on a page; fetched by a calendar program at its secret address."""

import hashlib
from datetime import timedelta
from http import HTTPStatus
from math import ceil

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_safe

from hemvist import clock
from hemvist.cases.meeting_terms import meeting_terms
from hemvist.integrations.calendar import feeds
from hemvist.secrecy.pace import free_again
from hemvist.web.case.loading import viewer_of
from hemvist.web.meetings.views import CALENDAR_TYPE


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """Show whether there is a feed, make or renew it (its address is shown this once), or take it away."""
    viewer = viewer_of(request)
    if request.method == "POST" and request.POST.get("step") == "revoke":
        feeds.revoke(viewer)
        messages.success(request, gettext("Flödet är borttaget. Adressen går inte att använda längre."))
        return redirect("feed")
    address = ""
    if request.method == "POST":
        path = reverse("calendar-feed", args=[feeds.renew(viewer)])
        address = f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)
    given = {"address": address, "made_at": feeds.made_at(viewer), "terms": meeting_terms().feed}
    return render(request, "meetings/feed.html", given)


@require_safe
def fetch(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a feed to whoever has its address; what is not a feed does not exist. Not more often than the city has chosen."""
    viewer = feeds.who_fetches(secret)
    if viewer is None:
        raise Http404
    terms = meeting_terms().feed
    again = free_again(viewer, "feed", terms.most_fetches, timedelta(minutes=terms.within_minutes))
    if again is not None:
        wait = max(1, ceil((again - clock.now()).total_seconds()))
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
    with override(viewer.language):
        content = feeds.feed(viewer)
    answer = HttpResponse(content, content_type=CALENDAR_TYPE)
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer
