"""What a consent must say besides that it was given."""

from datetime import date
from pathlib import Path

import pytest

from hemvist.routines.consenting import consent_errors
from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType
from hemvist.routines.reading import governing_documents, read_library
from hemvist.routines.telling import play, read_scenario_text

GIVEN_ON = date(2026, 2, 10)


@pytest.fixture(scope="module")
def events() -> dict[str, EventType]:
    """The event types of the small documents of the tests."""
    return read_library(Path(__file__).parent / "good").routines["visits"].editions[0].events


def codes(event: EventType, **fields: FieldValue) -> list[tuple[str, str]]:
    """What is wrong, as (field, code)."""
    return [(each.field, each.code) for each in consent_errors(event, fields, GIVEN_ON)]


@pytest.mark.parametrize(
    ("form", "proof", "missing"),
    [
        ("oral", "witness", ("witness", "consent-without-witness")),
        ("written", "reference", ("reference", "consent-without-reference")),
        ("on-file", "reference", ("reference", "consent-without-reference")),
    ],
)
def test_each_way_of_consenting_needs_its_own_proof(
    form: str, proof: str, missing: tuple[str, str], events: dict[str, EventType]
) -> None:
    """A spoken consent needs a witness, one on a form a place where the form is; the other's proof does not do, nor does a blank."""
    other = "reference" if proof == "witness" else "witness"
    event = events["consent-given"]
    assert codes(event, form=form) == [missing]
    assert codes(event, form=form, **{proof: "  ", other: "Akten"}) == [missing]
    assert codes(event, form=form, **{proof: "Akten"}) == []


def test_whoever_consents_for_somebody_is_named() -> None:
    """The client needs no name, and a form that has no place for one asks for none."""
    named = read_library().routines["kompetenscenter"].editions[-1].events["kc-consent-given"]
    said: dict[str, FieldValue] = {"form": "written", "reference": "Akten"}
    assert codes(named, **said, given_by="guardian") == [("given_by_name", "consent-without-name")]
    assert codes(named, **said, given_by="trustee", given_by_name=" ") == [("given_by_name", "consent-without-name")]
    assert codes(named, **said, given_by="trustee", given_by_name="God man") == []
    assert codes(named, **said, given_by="client") == codes(named, **said) == []


@pytest.mark.parametrize(
    ("born", "wrong"),
    [
        (date(2008, 2, 11), []),
        (date(2008, 2, 10), ["consent-by-guardian-of-adult"]),
        (date(1980, 1, 1), ["consent-by-guardian-of-adult"]),
        (None, []),
    ],
)
def test_a_guardian_consents_for_a_child_only(born: date | None, wrong: list[str]) -> None:
    """The day before the person turns 18 still counts, the birthday does not; a birth date that is not known says nothing against it."""
    library = read_library()
    named = library.routines["kompetenscenter"].editions[-1].events["kc-consent-given"]
    said: dict[str, FieldValue] = {"form": "written", "reference": "Akten", "given_by_name": "Kim Provsson"}
    found = {
        giver: consent_errors(named, {**said, "given_by": giver}, GIVEN_ON, born, library.vocabulary.adult_from)
        for giver in ("guardian", "trustee", "client")
    }
    assert [one.code for one in found["guardian"]] == wrong
    assert found["trustee"] == found["client"] == []


def test_a_story_in_a_file_is_judged_by_the_birth_date_that_it_tells() -> None:
    """The same in a scenario: had the client been 18, the guardian's consent could not have been recorded."""
    library = read_library()
    text = (governing_documents() / "kompetenscenter" / "scenarios" / "kc-consent-by-guardian.toml").read_text("utf-8")
    assert play(read_scenario_text(text, "a-child.toml", library)).faults == []
    grown = read_scenario_text(text.replace("2008-01-28", "2008-01-27"), "an-adult.toml", library)
    [fault] = play(grown).faults
    assert "Personen hade fyllt 18 år den dagen och har ingen vårdnadshavare." in fault


def test_a_consent_cannot_begin_before_it_was_given(events: dict[str, EventType]) -> None:
    """What was shared before somebody consented was not shared by consent; from the day itself it counts."""
    event = events["consent-given"]
    assert codes(event, first_day=date(2026, 2, 9)) == [("first_day", "consent-before-it-was-given")]
    assert codes(event, first_day=GIVEN_ON) == []


def test_a_consent_cannot_end_before_it_begins(events: dict[str, EventType]) -> None:
    """The last day may be the first, not an earlier one, and not one before the consent was given."""
    event, first = events["consent-given"], date(2026, 3, 1)
    early = [("last_day", "consent-ends-before-it-begins")]
    assert codes(event, first_day=first, last_day=date(2026, 2, 28)) == early
    assert codes(event, first_day=first, last_day=first) == []
    assert codes(event, last_day=date(2026, 2, 9)) == [("last_day", "consent-already-over")]
    assert codes(event, last_day=GIVEN_ON) == []


def test_other_events_are_not_asked_for_proof(events: dict[str, EventType]) -> None:
    """Only an event that gives consent is judged, whatever its fields are called."""
    assert codes(events["consent-refused"], form="oral", first_day=date(2020, 1, 1)) == []
