"""Corrections. Nothing is edited: what is wrong is taken back by a new event, and what should have stood there is recorded anew.

An annulment stands for nothing itself; it takes back the event it names. A correction is an event of the right kind that names the one
it takes the place of, with the reason: whatever concerned that one goes on concerning it, however often it is corrected.
"""

from dataclasses import replace
from uuid import UUID

from hemvist.cases.acting import acting_role
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import Entry, FieldError, Recorded, Refused
from hemvist.cases.history_view import UNDO_MINUTES, is_own_slip, may_see, slips_since
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import event_with_effect, events_with_effect
from hemvist.cases.recording import Addition, Choice, Desk, record_all
from hemvist.cases.standing import standing_of
from hemvist.routines.model import EventType
from hemvist.secrecy.viewer import Viewer

__all__ = [
    "UNDO_MINUTES",
    "annul",
    "annulling",
    "annulment",
    "correct",
    "correction",
    "undo",
    "undoing",
    "undoing_own",
]

SLIP, CORRECTION = "slip", "correction"
SLIP_REASON = "Tillbakataget direkt av den som antecknade det."


def annul(viewer: Viewer, case: UUID, event_uid: str, reason: str) -> Recorded:
    """Take back an event, with the reason. It counts for nothing from now on; the history keeps it.

    Where it had taken the place of others, they are taken back too: nothing stands there any longer.

    Raises CaseNotFound, NotYourRole, or Refused (there is no such event, it is taken back already, the reason is missing).
    """
    return record_all(viewer, case, annulment(event_uid, reason))[-1]


def correct(viewer: Viewer, case: UUID, event_uid: str, replacement: Entry, reason: str) -> Recorded:
    """Take back an event and record what should have stood there, in one transaction. Gives the replacement.

    Never refused because of what came after: what no longer holds is shown as a breach. A *must* that the replacement itself fails
    refuses it until ``passed_over`` says why it is so, also for an act: it has been done. Raises as ``annul``.
    """
    return record_all(viewer, case, correction(event_uid, replacement, reason))[-1]


def undo(viewer: Viewer, case: UUID, event_uid: str) -> Recorded:
    """Take back one's own slip, within ``UNDO_MINUTES`` of recording it. A correction that is undone lets the corrected event stand again.

    Raises as ``annul``; also Refused where it was recorded by someone else or too long ago.
    """
    return record_all(viewer, case, undoing_own(event_uid))[-1]


def undoing_own(event_uid: str) -> Choice:
    """Give what ``undo`` records, for the case as it stands."""

    def additions(desk: Desk) -> list[Addition]:
        return [undoing(desk, _shown(desk, event_uid))]

    return additions


def annulment(event_uid: str, reason: str) -> Choice:
    """Give what ``annul`` records, for the case as it stands."""

    def additions(desk: Desk) -> list[Addition]:
        _may_take_back(desk, _shown(desk, event_uid))
        return [_annulment(desk, row, CORRECTION, reason) for row in _with_what_it_replaced(desk, event_uid)]

    return additions


def annulling(desk: Desk, row: EventRow, reason: str) -> Addition:
    """Give what takes back an event that the viewer has been shown elsewhere than in the history. Raises NotYourRole, or Refused."""
    _may_take_back(desk, row)
    return _annulment(desk, row, CORRECTION, reason)


def undoing(desk: Desk, row: EventRow) -> Addition:
    """Give what undoes a slip of the viewer's own. Raises NotYourRole, or Refused."""
    _may_take_back(desk, row)
    if not is_own_slip(desk.viewer, row, slips_since()):
        message = "Det går bara att ångra det man själv antecknat de senaste minuterna. Ta tillbaka händelsen med ett skäl i stället."
        raise _refused("too-late-to-undo", message)
    return _annulment(desk, row, SLIP, SLIP_REASON)


def correction(event_uid: str, replacement: Entry, reason: str) -> Choice:
    """Give what ``correct`` records, for the case as it stands."""

    def additions(desk: Desk) -> list[Addition]:
        new = replacement
        if not _already(desk, replacement):
            target = _shown(desk, event_uid)
            _may_take_back(desk, target)
            new = _in_the_place_of(replacement, target)
        return [Addition(replace(new, annuls=event_uid, reason=_given(reason)), repairs=True)]

    return additions


def _already(desk: Desk, replacement: Entry) -> bool:
    """Whether this very correction was recorded by an earlier call."""
    key = replacement.idempotency_key
    return key is not None and any(
        r.idempotency_key == key and r.actor_id == desk.viewer.worker_id for r in desk.file.rows
    )


def _shown(desk: Desk, event_uid: str) -> EventRow:
    """Give an event that the history shows this viewer. Raises Refused."""
    row = desk.file.by_uid(event_uid)
    if row is None or not may_see(row, desk.access):
        raise _refused("no-such-event", "Händelsen finns inte i ärendet.")
    return row


def _may_take_back(desk: Desk, row: EventRow) -> None:
    """Raise NotYourRole where this viewer may not take back an event, and Refused where nobody may."""
    event_type = desk.file.type_of(row)
    if event_type.effect == "case-opened":
        raise _refused("opening-stands", "Öppnandet kan inte tas tillbaka. Avsluta ärendet som öppnat av misstag.")
    if event_type.effect in ("emergency-opened", "emergency-reviewed"):
        raise _refused("emergency-stands", "Det som rör en nödöppning kan inte tas tillbaka eller rättas.")
    acting_role(desk.viewer, desk.file.row, standing_of(desk.file), event_type)
    if row.uid in desk.file.history.known(None).annulled:
        raise _refused("already-annulled", "Händelsen är redan tillbakatagen.")


def _refused(code: str, message: str) -> Refused:
    return Refused(field_errors=(FieldError("", code, message),))


def _annulment(desk: Desk, row: EventRow, kind: str, reason: str) -> Addition:
    event_type = _annulling_type(desk.file, row)
    answers: dict[str, object] = {"kind": kind, "reason": _given(reason)}
    fields = {f.name: answers[f.name] for f in event_type.fields if f.name in answers}
    return Addition(Entry(event_type.id, desk.viewer.today, fields, annuls=row.uid), repairs=True)


def _annulling_type(file: CaseFile, row: EventRow) -> EventType:
    """The event that takes back one like this: the one that says it is about such, or else the one that is about anything."""
    edition = edition_of(file.row.routine, file.row.edition)
    own = (each for each in events_with_effect(edition, "annulled") if row.type in each.about)
    return next(own, event_with_effect(edition, "annulled"))


def _in_the_place_of(entry: Entry, target: EventRow) -> Entry:
    """Give the entry with what goes without saying: it concerns what the other did, and keeps its place among the events of the day."""
    about = target.about if entry.about is None and entry.type == target.type else entry.about
    position = target.position if entry.position is None and entry.on == target.occurred_on else entry.position
    return replace(entry, about=about, position=position)


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused(field_errors=(FieldError("reason", "field-missing", "Skriv varför det ändras."),))
    return reason.strip()


def _with_what_it_replaced(desk: Desk, event_uid: str) -> list[EventRow]:
    """Give the event and those whose place it took, the newest first: taking back only the newest would let the one before stand again."""
    rows, row = [], desk.file.by_uid(event_uid)
    while row is not None:
        rows.append(row)
        row = desk.file.by_uid(row.annuls)
    return rows
