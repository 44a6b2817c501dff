"""What decision tables answer for small cases: what holds, what could hold, what is open, and which question comes next."""

from datetime import date

import pytest

from hemvist.routines.decisions import TableAnswer, decide, decide_table
from hemvist.routines.duties import evaluate
from hemvist.routines.explain import explain_table
from hemvist.routines.history import Event, History
from tests.routines.examples import day, event, library, moment

AIDS = library().routines["aids"]
OPENED = event("case-opened", "2026-01-10")
SEEN = event("place-seen", "2026-01-12", fields={"risk": "no", "shared": "no"})


def asked(table: str, *events: Event, as_of: str = "2026-02-01", known_on: str = "") -> TableAnswer:
    """The answer of one table of the example for a case of these events."""
    known = moment(known_on) if known_on else None
    return decide_table(AIDS, History((OPENED, *events)), table, day(as_of), known)


def wanted(use: str = "", **fields: object) -> Event:
    """An aid asked for, for a use that may be unsaid."""
    return event("aid-asked-for", "2026-01-11", fields={**({"use": use} if use else {}), **fields})


def born(on: str) -> Event:
    """The birth date as it was learnt."""
    return event("birth-date-learnt", "2026-01-10", fields={"birth_date": day(on)})


def held(answer: TableAnswer) -> dict[str, str]:
    """Whether each row holds, by its clause."""
    return {row.clause: row.holds for row in answer.rows}


def test_nothing_known_every_row_could_hold_and_nothing_is_guessed() -> None:
    """An empty case has no answer, and says what it could become and what is missing."""
    answer = asked("lender")
    assert (answer.state, answer.answer, answer.clauses) == ("undetermined", {}, ())
    assert set(held(answer).values()) == {"unknown"}
    assert answer.still_possible == {"board": ("clinic", "own", "school", "together"), "form": ("short",)}
    assert set(answer.missing) == {
        "aid-asked-for.use",
        "birth-date-learnt.birth_date",
        "place-seen.risk",
        "place-seen.shared",
    }


def test_the_answer_is_that_of_the_row_that_holds_with_its_clause() -> None:
    """All others are ruled out: settled, and no question is left."""
    answer = asked("lender", wanted("school"), SEEN)
    assert (answer.state, answer.answer) == ("answered", {"board": ("school",), "form": ("short",)})
    assert (answer.clauses, answer.missing, answer.question) == (("AID-02",), (), None)
    assert held(answer) == {"AID-02": "yes", "AID-03": "no", "AID-04": "no", "AID-05": "no"}
    assert [row.clause for row in answer.holding] == ["AID-02"]


def test_a_row_of_an_earlier_step_goes_before_a_later_one_whatever_that_says() -> None:
    """Shared by several, yet the school decides: the later row holds and does not count."""
    shared = event("place-seen", "2026-01-12", fields={"risk": "no", "shared": "yes"})
    answer = asked("lender", wanted("school"), shared)
    assert answer.answer["board"] == ("school",)
    assert [(row.clause, row.holds, row.counts) for row in answer.rows if row.step == 2] == [("AID-05", "yes", False)]


def test_a_later_step_answers_only_when_no_earlier_row_could_hold() -> None:
    """As long as the use is unknown somebody else may lend; when nothing earlier can hold, it is settled together."""
    adult = born("1990-05-17")
    shared = event("place-seen", "2026-01-12", fields={"risk": "yes", "shared": "yes"})
    answer = asked("lender", adult, shared)
    assert (answer.state, answer.still_possible["board"]) == ("undetermined", ("own", "school", "together"))
    assert answer.question is not None
    assert answer.question.fact == "aid-asked-for.use"


def test_rows_that_say_different_things_are_a_conflict_with_both_named() -> None:
    """Nobody is chosen; what they do not disagree about is still answered."""
    risk = event("place-seen", "2026-01-12", fields={"risk": "yes", "shared": "no"})
    answer = asked("lender", born("2015-01-01"), wanted("school"), risk)
    assert answer.state == "conflict"
    assert {name: [tuple(one) for one in said] for name, said in answer.conflicts.items()} == {
        "board": [("clinic", ("AID-03",)), ("school", ("AID-02",))]
    }
    assert (answer.answer, answer.question) == ({"form": ("short",)}, None)
    assert answer.clauses == ("AID-02", "AID-03")


