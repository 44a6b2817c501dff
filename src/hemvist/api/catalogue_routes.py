"""The catalogue: what can be recorded, by which words; the routines themselves; and counts."""

from collections.abc import Iterable
from typing import cast

from django.http import HttpResponse
from ninja import Query, Router

from hemvist.api.calling import ApiRequest, noted
from hemvist.api.catalogue_shapes import (
    CaseCounts,
    ChoiceShape,
    ClauseShape,
    CountShape,
    DutyTypeShape,
    EditionShape,
    EditionSummary,
    EventTypeShape,
    FieldShape,
    LabelledShape,
    RequirementShape,
    Side,
    TermShape,
    UnitShape,
)
from hemvist.api.documenting import operation
from hemvist.api.paging import Listing, Paging, sliced
from hemvist.api.problems import Problem
from hemvist.api.service import reply
from hemvist.api.shapes import NameShape, told
from hemvist.api.telling import case_state
from hemvist.cases.counting import count_cases
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import edition_in_force, library
from hemvist.organisation.models import Unit
from hemvist.routines.model import Duty, Edition, EventType, Requirement, Term

router = Router(tags=["catalogue"])
SCOPE = "catalogue:read"


class EditionAsked(Paging):
    """Of which edition."""

    routine: str = told("The routine.", "kompetenscenter", default="kompetenscenter", max_length=40)
    edition: str | None = told(
        "The edition; the one in force today if it is not given.", "e2", default=None, max_length=20
    )


@operation(router, "GET", "/event-types", Listing[EventTypeShape], scope=SCOPE, name="listEventTypes", also=(404,))
def event_types(request: ApiRequest, asked: Query[EditionAsked]) -> HttpResponse:
    """List what can be recorded by a routine."""
    noted(request, "event-types")
    found = _edition(asked.routine, asked.edition) if asked.edition else _in_force(request, asked.routine)
    return reply(Listing[EventTypeShape](**sliced(request, asked, list(found.events.values()), _event_type)))


@operation(router, "GET", "/information-kinds", Listing[LabelledShape], scope=SCOPE, name="listInformationKinds")
def information_kinds(request: ApiRequest, asked: Query[Paging]) -> HttpResponse:
    """List the kinds of information: what an account is granted is told in these."""
    return _labelled(request, asked, "information-kinds", library().vocabulary.information.items())


@operation(router, "GET", "/roles", Listing[LabelledShape], scope=SCOPE, name="listRoles")
def roles(request: ApiRequest, asked: Query[Paging]) -> HttpResponse:
    """List the roles."""
    return _labelled(request, asked, "roles", ((role.id, role.label) for role in library().vocabulary.roles.values()))


def _labelled(request: ApiRequest, asked: Paging, page: str, words: Iterable[tuple[str, str]]) -> HttpResponse:
    noted(request, page)
    return reply(
        Listing[LabelledShape](
            **sliced(request, asked, list(words), lambda word: LabelledShape(id=word[0], label=word[1]))
        )
    )


@operation(router, "GET", "/units", Listing[UnitShape], scope=SCOPE, name="listUnits")
def units(request: ApiRequest, asked: Query[Paging]) -> HttpResponse:
    """List the units of the city."""
    noted(request, "units")
    found = list(Unit.objects.select_related("administration__board").order_by("code"))
    return reply(Listing[UnitShape](**sliced(request, asked, found, _unit)))


def _unit(unit: Unit) -> UnitShape:
    administration = unit.administration
    return UnitShape(
        id=unit.code,
        name=unit.name,
        administration=NameShape(id=administration.code, name=administration.name),
        board=NameShape(id=administration.board.code, name=administration.board.name),
        side=cast("Side", administration.side),
    )


