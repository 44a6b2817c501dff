"""The guided assessment of a new case: the first steps of the routine one after the other, and in words what the answers mean for what follows.

Which steps there are is read from the edition: the duties that opening a case opens, and the others of the sections that those stand in. A routine
whose first duty can be done in several ways (a case that came in by letter, or by an application) has no such guide: what happened is chosen on the
page of the case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hemvist.cases.views import CaseView
from hemvist.routines.model import Clause, Duty, Edition, Requirement
from hemvist.routines.sentences import condition_label
from hemvist.routines.status import STANDING, DutyStatus

Verdict = Literal["met", "not met", "unknown"]


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """A duty of the assessment. ``state``: done, now (can be answered), waiting, or later. ``event`` is what is recorded to do it."""

    duty: str
    label: str
    state: Literal["done", "now", "waiting", "later"]
    clause: Clause
    due_on: date | None
    done_on: date | None
    event: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the assessment was to show, and whether it did. ``before`` is what it is asked for."""

    words: str
    verdict: Verdict
    level: str
    clause: Clause
    reason: str
    before: str


def guided_duties(edition: Edition) -> list[Duty]:
    """Give the duties that the assessment goes through, in the order of the documents; shared ones (such as protection) first.

    None where a duty that the routine itself opens with the case can be done in more than one way.
    """
    opening = {event.id for event in edition.events.values() if event.effect == "case-opened"}
    first = [duty for duty in edition.duties.values() if opening & set(duty.opens)]
    if any(duty.source.file == edition.file and len(duty.closes) > 1 for duty in first):
        return []
    sections = {edition.clauses[duty.source.clause].section for duty in first if duty.source.file == edition.file}
    own = [duty for duty in edition.duties.values() if duty.source.file == edition.file]
    rest = [duty for duty in own if edition.clauses[duty.source.clause].section in sections]
    return [*(duty for duty in first if duty not in rest), *rest]


def guided_steps(view: CaseView) -> list[GuidedStep]:
    """Give the steps of a case as they stand. A duty that only some answers open is there only once it is open."""
    steps = [_step(view, duty, _newest(view, duty.id)) for duty in guided_duties(view.edition)]
    conditional = {duty.id for duty in view.edition.duties.values() if duty.when}
    return [step for step in steps if step.state in ("now", "waiting") or step.duty not in conditional]


def current_step(steps: list[GuidedStep], asked: str) -> GuidedStep | None:
    """Give the step that is asked for, if it can be answered now; else the first that can."""
    ready = [step for step in steps if step.state == "now"]
    return next((step for step in ready if step.duty == asked), ready[0] if ready else None)


def findings(view: CaseView) -> list[Finding]:
    """Say of each thing that the assessment's clauses require for what comes after it whether it is so, not so, or not known."""
    duties = guided_duties(view.edition)
    sections = {
        view.edition.clauses[duty.source.clause].section for duty in duties if duty.source.file == view.edition.file
    }
    within = {event for duty in duties for event in duty.closes}
    return [
        finding
        for requirement in view.edition.requirements
        if view.edition.clauses[requirement.source.clause].section in sections
        for event in requirement.events
        if event not in within
        for finding in _findings(view, requirement, event)
    ]


def _findings(view: CaseView, requirement: Requirement, event: str) -> Iterable[Finding]:
    """Judge one requirement before one event by what the engine refuses."""
    refused = next((each for each in view.status.refused.get(event, ()) if each.requirement == requirement.id), None)
    verdict: Verdict = "met" if refused is None else "unknown" if refused.missing else "not met"
    if refused is None and event not in view.status.allowed and event not in view.status.refused:
        verdict = "unknown"
    words = "; ".join(condition_label(view.edition, name) for name in requirement.needs)
    clause = view.edition.clauses[requirement.source.clause]
    yield Finding(
        words[:1].upper() + words[1:],
        verdict,
        requirement.level,
        clause,
        requirement.told,
        view.edition.events[event].label,
    )


def _newest(view: CaseView, duty: str) -> DutyStatus | None:
    """Give the newest instance of a duty."""
    found = [each for each in view.status.duties if each.id == duty]
    return max(found, key=lambda each: (each.opened_on, each.state in STANDING), default=None)


def _step(view: CaseView, duty: Duty, status: DutyStatus | None) -> GuidedStep:
    """Make a step of a duty and how it stands."""
    clause = view.edition.clauses[duty.source.clause]
    event = next((each for each in duty.closes if _may_record(view, each)), "")
    if status is None or status.state in ("cancelled", "lapsed"):
        return GuidedStep(duty.id, duty.label, "later", clause, None, None, "")
    if status.state == "done":
        return GuidedStep(duty.id, duty.label, "done", clause, status.due_on, status.done_on, "")
    ready = status.state != "waiting" and event and _can_be_recorded(view, event)
    return GuidedStep(duty.id, duty.label, "now" if ready else "waiting", clause, status.due_on, None, event)


def _may_record(view: CaseView, event: str) -> bool:
    """Say whether the viewer's roles in the case record an event."""
    return bool(set(view.edition.events[event].recorded_by) & set(view.my_roles))


def _can_be_recorded(view: CaseView, event: str) -> bool:
    """Say whether nothing that must hold speaks against an event now."""
    return not any(refusal.level == "must" for refusal in view.status.refused.get(event, ()))
