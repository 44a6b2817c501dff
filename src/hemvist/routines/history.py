"""The facts of one case: what happened, in the order it happened, as of a day and as known at a moment."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hemvist.routines.case import Case
    from hemvist.routines.compiled import CompiledRoutine
    from hemvist.routines.continuing import Worked

FieldValue = str | int | bool | date | datetime | tuple[str, ...] | None
"""What a field may hold. "yes", "no" and "unknown" are strings; a field that is absent or None is unknown."""

START_OF_DAY = time()
_OrderPart = tuple[date, bool, time, int, datetime, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded event. ``on`` is the local day it happened, ``recorded`` the moment it was written down (UTC).

    ``about`` names the event it concerns, ``annuls`` the one it takes back; with a type other than an annulment it also replaces it.
    ``passed_over``: the recorder's reason for a *must* that already failed in the world, or a *should* that was passed over.
    """

    id: str
    type: str
    on: date
    recorded: datetime
    at: time | None = None
    position: int | None = None
    by: str = ""
    about: str | None = None
    annuls: str | None = None
    fields: dict[str, FieldValue] = field(default_factory=dict)
    passed_over: str = ""


class Known:
    """What counts as known at a moment: the events that nothing has taken back, in order, and what stands in for those taken back.

    The order of events: the day; within a day those without a time of day before those with one; then the time of day, the stated position
    (none is 0), the moment of recording and the id. An event never comes before one of the same day that it concerns, and a replacement of the same
    day keeps the place of what it replaces. ``taking_back`` names the event types that only take back and stand for nothing themselves.
    """

    __slots__ = ("annulled", "days", "events", "last_key", "replaced_by")

    def __init__(self, events: Iterable[Event], taking_back: Collection[str] = ()) -> None:
        everything = {event.id: event for event in events}
        annullers: dict[str, list[Event]] = {}
        for event in everything.values():
            if event.annuls is not None and event.annuls in everything:
                annullers.setdefault(event.annuls, []).append(event)
        self.annulled: frozenset[str] = frozenset()
        self.replaced_by: dict[str, str] = {}
        if annullers:
            acting = _Acting(annullers, taking_back)
            self.annulled = frozenset(target for target in annullers if acting.is_annulled(target))
            self.replaced_by = {target: by for target in annullers if (by := acting.replacement(target)) is not None}
        live = [
            event for event in everything.values() if event.id not in self.annulled and event.type not in taking_back
        ]
        self.last_key: tuple[_OrderPart, ...] = ()  # the place of the last event in the order
        self.events: list[Event] = _in_order(live, everything, self)
        self.days: list[date] = [event.on for event in self.events]

    def resolve(self, event_id: str | None) -> str | None:
        """The event that stands for ``event_id``: itself, or what replaced it."""
        while event_id is not None and event_id in self.replaced_by:
            event_id = self.replaced_by[event_id]
        return event_id

    def with_last(self, event: Event) -> "Known | None":
        """The same and one more event, which takes nothing back; None if it does not come last in the order."""
        key = (_own_key(event, {}),)
        if key <= self.last_key:
            return None
        longer = Known.__new__(Known)
        longer.annulled, longer.replaced_by, longer.last_key = self.annulled, self.replaced_by, key
        longer.events, longer.days = [*self.events, event], [*self.days, event.on]
        return longer

    def ends_with(self, event: Event) -> bool:
        """Whether an event that takes nothing back would come last in the order."""
        return (_own_key(event, {}),) > self.last_key

    def until(self, as_of: date) -> list[Event]:
        """The events that had happened by the end of a day."""
        return self.events[: bisect_right(self.days, as_of)]


class _Acting:
    """Which events that take back others act: those that stand, and those that were replaced by one that acts in their place.

    An annulment that is itself annulled takes nothing back; a correction that is itself corrected still has its place taken by the newest.
    """

    def __init__(self, annullers: dict[str, list[Event]], taking_back: Collection[str]) -> None:
        self.annullers = annullers
        self.taking_back = taking_back
        self.answers: dict[str, bool] = {}

    def is_annulled(self, event_id: str) -> bool:
        if event_id not in self.answers:
            self.answers[event_id] = False  # in a circle nothing is taken back twice
            self.answers[event_id] = any(self.acts(by) for by in self.annullers.get(event_id, ()))
        return self.answers[event_id]

    def acts(self, event: Event) -> bool:
        if not self.is_annulled(event.id):
            return True
        return any(by.type not in self.taking_back and self.acts(by) for by in self.annullers.get(event.id, ()))

    def replacement(self, event_id: str) -> str | None:
        by = [one for one in self.annullers[event_id] if one.type not in self.taking_back and self.acts(one)]
        return max(by, key=lambda one: (one.recorded, one.id)).id if by else None


def _own_key(event: Event, everything: dict[str, Event]) -> _OrderPart:
    recorded, position = event.recorded, event.position
    original = event
    while original.annuls is not None and original.annuls in everything and everything[original.annuls].on == event.on:
        original = everything[original.annuls]
        recorded = original.recorded
        position = original.position if position is None else position
    return (event.on, event.at is not None, event.at or START_OF_DAY, position or 0, recorded, original.id)


