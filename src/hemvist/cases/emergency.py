"""Opening a case that one does not see, for somebody's life or health (brottsbalken 24:4; OSL 10:2): a reason, a few hours, an alarm, a review.

The case is asked for by its exact number or the person's. A wrong number, a case that one is kept out of and no case at all are the same
answer by the same statements. What is opened ends by itself; the event stands in the case, and its manager reviews it the next working day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hemvist import clock
from hemvist.cases import outbox, sql
from hemvist.cases.casefile import CaseRow, case_by_row, open_file
from hemvist.cases.entries import Entry
from hemvist.cases.library import edition, event_with_effect
from hemvist.cases.oversight_terms import EMERGENCY_REVIEW, after, oversight_terms
from hemvist.cases.recording import Addition, Desk, write
from hemvist.cases.references import read_reference
from hemvist.cases.turns import in_turn
from hemvist.persons.identity import NumberError, parse_number
from hemvist.secrecy import log
from hemvist.secrecy.barriers import is_barred
from hemvist.secrecy.kinds import Kinds
from hemvist.secrecy.policy import Access, access_to, grants_of
from hemvist.secrecy.viewer import Viewer

PAGE = "emergency"
NEEDS = ("life", "health")
_BY_REFERENCE = "SELECT c.id FROM cases_case c WHERE c.reference = %s"
_BY_NUMBER = (
    "SELECT c.id FROM cases_case c JOIN persons_identitynumber n ON n.person_id = c.person_id WHERE n.number = %s AND NOT n.wrong"
    " ORDER BY CASE c.state WHEN 'closed' THEN 1 ELSE 0 END, c.id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to open: which case or person, for whose need, why, and which kinds of information: no more than is needed."""

    text: str
    need: str
    reason: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is open to the worker now. ``until`` is None where they saw as much already, and nothing was opened."""

    case: UUID
    until: datetime | None


def is_a_number(text: str, viewer: Viewer) -> bool:
    """Whether a text is written as a case number or a person's number."""
    try:
        parse_number(text, viewer.today)
    except NumberError:
        return _quoted(text) is not None
    return True


def open_for_emergency(viewer: Viewer, asked: Asked) -> Opened | None:
    """Open a case for some hours; None where there is no such case, or nothing may be opened to this worker. Every try is logged.

    The worker's log-in is strong: what is opened counts for nobody else.
    """
    return in_turn(lambda: _open(viewer, asked))


def _open(viewer: Viewer, asked: Asked) -> Opened | None:
    case_row = _find(viewer, asked.text)
    row = case_by_row(case_row, lock=True)
    allowed = access_to(viewer, case_row)
    if is_barred(viewer.worker_id, case_row, viewer.today) or row is None or not viewer.strong:
        log.log_attempt(viewer, PAGE, [case_row] if case_row else [])
        return None
    kinds = Kinds(asked.kinds)
    if _sees(allowed, kinds):
        log.log_shown(viewer, PAGE, [row.id], allowed)
        return Opened(row.public_id, None)
    until = clock.now() + timedelta(hours=oversight_terms().emergency_access.hours)
    _grant(viewer, row, kinds, until)
    uid = _record(viewer, row, asked)
    _raise_alarm(viewer, row, uid, until)
    log.log_shown(viewer, PAGE, [row.id], access_to(viewer, row.id))
    return Opened(row.public_id, until)


def _sees(allowed: Access, kinds: Kinds) -> bool:
    if not allowed or allowed.is_limited:
        return False
    return allowed.kinds.everything or (not kinds.everything and allowed.kinds.covers(kinds.some))


def _find(viewer: Viewer, text: str) -> int:
    """Give the case's row number, 0 if there is none: by the case's own number, or the newest that goes on of the person with that number."""
    quoted = _quoted(text)
    by_number = (_BY_REFERENCE, quoted) if quoted else (_BY_NUMBER, parse_number(text, viewer.today).digits12)
    found = sql.fetch(by_number[0], [by_number[1]])
    return int(found[0][0]) if found else 0


def _quoted(text: str) -> str | None:
    """The case number that was typed, with or without blanks."""
    return read_reference("".join(text.split()))


def _grant(viewer: Viewer, row: CaseRow, kinds: Kinds, until: datetime) -> None:
    """Write the grant. It always needs a strong log-in: nobody can know now that the person is not protected before it ends."""
    last_day = until.astimezone(clock.LOCAL_ZONE).date()
    columns = (
        "case_row",
        "worker_id",
        "kinds",
        "ground",
        "source",
        "protected",
        "first_day",
        "last_day",
        "event",
        "until",
    )
    values = (
        row.id,
        viewer.worker_id,
        kinds.stored(),
        "emergency",
        "",
        True,
        viewer.today,
        last_day,
        "",
        sql.moment_in(until),
    )
    sql.insert("secrecy_grant", columns, [values])


def _record(viewer: Viewer, row: CaseRow, asked: Asked) -> str:
    """Record in the case that it was opened, and why. That row of the log is the opening's."""
    file = open_file(row)
    event_type = event_with_effect(edition(row.routine, row.edition), "emergency-opened")
    entry = Entry(event_type.id, viewer.today, {"need": asked.need, "reason": asked.reason})
    desk = Desk(viewer, file, grants_of(row.id), access_to(viewer, row.id))
    return write(desk, [Addition(entry)])[0].event_uid


def _raise_alarm(viewer: Viewer, row: CaseRow, uid: str, until: datetime) -> None:
    columns = ("case_row", "worker_id", "unit_id", "at", "until", "review_by", "event")
    by = after(EMERGENCY_REVIEW, viewer.today)
    values = (row.id, viewer.worker_id, row.owner_unit_id, sql.moment_in(clock.now()), sql.moment_in(until), by, uid)
    sql.insert("secrecy_emergencyaccess", columns, [values])
    outbox.tell_of_emergency(row, uid, row.owner_unit_id, viewer.worker_id)
