"""*Vem kan se ärendet*: everybody who sees it today, on which ground, by which law, from when until when."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hemvist import clock
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.seeing import seen_by
from hemvist.secrecy.grounds import Reason
from hemvist.web.case.loading import viewer_of
from hemvist.web.oversight.words import kinds_in_words, source_in_words, why_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One ground on which somebody sees the case."""

    why: str
    what: str
    legal: str
    period: str


@require_GET
def who_sees(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who sees a case, to those of the deciding board who do."""
    try:
        found = seen_by(viewer_of(request), case_id)
    except CaseNotFound:
        raise Http404 from None
    people: dict[str, list[Line]] = {}
    for reason in found.reasons:
        people.setdefault(reason.who, []).append(_line(reason))
    shown = {"case_id": case_id, "reference": found.reference, "protected": found.protected, "people": people}
    return render(request, "oversight/who_sees.html", shown)


def _line(reason: Reason) -> Line:
    what = ": ".join(text for text in (kinds_in_words(reason.kinds), source_in_words(reason.source)) if text)
    return Line(why_in_words(reason.ground), what, reason.legal, _period(reason))


def _period(reason: Reason) -> str:
    if reason.until is not None:
        return gettext("till %(moment)s") % {"moment": f"{reason.until.astimezone(clock.LOCAL_ZONE):%Y-%m-%d %H:%M}"}
    if reason.last_day is not None:
        return gettext("%(first)s – %(last)s") % {"first": reason.first_day, "last": reason.last_day}
    return gettext("från %(first)s") % {"first": reason.first_day}
