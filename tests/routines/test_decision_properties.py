"""What must hold of every decision table, whatever its rows say and whatever is known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hemvist.routines.decisions import TableAnswer, decide, decide_table
from hemvist.routines.duties import evaluate
from hemvist.routines.history import Event, History
from hemvist.routines.model import Resolves, Routine, Rule, Source
from hemvist.routines.resolving import Resolved, Row, resolve
from tests.routines.examples import library

AIDS = library().routines["aids"]
AS_OF = date(2026, 2, 1)
WAYS: tuple[Resolves, ...] = ("agree", "first", "all")
CONDITIONS = ("for-school", "for-home-or-work", "risk-seen", "is-shared", "is-child", "from-norway", "clinic-may-know")
FACTS: dict[tuple[str, str], tuple[object, ...]] = {
    ("aid-asked-for", "use"): ("school", "work", "home", "unknown"),
    ("aid-asked-for", "country"): ("Norge", "Finland"),
    ("place-seen", "risk"): ("yes", "no", "unknown"),
    ("place-seen", "shared"): ("yes", "no"),
    ("birth-date-learnt", "birth_date"): (date(2015, 1, 1), date(1980, 1, 1)),
}
"""Facts that a case may know, by event and field, with the answers they may have."""
QUICK = settings(max_examples=100, deadline=None)

thens = st.dictionaries(st.sampled_from("ab"), st.sampled_from("xyz"), min_size=1).map(
    lambda found: tuple(found.items())
)
names = st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True).map(tuple)
known_facts = st.dictionaries(st.sampled_from(list(FACTS)), st.integers(0, 3))


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Up to six rows of one table, each recognised by its note."""
    count = draw(st.integers(1, 6))
    return tuple(
        Rule(
            "t", draw(names), draw(names), draw(thens), f"row {n}", Source("t.md", n, "AID-02"), draw(st.integers(1, 3))
        )
        for n in range(count)
    )


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Up to five rows of which it is known, or not, whether they hold."""
    holds = st.sampled_from([True, False, ("fact",)])
    return [Row(draw(thens), draw(st.integers(1, 3)), draw(holds)) for _ in range(draw(st.integers(0, 5)))]


def table(rows_of_it: tuple[Rule, ...], resolves: Resolves = "agree") -> Routine:
    """The example with these rows as its only table."""
    edition = AIDS.editions[0]
    block = replace(edition.tables["lender"], id="t", resolves=resolves)
    return replace(AIDS, editions=(replace(edition, rules=rows_of_it, tables={"t": block}),))


def case(known: dict[tuple[str, str], int]) -> History:
    """A case that knows these facts: one event of each type that tells any of them."""
    told: dict[str, dict[str, object]] = {}
    for (event, field), choice in known.items():
        told.setdefault(event, {})[field] = FACTS[event, field][choice % len(FACTS[event, field])]
    opened = Event("opened", "case-opened", AS_OF, datetime(2026, 2, 1, 8, tzinfo=UTC))
    events = [
        Event(name, name, AS_OF, datetime(2026, 2, 1, 9, tzinfo=UTC), fields=fields)  # type: ignore[arg-type]
        for name, fields in told.items()
    ]
    return History([opened, *events])


def ask(routine: Routine, known: dict[tuple[str, str], int]) -> TableAnswer:
    """The answer of the table for a case that knows these facts."""
    return decide_table(routine, case(known), "t", AS_OF)


def completions(some: list[Row]) -> list[list[Row]]:
    """Every way in which the unknown rows may turn out."""
    choices = [(row.holds,) if isinstance(row.holds, bool) else (True, False) for row in some]
    return [[row._replace(holds=one) for row, one in zip(some, answers, strict=True)] for answers in product(*choices)]


def said(some: list[Row], resolves: Resolves, name: str) -> set[str]:
    """What rows that are all known say about a name: those that hold of the first step in which any holds."""
    holding = [(place if resolves == "first" else row.step, row) for place, row in enumerate(some) if row.holds]
    first = min((step for step, _ in holding), default=0)
    return {value for step, row in holding if step == first for one, value in row.then if one == name}


@QUICK
@given(rows(), st.sampled_from(WAYS))
def test_a_name_is_settled_if_and_only_if_every_completion_says_the_same(some: list[Row], resolves: Resolves) -> None:
    """Settled, in conflict, open and silent are exactly what trying every completion gives."""
    found = resolve(some, resolves)
    for name in "ab":
        outcomes = [said(one, resolves, name) for one in completions(some)]
        sizes = {len(one) for one in outcomes}
        if sizes == {0}:
            assert name not in {**found.settled, **found.conflicts, **found.open}
        elif resolves == "all" and all(one == outcomes[0] for one in outcomes):
            assert set(found.settled[name]) == outcomes[0]
        elif sizes == {1} and all(one == outcomes[0] for one in outcomes):
            assert found.settled[name] == tuple(outcomes[0])
        elif resolves != "all" and min(sizes) > 1:
            assert name in found.conflicts
        else:
            assert set(found.open[name]) == set().union(*outcomes)


@QUICK
@given(rows(), st.sampled_from(WAYS), st.data())
def test_knowing_more_never_unsettles(some: list[Row], resolves: Resolves, data: st.DataObject) -> None:
    """When unknown rows become known and known ones stay, what was settled keeps its value, a conflict stays one, and nothing found stays so."""
    before = resolve(some, resolves)
    later = [
        row if isinstance(row.holds, bool) else row._replace(holds=data.draw(st.sampled_from([True, False, row.holds])))
        for row in some
    ]
    assert_kept(before, resolve(later, resolves))


def assert_kept(before: Resolved, after: Resolved) -> None:
    """What was settled, in conflict or found to be nothing is so still."""
    assert before.settled.items() <= after.settled.items()
    assert before.conflicts.keys() <= after.conflicts.keys()
    assert all(set(values) <= set(after.conflicts[name]) for name, values in before.conflicts.items())
    if before.state == "nothing":
        assert after.state == "nothing"


@QUICK
@given(rows(), st.sampled_from(WAYS))
def test_once_the_rows_that_matter_are_known_nothing_is_open(some: list[Row], resolves: Resolves) -> None:
    """The rows left out of those that matter need never be asked about."""
    mattering = resolve(some, resolves).mattering
    for answers in product((True, False), repeat=len(mattering)):
        known = dict(zip(mattering, answers, strict=True))
        later = [row._replace(holds=known.get(place, row.holds)) for place, row in enumerate(some)]
        assert resolve(later, resolves).open == {}


@QUICK
@given(rules(), known_facts, st.sampled_from(list(FACTS)), st.integers(0, 3), st.sampled_from(WAYS))
def test_a_fact_more_keeps_what_was_settled_unless_a_row_answers_otherwise(
    some: tuple[Rule, ...], known: dict[tuple[str, str], int], fact: tuple[str, str], choice: int, resolves: Resolves
) -> None:
    """A fact that was missing is told, and nothing else changes: no row that held or did not now answers otherwise, so all that was settled stays."""
    routine = table(some, resolves)
    before, after = ask(routine, known), ask(routine, {fact: choice, **known})
    for one, other in zip(before.rows, after.rows, strict=True):
        assert one.holds in ("unknown", other.holds)
    assert before.answer.items() <= after.answer.items()
    assert before.conflicts.keys() <= after.conflicts.keys()
    if before.question is None:
        assert after.question is None


@QUICK
@given(rules(), known_facts, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_neither_which_hold_nor_the_answer(
    some: tuple[Rule, ...], known: dict[tuple[str, str], int], chance: Random
) -> None:
    """Only a table that says that the first row decides goes by order, and there too the same rows hold."""
    shuffled = list(some)
    chance.shuffle(shuffled)
    for resolves in WAYS:
        one, other = ask(table(some, resolves), known), ask(table(tuple(shuffled), resolves), known)
        assert {row.note for row in one.holding} == {row.note for row in other.holding}
        assert {row.note for row in one.could_hold} == {row.note for row in other.could_hold}
        if resolves != "first":
            assert (one.state, one.answer, one.still_possible) == (other.state, other.answer, other.still_possible)
            assert set(one.missing) == set(other.missing)
            assert (one.question and one.question.fact) == (other.question and other.question.fact)


@QUICK
@given(rules(), known_facts, st.sampled_from(WAYS))
def test_there_is_a_next_question_if_and_only_if_something_is_open(
    some: tuple[Rule, ...], known: dict[tuple[str, str], int], resolves: Resolves
) -> None:
    """No question is asked for its own sake, and none that matters is forgotten; it is one of the missing facts."""
    answer = ask(table(some, resolves), known)
    assert (answer.question is None) == (not answer.still_possible) == (not answer.missing)
    if answer.question is not None:
        assert answer.question.fact in answer.missing
        assert (
            answer.question.settles == sum(lead.settled for lead in answer.question.leads) <= len(answer.question.leads)
        )
        assert Fraction(0) <= answer.question.left <= len(answer.rows)


@QUICK
@given(rules(), known_facts)
def test_asking_the_next_question_comes_to_an_end(some: tuple[Rule, ...], known: dict[tuple[str, str], int]) -> None:
    """Answering what is asked, one by one, leaves nothing open; each fact is asked for at most once."""
    routine = table(some)
    told = {fact: choice for fact, choice in known.items() if FACTS[fact][choice % len(FACTS[fact])] != "unknown"}
    for _ in range(len(FACTS) + 1):
        question = ask(routine, told).question
        if question is None or question.fact == "consent-given":
            return
        event, _, field = question.fact.partition(".")
        assert (event, field) not in told
        told[event, field] = 0
    raise AssertionError("more was asked than there are facts")


@QUICK
@given(known_facts)
def test_what_was_worked_out_before_changes_no_answer(known: dict[tuple[str, str], int]) -> None:
    """A case asked after each of its events, with its status in between, answers as one that is asked once."""
    whole, growing = case(known), History()
    for event in whole.events:
        growing = growing.with_event(event)
        evaluate(AIDS, growing, AS_OF)
        decide(AIDS, growing, AS_OF)
    assert decide(AIDS, growing, AS_OF) == decide(AIDS, whole, AS_OF)
