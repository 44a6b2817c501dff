"""Plays a scenario of the routine through the record, each event by somebody who may record it, at the moment it was recorded."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.correcting import annul, annulling, correct
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.library import library, told_of_both
from hemvist.cases.recording import Addition, Desk, open_case, record_all, record_event
from hemvist.routines.gates import candidates
from hemvist.routines.model import Field
from hemvist.routines.scenarios import Scenario, read_scenario
from hemvist.routines.telling import Told
from hemvist.secrecy.viewer import Viewer
from tests.cases.town import Town, add_person

SCENARIOS = Path(__file__).resolve().parents[2] / "src/hemvist/governing/kompetenscenter/scenarios"


def scenario(name: str) -> Scenario:
    """The scenario of that name."""
    return read_scenario(SCENARIOS / f"{name}.toml", library())


def scenario_names() -> list[str]:
    """Every scenario of the routine."""
    return sorted(path.stem for path in SCENARIOS.glob("*.toml"))


@dataclass
class Player:
    """Plays one scenario in a town."""

    town: Town
    scenario: Scenario
    case: UUID | None = None
    uids: dict[str, str] = field(default_factory=dict)
    unit: str = "centrum"
    most: int | None = None

    def play(self) -> "Player":
        """Record every event that is not expected to be refused, up to ``most``."""
        for told in [t for t in self.scenario.told if not t.expect_refused][: self.most]:
            with clock.set_to(told.event.recorded):
                self._record(told)
        return self

    def file(self) -> CaseFile:
        """The case as it stands in the record."""
        assert self.case
        row = find_case(self.case)
        assert row
        return open_file(row)

    def _record(self, told: Told) -> None:
        event = told.event
        if self.case is None:
            self._open(told)
            return
        entry = Entry(
            event.type, event.on, {}, event.at, event.position, self.uids.get(event.about or ""), event.passed_over
        )
        file = self.file()
        event_type = next(e.events[event.type] for e in reversed(file.routine.editions) if event.type in e.events)
        entry = replace(entry, fields=self._fields(told, event_type.fields))
        if entry.about is None and event_type.about and event.annuls is None:
            possible = candidates(file.routine, file.history, event.type, event.on)
            entry = replace(entry, about=possible[0].id if len(possible) == 1 else None)
        self.uids[event.id] = self._by(told, entry)
        if event_type.effect == "unit-changed":
            self.unit = str(told.raw_fields["unit"])

    def _by(self, told: Told, entry: Entry) -> str:
        assert self.case
        viewer = self.town.viewer(self.worker(told.event.by), clock.today())
        annuls = self.uids.get(told.event.annuls or "")
        try:
            reason = str(entry.fields.get("reason") or "fel")
            if annuls and entry.type == "annulled":
                return annul(viewer, self.case, annuls, reason).event_uid
            if annuls and entry.type in told_of_both():  # taken back where it is shown, and not in the history
                return record_all(viewer, self.case, lambda desk: [_taken_back(desk, annuls, reason)])[-1].event_uid
            if annuls:
                return correct(viewer, self.case, annuls, entry, "fel dag").event_uid
            return self._recorded(viewer, entry)
        except CaseNotFound:
            if told.event.by in ("coordinator", "consultant"):  # the routine's own events name those
                raise
            self._name(told.event.by)
            return self._by(told, entry)

    def _recorded(self, viewer: Viewer, entry: Entry) -> str:
        """Record an event; one that no form records too, as the product would."""
        assert self.case
        return record_all(viewer, self.case, lambda _: [Addition(entry, by_the_product=True)])[-1].event_uid

    def _name(self, role: str) -> None:
        """The person is protected: whoever else at the social services is to do something is named first."""
        assert self.case
        fields: dict[str, object] = {"role": role, "worker": str(self.town.workers[self.worker(role)].pk)}
        viewer = self.town.viewer(self.worker("caseworker"), clock.today())
        record_event(viewer, self.case, Entry("party-appointed", clock.today(), fields))

    def _open(self, told: Told) -> None:
        viewer = self.town.viewer(self.worker(told.event.by), clock.today())
        first = Entry(told.event.type, told.event.on, dict(told.raw_fields), told.event.at)
        person = add_person(len(self.scenario.name))
        self.case = open_case(
            viewer, person.pk, self.scenario.routine.id, self.town.units[self.unit].pk, told.event.on, first
        )
        self.uids[told.event.id] = self.file().rows[0].uid

    def worker(self, role: str) -> str:
        """Somebody who acts in the role."""
        if role in ("coordinator", "consultant"):
            return role
        letter = self.unit[0]
        return (
            f"{letter}-{'lead' if role == 'lead_caseworker' else 'manager' if role == 'unit_manager' else 'caseworker'}"
        )

    def _fields(self, told: Told, fields: tuple[Field, ...]) -> dict[str, object]:
        types = {f.name: f.type for f in fields}
        return {name: self._named(types[name], value) for name, value in told.raw_fields.items()}

    def _named(self, type_: str, value: object) -> object:
        if type_ == "worker":
            names = {"samordnare-1": "coordinator", "konsulent-1": "consultant", "konsulent-2": "other-consultant"}
            return str(self.town.workers[names.get(str(value), f"{self.unit[0]}-caseworker")].pk)
        if type_ == "unit":
            return str(self.town.units["centre" if value == "kompetenscenter" else str(value)].pk)
        return value


def _taken_back(desk: Desk, uid: str, reason: str) -> Addition:
    row = desk.file.by_uid(uid)
    assert row
    return annulling(desk, row, reason)
