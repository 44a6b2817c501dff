"""The kinds of letters and forms, read from ``kinds.toml``: strictly, and checked against the routine that each belongs to."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from hemvist.cases.city_terms import Terms, first_fault
from hemvist.cases.library import library
from hemvist.routines.meetings import STARTS
from hemvist.routines.model import Edition, EventType

Way = Literal["post", "handed", "digital", "forwarded"]
To = Literal["client", "arbetsformedlingen", "kompetenscenter"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1, max_length=120)]

ABOUT, ASK = "about", "ask"
OF_EVERY_EVENT = ("on", "actor")
OF_THE_CASE = {
    "person": ("name", "number"),
    "case": ("legal_basis",),
    "owner": ("unit",),
    "executor": ("unit",),
}
"""What a path can name besides answers: of the person and of the case."""


class KindsFault(Exception):  # noqa: N818 (told to whoever writes the file)
    """The file cannot be used. The text says which kind and what is wrong, in Swedish."""


class Consent(Terms):
    """Whose consent a letter to somebody outside needs: towards whom, and for what."""

    recipient: str
    purpose: str


class Sent(Terms):
    """The event of the routine that is recorded when the letter has gone, and its answers by the way it went.

    ``with_``: kinds that must have gone too, before it is recorded. ``about``: whether it concerns what the letter is about.
    """

    event: str
    about: Literal["about", ""] = ""
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    fields: dict[Name, dict[Way, str]] = {}


class Kind(Terms):
    """One kind of letter. What a key means stands at the top of ``kinds.toml``."""

    id: Id
    title: Text
    template: Annotated[int, Field(ge=1)]
    to: To
    routine: str
    editions: Annotated[tuple[str, ...], Field(min_length=1)]
    clauses: Annotated[tuple[str, ...], Field(min_length=1)]
    information: str
    made_by: Annotated[tuple[str, ...], Field(min_length=1)]
    ways: Annotated[tuple[Way, ...], Field(min_length=1)]
    protected_ways: Annotated[tuple[Way, ...], Field(min_length=1)]
    about: tuple[str, ...] = ()
    is_sent: bool = True
    second_language: str = ""
    consent: Consent | None = None
    facts: dict[Name, str | list[str]]
    optional: dict[Name, str | list[str]] = {}
    sent: Sent | None = None

    @property
    def invites(self) -> bool:
        """Whether it asks somebody to come: it must say when a booked meeting begins."""
        return f"{ABOUT}.{STARTS}" in self.facts.values()

    @property
    def all_facts(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Every fact: its name in the template, its paths in order, and whether it must be known."""
        for table, required in ((self.facts, True), (self.optional, False)):
            for name, paths in table.items():
                yield name, (paths,) if isinstance(paths, str) else tuple(paths), required


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of letter, by id, in the order of the file. Raises KindsFault."""
    return read_kinds((files("hemvist.letters") / "kinds.toml").read_text(encoding="utf-8"))


def kinds_of(edition: Edition) -> tuple[Kind, ...]:
    """Give the kinds that belong to an edition."""
    return tuple(k for k in kinds().values() if k.routine == edition.routine and edition.edition in k.editions)


def read_kinds(text: str) -> dict[str, Kind]:
    """Read kinds from the text of a file. Raises KindsFault at the first thing that is unknown or missing."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KindsFault(f"Filen kan inte läsas som TOML: {error}.") from error
    if set(told) != {"kind"} or not isinstance(told["kind"], list):
        raise KindsFault("Filen ska bestå av [[kind]] och inget annat.")
    found: dict[str, Kind] = {}
    for number, one in enumerate(told["kind"], start=1):
        kind = _kind(one, number)
        if kind.id in found:
            raise KindsFault(f"{kind.id} står två gånger.")
        found[kind.id] = kind
    for kind in found.values():
        _check(kind, found)
    return found


