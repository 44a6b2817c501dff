"""What the engine answers for small cases, one rule at a time."""

from datetime import date

from hemvist.routines.duties import evaluate
from tests.routines.examples import decided, duty, event, history, local, moment, on, states, visits

TOLD = event("decision-told", "2026-02-03")
V1 = event("visit-booked", "2026-02-04", "v1", fields={"starts": local("2026-02-20T10:00")})
V2 = event("visit-booked", "2026-02-05", "v2", fields={"starts": local("2026-02-24T10:00")})


def test_an_empty_case_has_no_duties_and_an_edition() -> None:
    """Before anything has happened the edition in force answers, and gates are judged."""
    status = on("2026-01-01")
    assert (status.duties, status.edition, status.state, status.round_started_by) == ((), "a", "open", None)
    assert "case-opened" in status.allowed
    assert on("2026-08-01").edition == "b"


def test_a_duty_says_whose_turn_it_is_by_when_and_why() -> None:
    """Holder, turn, due date with its steps, clause and whether the number is local."""
    found = duty(on("2026-01-10", event("case-opened", "2026-01-10")), "check-protection")
    assert (found.state, found.holder, found.turn, found.due_on) == (
        "open",
        ("caseworker",),
        ("caseworker",),
        date(2026, 1, 14),
    )
    assert (found.clauses, found.due_is_local, found.opened_by, found.instance) == (
        ("GEM-02",),
        True,
        "case-opened",
        "case-opened",
    )
    assert found.steps == ("3 arbetsdagar (skyndsamt, lokal tid) efter lördag 2026-01-10 är onsdag 2026-01-14.",)


def test_lateness_counts_from_the_day_after_the_due_date_and_stays_when_done() -> None:
    """Late by two days is late by two days for ever."""
    opened = event("case-opened", "2026-01-10")
    done = event("protection-learnt", "2026-01-16", fields={"protection": "none"})
    assert duty(on("2026-01-14", opened), "check-protection").late_days == 0
    assert duty(on("2026-01-16", opened), "check-protection").late_days == 2
    found = duty(on("2026-06-01", opened, done), "check-protection")
    assert (found.state, found.late_days, found.done_on, found.done_by) == (
        "done",
        2,
        date(2026, 1, 16),
        "protection-learnt",
    )


def test_each_booking_has_its_own_duty_that_opens_on_its_day() -> None:
    """Before its day nothing is asked; then only the meeting that it is about is settled."""
    assert states(on("2026-02-19", *decided(), TOLD, V1, V2), "record-outcome") == {}
    assert on("2026-02-19", *decided(), TOLD, V1, V2).next_change_on == date(2026, 2, 20)
    held = event("visit-held", "2026-02-24", about="v1", fields={"need": "no"})
    assert states(on("2026-02-24", *decided(), TOLD, V1, V2, held), "record-outcome") == {"v1": "done", "v2": "open"}


def test_a_meeting_settled_before_its_day_never_asks_for_its_outcome() -> None:
    """Called off in advance: no duty to record what came of it."""
    missed = event("visit-missed", "2026-02-10", about="v1")
    assert states(on("2026-03-01", *decided(), TOLD, V1, missed), "record-outcome") == {}


def test_a_condition_goes_by_the_event_that_the_instance_hangs_on() -> None:
    """The need of one visit is not forgotten because the next one shows none."""
    first = event("visit-held", "2026-02-20", "h1", about="v1", fields={"need": "yes"})
    second = event("visit-held", "2026-02-24", "h2", about="v2", fields={"need": "no"})
    assert states(on("2026-02-25", *decided(), TOLD, V1, V2, first, second), "meet-need") == {"h1": "open"}
    met = event("need-met", "2026-02-26", about="h1")
    assert states(on("2026-02-26", *decided(), TOLD, V1, V2, first, second, met), "meet-need") == {"h1": "done"}


def test_what_lapses_a_duty_cancels_it_in_time_and_lets_it_lapse_when_late() -> None:
    """Closing never hides lateness."""
    first = event("visit-held", "2026-02-20", "h1", about="v1", fields={"need": "yes"})
    for gone, state in (("2026-02-25", "cancelled"), ("2026-02-26", "lapsed")):
        status = on("2026-03-10", *decided(), TOLD, V1, first, event("need-gone", gone))
        assert (gone, duty(status, "meet-need").state) == (gone, state)


