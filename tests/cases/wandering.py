"""Walks through cases at random: at each step somebody records something that is allowed then, with answers drawn at random."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.correcting import annul
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.recording import record_event
from hemvist.routines.duties import evaluate
from hemvist.routines.gates import candidates
from hemvist.routines.model import EventType, Field
from tests.cases.town import TODAY, Town, add_person, opened

Draw = Callable[[st.SearchStrategy[Any]], Any]
ROLES = {
    "caseworker": ["c-caseworker", "c-colleague", "h-caseworker"],
    "lead_caseworker": ["c-lead", "h-lead"],
    "unit_manager": ["c-manager", "h-manager"],
    "coordinator": ["coordinator"],
    "consultant": ["consultant", "other-consultant"],
}
ANSWERED = (Refused, NotYourRole, CaseNotFound)


@dataclass
class Wanderer:
    """One walk through one case."""

    town: Town
    draw: Draw
    day: date = TODAY
    case: UUID = field(init=False)
    recorded: int = 0

    def __post_init__(self) -> None:
        with clock.set_to(self.now()):
            protection = self.draw(st.sampled_from([None, "none", "none", "none", "confidentiality-marking"]))
            self.case = opened(self.town, add_person(), protection=protection)

    def now(self) -> datetime:
        """Noon of the walk's day."""
        return datetime.combine(self.day, time(12), UTC)

    def file(self) -> CaseFile:
        """The case as recorded."""
        row = find_case(self.case)
        assert row
        return open_file(row)

    def walk(self, steps: int) -> None:
        """Take some steps; now and then time passes, or something is taken back."""
        for _ in range(steps):
            self.day += timedelta(days=self.draw(st.sampled_from([0, 0, 1, 3, 30])))
            with clock.set_to(self.now()):
                try:
                    self._take_back() if self.draw(st.integers(0, 9)) == 0 else self._record()
                    self.recorded += 1
                except ANSWERED:
                    continue

    def _take_back(self) -> None:
        uid = self.draw(st.sampled_from([row.uid for row in self.file().rows]))
        annul(self.town.viewer(self.draw(st.sampled_from(ROLES["caseworker"])), self.day), self.case, uid, "Fel")

    def _record(self) -> None:
        file = self.file()
        status = evaluate(file.routine, file.history, self.day)
        edition = next(e for e in file.routine.editions if e.edition == status.edition)
        closing = [e for duty in status.open_duties for e in duty.closes if e in status.allowed]
        event_type = edition.events[self.draw(st.sampled_from(closing * 3 + list(status.allowed)))]
        role = self.draw(st.sampled_from(event_type.recorded_by))
        about = candidates(file.routine, file.history, event_type.id, self.day)
        entry = Entry(
            event_type.id,
            self.day - timedelta(days=self.draw(st.sampled_from([0, 0, 0, 2]))),
            self._fields(event_type),
            about=self.draw(st.sampled_from(about)).id if about else None,
            passed_over=self._reason(),
        )
        record_event(self.town.viewer(self.draw(st.sampled_from(ROLES[role])), self.day), self.case, entry)

    def _reason(self) -> str:
        return str(self.draw(st.sampled_from(["", "", "Det var redan gjort."])))

    def _fields(self, event_type: EventType) -> dict[str, object]:
        left_out = st.integers(0, 3)
        return {f.name: self._answer(f) for f in event_type.fields if f.required or self.draw(left_out)}

    def _answer(self, of: Field) -> object:
        workers = [str(w.pk) for w in self.town.workers.values()]
        units = [str(u.pk) for u in self.town.units.values()]
        choices = [c.value for c in of.choices]
        answers: dict[str, list[Any]] = {
            "date": [
                self.day - timedelta(days=30),
                self.day,
                self.day + timedelta(days=1),
                self.day + timedelta(days=364),
            ],
            "datetime": [datetime.combine(self.day, time(10)) + timedelta(days=n) for n in (1, 8, 90)],
            "number": [1, 12],
            "yes-no": ["yes", "no"],
            "yes-no-unknown": ["yes", "no"],
            "choice": choices,
            "choices": [choices, choices[:1]],
            "worker": workers,
            "unit": units,
            "role": list(ROLES),
        }
        return self.draw(st.sampled_from(answers.get(of.type, ["Text."])))
