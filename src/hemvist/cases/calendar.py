"""Meetings and due dates of a week.

A protected person's meeting is seen by those named in the case only, and even there as a booked time: a calendar is read over shoulders.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.turns import writing
from hemvist.clock import LOCAL_ZONE
from hemvist.organisation.unit_staff import LEADING_ROLES
from hemvist.secrecy import log
from hemvist.secrecy.kinds import read_kinds
from hemvist.secrecy.policy import kinds_granted, visible
from hemvist.secrecy.viewer import Viewer

MOST_ENTRIES = 500
BOOKED_TIME = "Bokad tid"


class CalendarEntry(NamedTuple):
    """A meeting or a day on which a duty falls due. ``person`` and ``place`` are empty where they may not be shown in a calendar.

    ``event``: the booking of a meeting; of a duty, which one it is (duty and instance). ``outcome``: what came of a meeting, in a word.
    ``role``: whose turn it is, of a duty that nobody has been given at a unit that the viewer leads; empty where it is the viewer's own.
    """

    on: date
    at: time | None
    kind: Literal["meeting", "due"]
    label: str
    case: UUID
    reference: str
    person: str
    place: str
    outcome_label: str
    protected: bool
    event: str
    outcome: str
    role: str

    @property
    def is_to_be_given(self) -> bool:
        """Whether the duty waits for somebody to be given it: what a leading role has to do is that role's without being given."""
        return bool(self.role) and self.role not in LEADING_ROLES


_MEETINGS = (
    "SELECT m.starts, m.label, c.public_id, c.reference, p.given_name || ' ' || p.family_name,"
    " CASE WHEN m.new_place <> '' AND {moved} THEN m.new_place ELSE m.place END,"
    " CASE WHEN {outcome} THEN m.outcome_label ELSE '' END, c.protected, CASE WHEN {outcome} THEN m.outcome_word ELSE '' END, {kinds}, m.event, '',"
    " c.id FROM cases_meeting m JOIN cases_case c ON c.id = m.case_id JOIN persons_person p ON p.id = c.person_id"
    " WHERE m.starts >= %s AND m.starts < %s AND {seen} ORDER BY m.starts, m.id LIMIT %s"
)
# What is mine, and what nobody has been given: no row stands in both. The index of the second is named, as the worklist's is.
_DUE = (
    "SELECT d.due_on, d.label, c.public_id, c.reference, p.given_name || ' ' || p.family_name, '', '', c.protected, '', {kinds},"
    " d.duty || ':' || d.instance, CASE WHEN d.assignee_id IS NULL AND d.role NOT IN ({own}) THEN d.role ELSE '' END, c.id"
    " FROM ({which}) AS found JOIN cases_dutyrow d ON d.id = found.id JOIN cases_case c ON c.id = d.case_id JOIN persons_person p ON p.id = c.person_id"
    " WHERE {seen} ORDER BY d.sort_on, d.id LIMIT %s"
)
_OF_WORKERS = "SELECT id FROM cases_dutyrow WHERE open AND assignee_id IN ({marks}) AND sort_on >= %s AND sort_on < %s"
_OF_NOBODY = "SELECT id FROM cases_dutyrow{by} WHERE open AND assignee_id IS NULL AND unit_id IN ({marks}) AND sort_on >= %s AND sort_on < %s"


def week(viewer: Viewer, monday: date) -> list[CalendarEntry]:
    """Give the meetings that the viewer may see and their own due dates, for the seven days from ``monday``, and log which cases it showed.

    One who leads a unit also has the due dates of what nobody there has been given: it is theirs to hand out.
    """
    return days(viewer, monday, 7, "calendar")


def days(viewer: Viewer, first: date, number: int, page: str) -> list[CalendarEntry]:
    """Give the same for a number of days; ``page`` is what the log calls the list. At most ``MOST_ENTRIES`` meetings, and as many due dates."""
    after = first + timedelta(days=number)
    with writing():
        meetings, due = _meetings(viewer, first, after), _due(viewer, first, after)
        log.log_shown(viewer, page, dict.fromkeys(row[-1] for row in (*meetings, *due)))
    entries = [_entry("meeting", row) for row in meetings] + [_entry("due", row) for row in due]
    return sorted(entries, key=lambda e: (e.on, e.at is not None, e.at or time(), e.label))


def _meetings(viewer: Viewer, first_day: date, day_after: date) -> list[tuple[Any, ...]]:
    first, after = (datetime.combine(day, time(), LOCAL_ZONE).astimezone(UTC) for day in (first_day, day_after))
    moved = visible(viewer, "c.id", "m.information", "m.new_place_side", "m.new_place_sequence")
    outcome = visible(viewer, "c.id", "m.information", "m.outcome_side", "m.outcome_sequence")
    kinds, seen = kinds_granted(viewer, "c.id"), visible(viewer, "c.id", "m.information", "m.side", "m.sequence")
    query = _MEETINGS.format(moved=moved.sql, outcome=outcome.sql, kinds=kinds.sql, seen=seen.sql)
    limits = [sql.moment_in(first), sql.moment_in(after)]
    return sql.fetch(
        query, [*moved.params, *outcome.params, *outcome.params, *kinds.params, *limits, *seen.params, MOST_ENTRIES]
    )


def _due(viewer: Viewer, first: date, after: date) -> list[tuple[Any, ...]]:
    kinds, seen = kinds_granted(viewer, "c.id"), visible(viewer, "c.id")
    workers = viewer.worker_ids or (0,)
    leading = [h for h in viewer.holdings if h.role in LEADING_ROLES]
    led, own = tuple({h.unit_id for h in leading}), tuple({h.role for h in leading})
    which, asked = _OF_WORKERS.format(marks=sql.marks(workers)), [*workers, first, after]
    if led:
        nobodys = _OF_NOBODY.format(by=sql.by_index("open_unassigned_by_unit"), marks=sql.marks(led))
        which, asked = f"{which} UNION ALL {nobodys}", [*asked, *led, first, after]
    query = _DUE.format(kinds=kinds.sql, own=sql.marks(own), which=which, seen=seen.sql)
    return sql.fetch(query, [*kinds.params, *own, *asked, *seen.params, MOST_ENTRIES])


def _entry(kind: Literal["meeting", "due"], row: tuple[Any, ...]) -> CalendarEntry:
    when, label, case, reference, person, place, outcome, protected, word, kinds, event, role, _ = row
    named = "identity" in read_kinds(str(kinds)) and not protected
    on, at = (when, None) if kind == "due" else _local(when)
    return CalendarEntry(
        on=on,
        at=at,
        kind=kind,
        label=BOOKED_TIME if protected and kind == "meeting" else str(label),
        case=sql.uuid_out(case),
        reference=str(reference),
        person=str(person) if named else "",
        place="" if protected else str(place),
        outcome_label=str(outcome),
        protected=bool(protected),
        event=str(event),
        outcome=str(word),
        role=str(role),
    )


def _local(moment: datetime | str) -> tuple[date, time]:
    local = sql.moment_out(moment).astimezone(LOCAL_ZONE)
    return local.date(), local.time()
