"""Runs scenario files: plays the events and compares the status of the case with what the file expects."""

from collections.abc import Iterable, Sequence
from typing import Any

from hemvist.routines.decisions import TableAnswer, decide
from hemvist.routines.duties import evaluate
from hemvist.routines.history import History
from hemvist.routines.status import STANDING, Status
from hemvist.routines.telling import Expectation, Played, Scenario, play, read_scenario, read_scenario_text

__all__ = [
    "Played",
    "Scenario",
    "compare",
    "compare_answers",
    "evaluated",
    "play",
    "read_scenario",
    "read_scenario_text",
    "run_scenario",
]


def run_scenario(scenario: Scenario) -> list[str]:
    """Play a scenario and compare; one sentence for each thing that is not as expected, none if all is well."""
    played = play(scenario)
    return [*played.faults, *_compared(scenario, played)] if not played.faults else played.faults


def _compared(scenario: Scenario, played: Played) -> Iterable[str]:
    for expected in scenario.expectations:
        where = f"{scenario.file}:{expected.line}: {expected.as_of}"
        for failure in compare(evaluated(scenario, played.history, expected), expected):
            yield f"{where}: {failure}"
        if "answers" in expected.wanted:
            answers = decide(scenario.routine, played.history, expected.as_of, expected.known_on)
            for failure in compare_answers(answers, expected):
                yield f"{where}: {failure}"


def evaluated(scenario: Scenario, history: History, expected: Expectation) -> Status:
    """The status on the day, and as known at the moment, that an expectation is about."""
    return evaluate(scenario.routine, history, expected.as_of, expected.known_on)


def compare(status: Status, expected: Expectation) -> Iterable[str]:
    """What differs between a status and an expectation, one sentence each."""
    wanted = expected.wanted
    yield from _missing(wanted.get("duties", ()), status.duties, "uppgiften", _shown_duty, standing=True)
    yield from _unwanted(wanted.get("no_duties", ()), status)
    yield from _missing(wanted.get("spans", ()), status.spans, "perioden", str)
    yield from _missing(wanted.get("breaches", ()), status.breaches, "avsteget", str)
    if wanted.get("breaches") == [] and status.breaches:  # an empty list says that there are none
        yield f"Inga avsteg skulle finnas men det finns: {'; '.join(str(one) for one in status.breaches)}."
    yield from _missing(wanted.get("offers", ()), status.offers, "erbjudandet", str)
    for entry in wanted.get("no_offers", ()):
        if any(_matches(one, entry) for one in status.offers):
            yield f"erbjudandet {_described(entry)} skulle inte finnas."
    yield from _missing(wanted.get("standing", ()), status.standing, "det stående uppdraget", str)
    yield from _gates(wanted, status)
    for name in ("state", "edition", "next_change_on"):
        if name in wanted and wanted[name] != getattr(status, name):
            yield f"{name} är {getattr(status, name)} men skulle vara {wanted[name]}."


def compare_answers(answers: Sequence[TableAnswer], expected: Expectation) -> Iterable[str]:
    """What differs between the answers of decision tables and an expectation, one sentence each."""
    found = {one.table: one for one in answers}
    for entry in expected.wanted.get("answers", ()):
        answer = found.get(entry["id"])
        if answer is None:
            yield f"beslutstabellen {entry['id']} finns inte; det som finns: {', '.join(found) or 'inga'}."
            continue
        is_so = {
            "id": answer.table,
            "state": answer.state,
            "answer": {name: set(values) for name, values in answer.answer.items()},
            "missing": answer.missing,
            "question": answer.question.fact if answer.question is not None else "",
            "clauses": answer.clauses,
        }
        for key, value in entry.items():
            wanted = {name: set(_several(one)) for name, one in value.items()} if isinstance(value, dict) else value
            if not _same(is_so[key], wanted):
                yield f"tabellen {answer.table}: {key} är {_plain(is_so[key])} men skulle vara {_plain(wanted)}."


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_plain(one)}" for name, one in value.items()) or "inget"
    return ", ".join(sorted(value)) or "inget" if isinstance(value, (set, tuple, list)) else str(value) or "inget"


def _gates(wanted: dict[str, Any], status: Status) -> Iterable[str]:
    for entry in wanted.get("refused", ()):
        found = status.refused.get(entry["event"], ())
        rest = {key: value for key, value in entry.items() if key != "event"}
        if not any(_matches(one, rest) for one in found):
            reasons = "; ".join(f"{one.clause} {one.level}: {one.reason}" for one in found) or "inget hindrar den"
            yield f"”{entry['event']}” skulle nekas {_described(rest)} men {reasons}."
    for entry in wanted.get("allowed", ()):
        if entry["event"] not in status.allowed:
            reasons = (
                "; ".join(f"{one.clause}: {one.reason}" for one in status.refused.get(entry["event"], ()))
                or "den finns inte i utgåvan"
            )
            yield f"”{entry['event']}” skulle vara tillåten men {reasons}."


def _missing(
    entries: Sequence[dict[str, Any]], found: Sequence[Any], what: str, show: Any, standing: bool = False
) -> Iterable[str]:
    for entry in entries:
        asked = entry
        candidates = [
            one for one in found if all(getattr(one, key) == entry[key] for key in ("id", "event") if key in entry)
        ]
        if standing and "state" not in entry:
            candidates = [one for one in candidates if one.state in STANDING]
        if not any(_matches(one, asked) for one in candidates):
            shown = "; ".join(show(one) for one in candidates) or "inget sådant finns"
            yield f"{what} {_described(entry)} finns inte: {shown}."


def _unwanted(entries: Sequence[dict[str, Any]], status: Status) -> Iterable[str]:
    for entry in entries:
        for duty in status.duties:
            if _matches(duty, entry) and ("state" in entry or duty.state in STANDING):
                yield f"uppgiften {_described(entry)} skulle inte finnas: {_shown_duty(duty)}."


def _matches(found: Any, entry: dict[str, Any]) -> bool:
    return all(_same(getattr(found, key), value) for key, value in entry.items())


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, tuple):
        return set(found) == set(wanted if isinstance(wanted, list) else [wanted])
    return bool(found == wanted)


def _described(entry: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in entry.items())


def _shown_duty(duty: Any) -> str:
    parts = [f"{duty.id}[{duty.instance}] {duty.state}", f"öppnad {duty.opened_on}"]
    parts += [f"senast {duty.due_on}"] if duty.due_on else []
    parts += [f"{duty.late_days} dagar sen"] if duty.late_days else []
    parts += [f"gjord {duty.done_on}"] if duty.done_on else []
    parts += [f"saknas {', '.join(duty.missing)}"] if duty.missing else []
    parts += [f"väntar på {'; '.join(one.reason for one in duty.waiting_for)}"] if duty.waiting_for else []
    return ", ".join(parts)
