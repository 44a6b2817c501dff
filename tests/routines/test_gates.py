"""What may not be recorded, why, and what stands although it should not have been."""

from dataclasses import replace
from datetime import date

from hemvist.routines.gates import candidates, refusals
from hemvist.routines.status import Refusal
from tests.routines.examples import decided, duty, event, history, local, moment, on, states, visits

V1 = event("visit-booked", "2026-02-04", "v1", fields={})
V2 = event("visit-booked", "2026-02-05", "v2", fields={})


def judged(new: object, *before: object) -> tuple[Refusal, ...]:
    """What stands against an event after others."""
    return refusals(visits(), history(*before), new)  # type: ignore[arg-type]


def test_a_must_on_an_act_is_refused_whatever_reason_is_given() -> None:
    """An act is done through Hemvist, so it can be left undone."""
    start = [one for one in decided() if one.type not in ("consulted", "decision-made")]
    act = event(
        "decision-made",
        "2026-02-01",
        passed_over="Bråttom",
        fields={"first_day": "2026-02-01", "last_day": "2027-01-31"},
    )
    [refusal] = judged(act, *start)
    assert (refusal.level, refusal.code, refusal.clause, refusal.requirement) == (
        "must",
        "requirement",
        "EX-02",
        "consult-before-decision",
    )


def test_an_event_is_judged_by_its_own_answers() -> None:
    """A decision for more than a year is refused by the dates in it; before they are filled in, nothing is said of them."""
    start = [one for one in decided() if one.type != "decision-made"]
    long = event("decision-made", "2026-02-01", fields={"first_day": "2026-02-01", "last_day": "2027-02-02"})
    assert [one.requirement for one in judged(long, *start)] == ["one-year"]
    assert "decision-made" in on("2026-02-01", *start).allowed


def test_all_reasons_are_told_and_must_comes_first() -> None:
    """A person mends everything at once."""
    long = event("decision-made", "2026-02-01", fields={"first_day": "2026-02-01", "last_day": "2027-02-02"})
    found = judged(long, event("case-opened", "2026-01-10"))
    assert [(one.level, one.requirement) for one in found] == [
        ("must", "consult-before-decision"),
        ("must", "one-year"),
        ("should", "age-guides"),
    ]


def test_a_back_dated_event_is_judged_by_what_had_happened_before_it() -> None:
    """What came later does not help it."""
    act = event("decision-made", "2026-01-19", fields={"first_day": "2026-01-19", "last_day": "2026-12-31"})
    start = [one for one in decided() if one.type != "decision-made"]
    assert [one.requirement for one in judged(act, *start)] == ["consult-before-decision"]


def test_what_concerns_a_booking_needs_one_and_says_which() -> None:
    """Nothing to concern; several to choose from; one that is something else."""
    assert [one.code for one in judged(event("visit-held", "2026-02-20", fields={"need": "no"}), *decided())] == [
        "nothing-to-concern"
    ]
    [several] = judged(event("visit-held", "2026-02-20", fields={"need": "no"}), *decided(), V1, V2)
    assert (several.code, several.missing) == ("about-missing", ("v1", "v2"))
    [wrong] = judged(event("visit-held", "2026-02-20", about="decision-made", fields={"need": "no"}), *decided(), V1)
    assert wrong.code == "about-wrong"


def test_what_came_of_a_booking_is_told_once() -> None:
    """Held after held, or missed after held, is a correction of the one that stands or about another booking; a correction may say otherwise."""
    held = event("visit-held", "2026-02-20", "held", about="v1", fields={"need": "no"})
    for day in ("2026-02-19", "2026-02-20", "2026-02-21"):
        again = event("visit-held", day, "again", about="v1", fields={"need": "yes"})
        [told] = judged(again, *decided(), V1, V2, held)
        assert (told.code, told.level) == ("outcome-told", "must")
        assert "2026-02-20" in told.reason
    other = event("visit-held", "2026-02-21", "other", about="v2", fields={"need": "no"})
    assert judged(other, *decided(), V1, V2, held) == ()
    instead = event("visit-held", "2026-02-20", "instead", about="v1", annuls="held", fields={"need": "yes"})
    assert judged(instead, *decided(), V1, V2, held) == ()
    back = event("taken-back", "2026-02-21", "back", annuls="held")
    later = event("visit-held", "2026-02-21", "later", about="v1", fields={"need": "yes"})
    assert judged(later, *decided(), V1, V2, held, back) == ()


