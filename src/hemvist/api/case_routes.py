"""Cases: the list of them, and one with all that stands in it."""

import hashlib
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.params import functions as params

from hemvist.api import telling
from hemvist.api.calling import ApiRequest
from hemvist.api.case_shapes import (
    DOCUMENT_ID,
    EVENT_ID,
    CaseShape,
    CaseState,
    CaseSummary,
    ConsentShape,
    DocumentShape,
    DutyShape,
    EventShape,
    MeetingShape,
    RecordableShape,
)
from hemvist.api.documenting import operation
from hemvist.api.naming import Ids, ids_in
from hemvist.api.paging import Listing, LongPaging, Paging, next_address, seal, sliced, unseal
from hemvist.api.problems import Problem
from hemvist.api.service import reply
from hemvist.api.shapes import told
from hemvist.cases.ledger import view_ledger
from hemvist.cases.listing import list_cases
from hemvist.cases.meetings import view_meetings
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.letters.opening import open_document

SCOPE = "cases:read"
PLAN = "plan"
router = Router(tags=["cases"])


class CaseFilter(LongPaging):
    """Which cases are asked for."""

    state: CaseState | None = told("Only cases that stand so.", "open", default=None)
    routine: str | None = told("Only cases that go by this routine.", "kompetenscenter", default=None, max_length=40)


@operation(router, "GET", "/cases", Listing[CaseSummary], scope=SCOPE, name="listCases")
def cases(request: ApiRequest, asked: Query[CaseFilter]) -> HttpResponse:
    """List the cases that the account sees.

    Newest first. A page that is filtered can be short, or empty, and still have a next one: follow next until it is null.
    """
    whose = ("cases", request.viewer.worker_id)
    after = unseal(asked.after, *whose)[0] if asked.after else None
    page = list_cases(
        request.viewer,
        "api:cases",
        state=asked.state,
        routine=asked.routine,
        after=after,
        skip=asked.skipped,
        limit=asked.limit,
    )
    return reply(
        Listing[CaseSummary](
            items=[telling.summary(row) for row in page.rows],
            limit=asked.limit,
            next=None if page.next is None else next_address(request, after=seal([page.next], *whose)),
        )
    )


@operation(router, "GET", "/cases/{uuid:case}", CaseShape, scope=SCOPE, name="getCase", also=(304, 404))
def one_case(
    request: ApiRequest,
    case: Path[UUID],
    if_none_match: Annotated[
        str, params.Header(alias="If-None-Match", description="An ETag that is at hand.", max_length=1000)
    ] = "",
) -> HttpResponse:
    """Get a case.

    The ETag is that of everything that the account sees of the case, its events and duties too: it is new when any of that has changed, and only then.
    With If-None-Match the answer is 304 where nothing has.
    """
    view = view_case(request.viewer, case, "api:case")
    ids = ids_in(view)
    etag = etag_of(view, ids)
    if names(if_none_match, etag):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
    return reply(telling.case(view, ids), ETag=etag)


