"""Days that several events tell of and that move: what is counted from them moves too, and nobody is asked for what there was no time for."""

from hemvist.routines.duties import evaluate
from hemvist.routines.gates import refusals, taking_back
from hemvist.routines.history import Event, History
from hemvist.routines.status import DutyStatus, Status
from tests.routines.examples import day, duty, event, moment, states, stays, visits


def stay(as_of: str, *events: Event) -> Status:
    """The status of a stay on a day."""
    return evaluate(stays(), History(events, taking_back(stays())), day(as_of))


def told(on: str, arrives: str, event_id: str = "told", **more: str) -> Event:
    """The day of arrival told for the first time."""
    return event("arrival-told", on, event_id, fields={"arrives": arrives, **more})


def moved(on: str, arrives: str | None, event_id: str = "moved", **more: str) -> Event:
    """The day of arrival moved; None where the event does not speak of it."""
    return event("arrival-moved", on, event_id, fields={**({"arrives": arrives} if arrives else {}), **more})


OPENED = event("case-opened", "2026-01-02")


def test_what_is_counted_from_a_named_date_moves_with_each_telling() -> None:
    """Two weeks before the arrival, wherever the arrival goes; the duty itself stays the same one."""
    events = [OPENED, told("2026-01-05", "2026-04-01")]
    assert duty(stay("2026-01-05", *events), "prepare-room").due_on == day("2026-03-18")
    events.append(moved("2026-01-07", "2026-03-02", "earlier"))
    assert duty(stay("2026-01-07", *events), "prepare-room").due_on == day("2026-02-16")
    events.append(moved("2026-01-09", "2026-05-04", "later"))
    found = duty(stay("2026-01-09", *events), "prepare-room")
    assert (found.instance, found.opened_on, found.due_on) == ("told", day("2026-01-05"), day("2026-04-20"))
    assert duty(stay("2026-01-07", *events), "prepare-room").due_on == day("2026-02-16")  # as of the earlier day


def test_an_event_that_leaves_the_date_out_says_nothing_of_it() -> None:
    """The newest that tells counts, not the newest that could have told."""
    events = [OPENED, told("2026-01-05", "2026-04-01"), moved("2026-01-07", None, leaves="2026-05-01")]
    assert duty(stay("2026-01-07", *events), "prepare-room").due_on == day("2026-03-18")


def test_a_date_told_to_be_unknown_is_missing_and_opens_nothing() -> None:
    """A duty counted from it has no day and says what is missing; one that opens on it waits until it is told again."""
    events = [OPENED, told("2026-01-05", "2026-04-01"), moved("2026-01-07", "unknown")]
    found = stay("2026-04-02", *events)
    assert duty(found, "prepare-room").due_on is None
    assert duty(found, "prepare-room").missing == ("arrival-moved.arrives",)
    assert states(found, "meet-guest") == {}
    events.append(moved("2026-04-03", "2026-04-10", "known"))
    assert states(stay("2026-04-10", *events), "meet-guest") == {"known": "open"}


def test_what_opens_on_a_date_opens_on_the_newest_day_alone() -> None:
    """Told anew before the day: the old one never arises. Told anew after it: the old one ends, lapsed if it was late."""
    events = [OPENED, told("2026-01-05", "2026-02-02"), moved("2026-01-20", "2026-03-02", "first")]
    assert states(stay("2026-02-02", *events), "meet-guest") == {}
    assert states(stay("2026-03-02", *events), "meet-guest") == {"first": "open"}
    in_time = [*events, moved("2026-03-03", "2026-04-01", "second")]
    assert states(stay("2026-04-01", *in_time), "meet-guest") == {"first": "cancelled", "second": "open"}
    late = [*events, moved("2026-03-20", "2026-04-01", "second")]
    assert states(stay("2026-04-01", *late), "meet-guest") == {"first": "lapsed", "second": "open"}


def test_what_is_done_stays_done_when_the_date_moves() -> None:
    """The room is in order, and stays so."""
    done = event("room-prepared", "2026-02-10")
    events = [OPENED, told("2026-01-05", "2026-03-02"), done, moved("2026-02-11", "2026-06-01")]
    found = duty(stay("2026-02-11", *events), "prepare-room")
    assert (found.state, found.done_on) == ("done", day("2026-02-10"))


def due(on: str, *events: Event) -> DutyStatus:
    """The duty to prepare the room, on a day."""
    return duty(stay(on, OPENED, *events), "prepare-room")


