"""How long the status of a full case takes, against SpiffWorkflow running the same referral in memory."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from benchmarks import peer_routine, peer_workflow
from benchmarks.interleaved import Row, at_least, medians
from hemvist.routines import duties, gates, history, model, reading, scenarios
from hemvist.routines.compiled import compiled
from hemvist.routines.continuing import case_of
from hemvist.routines.history import Event
from hemvist.routines.instances import instances_of


@dataclass(frozen=True)
class FullCase:
    """A case with everything in it: its routine, its events, and the day after the last of them."""

    routine: model.Routine
    events: list[Event]
    day: date


def full_case(name: str = "") -> FullCase:
    """Give a scenario that stands beside the routine by its name; the longest, if none is named."""
    library = reading.read_library()
    folder = Path(str(files("hemvist") / "governing" / "kompetenscenter" / "scenarios"))
    told = [scenarios.read_scenario(path, library) for path in sorted(folder.glob("*.toml"))]
    longest = max(told, key=lambda scenario: (scenario.name == name, len(scenario.told)))
    played = scenarios.play(longest)
    if played.faults:
        raise RuntimeError(f"{longest.name} cannot be played: {played.faults}")
    events = list(played.history.known(None).events)
    return FullCase(longest.routine, events, events[-1].on + timedelta(days=1))


def whole_answer(case: FullCase) -> list[object]:
    """Work out the status and look at everything in it, so that nothing could be left for later and not be counted.

    The history is made anew each time: nothing that was read of it or worked out of it before is there to go on from.
    """
    fresh = history.History(case.events, gates.taking_back(case.routine))
    status = duties.evaluate(case.routine, fresh, case.day)
    parts = [status.refused, status.allowed, status.offers, status.standing, status.spans, status.breaches]
    return [*parts, *(duty.steps for duty in status.duties), status.next_change_on]


def drawn_referral(case: FullCase) -> peer_routine.Referral:
    """The same referral for the peer: every duty that its events opened, with what came of it."""
    ready = compiled(case.routine)
    past = history.History(case.events, gates.taking_back(case.routine))
    answers = {(one.id, one.instance): one for one in duties.evaluate(case.routine, past, case.day).duties}
    read, _ = case_of(ready, past, case.day)
    drawn = []
    for name in dict.fromkeys(duty for edition in read.editions for duty in edition.duties):
        for number, instance in enumerate(instances_of(read, name)):
            answer = answers.get((name, instance.id))
            due = (answer.due_on - answer.opened_on).days if answer is not None and answer.due_on is not None else None
            applied = answer is not None if instance.of.is_conditional else None
            drawn.append(peer_routine.DrawnDuty(f"{name}_{number}", instance.opener, instance.closed, applied, due))
    return peer_routine.drawn(len(case.events), drawn)


def measure(repeats: int) -> list[Row]:
    """Give the rows of this measurement."""
    case = full_case()
    process, referral = peer_workflow.referral_process([event.type for event in case.events]), drawn_referral(case)
    name = f"status of a case of {len(case.events)} events"
    line = medians(lambda: whole_answer(case), lambda: peer_workflow.run_in_memory(process), repeats, ours_times=10)
    whole = medians(lambda: whole_answer(case), lambda: peer_routine.run(referral), repeats, ours_times=10)
    return [
        at_least(name, *line, "SpiffWorkflow, a straight line of the same events", 20),
        at_least(name, *whole, "SpiffWorkflow, the referral drawn: its duties, conditions, deadlines", 20),
    ]
