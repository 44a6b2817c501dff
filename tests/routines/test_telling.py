"""Scenario files: read strictly, played as recorded, compared; and statuses for programs and people outside."""

import json
from dataclasses import replace
from datetime import date

import pytest

from hemvist.routines.comparing import compare_editions, under_two_editions
from hemvist.routines.errors import RoutineErrors
from hemvist.routines.explain import explain
from hemvist.routines.outside import status_as_dict
from hemvist.routines.scenarios import play, read_scenario, read_scenario_text, run_scenario
from hemvist.routines.verifying import coverage, nobodys_turn, problems, reachable_events
from tests.routines.examples import GOOD, decided, duty, event, history, library, on, visits

STORY = """
routine = "visits"
edition = "a"
title = "Ett besök"

[[event]]
type = "case-opened"
on = 2026-01-10

[[event]]
type = "protection-learnt"
on = 2026-01-12
fields = { protection = "none" }

[[event]]
type = "visit-booked"
on = 2026-01-13
fields = { starts = 2026-01-20T10:00:00 }
expect_refused = true

[[expect]]
as_of = 2026-01-13
duties = [{ id = "check-protection", state = "done", late_days = 0 }]
no_duties = ["book"]
refused = [{ event = "visit-booked", clause = "EX-06", level = "must" }]
state = "open"
"""


def failures(text: str) -> list[str]:
    """What is not as the scenario says."""
    return run_scenario(read_scenario_text(text, "story.toml", library()))


def test_a_scenario_that_comes_out_as_it_says_has_no_failures() -> None:
    """Refused events are not recorded."""
    assert failures(STORY) == []
    assert [one.type for one in play(read_scenario_text(STORY, "s.toml", library())).history.events] == [
        "case-opened",
        "protection-learnt",
    ]


def test_an_event_that_could_not_be_recorded_stops_the_run_with_its_reasons() -> None:
    """With the line it stands on and the clause."""
    assert failures(STORY.replace("expect_refused = true\n", "")) == [
        "story.toml:15: ”visit-booked” (visit-booked) 2026-01-13 kan inte registreras: [EX-06 must] Samtycke eller beslut saknas. (saknas: consent-given)"
    ]


def test_what_differs_is_told_with_its_line() -> None:
    """What was expected and what there is."""
    [told] = failures(STORY.replace('state = "done", late_days = 0', 'state = "open"'))
    assert told == (
        "story.toml:21: 2026-01-13: uppgiften id=check-protection, state=open finns inte: "
        "check-protection[case-opened] done, öppnad 2026-01-10, senast 2026-01-14, gjord 2026-01-12."
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "on = 2026-01-12",
            "on = 20260112",
            "story.toml:12: RTN-E009 ”on” ska vara ett datum men är 20260112. Skriv on = 2025-11-01 utan citattecken.",
        ),
        (
            'type = "case-opened"',
            'type = "case-open"',
            "story.toml:7: RTN-E011 Okänd händelse: ”case-open”. Menade du ”case-opened”?",
        ),
        ('edition = "a"', 'edition = "c"', "story.toml:3: RTN-E010 Okänd utgåva: ”c”. Det som finns: a, b."),
        ('state = "open"\n', 'stat = "open"\n', "RTN-E008 Okänd nyckel: ”stat”."),
        ("on = 2026-01-12", "on = 9999-01-12", "RTN-E009 ”on” är 9999-01-12."),
        ("late_days = 0", "late_dayz = 0", "RTN-E008 Okänd nyckel i ”duties”: ”late_dayz”. Menade du ”late_days”?"),
        ("fields = { p", 'about = "nothing"\nfields = { p', "RTN-E041 Okänd tidigare händelse: ”nothing”."),
        ("[[expect]]", "[[expect", "RTN-E004 Blocket går inte att läsa som TOML"),
    ],
)
def test_a_scenario_file_is_read_strictly(old: str, new: str, told: str) -> None:
    """Nothing is guessed; the error names the line."""
    with pytest.raises(RoutineErrors) as errors:
        read_scenario_text(STORY.replace(old, new), "story.toml", library())
    assert told in str(errors.value)


def test_fields_that_cannot_be_read_stop_the_run() -> None:
    """By the type that the event has in its edition."""
    [fault] = failures(STORY.replace('protection = "none"', 'protection = "some"'))
    assert fault.endswith("går inte att läsa: ”Skydd”: välj något av Inget, Markering, Inte känt.")


def test_a_status_can_be_written_as_json_with_every_name_that_programs_read() -> None:
    """The names of the interface, dates as texts, and nothing that JSON cannot hold."""
    status = on("2026-02-03", *decided(), event("decision-told", "2026-02-03"))
    answer = json.loads(json.dumps(status_as_dict(status)))
    wanted = {"duties", "refused", "allowed", "offers", "spans", "breaches", "next_change_on"}
    assert wanted <= answer.keys()
    names = {"id", "label", "instance", "holder", "state", "opened_on", "opened_by", "due_on", "late_days", "done_on"}
    names |= {"waiting_for", "missing", "clauses", "steps"}
    assert all(names <= one.keys() for one in answer["duties"])
    assert {"level", "clause", "reason", "missing"} <= answer["refused"]["visit-held"][0].keys()
    assert [one["id"] for one in answer["spans"]] == ["decision"]


def test_a_duty_is_explained_in_sentences() -> None:
    """Who, since when, by when and how that day came about, how late, and by which clause."""
    status = on("2026-01-16", event("case-opened", "2026-01-10"))
    assert explain(duty(status, "check-protection"), visits().editions[0]) == [
        "Kontrollera skydd ska göras av socialsekreterare.",
        "Uppgiften öppnades lördag 2026-01-10 av händelsen case-opened (Ärendet öppnat).",
        "Den ska vara gjord senast onsdag 2026-01-14. Tiden är en lokal inställning, inte rutinens.",
        "3 arbetsdagar (skyndsamt, lokal tid) efter lördag 2026-01-10 är onsdag 2026-01-14.",
        "Den är 2 dagar sen.",
        "Det följer av GEM-02 i Hembesök, a.",
    ]


