"""Scenario files: a case told as events, with what must and must not follow. Read strictly, played as if recorded, and compared."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hemvist.routines.closed_lists import top_keys
from hemvist.routines.consenting import consent_errors
from hemvist.routines.errors import RoutineError, RoutineErrors
from hemvist.routines.fields import typed_fields
from hemvist.routines.gates import candidates, refusals
from hemvist.routines.history import Event, History
from hemvist.routines.keys import Keys, like
from hemvist.routines.literate import Table, toml_table
from hemvist.routines.model import Library, Routine
from hemvist.routines.rounds import event_type, only
from hemvist.routines.status import Refusal

LOCAL_ZONE = ZoneInfo("Europe/Stockholm")
END_OF_DAY = time(23, 59)
EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a scenario: the raw fields are typed when it is played, since the event type depends on the edition then."""

    event: Event
    raw_fields: dict[str, Any]
    expect_refused: bool
    line: int
    because: dict[str, Any] = field(default_factory=dict)  # what one of the refusals must say, if the file tells it


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must hold on a day. Keys as in the file; ``line`` is where its block begins."""

    as_of: date
    known_on: datetime | None
    wanted: dict[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case told as events in the order they were recorded, and what is expected of it."""

    name: str
    file: str
    title: str
    routine: Routine
    told: tuple[Told, ...]
    expectations: tuple[Expectation, ...]
    adult_from: int | None = None  # the age from which nobody has a guardian, by the vocabulary


