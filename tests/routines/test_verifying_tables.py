"""What a machine finds wrong with decision tables before anybody uses them."""

from dataclasses import replace

import pytest

from hemvist.routines.model import Resolves, Rule, Source
from hemvist.routines.verifying import problems
from tests.routines.examples import library

EDITION = library().routines["aids"].editions[0]


def row(line: int, when: tuple[str, ...] = (), unless: tuple[str, ...] = (), board: str = "own", step: int = 1) -> Rule:
    """A row of the table "lender" on a line of the document."""
    return Rule("lender", when, unless, (("board", board),), "", Source("a.md", line, "AID-02"), step)


def found(*rows: Rule, resolves: Resolves = "agree") -> list[str]:
    """The problems of the example with these rows only, leaving out conditions that nothing asks for any more."""
    table = replace(EDITION.tables["lender"], resolves=resolves)
    edition = replace(EDITION, rules=rows, tables={"lender": table})
    return [one for one in problems(edition) if "inget frågar efter" not in one]


def test_the_example_has_no_problems() -> None:
    """Rows that overlap in other ways than by their conditions are no problem, and nor is a table that nobody reads."""
    assert problems(EDITION) == []


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (row(1, ("for-school",), ("for-school",)), "villkoret ”for-school” står både i when och i unless"),
        (row(1, ("for-school", "for-home-or-work")), "”for-school” och ”for-home-or-work” kan inte stämma samtidigt"),
    ],
)
def test_a_row_whose_conditions_exclude_each_other_can_never_hold(one: Rule, reason: str) -> None:
    """Wanted and barred at once, or two answers to one question."""
    assert found(one) == [f"a.md:1 AID-02: raden i tabellen ”lender” kan aldrig gälla: {reason}."]


def test_a_row_that_asks_for_what_cannot_come_about_can_never_hold() -> None:
    """The event that would tell can never be recorded, since it must be about one that does not exist."""
    seen = replace(EDITION.events["place-seen"], about=("never",))
    edition = replace(EDITION, events={**EDITION.events, "place-seen": seen}, rules=(row(1, ("risk-seen",)),))
    assert (
        "a.md:1 AID-02: raden i tabellen ”lender” kan aldrig gälla: villkoret ”risk-seen” kan aldrig stämma."
        in problems(edition)
    )


def test_a_row_that_its_own_exception_always_takes_away_can_never_hold() -> None:
    """Whenever it is for school, it is for school or work."""
    wider = replace(EDITION.conditions["for-school"], id="for-school-or-work", values=("school", "work"))
    edition = replace(
        EDITION,
        conditions={**EDITION.conditions, wider.id: wider},
        rules=(row(1, ("for-school",), ("for-school-or-work",)),),
    )
    assert (
        "a.md:1 AID-02: raden i tabellen ”lender” kan aldrig gälla:"
        " när ”for-school” stämmer gör alltid ”for-school-or-work” det." in problems(edition)
    )


def test_a_row_that_says_the_same_as_a_wider_one_adds_nothing() -> None:
    """The narrower is named; of two that are alike the later."""
    told = "raden i tabellen ”lender” tillför inget: raden på rad {} (AID-02) gäller alltid när den gäller, och säger samma sak."
    assert found(row(1, ("for-school",)), row(2, ("for-school", "risk-seen"))) == ["a.md:2 AID-02: " + told.format(1)]
    assert found(row(1, ("for-school",)), row(2, ("for-school",))) == ["a.md:2 AID-02: " + told.format(1)]
    assert found(row(1, ("for-school",)), row(2, ("risk-seen",))) == []


def test_a_row_that_a_wider_one_says_otherwise_than_is_always_contradicted() -> None:
    """Unless all rows stand, or the order or the step decides."""
    wide, narrow = row(1, ("for-school",)), row(2, ("for-school", "risk-seen"), board="clinic")
    told = "raden på rad 1 (AID-02) gäller alltid när den gäller, och säger något annat."
    assert found(wide, narrow) == [f"a.md:2 AID-02: raden i tabellen ”lender” motsägs alltid: {told}"]
    assert found(wide, narrow, resolves="all") == []
    assert found(replace(wide, step=2), narrow) == []
    assert found(narrow, wide, resolves="first") == []


def test_a_row_behind_one_that_always_holds_never_counts() -> None:
    """By its step, or by order where the first row decides."""
    told = "a.md:2 AID-02: raden i tabellen ”lender” räknas aldrig: raden på rad 1 (AID-02) gäller alltid när den gäller, och går före."
    wide, narrow = row(1), row(2, ("for-school",), board="school")
    assert found(wide, replace(narrow, step=2)) == [told]
    assert found(wide, narrow, resolves="first") == [told]
