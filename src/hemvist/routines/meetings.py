"""What an event says of a meeting: that one is booked, or what came of one that was. Which events do so the documents say, by the key ``meeting``."""

from typing import cast, get_args

from hemvist.routines.history import Event
from hemvist.routines.keys import Keys, like
from hemvist.routines.model import EventType, MeetingSaying, MeetingWord
from hemvist.routines.scope import Scope

MEETING_WORDS: tuple[str, ...] = get_args(MeetingWord)
BOOKED = "booked"
APPROVED = "approved"
STARTS = "starts"
OUTCOMES = ("moved", "cancelled", "held", "missed")
"""The words that say what came of a booked time."""
EVERY_BOOKING = "every-booking"
"""In ``about``: every event of the edition that books a meeting. It stays as it is where there are none; then there is nothing to concern."""


def word_of(event_type: EventType, event: Event) -> str:
    """Give the word that an event says of a meeting; empty if it says nothing of one."""
    saying = event_type.meeting
    if saying is None:
        return ""
    return saying.word or str(event.fields.get(saying.field_name) or "")


def read_about(keys: Keys, scope: Scope) -> tuple[str, ...]:
    """Read what an event is about: names of events, or ``every-booking`` alone."""
    if keys.data.get("about") == EVERY_BOOKING:
        keys.take("about")
        return scope.bookings or (EVERY_BOOKING,)
    return scope.event_list(keys, "about")


def read_meeting(keys: Keys, scope: Scope) -> MeetingSaying | None:
    """Read ``meeting``: a word, or a table that names the field whose answer is the word, the bookings that it is said of, or who has signed."""
    if not isinstance(keys.data.get("meeting"), dict):
        word = keys.one_of("meeting", MEETING_WORDS, what="Okänt ord om ett möte")
        return MeetingSaying(cast(MeetingWord, word)) if word else None
    inner = keys.inline("meeting")
    if inner is None:
        return None
    word = inner.one_of("says", MEETING_WORDS, what="Okänt ord om ett möte")
    field, of, signer = inner.text("field"), scope.event_list(inner, "of"), inner.text("signer")
    inner.rest()
    if bool(word) == bool(field):
        inner.wrong(
            "RTN-E034",
            "says",
            "”meeting” säger inte ett ord eller ett fält, eller båda.",
            'Skriv says = "cancelled", eller field = "why".',
        )
    return MeetingSaying(cast(MeetingWord, word) if word else None, field, of, signer)


def check_meeting(event: EventType, keys: Keys) -> None:
    """A booking has a time to begin and is about nothing; everything else is about a booking, or names those it is said of."""
    saying = event.meeting
    if saying is None:
        return
    fields = {each.name: each for each in event.fields}
    if (saying.word == APPROVED) != bool(saying.signer):
        hint = 'Skriv meeting = { says = "approved", signer = "…" }, med ett av svaren på signers i anteckningarna.'
        keys.wrong("RTN-E034", "meeting", "Det framgår inte vem som har justerat anteckningarna.", hint)
    if saying.word == BOOKED:
        if STARTS not in fields or fields[STARTS].type != "datetime":
            hint = f'Lägg till fields.{STARTS} = {{ type = "datetime", label = "Tid", required = true }}.'
            keys.wrong("RTN-E043", "meeting", f"En bokning behöver fältet ”{STARTS}” av typen datetime.", hint)
        if event.about or saying.of:
            keys.wrong("RTN-E043", "meeting", "En bokning gäller ingen annan händelse.", "Ta bort about och of.")
        return
    if not event.about and not saying.of:
        hint = 'Skriv about = "every-booking", eller about = [händelser som bokar].'
        keys.wrong("RTN-E043", "meeting", "Det framgår inte vilken bokning det gäller.", hint)
    if saying.field_name:
        _check_answers(saying.field_name, event, keys)


def _check_answers(name: str, event: EventType, keys: Keys) -> None:
    """The field whose answer is the word must be a choice, and each answer one of the words."""
    field = next((each for each in event.fields if each.name == name), None)
    if field is None or field.type != "choice":
        known = [each.name for each in event.fields if each.type == "choice"]
        keys.wrong("RTN-E016", "meeting", f"Händelsen har inget fält ”{name}” av typen choice.", like(name, known))
        return
    for choice in field.choices:
        if choice.value not in MEETING_WORDS or choice.value == BOOKED:
            keys.wrong(
                "RTN-E010", "meeting", f"Okänt ord om ett möte: ”{choice.value}”.", like(choice.value, MEETING_WORDS)
            )
