"""Opening a case for a page: what cannot be seen and what does not exist are the same answer."""

from collections.abc import Callable
from typing import TypeVar, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from hemvist.cases.entries import NO_FORM_RECORDS, AccessEnded, AccessNarrowed, CaseNotFound
from hemvist.cases.library import edition
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView, EventView
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer
from hemvist.web.context import PageRequest
from hemvist.web.errors import AccessIsOver

Found = TypeVar("Found")
# Effects of events that the product records by itself.
RECORDED_ELSEWHERE = ("case-opened", "annulled", "emergency-opened", "text-to-enter", *NO_FORM_RECORDS)


def viewer_of(request: HttpRequest) -> Viewer:
    """Give who looks."""
    return cast(PageRequest, request).viewer


def open_case_page(request: HttpRequest, case_id: UUID, page: str) -> CaseView:
    """Give what the viewer may see of the case; the opening is logged under the page's name.

    Raises Http404, or AccessIsOver for one who lawfully saw it before.
    """
    return found_or_not(lambda: view_case(viewer_of(request), case_id, page))


def found_or_not(ask: Callable[[], Found]) -> Found:
    """Give what is asked of a case. Raises Http404, or AccessIsOver for one who lawfully saw it before."""
    try:
        return ask()
    except AccessEnded as ended:
        raise AccessIsOver(ended.last_day) from None
    except AccessNarrowed:
        raise AccessIsOver from None
    except CaseNotFound:
        raise Http404 from None


def framed(view: CaseView, **given: object) -> dict[str, object]:
    """Give a page of a case what its frame needs, beside its own."""
    unknown = view.person is not None and view.person.protection == "unknown"
    return {"view": view, "protected": view.protected, "protection_unknown": unknown} | given


def event_type_of(view: CaseView, event_type: str) -> EventType:
    """Give an event type of the case's edition. Raises Http404 if the routine has no such event, or the product records it itself."""
    found = view.edition.events.get(event_type)
    if found is None or found.effect in RECORDED_ELSEWHERE:
        raise Http404
    return found


def event_of(view: CaseView, uid: str) -> EventView:
    """Give an event of the case that the viewer may see. Raises Http404."""
    found = next((each for each in view.history if each.uid == uid), None)
    if found is None:
        raise Http404
    return found


def edition_of(view: CaseView, name: str) -> Edition:
    """Give another edition of the case's routine, or the case's own if there is none by that name."""
    try:
        return edition(view.routine, name)
    except KeyError:
        return view.edition


def who_records(view: CaseView, event: EventType) -> str:
    """Name the roles that record an event."""
    labels = [view.edition.roles[each].label for each in event.recorded_by if each in view.edition.roles]
    return gettext(" eller ").join(labels)
