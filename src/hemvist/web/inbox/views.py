"""*Notiser*: what one has been told, and how one wants to be told."""

import re

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hemvist.integrations.delivery_terms import delivery_terms
from hemvist.integrations.mail.inbox import acknowledge, inbox, refused_address, unseen
from hemvist.integrations.mail.wishes import choices_of, choose, phone_of, wishes_of
from hemvist.web.case.loading import viewer_of
from hemvist.web.inbox.words import kinds_in_words, ways_in_words

_NUMBER = re.compile(r"[0-9]{1,18}")
_PHONE = re.compile(r"\+?[0-9]{6,15}")
UNPROCESSABLE = 422


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show a page of the viewer's inbox."""
    viewer, after = viewer_of(request), request.GET.get("efter", "")
    if after and not _NUMBER.fullmatch(after):
        raise Http404
    page = inbox(viewer, int(after) if after else None)
    shown = {
        "page": page,
        "kinds": kinds_in_words(),
        "refused": refused_address(viewer),
        "open_count": unseen(viewer),
        "days": delivery_terms().inbox.days,
        "leads": bool(viewer.roles & {"unit_manager", "coordinator"}),
    }
    return render(request, "inbox/inbox.html", shown)


@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Acknowledge one line, or all; one's own only."""
    notice = request.POST.get("notis", "")
    if notice and not _NUMBER.fullmatch(notice):
        raise Http404
    acknowledge(viewer_of(request), int(notice) if notice else None)
    return redirect("inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and keep how the viewer wants to be told of each kind."""
    viewer = viewer_of(request)
    kinds = [kind for kind, each in delivery_terms().kinds.items() if not each.fixed]
    if request.method != "POST":
        return _wishes(request, dict(wishes_of([viewer.worker_id])[viewer.worker_id]), phone_of(viewer), {})
    chosen = {kind: request.POST.get(kind, "") for kind in kinds}
    phone = re.sub(r"[\s()-]", "", request.POST.get("phone", ""))[:30]
    wrong = {k: gettext("Välj ett av sätten.") for k, how in chosen.items() if how not in choices_of(k)}
    if phone and not _PHONE.fullmatch(phone):
        wrong["phone"] = gettext("Skriv numret med siffror, till exempel 070 123 45 67.")
    if not phone and "sms" in chosen.values():
        wrong["phone"] = gettext("Skriv ett mobilnummer, eller välj ett annat sätt än sms.")
    if wrong:
        return _wishes(request, chosen, request.POST.get("phone", "")[:30], wrong, UNPROCESSABLE)
    choose(viewer, chosen, phone)
    messages.success(request, gettext("Dina val är sparade."))
    return redirect("inbox-wishes")


def _wishes(
    request: HttpRequest, chosen: dict[str, str], phone: str, wrong: dict[str, str], status: int = 200
) -> HttpResponse:
    ways, words, terms = ways_in_words(), kinds_in_words(), delivery_terms()
    rows = [
        (kind, words.get(kind, kind), [(how, ways[how]) for how in choices_of(kind)], each.fixed)
        for kind, each in terms.kinds.items()
    ]
    shown = {
        "rows": rows,
        "chosen": chosen,
        "phone": phone,
        "wrong": wrong,
        "errors": [(f"f-{name}", text) for name, text in wrong.items()],
        "sms": "sms" in settings.DROP_FOLDERS,
        "mail": settings.MAIL_SERVER is not None,
        "digest": terms.digest,
    }
    return render(request, "inbox/wishes.html", shown, status=status)
