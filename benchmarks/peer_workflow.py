"""The peer that a status and a recording are compared with: SpiffWorkflow doing the same referral, a user task for each event, in one straight line.

A straight line is the kindest shape for the peer: it keeps no deadlines, gates or rounds, which ours does.
"""

import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.util.task import TaskState

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def referral_process(event_types: list[str]) -> BpmnProcessSpec:
    """Give a process with one user task per event of the referral, in the order they happened."""
    ids = ["start", *(f"task_{number}" for number in range(len(event_types))), "end"]
    flows = [f'<sequenceFlow id="flow_{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(pairwise(ids))]
    tasks = [
        f'<userTask id="{i}" name="{name}"><incoming>flow_{n}</incoming><outgoing>flow_{n + 1}</outgoing></userTask>'
        for n, (i, name) in enumerate(zip(ids[1:-1], event_types, strict=True))
    ]
    text = (
        f'<definitions xmlns="{NAMESPACE}" targetNamespace="referral"><process id="referral" isExecutable="true">'
        f'<startEvent id="start"><outgoing>flow_0</outgoing></startEvent>{"".join(tasks)}'
        f'<endEvent id="end"><incoming>flow_{len(tasks)}</incoming></endEvent>{"".join(flows)}</process></definitions>'
    )
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(text))
    return parser.get_spec("referral")


def step(workflow: BpmnWorkflow) -> None:
    """Do the task that is ready, with one field of data, and what follows by itself."""
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        task.data["done"] = "yes"
        task.run()
    workflow.do_engine_steps()


def run_in_memory(process: BpmnProcessSpec) -> BpmnWorkflow:
    """Run the whole referral in memory, from start to end."""
    workflow = BpmnWorkflow(process)
    workflow.do_engine_steps()
    while not workflow.completed:
        step(workflow)
    return workflow


class StoredWorkflow:
    """A workflow kept in an SQLite file with durable writes, loaded, stepped and saved as one does with SpiffWorkflow.

    ``workflow`` is one that has begun; ``advance`` takes the step that is measured.
    """

    def __init__(self, path: Path, workflow: BpmnWorkflow, advance: Callable[[BpmnWorkflow], None]) -> None:
        self._serializer, self._advance = BpmnWorkflowSerializer(), advance
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE workflow (id INTEGER PRIMARY KEY, state TEXT NOT NULL, saved TEXT)")
        self._database.execute("INSERT INTO workflow VALUES (1, ?, NULL)", (self._serializer.serialize_json(workflow),))

    def load_step_save(self) -> None:
        """Load the workflow, take the step and save it. The next call takes the same step again, so that every call costs the same."""
        (state,) = self._database.execute("SELECT state FROM workflow WHERE id = 1").fetchone()
        workflow = self._serializer.deserialize_json(state)
        self._advance(workflow)
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute(
            "UPDATE workflow SET saved = ? WHERE id = 1", (self._serializer.serialize_json(workflow),)
        )
        self._database.execute("COMMIT")


def stored_line(folder: Path, process: BpmnProcessSpec, steps_before: int) -> StoredWorkflow:
    """Keep a straight line, some tasks of which have been done."""
    workflow = BpmnWorkflow(process)
    workflow.do_engine_steps()
    for _ in range(steps_before):
        step(workflow)
    return StoredWorkflow(folder / "line.sqlite3", workflow, step)