def test_what_all_say_alike_is_answered_while_the_rest_is_open() -> None:
    """Who lends is open, since the clinic could; the form is short either way."""
    answer = asked("lender", wanted("school"), event("place-seen", "2026-01-12", fields={"risk": "yes"}))
    assert (answer.state, answer.answer) == ("undetermined", {"form": ("short",)})
    assert answer.still_possible == {"board": ("clinic", "school")}
    assert answer.missing == ("birth-date-learnt.birth_date",)


def test_a_fact_that_could_only_confirm_is_not_asked_for() -> None:
    """The later step says nothing once an earlier row holds, so whether it is shared does not matter."""
    answer = asked("lender", wanted("school"), born("1990-01-01"))
    assert (answer.state, answer.question) == ("answered", None)
    assert "place-seen.shared" in {fact for row in answer.could_hold for fact in row.missing}


def test_no_row_holds_and_none_can_is_an_answer_of_its_own() -> None:
    """Nothing found is neither unknown nor an empty answer."""
    answer = asked("plain", SEEN)
    assert (answer.state, answer.answer, answer.question, answer.missing) == ("nothing", {}, None, ())


def test_unknown_said_aloud_is_still_unknown() -> None:
    """Somebody wrote that it is not known; that answers nothing."""
    answer = asked("plain", event("place-seen", "2026-01-12", fields={"shared": "unknown"}))
    assert (answer.state, answer.missing) == ("undetermined", ("place-seen.shared",))


def test_where_all_stand_the_rows_that_hold_add_up() -> None:
    """Two are called, and that is no conflict."""
    consent = event("consent-given", "2026-01-11", fields={"recipient": "clinic", "purpose": "planning"})
    answer = asked("called", wanted("school"), consent)
    assert (answer.state, answer.answer, answer.clauses) == (
        "answered",
        {"call": ("clinic", "school")},
        ("AID-06",),
    )


def test_where_the_first_decides_an_unknown_row_before_it_keeps_it_open() -> None:
    """The last row always holds, and yet is not the answer until those before it are out."""
    answer = asked("length", wanted("school", country="Finland"))
    assert (answer.state, answer.still_possible) == ("undetermined", {"months": ("1", "12")})
    later = asked("length", wanted("school", country="Finland", back_on="2026-06-01"))
    assert (later.state, later.answer, later.question) == ("answered", {"months": ("12",)}, None)
    soon = asked("length", wanted("school", country="Finland", back_on="2026-02-01"))
    assert soon.answer == {"months": ("1",)}


def test_the_next_question_is_the_one_with_the_most_settling_answers() -> None:
    """Each choice of the use is tried, and each leaves nothing open."""
    answer = asked("lender", born("1990-05-17"), event("place-seen", "2026-01-12", fields={"shared": "yes"}))
    question = answer.question
    assert question is not None
    assert (question.fact, question.settles, len(question.leads), question.left) == ("aid-asked-for.use", 3, 3, 0)
    assert [(lead.value, lead.answer["board"]) for lead in question.leads] == [
        ("school", ("school",)),
        ("work", ("own",)),
        ("home", ("own",)),
    ]


def test_a_field_with_no_closed_list_is_tried_with_what_rows_name_and_something_else() -> None:
    """Norway, or any other country."""
    answer = asked("length", wanted("school", back_on="2026-06-01"), SEEN)
    assert answer.question is not None
    assert answer.question.fact == "aid-asked-for.country"
    assert [(lead.value, lead.answer) for lead in answer.question.leads] == [
        ("Norge", {"months": ("6",)}),
        ("…", {"months": ("12",)}),
    ]


def test_a_date_or_a_consent_is_tried_by_the_conditions_that_ask_for_it() -> None:
    """The condition is yes, and then it is not."""
    answer = asked("length", wanted("school", country="Finland"))
    assert answer.question is not None
    assert [(lead.condition, lead.answer) for lead in answer.question.leads] == [
        ("back-soon", {"months": ("1",)}),
        ("", {"months": ("12",)}),
    ]
    called = asked("called", wanted("school"))
    assert called.question is not None
    assert (called.question.fact, called.question.settles) == ("consent-given", 2)


def test_an_answer_is_as_of_a_day_and_as_known_at_a_moment() -> None:
    """What had not happened or not been written down does not count; age goes by the day."""
    late = event("aid-asked-for", "2026-01-11", recorded="2026-01-20T12:00", fields={"use": "school"})
    assert asked("lender", late, SEEN, as_of="2026-01-10").state == "undetermined"
    assert asked("lender", late, SEEN, known_on="2026-01-15T12:00").state == "undetermined"
    assert asked("lender", late, SEEN, known_on="2026-01-21T12:00").state == "answered"
    risk = event("place-seen", "2026-01-12", fields={"risk": "yes", "shared": "no"})
    turning = (born("2008-03-01"), wanted("home"), risk)
    assert asked("lender", *turning, as_of="2026-02-28").state == "conflict"
    assert asked("lender", *turning, as_of="2026-03-01").answer["board"] == ("own",)


