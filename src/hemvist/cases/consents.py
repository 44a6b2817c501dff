"""The consents of a case as its events tell them: who gave what to whom, for how long, what became of it.

Pure: there is no table of consents, the events are the truth. What was shared under a consent stands in ``sharing``, what a viewer may see
of it all in ``ledger``. (OSL 10:1, 12:2: the person may let go of the secrecy that protects them, wholly or in part.)
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.covering import said_of
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.consents import Told, endings, newest
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
    rows, events = {row.uid: row for row in file.rows}, file.history.known(None).events
    found = {}
    for said in said_of(file).values():
        ended, last = endings(said), newest(said, today)
        for told in said:
            if told.effect == "consent-withdrawn":
                continue
            row = rows[events[told.place].id]
            consent = _told(events[told.place], row, file.type_of(row), was_given=told.effect == "consent-given")
            if consent.was_given:
                by = min(ended.get(told.place, ()), key=lambda each: rows[events[each.place].id].sequence, default=None)
                consent = _ended(consent, by, rows[events[by.place].id]) if by else _as_of(consent, today)
            if consent.state == "in-force" and last[told.name].place != told.place:
                consent = replace(consent, state="replaced", replaced_by=rows[events[last[told.name].place].id])
            found[told.place] = consent
    return tuple(found[place] for place in sorted(found))


def _ended(consent: Consent, by: Told, row: EventRow) -> Consent:
    return replace(consent, ended_by=row, state="withdrawn" if by.effect == "consent-withdrawn" else "refused")


def _as_of(consent: Consent, today: date) -> Consent:
    """Say in which state one is that was given and that nothing ended."""
    if consent.last_day is not None and consent.last_day < today:
        return replace(consent, state="expired")
    return replace(consent, state="not-yet" if today < consent.first_day else "in-force")


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
