"""*Kalender*: meetings and due dates, a week at a time."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hemvist.cases.calendar import week
from hemvist.cases.library import library
from hemvist.web.calendar.weeks import WeekError, days_of, in_words, monday_of, written_week
from hemvist.web.case.loading import viewer_of


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a week."""
    viewer = viewer_of(request)
    asked = request.GET.get("vecka", "")
    try:
        monday = monday_of(asked, viewer.today)
    except WeekError as wrong:
        return render(request, "calendar/week.html", {"wrong": str(wrong), "asked": asked[:20]}, status=400)
    context = {
        "week": in_words(monday),
        "asked": written_week(monday),
        "before": written_week(monday - timedelta(weeks=1)),
        "after": written_week(monday + timedelta(weeks=1)),
        "is_now": monday <= viewer.today < monday + timedelta(weeks=1),
        "roles": library().vocabulary.roles,
        "days": days_of(monday, week(viewer, monday), viewer.today),
    }
    return render(request, "calendar/week.html", context)
