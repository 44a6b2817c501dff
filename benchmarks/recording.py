"""What recording an event costs: the whole of ``record_event`` against the bare transaction of the same rows, and against a workflow's load, step, save."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from benchmarks import database, peer_routine, peer_workflow
from benchmarks.interleaved import Row, at_least, at_most, timed
from benchmarks.peer_workflow import StoredWorkflow
from benchmarks.status import drawn_referral, full_case
from hemvist import clock, statements
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.routines.telling import Told
from tests.cases.playing import Player, scenario
from tests.cases.town import Town, found_town

FULL_CASE = "renewal-in-good-time"
WRITES = ("INSERT", "UPDATE", "DELETE")
REFERRAL_EVERY = 4  # the drawn referral takes long, and is timed after one event of so many
AIMS = {"SQLite": 3.0, "PostgreSQL": 2.0}


class Costs:
    """The milliseconds of each event recorded in whole, of the same rows written barely, and of a workflow's step: in a line, in a drawn referral."""

    def __init__(self) -> None:
        self.whole: list[float] = []
        self.bare: list[float] = []
        self.line: list[float] = []
        self.referral: list[float] = []


class TimedPlayer(Player):
    """Plays a scenario through the record; after each event the same rows are written barely into the twin. Before each of both a workflow takes a step."""

    def prepare(self, twin: database.BareDriver, workflows: list[StoredWorkflow], costs: Costs) -> "TimedPlayer":
        """Say where the rows are written barely, and where the times go. ``workflows``: the straight line and the drawn referral."""
        self.twin, self.costs = twin, costs
        self.line, self.referral = workflows
        self.writes: list[database.Statement] = []
        return self

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Keep every statement that writes, of what goes Django's way: all that is not measured."""
        if sql.lstrip().startswith(WRITES):
            self.writes.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Let statements go straight to the database, as they do in service, and keep those that write."""
        watching, execute = connection.execute_wrappers, statements.execute

        seen: list[database.Statement] = []

        def kept(sql: str, params: Sequence[Any] = (), *, often: bool = False) -> Any:
            seen.append((sql, params))
            return execute(sql, params, often=often)

        connection.execute_wrappers, statements.execute = [], kept
        try:
            yield
        finally:
            connection.execute_wrappers, statements.execute = watching, execute
            self.writes += [statement for statement in seen if statement[0].startswith(WRITES)]

    def _by(self, told: Told, entry: Entry) -> str:
        self.flush()
        viewer = self.town.viewer(self.worker(told.event.by), clock.today())
        recorded: list[str] = []
        assert self.case is not None
        case = self.case
        self.other_work()
        with self.measured():
            self.costs.whole.append(timed(lambda: recorded.append(record_event(viewer, case, entry).event_uid)))
        writes, self.writes = self.writes, []
        self.other_work()
        self.costs.bare.append(timed(lambda: self.twin.transaction(writes)))
        if len(self.costs.bare) % REFERRAL_EVERY == 0:
            self.costs.referral.append(timed(self.referral.load_step_save))
        return recorded[0]

    def other_work(self) -> None:
        """What comes before both: a workflow's step. Right after the whole the bare would find the database's code and the disk still at hand."""
        self.costs.line.append(timed(self.line.load_step_save))

    def flush(self) -> None:
        """Bring the twin up to what was written besides the events."""
        if self.writes:
            self.twin.transaction(self.writes)
            self.writes = []


def measure(repeats: int, folder: Path) -> list[Row]:
    """Give the rows of this measurement: ``repeats`` full cases, event by event, the peers in turn with ours."""
    told = scenario(FULL_CASE)
    half = len(told.told) // 2
    process = peer_workflow.referral_process([one.event.type for one in told.told])
    referral = drawn_referral(full_case(FULL_CASE))
    workflows = [peer_workflow.stored_line(folder, process, half), peer_routine.stored(folder, referral, half)]
    costs = Costs()
    with database.fresh_database():
        town: Town = found_town()
        with database.twin() as twin:
            for _ in range(repeats + 1):
                player = TimedPlayer(town, told).prepare(twin, workflows, costs)
                with connection.execute_wrapper(player.watch):
                    player.play()
                    player.flush()
    # The first case warms up.
    whole, bare, line = (
        median(times[len(times) // (repeats + 1) :]) for times in (costs.whole, costs.bare, costs.line)
    )
    name = f"recording an event, {database.vendor()}"
    return [
        at_most(name, whole, bare, "the bare transaction of the same rows", AIMS[database.vendor()]),
        at_least(name, whole, line, "SpiffWorkflow: load, step, save a straight line (SQLite)", 5),
        at_least(name, whole, median(costs.referral), "SpiffWorkflow: the same with the referral drawn (SQLite)", 5),
    ]
