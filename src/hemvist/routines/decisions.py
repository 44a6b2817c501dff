"""Decision tables: what they answer for a case on a day, which rows hold or could hold, what is unknown, and the next question that matters.

A row holds if everything in its ``when`` holds and nothing in its ``unless`` does, by the same compiled conditions that duties and requirements go by.
How several rows are put together stands in ``resolving``; which question decides most in ``asking``; the sentences are made in ``explain``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from hemvist.routines.asking import Question, next_question
from hemvist.routines.compiled import Compiled, compiled
from hemvist.routines.conditions import Answer, Moment, Named, applies
from hemvist.routines.continuing import case_of
from hemvist.routines.history import History
from hemvist.routines.model import Edition, Resolves, Routine, Rule
from hemvist.routines.resolving import Resolved, Row, TableState, Values, resolve

Holds = Literal["yes", "no", "unknown"]


class RowAnswer(NamedTuple):
    """How one row of a table stands. ``place``: its place among the table's rows in the document, from 1.

    ``counts``: it holds or could hold, and no row of an earlier step that holds goes before it. ``because``: the conditions that made it hold or not,
    each with its answer. ``missing``: the facts without which it is unknown whether it holds.
    """

    clause: str
    place: int
    step: int
    then: tuple[tuple[str, str], ...]
    note: str
    holds: Holds
    counts: bool
    because: tuple[tuple[str, bool], ...]
    missing: tuple[str, ...]


class Said(NamedTuple):
    """A value that rows give, and the clauses of those rows."""

    value: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What a decision table answers for a case on a day.

    ``state``: "conflict" if rows that hold say different things about something; else "undetermined" if something is still open; else "answered" if
    something is answered; else "nothing" (no row holds or could hold). ``answer``: what is settled, by name, also while other names are not.
    ``conflicts``: the values that stand against each other, each with its clauses, never one chosen among them. ``still_possible``: for what is
    open, every value that it could get. ``missing``: the facts that could change what is open. ``question``: the one of them to ask first; None if
    and only if nothing is open.
    """

    table: str
    label: str
    resolves: Resolves
    edition: str
    as_of: date
    state: TableState
    answer: Values
    conflicts: dict[str, tuple[Said, ...]]
    still_possible: Values
    rows: tuple[RowAnswer, ...]
    clauses: tuple[str, ...]  # of the rows that say what is settled or in conflict
    missing: tuple[str, ...]
    question: Question | None

    @property
    def holding(self) -> tuple[RowAnswer, ...]:
        """Every row that holds, also those that a row of an earlier step goes before."""
        return tuple(row for row in self.rows if row.holds == "yes")

    @property
    def could_hold(self) -> tuple[RowAnswer, ...]:
        """Every row of which it is unknown whether it holds."""
        return tuple(row for row in self.rows if row.holds == "unknown")


def tables_of(edition: Edition) -> tuple[str, ...]:
    """The decision tables of an edition: those that a block tells of, then those that only have rows, in the order of the document."""
    return tuple(dict.fromkeys((*edition.tables, *(rule.table for rule in edition.rules))))


def decide(
    routine: Routine, history: History, as_of: date, known_on: datetime | None = None
) -> tuple[TableAnswer, ...]:
    """The answers of every decision table of the edition that the case goes by, as of a day and as known at a moment."""
    moment = _moment(routine, history, as_of, known_on)
    ready = moment.case.current
    return tuple(_answer(moment, ready, table) for table in tables_of(ready.edition))


def decide_table(
    routine: Routine, history: History, table: str, as_of: date, known_on: datetime | None = None
) -> TableAnswer:
    """The answer of one decision table. Raises LookupError if the edition that the case goes by has no such table."""
    moment = _moment(routine, history, as_of, known_on)
    ready = moment.case.current
    if table not in tables_of(ready.edition):
        raise LookupError(f"{routine.id} {ready.edition.edition} has no decision table {table!r}.")
    return _answer(moment, ready, table)


def _moment(routine: Routine, history: History, as_of: date, known_on: datetime | None) -> Moment:
    case, _ = case_of(compiled(routine), history, as_of, known_on)
    return Moment(case, case.size, as_of, max(len(case.rounds) - 1, 0))


def _answer(moment: Moment, ready: Compiled, table_id: str) -> TableAnswer:
    edition = ready.edition
    table = edition.tables.get(table_id)
    rules = [rule for rule in edition.rules if rule.table == table_id]
    tests = [(ready.named(rule.when), ready.named(rule.unless)) for rule in rules]
    resolves: Resolves = table.resolves if table is not None else "agree"

    def rows_at(when: Moment) -> list[Row]:
        return [Row(rule.then, rule.step, applies(when, *test)) for rule, test in zip(rules, tests, strict=True)]

    rows = rows_at(moment)
    resolved = resolve(rows, resolves)
    missing = tuple(dict.fromkeys(fact for place in resolved.mattering for fact in _facts(rows[place].holds)))
    asked = tuple(dict.fromkeys(named for when, unless in tests for named in (*when, *unless)))
    return TableAnswer(
        table=table_id,
        label=table.label if table is not None else table_id,
        resolves=resolves,
        edition=edition.edition,
        as_of=moment.today,
        state=resolved.state,
        answer=resolved.settled,
        conflicts={name: _said(name, values, rules, rows, resolved) for name, values in resolved.conflicts.items()},
        still_possible=resolved.open,
        rows=tuple(
            _row(place, rule, tests[place], rows[place].holds, moment, place in resolved.counting)
            for place, rule in enumerate(rules)
        ),
        clauses=_clauses(rules, rows, resolved),
        missing=missing,
        question=next_question(moment, ready, asked, missing, lambda when: resolve(rows_at(when), resolves)),
    )


def _facts(answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, bool) else answer


def _said(
    name: str, values: tuple[str, ...], rules: Sequence[Rule], rows: Sequence[Row], resolved: Resolved
) -> tuple[Said, ...]:
    deciding = [place for place in resolved.counting if rows[place].holds is True]
    return tuple(
        Said(
            value,
            tuple(
                dict.fromkeys(rules[place].source.clause for place in deciding if (name, value) in rules[place].then)
            ),
        )
        for value in values
    )


def _clauses(rules: Sequence[Rule], rows: Sequence[Row], resolved: Resolved) -> tuple[str, ...]:
    told = {**resolved.settled, **resolved.conflicts}
    return tuple(
        dict.fromkeys(
            rules[place].source.clause
            for place in resolved.counting
            if rows[place].holds is True and any(name in told for name, _ in rules[place].then)
        )
    )


def _row(
    place: int,
    rule: Rule,
    test: tuple[tuple[Named, ...], tuple[Named, ...]],
    holds: Answer,
    moment: Moment,
    counts: bool,
) -> RowAnswer:
    when, unless = test
    because: tuple[tuple[str, bool], ...] = ()
    if isinstance(holds, bool):
        wanted = [(named, holds) for named in when] + [(named, not holds) for named in unless]
        because = tuple((named.condition.id, answer) for named, answer in wanted if named.answer(moment) is answer)
    said: Holds = "unknown" if not isinstance(holds, bool) else "yes" if holds else "no"
    return RowAnswer(
        rule.source.clause, place + 1, rule.step, rule.then, rule.note, said, counts, because, _facts(holds)
    )
