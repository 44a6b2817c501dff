"""Two cities alike but for one hidden fact, and what a worker is answered in each.

The second is the first with the fact changed in its record: the same ids, the same moments, the chain sealed anew, all that follows from
the events worked out again. What a worker is answered may then differ only where the routine itself lets the hidden fact act on their own
side's duties and gates.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from hemvist.cases.casefile import CaseFile, forget
from hemvist.cases.chain import EventRow, canonical, sealed
from hemvist.cases.models import Case, CaseEvent
from hemvist.cases.recording import append_rows, reproject
from hemvist.cases.standing import side_of, source_of, standing_of
from hemvist.persons.models import Person
from hemvist.routines.duties import evaluate
from hemvist.secrecy.models import Grant
from hemvist.secrecy.policy import Access, Granted, access_to, grants_of
from hemvist.secrecy.viewer import Viewer
from tests.proofs.cities import City, file_of
from tests.proofs.looking import Answer, Looker
from tests.proofs.marks import TEXTS
from tests.support.append_only import triggers_lifted

Rows = list[EventRow]
Look = Callable[[Looker], None]


@dataclass(frozen=True, slots=True)
class Change:
    """A hidden fact changed: what was done, and the record of the case as it would be."""

    told: str
    rows: Rows


def hidden(file: CaseFile, allowed: Access) -> Rows:
    """The events of a case that are not shown."""
    return [r for r in file.rows if not allowed.shows(r.information, r.sequence, source_of(r.role))]


def with_other_text(file: CaseFile, uid: str) -> Change | None:
    """The case with other words in every free text of an event; None if it has none."""
    row = next(r for r in file.rows if r.uid == uid)
    payload = json.loads(row.payload)
    names = [f.name for f in file.type_of(row).fields if f.type in TEXTS and f.name in payload]
    if not names:
        return None
    other = row._replace(payload=canonical(payload | dict.fromkeys(names, "Något helt annat, och längre än förut.")))
    return Change(f"other words in {row.type}", [other if r.uid == uid else r for r in file.rows])


def with_other_answer(file: CaseFile, uid: str) -> Change | None:
    """The case with the last choice where an event has another, or the next day where it has a day; None if it has neither."""
    row = next(r for r in file.rows if r.uid == uid)
    payload = json.loads(row.payload)
    for field in file.type_of(row).fields:
        said = payload.get(field.name)
        words = [c.value for c in field.choices] or (["yes", "no"] if field.type.startswith("yes-no") else [])
        other = next((w for w in reversed(words) if w != said), None)
        if field.type == "date" and said:
            other = (date.fromisoformat(said) + timedelta(days=1)).isoformat()
        if said is not None and other is not None and not isinstance(said, list):
            changed = row._replace(payload=canonical(payload | {field.name: other}))
            return Change(f"{field.name} = {other} in {row.type}", [changed if r.uid == uid else r for r in file.rows])
    return None


def without_event(file: CaseFile, uid: str) -> Change | None:
    """The case as if an event had never been; None where others concern it, or it opened the case."""
    row = next(r for r in file.rows if r.uid == uid)
    if row.sequence == 1 or any(uid in (r.about, r.annuls) for r in file.rows):
        return None
    return Change(f"no {row.type}", [r for r in file.rows if r.uid != uid])


def write_anew(file: CaseFile, change: Change, city: City) -> None:
    """Let the record be as changed: sealed anew, and all that follows worked out."""
    before, rows = "", Rows()
    for place, row in enumerate(change.rows, start=1):
        rows.append(sealed(before, row._replace(sequence=place)))
        before = rows[-1].chain
    with triggers_lifted(connection):
        CaseEvent.objects.filter(case_id=file.row.id).delete()
        append_rows(rows)
    _shift_ends(file, {r.sequence: n for n, r in enumerate(change.rows, start=1)})
    Case.objects.filter(pk=file.row.id).update(sequence=len(rows), chain=before)
    forget()
    reproject(file.row.id, city.today)


def _shift_ends(file: CaseFile, places: dict[int, int]) -> None:
    """Let grants that end with an event end with the same one, which may have another place now."""
    for grant in Grant.objects.filter(case_row=file.row.id).exclude(last_sequence=None):
        last = max((new for old, new in places.items() if old <= (grant.last_sequence or 0)), default=0)
        Grant.objects.filter(pk=grant.pk).update(last_sequence=last)


def remove_case(case: Case) -> None:
    """Let a case, and its person if they have no other, never have been: whatever in the database is about either is gone."""
    person, number = case.person_id, case.pk
    with triggers_lifted(connection):
        _remove(Case, number)
        if not Case.objects.filter(person_id=person).exists():
            _remove(Person, person)
    forget()


def _remove(kind: type[Model], number: int) -> None:
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if column.related_model is kind or (kind is Case and column.name == "case_row"):
                rows = model._base_manager.filter(**{column.attname: number})
                rows._raw_delete(rows.db)  # type: ignore[attr-defined]
    rows = kind._base_manager.filter(pk=number)
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def own_side(file: CaseFile, viewer: Viewer, sides: Iterable[str]) -> tuple[object, ...]:
    """What the routine lets act on the viewer's own side, straight from the engine: its duties and gates, who has the case, who may see what."""
    mine = frozenset(sides)
    status = evaluate(file.routine, file.history, viewer.today)
    edition = next(e for e in file.routine.editions if e.edition == status.edition)
    events = [e.id for e in edition.events.values() if any(side_of(role) in mine for role in e.recorded_by)]
    standing = standing_of(file)
    row = Case.objects.get(pk=file.row.id)
    return (
        [d for d in status.duties if any(side_of(role) in mine for role in d.turn)],
        {e: (e in status.allowed, status.refused.get(e)) for e in events},
        [o for o in (*status.offers, *status.standing) if any(side_of(role) in mine for role in o.holder)],
        (status.edition, status.state, row.protected, row.owner_unit_id, row.executor_unit_id, standing.is_recalled),
        sorted((p.role, p.worker_id, p.since) for p in standing.parties.values()),
        [_of_grant(file, g) for g in grants_of(file.row.id)],
    )