def test_a_waiting_duty_is_explained_with_who_can_lift_it() -> None:
    """The reason, its clause and the roles."""
    withdrawn = event("consent-withdrawn", "2026-02-02", about="consent-given")
    status = on("2026-02-03", *decided(), withdrawn, event("decision-told", "2026-02-03"))
    told = explain(duty(status, "book"), visits().editions[0])
    assert "Den väntar: inget som skulle avsluta den får registreras än." in told
    assert "Samtycke eller beslut saknas. (EX-06). Det kan lösas av socialsekreterare." in told
    assert "Ingen konsulent är utsedd än, så samordnare har turen." in told


def test_two_editions_are_compared_block_by_block() -> None:
    """What the new one changes, and nothing about where a block stands."""
    earlier, later = visits().editions
    found = compare_editions(earlier, later)
    assert [(one.id, one.keys) for one in found.duties.changed] == [("tell", ("due",))]
    assert [one.id for one in found.clauses.changed] == ["EX-05"]
    assert found.events.is_empty
    assert compare_editions(earlier, earlier).is_empty
    assert not found.is_empty


def test_tables_rows_limits_and_the_rest_that_differ_are_listed() -> None:
    """A row goes by what it asks: one that answers otherwise has changed, one that asks otherwise is another."""
    [one] = library().routines["aids"].editions
    first, second = one.rules[:2]
    answers = tuple((name, "otherwise") for name, _ in first.then)
    name, table = next(iter(one.tables.items()))
    other = replace(
        one,
        rules=(replace(first, then=answers), replace(second, when=("else",)), *one.rules[2:], one.rules[-1]),
        tables=one.tables | {name: replace(table, label="En annan fråga")},
        offers={},
    )
    found = compare_editions(one, other)
    assert [each.keys for each in found.rules.changed] == [("then",)]
    assert found.rules.changed[0].id.startswith(f"{first.table}: ")
    assert [
        added.split(": ")[1].partition(" unless")[0] for added in found.rules.added if added.startswith(second.table)
    ][:1] == ["else"]
    assert any(added.endswith("(2)") for added in found.rules.added)
    assert len(found.rules.removed) == 1
    assert [(each.id, each.keys) for each in found.tables.changed] == [(name, ("label",))]
    assert found.offers.removed == tuple(one.offers)
    assert (found.limits.is_empty, found.standings.is_empty, found.terms.is_empty) == (True, True, True)


def test_one_case_under_two_editions_shows_what_a_change_would_do() -> None:
    """The duty to tell gets a month, rolling off a weekend."""
    found = under_two_editions(visits(), history(*decided(made="2026-01-31")), "a", "b", date(2026, 2, 1))
    assert [(old.id, old.due_on, new.due_on) for old, new in found.changed] == [
        ("tell", date(2026, 2, 14), date(2026, 3, 2))
    ]
    assert (found.only_before, found.only_after, found.newly_refused, found.newly_allowed) == ((), (), (), ())


WHO_LENDS = GOOD / "aids/scenarios/who-lends.toml"


def test_a_scenario_can_say_what_tables_answer() -> None:
    """State, answer, what is missing, the next question and the clauses."""
    assert run_scenario(read_scenario(WHO_LENDS, library())) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('{ form = "short" }', '{ form = "long" }', "tabellen lender: answer är form=short men skulle vara form=long."),
        (
            'question = "aid-asked-for.use"',
            'question = ""',
            "tabellen lender: question är aid-asked-for.use men skulle vara inget.",
        ),
        (
            '{ id = "called", answer',
            '{ id = "caled", answer',
            "beslutstabellen caled finns inte; det som finns: lender",
        ),
    ],
)
def test_what_a_table_does_not_answer_as_a_scenario_says_is_told(old: str, new: str, told: str) -> None:
    """The table, what is so and what should have been."""
    [failure] = run_scenario(
        read_scenario_text(WHO_LENDS.read_text(encoding="utf-8").replace(old, new), "s", library())
    )
    assert told in failure


def test_coverage_names_the_blocks_that_carry_each_clause() -> None:
    """Those under its heading and the duties elsewhere that name it."""
    rows = {row.clause: row.blocks for row in coverage(visits().editions[0])}
    assert rows["EX-05"] == ("duty tell", "limit tell", "event decision-told")
    assert rows["EX-03"][-1] == "duty tell"
    assert rows["EX-12"] == ("note definition",)


def test_machine_found_problems_are_named_with_their_place() -> None:
    """Conditions that nothing asks for; everything else in the example can come about."""
    edition = visits().editions[0]
    assert reachable_events(edition) == frozenset(edition.events)
    assert [problem.split(": ")[1] for problem in problems(edition)] == [
        "inget frågar efter villkoret ”nobody-told”.",
        "inget frågar efter villkoret ”any-of-them”.",
        "inget frågar efter villkoret ”all-of-them”.",
    ]


def test_a_case_with_nobodys_turn_is_found() -> None:
    """An event that opens nothing leaves the case with nobody; a booked day to come does not."""
    born = event("birth-date-learnt", "2026-01-11", fields={"birth_date": date(1990, 1, 1)})
    assert [one.after for one in nobodys_turn(visits(), history(born))] == ["birth-date-learnt"]
    assert nobodys_turn(visits(), history(event("case-opened", "2026-01-10"))) == []
