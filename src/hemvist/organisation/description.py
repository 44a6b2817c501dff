"""A city's organisation as a file tells it: boards, administrations, units, workers and the roles they hold. Strict: an unknown key is an error."""

import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from hemvist.organisation.telephones import telephone_number


class DescriptionError(ValueError):
    """The file cannot be used. ``reasons``: one line each, saying where and what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def _telephone(text: str) -> str:
    """Read a number; an empty text says that it is known no longer."""
    number = telephone_number(text) if text else ""
    if number is None:
        raise ValueError("a telephone number is written like '031-390 06 00' or '+46 31 390 06 00'")
    return number


Telephone = Annotated[str, AfterValidator(_telephone)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class BoardPart(_Part):
    """A nämnd."""

    code: str
    name: str


class AdministrationPart(_Part):
    """A förvaltning; ``board`` is a board's code."""

    code: str
    name: str
    board: str
    side: Literal["decider", "executor", "other"]
    city_areas: str = ""
    writes_in_hemvist: bool = False
    outside: bool = False

    @model_validator(mode="after")
    def _outside_is_another_side(self) -> "AdministrationPart":
        if self.outside and self.side != "other":
            raise ValueError("'outside' is only for the side 'other': whoever decides or executes is of the city")
        return self


class UnitPart(_Part):
    """An enhet; ``administration`` is an administration's code. ``receives``: the routines whose cases come to it when they are begun outside.

    ``telephone``: where clients call, as it stands in letters. What the file does not say is left as it is; "" takes a number away.
    """

    code: str
    name: str
    administration: str
    receives: list[str] = []
    telephone: Telephone | None = None


class RolePart(_Part):
    """A role held at a unit, both days included; without ``until`` it goes on."""

    unit: str
    role: str
    since: date
    until: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "RolePart":
        if self.until is not None and self.until < self.since:
            raise ValueError("'until' is before 'since'")
        return self


class WorkerPart(_Part):
    """Someone on the staff, known by their user name; ``directory_id`` is who they are in the city's own directory of staff.

    ``email`` is where mail that says that something waits is sent. ``home_address`` ("Storgatan 1, 411 01 Göteborg") is made into a digest and not kept:
    the review of accesses sees by it who has opened a case at their own address. ``telephone`` is their
    direct number at work, as it stands in letters; it can be left out, as a unit's.
    """

    username: str
    name: str
    directory_id: str | None = None
    email: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$")
    home_address: str | None = Field(default=None, max_length=200)
    telephone: Telephone | None = None
    roles: list[RolePart] = []


class Description(_Part):
    """The whole file: ``[[board]]``, ``[[administration]]``, ``[[unit]]`` and ``[[worker]]``."""

    board: list[BoardPart] = []
    administration: list[AdministrationPart] = []
    unit: list[UnitPart] = []
    worker: list[WorkerPart] = []


def read_description(text: str, roles: Iterable[str], routines: Iterable[str] = ()) -> Description:
    """Read a file's text; ``roles`` and ``routines`` are those there are. Raises DescriptionError with everything that is wrong."""
    try:
        read = Description.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DescriptionError([f"not TOML: {error}"]) from error
    except ValidationError as error:
        raise DescriptionError([_said(one["loc"], one["msg"]) for one in error.errors()]) from error
    known = frozenset(roles)
    wrong = [
        f"worker {worker.username}: there is no role '{held.role}'; there are {', '.join(sorted(known))}"
        for worker in read.worker
        for held in worker.roles
        if held.role not in known
    ]
    there_are = frozenset(routines)
    wrong += [
        f"unit {unit.code}: there is no routine '{routine}'"
        for unit in read.unit
        for routine in unit.receives
        if routine not in there_are
    ]
    wrong += _received_twice(read)
    wrong += _twice("board", (one.code for one in read.board))
    wrong += _twice("administration", (one.code for one in read.administration))
    wrong += _twice("unit", (one.code for one in read.unit))
    wrong += _twice("worker", (one.username for one in read.worker))
    wrong += _twice("directory_id", (one.directory_id for one in read.worker if one.directory_id))
    if wrong:
        raise DescriptionError(wrong)
    return read


def _received_twice(read: Description) -> list[str]:
    """At most one unit of an administration receives a routine's cases."""
    first: dict[tuple[str, str], str] = {}
    wrong = []
    for unit in read.unit:
        for routine in unit.receives:
            other = first.setdefault((unit.administration, routine), unit.code)
            if other != unit.code:
                wrong.append(f"unit {unit.code}: '{routine}' comes to unit {other} of {unit.administration} already")
    return wrong


def _said(place: tuple[int | str, ...], message: str) -> str:
    """Say where in the file: the second worker's first role is "worker 2, roles 1, unit"."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int) and words:
            words[-1] = f"{words[-1]} {part + 1}"
        else:
            words.append(str(part))
    return f"{', '.join(words)}: {message}"


def _twice(what: str, codes: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [f"{what} '{code}' stands twice" for code in codes if code in seen or seen.add(code)]  # type: ignore[func-returns-value]
