"""Why a duty stands as it does, in Swedish sentences that a caseworker can read aloud: who, since when, by when, what it waits for, by which clause.

And why a decision table answers as it does: what is settled, in conflict or open, how each row stands, and what to ask next.
"""

from collections.abc import Iterable

from hemvist.routines.asking import OTHER, Lead, Question
from hemvist.routines.conditions import UNKNOWN
from hemvist.routines.deadlines import shown
from hemvist.routines.decisions import RowAnswer, TableAnswer
from hemvist.routines.model import Edition, Field
from hemvist.routines.sentences import condition_label, listed, outcome_label
from hemvist.routines.status import STANDING, DutyStatus, Refusal


def explain(duty: DutyStatus, edition: Edition) -> list[str]:
    """One sentence for each step that led to the answer, in the order one would tell it."""
    return [
        *_whose(duty, edition),
        _opened(duty, edition),
        *_due(duty),
        *_state(duty, edition),
        _clauses(duty, edition),
    ]


def _roles(roles: Iterable[str], edition: Edition) -> str:
    labels = [edition.roles[role].label if role in edition.roles else role for role in roles]
    return " eller ".join(label.lower() if not label[:1].isdigit() else label for label in labels) or "ingen"


def _whose(duty: DutyStatus, edition: Edition) -> Iterable[str]:
    yield f"{duty.label} ska göras av {_roles(duty.holder, edition)}."
    if duty.turn != duty.holder:
        missing = _roles((role for role in duty.holder if role not in duty.turn), edition)
        yield f"Ingen {missing} är utsedd än, så {_roles(duty.turn, edition)} har turen."


def _opened(duty: DutyStatus, edition: Edition) -> str:
    source = edition.duties.get(duty.id)
    if source is not None and source.opens_on is not None:
        return f"Uppgiften öppnades {shown(duty.opened_on)}, den dag som händelsen {duty.opened_by} ger."
    if source is not None and source.opens_on_breach:
        return f"Uppgiften öppnades {shown(duty.opened_on)} av avsteget {duty.opened_by}."
    labels = [edition.events[event].label for event in (source.opens if source else ()) if event in edition.events]
    because = f" ({' eller '.join(labels)})" if labels else ""
    return f"Uppgiften öppnades {shown(duty.opened_on)} av händelsen {duty.opened_by}{because}."


def _due(duty: DutyStatus) -> Iterable[str]:
    if duty.due_on is None:
        yield "Rutinen ger ingen sista dag." if not duty.missing else "Någon sista dag går inte att räkna ut än."
        return
    local = " Tiden är en lokal inställning, inte rutinens." if duty.due_is_local else ""
    yield f"Den ska vara gjord senast {shown(duty.due_on)}.{local}"
    yield from duty.steps
    if duty.late_days and duty.state in STANDING:
        yield f"Den är {duty.late_days} {'dag' if duty.late_days == 1 else 'dagar'} sen."


def _state(duty: DutyStatus, edition: Edition) -> Iterable[str]:
    if duty.state == "done" and duty.done_on is not None:
        late = f", {duty.late_days} {'dag' if duty.late_days == 1 else 'dagar'} för sent" if duty.late_days else ""
        yield f"Den blev gjord {shown(duty.done_on)}{late}, genom händelsen {duty.done_by}."
    elif duty.state == "cancelled":
        yield "Den behövs inte längre, eftersom det som den hörde till är avslutat."
    elif duty.state == "lapsed":
        yield "Den blev inte gjord innan det som den hörde till avslutades, och den var då sen."
    elif duty.state == "undetermined":
        yield "Det går inte att säga om den ska göras, eftersom något inte är känt."
    elif duty.state == "waiting":
        yield "Den väntar: inget som skulle avsluta den får registreras än."
    for refusal in duty.waiting_for:
        yield _waiting(refusal, edition)
    for fact in duty.missing:
        yield f"Det som saknas: {fact_label(fact, edition)}."


def _waiting(refusal: Refusal, edition: Edition) -> str:
    who = f" Det kan lösas av {_roles(refusal.lifted_by_roles, edition)}." if refusal.lifted_by_roles else ""
    return f"{refusal.reason} ({refusal.clause}).{who}"


def fact_label(fact: str, edition: Edition) -> str:
    """A missing fact (``event.field`` or an event) in words."""
    event = edition.events.get(fact.partition(".")[0])
    if event is None:
        return fact
    field = _field(fact, edition)
    return f"”{field.label}” i ”{event.label}”" if field is not None else f"”{event.label}”"


def _field(fact: str, edition: Edition) -> Field | None:
    event_id, _, name = fact.partition(".")
    event = edition.events.get(event_id)
    return next((one for one in event.fields if one.name == name), None) if event is not None else None


