"""A small town to test in: two social services, one executing centre, and the people who work there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth import get_user_model

from hemvist.cases.entries import Entry, Recorded
from hemvist.cases.recording import open_case, record_event
from hemvist.organisation.models import Administration, Board, RoleHolding, Unit, Worker
from hemvist.persons import registry
from hemvist.persons.models import Person
from hemvist.secrecy.viewer import Viewer, viewer_of

TODAY = date(2026, 3, 2)
ROUTINE = "kompetenscenter"


@dataclass
class Town:
    """Units by name and workers by name: centrum (decides), hisingen (decides, another board), centre (executes)."""

    units: dict[str, Unit]
    workers: dict[str, Worker]

    def viewer(self, name: str, today: date = TODAY) -> Viewer:
        """The viewer that a worker is."""
        return viewer_of(self.workers[name], today)

    def hire(self, name: str, unit: str, *roles: str) -> Worker:
        """Take on a worker who has held the roles at the unit since long ago."""
        user = get_user_model().objects.create_user(username=name)
        worker = self.workers[name] = Worker.objects.create(user=user, name=name.capitalize())
        for role in roles:
            RoleHolding.objects.create(worker=worker, unit=self.units[unit], role=role, first_day=date(2020, 1, 1))
        return worker


def found_town() -> Town:
    """Make the town."""
    town = Town({}, {})
    for name, side in (("centrum", "decider"), ("hisingen", "decider"), ("centre", "executor")):
        board = Board.objects.create(code=name, name=f"Nämnd {name}")
        administration = Administration.objects.create(board=board, code=name, name=f"Förvaltning {name}", side=side)
        town.units[name] = Unit.objects.create(administration=administration, code=name, name=f"Enhet {name}")
    for unit, letter in (("centrum", "c"), ("hisingen", "h")):
        town.hire(f"{letter}-caseworker", unit, "caseworker")
        town.hire(f"{letter}-colleague", unit, "caseworker")
        town.hire(f"{letter}-lead", unit, "lead_caseworker")
        town.hire(f"{letter}-manager", unit, "unit_manager")
    town.hire("coordinator", "centre", "coordinator")
    town.hire("consultant", "centre", "consultant")
    town.hire("other-consultant", "centre", "consultant")
    return town


def add_person(number: int = 1) -> Person:
    """Add a person whose name is not tied to anyone."""
    return registry.add_person(given_name="Kim", family_name=f"Provsson{number}")


def opened(
    town: Town,
    person: Person | None = None,
    *,
    by: str = "c-caseworker",
    on: date = TODAY,
    protection: str | None = "none",
) -> UUID:
    """Open a case at the worker's own unit, and say what is known of protection (None: nothing yet). Gives its public id."""
    viewer = town.viewer(by, on)
    first = Entry("case-opened", on, {"reason": "Söker försörjningsstöd"})
    more = [] if protection is None else [Entry("protection-learnt", on, {"protection": protection})]
    return open_case(viewer, (person or add_person()).pk, ROUTINE, viewer.holdings[0].unit_id, on, first, *more)


def record(town: Town, by: str, case: UUID, type_: str, on: date = TODAY, **fields: object) -> Recorded:
    """Record an event as somebody."""
    return record_event(town.viewer(by, on), case, Entry(type_, on, dict(fields)))
