"""``status FILE.toml``: whose turn it is in a case that is written in a file. No database, no Django."""

import json
import sys
import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from hemvist import clock
from hemvist.cli.counting import counted
from hemvist.cli.failing import CommandError
from hemvist.routines.decisions import TableAnswer, decide
from hemvist.routines.duties import evaluate
from hemvist.routines.errors import RoutineErrors
from hemvist.routines.explain import explain_table
from hemvist.routines.model import Edition, Role
from hemvist.routines.outside import answer_as_dict, status_as_dict
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import Scenario, play, read_scenario
from hemvist.routines.status import DutyStatus, Refusal, Status

STOPPED = 1
WIDTH = 100
SPAN_STATES = {"coming": "kommer", "in force": "gäller", "ended": "har upphört"}
STATES = {
    "open": "att göra",
    "waiting": "väntar",
    "undetermined": "går inte att avgöra än",
    "done": "gjort",
    "cancelled": "behövs inte längre",
    "lapsed": "blev inte gjort",
}


def run(file: Path, as_of: date | None, known_on: datetime | None, *, as_json: bool) -> int:
    """Play the file's events as if they were recorded, and answer. An event that could not be recorded stops the run: code 1."""
    return tell(_read(file), as_of, known_on, as_json=as_json)


def tell(scenario: Scenario, as_of: date | None, known_on: datetime | None, *, as_json: bool) -> int:
    """The same for a case that has been read: its status, and what the decision tables of its routine answer."""
    played = play(scenario)
    if played.faults:
        for fault in played.faults:
            print(fault, file=sys.stderr)
        return STOPPED
    status = evaluate(scenario.routine, played.history, as_of or clock.today(), known_on)
    answers = decide(scenario.routine, played.history, status.as_of, known_on)
    if as_json:
        told = status_as_dict(status)
        if answers:
            told["answers"] = [answer_as_dict(one) for one in answers]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        edition = next(one for one in scenario.routine.editions if one.edition == status.edition)
        print("\n".join((*_told(status, edition), *_answers(answers, edition))))
    return 0


def _read(file: Path) -> Scenario:
    try:
        library = read_library()
    except RoutineErrors as errors:
        raise CommandError(f"the governing documents have errors. Run: hemvist routines check\n{errors}") from errors
    try:
        return read_scenario(file, library)
    except RoutineErrors as errors:
        raise CommandError(f"{file} cannot be used:\n{errors}") from errors
    except FileNotFoundError:
        raise CommandError(
            f"there is no file {file}. Give a case file, such as those in scenarios/ beside a routine."
        ) from None
    except IsADirectoryError:
        raise CommandError(f"{file} is a folder. Give one of the case files in it.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not text. A case file is TOML, saved as UTF-8.") from None
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None


def _told(status: Status, edition: Edition) -> Iterable[str]:
    """The answer in lines, what is to do first."""
    known = f", så som det var känt {status.known_on:%Y-%m-%d %H:%M}" if status.known_on else ""
    yield f"{status.routine} {status.edition} · {status.as_of}{known}"
    for span in status.spans:
        yield f"  {span.label}: {span.first_day}–{span.last_day or ''} ({SPAN_STATES[span.state]})"
    for state, heading in STATES.items():
        duties = [duty for duty in status.duties if duty.state == state]
        if duties:
            yield f"\n{heading.capitalize()}"
            for duty in duties:
                yield from _duty(duty, edition.roles)
    if not status.duties:
        yield "\nInget att göra."
    refused = {event: [r for r in found if r.level == "must"] for event, found in status.refused.items()}
    if any(refused.values()):
        yield "\nFår inte registreras än"
        for event, found in ((event, found) for event, found in refused.items() if found):
            yield f"  {edition.events[event].label} ({event})"
            for refusal in found:
                yield from _wrapped("      ", _reason(refusal))
    for breach in status.breaches:
        yield f"\nAvsteg vid {breach.event} ({breach.clause}): {breach.reason}"
    if status.next_change_on:
        yield f"\nNästa dag då något ändras av sig självt: {status.next_change_on}"


def _answers(answers: Iterable[TableAnswer], edition: Edition) -> Iterable[str]:
    """What each decision table answers, why, and the next question."""
    for answer in answers:
        yield f"\n{answer.label}"
        for sentence in explain_table(answer, edition):
            yield from _wrapped("  ", sentence)


def _duty(duty: DutyStatus, roles: dict[str, Role]) -> Iterable[str]:
    who = " och ".join(roles[role].label if role in roles else role for role in duty.turn or duty.holder)
    yield f"  {duty.label}"
    yield from _wrapped("      ", f"{who} · {_due(duty)} · {', '.join(duty.clauses)}")
    for refusal in duty.waiting_for:
        yield from _wrapped("      väntar: ", _reason(refusal))
    if duty.missing:
        yield from _wrapped("      okänt: ", ", ".join(duty.missing))


def _due(duty: DutyStatus) -> str:
    if duty.done_on:
        late = f", {counted(duty.late_days, 'dag', 'dagar')} efter" if duty.late_days else ""
        return f"gjort {duty.done_on}{late}"
    if duty.due_on is None:
        return "ingen bestämd dag"
    late = f", {counted(duty.late_days, 'dag', 'dagar')} sen" if duty.late_days else ""
    return f"senast {duty.due_on}{late}{' (lokal tid)' if duty.due_is_local else ''}"


def _reason(refusal: Refusal) -> str:
    missing = f" Okänt: {', '.join(refusal.missing)}." if refusal.missing else ""
    return f"{refusal.reason} ({refusal.clause}){missing}"


def _wrapped(first: str, text: str) -> Iterable[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
