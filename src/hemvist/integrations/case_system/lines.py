"""The lines of the files, version 1: one JSON object a line. These models are the format; ``schema/v1`` holds the same as JSON Schema.

A line that goes to the main case system and one that comes from it look alike, so that what was sent can be read back. Every line has an
id of its own (``row``), and ``check``: the first 16 hexadecimal digits of the SHA-256 of the line without it (keys in order, no spaces,
UTF-8). A line whose check does not hold is not used.
"""

import hashlib
import json
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

VERSION = 1
CHECK_DIGITS = 16
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Id = Annotated[str, Field(min_length=1, max_length=80)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Value = str | int | bool | list[str] | None


class Line(BaseModel):
    """What every line has. Nothing that is not in the format may stand in one."""

    model_config = ConfigDict(extra="forbid", strict=False, str_strip_whitespace=True)

    row: Id = Field(
        description="Radens eget id i det sändande systemet. Samma id betyder samma rad, hur ofta den än skickas."
    )
    check: str | None = Field(
        default=None, pattern="^[0-9a-f]{16}$", description="Kontrollsumma; se docs/file-exchange.md."
    )


class PersonPart(BaseModel):
    """Who a case is about."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    number: Short = Field(
        description="Personnummer, samordningsnummer eller reservnummer; ordet saknas om det inte finns."
    )
    given_name: Short
    family_name: Short
    birth_date: date | None = None


class CaseLine(Line):
    """A case. From the main case system it is opened; to it, it tells which case the events that follow are of.

    On the way out, what the board's own access does not cover is null. On the way in, unit, reason, person and caseworker are needed.
    """

    record: Literal["case"]
    routine: Short
    unit: Short | None = Field(default=None, description="Enhetens kod.")
    opened_on: date
    reason: Text | None = Field(default=None, description="Varför ärendet öppnas.")
    person: PersonPart | None = None
    protection: (
        Literal["none", "confidentiality-marking", "protected-registration", "assumed-identity", "unknown"] | None
    ) = None
    caseworker: Short | None = Field(default=None, description="Handläggarens användarnamn.")
    reference: Short | None = Field(default=None, description="Ärendets nummer i Hemvist. Läses inte på vägen in.")


class EventLine(Line):
    """Something that has happened in a case. Units are named by code and workers by user name."""

    record: Literal["event"]
    case: Id = Field(description="Ärendets nummer i Hemvist, eller id:t på den rad som öppnade det.")
    type: Id
    on: date
    at: time | None = None
    fields: dict[Id, Value] = Field(default_factory=dict)
    about: Id | None = Field(default=None, description="Id:t på raden med den händelse som den gäller.")
    passed_over: Annotated[str, Field(max_length=4000)] = ""
    replaces: Id | None = Field(default=None, description="Id:t på raden med den händelse som den tar platsen för.")
    reason: Annotated[str, Field(max_length=4000)] = Field(
        default="", description="Varför den andra händelsen ersätts."
    )


class TakenBackLine(Line):
    """An event that has been taken back: it counts for nothing any more."""

    record: Literal["taken-back"]
    case: Id
    event: Id = Field(description="Id:t på raden med händelsen.")
    on: date
    reason: Text


class ReceiptLine(Line):
    """A text that was written in Hemvist has been entered in the main case system. Only comes in."""

    record: Literal["receipt"]
    case: Id
    event: Id = Field(description="Id:t på raden med händelsen vars text är införd.")
    on: date
    reference: Short = Field(description="Var i Treserva texten står.")


AnyLine = CaseLine | EventLine | TakenBackLine | ReceiptLine
LINES: dict[str, type[Line]] = {
    "case": CaseLine,
    "event": EventLine,
    "taken-back": TakenBackLine,
    "receipt": ReceiptLine,
}
LINE: TypeAdapter[AnyLine] = TypeAdapter(Annotated[AnyLine, Field(discriminator="record")])


class Manifest(BaseModel):
    """What stands beside a file: how many lines it has and its SHA-256. It is written last, so a file with a manifest is whole."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["hemvist-file-exchange"]
    version: Literal[1]
    direction: Literal["out", "in"]
    board: Short = Field(description="Nämndens kod.")
    number: int = Field(ge=1, description="Filens löpnummer för nämnden.")
    file: Short
    lines: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


def canonical(values: dict[str, Any]) -> str:
    """Write an object in the one way that its check is counted on."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_of(values: dict[str, Any]) -> str:
    """Count the check of a line: its own is left out."""
    bare = {name: value for name, value in values.items() if name != "check"}
    return hashlib.sha256(canonical(bare).encode()).hexdigest()[:CHECK_DIGITS]


def written(line: Line) -> str:
    """Write a line with its check. What is null is left out."""
    values = line.model_dump(mode="json", exclude_none=True, exclude={"check"})
    return canonical(values | {"check": check_of(values)})
