"""What the blocks of one edition may refer to: its events, spans, conditions, duties and clauses, the terms and the closed lists."""

from dataclasses import dataclass, field

from hemvist.routines.keys import Keys, like
from hemvist.routines.model import EventType, NamedDate, Term, Vocabulary

DATED = ("date", "datetime")


@dataclass(slots=True)
class Scope:
    """Names that exist in an edition. ``events`` grows to full event types before anything refers to their fields."""

    vocabulary: Vocabulary
    terms: dict[str, Term]
    clauses: set[str]
    event_ids: set[str] = field(default_factory=set)
    bookings: tuple[str, ...] = ()
    span_ids: set[str] = field(default_factory=set)
    duty_ids: set[str] = field(default_factory=set)
    date_ids: set[str] = field(default_factory=set)
    condition_kinds: dict[str, str] = field(default_factory=dict)
    events: dict[str, EventType] = field(default_factory=dict)
    dates: dict[str, NamedDate] = field(default_factory=dict)
    shared_with: set[str] = field(default_factory=set)

    def event_list(self, keys: Keys, key: str, required: bool = False) -> tuple[str, ...]:
        """Names of events, each of which must exist."""
        return keys.some_of(key, self.event_ids, "RTN-E011", "Okänd händelse", required)

    def condition_list(self, keys: Keys, key: str, required: bool = False) -> tuple[str, ...]:
        """Names of conditions, each of which must exist. A test written out where a name belongs is an error of its own."""
        value = keys.data.get(key)
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            keys.take(key)
            hint = "Ge villkoret ett eget block med ett id och skriv id:t här."
            keys.wrong("RTN-E022", key, f"”{keys.name_of(key)}” innehåller ett villkor i stället för ett namn.", hint)
            return ()
        return keys.some_of(key, self.condition_kinds, "RTN-E015", "Okänt villkor", required)

    def role_list(self, keys: Keys, key: str, required: bool = True) -> tuple[str, ...]:
        return keys.some_of(key, self.vocabulary.roles, "RTN-E012", "Okänd roll", required)

    def reference(self, keys: Keys, key: str, dated: bool = True, required: bool = False) -> tuple[str, str] | None:
        """``event.field``; where a date is wanted also just ``event`` (its own day), or the name of a date."""
        value = keys.text(key, required)
        if not value:
            return None
        if dated and value in self.date_ids:
            return value, ""
        event_id, _, name = value.partition(".")
        if event_id not in self.event_ids:
            keys.wrong("RTN-E011", key, f"Okänd händelse: ”{event_id}”.", like(event_id, self.event_ids))
            return None
        event = self.events.get(event_id)
        if event is None or (dated and not name):
            return event_id, name
        known = {one.name: one for one in event.fields}
        if name not in known:
            hint = like(name, known) if known else f"Händelsen {event_id} har inga fält."
            keys.wrong("RTN-E016", key, f"Händelsen ”{event_id}” har inget fält ”{name}”.", hint)
            return None
        if dated and known[name].type not in DATED:
            hint = "Hänvisa till ett fält av typen date eller datetime."
            keys.wrong("RTN-E016", key, f"Fältet ”{value}” är inte ett datum.", hint)
            return None
        return event_id, name
