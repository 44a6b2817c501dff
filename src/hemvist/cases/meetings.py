"""A meeting is one object: the event that booked it, and everything that later events say about that. Folded, never stored.

Which events book, move, cancel or tell of one the documents say (``meeting = …``; `hemvist.routines.meetings`). What a viewer may not see is
left out before anything is put together; asked with the same rule as the case itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, case_by_row, find_case, open_file
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.history_view import may_see
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.meeting_chains import Chain, Said, chains_of
from hemvist.cases.meeting_terms import length
from hemvist.cases.projecting import PLACE, STARTS
from hemvist.cases.standing import Standing, standing_of
from hemvist.routines.meetings import BOOKED, OUTCOMES
from hemvist.routines.model import Edition, EventType, Field
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import Viewer

REASON = "reason"
VIDEO = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part. ``kind``: worker, client, interpreter or external. ``name`` is a worker's; of others only what they are is told."""

    kind: str
    label: str
    role: str = ""
    worker_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point that the routine asks about at such a meeting: its clause, whose point it is, and the answer once the meeting was held."""

    clause: str
    field: Field
    by: tuple[str, ...]
    answer: object = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody who is to sign the minutes, and on which day they did."""

    who: str
    label: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was written of a meeting. ``attended`` in words; ``signatures`` of those who are to sign."""

    uid: str
    on: date
    role: str
    attended: tuple[str, ...]
    notes: str
    decided: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """That the meeting stands in another booking system, under a number there. ``is_current``: nothing has changed since."""

    system: str
    reference: str
    on: date
    is_current: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was said of the meeting: which event, when, and why."""

    uid: str
    word: str
    label: str
    on: date
    reason: str
    starts: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as one viewer may see it. Times are local, without a zone.

    ``id``: the uid of the event that first booked it, ``booking`` of the one that booked the time it has now. ``state``: booked, moved (no
    new time yet), cancelled, held or missed. ``sequence``: how many times its time or place has changed (iCalendar SEQUENCE).
    """

    id: str
    booking: str
    case: UUID
    reference: str
    protected: bool
    type: str
    label: str
    clause: str
    information: str
    starts: datetime
    ends: datetime
    place: str
    is_video: bool
    state: str
    reason: str
    sequence: int
    changed_at: datetime
    needs_interpreter: str
    interpreter_language: str
    interpreter_booked: str
    client_told: bool
    offered: datetime | None
    participants: tuple[Participant, ...]
    agenda: tuple[AgendaItem, ...]
    minutes: Minutes | None
    entered: Entered | None
    changes: tuple[Change, ...]

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be, as far as is recorded."""
        return self.state == "booked"


def view_meetings(viewer: Viewer, public_id: UUID) -> tuple[Meeting, ...]:
    """Give the meetings of a case that the viewer may see, by time. Raises CaseNotFound.

    The page that shows them has opened the case by ``viewing.view_case``, which logs it; this asks the same rule again.
    """
    row = find_case(public_id)
    allowed = access_to(viewer, row.id if row else 0)
    if row is None or not allowed:
        raise CaseNotFound
    return meetings_of(open_file(row), lambda each: may_see(each, allowed))


def view_meeting(viewer: Viewer, public_id: UUID, uid: str) -> Meeting | None:
    """Give one meeting by its id or the uid of any of its bookings; None if there is none that the viewer may see. Raises CaseNotFound."""
    return next(
        (m for m in view_meetings(viewer, public_id) if uid in (m.id, m.booking, *(c.uid for c in m.changes))), None
    )


def meetings_to_come_access_unchecked(case_row: int) -> tuple[Meeting, ...]:
    """Give the meetings of a case that are still to be, for a room's calendar. Nobody looks: a room is told only that it is taken, and when.

    None where the person is or may be protected: of them nothing at all is told.
    """
    row = case_by_row(case_row)
    if row is None or row.protected:
        return ()
    now = clock.now().astimezone(clock.LOCAL_ZONE).replace(tzinfo=None)
    return tuple(m for m in meetings_of(open_file(row), lambda _: True) if m.is_ahead and m.ends > now)


def workers_of_case_access_unchecked(case_row: int) -> list[int]:
    """Give the workers who hold a role in a case, by id. Nobody looks: whoever asks goes on to ask what each of them may see."""
    return [
        worker for (worker,) in sql.fetch("SELECT DISTINCT worker_id FROM cases_party WHERE case_id = %s", [case_row])
    ]


def meetings_of(file: CaseFile, shown: Callable[[EventRow], bool]) -> tuple[Meeting, ...]:
    """Fold the meetings of a case out of the events that are ``shown``. Those whose bookings were all taken back are left out."""
    chains = chains_of(file)
    if not chains:
        return ()
    folding = _Folding(file, shown)
    found = (folding.meeting(chain) for chain in chains)
    return tuple(sorted((m for m in found if m is not None), key=lambda m: (m.starts, m.id)))


