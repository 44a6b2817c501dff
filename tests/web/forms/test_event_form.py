"""The form of an event: made from the routine's fields, judged by the engine, never filled in with what nobody said."""

from datetime import date, time

import pytest
from django.http import QueryDict

from hemvist.routines.model import Choice, EventType, Field, Source
from hemvist.web.forms.event_form import ABOUT, AT, KEY, ON, ORDER, EventForm, Offered

TODAY = date(2026, 11, 22)
FIELDS = (
    Field("starts", "datetime", "Tid", required=True),
    Field("interpreter", "yes-no-unknown", "Behövs tolk?", may_be_unknown=True),
    Field("reason", "long-text", "Varför?", may_be_unknown=True),
    Field("areas", "choices", "Områden", choices=(Choice("work", "Arbete"), Choice("health", "Hälsa"))),
    Field("decided", "yes-no", "Är det bestämt?", required=True, clause="KC-40"),
)
SOURCE = Source("routine.md", 1, "KC-40")
EVENT = EventType("booked", "Möte bokat", "act", ("caseworker",), "booking", SOURCE, fields=FIELDS)
RIGHT = {ON: "2026-11-20", "starts_date": "2026-12-01", "starts_time": "13:30", "decided": "no"}


def form(answers: dict[str, str | list[str]], event: EventType = EVENT, offered: Offered | None = None) -> EventForm:
    """The form as a browser posts it."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return EventForm(event, TODAY, offered or Offered(), data)


def test_answers_come_as_the_record_takes_them() -> None:
    """Day and time of a moment are joined, several choices are a list, and what was not answered is left out."""
    sent = form(RIGHT | {"areas": ["work", "health"]})
    assert sent.is_valid(), sent.errors
    assert sent.answers() == {"starts": "2026-12-01T13:30", "areas": ["work", "health"], "decided": "no"}


@pytest.mark.parametrize("written", ["13:30", "13.30", " 13.30 "])
def test_a_booked_time_may_be_written_with_a_full_stop(written: str) -> None:
    """Swedish writes 13.30: every time of day is taken so, and kept as the engine reads it."""
    sent = form(RIGHT | {"starts_time": written})
    assert sent.is_valid(), sent.errors
    assert sent.answers()["starts"] == "2026-12-01T13:30"


def test_an_entry_says_when_and_what() -> None:
    """Day, time and key go with the answers."""
    sent = form(RIGHT | {AT: "9.05", KEY: "0" * 32})
    assert sent.is_valid(), sent.errors
    entry = sent.entry()
    assert (entry.type, entry.on, entry.at, entry.position) == ("booked", date(2026, 11, 20), time(9, 5), None)
    assert entry.idempotency_key == "0" * 32


def test_an_event_said_to_come_first_stands_before_the_others_of_its_day() -> None:
    """The order of a day is stated, never guessed."""
    sent = form(RIGHT | {ORDER: "first"})
    assert sent.is_valid(), sent.errors
    assert sent.entry().position == -1


def test_nothing_is_answered_beforehand() -> None:
    """A new form knows the day and nothing else."""
    rows = EventForm(EVENT, TODAY, Offered()).rows()
    assert [row.value for row in rows] == [None] * len(FIELDS)


def test_not_known_is_an_answer_of_its_own() -> None:
    """Ticking "not known" is recorded as unknown, where the routine allows it."""
    sent = form(RIGHT | {"interpreter": "unknown", "reason_unknown": "on", "decided_unknown": "on"})
    assert sent.is_valid(), sent.errors
    assert sent.answers()["interpreter"] == "unknown"
    assert sent.answers()["reason"] == "unknown"
    assert sent.answers()["decided"] == "no"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({ON: ""}, ON, "Skriv vilken dag"),
        ({ON: "22/11/2026"}, ON, "ÅÅÅÅ-MM-DD"),
        ({ON: "2026-02-30"}, ON, "2026-02-30 finns inte i kalendern"),
        ({ON: "2026-2-3"}, ON, "ÅÅÅÅ-MM-DD"),
        ({ON: "2026-11-23"}, ON, "har inte varit än"),
        ({AT: "25:00"}, AT, "TT:MM"),
        ({AT: "klockan tre"}, AT, "TT:MM"),
        ({"starts_time": ""}, "starts", "klockslaget"),
        ({"starts_date": ""}, "starts", "datumet"),
        ({"starts_time": "25:99"}, "starts", "TT:MM"),
        ({"starts_time": "9"}, "starts", "TT:MM"),
        ({"starts_date": "2026-13-01"}, "starts", "finns inte"),
        ({"decided": ""}, "decided", "Är det bestämt?"),
        ({"decided": "maybe"}, "decided", "Ja, Nej"),
        ({"areas": ["work", "moon"]}, "areas", "Arbete, Hälsa"),
        ({"reason": "a\0b"}, "reason", "inte kan sparas"),
        ({"reason": "a" * 20_001}, "reason", "för lång"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(wrong: dict[str, str | list[str]], field: str, words: str) -> None:
    """Each wrong answer is told in Swedish, at its own field and in the summary."""
    sent = form(RIGHT | wrong)
    assert not sent.is_valid()
    assert words in sent.error_of(field)
    assert [place for place, _ in sent.summary()] == [f"f-{field}"]


def test_the_summary_says_which_question_each_error_is_about_once() -> None:
    """The question stands before the words, unless the words name it."""
    wrong = form(RIGHT | {"decided": "", AT: "25:00"}).summary()
    assert wrong == [
        (f"f-{AT}", "Klockslag: Skriv klockslaget som TT:MM, till exempel 13:30."),
        ("f-decided", "Välj ett svar på ”Är det bestämt?”."),
    ]


def test_what_it_concerns_must_be_chosen_among_what_is_offered() -> None:
    """An event that concerns another is not recorded without saying which."""
    held = EventType("held", "Möte hållet", "fact", ("caseworker",), "booking", SOURCE, about=("booked",))
    offered = Offered(about=(("uid-1", "Möte bokat 2026-11-01"), ("uid-2", "Möte bokat 2026-11-08")))
    assert "Välj" in form({ON: "2026-11-20"}, held, offered).error_of(ABOUT)
    assert form({ON: "2026-11-20", ABOUT: "uid-9"}, held, offered).error_of(ABOUT)
    chosen = form({ON: "2026-11-20", ABOUT: "uid-2"}, held, offered)
    assert chosen.is_valid(), chosen.errors
    assert chosen.entry().about == "uid-2"


def test_what_was_posted_can_be_carried_to_the_next_page_and_back() -> None:
    """The check before saving carries every answer hidden, so that nothing is typed twice."""
    sent = form(RIGHT | {"areas": ["work", "health"], "reason_unknown": "on", KEY: "a" * 32, AT: "08:00"})
    assert sent.is_valid(), sent.errors
    again = QueryDict(mutable=True)
    for name, text in sent.carried():
        again.appendlist(name, text)
    resent = EventForm(EVENT, TODAY, Offered(), again)
    assert resent.is_valid(), resent.errors
    assert resent.entry() == sent.entry()


def test_a_kept_form_is_begun_again_as_it_was_left() -> None:
    """A draft gives back half an answer as well as a whole one; only its key is made anew."""
    kept: dict[str, str | list[str]] = {"starts_date": ["2026-12-01"], "areas": ["health"], KEY: ["b" * 32]}
    begun = EventForm(EVENT, TODAY, Offered(), known=EventForm.known_of_draft(EVENT, kept))
    values = {row.name: row.value for row in begun.rows()}
    assert values["starts"] == "2026-12-01T"
    assert values["areas"] == ["health"]
    assert begun.value_of(KEY) != "b" * 32


def test_a_question_keeps_the_clause_it_rests_on() -> None:
    """The items of a larger act show their clause beside the question."""
    assert [row.clause for row in EventForm(EVENT, TODAY, Offered()).rows()] == ["", "", "", "", "KC-40"]


def test_a_correction_asks_why() -> None:
    """Without a reason nothing is corrected."""
    data = QueryDict(mutable=True)
    data.update(RIGHT)
    correction = EventForm(EVENT, TODAY, Offered(), data, corrects=True)
    assert not correction.is_valid()
    assert correction.summary() == [("f-event-why", "Varför rättas uppgiften? Skriv varför uppgiften rättas.")]
