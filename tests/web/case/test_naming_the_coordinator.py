"""The form by which a caseworker says which coordinator was contacted: who is offered, and that the role is not asked for."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.test import Client

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.organisation.models import Unit
from hemvist.organisation.staffing import give_role, hire
from tests.cases.recalled import at_noon, recalled_case
from tests.cases.town import TODAY, found_town
from tests.factories import LONG_AGO, City, viewer
from tests.web.case.conftest import ClientOf
from tests.web.case.recording import form_address

OPTION = re.compile(r'<input[^>]*type="radio"[^>]*name="worker"[^>]*value="(\d+)"([^>]*)>')


def page_of(client: Client, case: UUID, event_type: str) -> str:
    """The form as it is shown."""
    return client.get(form_address(case, event_type)).content.decode()


def offered(page: str) -> dict[str, bool]:
    """The workers that the form offers, and whether each is chosen beforehand."""
    return {worker: " checked" in rest for worker, rest in OPTION.findall(page)}


def test_the_coordinators_of_the_executing_units_are_offered_and_nobody_else(
    city: City, case: UUID, anna: Client
) -> None:
    """Before the assignment all executing units' coordinators, each with their unit; the role stands hidden; nobody is chosen."""
    south = Unit.objects.create(
        administration=city.executing.administration, code="south", name="Kompetenscenter Söder"
    )
    other = hire("gun", "Gun Ask")
    give_role(other, south, "coordinator", LONG_AGO)
    page = page_of(anna, case, "coordinator-contacted")
    assert offered(page) == {str(city.coordinator.pk): False, str(other.pk): False}
    assert "David Haddad · Samordnare på Kompetenscenter, Kompetenscenter" in page
    assert "Gun Ask · Samordnare på Kompetenscenter, Kompetenscenter Söder" in page
    assert '<input type="hidden" name="role" value="coordinator">' in page
    assert "Roll i ärendet" not in page


def test_the_coordinator_who_is_named_already_is_chosen_when_protection_is_told(
    city: City, case: UUID, anna: Client
) -> None:
    """The one who has the role goes on with it, unless the caseworker says another."""
    day = clock.today() - timedelta(days=1)
    named = {"role": "coordinator", "worker": str(city.coordinator.pk)}
    record_event(viewer(city.caseworker), case, Entry("party-appointed", day, named))
    page = page_of(anna, case, "coordinator-told-of-protection")
    assert f'<input type="hidden" name="worker" value="{city.coordinator.pk}">' in page, "the only one there is told"
    assert "David Haddad · Samordnare på Kompetenscenter" in page
    south = Unit.objects.create(
        administration=city.executing.administration, code="south", name="Kompetenscenter Söder"
    )
    other = hire("gun", "Gun Ask")
    give_role(other, south, "coordinator", LONG_AGO)
    page = page_of(anna, case, "coordinator-told-of-protection")
    assert offered(page) == {str(city.coordinator.pk): True, str(other.pk): False}


def test_after_a_recall_the_coordinators_of_every_executing_unit_are_offered(db: None, client_of: ClientOf) -> None:
    """The assignment may go to another unit, which is not chosen yet: those of each are offered, each with their unit."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        town = found_town()
        case = recalled_case(town)
        with at_noon(3):
            page = page_of(client_of(town.workers["c-caseworker"]), case, "coordinator-contacted")
    names = {"coordinator", "north-coordinator", "north-colleague"}
    assert set(offered(page)) == {str(town.workers[name].pk) for name in names}
    assert "North-coordinator · Samordnare på Kompetenscenter, Enhet north" in page
    assert "Coordinator · Samordnare på Kompetenscenter, Enhet centre" in page
