"""The client's own extract of the log: who opened my case, when and why. As a page to print, and as a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_GET

from hemvist.cases.entries import CaseNotFound
from hemvist.cases.seeing import Extract, Logged, log_extract
from hemvist.retention.access_log import kept_at_least
from hemvist.web.case.loading import viewer_of
from hemvist.web.oversight.extract_pdf import pdf_of
from hemvist.web.oversight.words import page_in_words, why_in_words


@dataclass(slots=True)
class Line:
    """What one worker did in the case on one day, in one way: at which times, from which administration, and why."""

    day: str
    who: str
    administration: str
    what: str
    why: str
    times: list[datetime] = field(default_factory=list)

    @property
    def when(self) -> str:
        """The times of day: "09:12", or the first and the last and how many."""
        first, last = f"{self.times[0]:%H:%M}", f"{self.times[-1]:%H:%M}"
        if len(self.times) == 1 or first == last:
            return first
        return gettext("%(first)s–%(last)s, %(count)s gånger") % {
            "first": first,
            "last": last,
            "count": len(self.times),
        }


@require_GET
def show_extract(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the extract, ready to print."""
    found, hidden = _extract(request, case_id)
    kept = kept_at_least(found.made_on)
    shown = {
        "kept_years": kept.access_log_kept_at_least_years,
        "kept_is_local": kept.access_log_is_local,
        "case_id": case_id,
        "extract": found,
        "lines": lines_of(found.rows, hidden),
        "hidden": hidden,
        "protected": found.protected,
    }
    return render(request, "oversight/extract.html", shown)


@require_GET
def extract_as_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the extract as a PDF/UA document. Nothing of whom it is about stands in its name."""
    found, hidden = _extract(request, case_id)
    with override("sv"):  # it is the client's, whatever the language of whoever takes it out
        made = pdf_of(found, lines_of(found.rows, hidden), kept_at_least(found.made_on), hides_names=hidden)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="loggutdrag.pdf"'
    return response


def _extract(request: HttpRequest, case_id: UUID) -> tuple[Extract, bool]:
    """Give the extract, and whether the workers' names are hidden in it: by the city's setting, or because whoever takes it out says so."""
    try:
        found = log_extract(viewer_of(request), case_id)
    except CaseNotFound:
        raise Http404 from None
    rule = settings.LOG_EXTRACT_HIDES_STAFF
    by_rule = rule != "never" and (rule != "protected" or found.protected)  # a rule nobody knows hides them
    return found, by_rule or request.GET.get("namn") == "dolda"


def lines_of(rows: Iterable[Logged], hidden: bool) -> list[Line]:
    """Put the log together: one line for each day, worker, deed and reason, in the order they began."""
    lines: dict[tuple[object, ...], Line] = {}
    numbers: dict[int, int] = {}
    for row in rows:
        number = numbers.setdefault(row.worker_id, len(numbers) + 1)
        who = gettext("Medarbetare %(number)s") % {"number": number} if hidden else row.worker
        what = page_in_words(row.page, row.outcome)
        why = "; ".join(why_in_words(ground) for ground in row.grounds)
        line = Line(f"{row.at:%Y-%m-%d}", who, row.administration, what, why)
        lines.setdefault((line.day, row.worker_id, what, why), line).times.append(row.at)
    return list(lines.values())
