"""One line of a file, recorded: through the one write path, with every check that a form would meet, in the technical worker's name."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hemvist.cases.correcting import annul, correct
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.exchanging import recorded_by, types_sent
from hemvist.cases.joining import Known, known_by_number
from hemvist.cases.library import edition_in_force, event_with_effect, events_with_effect, library
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.searching import search_cases
from hemvist.cases.viewing import view_case
from hemvist.integrations.case_system.faults import Fault
from hemvist.integrations.case_system.lines import AnyLine, CaseLine, EventLine, ReceiptLine, TakenBackLine
from hemvist.integrations.case_system.texts import texts_of
from hemvist.organisation.models import Board, Unit, Worker
from hemvist.persons.identity import NumberError, parse_number_or_missing
from hemvist.persons.registry import PersonError, add_person
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy.viewer import Viewer
from hemvist.swedish import fold

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where rows are recorded: for a board, by its technical worker. Units and workers that rows have named are looked up once."""

    board: Board
    viewer: Viewer
    units: dict[str, int] = field(default_factory=dict)
    workers: dict[str, int] = field(default_factory=dict)

    def key(self, row: str) -> str:
        """Give the idempotency key of a row of this board."""
        return key_of(self.board, row)


def key_of(board: Board, row: str) -> str:
    """Give the idempotency key of a row: the same for the same row of the same board, however it comes."""
    return "cs:" + hashlib.sha256(f"{board.code}\n{row}".encode()).hexdigest()[:50]


def record_line(desk: Desk, line: AnyLine) -> bool:
    """Record a line that has not been recorded before. Gives whether it stood there all the same. Raises Fault: nothing of it is recorded."""
    try:
        if isinstance(line, CaseLine):
            return _open(desk, line)
        case = _case(desk, line.case)
        if isinstance(line, ReceiptLine):
            return _receipt(desk, case, line)
        if isinstance(line, TakenBackLine):
            return _take_back(desk, case, line)
        return _happened(desk, case, line)
    except CaseNotFound:
        message = "Ärendet finns inte, eller så får överföringen inte se det. Kontrollera ärendenumret; skyddade personers ärenden hanteras för hand."
        raise Fault("case-not-found", "case", message) from None
    except NotYourRole as error:
        raise Fault(
            "not-your-role", "", f"{error} Nämndens överföring har inte den rollen. Registrera för hand."
        ) from None
    except Refused as refused:
        raise _fault_of(refused) from None


def _fault_of(refused: Refused) -> Fault:
    """Every reason in one: the first one's code and field, and all the texts."""
    first = next(iter(refused.field_errors), None)
    code = refused.codes[0] if refused.codes else "refused"
    return Fault(code, first.field if first else "", str(refused))


# -- a case ------------------------------------------------------------------------------------------------------------------------------


def _open(desk: Desk, line: CaseLine) -> bool:
    """Open a case and record what the line tells of its person, and who handles it; or nothing."""
    edition = _edition(line.routine, line.opened_on)
    unit, worker = _unit(desk, line.unit), _worker(desk, line.caseworker, "caseworker")
    first = event_with_effect(edition, "case-opened")
    person = _person(desk, line)
    entries = [Entry(first.id, line.opened_on, _reason(first, line), idempotency_key=desk.key(line.row))]
    if line.protection and line.protection != UNKNOWN:
        kind = event_with_effect(edition, "protection-learnt")
        entries.append(Entry(kind.id, line.opened_on, {"protection": line.protection}))
    if line.person and line.person.birth_date:
        kind = event_with_effect(edition, "birth-date-learnt")
        entries.append(Entry(kind.id, line.opened_on, {"birth_date": line.person.birth_date.isoformat()}))
    entries.append(_appointment(edition, first, worker, line.opened_on))
    open_case(desk.viewer, person, line.routine, unit, line.opened_on, *entries)
    return False


def _edition(routine: str, on: date) -> Edition:
    if routine not in library().routines:
        known = ", ".join(sorted(library().routines))
        raise Fault("unknown-routine", "routine", f"Rutinen finns inte. Skriv en av: {known}.")
    try:
        return edition_in_force(routine, on)
    except LookupError:
        raise Fault("no-edition-then", "opened_on", "Ingen utgåva av rutinen gällde den dagen.") from None


def _unit(desk: Desk, code: str | None) -> int:
    if code is None:
        raise Fault("field-missing", "unit", "Skriv koden för den enhet som ska ha ärendet.")
    if code in desk.units:
        return desk.units[code]
    found = Unit.objects.filter(code=code, administration__board=desk.board).values_list("pk", flat=True).first()
    if found is None:
        raise Fault("unknown-unit", "unit", "Nämnden har ingen enhet med den koden. Se efter i hemvist organisation.")
    desk.units[code] = int(found)
    return int(found)


def _worker(desk: Desk, username: str | None, field: str) -> int:
    if username is None:
        raise Fault("field-missing", field, "Skriv användarnamnet för den som handlägger.")
    if username in desk.workers:
        return desk.workers[username]
    found = Worker.objects.filter(user__username=username).values_list("pk", flat=True).first()
    if found is None:
        raise Fault(
            "unknown-worker",
            field,
            "Ingen medarbetare har det användarnamnet. Rätta det, eller lägg till medarbetaren.",
        )
    desk.workers[username] = int(found)
    return int(found)


