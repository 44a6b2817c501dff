"""How events are sealed: the same values give the same text, whoever writes it, and what stands in the record already still holds."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from hemvist.cases.chain import EventRow, canonical, chain_of, digest_of, seal_of, sealed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ANSWERS = st.dictionaries(TEXTS, TEXTS | st.integers(-(10**15), 10**15) | st.booleans() | st.lists(TEXTS) | st.none())


@given(ANSWERS)
def test_a_payload_is_the_text_that_the_standard_library_gives(answers: dict[str, object]) -> None:
    """Records are checked for many years, and by other programs: the text is plain JSON with its keys in order."""
    plain = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(answers) == plain


def test_a_row_that_was_sealed_before_still_has_its_seal_and_its_place_in_the_chain() -> None:
    """Written out, so that a change of how the text is made cannot break the records that there are."""
    row = EventRow(
        case_id=7,
        sequence=2,
        uid="0123456789abcdef0123456789abcdef",
        type="enrolment-meeting-booked",
        edition="e2",
        information="booking",
        occurred_on=date(2026, 3, 9),
        occurred_at=None,
        position=None,
        recorded_at=datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
        actor_id=3,
        role="caseworker",
        about=None,
        annuls=None,
        passed_over="Mötet är på ”distans”\n\t\x7f",
        reason=None,
        payload=canonical({"starts": "2026-03-12T10:00", "place": "Rum 3, våning 2"}),
        digest="",
        chain="",
        idempotency_key=None,
    )
    made = sealed("ab" * 32, row)
    assert made.payload == '{"place":"Rum 3, våning 2","starts":"2026-03-12T10:00"}'
    assert made.digest == digest_of(made.payload) == "ab73793e57a63d1012a18da7851493978638abccbb40fb84abb191e81a0cd785"
    assert made.seal == seal_of(made) == "3330d3e6861bcbac81316540e1c0fe4f07cab760f07c114ca82edf960b80327d"
    assert made.chain == chain_of("ab" * 32, made) == "4a884534c0575f2c40055a6b78a1389c61e3de84f286fca598944ac653f2035a"
    assert (
        chain_of("ab" * 32, made._replace(seal=None))
        == "c63b07a0070093dab474335dac67657d27574df20b9b2ba6c2b60b055b6d05d9"
    )
