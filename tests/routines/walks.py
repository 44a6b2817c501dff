"""Walks through a case of any routine, by chance: most steps are what an open duty asks for, some are something else, late, or taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from hemvist.routines.duties import evaluate
from hemvist.routines.gates import candidates, refusals, taking_back
from hemvist.routines.history import Event, FieldValue, History
from hemvist.routines.model import Edition, EventType, Field, Library, Routine
from hemvist.routines.reading import read_library
from hemvist.routines.scenarios import play, read_scenario
from hemvist.routines.status import Status
from tests.routines.examples import stays

GOVERNING = Path(__file__).resolve().parents[2] / "src" / "hemvist" / "governing"
NOON = time(12)
FIRST = date(2026, 1, 1)


@cache
def governing() -> Library:
    """The real documents."""
    return read_library()


def real_routines() -> list[Routine]:
    """The real routines, with their editions."""
    return list(governing().routines.values())


def walked_routines() -> list[Routine]:
    """The routines whose cases are walked: the real ones, and the example of dates that move."""
    return [*real_routines(), stays()]


def step(routine: Routine, so_far: History, status: Status, number: int, chance: Random) -> Event:
    """The next event of a walk. Whether it may be recorded is not asked."""
    today, name = status.as_of, f"e{number:03}"
    recorded = datetime.combine(today, NOON, UTC) + timedelta(minutes=number)
    edition = _edition(routine, status)
    if number and not chance.randrange(20):
        back = next(one.id for one in edition.events.values() if one.effect == "annulled")
        target = chance.choice(so_far.events)
        kind = chance.choice([back, target.type])
        return Event(name, kind, target.on, recorded, fields=target.fields, annuls=target.id)
    chosen = _chosen(edition, status, number, chance)
    on = today - timedelta(days=chance.choice([*[0] * 8, 2, 20]) if number else 0)
    about = candidates(routine, so_far, chosen.id, on)
    return Event(
        name,
        chosen.id,
        on,
        recorded,
        by=chance.choice([*chosen.recorded_by, ""]),
        about=chance.choice(about).id if about else None,
        fields=_answers(chosen, today, chance),
    )


def _edition(routine: Routine, status: Status) -> Edition:
    return next(one for one in routine.editions if one.edition == status.edition)


def _chosen(edition: Edition, status: Status, number: int, chance: Random) -> EventType:
    """The case is opened first; then what would close an open duty, or now and then anything that may be recorded."""
    opening = [one.id for one in edition.events.values() if one.effect == "case-opened"]
    closing = [name for one in status.open_duties for name in one.closes if name in status.allowed]
    rarely = [] if closing and chance.randrange(5) else list(status.allowed)
    return edition.events[chance.choice(closing + rarely if number else opening)]


def _answers(kind: EventType, today: date, chance: Random) -> dict[str, FieldValue]:
    return {one.name: _answer(one, today, chance) for one in kind.fields if one.required or chance.randrange(3)}


def _answer(of: Field, today: date, chance: Random) -> FieldValue:
    choices = [one.value for one in of.choices]
    days = [today - timedelta(days=30), today, today + timedelta(days=1), today + timedelta(days=40)]
    answers: dict[str, list[FieldValue]] = {
        "date": [*days, today + timedelta(days=364), *(["unknown"] if of.may_be_unknown else [])],
        "datetime": [datetime.combine(one, NOON) for one in days],
        "number": [1, 12],
        "yes-no": ["yes", "yes", "no"],
        "yes-no-unknown": ["yes", "no", "unknown"],
        "choice": [*choices],
        "choices": [tuple(choices), tuple(choices[:1])],
        "role": ["caseworker", "consultant", "coordinator"],
    }
    return chance.choice(answers.get(of.type) or ["Text."])


@cache
def told(routine_id: str) -> tuple[tuple[Event, ...], ...]:
    """The cases that the scenarios of a real routine tell, but for what they take back; each event in its own place in its day."""
    files = sorted((GOVERNING / routine_id / "scenarios").glob("*.toml"))
    played = [play(read_scenario(file, governing())).history.events for file in files]
    return tuple(
        tuple(
            replace(
                one, at=None, position=number, recorded=datetime.combine(one.on, NOON, UTC) + timedelta(minutes=number)
            )
            for number, one in enumerate(sorted(events, key=lambda one: (one.on, one.at or NOON, one.recorded)))
        )
        for events in played
        if all(one.annuls is None for one in events)
    )


def walk(routine: Routine, chance: Random, steps: int) -> list[Event]:
    """A case of events in the order of their days, each in its own place in its day: from its opening, or on from where a scenario has come.

    Nothing is taken back, and the case does not end early.
    """
    cases = told(routine.id)
    begun = chance.choice(cases) if cases and chance.randrange(2) else ()
    events = list(begun[: chance.randrange(len(begun) + 1)])
    today = events[-1].on if events else FIRST
    first = len(events)
    for number in range(first, first + steps):
        so_far = History(events, taking_back(routine))
        status = evaluate(routine, so_far, today)
        edition = _edition(routine, status)
        kind = _chosen(edition, status, number, chance)
        if kind.effect in ("annulled", "edition-moved") or (kind.effect == "case-ended" and chance.randrange(4)):
            continue
        about = candidates(routine, so_far, kind.id, today)
        event = Event(
            f"e{number:03}",
            kind.id,
            today,
            datetime.combine(today, NOON, UTC) + timedelta(minutes=number),
            position=number,
            by=chance.choice(kind.recorded_by),
            about=chance.choice(about).id if kind.about and about else None,
            fields=_answers(kind, today, chance),
            passed_over=chance.choice(["", "skäl"]),
        )
        if not number or not chance.randrange(4) or not refusals(routine, so_far, event):
            events.append(event)
        today += timedelta(days=chance.choice([0, 0, 0, 1, 7, 40]))
    return events


def a_walk(routine: Routine, most: int = 15) -> st.SearchStrategy[list[Event]]:
    """Walks through cases of a routine."""
    return st.builds(walk, st.just(routine), st.randoms(use_true_random=True), st.integers(1, most))
