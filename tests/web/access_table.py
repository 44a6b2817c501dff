"""Asks for every address of the project as everybody, and reads the reviewed table of what they are to be answered."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.cache import cache as kept_counts
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from hemvist import clock
from hemvist.organisation.models import Worker
from tests.proofs.cities import CasePlan, City, Plan, file_of, one_city
from tests.proofs.looking import BACKEND, SSBTEK
from tests.proofs.reentry_cases import ReentryPlan
from tests.proofs.vanishing import PARTS, addresses
from tests.support.second_step import prove

TABLE = Path(__file__).with_name("access_matrix.csv")
BOOKED = "enrolment-meeting-booked"
BOOKINGS = (BOOKED, "enrolment-booked-with-coordinator")
# One that is going on at Centrum, executed by the centre; one that has just begun at Hisingen; one at Centrum of a protected person.
CASES = {
    "own": CasePlan("to-self-support", most=24),
    "foreign": CasePlan("to-self-support", most=6, unit="hisingen", has_number=False),
    "protected": CasePlan("protected-from-the-start", has_number=False),
}
# One that the probation officer began, at the adult unit of Centrum.
RELEASE = ReentryPlan(("identity", "booking", "plan", "collaboration"), supervision_ends=400, moved_to=500)
# Who asks, as a worker of the town; "nobody" is not logged in, "weak" is the caseworker after a log-in that is not strong.
WHO = {
    "caseworker": "c-caseworker",
    "lead_caseworker": "c-lead",
    "unit_manager": "c-manager",
    "coordinator": "coordinator",
    "consultant": "consultant",
    "other_board": "h-colleague",
    "probation_officer": "officer",
    "left": "leaver",
    "nobody": "",
    "weak": "c-caseworker",
}
ABOUT = (*CASES, "release")
Key = tuple[str, str, str]
"""The name of an address, the method, and which case it is about ("" if none)."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A city, the sessions of the people who ask, and an event of each case."""

    city: City
    sessions: dict[str, str]
    events: dict[str, str]

    def status(self, key: Key, who: str) -> int:
        """Ask as somebody; nothing that it leads to stays."""
        name, method, about = key
        given = {part: self._part(part, about) for part in parts_of()[name]}
        kept_counts.clear()
        client = Client()
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        with transaction.atomic(), override_settings(REQUIRE_MFA=who == "weak", SSBTEK=SSBTEK):
            answer = client.generic(method, reverse(name, kwargs=given))
            transaction.set_rollback(True)
        return answer.status_code

    def _part(self, part: str, about: str) -> UUID | str:
        case = self.city.cases[ABOUT.index(about)] if about else None
        if part == "case_id" and case:
            return case
        if part == "booking" and case:
            return a_booking(case)
        return self.events[about] if part == "uid" else PARTS[part]


@cache
def parts_of() -> dict[str, tuple[str, ...]]:
    """Every address by name, with the names of what stands in it."""
    return dict(addresses())


@contextmanager
def asking() -> Iterator[Asking]:
    """Build the city, and let everybody log in."""
    with one_city(Plan(tuple(CASES.values()), reentry=(RELEASE,))) as city, clock.set_to(city.moment):
        sessions = {who: _log_in(city, name) for who, name in WHO.items() if name}
        Worker.objects.filter(pk=city.town.workers["leaver"].pk).update(left_on=city.today - timedelta(days=1))
        yield Asking(city, sessions, dict(zip(ABOUT, map(_an_event, city.cases), strict=True)))


def _log_in(city: City, name: str) -> str:
    client = Client()
    client.force_login(city.town.workers[name].user, backend=BACKEND)
    if city.viewer(name).is_outside:
        prove(client.session, city.town.workers[name])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _an_event(case: UUID) -> str:
    """An event that everybody who sees the case may see, where there is one."""
    rows = file_of(case).rows
    return next((row.uid for row in rows if row.type == BOOKED), rows[0].uid)


def a_booking(case: UUID) -> str:
    """The first event that booked a meeting in a case; one that is nowhere if none did."""
    return next((row.uid for row in file_of(case).rows if row.type in BOOKINGS), PARTS["booking"])


def keys() -> list[Key]:
    """Every address, opened and posted to, and about each case where it is about one."""
    return [
        (name, method, about)
        for name, parts in parts_of().items()
        for about in (ABOUT if "case_id" in parts else [""])
        for method in ("GET", "POST")
    ]


def reviewed() -> dict[Key, dict[str, int]]:
    """The table: for each key, what everybody is to be answered."""
    return {(row["address"], row["method"], row["case"]): {who: int(row[who]) for who in WHO} for row in rows_of(TABLE)}


def rows_of(table: Path) -> Iterator[dict[str, str]]:
    """The rows of a reviewed table; its columns stand under each other, and a line with # says something about it."""
    lines = [
        line for line in table.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    yield from csv.DictReader([",".join(part.strip() for part in line.split(",")) for line in lines])


def as_line(key: Key, statuses: dict[str, int]) -> str:
    """A line of the table."""
    name, method, about = key
    return ", ".join(
        [f"{name:38}", f"{method:4}", f"{about:9}", *(f"{statuses[who]:>{max(3, len(who))}}" for who in WHO)]
    )
