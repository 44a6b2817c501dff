"""What the tests of the worklist, the calendar, new cases and the routine share: a small city, its staff logged in, and a case or more."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from hemvist.organisation.models import Worker
from hemvist.persons.registry import add_person
from tests.factories import City, small_city, viewer

ClientOf = Callable[[Worker], Client]
ROUTINE = "kompetenscenter"


@pytest.fixture
def city(db: None) -> City:
    """Units and staff."""
    return small_city()


@pytest.fixture
def client_of() -> ClientOf:
    """Give a browser without a screen in which a worker is logged in."""

    def logged_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


def opened(city: City, family_name: str = "Östlund", days_ago: int = 30, *, protection: str | None = "none") -> UUID:
    """A case of someone with no number, opened by the caseworker some days ago; what is known of protection (None: nothing yet)."""
    day = clock.today() - timedelta(days=days_ago)
    person = add_person("Karin", family_name)
    first = Entry("case-opened", day, {"reason": "Har ansökt om försörjningsstöd."})
    more = [] if protection is None else [Entry("protection-learnt", day, {"protection": protection})]
    return open_case(viewer(city.caseworker), person.pk, ROUTINE, city.deciding.pk, day, first, *more)


def record(worker: Worker, case: UUID, event: str, on: date | None = None, **fields: object) -> str:
    """Record an event as somebody. Gives its uid."""
    return record_event(viewer(worker), case, Entry(event, on or clock.today(), dict(fields))).event_uid


def appoint(by: Worker, case: UUID, role: str, to: Worker) -> None:
    """Give somebody a role in a case."""
    entry = Entry("party-appointed", clock.today(), {"role": role, "worker": str(to.pk)})
    record_event(viewer(by), case, entry)
