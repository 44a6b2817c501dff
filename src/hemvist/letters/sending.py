"""Confirming that a letter has gone: the letter's own event and the routine's, prefilled, in one transaction. No fact is typed twice.

A letter that was made and will not go is said not to, with why: until one of the two is said it is somebody's duty (GEM-18), and again if the
letter did not reach whom it was for. Where the city has a channel for digital post, a client's letter goes by it from here.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.conf import settings

from hemvist.cases.entries import Entry
from hemvist.cases.library import event_with_effect
from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.papers import SAID_OF_A_LETTER
from hemvist.cases.recording import Addition, Desk, record_all
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.facts import this_round
from hemvist.letters.kinds import Kind, Sent, Way, kinds
from hemvist.letters.making import MADE, SENT
from hemvist.routines.effects import Effect
from hemvist.routines.model import Choice, EventType
from hemvist.secrecy.viewer import Viewer

WHY, REPLACED = "why", "replaced"
DIGITAL_POST = "digital-post"
_KEYS = UUID("5b0b7a54-6c57-4b7c-9d3e-5d1a0f7f3c11")


class NotThatWay(Exception):  # noqa: N818 (an answer, not a fault)
    """The letter does not go that way: of a protected person, only the protected ones."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What else is recorded when a letter is confirmed as sent. ``waits_for``: kinds of letters that must have gone first."""

    event: EventType
    fields: dict[str, str]
    about: str | None
    waits_for: tuple[Kind, ...]
    recorded_before: bool


def kind_of(letter: EventView) -> Kind | None:
    """Give the kind of a letter that was made; None where this edition of Hemvist no longer has it."""
    return kinds().get(str(letter.values.get("letter")))


def ways_of(view: CaseView, kind: Kind) -> tuple[Way, ...]:
    """The ways the letter may go."""
    return kind.protected_ways if view.protected else kind.ways


def is_letter(view: CaseView, event: EventView) -> bool:
    """Whether the event tells that a letter was made, and stands."""
    known = view.edition.events.get(event.type)
    return known is not None and known.effect == MADE and event.annulled_by is None


def sendings(view: CaseView, letter: EventView) -> list[EventView]:
    """Give the events that tell that this letter has gone, in order."""
    sent = event_with_effect(view.edition, SENT).id
    return [e for e in view.history if e.type == sent and e.about == letter.uid and e.annulled_by is None]


def what_became(view: CaseView, letter: EventView) -> EventView | None:
    """Give the newest event that says what became of a letter: that it went, will not go, or did not arrive. None where nothing is said."""
    kinds_said = {event_with_effect(view.edition, effect).id for effect in SAID_OF_A_LETTER}
    said = (e for e in reversed(view.history) if e.type in kinds_said and e.about == letter.uid and not e.annulled_by)
    return next(said, None)


def is_said(view: CaseView, said: EventView | None, effect: Effect) -> bool:
    """Whether an event says this of a letter."""
    return said is not None and view.edition.events[said.type].effect == effect


def reasons_why(view: CaseView, effect: Effect) -> tuple[Choice, ...]:
    """Give why a letter is not sent, or how it came back, as a person may say. That a new version took its place Hemvist says by itself."""
    field = next(f for f in event_with_effect(view.edition, effect).fields if f.name == WHY)
    return tuple(each for each in field.choices if each.value != REPLACED)


def say_why(view: CaseView, viewer: Viewer, letter: EventView, effect: Effect, why: str, key: str) -> None:
    """Record that a letter will not be sent, or did not arrive, and why. Raises what recording raises: NotYourRole, or Refused with every reason."""
    kind = event_with_effect(view.edition, effect).id
    entry = Entry(kind, viewer.today, {WHY: why}, about=letter.uid, idempotency_key=key or None)
    record_all(viewer, view.public_id, lambda _: [Addition(entry, by_the_product=True)])


def follows(view: CaseView, letter: EventView, kind: Kind, way: Way) -> Follows | None:
    """Give what the routine wants recorded when the letter has gone that way; None if nothing."""
    sent = kind.sent
    if sent is None:
        return None
    about = letter.about if sent.about else None
    return Follows(
        event=view.edition.events[sent.event],
        fields={name: by_way[way] for name, by_way in sent.fields.items()},
        about=about,
        waits_for=_waits_for(view, sent),
        recorded_before=_recorded_before(view, letter, sent, about),
    )


def _waits_for(view: CaseView, sent: Sent) -> tuple[Kind, ...]:
    gone = {e.values.get("letter") for e in this_round(view) if is_letter(view, e) and sendings(view, e)}
    return tuple(kinds()[name] for name in sent.with_ if name not in gone)


def _recorded_before(view: CaseView, letter: EventView, sent: Sent, about: str | None) -> bool:
    """Whether the routine's event has been recorded already of what this letter is about."""
    of = next((e.sequence for e in view.history if e.uid == letter.about), 0)
    return any(
        e.type == sent.event and e.sequence > of and (about is None or e.about == about) for e in this_round(view)
    )


def confirm(view: CaseView, viewer: Viewer, letter: EventView, way: Way, on: date, *, also: bool, key: str) -> None:
    """Record that a letter went on a day, and what follows from it if ``also``. All or nothing.

    Raises NotThatWay, and what recording raises: NotYourRole, or Refused with every reason, also of what follows.
    """
    additions = _additions(view, letter, way, on, also=also, key=key)
    record_all(viewer, view.public_id, lambda _: additions)


def goes_digitally(view: CaseView, kind: Kind) -> bool:
    """Whether Hemvist itself can send the letter: the city has the channel, it is to the client, who has a number and is known not to be protected."""
    has_number = view.person is not None and any(n.kind in ("personal", "coordination") for n in view.person.numbers)
    is_on = DIGITAL_POST in settings.DROP_FOLDERS
    return is_on and kind.to == "client" and has_number and not view.protected and "digital" in ways_of(view, kind)


def send_digitally(view: CaseView, viewer: Viewer, letter: EventView, *, also: bool, key: str) -> None:
    """Put a letter out as digital post, and record that it went, in one transaction. Raises as ``confirm``; a form sent twice sends it once."""
    kind = kind_of(letter)
    if kind is None or not goes_digitally(view, kind):
        raise NotThatWay
    additions = _additions(view, letter, "digital", viewer.today, also=also, key=key)
    body: dict[str, object] = {"case": str(view.public_id), "letter": letter.uid, "worker": viewer.worker_id}

    def choose(desk: Desk) -> list[Addition]:
        row = desk.file.row
        unit = row.executor_unit_id if letter.values.get("sender") == "executor" else row.owner_unit_id
        put_out([Outgoing(DIGITAL_POST, body, row.id, letter.uid, unit, key=uuid5(_KEYS, f"{letter.uid} {key}"))])
        return additions

    record_all(viewer, view.public_id, choose)


def _additions(view: CaseView, letter: EventView, way: Way, on: date, *, also: bool, key: str) -> list[Addition]:
    """That a letter went, and what the routine wants recorded with it."""
    kind = kind_of(letter)
    if kind is None or way not in ways_of(view, kind):
        raise NotThatWay
    sent = event_with_effect(view.edition, SENT).id
    additions = [
        Addition(Entry(sent, on, {"way": way}, about=letter.uid, idempotency_key=key or None), by_the_product=True)
    ]
    more = follows(view, letter, kind, way) if also else None
    if more is not None and not more.waits_for:
        fields: dict[str, object] = dict(more.fields)
        additions.append(
            Addition(Entry(more.event.id, on, fields, about=more.about, idempotency_key=f"{key}:f" if key else None))
        )
    return additions