def _person(desk: Desk, line: CaseLine) -> int:
    """Give the row of the person: known by the number in a case that is seen, or added, as when a case is opened on a page."""
    told = line.person
    if told is None:
        raise Fault("field-missing", "person", "Skriv vem ärendet gäller.")
    try:
        number = parse_number_or_missing(told.number, desk.viewer.today)
        known = known_by_number(desk.viewer, number) if number else Known(None, "", None)
        if known.person_id is None:
            return add_person(told.given_name, told.family_name, number=number, same_person=known.first_row).pk
    except NumberError as error:
        raise Fault(error.code, "number", error.message) from None
    except PersonError as error:
        raise Fault(error.code, error.field, error.message) from None
    if fold(known.name) != fold(f"{told.given_name} {told.family_name}"):
        message = "Numret och namnet går inte att använda ihop. Jämför båda med folkbokföringen."
        raise Fault("name-of-another", "number", message)
    return known.person_id


def _reason(first: EventType, line: CaseLine) -> dict[str, object]:
    asked = next((field for field in first.fields if field.type == "long-text"), None)
    if asked is None:
        return {}
    if line.reason is None:
        raise Fault("field-missing", "reason", f"Fyll i ”{asked.label}”.")
    return {asked.name: line.reason}


def _appointment(edition: Edition, first: EventType, worker: int, on: date) -> Entry:
    """The one who handles the case has the role in which it was opened: the technical worker holds it only until then."""
    kinds = events_with_effect(edition, "party-appointed")
    kind = next(each for each in kinds if any(f.name == "role" and f.type == "role" for f in each.fields))
    return Entry(kind.id, on, {"role": first.recorded_by[0], "worker": str(worker)})


# -- what happens in a case ------------------------------------------------------------------------------------------------------------------


def _case(desk: Desk, told: str) -> UUID:
    """Give the case that a line names: by its number here, or by the row that opened it. Raises CaseNotFound."""
    before = recorded_by(desk.viewer, [desk.key(told)])
    if before:
        return next(iter(before.values())).case
    for found in search_cases(desk.viewer, told) if "-" in told and len(told) < 30 else ():
        if found.reference == told.upper():
            return found.case
    raise CaseNotFound


def _event(desk: Desk, told: str, field: str) -> str:
    """Give the event that a line names: by the row that it came with, or by its own id, which the record looks for in the case."""
    before = recorded_by(desk.viewer, [desk.key(told)])
    if before:
        return next(iter(before.values())).event
    if len(told) > 40:
        raise Fault("unknown-event-row", field, "Raden som det gäller är inte införd. För in den först.")
    return told


def _receipt(desk: Desk, case: UUID, line: ReceiptLine) -> bool:
    view = view_case(desk.viewer, case, "case-system-receipt")
    named = _event(desk, line.event, "event")
    found = next((each for each in texts_of(view) if named in (each.event, each.of, each.mark)), None)
    if found is None:
        raise Fault("nothing-to-enter", "event", "Ingen text av den händelsen väntar i ärendet. Kontrollera radens id.")
    if found.entered is not None:
        raise Fault("entered-already", "event", "Det är redan antecknat att texten är införd.")
    kind = event_with_effect(view.edition, "text-entered")
    key = desk.key(line.row)
    entry = Entry(kind.id, line.on, {"reference": line.reference}, about=found.mark, idempotency_key=key)
    return record_event(desk.viewer, case, entry).repeated


def _take_back(desk: Desk, case: UUID, line: TakenBackLine) -> bool:
    try:
        annul(desk.viewer, case, _event(desk, line.event, "event"), line.reason)
    except Refused as refused:
        if "already-annulled" in refused.codes:
            return True
        raise
    return False


def _happened(desk: Desk, case: UUID, line: EventLine) -> bool:
    if line.type not in types_sent():
        raise Fault("not-by-file", "type", "Den händelsen förs inte in från fil. Registrera den i ärendet.")
    view = view_case(desk.viewer, case, "case-system-event")
    kind = view.edition.events.get(line.type)
    if kind is None:
        raise Fault("unknown-event", "type", "Den händelsen finns inte i den utgåva som ärendet följer.")
    entry = Entry(
        line.type,
        line.on,
        {name: _row_of(desk, kind, name, value) for name, value in line.fields.items()},
        at=line.at,
        about=_event(desk, line.about, "about") if line.about else None,
        passed_over=line.passed_over,
        idempotency_key=desk.key(line.row),
    )
    if line.replaces is not None:
        return correct(desk.viewer, case, _event(desk, line.replaces, "replaces"), entry, line.reason).repeated
    return record_event(desk.viewer, case, entry).repeated


def _row_of(desk: Desk, kind: EventType, name: str, value: Any) -> object:
    """Units and workers stand in files by code and user name, and in the record by their row."""
    types = {field.name: field.type for field in kind.fields}
    if types.get(name) == "worker" and value:
        return str(_worker(desk, str(value), name))
    if types.get(name) == "unit" and value:
        found = Unit.objects.filter(code=str(value)).values_list("pk", flat=True).first()
        if found is None:
            raise Fault("unknown-unit", name, "Ingen enhet har den koden.")
        return str(found)
    return value
