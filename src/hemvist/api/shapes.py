"""What every answer of the API is made of. JSON in camelCase; moments in RFC 3339 in UTC, days as full dates."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def _written_as(pattern: re.Pattern[str]) -> BeforeValidator:
    """Take a text of RFC 3339 and nothing else: no numbers of seconds, no other ways to write it."""

    def check(given: object) -> object:
        if isinstance(given, str) and not pattern.fullmatch(given):
            raise ValueError("write it by RFC 3339")
        if not isinstance(given, str | date):
            raise ValueError("write it as a text by RFC 3339")
        return given

    return BeforeValidator(check)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("there is no such moment") from None


Moment = Annotated[datetime, AfterValidator(_in_utc)]
GivenDay = Annotated[date, _written_as(_DAY)]
GivenMoment = Annotated[AwareDatetime, _written_as(_MOMENT), AfterValidator(_in_utc)]


class Shape(Schema):
    """An object of an answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Given(Schema):
    """An object of a request: nothing may stand in it that we do not know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


def told(description: str, example: Any, **more: Any) -> Any:
    """Describe a member: what it is, and an example of it."""
    return Field(description=description, examples=[example], **more)


class ReasonShape(Shape):
    """Why something may not be recorded, by which clause."""

    level: str = told("must is refused; should can be passed over with a reason.", "must")
    code: str = told("What kind of reason it is; never changes its meaning.", "requirement")
    requirement: str = told("The requirement of the routine; empty where it may not be told.", "consent-before-booking")
    clause: str = told("The clause of the governing document.", "KC-33")
    reason: str = told(
        "The reason in the words of the governing document, which are Swedish.", "Samtycke till Kompetenscenter saknas."
    )
    missing: list[str] = told("The facts that are not known.", ["consent-given.recipient"])
    lifted_by: list[str] = told("The event types that would lift it.", ["consent-given"])


class FieldErrorShape(Shape):
    """What is wrong with one part of the request."""

    field: str = told("The part: a name in the body, a header or a parameter; an answer by its own name.", "starts")
    code: str = told("What is wrong; never changes its meaning.", "field-missing")
    message: str = told(
        "What to do about it. What concerns an answer is told in Swedish, as the governing documents are.",
        "Fyll i ”Tid”.",
    )


class ProblemShape(Shape):
    """Why a request was not done (RFC 9457)."""

    type: str = told("What kind of problem it is.", "urn:hemvist:problem:refused")
    title: str = told("The kind of problem in words.", "Nothing was recorded")
    status: int = told("The HTTP status.", 422)
    detail: str = told("What to do.", "The reasons stand in reasons, what is wrong with the answers in errors.")
    instance: str = told("The path that was asked for.", "/api/v1/cases/0b6f3c1e-6b0a-4c07-9a43-0c7d1f1c2a11/events")
    code: str = told("The code of the problem; never changes its meaning.", "refused")
    reasons: list[ReasonShape] = Field(default=[], description="Every reason of the routine, all at once.")
    errors: list[FieldErrorShape] = Field(
        default=[], description="Everything that is wrong with the request, all at once."
    )
    can_be_passed_over: bool | None = told("Whether it is accepted with a reason in passedOver.", False, default=None)
    required_scope: str | None = told("The scope that is missing.", "events:write", default=None)
    required_roles: list[str] | None = told("The roles that record this.", ["caseworker"], default=None)


class NameShape(Shape):
    """Something with an id and a name."""

    id: str = told("The id.", "sf-hisingen-1")
    name: str = told("The name, in Swedish.", "Försörjning 1")


FullMoment: TypeAdapter[datetime] = TypeAdapter(GivenMoment)
"""Reads a moment that is written by RFC 3339. Raises ValueError."""
