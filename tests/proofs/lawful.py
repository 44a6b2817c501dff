"""What a worker may see at the most, told a second time and in another way than the policy does: from the events and the organisation alone.

It is the widest that the law and the routine allow; the policy may well give less. Where the policy gives more, it is broken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.granting import last_day_of_hand_over
from hemvist.cases.library import library
from hemvist.clock import LOCAL_ZONE
from hemvist.organisation.models import RoleHolding, StandIn, Worker
from hemvist.secrecy.models import Barrier
from tests.proofs.cities import City, file_of

OFFICER, INCOME = "probation_officer", "income_caseworker"
TO_INCOME = ("identity", "booking", "plan", "collaboration", "decision", "protection")
"""What the routine of planned releases shares with an income caseworker who is named (IN-15, IN-18)."""
TOWARDS = ("kompetenscenter", "probation-service")


@dataclass(frozen=True, slots=True)
class Consented:
    """A consent towards the executing side: what it covers, of what it asks about, from when until when."""

    kinds: frozenset[str]
    askable: frozenset[str]
    first_day: date
    last_day: date | None
    ended: int | None

    def covers(self, row: EventRow, today: date) -> bool:
        """Whether an event may have been shown under it."""
        recorded = row.recorded_at.astimezone(LOCAL_ZONE).date()
        in_time = self.first_day <= today and (self.last_day is None or min(recorded, today) <= self.last_day)
        kind = row.information in self.kinds or row.information not in self.askable
        return in_time and kind and (self.ended is None or row.sequence <= self.ended)


@dataclass(frozen=True, slots=True)
class Lawful:
    """On which side of a case a worker stands today, and what its executing side was given."""

    decides: bool
    executes: bool
    given: frozenset[str]
    consents: tuple[Consented, ...]
    today: date
    answers: tuple[tuple[frozenset[str], int], ...] = ()
    """What their unit was told when it asked: the kinds, and the place in the case at which it was told."""
    opened: frozenset[str] = frozenset()
    """The kinds that they, or one whose turns they have, opened for life or health, and that are open still."""
    is_officer: bool = False
    """Whether they are the probation officer of the case, and its supervision has not ended."""
    is_income: bool = False
    """Whether they are named in it for income support."""

    def shows(self, row: EventRow) -> bool:
        """Whether an event may be shown."""
        if (
            self.decides
            or row.information in self.opened
            or any(row.information in kinds and row.sequence <= last for kinds, last in self.answers)
        ):
            return True
        if self.is_officer and (row.role == OFFICER or self._agreed(row)):
            return True
        if self.is_income and (row.role == INCOME or row.information in TO_INCOME):
            return True
        if not self.executes or _side(row.role) != "decider":
            return self.executes
        return row.information in self.given and any(c.covers(row, self.today) for c in self.consents)

    def _agreed(self, row: EventRow) -> bool:
        return row.role != OFFICER and any(
            c.covers(row, self.today) for c in self.consents if row.information in c.kinds
        )

    def __bool__(self) -> bool:
        mine = self.is_officer or self.is_income
        return self.decides or self.executes or bool(self.answers) or bool(self.opened) or mine


def lawful(city: City, name: str, place: int, *, strong: bool = True) -> Lawful:
    """Say what a worker may see of a case at the most."""
    file, today = file_of(city.cases[place]), city.today
    mine = _turns_of(city.town.workers[name].pk, today)
    is_protected = _protected(city, file)
    out = Barrier.objects.filter(case_row=file.row.id, worker=city.town.workers[name]).exists()
    if not mine or out or (is_protected and not strong):
        return Lawful(False, False, frozenset(), (), today)
    units = frozenset(
        RoleHolding.objects.filter(worker_id__in=mine, first_day__lte=today, worker__left_on=None).values_list(
            "unit_id", flat=True
        )
    )
    here = frozenset() if is_protected else units
    sides = _sides(file, mine, here, today, is_protected)
    consents, answers = tuple(_consents(file)), tuple(_answers(file, here))
    opened = _opened(city, file, mine) if strong else frozenset()
    goes_on = not _is_over(file, today)
    return Lawful(
        "decider" in sides, "executor" in sides, _given(file), consents, today, answers, opened,
        is_officer=OFFICER in sides and goes_on, is_income=INCOME in sides and not _is_over(file, None),
    )  # fmt: skip


def _is_over(file: CaseFile, today: date | None) -> bool:
    """Whether a planned release is closed, or (asked with a day) the supervision has ended by then, as the newest event tells that says when (IN-18)."""
    last: date | None = None
    for event in file.history.known(None).events:
        if event.type in ("insluss-closed", "case-closed"):
            return True
        told = event.fields.get("last_day" if event.type == "supervision-changed" else "supervision_last_day")
        if told is not None:
            last = told if isinstance(told, date) else None
    return today is not None and last is not None and last < today


def _opened(city: City, file: CaseFile, mine: frozenset[int]) -> frozenset[str]:
    """What was opened for life or health (brottsbalken 24:4), while it lasts; the case says that it was."""
    told = {row.actor_id for row in file.rows if file.type_of(row).effect == "emergency-opened"}
    open_now = [
        o for o in city.openings if o.case == file.row.public_id and o.worker in mine & told and city.moment < o.until
    ]
    return frozenset(kind for opening in open_now for kind in opening.kinds)


def _turns_of(worker: int, today: date) -> frozenset[int]:
    """The worker, if they have not left, and those whose turns they have today."""
    if Worker.objects.filter(pk=worker, left_on__lt=today).exists():
        return frozenset()
    away = StandIn.objects.filter(stand_in_id=worker, first_day__lte=today, last_day__gte=today)
    return frozenset({worker, *away.values_list("worker_id", flat=True)})


def _protected(city: City, file: CaseFile) -> bool:
    """Whether it is not known, here and in the person's other cases, that they are not protected."""
    files = [each for each in map(file_of, city.cases) if each.row.person_id == file.row.person_id]
    return any(_last_told_of_protection(each) != "none" for each in files)


