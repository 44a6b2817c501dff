"""Which grants a case should have now: who may see it, which kinds of information, on what ground.

- A party on the deciding side is named, and sees everything.
- The case's own unit sees everything, only while it is known that the person is not protected.
- A party on the executing side is named, and sees the kinds that were given. So does the executing unit, only while it is known that
  the person is not protected.
- When the assignment is recalled, or goes to another unit, the executing side keeps what it was given and sees nothing that others
  record from then on. Where the person is or may be protected, a unit that no longer has the assignment sees nothing at all.

Recording compares this with the grants in force, ends those that should not be, and adds those that are missing. So a correction, an
annulment, a move and a change of protection all take effect in the transaction that records them.
"""

from datetime import date, timedelta
from typing import NamedTuple

from hemvist.cases import sql
from hemvist.cases.standing import Appointment, Assignment, Standing, side_of
from hemvist.secrecy.kinds import ALL, Kinds
from hemvist.secrecy.policy import Granted


class Wanted(NamedTuple):
    """A grant that should be in force: exactly one of unit and worker."""

    unit_id: int | None
    worker_id: int | None
    kinds: str
    ground: str
    last_sequence: int | None


def wanted_grants(standing: Standing, protected: bool) -> dict[Wanted, str]:
    """Give the grants that should be in force, each with the uid of the event that gave it."""
    given = Kinds(frozenset(standing.given)).stored()
    wanted: dict[Wanted, str] = {}
    for party in (*standing.parties.values(), *(() if protected else standing.former_parties)):
        wanted.setdefault(_to_party(party, given), party.event)
    if protected:
        return wanted
    wanted[Wanted(standing.owner_unit_id, None, ALL.stored(), "own-board", None)] = ""
    for assignment in (standing.assignment, *standing.former_assignments):
        if assignment is not None:
            wanted.setdefault(_to_unit(assignment, given), assignment.event)
    return wanted


def _to_party(party: Appointment, given: str) -> Wanted:
    kinds = ALL.stored() if side_of(party.role) == "decider" else given
    return Wanted(None, party.worker_id, kinds, "named", party.last_sequence)


def _to_unit(assignment: Assignment, given: str) -> Wanted:
    return Wanted(assignment.unit_id, None, given, "executor", assignment.last_sequence)


def of_granted(grant: Granted) -> Wanted:
    """Give a grant that stands, in the form that it is compared in."""
    return Wanted(grant.unit_id, grant.worker_id, grant.kinds.stored(), grant.ground, grant.last_sequence)


_COLUMNS = ("case_row", "unit_id", "worker_id", "kinds", "ground", "first_day", "last_day", "last_sequence", "event")


def write_grants(
    case_row: int, wanted: dict[Wanted, str], standing_now: tuple[Granted, ...], today: date, event: str
) -> bool:
    """End the grants that should no longer be in force and add those that are missing. Gives whether anything changed.

    A grant that ends has yesterday as its last day: from this moment on nobody sees anything by it.
    """
    standing = {of_granted(g) for g in standing_now if g.last_day is None}
    ended = [g.id for g in standing_now if of_granted(g) not in wanted and (g.last_day is None or g.last_day >= today)]
    added = [
        (case_row, *key[:4], today, None, key.last_sequence, uid or event)
        for key, uid in wanted.items()
        if key not in standing
    ]
    if ended:
        yesterday = today - timedelta(days=1)
        sql.run(f"UPDATE secrecy_grant SET last_day = %s WHERE id IN ({sql.marks(ended)})", [yesterday, *ended])  # noqa: S608 (marks)
    sql.insert("secrecy_grant", _COLUMNS, added)
    return bool(ended or added)
