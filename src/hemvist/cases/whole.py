"""A whole case, nothing left out: what the archive package holds. Nothing here is for a page."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, CaseRow, case_by_row, open_file_anew
from hemvist.cases.chain import EventRow
from hemvist.cases.history_view import Names, shown_answer
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.persons.identity import shown_number
from hemvist.persons.models import IdentityNumber, Protection
from hemvist.routines.history import Event
from hemvist.routines.model import Edition


@dataclass(frozen=True, slots=True)
class WholePerson:
    """Who the case is about, with every number they have had: (kind in words, number).

    ``noted_before``: (in words, name or number) what they were called before, and numbers that were never theirs but stood as such.
    """

    name: str
    numbers: tuple[tuple[str, str], ...]
    noted_before: tuple[tuple[str, str], ...]
    birth_date: date | None
    protection: str
    city_area: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class WholeEvent:
    """One event in words. ``answers``: (question, answer), None where it is not known. ``taken_back_by``: the place of the event that did."""

    sequence: int
    label: str
    on: date
    at: time | None
    recorded_at: datetime
    by: str
    role: str
    clause: str
    edition: str
    information: str
    answers: tuple[tuple[str, str | None], ...]
    passed_over: str
    reason: str
    taken_back_by: int | None


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case with all its events, as stored and in words. ``editions``: those that an event was recorded under, oldest first."""

    row: CaseRow
    board: str
    board_code: str
    unit: str
    executor_unit: str
    person: WholePerson
    rows: tuple[EventRow, ...]
    events: tuple[WholeEvent, ...]
    editions: tuple[Edition, ...]


def whole_case_access_unchecked(case_row: int) -> WholeCase | None:
    """Give a case, or None. Asks nobody's access: for the package that a manager has approved. Raises RecordFault."""
    row = case_by_row(case_row)
    if row is None:
        return None
    file = open_file_anew(row)
    names = _names()
    [(board, board_code)] = sql.fetch("SELECT name, code FROM organisation_board WHERE id = %s", [row.owner_board_id])
    editions = {r.edition: edition_of(row.routine, r.edition) for r in file.rows}
    return WholeCase(
        row=row,
        board=board,
        board_code=board_code,
        unit=names.units[row.owner_unit_id],
        executor_unit=names.units[row.executor_unit_id] if row.executor_unit_id else "",
        person=_person(row.person_id),
        rows=tuple(file.rows),
        events=_events(file, names),
        editions=tuple(sorted(editions.values(), key=lambda e: e.valid_from)),
    )


def _names() -> Names:
    """The names of all workers and units: an answer may name any of them."""
    workers = sql.fetch("SELECT id, name FROM organisation_worker")
    return Names(dict(workers), dict(sql.fetch("SELECT id, name FROM organisation_unit")))


def _events(file: CaseFile, names: Names) -> tuple[WholeEvent, ...]:
    places = {row.uid: row.sequence for row in file.rows}
    annulled = file.history.known(None).annulled
    taken_back = {r.annuls: r.sequence for r in file.rows if r.annuls in places and r.annuls in annulled}
    both = zip(file.rows, file.events, strict=True)
    return tuple(_event(file, row, event, names, taken_back.get(row.uid)) for row, event in both)


def _event(file: CaseFile, row: EventRow, event: Event, names: Names, taken_back_by: int | None) -> WholeEvent:
    kind = file.type_of(row)
    return WholeEvent(
        sequence=row.sequence,
        label=kind.label,
        on=row.occurred_on,
        at=row.occurred_at,
        recorded_at=row.recorded_at,
        by=names.workers[row.actor_id],
        role=library().vocabulary.roles[row.role].label,
        clause=kind.source.clause,
        edition=row.edition,
        information=library().vocabulary.information[row.information],
        answers=tuple((f.label, shown_answer(kind, f, event, names)) for f in kind.fields),
        passed_over=row.passed_over,
        reason=row.reason or "",
        taken_back_by=taken_back_by,
    )


_PERSON = (
    "SELECT p.given_name, p.family_name, p.birth_date, p.protection, p.city_area, p.phone, p.address, n.kind, n.number, n.wrong"
    " FROM persons_person p LEFT JOIN persons_identitynumber n ON n.person_id = p.id WHERE p.id = %s ORDER BY n.id"
)


_NAMES = "SELECT given_name, family_name FROM persons_toldname WHERE person_id = %s ORDER BY place, id"


def _person(person_id: int) -> WholePerson:
    found: list[tuple[Any, ...]] = sql.fetch(_PERSON, [person_id])
    given, family, birth_date, protection, city_area, phone, address = found[0][:7]
    kinds = dict(IdentityNumber.Kind.choices)
    name = f"{given} {family}"
    names = (" ".join(told) for told in sql.fetch(_NAMES, [person_id]))
    before = [("tidigare namn", told) for told in dict.fromkeys(names) if told != name]
    before += [(f"{kinds[kind]} som antecknades fel", _shown(number)) for *_, kind, number, wrong in found if wrong]
    return WholePerson(
        name=name,
        numbers=tuple((kinds[kind], _shown(number)) for *_, kind, number, wrong in found if number and not wrong),
        noted_before=tuple(before),
        birth_date=birth_date,
        protection=dict(Protection.choices)[protection],
        city_area=city_area,
        phone=phone,
        address=address,
    )


def _shown(number: str) -> str:
    return shown_number(number) if len(number) == 12 and number.isdigit() else number
