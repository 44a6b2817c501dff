"""How long the status of a full case takes, against SpiffWorkflow running the same referral in memory."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from benchmarks import peer_workflow
from benchmarks.interleaved import Row, at_least, medians
from hemvist.routines import duties, gates, history, model, reading, scenarios
from hemvist.routines.history import Event


@dataclass(frozen=True)
class FullCase:
    """A case with everything in it: its routine, its events, and the day after the last of them."""

    routine: model.Routine
    events: list[Event]
    day: date


def full_case() -> FullCase:
    """Give the longest of the scenarios that stand beside the routine."""
    library = reading.read_library()
    folder = Path(str(files("hemvist") / "governing" / "kompetenscenter" / "scenarios"))
    told = [scenarios.read_scenario(path, library) for path in sorted(folder.glob("*.toml"))]
    longest = max(told, key=lambda scenario: len(scenario.told))
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


def measure(repeats: int) -> list[Row]:
    """Give the row of this measurement."""
    case = full_case()
    process = peer_workflow.referral_process([event.type for event in case.events])
    ours, peer = medians(
        lambda: whole_answer(case),
        lambda: peer_workflow.run_in_memory(process),
        repeats,
        ours_times=10,
    )
    name = f"status of a case of {len(case.events)} events"
    return [at_least(name, ours, peer, "SpiffWorkflow, the same referral in memory", 20)]