@operation(router, "GET", "/routines", Listing[EditionSummary], scope=SCOPE, name="listRoutines")
def routines(request: ApiRequest, asked: Query[Paging]) -> HttpResponse:
    """List the routines, with all their editions."""
    noted(request, "routines")
    editions = [edition for routine in library().routines.values() for edition in routine.editions]
    return reply(Listing[EditionSummary](**sliced(request, asked, editions, _edition_summary)))


@operation(
    router,
    "GET",
    "/routines/{slug:routine}/editions/{slug:edition}",
    EditionShape,
    scope=SCOPE,
    name="getEdition",
    also=(404,),
)
def one_edition(request: ApiRequest, routine: str, edition: str) -> HttpResponse:
    """Get an edition of a routine: its clauses, and what carries them."""
    noted(request, "edition")
    found = _edition(routine, edition)
    return reply(
        EditionShape(
            **_edition_summary(found).model_dump(),
            legal_basis=list(found.legal_basis),
            transition=found.transition,
            clauses=[
                ClauseShape(id=c.id, who=list(c.who), section=c.section, text=c.text, blocks=list(c.blocks))
                for c in found.clauses.values()
            ],
            event_types=[_event_type(each) for each in found.events.values()],
            duties=[_duty(each) for each in found.duties.values()],
            requirements=[_requirement(each) for each in found.requirements],
            terms=[_term(each) for each in found.terms.values()],
        )
    )


@operation(router, "GET", "/statistics/cases", CaseCounts, scope="statistics:read", name="countCases")
def statistics(request: ApiRequest) -> HttpResponse:
    """Count the cases that the account sees, by routine, unit and state.

    Small counts are not told, since somebody could be told by them.
    """
    counted = count_cases(request.viewer, "api:statistics")
    return reply(
        CaseCounts(
            items=[
                CountShape(
                    routine=c.routine,
                    state=case_state(c.state),
                    unit=NameShape(id=c.unit, name=c.unit_name),
                    cases=c.cases,
                )
                for c in counted.rows
            ],
            smallest_shown=counted.smallest_shown,
            is_complete=counted.is_complete,
        )
    )


def _edition(routine: str, edition: str) -> Edition:
    try:
        return edition_of(routine, edition)
    except KeyError as unknown:
        raise Problem("not-found") from unknown


def _in_force(request: ApiRequest, routine: str) -> Edition:
    try:
        return edition_in_force(routine, request.viewer.today)
    except KeyError as unknown:
        raise Problem("not-found") from unknown


def _edition_summary(edition: Edition) -> EditionSummary:
    return EditionSummary(
        routine=edition.routine,
        edition=edition.edition,
        title=edition.title,
        valid_from=edition.valid_from,
        valid_until=edition.valid_until,
    )


def _event_type(event: EventType) -> EventTypeShape:
    return EventTypeShape(
        id=event.id,
        label=event.label,
        nature=event.nature,
        information=event.information,
        recorded_by=list(event.recorded_by),
        about=list(event.about),
        clause=event.source.clause,
        fields=[
            FieldShape(
                name=f.name,
                type=f.type,
                label=f.label,
                help=f.help,
                choices=[ChoiceShape(value=c.value, label=c.label) for c in f.choices],
                is_required=f.required,
                may_be_unknown=f.may_be_unknown,
            )
            for f in event.fields
        ],
    )


def _duty(duty: Duty) -> DutyTypeShape:
    return DutyTypeShape(
        id=duty.id,
        label=duty.label,
        holder=list(duty.holder),
        clauses=list(duty.clauses),
        opens=list(duty.opens),
        closes=list(duty.closes),
    )


def _requirement(requirement: Requirement) -> RequirementShape:
    return RequirementShape(
        id=requirement.id,
        clause=requirement.source.clause,
        level=requirement.level,
        events=list(requirement.events),
        reason=requirement.told,
    )


def _term(term: Term) -> TermShape:
    return TermShape(
        id=term.id,
        label=term.label,
        is_local=term.is_local,
        source=term.source,
        days=term.days,
        working_days=term.working_days,
        weeks=term.weeks,
        months=term.months,
    )