def _clauses(duty: DutyStatus, edition: Edition) -> str:
    return f"Det följer av {', '.join(duty.clauses)} i {edition.title}, {duty.edition}."


# -- decision tables ----------------------------------------------------------------------------------------------------------------------------


def explain_table(answer: TableAnswer, edition: Edition) -> list[str]:
    """What a decision table answers, in the order one would tell it: the answer, each row and why, and the next question. ``edition``: the answer's own."""
    return [
        *_answered(answer, edition),
        *(_row(row, answer, edition) for row in answer.rows),
        *(_question(answer.question, answer, edition) if answer.question is not None else ()),
        f"Det följer av {edition.title}, {answer.edition}.",
    ]


def _answered(answer: TableAnswer, edition: Edition) -> Iterable[str]:
    table = edition.tables.get(answer.table)
    for name, values in answer.answer.items():
        labels = listed([outcome_label(table, name, value) for value in values], "och")
        clauses = (row.clause for row in answer.holding if row.counts and any(one == name for one, _ in row.then))
        yield f"{outcome_label(table, name)}: {labels} ({', '.join(dict.fromkeys(clauses))})."
    for name, said in answer.conflicts.items():
        sides = [f"{outcome_label(table, name, one.value)} ({', '.join(one.clauses)})" for one in said]
        yield f"Reglerna säger olika om {outcome_label(table, name)}: {listed(sides, 'och')}. Hemvist väljer inte mellan dem."
    for name, values in answer.still_possible.items():
        labels = listed([outcome_label(table, name, value) for value in values], "eller")
        yield f"{outcome_label(table, name)} går inte att svara på än. Det kan bli {labels}{_or_nothing(answer)}."
    if answer.state == "nothing":
        yield f"Ingen regel svarar på ”{answer.label}” i det här ärendet."


def _or_nothing(answer: TableAnswer) -> str:
    """Where no row holds for certain it may be that none does."""
    return "" if answer.holding else ", eller inget alls"


def _row(row: RowAnswer, answer: TableAnswer, edition: Edition) -> str:
    several = sum(one.clause == row.clause for one in answer.rows) > 1
    name = f"{row.clause} (rad {row.place})" if several else row.clause
    overruled = row.holds != "no" and not row.counts
    after = [
        *(["Den räknas inte, eftersom en annan rad går före."] if overruled else []),
        *([row.note] if row.note and row.holds != "no" else []),
    ]
    return " ".join((f"{name} {_standing(row, edition)}", *after))


def _standing(row: RowAnswer, edition: Edition) -> str:
    if row.holds == "unknown":
        return (
            f"skulle kunna gälla. Det som saknas: {listed([fact_label(fact, edition) for fact in row.missing], 'och')}."
        )
    true = listed([condition_label(edition, name) for name, is_so in row.because if is_so], "och")
    false = listed([condition_label(edition, name) for name, is_so in row.because if not is_so], "eller")
    parts = [f"detta stämmer: {true}"] if true else []
    parts += [f"detta inte stämmer: {false}"] if false else []
    verb = "gäller" if row.holds == "yes" else "gäller inte"
    return f"{verb}, eftersom {', och '.join(parts)}." if parts else f"{verb} alltid."


def _question(question: Question, answer: TableAnswer, edition: Edition) -> Iterable[str]:
    yield f"Nästa fråga: {fact_label(question.fact, edition)}. {question.settles} av {len(question.leads)} svar avgör."
    for lead in question.leads:
        if lead.settled:
            yield f"Svaret ”{lead_label(question, lead, edition)}” ger {_values(lead, answer, edition)}."


def lead_label(question: Question, lead: Lead, edition: Edition) -> str:
    """One way a question can be answered, in words: the label of the choice, or of the condition that is then yes."""
    if lead.condition:
        return condition_label(edition, lead.condition)
    if not lead.value:
        return "inget av det"
    field = _field(question.fact, edition)
    labels = {one.value: one.label for one in field.choices} if field is not None else {}
    plain = {"yes": "ja", "no": "nej", UNKNOWN: "inte känt", OTHER: "något annat"}
    return labels.get(lead.value) or plain.get(lead.value) or lead.value


def _values(lead: Lead, answer: TableAnswer, edition: Edition) -> str:
    if lead.state == "nothing":
        return "att ingen regel gäller"
    table = edition.tables.get(answer.table)
    told = [
        f"{outcome_label(table, name)}: {listed([outcome_label(table, name, one) for one in said], 'och')}"
        for name, said in lead.answer.items()
    ]
    return listed([*told, *(["att regler säger olika"] if lead.state == "conflict" else [])], "och")