def _last_told_of_protection(file: CaseFile) -> str:
    told = [
        e.fields.get("protection")
        for e in file.history.known(None).events
        if _effect(file, e.id) == "protection-learnt"
    ]
    return str(told[-1]) if told else "unknown"


def _sides(file: CaseFile, mine: frozenset[int], units: frozenset[int], today: date, is_protected: bool) -> set[str]:
    """The sides on which one stands: by a role in the case, or at a unit that has it or had it."""
    sides, owner, holders = set(), file.row.opened_unit_id, dict[str, int]()
    for event in file.history.known(None).events:
        effect, before = _effect(file, event.id), dict(holders)
        if effect == "case-opened":
            row = file.by_uid(event.id)
            assert row
            holders[row.role] = row.actor_id
        elif effect == "party-joined":
            holders[_row(file, event.id).role] = _row(file, event.id).actor_id
        elif effect in ("party-appointed", "party-received"):
            holders[str(event.fields["role"])] = int(str(event.fields["worker"]))
        elif effect == "party-left":
            holders.pop(str(event.fields["role"]), None)
        elif effect == "unit-changed":
            owner = int(str(event.fields["unit"]))
            holders = {role: who for role, who in holders.items() if _side(role) != "decider"}
        elif effect == "executor-assigned" and int(str(event.fields["unit"])) in units:
            sides.add("executor")
        if not is_protected and last_day_of_hand_over(event.on) >= today:
            sides |= {_side(role) for role, who in before.items() if who in mine and holders.get(role) != who}
        if not is_protected:  # who once had an assignment keeps what they knew of it
            sides |= {"executor" for role, who in holders.items() if who in mine and _side(role) == "executor"}
    sides |= {_side(role) for role, who in holders.items() if who in mine}
    return sides | ({"decider"} if owner in units else set())


def _given(file: CaseFile) -> frozenset[str]:
    return frozenset(kind for e in file.history.known(None).events for kind in file.type_of(_row(file, e.id)).gives)


def _answers(file: CaseFile, units: frozenset[int]) -> Iterator[tuple[frozenset[str], int]]:
    """What units that asked were told (SoL 15:8)."""
    for event in file.history.known(None).events:
        if _effect(file, event.id) == "information-given" and int(str(event.fields["unit"])) in units:
            kinds = event.fields.get("kinds")
            yield (
                frozenset(kinds) if isinstance(kinds, tuple) else frozenset({str(kinds)}),
                _row(file, event.id).sequence,
            )


def _consents(file: CaseFile) -> list[Consented]:
    events = file.history.known(None).events
    found = []
    for event in events:
        row, kinds = _row(file, event.id), event.fields.get("kinds")
        event_type = file.type_of(row)
        if event_type.effect != "consent-given" or event.fields.get("recipient") not in TOWARDS:
            continue
        ended = [
            _row(file, e.id).sequence
            for e in events
            if e.about == event.id and _effect(file, e.id) == "consent-withdrawn"
        ]
        first, last = event.fields.get("first_day"), event.fields.get("last_day")
        askable = frozenset(c.value for f in event_type.fields if f.name == "kinds" for c in f.choices)
        covered = frozenset(kinds) if isinstance(kinds, tuple) else frozenset()
        found.append(
            Consented(
                covered,
                askable,
                first if isinstance(first, date) else event.on,
                last if isinstance(last, date) else None,
                min(ended, default=None),
            )
        )
    return found


def _row(file: CaseFile, uid: str) -> EventRow:
    row = file.by_uid(uid)
    assert row
    return row


def _effect(file: CaseFile, uid: str) -> str:
    return file.type_of(_row(file, uid)).effect or ""


def _side(role: str) -> str:
    """The side of a role; of one held at another unit than the case's, the role itself: it gives nothing of its side's."""
    if role in (OFFICER, INCOME):
        return role
    return library().vocabulary.roles[role].side
