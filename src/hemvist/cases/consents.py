"""The consents of a case as its events tell them: who gave what to whom, for how long, what became of it.

Pure: there is no table of consents, the events are the truth. What was shared under a consent stands in ``sharing``, what a viewer may see
of it all in ``ledger``. (OSL 10:1, 12:2: the person may let go of the secrecy that protects them, wholly or in part.)
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.model import EventType

State = Literal["in-force", "not-yet", "expired", "withdrawn", "refused", "replaced"]
KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that was given, or refused (``was_given`` is then false and it covers nothing).

    ``askable`` are the kinds of information that its form asks about, ``kinds`` those that the person agreed to. ``first_day`` and
    ``last_day`` are both inclusive; without a last day it lasts until it is withdrawn. ``ended_by`` is the event that withdrew or refused
    it, ``replaced_by`` the newer consent that stands in its place on the day asked for.
    """

    row: EventRow
    event_type: EventType
    values: dict[str, FieldValue]
    was_given: bool
    recipient: str
    recipient_name: str
    purpose: str
    kinds: tuple[str, ...]
    askable: tuple[str, ...]
    given_on: date
    first_day: date
    last_day: date | None
    state: State = "refused"
    ended_by: EventRow | None = None
    replaced_by: EventRow | None = None

    @property
    def party(self) -> tuple[str, str, str]:
        """Whom it is about and for what: a newer consent about the same takes its place."""
        return (self.recipient, self.purpose, self.recipient_name.casefold())

    @property
    def ended_on(self) -> date | None:
        """The last day on which it counted, if it counts no longer: of a withdrawal, the day it happened."""
        if self.ended_by is not None:
            return self.ended_by.occurred_on
        if self.replaced_by is not None:
            return self.replaced_by.occurred_on
        return self.last_day if self.state == "expired" else None

    def had_ended(self, row: EventRow) -> bool:
        """Whether it counted no longer when something was recorded: after the event that ended it, or after its last day."""
        ending = self.ended_by or self.replaced_by
        too_late = self.last_day is not None and row.recorded_at.astimezone(LOCAL_ZONE).date() > self.last_day
        return too_late or (ending is not None and row.sequence >= ending.sequence)


def consents_of(file: CaseFile, today: date) -> tuple[Consent, ...]:
    """Give every consent and refusal that stands (what was taken back as wrong is left out), in the order they happened, as of a day."""
    rows = {row.uid: row for row in file.rows}
    found: list[Consent] = []
    for event in file.history.known(None).events:
        row = rows[event.id]
        event_type = file.type_of(row)
        match event_type.effect:
            case "consent-given":
                found.append(_told(event, row, event_type, was_given=True))
            case "consent-refused":
                refusal = _told(event, row, event_type, was_given=False)
                _end(found, row, [c.row.uid for c in found if _is_refused(c, refusal)], "refused")
                found.append(refusal)
            case "consent-withdrawn":
                _end(found, row, [file.history.known(None).resolve(event.about) or ""], "withdrawn")
            case _:
                pass
    return _as_of(found, today)


def _told(event: Event, row: EventRow, event_type: EventType, *, was_given: bool) -> Consent:
    first, last, kinds = (event.fields.get(name) for name in ("first_day", "last_day", KINDS))
    return Consent(
        row=row,
        event_type=event_type,
        values=dict(event.fields),
        was_given=was_given,
        recipient=str(event.fields.get("recipient") or ""),
        recipient_name=str(event.fields.get("recipient_name") or ""),
        purpose=str(event.fields.get("purpose") or ""),
        kinds=kinds if isinstance(kinds, tuple) else (),
        askable=tuple(c.value for f in event_type.fields if f.name == KINDS for c in f.choices),
        given_on=event.on,
        first_day=first if isinstance(first, date) else event.on,
        last_day=last if isinstance(last, date) else None,
    )


def _is_refused(consent: Consent, refusal: Consent) -> bool:
    """A refusal that names no party is about every party of the purpose."""
    wide = not refusal.recipient_name
    return consent.party[:2] == refusal.party[:2] and (wide or consent.party == refusal.party)


def _end(found: list[Consent], by: EventRow, uids: list[str], state: State) -> None:
    for number, consent in enumerate(found):
        if consent.row.uid in uids and consent.was_given and consent.ended_by is None:
            found[number] = replace(consent, ended_by=by, state=state)


def _as_of(found: list[Consent], today: date) -> tuple[Consent, ...]:
    """Say in which state each one is. Of several about the same, the newest that has begun is what the person says, for good."""
    newest: dict[tuple[str, str, str], EventRow] = {}
    told = []
    for consent in reversed(found):
        state = _state(consent, today)
        if state == "in-force" and consent.party in newest:
            told.append(replace(consent, state="replaced", replaced_by=newest[consent.party]))
            continue
        if consent.was_given and consent.first_day <= today:
            newest.setdefault(consent.party, consent.row)
        told.append(replace(consent, state=state))
    return tuple(reversed(told))


def _state(consent: Consent, today: date) -> State:
    if not consent.was_given or consent.ended_by is not None:
        return consent.state
    if consent.last_day is not None and consent.last_day < today:
        return "expired"
    return "not-yet" if today < consent.first_day else "in-force"


def days_left(consent: Consent, today: date) -> int | None:
    """How many days a consent in force has left, the day itself counted; None if it has no last day or is not in force."""
    if consent.state != "in-force" or consent.last_day is None:
        return None
    return (consent.last_day - today + timedelta(days=1)).days