class _Folding:
    """What the meetings of one case have in common."""

    def __init__(self, file: CaseFile, shown: Callable[[EventRow], bool]) -> None:
        self.file, self.shown = file, shown
        known = file.history.known(None)
        self.resolve = known.resolve
        self.place = {event.id: number for number, event in enumerate(known.events)}
        self.edition = edition_of(file.row.routine, file.row.edition)
        self.standing = standing_of(file)
        self.names: dict[int, str] | None = None

    def meeting(self, chain: Chain) -> Meeting | None:
        bookings = [each for each in chain.bookings if self._counts(each)]
        if not bookings:
            return None
        booking = bookings[-1]
        said = sorted((s for s in chain.said if self._counts(s)), key=lambda s: self.place[s.row.uid])
        about = [s for s in said if self._is_about(s, booking)]
        state, reason = _state(booking, about)
        place, is_video = _where(booking, about)
        starts = _starts(booking)
        row = self.file.row
        return Meeting(
            id=chain.id,
            booking=booking.row.uid,
            case=row.public_id,
            reference=row.reference,
            protected=row.protected,
            type=booking.row.type,
            label=booking.type.label,
            clause=booking.type.source.clause,
            information=booking.row.information,
            starts=starts,
            ends=starts + length(),
            place=place,
            is_video=is_video,
            state=state,
            reason=reason,
            sequence=sum(1 for _, seen_with in chain.changes if self.shown(seen_with)),
            changed_at=max(s.row.recorded_at for s in (*bookings, *said)),
            needs_interpreter=str(booking.event.fields.get("interpreter_needed") or "unknown"),
            interpreter_language=str(booking.event.fields.get("interpreter_language") or ""),
            interpreter_booked=str(_newest(about, "interpreter", "language") or ""),
            client_told=any(s.word == "told" for s in about),
            offered=_offered(said),
            participants=self._participants(booking, said),
            agenda=_agenda(self.edition, booking, about),
            minutes=self._minutes(said),
            entered=_entered(self.edition, chain, about, self.shown),
            changes=tuple(_change(each) for each in sorted((*bookings, *said), key=lambda s: self.place[s.row.uid])),
        )

    def _counts(self, said: Said) -> bool:
        """Whether an event stands, and may be seen."""
        return said.row.uid in self.place and self.shown(said.row)

    def _is_about(self, said: Said, booking: Said) -> bool:
        """Whether something is said of this very booking: directly, of every such booking, or of what was said of it."""
        about = self.resolve(said.row.about)
        if about is None or about == booking.row.uid:
            return about is not None or said.row.sequence > self._first(booking.row).sequence
        row = self.file.by_uid(about)
        return row is not None and self.resolve(row.about) == booking.row.uid

    def _first(self, row: EventRow) -> EventRow:
        """The event that a row took the place of first, or itself: a booking that is corrected is as old as it was."""
        while (before := self.file.by_uid(row.annuls)) is not None:
            row = before
        return row

    # -- who -------------------------------------------------------------------------------------------------------------------------------

    def _participants(self, booking: Said, said: list[Said]) -> tuple[Participant, ...]:
        """The client, those who have something to do by such a booking, an interpreter where one is needed, and those invited besides."""
        invited = next((s.event for s in reversed(said) if s.word == "invited"), None)
        roles = [*_taking_part(self.edition, booking.type), *_several(invited.fields.get("roles") if invited else None)]
        found = [Participant("client", "client")]
        found += [self._worker(role) for role in dict.fromkeys(_acting(roles, self.standing))]
        if booking.event.fields.get("interpreter_needed") == "yes":
            found.append(Participant("interpreter", "interpreter"))
        labels = _labels(self.edition, "invited", "others")
        others = _several(invited.fields.get("others") if invited else None)
        return (*found, *(Participant("external", labels.get(each, each)) for each in others))

    def _worker(self, role: str) -> Participant:
        party = self.standing.parties.get(role)
        label = library().vocabulary.roles[role].label
        if party is None:
            return Participant("worker" if _is_here(role) else "external", label, role)
        return Participant("worker", label, role, party.worker_id, self._names().get(party.worker_id, ""))

    def _names(self) -> dict[int, str]:
        if self.names is None:
            workers = [party.worker_id for party in self.standing.parties.values()]
            marks = sql.marks(workers)
            self.names = dict(sql.fetch(f"SELECT id, name FROM organisation_worker WHERE id IN ({marks})", workers))  # noqa: S608
        return self.names

    # -- what was written ------------------------------------------------------------------------------------------------------------------

    def _minutes(self, said: list[Said]) -> Minutes | None:
        """The newest minutes, with who has signed those."""
        written = next((s for s in reversed(said) if s.word == "minutes"), None)
        if written is None:
            return None
        fields = written.event.fields
        attended, signers = _labels(self.edition, "minutes", "attended"), _labels(self.edition, "minutes", "signers")
        signed = self._signed(said, written)
        return Minutes(
            uid=written.row.uid,
            on=written.event.on,
            role=library().vocabulary.roles[written.row.role].label,
            attended=tuple(attended.get(each, each) for each in _several(fields.get("attended"))),
            notes=str(fields.get("notes") or ""),
            decided=str(fields.get("decided") or ""),
            signatures=tuple(
                Signature(each, signers.get(each, each), signed.get(each)) for each in _several(fields.get("signers"))
            ),
        )

    def _signed(self, said: list[Said], written: Said) -> dict[str, date]:
        """Who has signed, by role (or ``client``), on which day first."""
        signed: dict[str, date] = {}
        for each in said:
            saying = each.type.meeting
            if saying is not None and saying.signer and self.resolve(each.row.about) == written.row.uid:
                signed.setdefault(saying.signer, each.event.on)
        return signed


