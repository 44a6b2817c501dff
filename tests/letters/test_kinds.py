"""The kinds of letters are read strictly: what is not known is an error that says where and what."""

from importlib.resources import files

import pytest

from hemvist.cases.library import library
from hemvist.letters.kinds import KindsFault, kinds, read_kinds
from hemvist.letters.translating import translation_to, translations
from hemvist.letters.typesetting import template_of

NO_LETTER_OF_OURS = ("af-consulted", "person-contacted-first")
"""A talk with another authority, and a person who writes to us."""
WHOLE = (files("hemvist.letters") / "kinds.toml").read_text(encoding="utf-8")
ONE = """
[[kind]]
id = "decision"
title = "Beslut"
template = 1
to = "client"
routine = "kompetenscenter"
editions = ["e2"]
clauses = ["KC-30"]
information = "decision"
made_by = ["caseworker"]
about = ["decision-made"]
ways = ["post"]
protected_ways = ["handed"]
[kind.facts]
first_day = "about.first_day"
[kind.sent]
event = "decision-communicated"
fields.way = { post = "letter", handed = "meeting" }
"""
WRONG = {
    "an unknown key": ("template = 1", 'template = 1\ncolour = "red"', "colour är inget som ett brev kan ha"),
    "a missing key": ('to = "client"\n', "", "to saknas"),
    "an unknown recipient": ('to = "client"', 'to = "mormor"', "to "),
    "an unknown edition": ('["e2"]', '["e9"]', "okänd edition ”e9”"),
    "an unknown kind of information": ('information = "decision"', 'information = "secret"', "okänd slag av uppgift"),
    "an unknown role": ('made_by = ["caseworker"]', 'made_by = ["king"]', "okänd roll ”king”"),
    "clauses of another document": ('["KC-30"]', '["XX-1"]', "ingen av punkterna"),
    "an unknown event": ('about = ["decision-made"]', 'about = ["decided"]', "händelsen ”decided” finns inte"),
    "a field that the event has not": ("about.first_day", "about.colour", "uppgiften ”about.colour” finns inte"),
    "a field of an unknown event": ("about.first_day", "nothing.first_day", "händelsen ”nothing” finns inte"),
    "an unknown way": ('ways = ["post"]', 'ways = ["pigeon"]', "ways"),
    "an event that is not there when it has gone": (
        'event = "decision-communicated"',
        'event = "told"',
        "händelsen ”told” finns inte",
    ),
    "an answer that the form has not": ('post = "letter"', 'post = "pigeon"', "svaret ”way” passar inte"),
    "a way without its answer": (', handed = "meeting"', "", "säg vad ”way” blir"),
    "an answer that must be given and is not": (
        'fields.way = { post = "letter", handed = "meeting" }',
        "",
        "behöver också way",
    ),
    "no TOML": ("[[kind]]", "[[kind]", "kan inte läsas som TOML"),
}


def test_every_kind_has_a_template_and_the_other_way_round() -> None:
    """No kind without words, and no words for nothing."""
    folder = template_of("look").parent
    shared = {"look", "forms", "meetings"}
    assert {path.stem for path in folder.glob("*.typ")} - shared == set(kinds())


def test_one_kind_by_itself_is_read() -> None:
    """The example that the others spoil is right."""
    assert list(read_kinds(ONE)) == ["decision"]


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said(what: str) -> None:
    """With the kind's name and the word that is not known."""
    right, wrong, said = WRONG[what]
    assert right in ONE
    with pytest.raises(KindsFault) as fault:
        read_kinds(ONE.replace(right, wrong))
    assert said in str(fault.value)


def test_a_kind_stands_once() -> None:
    """Two with one name are an error."""
    with pytest.raises(KindsFault, match="står två gånger"):
        read_kinds(ONE + ONE)


def test_a_protected_person_s_letters_never_go_by_ordinary_post_to_them() -> None:
    """No kind says so."""
    assert {way for kind in kinds().values() for way in kind.protected_ways} <= {"handed", "forwarded"}


def test_every_event_of_a_routine_that_says_by_letter_has_a_letter() -> None:
    """Where a routine asks how somebody was told and offers "letter", there is a letter that records it."""
    recorded = {kind.sent.event for kind in kinds().values() if kind.sent}
    for edition in (each for routine in library().routines.values() for each in routine.editions):
        for event in edition.events.values():
            answers = {c.value for f in event.fields if f.name == "way" for c in f.choices}
            if "letter" in answers and event.id not in NO_LETTER_OF_OURS:
                assert event.id in recorded


def test_a_translation_is_found_by_what_the_booking_calls_the_language() -> None:
    """However it is written; of other languages there is none, and nothing is made up."""
    assert [translation_to(each)["lang"] for each in ("Arabiska", " farsi ", "engelska", "ukrainska")] == [  # type: ignore[index]
        "ar",
        "fa",
        "en",
        "uk",
    ]
    assert translation_to("klingonska") is None
    assert translation_to(None) is None
    assert {each.direction for each in translations() if each.lang in ("ar", "fa")} == {"rtl"}
