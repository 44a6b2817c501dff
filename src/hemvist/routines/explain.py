"""Why a duty stands as it does, in Swedish sentences that a caseworker can read aloud: who, since when, by when, what it waits for, by which clause."""

from collections.abc import Iterable

from hemvist.routines.deadlines import shown
from hemvist.routines.model import Edition
from hemvist.routines.status import DutyStatus, Refusal

LATE = {"open", "waiting", "undetermined"}


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
    if duty.late_days and duty.state in LATE:
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
    event_id, _, name = fact.partition(".")
    event = edition.events.get(event_id)
    if event is None:
        return fact
    field = next((one for one in event.fields if one.name == name), None)
    return f"”{field.label}” i ”{event.label}”" if field is not None else f"”{event.label}”"


def _clauses(duty: DutyStatus, edition: Edition) -> str:
    return f"Det följer av {', '.join(duty.clauses)} i {edition.title}, {duty.edition}."
