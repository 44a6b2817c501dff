"""Checking the record against itself: every chain, every digest, every projection against what its events give when replayed.

Reads only. A difference names the case by its reference, the place in it, and what is not as it should be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, CaseRow, RecordFault, case_by_row, event_rows, open_file_anew
from hemvist.cases.chain import EventRow, chain_of, digest_of, seal_of
from hemvist.cases.granting import from_events, of_granted
from hemvist.cases.identifying import names_told, numbers_told
from hemvist.cases.projecting import CaseValues, Projection, project
from hemvist.cases.storing import board_of, stored_duties, stored_meetings, stored_parties
from hemvist.persons.learning import called, play
from hemvist.persons.models import Person
from hemvist.secrecy.append_only import unguarded
from hemvist.secrecy.policy import Granted, grants_of

Rows = dict[Any, Any]
"""Rows of one projection, as named tuples, by their key."""

APPEND_ONLY = (
    "cases_caseevent",
    "secrecy_accesslogentry",
    "secrecy_accesslogcase",
    "secrecy_emergencyaccess",
    "secrecy_conflictnote",
    "secrecy_logreview",
    "secrecy_logreviewitem",
    "secrecy_logreviewoutcome",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it should be: a stable code, the case's reference, the place in it, and what it is."""

    code: str
    reference: str
    place: str
    message: str


def verify_record() -> list[Difference]:
    """Check every chain, digest and projection, and that the triggers stand. Empty: all is as it was recorded."""
    found = [
        Difference("REC-T1", "", table, "the triggers that keep this table append-only are missing")
        for table in unguarded(connection, APPEND_ONLY)
    ]
    last = 0
    while rows := sql.fetch("SELECT id FROM cases_case WHERE id > %s ORDER BY id LIMIT 500", [last]):
        for (case_row,) in rows:
            found += verify_case(case_row)
        last = rows[-1][0]
    return found + _ties()


def verify_case(case_row: int) -> list[Difference]:
    """Check one case."""
    row = case_by_row(case_row)
    if row is None:
        return []
    found = list(_chain(row, event_rows(case_row)))
    if found:
        return found  # what is projected from broken events says nothing
    try:
        file = open_file_anew(row)
        projection = project(file, row.evaluated_on)
    except (RecordFault, KeyError) as fault:
        return [Difference("REC-E1", row.reference, "", f"an event cannot be read: {fault}")]
    return [*_projection(row, file, projection), *_identity(row, file)]


def _identity(row: CaseRow, file: CaseFile) -> Iterator[Difference]:
    """What the case's events tell of who the person is stands with the person, and what stands there gives their name and numbers of today."""
    person = Person.objects.get(pk=row.person_id)
    names, numbers = list(person.told_names.all()), list(person.identity_numbers.all())
    for what, stored, (of_case, standing) in (
        ("name", {each.event for each in names}, names_told(file)),
        ("identity number", {each.event for each in numbers}, numbers_told(file)),
    ):
        if stored & of_case != {each.event for each in standing}:
            yield Difference("REC-P5", row.reference, what, "what the person is known by is not what the events tell")
    before = [(n.valid_from, n.valid_until, n.wrong) for n in numbers]
    play(numbers)
    if before != [(n.valid_from, n.valid_until, n.wrong) for n in numbers]:
        yield Difference(
            "REC-P5", row.reference, "identity number", "what holds is not what the events give in their order"
        )
    if names and called(names) != (person.given_name, person.family_name):
        yield Difference("REC-P5", row.reference, "name", "is not the newest that was told")


_UNTIED = (
    "SELECT DISTINCT c.reference FROM persons_identitynumber n JOIN persons_identitynumber m ON m.number = n.number AND m.id <> n.id"
    " JOIN persons_person p ON p.id = n.person_id JOIN persons_person q ON q.id = m.person_id JOIN cases_case c ON c.person_id = p.id"
    " WHERE NOT n.wrong AND NOT m.wrong AND COALESCE(p.same_person, p.id) <> COALESCE(q.same_person, q.id) ORDER BY c.reference"
)


def _ties() -> list[Difference]:
    """Whoever have the same number are tied."""
    message = "the person is not tied to another row with the same number"
    return [Difference("REC-P5", reference, "same person", message) for (reference,) in sql.fetch(_UNTIED)]


def _chain(row: CaseRow, events: list[EventRow]) -> Iterator[Difference]:
    before = ""
    for place, event in enumerate(events, start=1):
        at = f"event {event.sequence}"
        if event.sequence != place:
            yield Difference(
                "REC-C1", row.reference, f"event {place}", f"the chain goes from {place - 1} to {event.sequence}"
            )
            return
        if digest_of(event.payload) != event.digest:
            yield Difference("REC-C2", row.reference, at, "the answers are not those that were recorded (digest)")
        if chain_of(before, event) != event.chain:
            yield Difference(
                "REC-C3", row.reference, at, "the event, or the one before it, is not as it was recorded (chain)"
            )
        elif event.seal is not None and seal_of(event) != event.seal:
            yield Difference("REC-C5", row.reference, at, "the seal is not that of the event")
        before = event.chain
    if (row.sequence, row.chain) != (len(events), before):
        yield Difference(
            "REC-C4", row.reference, "end", f"the case says {row.sequence} events, the record holds {len(events)}"
        )


def _projection(row: CaseRow, file: CaseFile, projection: Projection) -> Iterator[Difference]:
    yield from _columns(row, projection.case)
    stored: dict[str, Rows] = {
        "duty": dict(stored_duties(row.id)),
        "party": dict(stored_parties(row.id)),
        "meeting": dict(stored_meetings(row.id)),
        "grant": {k: k for g in grants_of(row.id) if _is_current(g, row) for k in [of_granted(g)]},
    }
    wanted: dict[str, Rows] = {
        "duty": dict(projection.duties),
        "party": dict(projection.parties),
        "meeting": dict(projection.meetings),
        "grant": {k: k for k in projection.grants},
    }
    for what, rows in wanted.items():
        yield from _rows(row.reference, what, stored[what], rows)


def _is_current(grant: Granted, row: CaseRow) -> bool:
    """Whether a grant stood when the case was worked out last, and follows from its events."""
    return from_events(grant) and (grant.last_day is None or grant.last_day >= row.evaluated_on)


def _columns(row: CaseRow, wanted: CaseValues) -> Iterator[Difference]:
    for name, value in wanted._asdict().items():
        if getattr(row, name) != value:
            yield Difference("REC-P1", row.reference, name, f"stands as {getattr(row, name)!s}; replay gives {value!s}")
    if board_of(wanted.owner_unit_id) != row.owner_board_id:
        yield Difference("REC-P1", row.reference, "owner_board_id", "is not the board of the case's unit")


def _rows(reference: str, what: str, stored: Rows, wanted: Rows) -> Iterator[Difference]:
    for key in stored.keys() - wanted.keys():
        yield Difference("REC-P2", reference, f"{what} {_named(key)}", "stands there; replay does not give it")
    for key in wanted.keys() - stored.keys():
        yield Difference("REC-P3", reference, f"{what} {_named(key)}", "is missing; replay gives it")
    for key in stored.keys() & wanted.keys():
        differs = [n for n in stored[key]._fields if getattr(stored[key], n) != getattr(wanted[key], n)]
        if differs:
            yield Difference(
                "REC-P4", reference, f"{what} {_named(key)}", f"differs from replay in {', '.join(differs)}"
            )


def _named(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
