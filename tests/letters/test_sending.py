"""A letter that has gone is confirmed by a person, and what the routine wants recorded then is recorded with it."""

import pytest

from hemvist.cases.entries import Refused
from hemvist.letters.kinds import Way
from hemvist.letters.sending import NotThatWay, confirm, follows, kind_of
from tests.letters.conftest import ASSIGNED, DECIDED, Begin, Desk

BEFORE_AF = 9


def sent(desk: Desk, uid: str, way: Way = "post", *, also: bool = True, key: str = "") -> None:
    """Confirm, as the caseworker, today."""
    view = desk.view()
    letter = next(each for each in view.history if each.uid == uid)
    confirm(view, desk.viewer(), letter, way, desk.city.today, also=also, key=key)


def types(desk: Desk, last: int) -> list[str]:
    """The types of the last events."""
    return [row.type for row in desk.file().rows[-last:]]


def test_the_decision_is_communicated_by_its_letter(begin: Begin) -> None:
    """One confirmation records both, on the same day, with the way in the routine's own words."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    sent(desk, uid)
    told, communicated = desk.file().events[-2:]
    assert types(desk, 2) == ["letter-sent", "decision-communicated"]
    assert (told.about, told.fields["way"], communicated.fields["way"]) == (uid, "post", "letter")
    assert [row.information for row in desk.file().rows[-2:]] == ["decision", "decision"]


def test_the_two_forms_to_the_employment_service_go_together(begin: Begin) -> None:
    """The routine's event waits for both, and is recorded with the second, every answer filled in."""
    desk = begin(BEFORE_AF)
    consent, information = desk.make("consent-af"), desk.make("af-information")
    sent(desk, consent)
    assert types(desk, 1) == ["letter-sent"]
    sent(desk, information)
    assert types(desk, 2) == ["letter-sent", "af-informed"]
    assert desk.file().events[-1].fields == {"consent_form_sent": "yes", "information_form_posted": "yes"}


def test_an_invitation_tells_the_client_the_time_of_that_meeting(begin: Begin) -> None:
    """The routine's event concerns the booking that the letter is about."""
    desk = begin(18)
    booking = next(r.uid for r in reversed(desk.file().rows) if r.type == "enrolment-meeting-booked")
    sent(desk, desk.make("invitation"), "handed")
    told = desk.file().events[-1]
    assert (told.type, told.about, told.fields["way"]) == ("client-told-enrolment-time", booking, "meeting")


def test_nothing_is_recorded_where_the_routine_refuses(begin: Begin) -> None:
    """All or nothing; that the letter went can be confirmed by itself."""
    desk = begin(BEFORE_AF)
    consent, information = desk.make("consent-af"), desk.make("af-information")
    given = next(r.uid for r in desk.file().rows if r.type == "af-consent-given")
    sent(desk, consent)
    withdraw(desk, given)
    before = len(desk.file().rows)
    with pytest.raises(Refused):
        sent(desk, information)
    assert len(desk.file().rows) == before
    sent(desk, information, also=False)
    assert types(desk, 1) == ["letter-sent"]


def withdraw(desk: Desk, given: str) -> None:
    """Let the client take back their consent."""
    from hemvist.cases.entries import Entry
    from hemvist.cases.recording import record_event

    record_event(desk.viewer(), desk.case, Entry("af-consent-withdrawn", desk.city.today, about=given))


def test_what_was_told_already_is_said_to_be(begin: Begin) -> None:
    """So that nobody records it once more without meaning to."""
    desk = begin(ASSIGNED)  # the decision was communicated at a meeting
    uid = desk.make("decision")
    view = desk.view()
    letter = next(each for each in view.history if each.uid == uid)
    kind = kind_of(letter)
    assert kind
    more = follows(view, letter, kind, "post")
    assert more
    assert more.recorded_before


def test_a_confirmation_sent_twice_counts_once(begin: Begin) -> None:
    """By the key of the form."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    sent(desk, uid, key="k")
    sent(desk, uid, key="k")
    assert [row.type for row in desk.file().rows].count("letter-sent") == 1
    assert [row.type for row in desk.file().rows].count("decision-communicated") == 1


def test_a_protected_person_s_letter_goes_by_no_other_way(begin: Begin) -> None:
    """Not by ordinary post."""
    desk = begin(8, "protected-from-the-start")
    uid = desk.make("consent-kc")
    with pytest.raises(NotThatWay):
        sent(desk, uid, "post")
    sent(desk, uid, "handed")
    assert types(desk, 1) == ["letter-sent"]
