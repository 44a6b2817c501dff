"""*Öppna för liv eller hälsa*: a case that one does not see, for some hours, with a reason and an alarm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist import clock
from hemvist.cases.emergency import NEEDS, Asked, is_a_number, open_for_emergency
from hemvist.cases.library import library
from hemvist.cases.oversight_terms import oversight_terms
from hemvist.web.case.loading import viewer_of

LONGEST = 2000
SHORTEST_REASON = 15
UNPROCESSABLE, NOT_FOUND = 422, 404


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Ask what is to be opened and why, open it, and go there."""
    if request.method != "POST":
        return _page(request, Asked("", "", "", frozenset()), {})
    viewer = viewer_of(request)
    asked = _asked(request)
    wrong = _wrong(asked, is_number=is_a_number(asked.text, viewer))
    if wrong:
        return _page(request, asked, wrong, UNPROCESSABLE)
    found = open_for_emergency(viewer, asked)
    if found is None:
        return _page(
            request, asked, {"text": gettext("Inget ärende med det numret kan öppnas. Kontrollera numret.")}, NOT_FOUND
        )
    if found.until is None:
        messages.info(request, gettext("Du ser redan ärendet. Inget behövde öppnas."))
    else:
        until = f"{found.until.astimezone(clock.LOCAL_ZONE):%Y-%m-%d %H:%M}"
        messages.warning(
            request, gettext("Ärendet är öppet för dig till %(until)s. Chefen har fått veta det.") % {"until": until}
        )
    return redirect("case", case_id=found.case)


def _asked(request: HttpRequest) -> Asked:
    known = library().vocabulary.information
    kinds = frozenset(kind for kind in request.POST.getlist("kinds") if kind in known)
    text = request.POST.get("text", "").replace("\x00", "").strip()[:60]
    return Asked(
        text, request.POST.get("need", ""), request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST], kinds
    )


def _wrong(asked: Asked, *, is_number: bool) -> dict[str, str]:
    """Say what is wrong with each answer."""
    wrong: dict[str, str] = {}
    if not is_number:
        wrong["text"] = gettext("Skriv hela ärendenumret eller hela personnumret. Det går inte att söka på namn här.")
    if asked.need not in NEEDS:
        wrong["need"] = gettext(
            "Välj vad det gäller. För annat än liv och hälsa går det inte att öppna ärendet så här."
        )
    if len(asked.reason) < SHORTEST_REASON:
        wrong["reason"] = gettext("Skriv varför du behöver öppna ärendet, så att chefen kan förstå det.")
    if not asked.kinds:
        wrong["kinds"] = gettext("Välj vilka uppgifter du behöver. Bara de öppnas.")
    return wrong


def _page(request: HttpRequest, asked: Asked, wrong: dict[str, str], status: int = 200) -> HttpResponse:
    hours = oversight_terms().emergency_access.hours
    shown = {
        "asked": asked,
        "wrong": wrong,
        "errors": [(f"f-{name}", text) for name, text in wrong.items()],
        "needs": [("life", gettext("Fara för någons liv")), ("health", gettext("Fara för någons hälsa"))],
        "kinds": list(library().vocabulary.information.items()),
        "hours": hours,
        "nav_active": "",
    }
    return render(request, "oversight/emergency.html", shown, status=status)