def test_each_of_several_holders_has_an_instance_of_their_own() -> None:
    """What one has done the other has not; the coordinator acts until a consultant is appointed."""
    status = on("2026-02-02", *decided(), event("decision-read", "2026-02-02", by="coordinator"))
    assert states(status, "read-decision") == {"decision-made@caseworker": "open", "decision-made@consultant": "done"}


def test_the_turn_is_the_stand_ins_until_somebody_is_appointed() -> None:
    """And again after that one has left."""
    appointed = event(
        "consultant-appointed", "2026-02-05", by="coordinator", fields={"role": "consultant", "worker": "w"}
    )
    left = event("consultant-left", "2026-03-05", by="coordinator", fields={"role": "consultant"})
    turns = [
        duty(on(day, *decided(), appointed, left), "keep-plan").turn
        for day in ("2026-02-04", "2026-02-05", "2026-03-05")
    ]
    assert turns == [("coordinator",), ("consultant",), ("coordinator",)]


def test_a_limit_sets_an_earlier_date_where_its_condition_holds() -> None:
    """Two weeks, but three working days where the person is protected; unknown counts as protected here."""
    assert duty(on("2026-02-01", *decided()), "tell").due_on == date(2026, 2, 15)
    protected = tuple(one for one in decided() if one.type != "protection-learnt")
    assert duty(on("2026-02-01", *protected), "tell").due_on == date(2026, 2, 4)


def test_an_open_duty_whose_every_closing_is_refused_is_waiting() -> None:
    """It says what for, by which clause, and who can lift it."""
    withdrawn = event("consent-withdrawn", "2026-02-02", about="consent-given")
    found = duty(on("2026-02-03", *decided(), withdrawn, TOLD), "book")
    [refusal] = found.waiting_for
    assert (found.state, refusal.clause, refusal.reason) == ("waiting", "EX-06", "Samtycke eller beslut saknas.")
    assert refusal.lifted_by_events == ("consent-given",)
    assert refusal.lifted_by_roles == ("caseworker",)


def test_the_series_goes_on_from_the_last_one_held_and_ends_at_the_cap() -> None:
    """Every third month; a late one shifts the series; the last day is itself allowed."""
    started = event("visits-started", "2026-02-10")
    held = [
        event("followed-up", day, f"f{number}")
        for number, day in enumerate(("2026-05-20", "2026-08-20", "2026-11-20"), 1)
    ]
    status = on("2026-11-21", *decided(), started, *held)
    dues = {one.instance: (one.due_on, one.state, one.late_days) for one in status.duties if one.id == "follow-up"}
    assert dues == {
        "visits-started#1": (date(2026, 5, 10), "done", 10),
        "visits-started#2": (date(2026, 8, 20), "done", 0),
        "visits-started#3": (date(2026, 11, 20), "done", 0),
        "visits-started#4": (date(2027, 1, 31), "open", 0),
    }


def test_none_opens_when_one_was_held_just_before_the_cap_until_a_renewal_moves_it() -> None:
    """Held within four weeks before the end: enough. A renewal moves the cap at once, and the series goes on from the one held."""
    started = event("visits-started", "2026-11-01")
    held = event("followed-up", "2027-01-10")
    assert states(on("2027-01-15", *decided(), started, held), "follow-up") == {"visits-started#1": "done"}
    again = event("assessment-started", "2027-01-11", "round-2")
    consulted = event("consulted", "2027-01-12", "consulted-2", fields={"programme": "no"})
    renewed = event("decision-made", "2027-01-14", "d2", fields={"first_day": "2027-02-01", "last_day": "2028-01-31"})
    following = duty(
        on("2027-01-15", *decided(), started, held, again, consulted, renewed), "follow-up", "visits-started#2"
    )
    assert (following.state, following.due_on, following.opened_on) == ("open", date(2027, 4, 10), date(2027, 1, 14))


def test_each_of_several_holders_has_a_series_of_their_own() -> None:
    """What the caseworker has held moves the caseworker's next, and leaves the consultant's late; the coordinator acts for the consultant until then."""
    started = event("visits-started", "2026-02-10")
    own = event("looked-in", "2026-04-01", "l1", by="caseworker")
    found = {
        one.instance: (one.holder, one.turn, one.due_on, one.state, one.late_days)
        for one in on("2026-04-12", *decided(), started, own).duties
        if one.id == "look-in"
    }
    assert found == {
        "visits-started#1@caseworker": (("caseworker",), ("caseworker",), date(2026, 4, 10), "done", 0),
        "visits-started#2@caseworker": (("caseworker",), ("caseworker",), date(2026, 6, 1), "open", 0),
        "visits-started#1@consultant": (("consultant",), ("coordinator",), date(2026, 4, 10), "open", 2),
    }
    stand_in = event("looked-in", "2026-04-13", "l2", by="coordinator")
    later = on("2026-04-14", *decided(), started, own, stand_in)
    assert duty(later, "look-in", "visits-started#1@consultant").state == "done"
    assert duty(later, "look-in", "visits-started#2@consultant").due_on == date(2026, 6, 13)
    assert duty(later, "look-in", "visits-started#2@caseworker").due_on == date(2026, 6, 1)


