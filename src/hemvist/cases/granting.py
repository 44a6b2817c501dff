"""Which grants a case should have now: who may see it, which kinds of information, of whose records, on what ground.

- A party on the deciding side is named, and sees everything that side recorded. So does the case's own unit, only while it is known that
  the person is not protected. What the executing side records is given back to both (SoL 15:9).
- A party on the executing side is named, and sees of the deciding side's records the kinds that were given, as far as the person's consents
  cover them. So does the executing unit, only while it is known that the person is not protected. Both see all that their own side recorded.
- A party in a role held elsewhere is named, never their unit: one outside sees the kinds that the role's share gives, as far as consents
  towards that side cover them; one of the same board sees those kinds without a consent. Both see all that was recorded in their own role.
  A share ends with its last day and with the case.
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
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.covering import Coverage, coverage
from hemvist.cases.library import library
from hemvist.cases.shares import Given, Shares
from hemvist.cases.standing import Appointment, Assignment, HandedOver, Standing, roles_elsewhere, side_of, source_of
from hemvist.routines.deadlines import add, length_of
from hemvist.secrecy.kinds import ALL, Kinds
from hemvist.secrecy.policy import Granted

HAND_OVER = "hand-over"
"""The local term that says for how long one who handed over a role still sees the case."""
ANSWER_OPEN = "answer-open"
"""The local term that says for how long a unit of another board can read what it was told when it asked."""
ONE_DAY = timedelta(days=1)


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


@dataclass(frozen=True, slots=True)
class Ground:
    """What grants are worked out from: the case, the roles that have recorded in it, whether its person is protected, and the day."""

    standing: Standing
    rows: Sequence[EventRow]
    protected: bool
    today: date
    shares: Shares
    recorders: tuple[str, ...]
    covered: dict[tuple[str, frozenset[str]], tuple[Coverage, ...]] = field(default_factory=dict)

    def coverage(self, side: str, share: Given | None = None) -> tuple[Coverage, ...]:
        """What consents towards a side cover of what it was given, and of what the role's share gives it."""
        given = frozenset(self.standing.given.get(side, ())) | (share.kinds if share else frozenset())
        key = (side, given)
        if key not in self.covered:
            towards = [c for c in self.standing.consents if c.side == side]
            self.covered[key] = coverage(towards, given, self.rows, self.today)
        return self.covered[key]

    def recorded_elsewhere(self) -> tuple[str, ...]:
        """The roles held elsewhere in which something has been recorded in the case."""
        elsewhere = roles_elsewhere()
        return tuple(role for role in self.recorders if role in elsewhere)


class Opened(NamedTuple):
    """Records that are open to one who holds a role: whose, which kinds, on what ground, until when and up to which place."""

    source: str
    kinds: str
    ground: str
    last_day: date | None = None
    last_sequence: int | None = None


class GrantsMade(NamedTuple):
    """The grants of a case, and all they were worked out from: the first so many events, by these roles, as of a day and those that are like it."""

    standing: Standing
    protected: bool
    shares: Shares
    today: date
    changes_on: date
    events: int
    recorders: frozenset[str]
    grants: Grants

    def hold_for(
        self, standing: Standing, rows: Sequence[EventRow], protected: bool, today: date, shares: Shares
    ) -> bool:
        """Whether they are also those of the case as it is now: nothing that they are worked out from is other than it was."""
        same = self.standing is standing and self.protected == protected and self.shares == shares
        alike = self.today <= today < self.changes_on
        return same and alike and self.recorders.issuperset([row.role for row in rows[self.events :]])


def grants_made(file: CaseFile, standing: Standing, protected: bool, today: date, shares: Shares) -> Grants:
    """Give the same as ``wanted_grants`` for a case: the very same object as before, where they have not changed."""
    made, rows = file.grants_made, file.rows
    if made is None or not made.hold_for(standing, rows, protected, today, shares):
        wanted = wanted_grants(standing, rows, protected, today, shares)
        changes_on = min((day for day in _days_of_change(standing, shares) if day > today), default=date.max)
        recorders = frozenset([row.role for row in rows])
        made = GrantsMade(standing, protected, shares, today, changes_on, len(rows), recorders, wanted)
        file.grants_made = made
    return made.grants


def _days_of_change(standing: Standing, shares: Shares) -> Iterable[date]:
    """The days on which grants may be others by time alone: a consent begins, or the last day of something has passed."""
    lasts = [consent.told.last_day for consent in standing.consents]
    lasts += [share.last_day for share in shares.values()]
    lasts += [last_day_of_hand_over(former.on) for former in standing.handed_over]
    lasts += [_after(told.on, ANSWER_OPEN) for told in standing.answered]
    begins = [consent.told.first_day for consent in standing.consents]
    return [*(day for day in begins if day), *(day + ONE_DAY for day in lasts if day)]


def wanted_grants(
    standing: Standing, rows: Sequence[EventRow], protected: bool, today: date, shares: Shares | None = None
) -> Grants:
    """Give the grants that should be in force on a day. ``shares``: what the routine gives roles that are held elsewhere."""
    wanted: Grants = {}
    recorders = tuple(dict.fromkeys([row.role for row in rows]))
    ground = Ground(standing, rows, protected, today, shares or {}, recorders)
    for party in standing.parties.values():
        _add(
            wanted,
            None,
            party.worker_id,
            protected,
            _opened_to(ground, party.role, "named", party.last_sequence),
            party.event,
        )
    if not protected:
        _add(wanted, standing.owner_unit_id, None, protected, _opened_to_the_decider(ground, "own-board"), "")
        if standing.assignment is not None:
            _to_the_executor(wanted, standing.assignment, ground)
        formers: list[Appointment | Assignment] = [*standing.former_assignments, *standing.former_parties]
        for former in formers:
            _to_the_executor(wanted, former, ground, is_former=True)
        for handed_over in standing.handed_over:
            _to_one_who_handed_over(wanted, handed_over, ground)
        _to_those_who_asked(wanted, standing, today)
    return wanted


