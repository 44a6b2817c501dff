"""Whether an entry can be recorded: its type, its answers, its place in time, and what the routine requires. All reasons at once."""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from hemvist.cases.acting import acting_role, effect_errors
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow, canonical, sealed
from hemvist.cases.entering import names_its_text, text_errors
from hemvist.cases.entries import NO_FORM_RECORDS, Entry, FieldError, Refused
from hemvist.cases.identifying import assumed_errors, read_identity
from hemvist.cases.library import library
from hemvist.cases.standing import Standing
from hemvist.routines.fields import plain_fields, typed_fields
from hemvist.routines.gates import refusals
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.model import Edition, EventType
from hemvist.routines.rounds import edition_for
from hemvist.routines.status import Refusal
from hemvist.secrecy.barriers import is_barred
from hemvist.secrecy.viewer import Viewer

LONGEST_REASON = 4000
WAIVABLE = ("requirement", "unknown-fact")


class Judged(NamedTuple):
    """An entry that can be recorded: the row to append, the event as the engine reads it, and whether it stands against a *must*."""

    row: EventRow
    event: Event
    event_type: EventType
    is_breach: bool


def judge(
    viewer: Viewer,
    file: CaseFile,
    standing: Standing,
    entry: Entry,
    recorded_at: datetime,
    *,
    repairs: bool = False,
    by_the_product: bool = False,
    joining: str = "",
) -> Judged:
    """Judge one entry against the case as it stands now.

    ``repairs``: it takes the place of an event that is being corrected; then even an act can be passed over, since it is done already.
    ``by_the_product``: no form recorded it. ``joining``: a role in which the viewer is about to join the case.
    Raises NotYourRole, or Refused with every reason.
    """
    uid, recorded_at = new_uid(), _after_the_last(file, recorded_at)
    edition = edition_for(file.routine, file.history, _event(uid, entry, {}, "", recorded_at))
    event_type = edition.events.get(entry.type)
    if event_type is None:
        raise Refused(
            field_errors=(
                FieldError("type", "unknown-event", "Den händelsen finns inte i den utgåva som ärendet följer."),
            )
        )
    role = acting_role(viewer, file.row, standing, event_type, joining)
    fields, errors = _fields(event_type, entry, standing, viewer.today)
    errors += assumed_errors(file, standing, event_type)
    errors += text_errors(standing, event_type, role, fields)
    errors += _place_errors(file, entry, event_type, viewer.today, repairs)
    errors += _own_errors(file, entry, event_type, viewer)
    if event_type.effect in NO_FORM_RECORDS and not by_the_product:
        errors.append(FieldError("type", "no-form-records-it", "Hemvist registrerar det självt, när det görs."))
    event = _event(uid, entry, fields, role, recorded_at)
    found, is_breach = _refusals(file, event, event_type, repairs)
    if errors or found:
        raise Refused(
            tuple(found), tuple(errors), can_be_passed_over=not errors and _passable(found, event_type, repairs)
        )
    row = _row(file, entry, edition, event_type, event, viewer)
    return Judged(row, event, event_type, is_breach=is_breach)


def _fields(
    event_type: EventType, entry: Entry, standing: Standing, today: date
) -> tuple[dict[str, FieldValue], list[FieldError]]:
    fields, wrong = typed_fields(event_type, entry.fields)
    errors = [FieldError(e.field, e.code, e.message) for e in wrong]
    if not errors:
        errors = effect_errors(event_type, fields, standing, today, entry.on)
    fields, unread = read_identity(event_type, fields, today)
    return fields, errors + unread


def _place_errors(file: CaseFile, entry: Entry, event_type: EventType, today: date, repairs: bool) -> list[FieldError]:
    errors = []
    if entry.on > today:
        errors.append(FieldError("on", "in-the-future", "Dagen har inte varit än. Anteckna det när det har hänt."))
    if entry.on < file.row.opened_on:
        errors.append(
            FieldError(
                "on", "before-the-case", f"Ärendet öppnades {file.row.opened_on}. Skriv den dagen eller en senare."
            )
        )
    if entry.about is not None and not _concerns(file, entry.about, event_type):
        errors.append(FieldError("about", "about-unknown", "Välj vilken tidigare händelse i ärendet det gäller."))
    elif not names_its_text(file, event_type, entry.about):
        errors.append(FieldError("about", "about-unknown", "Välj vilken text i ärendet det gäller."))
    if entry.annuls is not None and file.by_uid(entry.annuls) is None:
        errors.append(FieldError("annuls", "annuls-unknown", "Händelsen som ska tas tillbaka finns inte i ärendet."))
    if event_type.effect == "case-opened" and file.rows:
        errors.append(FieldError("type", "already-open", "Ärendet är redan öppnat."))
    if not repairs and (event_type.effect == "annulled" or entry.annuls is not None):
        errors.append(
            FieldError("annuls", "not-by-itself", "Ta tillbaka eller rätta händelsen där den står i historiken.")
        )
    if len(entry.passed_over) > LONGEST_REASON:
        errors.append(
            FieldError("passed_over", "too-long", f"Skälet är för långt. Skriv högst {LONGEST_REASON} tecken.")
        )
    return errors