def _taking_part(edition: Edition, booking: EventType) -> list[str]:
    """Who takes part as a rule: those who have a duty by the booking, those who may book such a meeting first."""
    holders = {
        role
        for duty in edition.duties.values()
        if booking.id in duty.opens or (duty.opens_on is not None and duty.opens_on.event == booking.id)
        for role in duty.holder
    }
    booking_too = [role for role in booking.recorded_by if role in holders]
    return [*booking_too, *(role for role in edition.roles if role in holders and role not in booking_too)]


def _acting(roles: list[str], standing: Standing) -> list[str]:
    """Each role, or the one that has its turn until somebody is appointed; one from outside is there whoever has the turn."""
    known = library().vocabulary.roles
    return [
        instead
        if role in known
        and _is_here(role)
        and (instead := known[role].until_appointed)
        and role not in standing.parties
        else role
        for role in roles
    ]


def _is_here(role: str) -> bool:
    """Whether a role is held within the city."""
    known = library().vocabulary.roles.get(role)
    return known is None or known.side != "other"


def _several(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),) if value else ()


def _labels(edition: Edition, word: str, name: str) -> dict[str, str]:
    """The words of the answers that a form offers, by the word that its event says of a meeting."""
    for event in edition.events.values():
        if event.meeting is not None and event.meeting.word == word:
            return {c.value: c.label for field in event.fields if field.name == name for c in field.choices}
    return {}


def _starts(booking: Said) -> datetime:
    starts = booking.event.fields.get(STARTS)
    if not isinstance(starts, datetime):
        raise TypeError(f"the booking {booking.row.uid} has no time")  # the reader of documents requires the field
    return starts


def _state(booking: Said, about: list[Said]) -> tuple[str, str]:
    """What the newest outcome says, and why; the end of the case cancels what was still to be."""
    state, reason = BOOKED, ""
    for each in about:
        if each.word in OUTCOMES and (each.row.about is not None or state in (BOOKED, "moved")):
            state, reason = each.word, str(each.event.fields.get(REASON) or "")
        elif (
            each.type.effect == "case-ended" and state in (BOOKED, "moved") and _starts(booking).date() >= each.event.on
        ):
            state, reason = "cancelled", each.type.label
    return state, reason


def _where(booking: Said, about: list[Said]) -> tuple[str, bool]:
    """Where it is held: as booked, or as it was changed last; and whether that is by video."""
    changed = next((s.event.fields for s in reversed(about) if s.word == "place"), None)
    place = str((changed if changed is not None else booking.event.fields).get(PLACE) or "")
    video = changed.get("way") == "video" if changed is not None else place.startswith(VIDEO)
    return place, video


def _newest(about: list[Said], word: str, name: str) -> object:
    return next((s.event.fields.get(name) for s in reversed(about) if s.word == word), None)


def _offered(said: list[Said]) -> datetime | None:
    found = _newest(said, "offered", STARTS)
    return found if isinstance(found, datetime) else None


def _agenda(edition: Edition, booking: Said, about: list[Said]) -> tuple[AgendaItem, ...]:
    """The points that the routine itself asks about when such a meeting was held, with the answers where it was."""
    held = next((s for s in reversed(about) if s.word == "held"), None)
    for event in edition.events.values():
        if event.meeting is not None and event.meeting.word == "held" and booking.row.type in event.about:
            answers = held.event.fields if held is not None and held.row.type == event.id else {}
            return tuple(
                AgendaItem(field.clause or event.source.clause, field, field.by, answers.get(field.name))
                for field in event.fields
            )
    return ()


def _entered(edition: Edition, chain: Chain, about: list[Said], shown: Callable[[EventRow], bool]) -> Entered | None:
    newest = next((s for s in reversed(about) if s.word == "entered"), None)
    if newest is None:
        return None
    fields, labels = newest.event.fields, _labels(edition, "entered", "system")
    last = max((place for place, row in chain.changes if shown(row)), default=0)
    system = str(fields.get("system") or "")
    return Entered(
        labels.get(system, system), str(fields.get("reference") or ""), newest.event.on, last < newest.row.sequence
    )


def _change(said: Said) -> Change:
    fields = said.event.fields
    starts = fields.get(STARTS)
    return Change(
        uid=said.row.uid,
        word=said.word or "cancelled",
        label=said.type.label,
        on=said.event.on,
        reason=str(fields.get(REASON) or ""),
        starts=starts if isinstance(starts, datetime) else None,
        place=str(fields.get(PLACE) or ""),
    )