@operation(router, "GET", "/cases/{uuid:case}/events", Listing[EventShape], scope=SCOPE, name="listEvents", also=(404,))
def events(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List what has been recorded in a case.

    In the order it happened; what was taken back too.
    """
    return _events(request, asked, view_case(request.viewer, case, "api:events"), None)


@operation(router, "GET", "/cases/{uuid:case}/events/{event}", EventShape, scope=SCOPE, name="getEvent", also=(404,))
def one_event(
    request: ApiRequest,
    case: Path[UUID],
    event: Annotated[str, params.Path(pattern=EVENT_ID, description="The id of the event.")],
) -> HttpResponse:
    """Get an event of a case."""
    view = view_case(request.viewer, case, "api:event")
    ids = ids_in(view)
    for each in view.history:
        if each.uid == event:
            return reply(telling.event(each, ids))
    raise Problem("not-found")


@operation(router, "GET", "/cases/{uuid:case}/plans", Listing[EventShape], scope=SCOPE, name="listPlans", also=(404,))
def plans(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List the plans of a case, and their follow-ups.

    The events of a case whose information is of the kind plan, those that stand.
    """
    return _events(request, asked, view_case(request.viewer, case, "api:plans"), PLAN)


def _events(request: ApiRequest, asked: Paging, view: CaseView, kind: str | None) -> HttpResponse:
    ids = ids_in(view)
    shown = [e for e in view.history if kind is None or (e.information == kind and e.annulled_by is None)]
    return reply(Listing[EventShape](**sliced(request, asked, shown, lambda each: telling.event(each, ids))))


class DutyFilter(Paging):
    """Which duties of a case are asked for."""

    state: Literal["open", "waiting", "undetermined", "done", "cancelled", "lapsed"] | None = told(
        "Only duties that stand so.", "open", default=None
    )


@operation(
    router, "GET", "/cases/{uuid:case}/duties", Listing[DutyShape], scope=SCOPE, name="listDutiesOfCase", also=(404,)
)
def duties(request: ApiRequest, case: Path[UUID], asked: Query[DutyFilter]) -> HttpResponse:
    """List the duties of a case: what is asked, of whom, by when and by which clause."""
    view = view_case(request.viewer, case, "api:case-duties")
    shown = [d for d in view.status.duties if asked.state in (None, d.state)]
    return reply(Listing[DutyShape](**sliced(request, asked, shown, telling.duty)))


@operation(
    router,
    "GET",
    "/cases/{uuid:case}/meetings",
    Listing[MeetingShape],
    scope=SCOPE,
    name="listMeetingsOfCase",
    also=(404,),
)
def meetings(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List the meetings of a case, by time: each with all that was said of it."""
    view_case(request.viewer, case, "api:case-meetings")
    return reply(Listing[MeetingShape](**sliced(request, asked, view_meetings(request.viewer, case), telling.meeting)))


@operation(
    router,
    "GET",
    "/cases/{uuid:case}/documents",
    Listing[DocumentShape],
    scope=SCOPE,
    name="listDocuments",
    also=(404,),
)
def documents(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List the letters and documents of a case.

    Those that events tell of which the account sees. A document can hold more than it may see: then it is not opened.
    """
    found = telling.documents(view_case(request.viewer, case, "api:documents"))
    return reply(Listing[DocumentShape](**sliced(request, asked, found, lambda each: each)))


@operation(router, "GET", "/cases/{uuid:case}/documents/{document}", None, scope=SCOPE, name="getDocument", also=(404,))
def one_document(
    request: ApiRequest,
    case: Path[UUID],
    document: Annotated[str, params.Path(pattern=DOCUMENT_ID, description="The id of the document.")],
) -> HttpResponse:
    """Get a document itself.

    As PDF, or as the picture that it came in as. It is checked against its SHA-256 first.
    """
    opened = open_document(request.viewer, case, document)
    return HttpResponse(opened.content, content_type=opened.media_type, headers={"Content-Disposition": "attachment"})


@operation(
    router, "GET", "/cases/{uuid:case}/consents", Listing[ConsentShape], scope=SCOPE, name="listConsents", also=(404,)
)
def consents(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List the consents of a case, and the refusals, newest first."""
    view_case(request.viewer, case, "api:consents")
    return reply(Listing[ConsentShape](**sliced(request, asked, view_ledger(request.viewer, case), telling.consent)))


@operation(
    router,
    "GET",
    "/cases/{uuid:case}/event-types",
    Listing[RecordableShape],
    scope=SCOPE,
    name="listRecordableEventTypes",
    also=(404,),
)
def recordable(request: ApiRequest, case: Path[UUID], asked: Query[Paging]) -> HttpResponse:
    """List what the account can record in a case, and what is against it now.

    The event types of the edition that the case goes by which the account's roles in the case record.
    """
    view = view_case(request.viewer, case, "api:case-event-types")
    types = telling.recordables(view)
    return reply(Listing[RecordableShape](**sliced(request, asked, types, lambda each: telling.recordable(view, each))))


def etag_of(view: CaseView, ids: Ids) -> str:
    """Give the ETag of a case as an account sees it: a digest of what the API tells it of the case, so that it tells of nothing else."""
    told_of = [
        telling.case(view, ids),
        *(telling.event(each, ids) for each in view.history),
        *(telling.duty(each) for each in view.status.duties),
        *(telling.recordable(view, each) for each in telling.recordables(view)),
    ]
    digest = hashlib.sha256("\n".join(each.model_dump_json() for each in told_of).encode())
    return f'"{digest.hexdigest()[:40]}"'


def names(header: str, etag: str) -> bool:
    """Whether a header with one or several ETags, or *, names this one."""
    given = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in given or etag in given