def _add(
    wanted: Grants, unit: int | None, worker: int | None, protected: bool, opened: Iterable[Opened], event: str
) -> None:
    for one in opened:
        key = Wanted(unit, worker, one.kinds, one.ground, one.source, protected, one.last_day, one.last_sequence)
        wanted.setdefault(key, event)


def _opened_to(ground: Ground, role: str, why: str, last_sequence: int | None = None) -> list[Opened]:
    """What is open to one who holds a role in the case."""
    share = ground.shares.get(role)
    if share is not None and not share.lasts(ground.today):
        return []
    if side_of(role) != "decider":
        return _opened_to_another_side(ground, role, why, last_sequence, share)
    if share is None:
        return _opened_to_the_decider(ground, why)
    kinds, own, last = Kinds(share.kinds).stored(), source_of(role), share.last_day
    sources = [source for source in ("decider", *_others(ground)) if source != own]
    return [*(Opened(source, kinds, why, last) for source in sources), Opened(own, ALL.stored(), "own-record", last)]


def _opened_to_the_decider(ground: Ground, why: str) -> list[Opened]:
    everything = ALL.stored()
    return [Opened("decider", everything, why), *(Opened(s, everything, "given-back") for s in _others(ground))]


def _others(ground: Ground) -> list[str]:
    """Whose records there are in the case besides the deciding side's own."""
    standing = ground.standing
    has_been_given = standing.assignment is not None or any(side_of(r) == "executor" for r in standing.parties)
    has_been_given = has_been_given or any(side_of(role) == "executor" for role in ground.recorders)
    return [*(["executor"] if has_been_given else []), *ground.recorded_elsewhere()]


def _opened_to_another_side(
    ground: Ground, role: str, why: str, last_sequence: int | None, share: Given | None
) -> list[Opened]:
    """What consents towards the role's side cover of the deciding side's records, and all that is recorded in its own."""
    until = share.last_day if share else None
    deciding = ["decider", *(r for r in ground.recorded_elsewhere() if side_of(r) == "decider")]
    found = [
        Opened(
            source,
            Kinds(part.kinds).stored(),
            why,
            min((day for day in (part.last_day, until) if day), default=None),
            _earlier(part.last_sequence, last_sequence),
        )
        for part in ground.coverage(side_of(role), share)
        for source in deciding
    ]
    return [*found, Opened(source_of(role), ALL.stored(), "own-record", until)]


def _to_the_executor(wanted: Grants, to: Appointment | Assignment, ground: Ground, *, is_former: bool = False) -> None:
    """The executing unit, and those who were named under an assignment that is over: they keep what they had."""
    unit, worker = (to.unit_id, None) if isinstance(to, Assignment) else (None, to.worker_id)
    why = "executor" if worker is None else "named"
    deciding = ["decider", *(r for r in ground.recorded_elsewhere() if side_of(r) == "decider")]
    opened = [
        Opened(source, Kinds(part.kinds).stored(), why, part.last_day, _earlier(part.last_sequence, to.last_sequence))
        for part in ground.coverage("executor")
        for source in deciding
    ]
    opened.append(Opened("executor", ALL.stored(), "own-record", None, to.last_sequence if is_former else None))
    _add(wanted, unit, worker, ground.protected, opened, to.event)


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _to_one_who_handed_over(wanted: Grants, former: HandedOver, ground: Ground) -> None:
    last_day = last_day_of_hand_over(former.on)
    if last_day < ground.today:
        return
    opened = {
        Opened(
            one.source,
            one.kinds,
            HAND_OVER,
            min(last_day, share.last_day) if (share := ground.shares.get(former.role)) and share.last_day else last_day,
            former.last_sequence,
        ): None
        for one in _opened_to(ground, former.role, HAND_OVER)
    }
    _add(wanted, None, former.worker_id, False, opened, former.event)


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
    return add(on, length_of(library().terms[name])).on


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


def write_grants(file: CaseFile, wanted: Grants, standing_now: tuple[Granted, ...], today: date, event: str) -> bool:
    """End the grants that should no longer be in force and add those that are missing. Gives whether there were any.

    A grant that ends has yesterday as its last day: from this moment on nobody sees anything by it.
    """
    settled, case_row = file.grants_settled, file.row.id
    if settled is not None and settled[0] is wanted and settled[1] == standing_now:
        return False  # the same were compared before
    current = [
        (g.id, of_granted(g)) for g in standing_now if from_events(g) and (g.last_day is None or g.last_day >= today)
    ]
    standing = {key for _, key in current}
    ended = [number for number, key in current if key not in wanted]
    added = [(case_row, *key, today, uid or event) for key, uid in wanted.items() if key not in standing]
    if ended:
        yesterday = today - ONE_DAY
        sql.run(f"UPDATE secrecy_grant SET last_day = %s WHERE id IN ({sql.marks(ended)})", [yesterday, *ended])  # noqa: S608 (marks)
    sql.insert("secrecy_grant", _COLUMNS, added)
    differed = bool(ended or added)
    file.grants_settled = None if differed else (wanted, standing_now)
    return differed
