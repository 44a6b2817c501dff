"""What could not be delivered at the units that one leads, and whom mail does not reach."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hemvist.cases.overseeing import units_overseen
from hemvist.cases.undelivered import failed, let_be, try_again
from hemvist.integrations.mail.addresses import lost_messages, mend, troubles
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of
from hemvist.web.inbox.words import messages_in_words

LONGEST = 2000


def _leader(request: HttpRequest) -> Viewer:
    """Give who looks. Raises Http404 unless they lead a unit."""
    viewer = viewer_of(request)
    if not units_overseen(viewer):
        raise Http404
    return viewer


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show both lists to one who leads a unit."""
    viewer = _leader(request)
    shown = {
        "failed": failed(viewer),
        "troubles": troubles(viewer),
        "lost": lost_messages(viewer, "sms"),
        "lost_post": lost_messages(viewer, "digital-post"),
        "words": messages_in_words(),
    }
    return render(request, "inbox/undelivered.html", shown)


@require_POST
def settle(request: HttpRequest, message: int) -> HttpResponse:
    """Let a message be tried again, or let it be for a reason."""
    viewer = _leader(request)
    if request.POST.get("step") == "again":
        if not try_again(viewer, message):
            raise Http404
        messages.success(request, gettext("Ett nytt försök görs nu."))
        return redirect("undelivered")
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST]
    if not reason:
        messages.error(request, gettext("Skriv varför det får vara. Inget är ändrat."))
        return redirect("undelivered")
    if not let_be(viewer, message, reason):
        raise Http404
    messages.success(request, gettext("Det är lämnat, med din anteckning."))
    return redirect("undelivered")


@require_POST
def try_address(request: HttpRequest, worker: int) -> HttpResponse:
    """Let mail go to a worker's address again."""
    if not mend(_leader(request), worker):
        raise Http404
    messages.success(request, gettext("Mejl skickas till adressen igen."))
    return redirect("undelivered")