def test_each_holders_series_ends_at_the_cap_by_what_that_holder_has_done() -> None:
    """Held so near the end that no more is needed, by one of them only; the other's lapses when the decision ends."""
    started = event("visits-started", "2026-11-20")
    near = event("looked-in", "2027-01-15", "l1", by="caseworker")
    status = on("2027-02-10", *decided(), started, near)
    assert states(status, "look-in") == {
        "visits-started#1@caseworker": "done",
        "visits-started#1@consultant": "lapsed",
    }


def test_in_a_gap_between_decisions_the_series_pauses_and_what_was_late_has_lapsed() -> None:
    """The renewal is what is overdue then; the series goes on with the new decision."""
    started = event("visits-started", "2026-02-10")
    again = event("assessment-started", "2027-02-10", "round-2")
    renewed = event("decision-made", "2027-02-20", "d2", fields={"first_day": "2027-03-01", "last_day": "2028-02-29"})
    case = (*decided(), started, again, renewed)
    assert states(on("2027-02-05", *case), "follow-up") == {"visits-started#1": "lapsed"}
    assert duty(on("2027-02-05", *case), "renew").late_days == 5
    after = duty(on("2027-03-02", *case), "follow-up", "visits-started#2")
    assert (after.state, after.opened_on, after.due_on) == ("open", date(2027, 3, 1), date(2027, 3, 1))


def test_a_span_ends_its_open_duties_and_a_renewal_without_a_gap_carries_them_on() -> None:
    """What an event opened during the decision ends with it, unless the next decision follows at once."""
    case = (*decided(), TOLD)
    assert duty(on("2027-02-01", *case), "book").state == "lapsed"
    renewed = event("decision-made", "2027-01-14", "d2", fields={"first_day": "2027-02-01", "last_day": "2028-01-31"})
    assert duty(on("2027-02-01", *case, renewed), "book").state == "open"
    spans = {one.instance: (one.state, one.renewed) for one in on("2027-02-01", *case, renewed).spans}
    assert spans == {"decision-made": ("ended", True), "d2": ("in force", False)}


def test_the_last_day_of_a_span_is_itself_in_force() -> None:
    """Both days inclusive."""
    found = {day: [one.state for one in on(day, *decided()).spans] for day in ("2027-01-31", "2027-02-01")}
    assert found == {"2027-01-31": ["in force"], "2027-02-01": ["ended"]}


def test_what_a_round_needs_must_be_done_in_that_round() -> None:
    """Last year's consultation does not open next year's decision."""
    again = event("assessment-started", "2026-12-01", "round-2")
    status = on("2026-12-02", *decided(), again)
    assert status.round_started_by == "round-2"
    [refusal] = [one for one in status.refused["decision-made"] if one.level == "must"]
    assert (refusal.clause, refusal.lifted_by_events) == ("EX-02", ("consulted",))
    assert states(status, "consult") == {"assessment-started": "done", "round-2": "open"}


def test_the_edition_of_a_round_is_the_one_in_force_when_it_starts_unless_it_is_moved() -> None:
    """A round that began under the first edition stays there; the next one goes by the second."""
    assert on("2026-08-01", *decided()).edition == "a"
    again = event("assessment-started", "2026-08-01", "round-2")
    assert on("2026-08-01", *decided(), again).edition == "b"
    moved = event("edition-changed", "2026-08-01", fields={"edition": "b"}, by="unit_manager")
    assert on("2026-08-01", *decided(), moved).edition == "b"


def test_a_round_under_the_next_edition_ends_what_still_stands_of_the_round_before() -> None:
    """As a round under the same edition does; so that moving it to the edition before takes back nothing that was done in it."""
    started = (event("case-opened", "2026-01-01"), event("assessment-started", "2026-01-01"))
    again = event("assessment-started", "2026-07-01", "round-2")
    consulted = event("consulted", "2026-07-02", fields={"programme": "no"})
    moved = event("edition-changed", "2026-07-03", fields={"edition": "a"}, by="unit_manager")
    for events in ((*started, again, consulted), (*started, again, consulted, moved)):
        status = on("2026-07-03", *events)
        assert states(status, "consult") == {"assessment-started": "lapsed", "round-2": "done"}


