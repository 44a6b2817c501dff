"""A protected person's case whose assignment was recalled, with the decision kept; and a second executing unit it may go to."""

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hemvist import clock
from hemvist.organisation.models import Unit
from tests.cases.playing import Player, scenario
from tests.cases.town import Town, record

ASSIGNED = "assignment-sent"


def sent() -> date:
    """The day of the first assignment."""
    played = scenario("protected-from-the-start")
    return next(each.event.on for each in played.told if each.event.type == ASSIGNED)


def at_noon(days_after: int) -> AbstractContextManager[object]:
    """Let the clock stand at noon, some days after the first assignment."""
    return clock.set_to(datetime.combine(sent() + timedelta(days=days_after), time(12), clock.LOCAL_ZONE))


def recalled_case(town: Town) -> UUID:
    """Play it: two days after the assignment the decision is kept."""
    administration = town.units["centre"].administration
    town.units["north"] = Unit.objects.create(administration=administration, code="north", name="Enhet north")
    for name in ("north-coordinator", "north-colleague"):
        town.hire(name, "north", "coordinator")
    played = scenario("protected-from-the-start")
    told = [each.event for each in played.told if not each.expect_refused]
    most = next(number for number, each in enumerate(told, 1) if each.type == ASSIGNED)
    case = Player(town, played, most=most).play().case
    assert case
    with at_noon(1):
        record(town, "c-caseworker", case, "assignment-recalled", clock.today(), reason="Nytt upplägg.")
    with at_noon(2):
        record(town, "c-caseworker", case, "decision-kept", clock.today(), reasons="Insatsen läggs om.")
    return case
