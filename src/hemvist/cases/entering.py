"""Texts that belong in the main case system and are written here: what is recorded by itself beside such an event, or when it is taken back.

Where the administration whose text it is has chosen to write in Hemvist, an event that the routine wants in the main case system
(``treserva = true``) is followed by one with the effect "text-to-enter", which opens the duty to enter it (GEM-22). Elsewhere nothing is
added: the one click says that the text is there already.
"""

from collections.abc import Mapping
from functools import cache

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, CaseRow
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import Entry, FieldError
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import event_with_effect
from hemvist.cases.standing import Standing, side_of, standing_of
from hemvist.routines.effects import Effect
from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType

TO_ENTER: Effect = "text-to-enter"
ENTERED: Effect = "text-entered"


def sides_that_write_here(owner_unit: int, executor_unit: int | None) -> frozenset[str]:
    """Give the sides of a case (decider, executor) whose administration writes its texts in Hemvist. One query."""
    rows = sql.fetch(
        "SELECT u.id FROM organisation_unit u JOIN organisation_administration a ON a.id = u.administration_id"
        " WHERE a.writes_in_hemvist AND u.id IN (%s, %s)",
        [owner_unit, executor_unit or 0],
    )
    units = {row[0] for row in rows}
    sides = {"decider": owner_unit, "executor": executor_unit}
    return frozenset(side for side, unit in sides.items() if unit in units)


def follows(file: CaseFile, new: EventRow) -> Entry | None:
    """Give what is recorded by itself right after an event that was just appended; None if nothing is."""
    edition = edition_of(file.row.routine, new.edition)
    kind = edition.events[new.type]
    if kind.effect == "annulled":
        return _taken_back_with_it(file, new)
    if not kind.treserva or not _has(edition.routine, edition.edition, TO_ENTER):
        return None
    side = side_of(new.role)
    if side not in _writing(file) or (new.annuls and _open_marks(file, new.annuls)):
        return None
    fields: dict[str, object] = {"side": side}
    return Entry(event_with_effect(edition, TO_ENTER).id, new.occurred_on, fields, about=new.uid)


def _writing(file: CaseFile) -> frozenset[str]:
    standing = standing_of(file)
    return sides_that_write_here(standing.owner_unit_id, standing.executor_unit_id)


def text_errors(
    standing: Standing, event_type: EventType, role: str, fields: Mapping[str, FieldValue]
) -> list[FieldError]:
    """Ask for the text that the routine requires where it is written here: the main case system does not have it yet. Code: text-missing.

    ``role``: whoever records it, whose side's text it is. At most one query.
    """
    asked = [one for one in event_type.fields if one.required_in_hemvist and one.name not in fields]
    if not asked or side_of(role) not in sides_that_write_here(standing.owner_unit_id, standing.executor_unit_id):
        return []
    return [FieldError(one.name, "text-missing", f"Texten skrivs i Hemvist. Fyll i ”{one.label}”.") for one in asked]


def _taken_back_with_it(file: CaseFile, new: EventRow) -> Entry | None:
    """An event that is taken back before its text was entered takes the wish to enter it along."""
    marks = _open_marks(file, new.annuls or "")
    if not marks:
        return None
    kind = file.type_of(new)
    fields = {name: value for name, value in file.events[-1].fields.items() if any(f.name == name for f in kind.fields)}
    return Entry(new.type, new.occurred_on, dict(fields), annuls=marks[-1].uid, reason=new.reason)


def _open_marks(file: CaseFile, uid: str) -> list[EventRow]:
    """Give the standing marks that an event's text is to be entered, where it has not been."""
    known = file.history.known(None)
    standing = [row for row in file.rows if row.uid not in known.annulled]
    entered = {row.about for row in standing if file.type_of(row).effect == ENTERED}
    marks = [row for row in standing if file.type_of(row).effect == TO_ENTER and row.uid not in entered]
    return [row for row in marks if uid in (row.about, known.resolve(row.about))]


@cache
def _has(routine: str, edition: str, effect: Effect) -> bool:
    return any(event.effect == effect for event in edition_of(routine, edition).events.values())


def names_its_text(file: CaseFile, event_type: EventType, about: str | None) -> bool:
    """Whether what marks a text, or says that it was entered, names which: the one an event that the routine wants there, the other a mark."""
    target = file.by_uid(about)
    if event_type.effect == TO_ENTER:
        return target is not None and file.type_of(target).treserva
    return event_type.effect != ENTERED or target is not None


def writes_here(row: CaseRow) -> frozenset[str]:
    """Give the sides of a case that write in Hemvist, as the case stands. One query."""
    return sides_that_write_here(row.owner_unit_id, row.executor_unit_id)
