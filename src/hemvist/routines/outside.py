"""A status as programs outside read it: plain dictionaries, lists, texts and numbers, ready for JSON."""

from datetime import date, datetime
from typing import Any

from hemvist.routines.asking import Question
from hemvist.routines.decisions import RowAnswer, TableAnswer
from hemvist.routines.status import BreachStatus, DutyStatus, Offered, Refusal, SpanStatus, Status


def status_as_dict(status: Status) -> dict[str, Any]:
    """Everything a status says. Dates are ISO texts; what is not known or does not apply is null; ``spans`` are those in force."""
    return {
        "routine": status.routine,
        "edition": status.edition,
        "as_of": _day(status.as_of),
        "known_on": _moment(status.known_on),
        "round_started_by": status.round_started_by,
        "state": status.state,
        "duties": [_duty(one) for one in status.duties],
        "refused": {event: [_refusal(one) for one in found] for event, found in status.refused.items()},
        "allowed": list(status.allowed),
        "offers": [_offered(one) for one in status.offers],
        "standing": [_offered(one) for one in status.standing],
        "spans": [_span(one) for one in status.spans if one.state == "in force"],
        "breaches": [_breach(one) for one in status.breaches],
        "next_change_on": _day(status.next_change_on),
    }


def answer_as_dict(answer: TableAnswer) -> dict[str, Any]:
    """What a decision table answers. Values stand in lists by name; ``question`` is null where nothing is open."""
    return {
        "table": answer.table,
        "label": answer.label,
        "resolves": answer.resolves,
        "edition": answer.edition,
        "as_of": _day(answer.as_of),
        "state": answer.state,
        "answer": {name: list(values) for name, values in answer.answer.items()},
        "conflicts": {
            name: [{"value": one.value, "clauses": list(one.clauses)} for one in said]
            for name, said in answer.conflicts.items()
        },
        "still_possible": {name: list(values) for name, values in answer.still_possible.items()},
        "clauses": list(answer.clauses),
        "missing": list(answer.missing),
        "question": _question(answer.question),
        "rows": [_table_row(one) for one in answer.rows],
    }


def _question(question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "fact": question.fact,
        "settles": question.settles,
        "of": len(question.leads),
        "leads": [
            {
                "value": lead.value or None,
                "condition": lead.condition or None,
                "settled": lead.settled,
                "state": lead.state,
                "answer": {name: list(values) for name, values in lead.answer.items()},
            }
            for lead in question.leads
        ],
    }


def _table_row(row: RowAnswer) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "place": row.place,
        "step": row.step,
        "then": dict(row.then),
        "note": row.note,
        "holds": row.holds,
        "counts": row.counts,
        "because": dict(row.because),
        "missing": list(row.missing),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _duty(duty: DutyStatus) -> dict[str, Any]:
    return {
        "id": duty.id,
        "label": duty.label,
        "instance": duty.instance,
        "holder": list(duty.holder),
        "turn": list(duty.turn),
        "state": duty.state,
        "opened_on": _day(duty.opened_on),
        "opened_by": duty.opened_by,
        "due_on": _day(duty.due_on),
        "due_is_local": duty.due_is_local,
        "late_days": duty.late_days,
        "done_on": _day(duty.done_on),
        "done_by": duty.done_by,
        "about": duty.about,
        "waiting_for": [_refusal(one) for one in duty.waiting_for],
        "missing": list(duty.missing),
        "clauses": list(duty.clauses),
        "edition": duty.edition,
        "closes": list(duty.closes),
        "steps": list(duty.steps),
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "level": refusal.level,
        "code": refusal.code,
        "requirement": refusal.requirement,
        "clause": refusal.clause,
        "reason": refusal.reason,
        "missing": list(refusal.missing),
        "lifted_by_events": list(refusal.lifted_by_events),
        "lifted_by_roles": list(refusal.lifted_by_roles),
    }


def _offered(offered: Offered) -> dict[str, Any]:
    return {
        "id": offered.id,
        "label": offered.label,
        "holder": list(offered.holder),
        "clause": offered.clause,
        "records": list(offered.records),
    }


def _span(span: SpanStatus) -> dict[str, Any]:
    return {
        "id": span.id,
        "label": span.label,
        "instance": span.instance,
        "first_day": _day(span.first_day),
        "last_day": _day(span.last_day),
        "state": span.state,
        "renewed": span.renewed,
    }


def _breach(breach: BreachStatus) -> dict[str, Any]:
    return {
        "kind": breach.kind,
        "event": breach.event,
        "clause": breach.clause,
        "requirement": breach.requirement,
        "reason": breach.reason,
        "given_reason": breach.given_reason,
    }