def test_a_row_can_ask_what_lies_within_so_long_before_today() -> None:
    """Known for five years to the day, and no longer; the case is looked at again when that changes."""
    lent = event("lent-before", "2026-01-11", fields={"last_on": day("2021-02-10")})
    assert asked("known", lent, as_of="2026-02-10").answer == {"is": ("known",)}
    assert asked("known", lent, as_of="2026-02-11").state == "nothing"
    change = evaluate(AIDS, History((OPENED, lent)), day("2026-02-05")).next_change_on
    assert change is not None
    assert change <= date(2026, 2, 11)


def test_all_tables_answer_in_the_order_of_the_document() -> None:
    """Those with a block first; one without a block is called by its id and its rows must agree."""
    found = decide(AIDS, History((OPENED,)), date(2026, 2, 1))
    assert [(one.table, one.label, one.resolves) for one in found] == [
        ("lender", "Vem lånar ut?", "agree"),
        ("called", "Vilka kallas?", "all"),
        ("length", "Hur länge?", "first"),
        ("plain", "plain", "agree"),
        ("known", "known", "agree"),
    ]


def test_a_case_with_no_events_can_be_asked_too() -> None:
    """Before anything has happened everything is unknown."""
    assert decide_table(AIDS, History(), "plain", date(2026, 2, 1)).state == "undetermined"


def test_a_table_that_is_not_there_is_said_so() -> None:
    """A wrong name is an error, not an empty answer."""
    with pytest.raises(LookupError, match="no decision table 'lenders'"):
        asked("lenders")


def test_the_trace_of_an_answer_says_each_row_and_why() -> None:
    """The answer with its clauses first, then every row: whether it holds and by which conditions."""
    told = explain_table(asked("lender", wanted("school"), SEEN), AIDS.editions[0])
    assert told == [
        "Utlånare: Skolan (AID-02).",
        "Blankett: Kort (AID-02).",
        "AID-02 gäller, eftersom detta stämmer: det är till skolan. Skolan lånar ut det som används där.",
        "AID-03 gäller inte, eftersom detta inte stämmer: det finns en risk.",
        "AID-04 gäller inte, eftersom detta inte stämmer: det är till hemmet eller arbetet.",
        "AID-05 gäller inte, eftersom detta inte stämmer: det delas av flera.",
        "Det följer av Lån av hjälpmedel, a.",
    ]


def test_the_trace_of_an_open_answer_ends_with_the_question_to_ask() -> None:
    """What it can become, what is missing for which row, and how many of the answers settle it."""
    told = explain_table(asked("length", wanted("school", country="Finland")), AIDS.editions[0])
    assert told == [
        "Månader går inte att svara på än. Det kan bli En månad eller Ett år.",
        "AID-07 (rad 1) skulle kunna gälla. Det som saknas: ”Åter senast” i ”Hjälpmedel efterfrågat”.",
        "AID-07 (rad 2) gäller inte, eftersom detta inte stämmer: det kommer från Norge.",
        "AID-07 (rad 3) gäller alltid. Annars ett år.",
        "Nästa fråga: ”Åter senast” i ”Hjälpmedel efterfrågat”. 2 av 2 svar avgör.",
        "Svaret ”det ska lämnas åter inom en månad” ger Månader: En månad.",
        "Svaret ”inget av det” ger Månader: Ett år.",
        "Det följer av Lån av hjälpmedel, a.",
    ]


def test_the_trace_of_a_conflict_names_both_sides_and_chooses_none() -> None:
    """Who says what, by which clause; a row that another goes before says so."""
    risk = event("place-seen", "2026-01-12", fields={"risk": "yes", "shared": "yes"})
    told = explain_table(asked("lender", born("2015-01-01"), wanted("school"), risk), AIDS.editions[0])
    assert (
        "Reglerna säger olika om Utlånare: Kliniken (AID-03) och Skolan (AID-02). Hemvist väljer inte mellan dem."
        in told
    )
    assert (
        "AID-05 gäller, eftersom detta stämmer: det delas av flera. Den räknas inte, eftersom en annan rad går före."
        in told
    )
