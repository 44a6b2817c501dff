"""What happened in a case, and what is to come, as a viewer may see it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hemvist import clock
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.identifying import as_people_read_it
from hemvist.cases.library import library, told_of_both
from hemvist.cases.standing import source_of
from hemvist.cases.views import EventView, MeetingView, ToCome
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.model import EventType, Field
from hemvist.routines.status import Status
from hemvist.secrecy.policy import Access
from hemvist.secrecy.viewer import Viewer

UNCHANGEABLE = ("case-opened", "emergency-opened", "emergency-reviewed")
"""Effects of events that are never taken back."""
UNDO_MINUTES = 5
"""For so long a recorder can take back a slip of their own with one click."""


def slips_since() -> datetime:
    """Give the moment since which a slip of one's own must have been recorded to be undone now."""
    return clock.now() - timedelta(minutes=UNDO_MINUTES)


def is_own_slip(viewer: Viewer, row: EventRow, since: datetime) -> bool:
    """Whether the viewer recorded an event, and so lately (``slips_since``) that they may undo it."""
    return row.actor_id == viewer.worker_id and row.recorded_at >= since


def may_see(row: EventRow, allowed: Access) -> bool:
    """Whether an event may be shown: its kind is granted, of what was recorded on that side, up to that place. Of others there is no trace.

    That the case belongs together with another is told by ``related``, to one who may see both, and nowhere else.
    """
    return row.type not in told_of_both() and allowed.shows(row.information, row.sequence, source_of(row.role))


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a case's history mentions, by row number."""

    workers: dict[int, str]
    units: dict[int, str]


@dataclass(frozen=True, slots=True)
class Showing:
    """A case's history and who is looking at it. ``undo_from``: slips recorded since then can be taken back."""

    viewer: Viewer
    file: CaseFile
    allowed: Access
    names: Names
    undo_from: datetime
    roles: tuple[str, ...]


def event_views(showing: Showing) -> tuple[EventView, ...]:
    """Give every event that the viewer may see, newest last in the order they happened; those that were taken back too."""
    file, allowed = showing.file, showing.allowed
    annulled_by = {row.annuls: row.uid for row in file.rows if row.annuls}
    views = [
        _view(showing, row, event, annulled_by.get(row.uid))
        for row, event in zip(file.rows, file.events, strict=True)
        if may_see(row, allowed)
    ]
    place = {event.id: n for n, event in enumerate(file.history.known(None).events)}
    return tuple(sorted(views, key=lambda v: (v.on, place.get(v.uid, -1), v.sequence)))


def _view(showing: Showing, row: EventRow, event: Event, annulled_by: str | None) -> EventView:
    event_type = showing.file.type_of(row)
    stands = row.uid not in showing.file.history.known(None).annulled and event_type.effect != "annulled"
    changeable = (
        stands and event_type.effect not in UNCHANGEABLE and any(r in showing.roles for r in event_type.recorded_by)
    )
    # Where protected persons live and how they are reached is not shown, nor what was told of it before they were protected.
    kept_back = event_type.effect == "reach-learnt" and showing.file.row.protected
    return EventView(
        uid=row.uid,
        sequence=row.sequence,
        type=row.type,
        label=event_type.label,
        on=row.occurred_on,
        at=row.occurred_at,
        recorded_at=row.recorded_at,
        actor_name=showing.names.workers[row.actor_id],
        role_label=library().vocabulary.roles[row.role].label,
        fields=()
        if kept_back
        else tuple((f, shown_answer(event_type, f, event, showing.names)) for f in event_type.fields),
        values={} if kept_back else dict(event.fields),
        information=row.information,
        clause=event_type.source.clause,
        about=row.about,
        annulled_by=annulled_by if not stands else None,
        annuls=row.annuls,
        passed_over=row.passed_over,
        reason=row.reason or "",
        undoable=changeable and is_own_slip(showing.viewer, row, showing.undo_from),
        correctable=changeable,
    )


def shown_answer(event_type: EventType, field: Field, event: Event, names: Names) -> str | None:
    """Give what an event answers to a field, as ``shown_value`` does; an identity number with its separator."""
    return shown_value(field, as_people_read_it(event_type, field.name, event.fields.get(field.name)), names)


def shown_value(field: Field, value: FieldValue, names: Names) -> str | None:
    """Give an answer as a page shows it, in Swedish; None where it is not known."""
    if value is None:
        return None
    labels = {c.value: c.label for c in field.choices} or {"yes": "Ja", "no": "Nej"}
    if isinstance(value, tuple):
        return ", ".join(labels.get(one, one) for one in value)
    if value == "unknown":
        return labels.get("unknown", "Inte känt")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if field.type == "worker":
        return names.workers.get(row_number(value), str(value))
    if field.type == "role":
        roles = library().vocabulary.roles
        return roles[str(value)].label if str(value) in roles else str(value)
    if field.type == "unit":
        return names.units.get(row_number(value), str(value))
    return labels.get(str(value), str(value)) if field.type in ("choice", "yes-no", "yes-no-unknown") else str(value)


def row_number(value: FieldValue) -> int:
    """Give the row number that an answer of type worker or unit holds; 0, which nothing has, if it holds none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def ahead(status: Status, meetings: tuple[MeetingView, ...], today: date) -> tuple[ToCome, ...]:
    """Give what lies ahead, by day: duties that fall due, meetings, and the last days of periods in force."""
    coming = [
        ToCome(d.due_on, None, "due", d.label, d.clauses) for d in status.open_duties if d.due_on and d.due_on >= today
    ]
    coming += [
        ToCome(m.starts.date(), m.starts.time(), "meeting", m.label, ())
        for m in meetings
        if m.starts.date() >= today and not m.outcome
    ]
    coming += [
        ToCome(s.last_day, None, "last-day", s.label, ()) for s in status.spans if s.state == "in force" and s.last_day
    ]
    return tuple(sorted(coming, key=lambda c: (c.on, c.at is not None, str(c.at or ""), c.label)))