def test_nobody_is_asked_for_what_there_was_no_time_for() -> None:
    """Two weeks before an arrival ten days away has passed: the shortest time, three working days, counts from the day it was told."""
    found = due("2026-03-02", told("2026-03-02", "2026-03-12"))
    assert found.due_on == day("2026-03-05")
    assert found.due_is_local
    assert any("finns det inte tid" in step for step in found.steps)


def test_the_shortest_time_counts_from_when_the_date_was_known() -> None:
    """Moved close a month after the duty opened: from the day of the move; moved away again: from the arrival."""
    close = [told("2026-01-05", "2026-06-01"), moved("2026-02-02", "2026-02-06")]
    assert due("2026-02-02", *close).due_on == day("2026-02-05")
    away = [*close, moved("2026-02-03", "2026-06-01", "away")]
    assert due("2026-02-03", *away).due_on == day("2026-05-18")


def test_an_event_that_comes_too_early_is_told_its_first_day() -> None:
    """Two months before the arrival, also where the month lacks the day; on that day it may be done."""
    history = History((OPENED, told("2026-01-05", "2026-04-30")), taking_back(stays()))
    [refusal] = refusals(stays(), history, event("room-prepared", "2026-02-27"))
    assert refusal.first_day == day("2026-02-28")
    assert refusal.reason == "Rummet står tomt för länge. Första möjliga dag är lördag 2026-02-28."
    assert refusals(stays(), history, event("room-prepared", "2026-02-28")) == ()


def test_where_no_day_is_known_a_refusal_tells_none() -> None:
    """The date is unknown, and so is whether it is too early."""
    history = History((OPENED, told("2026-01-05", "unknown")), taking_back(stays()))
    [refusal] = refusals(stays(), history, event("room-prepared", "2026-02-27"))
    assert (refusal.code, refusal.first_day, refusal.missing) == ("unknown-fact", None, ("arrival-told.arrives",))


def test_a_condition_between_two_named_dates_goes_by_the_newest_of_both() -> None:
    """The stay is long by the day of leaving, and then not, because the guest came later."""
    events = [OPENED, told("2026-01-05", "2026-02-02", leaves="2026-05-04")]
    offered = {one.id for one in stay("2026-01-05", *events).offers}
    assert "lend-key" in offered
    arrived = [*events, event("arrived", "2026-02-20")]
    assert "lend-key" not in {one.id for one in stay("2026-02-20", *arrived).offers}


def test_a_period_that_ends_on_a_named_date_ends_later_when_that_moves() -> None:
    """Both days are inclusive."""
    events = [OPENED, told("2026-01-05", "2026-02-02", leaves="2026-02-20"), event("arrived", "2026-02-02")]
    [span] = stay("2026-02-21", *events).spans
    assert (span.state, span.last_day) == ("ended", day("2026-02-20"))
    longer = [*events, moved("2026-02-10", None, leaves="2026-03-20")]
    [span] = stay("2026-02-21", *longer).spans
    assert (span.state, span.last_day) == ("in force", day("2026-03-20"))


def test_a_moving_that_is_taken_back_moved_nothing() -> None:
    """The day told before it counts again, and what was known before stays as it was."""
    move = moved("2026-01-07", "2026-03-02")
    back = event("taken-back", "2026-01-08", "x", "2026-01-08T09:00", annuls="moved")
    assert due("2026-01-08", told("2026-01-05", "2026-04-01"), move, back).due_on == day("2026-03-18")
    history = History((OPENED, told("2026-01-05", "2026-04-01"), move, back), taking_back(stays()))
    before = evaluate(stays(), history, day("2026-01-08"), moment("2026-01-08T08:00"))
    assert duty(before, "prepare-room").due_on == day("2026-02-16")


def asked(on: str, event_id: str, **answers: str) -> Event:
    """The guest is asked, point by point."""
    return event("asked", on, event_id, fields=answers)


TOLD = told("2026-01-05", "2026-04-01")


def test_a_duty_for_each_point_is_closed_point_by_point() -> None:
    """One for each point answered so; what closes one leaves the others."""
    events = [OPENED, TOLD, asked("2026-01-07", "a", bed="need", food="need")]
    found = stay("2026-01-07", *events)
    assert states(found, "arrange") == {"a:bed": "open", "a:food": "open"}
    assert duty(found, "arrange", "a:bed").label == "Ordna: säng"
    done = event("arranged", "2026-01-08", fields={"point": "bed"})
    assert states(stay("2026-01-08", *events, done), "arrange") == {"a:bed": "done", "a:food": "open"}