def _own_errors(file: CaseFile, entry: Entry, event_type: EventType, viewer: Viewer) -> list[FieldError]:
    """Nobody reviews what they opened themselves, and nobody is given a case that they are kept out of: why is not told."""
    worker = str(entry.fields.get("worker", "")) if event_type.effect == "party-appointed" else ""
    if worker.isascii() and worker.isdigit() and is_barred(int(worker), file.row.id, viewer.today):
        return [FieldError("worker", "not-this-worker", "Medarbetaren kan inte ha det här ärendet. Välj någon annan.")]
    opening = file.by_uid(entry.about) if event_type.effect == "emergency-reviewed" else None
    if opening is None or opening.actor_id != viewer.worker_id:
        return []
    return [FieldError("about", "own-access", "Du kan inte granska din egen öppning. En annan chef gör det.")]


def _concerns(file: CaseFile, about: str, event_type: EventType) -> bool:
    known = file.history.known(None)
    target = file.by_uid(known.resolve(about))
    return (
        target is not None
        and target.uid not in known.annulled
        and (not event_type.about or target.type in event_type.about)
    )


def _refusals(file: CaseFile, event: Event, event_type: EventType, repairs: bool) -> tuple[list[Refusal], bool]:
    """Give what still refuses the event, and whether its reason in ``passed_over`` waived a *must*."""
    bare = refusals(file.routine, file.history, replace(event, passed_over="") if event.passed_over else event)
    if not bare or not event.passed_over.strip():
        return list(bare), False
    left = [r for r in bare if not _waivable(r, event_type, repairs)]
    return left, not left and any(r.level == "must" for r in bare)


def _waivable(refusal: Refusal, event_type: EventType, repairs: bool) -> bool:
    if refusal.code not in WAIVABLE:
        return False
    return refusal.level == "should" or event_type.nature == "fact" or repairs


def _passable(found: list[Refusal], event_type: EventType, repairs: bool) -> bool:
    return bool(found) and all(_waivable(r, event_type, repairs) for r in found)


def new_uid() -> str:
    """Give a uid that nothing can be read from: it stands in addresses, and a place in the chain would tell how many events there are that are not shown."""
    return os.urandom(16).hex()


def _event(uid: str, entry: Entry, fields: dict[str, FieldValue], role: str, recorded_at: datetime) -> Event:
    return Event(
        id=uid,
        type=entry.type,
        on=entry.on,
        recorded=recorded_at,
        at=entry.at,
        position=entry.position,
        by=role,
        about=entry.about,
        annuls=entry.annuls,
        fields=fields,
        passed_over=entry.passed_over.strip(),
    )


def _after_the_last(file: CaseFile, moment: datetime) -> datetime:
    """Give the moment of recording; a clock that was set back does not put an event before one already recorded."""
    return moment if not file.rows else max(moment, file.rows[-1].recorded_at + timedelta(microseconds=1))


def _row(
    file: CaseFile, entry: Entry, edition: Edition, event_type: EventType, event: Event, viewer: Viewer
) -> EventRow:
    row = EventRow(
        case_id=file.row.id,
        sequence=len(file.rows) + 1,
        uid=event.id,
        type=event_type.id,
        edition=edition.edition,
        information=_information(file, entry, event_type, event),
        occurred_on=event.on,
        occurred_at=event.at,
        position=event.position,
        recorded_at=event.recorded,
        actor_id=viewer.worker_id,
        role=event.by,
        about=event.about,
        annuls=event.annuls,
        passed_over=event.passed_over,
        reason=entry.reason,
        payload=canonical(plain_fields(event.fields)),
        digest="",
        chain="",
        idempotency_key=entry.idempotency_key,
    )
    return sealed(file.rows[-1].chain if file.rows else "", row)


def _information(file: CaseFile, entry: Entry, event_type: EventType, event: Event) -> str:
    """The kind of information that an event tells of: its type's, or that of what it takes back, was made of or belongs to."""
    followed = {
        "annulled": entry.annuls,
        "letter-sent": entry.about,
        "letter-not-sent": entry.about,
        "letter-returned": entry.about,
        "document-attached": entry.about,
        "text-to-enter": entry.about,
        "text-entered": entry.about,
    }.get(event_type.effect or "")
    if event_type.effect == "letter-made":
        return str(event.fields["information"])
    target = file.by_uid(followed)
    return target.information if target else event_type.information


def role_label(role: str) -> str:
    """The Swedish name of a role."""
    return library().vocabulary.roles[role].label