def test_ending_the_case_ends_what_is_open_and_the_ending_has_its_own_duties() -> None:
    """Ending until they are done, then closed; no offers or standing duties remain."""
    closed = event("case-closed", "2026-03-02")
    status = on("2026-03-02", *decided(), TOLD, closed)
    assert status.state == "ending"
    assert [one.id for one in status.open_duties] == ["write-ending"]
    assert (status.offers, status.standing) == ((), ())
    assert on("2026-03-03", *decided(), TOLD, closed, event("ending-written", "2026-03-03")).state == "closed"


def test_unknown_is_never_no() -> None:
    """A fact that is not known makes the gate say which fact, not that it fails."""
    consulted = event("consulted", "2026-01-20", fields={})
    start = [one for one in decided() if one.type not in ("consulted", "decision-made")]
    [refusal] = [one for one in on("2026-01-25", *start, consulted).refused["decision-made"] if one.level == "must"]
    assert (refusal.code, refusal.missing) == ("unknown-fact", ("consulted.programme",))


def test_a_should_about_age_asks_for_a_reason_until_the_birthday() -> None:
    """Age changes with time alone, so the day is told in advance."""
    born = event("birth-date-learnt", "2026-01-11", fields={"birth_date": date(2008, 6, 1)})
    case = (event("case-opened", "2026-01-10"), born)
    before = on("2026-05-31", *case)
    assert [one.level for one in before.refused["decision-made"]].count("should") == 1
    assert before.next_change_on == date(2026, 6, 1)
    assert [one.level for one in on("2026-06-01", *case).refused["decision-made"]].count("should") == 0


def test_consent_counts_on_its_days_and_ends_with_them() -> None:
    """Given to and with a day: the day after, it has expired, which is a no and not unknown."""
    given = event(
        "consent-given", "2026-01-21", fields={"recipient": "clinic", "purpose": "planning", "last_day": "2026-03-31"}
    )
    case = (*(one for one in decided() if one.type != "consent-given"), given)
    assert "visit-booked" in on("2026-03-31", *case).allowed
    assert on("2026-03-31", *case).next_change_on == date(2026, 4, 1)
    [refusal] = on("2026-04-01", *case).refused["visit-booked"]
    assert (refusal.code, refusal.missing) == ("requirement", ())


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    """Same day, same place; what was about the old event is about the new one; a correction can itself be corrected."""
    held = event("visit-held", "2026-02-20", "h1", about="v1", fields={"need": "no"})
    second = event(
        "visit-booked",
        "2026-02-04",
        "v1b",
        "2026-03-01T09:00",
        annuls="v1",
        fields={"starts": local("2026-02-19T09:00")},
    )
    third = event(
        "visit-booked",
        "2026-02-04",
        "v1c",
        "2026-03-02T09:00",
        annuls="v1b",
        fields={"starts": local("2026-02-18T09:00")},
    )
    for corrections, place in (((second,), "v1b"), ((second, third), "v1c")):
        status = on("2026-03-05", *decided(), TOLD, V1, held, *corrections)
        assert states(status, "record-outcome") == {place: "done"}


def test_as_known_before_a_correction_the_old_answer_stands() -> None:
    """Two time axes: what had happened, and what had been recorded."""
    opened = event("case-opened", "2026-01-10")
    wrong = event("protection-learnt", "2026-01-12", "p1", fields={"protection": "none"})
    back = event("taken-back", "2026-01-20", "x", "2026-01-20T08:00", annuls="p1")
    case = history(opened, wrong, back)
    assert states(evaluate(visits(), case, date(2026, 1, 21)), "check-protection") == {"case-opened": "open"}
    then = evaluate(visits(), case, date(2026, 1, 21), moment("2026-01-20T07:59"))
    assert states(then, "check-protection") == {"case-opened": "done"}


def test_offers_and_standing_duties_are_shown_while_their_span_runs() -> None:
    """They are nobody's turn."""
    status = on("2026-02-02", *decided())
    assert [one.id for one in status.offers] == ["review-plan"]
    assert [one.id for one in status.standing] == ["watch"]
    assert on("2027-02-02", *decided()).standing == ()
