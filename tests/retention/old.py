"""Old cases, and a way through all the steps by which they leave."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from hemvist import clock
from hemvist.cases.models import Case
from hemvist.persons import registry
from hemvist.persons.identity import parse_number
from hemvist.persons.models import Person
from hemvist.retention.approving import approve
from hemvist.retention.running import Outcome, package_approved, remove_approved
from tests.cases.town import TODAY, Town, opened, record
from tests.factories import TEST_NUMBER

OPENED, CLOSED = date(2020, 3, 2), date(2020, 6, 10)
BORN = date(1980, 2, 28)


@dataclass(frozen=True)
class Archive:
    """The folder of packages, and the two commands that use it."""

    folder: Path

    def package(self, today: date = TODAY) -> Outcome:
        """Write and verify what is approved."""
        return package_approved(self.folder, today, lambda _: None)

    def remove(self, today: date = TODAY) -> Outcome:
        """Remove what is verified."""
        return remove_approved(self.folder, today, lambda _: None)

    @property
    def packages(self) -> list[Path]:
        """The folders of packages that stand there whole."""
        return sorted(path for path in self.folder.iterdir() if not path.name.startswith("."))


def someone(name: str = "Gammelström", *, born: date | None = BORN, number: str | None = None) -> Person:
    """A person with all that can be known of one."""
    person = registry.add_person("Kim", name, birth_date=born, phone="031-000 00 00", address="Provgatan 1")
    if number:
        registry.give_number(person, parse_number(number, TODAY))
    return person


def old_case(
    town: Town,
    person: Person | None = None,
    *,
    closed: date = CLOSED,
    protection: str = "none",
    needs: str = "Hemligt behov.",
) -> UUID:
    """A case opened in 2020 with a few events, closed on a day."""
    person = person or someone(number=None if Person.objects.exists() else TEST_NUMBER)
    with clock.set_to(at(OPENED)):
        case = opened(town, person, on=OPENED, protection=protection)
        record(town, "c-caseworker", case, "need-assessed", OPENED, needs=needs)
    with clock.set_to(at(closed)):
        record(town, "c-caseworker", case, "case-closed", closed, reason="Flyttade till annan kommun.")
    return case


def at(day: date) -> datetime:
    """Ten in the morning."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def row_of(case: UUID) -> int:
    """The case's row number."""
    return Case.objects.get(public_id=case).pk


def let_go(town: Town, *cases: UUID, by: str = "c-manager") -> None:
    """The manager approves the cases."""
    approve(town.viewer(by), cases)


def later(days: int) -> date:
    """So many days after the town's today."""
    return TODAY + timedelta(days=days)