def test_a_label_ends_with_what_was_answered() -> None:
    """So that two duties of a kind can be told apart."""
    arranged = [event("arranged", "2026-01-08", point, fields={"point": point}) for point in ("bed", "food")]
    found = stay("2026-01-08", OPENED, TOLD, *arranged)
    assert [duty(found, "look-after", each).label for each in ("bed", "food")] == [
        "Se efter att det är som det ska: säng",
        "Se efter att det är som det ska: mat",
    ]


def test_a_point_that_nothing_can_name_opens_nothing() -> None:
    """The form asks about pets too, and about others who come; no event arranges those, so nobody is asked to."""
    found = stay("2026-01-07", OPENED, TOLD, asked("2026-01-07", "a", pet="need", others="unknown"))
    assert states(found, "arrange") == states(found, "ask-again") == {}


def test_a_point_asked_about_again_keeps_its_duty_while_it_is_answered_alike() -> None:
    """Once a round: neither doubled while open, nor opened again when done."""
    events = [OPENED, TOLD, asked("2026-01-07", "a", bed="need"), asked("2026-01-08", "b", bed="need")]
    assert states(stay("2026-01-08", *events), "arrange") == {"a:bed": "open"}
    events += [event("arranged", "2026-01-09", fields={"point": "bed"}), asked("2026-01-10", "c", bed="need")]
    assert states(stay("2026-01-10", *events), "arrange") == {"a:bed": "done"}
    again = [*events, told("2026-02-02", "2026-05-04", "next"), asked("2026-02-03", "d", bed="need")]
    assert states(stay("2026-02-03", *again), "arrange") == {"a:bed": "done", "d:bed": "open"}


def test_a_point_answered_otherwise_ends_its_duty_and_a_point_left_out_does_not() -> None:
    """Not known, then known to be needed, then not needed, then needed after all: one duty at a time, and none is lost."""
    events = [OPENED, TOLD, asked("2026-01-07", "a", bed="unknown", food="need")]
    events.append(asked("2026-01-08", "b", bed="need"))
    found = stay("2026-01-08", *events)
    assert (states(found, "ask-again"), states(found, "arrange")) == (
        {"a:bed": "cancelled"},
        {"a:food": "open", "b:bed": "open"},
    )
    events.append(asked("2026-01-09", "c", bed="no-need"))
    events.append(asked("2026-01-21", "d", bed="need", food="no-need"))
    assert states(stay("2026-01-21", *events), "arrange") == {
        "a:food": "lapsed",
        "b:bed": "cancelled",
        "d:bed": "open",
    }


def test_a_shared_file_stands_in_the_routines_own_roles() -> None:
    """The caseworker of the shared file is the host here; what was about roles that the routine has not is left out, with clauses of nothing else."""
    edition = stays().editions[0]
    assert edition.events["case-opened"].recorded_by == ("host", "neighbour")
    assert edition.duties["check-protection"].holder == ("host",)
    assert edition.events["protection-learnt"].recorded_by == ("host",)
    assert edition.clauses["GEM-01"].who == ("host",)
    assert "consultant-appointed" not in edition.events
    assert "GEM-04" not in edition.clauses


def test_a_kind_of_information_that_a_routine_has_not_is_no_answer_in_it() -> None:
    """Nobody is asked about decisions where none are made; in the other routine they are."""
    here, there = stays().editions[0].events["consent-given"], visits().editions[0].events["consent-given"]
    kinds = [[one.value for one in each.fields if one.name == "kinds" for one in one.choices] for each in (here, there)]
    assert kinds == [["identity"], ["identity", "decision"]]


def test_a_shared_event_can_be_extended_in_one_routine_alone() -> None:
    """Further recorders and further answers, here and nowhere else."""
    here, there = stays().editions[0].events["consent-given"], visits().editions[0].events["consent-given"]
    forms = [[one.value for one in each.fields if one.name == "form" for one in one.choices] for each in (here, there)]
    assert forms == [["oral", "written", "on-file"], ["oral", "written"]]
    assert (here.recorded_by, there.recorded_by) == (("host", "neighbour"), ("caseworker",))


def test_a_share_says_what_a_role_is_given_and_until_when() -> None:
    """The day is a named date, so that it moves."""
    share = stays().editions[0].shares["neighbour"]
    assert (share.kinds, share.until, share.source.clause) == (("booking",), "leaving", "STAY-01")
