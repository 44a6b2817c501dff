"""Which events of a case belong to the same meeting.

Worked out in the order of recording, so that what was once one meeting stays one: a later event, or one that is back-dated, never changes
which meeting an earlier one belongs to. So a meeting's id never changes, and its number of changes never goes down.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.routines.history import Event
from hemvist.routines.meetings import BOOKED, OUTCOMES, word_of
from hemvist.routines.model import EventType

CHANGES = frozenset({BOOKED, "place", *OUTCOMES})
"""The words after which a calendar may have to be told."""

MAY_CHANGE_MEETINGS = frozenset(
    {
        "case-ended",
        "party-appointed",
        "party-left",
        "unit-changed",
        "executor-assigned",
        "executor-recalled",
        "protection-learnt",
    }
    | {"consent-given", "consent-refused", "consent-withdrawn"}
)
"""Effects that say nothing of a meeting, but of who takes part in it or may know of it."""


def tells_of_meetings(file: CaseFile, new: Iterable[EventRow]) -> bool:
    """Whether what was just recorded may have changed a meeting, who takes part in one, or how much of it may be told."""
    return any(_may_change_meetings(file, row) for row in new) and _has_meetings(file)


def _may_change_meetings(file: CaseFile, row: EventRow) -> bool:
    kind = file.type_of(row)
    return kind.meeting is not None or kind.effect in MAY_CHANGE_MEETINGS or row.annuls is not None


def _has_meetings(file: CaseFile) -> bool:
    """Whether a meeting has been booked in the case, be it taken back. What has been looked through is not looked through again."""
    for row in file.rows[file.before_meetings :]:
        saying = file.type_of(row).meeting
        if saying is not None and saying.word == BOOKED:
            return True
        file.before_meetings += 1
    return False


@dataclass(frozen=True, slots=True)
class Said:
    """An event that says something of a meeting."""

    row: EventRow
    event: Event
    type: EventType
    word: str


@dataclass(slots=True)
class Chain:
    """One meeting: its id (the uid of the event that first booked it), its bookings and everything that is said of them, as recorded.

    ``changes``: the places in the case of what changed its time or place, each with the event whose visibility decides whether it is seen.
    """

    id: str
    bookings: list[Said] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    changes: list[tuple[int, EventRow]] = field(default_factory=list)


def chains_of(file: CaseFile) -> list[Chain]:
    """Give every meeting of a case, those that were taken back too, in the order they were first booked."""
    return _Sorting(file).chains()


class _Sorting:
    """Sorts the events of a case, one after the other as they were recorded, under the meetings that they are about."""

    def __init__(self, file: CaseFile) -> None:
        self.file = file
        self.found: dict[str, Chain] = {}
        self.chains_with: dict[str, list[Chain]] = defaultdict(list)  # by the uid of anything that belongs to them
        self.rows: dict[str, EventRow] = {}
        self.taken_back_by: dict[str, list[EventRow]] = defaultdict(list)
        self.seen_with: dict[str, EventRow] = {}  # by uid: the event that one must see to see this one
        self.waiting: list[tuple[Said, Chain]] = []  # moved, and no new time booked yet

    def chains(self) -> list[Chain]:
        for row, event in zip(self.file.rows, self.file.events, strict=True):
            self.rows[row.uid] = row
            kind = self.file.type_of(row)
            said = Said(row, event, kind, word_of(kind, event))
            if row.annuls:
                self.taken_back_by[row.annuls].append(row)
                self._takes_back(said, row.annuls)
            if said.word == BOOKED:
                self._books(said)
            elif said.word:
                self._says(said)
            elif kind.effect == "case-ended":
                for chain in self.found.values():
                    chain.said.append(said)
                    self._changes(chain, row, row)
        return list(self.found.values())

    def _takes_back(self, said: Said, target: str) -> None:
        """Something that belongs to a meeting is taken back or corrected: that changes it, for those who saw what was taken back."""
        for chain in self.chains_with[target]:
            self._changes(chain, said.row, self.seen_with.get(target, self.rows[target]))

    def _changes(self, chain: Chain, row: EventRow, seen_with: EventRow) -> None:
        chain.changes.append((row.sequence, seen_with))
        self.seen_with[row.uid] = seen_with
        self._belongs(chain, row)

    def _belongs(self, chain: Chain, row: EventRow) -> None:
        if chain not in self.chains_with[row.uid]:
            self.chains_with[row.uid].append(chain)

    def _books(self, said: Said) -> None:
        before = self.chains_with.get(said.row.annuls or "")
        chain = before[0] if before else self._continued(said)
        if chain is None:
            chain = self.found[said.row.uid] = Chain(said.row.uid)
        elif not said.row.annuls:
            self._changes(chain, said.row, said.row)
        chain.bookings.append(said)
        self._belongs(chain, said.row)

    def _continued(self, said: Said) -> Chain | None:
        """The meeting that was moved and waits for this kind of booking, the newest first."""
        for moved, chain in reversed(self.waiting):
            if said.row.type in moved.type.about and self._stands(moved.row):
                self.waiting = [each for each in self.waiting if each[1] is not chain]
                return chain
        return None

    def _stands(self, row: EventRow) -> bool:
        return not any(self._stands(by) for by in self.taken_back_by[row.uid])

    def _says(self, said: Said) -> None:
        corrected = self.chains_with.get(said.row.annuls or "", [])
        for chain in self._concerned(said, corrected):
            chain.said.append(said)
            self._belongs(chain, said.row)
            if said.word in CHANGES and chain not in corrected:
                self._changes(chain, said.row, said.row)
            if said.word == "moved":
                self.waiting.append((said, chain))

    def _concerned(self, said: Said, corrected: list[Chain]) -> list[Chain]:
        """The meetings that it is said of; what corrects something that was said of several is said of the same ones."""
        if said.row.about is not None:
            return self.chains_with[said.row.about][:1]
        of = said.type.meeting.of if said.type.meeting else ()
        return corrected or [chain for chain in self.found.values() if chain.bookings[-1].row.type in of]