def _in_order(live: list[Event], everything: dict[str, Event], known: Known) -> list[Event]:
    keys: dict[str, tuple[_OrderPart, ...]] = {
        event.id: (
            (event.on, event.at is not None, event.at or START_OF_DAY, event.position or 0, event.recorded, event.id)
            if event.annuls is None
            else _own_key(event, everything),
        )
        for event in live
    }
    by_id = {event.id: event for event in live}

    def place(event: Event, seen: tuple[str, ...]) -> tuple[_OrderPart, ...]:
        about = known.resolve(event.about)
        if about is None or about not in by_id or about in seen or by_id[about].on != event.on:
            return keys[event.id]
        before = place(by_id[about], (*seen, event.id))
        own = keys[event.id]
        if own <= before:
            keys[event.id] = (*before, *own)
        return keys[event.id]

    for event in live:
        if event.about is not None:
            place(event, ())
    live.sort(key=lambda event: keys[event.id])
    known.last_key = keys[live[-1].id] if live else ()
    return live


class History:
    """All recorded events of one case, in any order; those that were taken back are among them. It never changes.

    ``taking_back``: the event types that only take back (``gates.taking_back`` gives those of a routine).
    Raises ValueError for two events with one id and for a moment of recording without a time zone.
    """

    __slots__ = ("_known", "_longer", "_named", "events", "grown", "taking_back", "worked")

    def __init__(self, events: Iterable[Event] = (), taking_back: Collection[str] = frozenset()) -> None:
        self.events: tuple[Event, ...] = tuple(events)
        self.taking_back: frozenset[str] = frozenset(taking_back)
        self._known: dict[tuple[datetime | None, frozenset[str]], Known] = {}
        self._longer: tuple[Event, History] | None = None  # the one that was made last by ``extended``
        self._named: frozenset[str] | None = None
        self.worked: dict[CompiledRoutine, Worked] = {}  # what was worked out of it, to go on from (``continuing``)
        # The case, read but not worked out, and what it goes on from: for one evaluation, which takes it from here.
        self.grown: dict[CompiledRoutine, tuple[Case, Worked]] = {}
        seen: set[str] = set()
        for event in self.events:
            if event.id in seen:
                raise ValueError(f"Two events have the id {event.id!r}: every recorded event needs its own.")
            seen.add(event.id)
            if event.recorded.tzinfo is None:
                raise ValueError(f"Event {event.id!r}: the moment of recording needs a time zone.")

    def known(self, known_on: datetime | None = None, taking_back: frozenset[str] | None = None) -> Known:
        """What had been recorded by a moment (all of it, if no moment is given)."""
        back = self.taking_back if taking_back is None else taking_back
        answer = self._known.get((known_on, back))
        if answer is None:
            seen = (
                self.events if known_on is None else tuple(event for event in self.events if event.recorded <= known_on)
            )
            answer = self._known[known_on, back] = Known(seen, back)
        return answer

    def place(self, event: Event) -> str:
        """Give the place of an event that concerns no other in the order of events, as a text that sorts so, also among events of other cases."""
        everything = {one.id: one for one in self.events} if event.annuls is not None else {}
        on, has_time, at, position, recorded, event_id = _own_key(event, everything)
        clock = f"{at:%H:%M:%S.%f}" if has_time else ""
        return f"{on}|{clock}|{position:012}|{recorded.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}|{event_id}"

    def names(self, event_id: str) -> bool:
        """Whether an event has this id, or concerns or takes back what has it."""
        if self._named is None:
            self._named = frozenset(name for one in self.events for name in (one.id, one.about, one.annuls) if name)
        return event_id in self._named

    def goes_on_with(self, event: Event) -> bool:
        """Whether one more event would come last in the order and takes nothing back."""
        return self._only_adds(event) and self.known().ends_with(event)

    def _only_adds(self, event: Event) -> bool:
        takes_back = event.annuls is not None or event.type in self.taking_back
        return not (takes_back or event.recorded.tzinfo is None or self.names(event.id))

    def extended(self, event: Event) -> "History":
        """This history and one more event, going on from what was worked out of this one where the event comes last and takes nothing back.

        The answers are those of a history made anew of the same events. Raises ValueError as a new history does.
        """
        made = self._longer  # what an event is judged by is also what it makes when it is recorded
        if made is not None and made[0] is event:
            return made[1]
        known = self.known().with_last(event) if self._only_adds(event) else None
        if known is None:
            return History((*self.events, event), self.taking_back)
        longer = History((), self.taking_back)
        longer.events = (*self.events, event)
        longer._known[None, self.taking_back] = known
        longer.worked = self.worked.copy()
        if self._named is not None:
            longer._named = self._named | {name for name in (event.id, event.about) if name}
        self._longer = (event, longer)
        return longer

    def with_event(self, event: Event) -> "History":
        """This history and one more event; an event with the same id is replaced."""
        return History((*(one for one in self.events if one.id != event.id), event), self.taking_back)

    def without_event(self, event_id: str) -> "History":
        """This history without one event."""
        return History((one for one in self.events if one.id != event_id), self.taking_back)
