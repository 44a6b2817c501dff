"""What a duty waits for: of the ways to do it, those that fit the case."""

from datetime import date

import pytest

from hemvist.routines.duties import evaluate
from hemvist.routines.model import Edition, Library
from hemvist.routines.reading import governing_documents, read_library
from hemvist.routines.status import DutyStatus, Refusal
from hemvist.routines.telling import play, read_scenario_text
from hemvist.routines.ways import in_the_way, would_end

CONSENT = Refusal("must", "unknown-fact", "consent", "KC-28", "Samtycke saknas.", ("consent",), ("consent",))
NOT_SENT = Refusal("must", "requirement", "sent", "KC-69", "Det finns inget att förlänga.", (), ("sent",))
NEVER = Refusal("must", "requirement", "protected", "KC-93", "Personen har inte skydd.")


def test_a_way_that_presupposes_another_way_is_left_out() -> None:
    """Nothing is sent in order to be extended: only what keeps it from being sent is told, once."""
    assert in_the_way([[CONSENT], [CONSENT, NOT_SENT]], ("sent", "extended")) == (CONSENT,)


def test_a_way_that_nobody_can_open_is_left_out() -> None:
    """What no event lifts is not for this case."""
    assert in_the_way([[NEVER], [CONSENT]], ("with-coordinator", "in-system")) == (CONSENT,)


def test_where_no_way_is_open_every_reason_is_told() -> None:
    """A duty that waits never waits for nothing."""
    assert in_the_way([[NEVER], [NOT_SENT]], ("extended", "sent")) == (NEVER, NOT_SENT)


def test_a_way_by_which_the_duty_itself_would_fall_is_left_out() -> None:
    """It is no way of doing it; where there is no other, it is told all the same."""
    told = Refusal("must", "requirement", "protected", "KC-93", "Personen har inte skydd.", (), ("protection-learnt",))
    assert in_the_way([[CONSENT], [CONSENT, told]], ("in-system", "with-coordinator"), {"protected"}) == (CONSENT,)
    assert in_the_way([[told]], ("with-coordinator",), {"protected"}) == (told,)


# -- in the routines themselves -------------------------------------------------------------------------------------------------------------

NEW_ASSESSMENT = "Det finns redan ett beslut. Ska insatsen fortsätta efter ett år börjar du en ny bedömning."
SENT = """[[event]]
id = "consultant"
"""


@pytest.fixture(scope="module")
def library() -> Library:
    """The governing documents of Hemvist."""
    return read_library()


def waiting(library: Library, scenario: str, upto: str, more: str, on: date) -> dict[str, DutyStatus]:
    """What waits on a day in the case of a scenario file, cut off where a text first stands and gone on with by other events."""
    folder = governing_documents() / "kompetenscenter" / "scenarios"
    text = (folder / f"{scenario}.toml").read_text("utf-8").partition(upto)[0] + more
    told = read_scenario_text(text, "story.toml", library)
    played = play(told)
    assert played.faults == []
    return {one.id: one for one in evaluate(told.routine, played.history, on).duties if one.state == "waiting"}


def test_a_decision_that_is_to_be_renewed_waits_for_the_new_assessment_first(library: Library) -> None:
    """Recalling the assignment would end it too; what the duty is for comes before that, with who can begin it."""
    found = waiting(library, "renewal-judged-not-called-for", SENT, "", date(2026, 12, 20))["renew-decision"]
    assert (found.waiting_for[0].reason, found.waiting_for[0].lifted_by_events) == (
        NEW_ASSESSMENT,
        ("renewal-started",),
    )
    assert found.waiting_for[0].lifted_by_roles == ("caseworker",)


@pytest.mark.parametrize("edition", ["e1", "e2"])
def test_where_nobody_is_protected_a_booking_waits_for_the_consent_alone(library: Library, edition: str) -> None:
    """That the coordinator books only for the protected is no answer to one who waits to book for somebody else."""
    scenario = "renewal-judged-not-called-for" if edition == "e2" else "e1-to-self-support"
    more = """[[event]]
type = "kc-consent-withdrawn"
on = 2026-02-05
by = "caseworker"
"""
    found = waiting(library, scenario, SENT, more, date(2026, 2, 20))["book-enrolment-meeting"]
    assert [one.requirement for one in found.waiting_for] == ["consent-before-booking"]


def kompetenscenter(library: Library) -> Edition:
    """The newest edition of the routine."""
    return library.routines["kompetenscenter"].editions[-1]


def test_a_duty_for_those_without_protection_ends_by_a_way_for_the_protected_and_the_other_way_round(
    library: Library,
) -> None:
    """Also where the need says it in other words: `not-protected` is `none = ["protected"]`."""
    edition = kompetenscenter(library)
    conditions, duties = edition.conditions, edition.duties
    assert would_end(duties["book-enrolment-meeting"], ["protected"], conditions)
    assert would_end(duties["book-enrolment-with-coordinator"], ["not-protected"], conditions)
    assert not would_end(duties["book-enrolment-meeting"], ["not-protected", "consent-kc"], conditions)
    assert not would_end(duties["book-enrolment-with-coordinator"], ["protected"], conditions)
    # `has-ended` is `any`: that it holds says nothing of each of those that it names.
    assert not would_end(duties["draw-up-plan"], ["has-ended"], conditions)