def test_those_that_wait_for_an_answer_are_offered_alone() -> None:
    """A booking that has been held is not suggested again while another waits."""
    first = event("visit-booked", "2026-02-04", "v1", fields={"starts": local("2026-02-20T10:00")})
    second = event("visit-booked", "2026-02-05", "v2", fields={"starts": local("2026-02-24T10:00")})
    held = event("visit-held", "2026-02-20", about="v1", fields={"need": "no"})
    found = candidates(visits(), history(*decided(), first, second, held), "visit-held", date(2026, 2, 25))
    assert [one.id for one in found] == ["v2"]


def test_nothing_is_taken_back_twice() -> None:
    """And nothing that is not there."""
    back = event("taken-back", "2026-02-06", "x", annuls="v1")
    assert judged(back, *decided(), V1) == ()
    assert [one.code for one in judged(event("taken-back", "2026-02-07", "y", annuls="v1"), *decided(), V1, back)] == [
        "already-annulled"
    ]
    assert [one.code for one in judged(event("taken-back", "2026-02-07", "y", annuls="v9"), *decided(), V1)] == [
        "nothing-to-annul"
    ]


def test_an_event_that_the_routine_has_not_is_refused() -> None:
    """With a code of its own."""
    assert [one.code for one in judged(event("party-thrown", "2026-02-06"), *decided())] == ["unknown-event"]


def test_a_correction_that_leaves_an_act_standing_without_its_ground_makes_a_breach_with_a_duty() -> None:
    """The correction is not refused; what no longer holds is listed, from the day of the correction, and the manager has a duty."""
    back = event("taken-back", "2026-02-10", "x", "2026-02-10T09:00", annuls="consulted")
    status = on("2026-02-10", *decided(), back)
    [breach] = [one for one in status.breaches if one.kind == "breach"]
    assert (breach.event, breach.clause, breach.given_reason) == ("decision-made", "EX-02", "")
    found = duty(status, "handle-breach")
    assert (found.instance, found.opened_on, found.holder, found.state) == (
        "decision-made",
        date(2026, 2, 10),
        ("unit_manager",),
        "open",
    )
    handled = event("breach-handled", "2026-02-12", about="decision-made", by="unit_manager")
    assert states(on("2026-02-12", *decided(), back, handled), "handle-breach") == {"decision-made": "done"}


def test_annulling_an_event_annuls_its_breach() -> None:
    """Nothing remains of it."""
    back = event("taken-back", "2026-02-10", "x", "2026-02-10T09:00", annuls="consulted")
    decision = event("taken-back", "2026-02-11", "y", "2026-02-11T09:00", annuls="decision-made")
    status = on("2026-02-12", *decided(), back, decision)
    assert status.breaches == ()
    assert states(status, "handle-breach") == {}


def test_a_should_that_was_passed_over_is_a_deviation_with_its_reason() -> None:
    """It opens no duty."""
    young = event("birth-date-learnt", "2026-01-11", "born", fields={"birth_date": date(2010, 1, 1)})
    act = event(
        "decision-made",
        "2026-02-01",
        passed_over="Särskilda skäl",
        fields={"first_day": "2026-02-01", "last_day": "2027-01-31"},
    )
    start = [one for one in decided() if one.type != "decision-made"]
    assert judged(act, *start, young) == ()
    status = on("2026-02-02", *start, young, act)
    assert [(one.kind, one.given_reason) for one in status.breaches] == [("deviation", "Särskilda skäl")]
    assert states(status, "handle-breach") == {}


def test_what_a_requirement_asks_for_is_told_before_the_event_and_not_of_what_stands() -> None:
    """Whoever is about to record it is asked why; afterwards the reason stands there, and nobody is asked again."""
    young = event("birth-date-learnt", "2026-01-11", "born", fields={"birth_date": date(2010, 1, 1)})
    act = event("decision-made", "2026-02-01", fields={"first_day": "2026-02-01", "last_day": "2027-01-31"})
    start = [one for one in decided() if one.type != "decision-made"]
    [refusal] = judged(act, *start, young)
    assert refusal.reason == "Rutinen riktar sig till vuxna. Ange varför du beslutar ändå."
    [deviation] = on("2026-02-02", *start, young, replace(act, passed_over="Särskilda skäl")).breaches
    assert (deviation.reason, deviation.given_reason) == ("Rutinen riktar sig till vuxna.", "Särskilda skäl")


def test_what_was_about_an_event_that_was_taken_back_stands_as_a_breach() -> None:
    """The visit was held, but the booking it was about is gone."""
    held = event("visit-held", "2026-02-20", "h", about="v1", fields={"need": "no"})
    back = event("taken-back", "2026-02-21", "x", "2026-02-21T09:00", annuls="v1")
    [breach] = on("2026-02-21", *decided(), V1, held, back).breaches
    assert (breach.event, breach.requirement) == ("h", "about")
    assert on("2026-02-21", *decided(), V1, held, back, known_on=moment("2026-02-21T08:00")).breaches == ()
