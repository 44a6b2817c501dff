"""*Loggkontroll*: the manager looks at some of the accesses of their unit, and notes what they find."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hemvist.cases.emergency_reviews import review_opening, show_to_review
from hemvist.cases.entries import CaseNotFound, Refused
from hemvist.cases.log_review import begin_review, reviews_due
from hemvist.cases.log_review_items import NEEDS_NOTE, OUTCOMES, Item, judge_access, view_review
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.oversight_terms import oversight_terms
from hemvist.web.case.loading import viewer_of
from hemvist.web.oversight.words import page_in_words, why_in_words

LONGEST = 2000
UNPROCESSABLE = 422


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Show what is to be reviewed: openings for life or health first, then the reviews of each unit."""
    viewer = viewer_of(request)
    if not units_overseen(viewer):
        raise Http404
    shown = {
        "openings": show_to_review(viewer),
        "due": reviews_due(viewer),
        "today": viewer.today,
        "terms": oversight_terms(),
        "nav_active": "unit",
    }
    return render(request, "oversight/reviews.html", shown)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Choose what to look at of a unit's period, and go there."""
    unit, first_day = request.POST.get("unit", ""), parse_date(request.POST.get("first_day", "")[:10])
    if not unit.isascii() or not unit.isdigit() or len(unit) > 12 or first_day is None:
        raise Http404
    try:
        number = begin_review(viewer_of(request), int(unit), first_day)
    except CaseNotFound:
        raise Http404 from None
    return redirect("log-review", review=number)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, review: int) -> HttpResponse:
    """Show the accesses of a review, and note what was found of one."""
    viewer, wrong = viewer_of(request), {}
    try:
        if request.method == "POST":
            item, outcome = request.POST.get("item", ""), request.POST.get("outcome", "")
            note = request.POST.get("note", "").replace("\x00", "").strip()[:LONGEST]
            if not item.isascii() or not item.isdigit() or len(item) > 12:
                raise Http404
            wrong = _wrong(int(item), outcome, note)
            if not wrong:
                judge_access(viewer, review, int(item), outcome, note)
                messages.success(request, gettext("Noterat."))
                return redirect("log-review", review=review)
        found = view_review(viewer, review)
    except CaseNotFound:
        raise Http404 from None
    shown = {
        "review": found,
        "wrong": wrong,
        "given": request.POST,
        "reason_words": _reason_words(),
        "outcome_words": _outcome_words(),
        "grounds_of": _grounds_of,
        "what": page_in_words,
        "left": sum(not each.is_done for each in found.items),
        "today": viewer.today,
        "nav_active": "unit",
    }
    return render(request, "oversight/review.html", shown, status=UNPROCESSABLE if wrong else 200)


def _grounds_of(item: Item) -> str | None:
    """Say on which grounds it was shown; None where it was not, or in a list."""
    return "; ".join(why_in_words(ground) for ground in item.grounds) or None


def _wrong(item: int, outcome: str, note: str) -> dict[int, str]:
    if outcome not in OUTCOMES:
        return {item: gettext("Välj vad du kom fram till.")}
    if outcome in NEEDS_NOTE and not note:
        return {item: gettext("Skriv vad medarbetaren svarade, eller vart det är anmält.")}
    return {}


@require_POST
def review_emergency(request: HttpRequest, opening: int) -> HttpResponse:
    """Record what the review of an opening for life or health found."""
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "").replace("\x00", "").strip()[:LONGEST]
    try:
        review_opening(viewer_of(request), opening, outcome, note)
    except CaseNotFound:
        raise Http404 from None
    except Refused:
        messages.error(request, gettext("Svara på båda frågorna. Inget är registrerat."))
    else:
        messages.success(request, gettext("Granskningen är registrerad i ärendet."))
    return redirect("log-reviews")


def _reason_words() -> dict[str, tuple[str, str]]:
    """Say why an access was chosen, and how pressing it looks."""
    return {
        "emergency": (gettext("öppnat för liv eller hälsa"), "danger"),
        "refused": (gettext("försök som stoppades"), "warning"),
        "no-relation": (gettext("ingen egen uppgift i ärendet"), "warning"),
        "own-name": (gettext("samma efternamn som medarbetaren"), "warning"),
        "own-address": (gettext("samma adress som medarbetaren"), "warning"),
        "colleague": (gettext("heter som en medarbetare i staden"), "warning"),
        "protected": (gettext("skyddade personuppgifter"), "info"),
        "outside-hours": (gettext("utanför vanlig arbetstid"), "info"),
        "many": (gettext("ovanligt många ärenden samma dag"), "info"),
        "random": (gettext("slumpvis vald"), "neutral"),
    }


def _outcome_words() -> dict[str, tuple[str, str]]:
    """Say what was found, and how it looks."""
    return {
        "in-order": (gettext("I sin ordning"), "success"),
        "asked": (gettext("Medarbetaren är tillfrågad"), "info"),
        "not-in-order": (gettext("Inte i sin ordning, anmält"), "danger"),
    }
