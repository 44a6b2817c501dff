"""Whom a new case is for, when a number was typed: somebody whose case the viewer sees, or somebody who is new to them.

Somebody who is known to others only is, to this worker, as new as anybody: by the same statements they get a row of their own with what was
typed, tied to the first one behind the scenes, and the attempt is logged on the cases that were not shown (design.md §5).
"""

from typing import NamedTuple

from hemvist.cases import sql
from hemvist.persons.identity import IdentityNumberValue
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

PAGE = "new-case-person"
MOST_HIDDEN = 20


class Known(NamedTuple):
    """Someone whom the viewer sees in a case, with their name; or the first row of someone whom they do not."""

    person_id: int | None
    name: str
    first_row: int | None


_WITH_NUMBER = (
    "SELECT p.id, COALESCE(p.same_person, p.id), p.given_name || ' ' || p.family_name, c.id,"
    " CASE WHEN c.id IS NOT NULL AND {seen} THEN 1 ELSE 0 END FROM persons_identitynumber n JOIN persons_person p ON p.id = n.person_id"
    " LEFT JOIN cases_case c ON c.person_id = p.id WHERE n.number = %s AND NOT n.wrong ORDER BY p.id, c.id"
)


def known_by_number(viewer: Viewer, number: IdentityNumberValue) -> Known:
    """Give whom the number is of, as far as this viewer sees. Two statements whatever the answer. Run it in the transaction that opens."""
    seen = visible(viewer, "c.id", "'identity'")
    rows = sql.fetch(_WITH_NUMBER.format(seen=seen.sql), [*seen.params, number.digits12])
    shown = [row for row in rows if row[4]]
    hidden = [row[3] for row in rows if row[3] is not None and not row[4]]
    if shown or not hidden:
        log.log_shown(viewer, PAGE, dict.fromkeys(row[3] for row in shown))
    else:
        log.log_attempt(viewer, PAGE, hidden[:MOST_HIDDEN])
    if shown:
        return Known(shown[0][0], shown[0][2], None)
    return Known(None, "", rows[0][1] if rows else None)