@dataclass(slots=True)
class Played:
    """What came of playing a scenario: the history, the refusals met, and the faults (an event that could not be recorded stops the run)."""

    history: History = field(default_factory=History)
    refused: list[tuple[Told, tuple[Refusal, ...]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_scenario(path: Path, library: Library) -> Scenario:
    """Read a scenario file. Raises RoutineErrors with every fault found."""
    return read_scenario_text(path.read_text(encoding="utf-8"), path.name, library)


def read_scenario_text(text: str, file: str, library: Library) -> Scenario:
    """Read a scenario from its text. Raises RoutineErrors with every fault found."""
    errors: list[RoutineError] = []
    table = toml_table(text, file, 1, "", errors)
    if table is None:
        raise RoutineErrors(errors)
    keys = top_keys(table, errors)
    routine = _routine(keys, library)
    title = keys.text("title")
    told = _told(keys, routine) if routine else []
    expectations = [_expectation(one) for one in _tables(keys, "expect")]
    keys.rest()
    if errors or routine is None:
        raise RoutineErrors(errors)
    ordered = sorted(told, key=lambda one: one.event.recorded)
    adult_from = library.vocabulary.adult_from
    return Scenario(Path(file).stem, file, title, routine, tuple(ordered), tuple(expectations), adult_from)


def _routine(keys: Keys, library: Library) -> Routine | None:
    name = keys.one_of("routine", library.routines, required=True, what="Okänd rutin")
    routine = library.routines.get(name)
    editions = {one.edition: one for one in routine.editions} if routine else {}
    edition = keys.one_of("edition", editions, what="Okänd utgåva") if routine else keys.text("edition")
    if routine is None or not edition:
        return routine
    return only(routine, edition)


def _tables(keys: Keys, name: str) -> list[Keys]:
    """The ``[[name]]`` tables, each with the line it begins on."""
    value = keys.take(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        keys.wrong(
            "RTN-E009", name, f"”{name}” ska vara en lista av tabeller.", f"Skriv [[{name}]] på en egen rad före varje."
        )
        return []
    lines = keys.table.text
    starts = [number for number, line in enumerate(lines) if line.strip() == f"[[{name}]]"] or [0] * len(value)
    found = []
    for data, start in zip(value, starts, strict=False):
        table = Table(keys.table.file, start + 1, "", data, lines[start:])
        found.append(Keys(table, keys.errors))
    return found


def _told(keys: Keys, routine: Routine) -> list[Told]:
    types = {name for edition in routine.editions for name in edition.events}
    roles = {name for edition in routine.editions for name in edition.roles}
    made: list[Told] = []
    by_id: dict[str, Event] = {}
    for number, one in enumerate(_tables(keys, "event")):
        told = _one_told(one, types, roles, by_id, number)
        if told is not None:
            if told.event.id in by_id:
                one.wrong("RTN-E018", "id", f"Händelsen ”{told.event.id}” finns redan.", "Ge händelsen ett eget id.")
            by_id[told.event.id] = told.event
            made.append(told)
    return made


def _one_told(keys: Keys, types: set[str], roles: set[str], before: dict[str, Event], number: int) -> Told | None:
    kind = keys.one_of("type", types, required=True, code="RTN-E011", what="Okänd händelse")
    on, at = _when(keys)
    by = keys.one_of("by", roles, code="RTN-E012", what="Okänd roll")
    about = keys.one_of("about", before, code="RTN-E041", what="Okänd tidigare händelse") or None
    annuls = keys.one_of("annuls", before, code="RTN-E041", what="Okänd tidigare händelse") or None
    event_id = keys.text("id") or _free_id(kind, before)
    recorded = _moment(keys, "recorded")
    fields = keys.inline("fields")
    told_fields = dict(fields.data) if fields else {}
    passed_over = keys.text("passed_over")
    position = keys.whole("position")
    expect_refused, because = _expected_refusal(keys)
    keys.rest()
    if not kind or on is None:
        return None
    if recorded is None:
        recorded = datetime.combine(on, END_OF_DAY, LOCAL_ZONE) + timedelta(microseconds=number)
        if annuls:
            recorded = max(recorded, before[annuls].recorded + timedelta(microseconds=1))
    event = Event(event_id, kind, on, recorded, at, position, by, about, annuls, {}, passed_over)
    return Told(event, told_fields, expect_refused, keys.table.line, because)


def _expected_refusal(keys: Keys) -> tuple[bool, dict[str, Any]]:
    """Whether an event must be refused: ``true``, or a table of what one of the refusals says (clause, level, first_day …)."""
    if not isinstance(keys.data.get("expect_refused"), dict):
        return keys.flag("expect_refused"), {}
    because = keys.take("expect_refused")
    for key in because.keys() - set(REFUSAL_KEYS):
        keys.wrong("RTN-E008", "expect_refused", f"Okänd nyckel i ”expect_refused”: ”{key}”.", like(key, REFUSAL_KEYS))
    return True, because


def _free_id(kind: str, before: dict[str, Event]) -> str:
    """The event type is the id of its first event; the next ones are numbered."""
    name, number = kind, 2
    while name in before:
        name, number = f"{kind}-{number}", number + 1
    return name


def _when(keys: Keys) -> tuple[date | None, time | None]:
    at = keys.take("at")
    if isinstance(at, datetime) and at.tzinfo is None and not keys.has("on"):
        keys.take("on")
        return at.date(), at.time()
    on = keys.day("on", required=True)
    if at is not None and not isinstance(at, time):
        keys.wrong("RTN-E009", "at", "”at” ska vara ett klockslag.", "Skriv on = 2026-02-10 och at = 13:00:00.")
        at = None
    if on is not None and not EARLIEST <= on <= LATEST:
        keys.wrong("RTN-E009", "on", f"”on” är {on}.", f"Skriv en dag mellan {EARLIEST} och {LATEST}.")
        return None, None
    return on, at


def _moment(keys: Keys, key: str) -> datetime | None:
    value = keys.take(key)
    if value is None:
        return None
    if not isinstance(value, datetime):
        keys.wrong("RTN-E009", key, f"”{key}” ska vara dag och tid.", f"Skriv {key} = 2026-02-10T09:00:00.")
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=LOCAL_ZONE)


REFUSAL_KEYS = ("clause", "level", "requirement", "code", "missing", "first_day")
EXPECTED_LISTS: dict[str, tuple[str, ...]] = {
    "duties": (
        "id", "state", "instance", "due_on", "holder", "turn", "late_days", "opened_on", "opened_by", "done_on", "done_by", "about", "missing",
        "clauses", "edition", "due_is_local",
    ),
    "no_duties": ("id", "state", "instance"),
    "refused": ("event", *REFUSAL_KEYS),
    "allowed": (),
    "spans": ("id", "instance", "state", "first_day", "last_day", "ended_on", "renewed"),
    "breaches": ("event", "clause", "kind", "requirement"),
    "offers": ("id", "clause"),
    "no_offers": ("id", "clause"),
    "standing": ("id", "clause"),
    "answers": ("id", "state", "answer", "missing", "question", "clauses"),
}  # fmt: skip
PLAIN_LISTS = ("duties", "no_duties", "refused", "allowed", "offers", "no_offers", "standing")


def _expectation(keys: Keys) -> Expectation:
    as_of = keys.day("as_of", required=True) or date.min
    wanted: dict[str, Any] = {}
    for name, allowed in EXPECTED_LISTS.items():
        if keys.has(name):
            wanted[name] = _entries(keys, name, allowed)
    for name, allowed in (("state", ("open", "ending", "closed")), ("edition", ())):
        if keys.has(name):
            wanted[name] = keys.one_of(name, allowed) if allowed else keys.text(name)
    if keys.has("next_change_on"):
        wanted["next_change_on"] = keys.day("next_change_on")
    known_on = _moment(keys, "known_on")
    keys.rest()
    return Expectation(as_of, known_on, wanted, keys.table.line)


def _entries(keys: Keys, name: str, allowed: tuple[str, ...]) -> list[dict[str, Any]]:
    value = keys.take(name)
    entries: list[dict[str, Any]] = []
    for one in value if isinstance(value, list) else [None]:
        if isinstance(one, str) and name in PLAIN_LISTS:
            entries.append({"event" if name in ("refused", "allowed") else "id": one})
        elif isinstance(one, dict) and allowed and ("event" in one or "id" in one):
            for key in one:
                if key not in allowed:
                    keys.wrong("RTN-E008", name, f"Okänd nyckel i ”{name}”: ”{key}”.", like(key, allowed))
            entries.append(one)
        else:
            keys.wrong(
                "RTN-E009",
                name,
                f"”{name}” går inte att läsa.",
                f'Skriv {name} = ["id"] eller {name} = [{{ id = "…", … }}].',
            )
    return entries


def play(scenario: Scenario) -> Played:
    """Record the events one by one, each judged by what had been recorded before it. The first that cannot be recorded stops the run."""
    played = Played()
    for told in scenario.told:
        event, problems = _completed(scenario, played.history, told)
        found = () if problems else refusals(scenario.routine, played.history, event)
        where = f"{scenario.file}:{told.line}: ”{told.event.type}” ({told.event.id}) {told.event.on}"
        if problems:
            played.faults.append(f"{where} går inte att läsa: {' '.join(problems)}")
            break
        if told.expect_refused:
            if not found:
                played.faults.append(f"{where} skulle ha nekats men kan registreras.")
            elif not any(_says(one, told.because) for one in found):
                reasons = " ".join(f"[{one.clause} {one.level}] {one.reason}{_missing(one)}" for one in found)
                played.faults.append(f"{where} skulle ha nekats av annat skäl än: {reasons}")
            played.refused.append((told, found))
            continue
        if found:
            reasons = " ".join(f"[{one.clause} {one.level}] {one.reason}{_missing(one)}" for one in found)
            played.faults.append(f"{where} kan inte registreras: {reasons}")
            played.refused.append((told, found))
            break
        played.history = played.history.with_event(event)
    return played


def _says(refusal: Refusal, because: dict[str, Any]) -> bool:
    """Whether a refusal says all that a scenario tells of it; lists in any order."""
    told = {key: getattr(refusal, key) for key in because}
    return all(
        set(told[key]) == set(value) if isinstance(value, list) else told[key] == value
        for key, value in because.items()
    )


def _missing(refusal: Refusal) -> str:
    return f" (saknas: {', '.join(refusal.missing)})" if refusal.missing else ""


def _completed(scenario: Scenario, history: History, told: Told) -> tuple[Event, list[str]]:
    """The event with typed fields, and with what it is about where only one thing is possible."""
    event, routine = told.event, scenario.routine
    kind = event_type(routine, history, event)
    if kind is None:
        return event, []
    fields, errors = typed_fields(kind, told.raw_fields)
    errors += consent_errors(kind, fields, event.on, _born(routine, history), scenario.adult_from)
    if event.about is None and kind.about and event.annuls is None:
        possible = candidates(routine, history, event.type, event.on)
        event = replace(event, about=possible[0].id if len(possible) == 1 else None)
    if event.about is None and event.annuls is not None:
        original = next((one for one in history.events if one.id == event.annuls), None)
        event = replace(event, about=original.about if original is not None and original.type == event.type else None)
    return replace(event, fields=fields), [one.message for one in errors]


def _born(routine: Routine, history: History) -> date | None:
    """The person's birth date as it was told last; None while it is not known."""
    for event in reversed(history.known(None).events):
        kind = event_type(routine, history, event)
        if kind is not None and kind.effect == "birth-date-learnt":
            born = event.fields.get("birth_date")
            return born if isinstance(born, date) else None
    return None
