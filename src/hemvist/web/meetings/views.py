"""*Möte*: everything about one meeting on one page; and its time as a file for a calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hemvist.cases.entries import CaseNotFound
from hemvist.cases.meetings import Meeting, view_meeting
from hemvist.integrations.calendar.booking import booking_system
from hemvist.integrations.calendar.ics import message
from hemvist.integrations.calendar.telling import slot_of
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.meetings.page import meeting_page

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@require_GET
def show_meeting(request: HttpRequest, case_id: UUID, booking: str) -> HttpResponse:
    """Show a meeting. The opening is logged as that of every page of a case is."""
    view = open_case_page(request, case_id, "meeting")
    meeting = _meeting(request, case_id, booking)
    page = meeting_page(
        view, meeting, viewer_of(request).today, by_hand=booking_system().by_hand and not view.protected
    )
    return render(request, "meetings/meeting.html", framed(view, page=page, meeting=meeting))


@require_GET
def meeting_file(request: HttpRequest, case_id: UUID, booking: str) -> HttpResponse:
    """Give a meeting's time for a calendar: as neutral as an invitation is."""
    open_case_page(request, case_id, "meeting-file")
    content = message(slot_of(_meeting(request, case_id, booking)), "PUBLISH")
    answer = HttpResponse(content, content_type=CALENDAR_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="mote.ics"'
    return answer


def _meeting(request: HttpRequest, case_id: UUID, booking: str) -> Meeting:
    """Give a meeting of the case that the viewer may see. Raises Http404."""
    try:
        found = view_meeting(viewer_of(request), case_id, booking)
    except CaseNotFound:
        raise Http404 from None
    if found is None:
        raise Http404
    return found
