"""Across cases: the work list, the calendar, and finding a person's cases."""

from datetime import date, datetime, time
from typing import Any, Literal, cast

from django.http import HttpResponse
from ninja import Query, Router

from hemvist import clock
from hemvist.api.calling import ApiRequest, not_too_often, noted
from hemvist.api.case_shapes import BookedShape, FoundCases, FoundShape, PersonSearch, TurnShape
from hemvist.api.documenting import operation
from hemvist.api.naming import unit_ids
from hemvist.api.paging import Listing, LongPaging, Paging, next_address, seal, sliced, unseal
from hemvist.api.service import reply
from hemvist.api.shapes import GivenDay, NameShape, told
from hemvist.api.telling import case_state
from hemvist.cases.calendar import CalendarEntry, days
from hemvist.cases.searching import search_cases
from hemvist.cases.worklist import Cursor, Row, worklist
from hemvist.clock import LOCAL_ZONE

router = Router(tags=["work"])
A_WEEK = 7
DutyState = Literal["open", "waiting", "undetermined"]
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""Beyond these days nothing is booked, and no calendar goes on for ever."""


class TurnFilter(LongPaging):
    """Which duties are asked for."""

    scope: Literal["mine", "unit"] = told(
        "mine: the account's own turns; unit: those of its roles at its units, and those that nobody has been given.",
        "unit",
        default="unit",
    )
    group: Literal["late", "today", "week", "later"] | None = told("Only duties due then.", "late", default=None)
    role: str | None = told("Only duties of this role.", "caseworker", default=None, max_length=40)
    routine: str | None = told("Only duties of this routine.", "kompetenscenter", default=None, max_length=40)
    information: str | None = told(
        "Only duties about this kind of information.", "booking", default=None, max_length=30
    )
    state: DutyState | None = told("Only duties that stand so.", "open", default=None)


@operation(router, "GET", "/duties", Listing[TurnShape], scope="cases:read", name="listDuties")
def duties(request: ApiRequest, asked: Query[TurnFilter]) -> HttpResponse:
    """List whose turn it is, by when.

    Open duties by due date; those without a day come last.
    """
    whose = ("duties", request.viewer.worker_id)
    page = worklist(
        request.viewer,
        asked.scope,
        group=asked.group,
        role=asked.role,
        routine=asked.routine,
        kind=asked.information,
        state=asked.state,
        after=_cursor(unseal(asked.after, *whose)) if asked.after else None,
        limit=asked.limit,
        skip=asked.skipped,
        page="api:duties",
    )
    ids = unit_ids(row.unit_id for row in page.rows)
    following = None if page.next is None else seal([page.next.sort_on.isoformat(), page.next.id], *whose)
    return reply(
        Listing[TurnShape](
            items=[_turn(row, ids) for row in page.rows],
            limit=asked.limit,
            next=None if following is None else next_address(request, after=following),
        )
    )


def _cursor(place: list[Any]) -> Cursor:
    return Cursor(date.fromisoformat(place[0]), place[1])


def _turn(row: Row, ids: dict[int, str]) -> TurnShape:
    return TurnShape(
        case=row.case,
        reference=row.reference,
        person=row.person,
        duty=row.duty,
        instance=row.instance,
        label=row.label,
        routine=row.routine,
        edition=row.edition,
        role=row.role,
        unit=NameShape(id=ids[row.unit_id], name=row.unit),
        assignee=row.assignee,
        information=row.information,
        state=cast("DutyState", row.state),
        clauses=list(row.clauses),
        opened_on=row.opened_on,
        due_on=row.due_on,
        due_is_local=row.due_is_local,
        waiting_for=row.waiting_for,
        missing=row.missing,
    )


class Week(Paging):
    """Which days are asked for."""

    first: GivenDay | None = told("The first of seven days; today if it is not given.", "2026-02-16", default=None)


@operation(router, "GET", "/meetings", Listing[BookedShape], scope="cases:read", name="listMeetings")
def meetings(request: ApiRequest, asked: Query[Week]) -> HttpResponse:
    """List the meetings of seven days that the account may see, by time."""
    first = asked.first or clock.today()
    is_thinkable = EARLIEST <= first <= LATEST
    entries = days(request.viewer, first, A_WEEK, "api:meetings") if is_thinkable else noted(request, "meetings")
    booked = [each for each in entries if each.kind == "meeting"]
    return reply(Listing[BookedShape](**sliced(request, asked, booked, _booked)))


def _booked(entry: CalendarEntry) -> BookedShape:
    return BookedShape(
        case=entry.case,
        reference=entry.reference,
        person=entry.person,
        label=entry.label,
        starts=datetime.combine(entry.on, entry.at or time(), LOCAL_ZONE),
        place=entry.place,
        outcome_label=entry.outcome_label,
    )


@operation(router, "POST", "/person-searches", FoundCases, scope="persons:search", name="searchPersons", also=(413,))
def person_searches(request: ApiRequest, given: PersonSearch) -> HttpResponse:
    """Find the cases of a person.

    By name, identity number or case number, in the body: none of them ever stands in an address. At most twenty of the cases that the account sees. Nothing
    else can be searched by (SoLPuF 2001:637, 15 §).
    """
    not_too_often(request.viewer, "search")
    found = [
        FoundShape(
            case=f.case,
            reference=f.reference,
            person=f.person,
            routine=f.routine,
            state=case_state(f.state),
            unit=f.unit,
        )
        for f in search_cases(request.viewer, given.text)
    ]
    return reply(FoundCases(items=found))
