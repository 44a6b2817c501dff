"""A letter that has gone is confirmed by a person, and what the routine wants recorded then is recorded with it."""

import pytest

from hemvist.cases.entries import Refused
from hemvist.letters.kinds import Way
from hemvist.letters.making import NOT_SENT, RETURNED
from hemvist.letters.sending import NotThatWay, confirm, follows, kind_of, say_why
from tests.letters.conftest import ASSIGNED, BOOKED, DECIDED, HELD, Begin, Desk, before_the_meeting

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
    desk = begin(BOOKED)
    booking = next(r.uid for r in reversed(desk.file().rows) if r.type == "enrolment-meeting-booked")
    with before_the_meeting(desk):
        uid = desk.make("invitation")
    sent(desk, uid, "handed")
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


def open_to_send(desk: Desk, name: str = "c-caseworker") -> list[str]:
    """The letters that somebody still has to send, by the uid of what tells that they were made."""
    duties = desk.view(name).status.open_duties
    return [duty.opened_by for duty in duties if duty.id.startswith("send-letter")]


def test_a_letter_that_was_made_is_a_duty_until_it_has_gone(begin: Begin) -> None:
    """Whoever handles the case is reminded of it, by a day that the city has set."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    [duty] = [each for each in desk.view().status.open_duties if each.id.startswith("send-letter")]
    assert (duty.id, duty.opened_by, duty.turn, duty.due_is_local) == (
        "send-letter-of-decider",
        uid,
        ("caseworker",),
        True,
    )
    sent(desk, uid)
    assert open_to_send(desk) == []


def test_a_letter_that_will_not_go_is_said_not_to(begin: Begin) -> None:
    """With why; the event is as secret as the letter."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    letter = next(each for each in desk.view().history if each.uid == uid)
    say_why(desk.view(), desk.viewer(), letter, NOT_SENT, "not-needed", "k")
    said = desk.file().rows[-1]
    assert (said.type, said.about, said.information) == ("letter-not-sent", uid, "decision")
    assert open_to_send(desk) == []
    with pytest.raises(Refused):
        say_why(desk.view(), desk.viewer(), letter, NOT_SENT, "it-was-lost", "k2")


def test_a_new_version_goes_in_the_place_of_the_old(begin: Begin) -> None:
    """Of the same letter about the same thing; another letter, and one that has gone, are left as they are."""
    desk = begin(DECIDED)
    other, first = desk.make("decision-plain"), desk.make("decision")
    second = desk.make("decision")
    assert [(e.type, e.about) for e in desk.view().history[-2:]] == [
        ("letter-made", desk.view().history[-2].about),
        ("letter-not-sent", first),
    ]
    assert set(open_to_send(desk)) == {other, second}
    sent(desk, second, also=False)
    third = desk.make("decision")
    assert set(open_to_send(desk)) == {other, third}
    assert types(desk, 1) == ["letter-made"]


def test_a_letter_that_came_back_is_to_be_sent_again(begin: Begin) -> None:
    """The duty opens anew, until it has gone once more; a new version takes its place too."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    sent(desk, uid)
    letter = next(each for each in desk.view().history if each.uid == uid)
    say_why(desk.view(), desk.viewer(), letter, RETURNED, "post", "k")
    assert desk.file().rows[-1].information == "decision"
    [duty] = [each for each in desk.view().status.open_duties if each.id.startswith("send-letter")]
    assert duty.id == "send-letter-of-decider"
    sent(desk, uid, "handed", also=False)
    assert open_to_send(desk) == []
    say_why(desk.view(), desk.viewer(), letter, RETURNED, "post", "k3")
    second = desk.make("decision")
    assert types(desk, 1) == ["letter-not-sent"]
    assert open_to_send(desk) == [second]


def test_a_form_that_is_filled_in_here_reminds_nobody(begin: Begin) -> None:
    """The client signs it with the caseworker; it can still be noted how it was handed over."""
    desk = begin(BEFORE_AF)
    uid = desk.make("consent-kc")
    assert next(e for e in desk.file().events if e.id == uid).fields["sender"] == "nobody"
    assert open_to_send(desk) == []


def test_the_centres_letter_is_the_consultants_to_send(begin: Begin) -> None:
    """Each side sends its own."""
    desk = begin(HELD)
    uid = desk.make("plan", "consultant")
    [duty] = [each for each in desk.view("consultant").status.open_duties if each.id.startswith("send-letter")]
    assert (duty.id, duty.opened_by) == ("send-letter-of-executor", uid)