def _of_grant(file: CaseFile, grant: Granted) -> tuple[object, ...]:
    """A grant, with the event it ends with in place of that event's number."""
    last = file.rows[grant.last_sequence - 1].uid if grant.last_sequence else None
    return (grant.kinds, grant.source, grant.unit_id, grant.worker_id, grant.first_day, grant.last_day, last)


def answers(city: City, name: str, look: Look) -> dict[str, Answer]:
    """What a worker is answered who looks about in a city; nothing that they leave behind stays."""
    forget()
    with transaction.atomic():
        looker = Looker(city, name)
        look(looker)
        transaction.set_rollback(True)
    forget()
    return looker.asked


def assert_same(told: str, before: dict[str, Answer], after: dict[str, Answer]) -> None:
    """Check that every answer is the same to the byte."""
    assert list(before) == list(after), f"{told}: other pages are reached"
    for question, answer in before.items():
        assert answer.status == after[question].status, f"{told}: {question} answers otherwise"
        assert answer.body == after[question].body, (
            f"{told}: {question} differs: {_first_difference(answer.body, after[question].body)}"
        )
        assert answer.headers == after[question].headers, f"{told}: the headers of {question} differ"


def assert_hidden_fact(city: City, name: str, viewer: Viewer, place: int, change: Change, look: Look) -> bool:
    """Check that a worker is answered the same whichever way a hidden fact is. False, and nothing checked, where it acts on their own side."""
    file = file_of(city.cases[place])
    allowed = access_to(viewer, file.row.id)
    sides = {"executor"} if not allowed.kinds.everything else {"decider", "executor"}
    own = own_side(file, viewer, sides)
    before = answers(city, name, look)
    with transaction.atomic():
        write_anew(file, change, city)
        other = file_of(city.cases[place])
        comparable = not allowed or own_side(other, viewer, sides) == own
        still = bool(access_to(viewer, file.row.id)) == bool(allowed)
        after = answers(city, name, look) if comparable and still else {}
        transaction.set_rollback(True)
    forget()
    if after:
        assert_same(f"{name} ({', '.join(allowed.grounds)}), {change.told}", before, after)
    return bool(after)


def _first_difference(one: str, other: str) -> str:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, place - 120) : place + 120]}… / …{other[max(0, place - 120) : place + 120]}…"
