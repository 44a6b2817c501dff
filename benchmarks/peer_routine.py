"""The referral as one would draw it in BPMN for SpiffWorkflow: with what the routine asks for, which a straight line of tasks has not.

Drawn from the routine's own answer about the case, one element for each thing that the case had:

- each duty is a user task, ready from the event that opened it until the one that did it, beside the others that stand then;
- what an event opens begins at a parallel gateway behind it, at which the duties that it does come together;
- a duty that goes by conditions has an exclusive gateway before it, also where the case then went the other way;
- a duty that is due a time after it opened has a timer on its edge, which leads on to an end of its own;
- what is recorded without doing a duty is a user task too; duties that nobody has done stand as ready tasks at the end.

Where there was a choice the peer has the lighter one: what a gateway asks is handed to it with its answer, the case's data are one value, and no
requirement, consent, period, round or series is drawn. It tells which tasks are ready, and neither why nor what may not be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.util.task import TaskState

from benchmarks.peer_workflow import NAMESPACE, StoredWorkflow


@dataclass(frozen=True)
class DrawnDuty:
    """A duty of the case: the places of the event that opened it and of the one that did it (-1: none); ``days``: how long after it opened it is due.

    ``applied`` is None for a duty without conditions; otherwise whether they held.
    """

    name: str
    opened: int
    done: int
    applied: bool | None
    days: int | None


@dataclass(frozen=True)
class Referral:
    """The process; and for each event the tasks that recording it completes, and the duties whose conditions hold from then on."""

    process: BpmnProcessSpec
    steps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def drawn(events: int, duties: Iterable[DrawnDuty]) -> Referral:
    """Draw a case of so many events with these duties. Those that were done before they opened are left out."""
    everything = [one for one in duties if one.done < 0 or one.done > one.opened]
    drawing = _Drawing()
    drawing.element("startEvent", "start")
    done_by = [[one for one in everything if one.done == place and one.applied is not False] for place in range(events)]
    for place in range(events):
        if not done_by[place]:
            drawing.flow("start" if place == 0 else f"after_{place - 1}", drawing.element("userTask", f"event_{place}"))
            drawing.flow(f"event_{place}", f"after_{place}")
    for one in everything:
        drawing.duty(one)
    drawing.gather(events)
    steps = (
        (
            tuple(one.name for one in done_by[place]) or (f"event_{place}",),
            tuple(one.name for one in everything if one.opened == place and one.applied),
        )
        for place in range(events)
    )
    return Referral(drawing.parsed(), tuple(steps))


def run(referral: Referral) -> BpmnWorkflow:
    """Run the case in memory: every event recorded in order, then the timers looked at and the tasks that are ready told."""
    workflow = begun(referral)
    for number in range(len(referral.steps)):
        step(workflow, referral, number)
    workflow.refresh_waiting_tasks()
    workflow.get_tasks(state=TaskState.READY, manual=True)
    return workflow


def begun(referral: Referral) -> BpmnWorkflow:
    """The case before its first event."""
    workflow = BpmnWorkflow(referral.process)
    workflow.do_engine_steps()
    return workflow


def step(workflow: BpmnWorkflow, referral: Referral, number: int) -> None:
    """Record an event: complete its tasks, and do what follows by itself."""
    tasks, hold = referral.steps[number]
    ready = {task.task_spec.name: task for task in workflow.get_tasks(state=TaskState.READY, manual=True)}
    for name in tasks:
        task = ready[name]
        task.data["hold"] = hold
        task.run()
    workflow.do_engine_steps()


def stored(folder: Path, referral: Referral, steps_before: int) -> StoredWorkflow:
    """Keep a case, some events of which have been recorded; the step records the next, with the timers looked at first, as one does after loading."""
    workflow = begun(referral)
    for number in range(steps_before):
        step(workflow, referral, number)

    def advance(loaded: BpmnWorkflow) -> None:
        loaded.refresh_waiting_tasks()
        step(loaded, referral, steps_before)

    return StoredWorkflow(folder / "referral.sqlite3", workflow, advance)


@dataclass(frozen=True)
class _Flow:
    name: str
    source: str
    target: str
    condition: str

    @property
    def text(self) -> str:
        asked = f"<conditionExpression>{self.condition}</conditionExpression>" if self.condition else ""
        return (
            f'<sequenceFlow id="{self.name}" sourceRef="{self.source}" targetRef="{self.target}">{asked}</sequenceFlow>'
        )


@dataclass
class _Drawing:
    elements: list[str] = field(default_factory=list)
    flows: list[_Flow] = field(default_factory=list)
    made: int = 0

    def element(self, kind: str, name: str, inner: str = "", **told: str) -> str:
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in told.items())
        self.elements.append(f'<{kind} id="{name}"{attributes}>{inner}</{kind}>')
        return name

    def flow(self, source: str, target: str, condition: str = "") -> str:
        self.made += 1
        name = f"flow_{self.made}"
        self.flows.append(_Flow(name, source, target, condition))
        return name

    def duty(self, one: DrawnDuty) -> None:
        """The task of a duty, with the gateway before it and the timer on its edge, if it has them."""
        before = f"after_{one.opened}"
        task = self.element("userTask", one.name)
        if one.applied is None:
            self.flow(before, task)
        else:
            asked = f"asked_{one.name}"
            self.flow(before, asked)
            self.flow(asked, task, f"'{one.name}' in hold")
            otherwise = self.flow(asked, self.element("endEvent", f"no_{one.name}"))
            self.element("exclusiveGateway", asked, default=otherwise)
        is_done = one.done >= 0 and one.applied is not False
        self.flow(task, f"after_{one.done}" if is_done else self.element("endEvent", f"end_{one.name}"))
        if one.days is not None:
            length = f"<timeDuration>'P{max(one.days, 1)}D'</timeDuration>"
            timer = f"<timerEventDefinition>{length}</timerEventDefinition>"
            late = self.element("boundaryEvent", f"late_{one.name}", timer, attachedToRef=task, cancelActivity="false")
            self.flow(late, self.element("endEvent", f"told_{one.name}"))

    def gather(self, events: int) -> None:
        """A gateway after each event that does or opens several duties; elsewhere one task leads to the next. An end where nothing follows."""
        for gateway in (f"after_{place}" for place in range(events)):
            into = [one.source for one in self.flows if one.target == gateway]
            onward = [one for one in self.flows if one.source == gateway]
            if not onward:
                self.flow(gateway, self.element("endEvent", f"end_{gateway}"))
            if len(into) > 1 or len(onward) > 1:
                self.element("parallelGateway", gateway)
                continue
            self.flows = [
                replace(one, source=into[0]) if one.source == gateway else one
                for one in self.flows
                if one.target != gateway
            ]

    def parsed(self) -> BpmnProcessSpec:
        text = "".join((*self.elements, *(flow.text for flow in self.flows)))
        parser = BpmnParser()
        parser.add_bpmn_xml(
            etree.fromstring(
                f'<definitions xmlns="{NAMESPACE}" targetNamespace="referral">'
                f'<process id="referral" isExecutable="true">{text}</process></definitions>'
            )
        )
        return parser.get_spec("referral")