def _kind(told: object, number: int) -> Kind:
    try:
        return Kind.model_validate(told)
    except ValidationError as error:
        name = told.get("id", number) if isinstance(told, dict) else number
        raise KindsFault(f"{name}: {first_fault(error, 'kind', 'är inget som ett brev kan ha')}") from error


# -- against the routine ---------------------------------------------------------------------------------------------------------------------


def _check(kind: Kind, known: dict[str, Kind]) -> None:
    vocabulary = library().vocabulary
    routine = library().routines.get(kind.routine)
    editions = {e.edition: e for e in routine.editions} if routine else {}
    _known(kind, "edition", kind.editions, editions)
    _known(kind, "slag av uppgift", (kind.information,), vocabulary.information)
    _known(kind, "roll", kind.made_by, vocabulary.roles)
    if kind.consent:
        _known(kind, "mottagare", (kind.consent.recipient,), vocabulary.recipients)
        _known(kind, "ändamål", (kind.consent.purpose,), vocabulary.purposes)
    if kind.sent:
        _known(kind, "brev", kind.sent.with_, known)
    if set(kind.facts) & set(kind.optional):
        raise KindsFault(f"{kind.id}: samma namn står både under facts och optional.")
    if not any(set(kind.clauses) & set(editions[name].clauses) for name in kind.editions):
        raise KindsFault(f"{kind.id}: ingen av punkterna finns i utgåvan.")
    for name in kind.editions:
        _against(kind, editions[name])


def _known(kind: Kind, what: str, asked: tuple[str, ...], known: object) -> None:
    for one in asked:
        if one not in known:  # type: ignore[operator]
            raise KindsFault(f"{kind.id}: okänd {what} ”{one}”.")


def _against(kind: Kind, edition: Edition) -> None:
    """Check what a kind names against one edition: events, their fields, and the answers that are recorded when it has gone."""
    for event in kind.about:
        _event(kind, edition, event)
    for _, paths, required in kind.all_facts:
        for path in paths:
            _path(kind, edition, path, required)
    if kind.second_language:
        _path(kind, edition, kind.second_language, required=False)
    if kind.sent:
        _sent(kind, kind.sent, edition)


def _event(kind: Kind, edition: Edition, event: str) -> EventType:
    if event not in edition.events:
        raise KindsFault(f"{kind.id}: händelsen ”{event}” finns inte i {edition.edition}.")
    return edition.events[event]


def _path(kind: Kind, edition: Edition, path: str, required: bool) -> None:
    first, _, rest = path.partition(".")
    if first == ABOUT:
        have = [_has(edition.events[event], rest) for event in kind.about]
        right = all(have) and have if required else any(have)
    elif first == ASK:
        event, _, field = rest.partition(".")
        right = any(f.name == field and f.choices for f in _event(kind, edition, event).fields)
    elif first == "party":
        right = rest in edition.roles
    elif first in OF_THE_CASE:
        right = rest in OF_THE_CASE[first]
    else:
        right = _has(_event(kind, edition, first), rest)
    if not right:
        raise KindsFault(f"{kind.id}: uppgiften ”{path}” finns inte i {edition.edition}.")


def _has(event: EventType, field: str) -> bool:
    return field in OF_EVERY_EVENT or any(f.name == field for f in event.fields)


def _sent(kind: Kind, sent: Sent, edition: Edition) -> None:
    fields = {f.name: f for f in _event(kind, edition, sent.event).fields}
    for name, by_way in sent.fields.items():
        answers = {c.value for c in fields[name].choices} if name in fields else set()
        if name not in fields or (fields[name].type == "choice" and not set(by_way.values()) <= answers):
            raise KindsFault(f"{kind.id}: svaret ”{name}” passar inte {sent.event} i {edition.edition}.")
        if not {*kind.ways, *kind.protected_ways} <= set(by_way):
            raise KindsFault(f"{kind.id}: säg vad ”{name}” blir för varje väg.")
    left = [f.name for f in fields.values() if f.required and f.name not in sent.fields]
    if left:
        raise KindsFault(f"{kind.id}: {sent.event} behöver också {', '.join(left)}.")
