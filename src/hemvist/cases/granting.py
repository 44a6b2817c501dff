"""Which grants a case should have now: who may see it, which kinds of information, of whose records, on what ground.

- A party on the deciding side is named, and sees everything that side recorded. So does the case's own unit, only while it is known that
  the person is not protected. What the executing side records is given back to both (SoL 15:9).
- A party on the executing side is named, and sees of the deciding side's records the kinds that were given, as far as the person's consents
  cover them. So does the executing unit, only while it is known that the person is not protected. Both see all that their own side recorded.
- When the assignment is recalled, or goes to another unit, or no consent is in force any more, the executing side keeps what it was given,
  and sees nothing that others record from then on. Where the person is or may be protected, one who no longer has the assignment sees
  nothing at all.
- A unit of another board that asked, and was told something (SoL 15:8), sees what it was told of, as it stood then, for a stated time; not
  where the person is or may be protected.
- One who handed over a role sees what there was for a stated time more; not where the person is or may be protected.

Recording compares this with the grants in force, ends those that should not be, and adds those that are missing. So a correction, an
annulment, a move, a withdrawal and a change of protection all take effect in the transaction that records them. A grant whose last day is
known carries it, and ends by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hemvist.cases import sql
from hemvist.cases.chain import EventRow
from hemvist.cases.covering import Coverage, coverage
from hemvist.cases.library import library
from hemvist.cases.standing import Appointment, Assignment, Standing, side_of
from hemvist.routines.deadlines import Length, add
from hemvist.secrecy.kinds import ALL, Kinds
from hemvist.secrecy.policy import Granted

HAND_OVER = "hand-over"
"""The local term that says for how long one who handed over a role still sees the case."""
ANSWER_OPEN = "answer-open"
"""The local term that says for how long a unit of another board can read what it was told when it asked."""


class Wanted(NamedTuple):
    """A grant that should be in force: exactly one of unit and worker."""

    unit_id: int | None
    worker_id: int | None
    kinds: str
    ground: str
    source: str
    protected: bool
    last_day: date | None
    last_sequence: int | None


Grants = dict[Wanted, str]
"""The grants that should be in force, each with the uid of the event that gave it."""


def wanted_grants(standing: Standing, rows: Sequence[EventRow], protected: bool, today: date) -> Grants:
    """Give the grants that should be in force on a day."""
    wanted: Grants = {}
    covered = coverage(standing.consents, frozenset(standing.given), rows, today)
    has_been_given = standing.assignment is not None or any(side_of(r) == "executor" for r in standing.parties)
    has_been_given = has_been_given or any(side_of(row.role) == "executor" for row in rows)
    for party in standing.parties.values():
        if side_of(party.role) == "decider":
            _to_the_decider(wanted, None, party.worker_id, party.event, has_been_given, protected)
        else:
            _to_the_executor(wanted, party, covered, protected)
    if not protected:
        _to_the_decider(wanted, standing.owner_unit_id, None, "", has_been_given, protected)
        if standing.assignment is not None:
            _to_the_executor(wanted, standing.assignment, covered, protected)
        formers: list[Appointment | Assignment] = [*standing.former_assignments, *standing.former_parties]
        for former in formers:
            _to_the_executor(wanted, former, covered, protected, is_former=True)
        _to_those_who_handed_over(wanted, standing, covered, today)
        _to_those_who_asked(wanted, standing, today)
    return wanted


def _to_the_decider(
    wanted: Grants, unit: int | None, worker: int | None, event: str, has_been_given: bool, protected: bool
) -> None:
    ground = "named" if worker is not None else "own-board"
    wanted.setdefault(Wanted(unit, worker, ALL.stored(), ground, "decider", protected, None, None), event)
    if has_been_given:
        wanted.setdefault(Wanted(unit, worker, ALL.stored(), "given-back", "executor", protected, None, None), event)


def _to_the_executor(
    wanted: Grants,
    to: Appointment | Assignment,
    covered: Iterable[Coverage],
    protected: bool,
    *,
    is_former: bool = False,
) -> None:
    unit, worker = (to.unit_id, None) if isinstance(to, Assignment) else (None, to.worker_id)
    ground = "executor" if worker is None else "named"
    for part in covered:
        last = _earlier(part.last_sequence, to.last_sequence)
        kinds = Kinds(part.kinds).stored()
        wanted.setdefault(Wanted(unit, worker, kinds, ground, "decider", protected, part.last_day, last), to.event)
    own_until = to.last_sequence if is_former else None
    wanted.setdefault(
        Wanted(unit, worker, ALL.stored(), "own-record", "executor", protected, None, own_until), to.event
    )


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _to_those_who_handed_over(wanted: Grants, standing: Standing, covered: tuple[Coverage, ...], today: date) -> None:
    for former in standing.handed_over:
        last_day = last_day_of_hand_over(former.on)
        if last_day < today:
            continue
        is_decider = side_of(former.role) == "decider"
        kinds = [ALL] if is_decider else [Kinds(part.kinds) for part in covered]
        sources = [("decider", k) for k in kinds] + [("executor", ALL)]
        for source, some in sources:
            key = Wanted(
                None, former.worker_id, some.stored(), HAND_OVER, source, False, last_day, former.last_sequence
            )
            wanted.setdefault(key, former.event)


def _to_those_who_asked(wanted: Grants, standing: Standing, today: date) -> None:
    for told in standing.answered:
        last_day = _after(told.on, ANSWER_OPEN)
        if last_day >= today:
            kinds = Kinds(told.kinds).stored()
            key = Wanted(told.unit_id, None, kinds, "asked", "", False, last_day, told.last_sequence)
            wanted.setdefault(key, told.event)


def last_day_of_hand_over(on: date) -> date:
    """The last day on which one who handed over a role that day still sees the case."""
    return _after(on, HAND_OVER)


def _after(on: date, name: str) -> date:
    term = library().terms[name]
    return add(on, Length(term.days, term.working_days, term.weeks, term.months)).on


def of_granted(grant: Granted) -> Wanted:
    """Give a grant that stands, in the form that it is compared in."""
    return Wanted(
        grant.unit_id, grant.worker_id, grant.kinds.stored(), grant.ground, grant.source, grant.protected, grant.last_day,
        grant.last_sequence,
    )  # fmt: skip


def from_events(grant: Granted) -> bool:
    """Whether it is a grant that a case's events give: one for somebody's life or health is given and ends by itself."""
    return grant.ground != "emergency"


_COLUMNS = (
    "case_row", "unit_id", "worker_id", "kinds", "ground", "source", "protected", "last_day", "last_sequence", "first_day", "event",
)  # fmt: skip


def write_grants(case_row: int, wanted: Grants, standing_now: tuple[Granted, ...], today: date, event: str) -> bool:
    """End the grants that should no longer be in force and add those that are missing. Gives whether anything changed.

    A grant that ends has yesterday as its last day: from this moment on nobody sees anything by it.
    """
    current = [
        (g.id, of_granted(g)) for g in standing_now if from_events(g) and (g.last_day is None or g.last_day >= today)
    ]
    standing = {key for _, key in current}
    ended = [number for number, key in current if key not in wanted]
    added = [(case_row, *key, today, uid or event) for key, uid in wanted.items() if key not in standing]
    if ended:
        yesterday = today - timedelta(days=1)
        sql.run(f"UPDATE secrecy_grant SET last_day = %s WHERE id IN ({sql.marks(ended)})", [yesterday, *ended])  # noqa: S608 (marks)
    sql.insert("secrecy_grant", _COLUMNS, added)
    return bool(ended or added)
