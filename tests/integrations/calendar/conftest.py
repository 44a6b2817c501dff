"""Fixtures: a town whose workers have addresses, a mail server, and a case with a booked meeting."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.models import OutboxMessage
from hemvist.cases.recording import record_event
from tests.cases.playing import Player, scenario
from tests.cases.town import Town
from tests.integrations.mail.conftest import mailing, town

__all__ = ["mailing", "town"]

NOW = datetime(2026, 2, 6, 9, tzinfo=UTC)


class Story:
    """A case with an enrolment meeting on 2026-02-17 at 10, and what is recorded in it next."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.player = Player(town, scenario("outcome-of-meeting-not-recorded")).play()
        OutboxMessage.objects.exclude(kind__in=("invitation", "room")).delete()

    @property
    def case(self) -> UUID:
        """The case."""
        assert self.player.case
        return self.player.case

    @property
    def booking(self) -> str:
        """The event that booked the meeting."""
        return self.player.uids["m1"]

    def record(self, by: str, kind: str, about: str | None = None, why: str = "", **fields: object) -> str:
        """Record an event as somebody, today; ``why`` passes over what should have been."""
        today = clock.today()
        entry = Entry(kind, today, dict(fields), about=about, passed_over=why)
        return record_event(self.town.viewer(by, today), self.case, entry).event_uid

    def move(self, hour: int = 13) -> str:
        """Book another time in the stead of the first."""
        self.record("c-caseworker", "enrolment-meeting-moved", self.booking, reason="Klienten är sjuk och ligger hemma")
        starts = datetime(2026, 2, 18, hour, tzinfo=UTC).replace(tzinfo=None)
        return self.record("c-caseworker", "enrolment-meeting-booked", starts=starts.isoformat(), place="Rum 7")


@pytest.fixture
def now(town: Town) -> Iterator[None]:
    """The morning after the meeting was booked."""
    with clock.set_to(NOW):
        yield
