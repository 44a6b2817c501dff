"""Makes decision tables and their rows of ``table`` and ``rule`` blocks, and checks that a row answers only what its table can answer."""

from collections.abc import Iterable, Sequence
from typing import cast, get_args

from hemvist.routines.errors import RoutineError
from hemvist.routines.event_blocks import read_choices
from hemvist.routines.keys import FIELD_NAME, Keys, like
from hemvist.routines.model import DecisionTable, Outcome, Resolves, Rule, Source
from hemvist.routines.scope import Scope

WAYS: tuple[str, ...] = get_args(Resolves)


def read_rule(keys: Keys, source: Source, scope: Scope) -> Rule:
    """Read a ``rule`` block: one row of a decision table."""
    table = keys.identifier("table")
    when, unless = scope.condition_list(keys, "when"), scope.condition_list(keys, "unless")
    then = keys.inline("then", required=True)
    answers = tuple((name, then.text(name, required=True)) for name in then.data) if then else ()
    if then is not None and not then.data:
        keys.wrong("RTN-E003", "then", "Raden svarar inget.", 'Skriv then = { namn = "värde" }.')
    note = keys.text("note")
    step = keys.whole("step", 1)
    keys.rest()
    return Rule(table, when, unless, answers, note, source, 1 if step is None else step)


def read_table(keys: Keys, source: Source, _: Scope) -> DecisionTable:
    """Read a ``table`` block: what a decision table asks, what it can answer, and what several rows that hold mean together."""
    table = DecisionTable(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        resolves=cast(Resolves, keys.one_of("resolves", WAYS, required=True) or "agree"),
        outcomes=_outcomes(keys),
        source=source,
        help=keys.text("help"),
    )
    keys.rest()
    return table


def _outcomes(keys: Keys) -> tuple[Outcome, ...]:
    table = keys.inline("answers", required=True)
    if table is None:
        return ()
    return tuple(_outcome(name, inner) for name in table.data if (inner := table.inline(name)) is not None)


def _outcome(name: str, keys: Keys) -> Outcome:
    if not FIELD_NAME.match(name):
        hint = "Använd små bokstäver a–z, siffror och understreck."
        keys.wrong("RTN-E033", "", f"”{name}” kan inte vara namn på ett svar.", hint)
    outcome = Outcome(name, keys.text("label", required=True), read_choices(keys, "choices"))
    if not outcome.choices and not keys.has("choices"):
        keys.take("choices", required=True)
    keys.rest()
    return outcome


def check_tables(tables: Sequence[DecisionTable], rules: Sequence[Rule]) -> list[RoutineError]:
    """What does not fit between tables and their rows: an answer the table has not, a step where order decides, a table with no row."""
    faults: list[RoutineError] = []
    known = {table.id: table for table in tables}
    for rule in rules:
        table = known.get(rule.table)
        if table is not None:
            faults.extend(_unfitting(table, rule))
    filled = {rule.table for rule in rules}
    for table in tables:
        if table.id not in filled:
            hint = f'Lägg till block av slaget rule med table = "{table.id}", eller ta bort tabellen.'
            faults.append(_fault(table.source, "RTN-E042", f"Beslutstabellen ”{table.id}” har inga rader.", hint))
    return faults


def _unfitting(table: DecisionTable, rule: Rule) -> Iterable[RoutineError]:
    outcomes = {one.name: {choice.value for choice in one.choices} for one in table.outcomes}
    for name, value in rule.then:
        if not outcomes or outcomes.get(name) == set():
            continue  # the table itself is at fault, and has said so
        if name not in outcomes:
            yield _fault(
                rule.source, "RTN-E010", f"Tabellen ”{table.id}” svarar inte på ”{name}”.", like(name, outcomes)
            )
        elif value not in outcomes[name]:
            message = f"”{value}” är inget svar på ”{name}” i tabellen ”{table.id}”."
            yield _fault(rule.source, "RTN-E010", message, like(value, outcomes[name]))
    if table.resolves == "first" and rule.step != 1:
        message = f"Raden har step, men i tabellen ”{table.id}” avgör radernas ordning."
        yield _fault(rule.source, "RTN-E014", message, 'Ta bort step, eller skriv resolves = "agree" i tabellen.')


def _fault(source: Source, code: str, message: str, hint: str) -> RoutineError:
    return RoutineError(source.file, source.line, code, source.clause, message, hint)
