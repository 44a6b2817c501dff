"""Recording an event, by the one write path."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Path
from ninja.params import functions as params

from hemvist.api import telling
from hemvist.api.calling import ApiRequest
from hemvist.api.case_routes import etag_of, names, router
from hemvist.api.case_shapes import AnswerGiven, EventGiven, RecordedShape
from hemvist.api.documenting import operation
from hemvist.api.naming import Ids, ids_in, numbers_of
from hemvist.api.problems import Problem
from hemvist.api.service import reply
from hemvist.api.shapes import FieldErrorShape, FullMoment
from hemvist.cases.conditional import ChangedSince, KeyReused, record_as_seen
from hemvist.cases.entries import Entry, FieldError, NotYourRole, Refused
from hemvist.cases.views import CaseView
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.model import EventType

SCOPE = "events:write"
BY_NAME = {"worker", "unit"}
KEY = "A key of the sender's own for this request: sent again with the same key it counts once."


@operation(
    router,
    "POST",
    "/cases/{uuid:case}/events",
    RecordedShape,
    scope=SCOPE,
    name="recordEvent",
    status=201,
    also=(404, 409, 412, 413, 422, 428),
)
def record(
    request: ApiRequest,
    case: Path[UUID],
    given: EventGiven,
    idempotency_key: Annotated[
        str, params.Header(alias="Idempotency-Key", min_length=1, max_length=200, description=KEY)
    ],
    if_match: Annotated[
        str,
        params.Header(
            alias="If-Match",
            max_length=1000,
            description="The ETag of the case as the sender has seen it, or * for any.",
        ),
    ] = "",
) -> HttpResponse:
    """Record an event in a case.

    Everything that the pages ask is asked here: the role, the answers, what the routine requires. Every reason against it is told at once. The case must
    be as the sender has seen it: If-Match carries the ETag that came with it.
    """
    if not if_match:
        raise Problem("if-match-missing")
    key = hashlib.sha256(f"{case} {idempotency_key}".encode()).hexdigest()[:60]
    ids = numbers_of(_texts(given), _texts(given))

    def is_as_seen(view: CaseView) -> bool:
        return names(if_match, etag_of(view, ids_in(view)))

    try:
        done = record_as_seen(request.viewer, case, _entry_for(given, key, ids), is_as_seen)
    except ChangedSince as changed:
        raise Problem("changed-since") from changed
    except KeyReused as reused:
        raise Problem("key-reused") from reused
    except NotYourRole as other:
        raise Problem("not-your-role", required_roles=list(other.roles)) from other
    except Refused as refused:
        raise _refusal(refused) from refused
    return reply(RecordedShape(event=done.event_uid, is_repeated=done.repeated), 201)


def _refusal(refused: Refused) -> Problem:
    errors = [FieldErrorShape(field=e.field or "type", code=e.code, message=e.message) for e in refused.field_errors]
    return Problem(
        "refused",
        reasons=[telling.reason(each) for each in refused.refusals],
        errors=errors,
        can_be_passed_over=refused.can_be_passed_over,
    )


def _texts(given: EventGiven) -> list[str]:
    """The answers that can be the id of a worker or a unit."""
    return [each.value for each in given.answers if isinstance(each.value, str) and len(each.value) <= 150]


def _entry_for(given: EventGiven, key: str, ids: Ids) -> Callable[[CaseView], Entry]:
    def entry_for(view: CaseView) -> Entry:
        errors = _own_errors(given)
        event_type = view.edition.events.get(given.type)
        fields = _fields(given.answers, event_type, ids, errors)
        if errors:
            raise Refused(field_errors=tuple(errors))
        at = given.occurred_at.astimezone(LOCAL_ZONE).time() if given.occurred_at else None
        return Entry(
            type=given.type,
            on=given.occurred_on,
            fields=fields,
            at=at,
            about=given.about,
            passed_over=given.passed_over,
            idempotency_key=key,
        )

    return entry_for


def _own_errors(given: EventGiven) -> list[FieldError]:
    errors = []
    if given.occurred_at and given.occurred_at.astimezone(LOCAL_ZONE).date() != given.occurred_on:
        errors.append(FieldError("occurredAt", "another-day", "Tiden är inte på den dag som står i occurredOn."))
    twice = {each.name for n, each in enumerate(given.answers) if each.name in {a.name for a in given.answers[:n]}}
    errors += [FieldError(name, "answered-twice", "Fältet är besvarat två gånger.") for name in sorted(twice)]
    return errors


def _fields(
    answers: list[AnswerGiven], event_type: EventType | None, ids: Ids, errors: list[FieldError]
) -> dict[str, object]:
    """The answers as the record has them: moments in local time, workers and units by number."""
    types = {f.name: f.type for f in event_type.fields} if event_type else {}
    fields: dict[str, object] = {}
    for each in answers:
        kind, value = types.get(each.name, ""), each.value
        if kind in BY_NAME and isinstance(value, str) and value:
            known = ids.workers if kind == "worker" else ids.units
            found = next((number for number, name in known.items() if name == value), None)
            if found is None:
                errors.append(FieldError(each.name, f"{kind}-unknown", "Det finns ingen med det id:t."))
            fields[each.name] = str(found or "")
        elif kind == "datetime" and isinstance(value, str) and value:
            fields[each.name] = _local(each.name, value, errors)
        else:
            fields[each.name] = value
    return fields


def _local(name: str, value: str, errors: list[FieldError]) -> datetime | str:
    try:
        return FullMoment.validate_python(value).astimezone(LOCAL_ZONE).replace(tzinfo=None)
    except (ValueError, OverflowError):
        errors.append(FieldError(name, "field-type", "Skriv tiden enligt RFC 3339, till exempel 2026-02-10T12:00:00Z."))
        return ""
