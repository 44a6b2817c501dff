"""The demo city: every story goes as written, the record holds, and nobody in it can exist."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from hemvist import clock
from hemvist.cases.library import library
from hemvist.cases.models import Case, CaseEvent, DutyRow
from hemvist.cases.verifying import verify_record
from hemvist.cases.worklist import worklist
from hemvist.demo import city
from hemvist.demo.numbers import is_test_number
from hemvist.demo.script import script
from hemvist.demo.staff import PASSWORD, logins
from hemvist.organisation.models import Administration, Board, RoleHolding, StandIn, Worker
from hemvist.persons.models import IdentityNumber, Person, Protection
from hemvist.secrecy.viewer import viewer_of

PEOPLE = 160
STORIES = len(script().stories)  # each story once
CASES = STORIES + sum(
    step.type == "case-related" for one in script().stories for c in one.chapters for step in script().chapters[c].steps
)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """Load the city once for the tests here, and take it away after them."""
    lines: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        city.load_once(people=PEOPLE, cases=STORIES, tell=lines.append)
        yield lines
        transaction.set_rollback(True)


@pytest.mark.usefixtures("told")
def test_the_record_holds() -> None:
    """Every chain, digest and projection agrees with replay."""
    assert verify_record() == []


@pytest.mark.usefixtures("told")
def test_every_story_is_told_in_both_editions_and_every_state() -> None:
    """Open, ending and closed cases; late, waiting and lapsed duties; breaches too."""
    assert Case.objects.count() == CASES
    assert set(Case.objects.values_list("routine", flat=True)) == set(library().routines)
    assert set(Case.objects.values_list("state", flat=True)) == {"open", "ending", "closed"}
    assert set(CaseEvent.objects.values_list("edition", flat=True)) == {"e1", "e2"}
    states = Counter(DutyRow.objects.values_list("state", flat=True))
    assert {"open", "waiting", "undetermined", "done", "cancelled", "lapsed"} <= set(states)
    assert DutyRow.objects.filter(open=True, due_on__lt=clock.today()).exists()
    assert DutyRow.objects.filter(open=True, due_on__gt=clock.today()).exists()
    assert CaseEvent.objects.exclude(passed_over="").exists()
    assert CaseEvent.objects.exclude(annuls=None).exists()


@pytest.mark.usefixtures("told")
def test_nothing_was_recorded_in_the_future_or_in_nobodys_name() -> None:
    """Each event has its own moment before now, and an actor with a role."""
    assert not CaseEvent.objects.filter(recorded_at__gt=clock.now()).exists()
    assert not CaseEvent.objects.filter(role="").exists()
    assert CaseEvent.objects.order_by("recorded_at").values_list("recorded_at", flat=True)[0] < clock.now()


@pytest.mark.usefixtures("told")
def test_every_number_is_a_test_number_and_some_have_none() -> None:
    """Personal numbers by the published list; reserve numbers have a letter; nobody has a coordination number."""
    kinds = Counter(IdentityNumber.objects.values_list("kind", flat=True))
    assert set(kinds) == {"personal", "reserve"}
    assert all(
        is_test_number(n) for n in IdentityNumber.objects.filter(kind="personal").values_list("number", flat=True)
    )
    assert all(
        "T" in number for number in IdentityNumber.objects.filter(kind="reserve").values_list("number", flat=True)
    )
    assert Person.objects.filter(identity_numbers=None).exists()


@pytest.mark.usefixtures("told")
def test_an_address_has_street_postcode_and_town_as_a_letter_prints_them_and_is_nobody_s() -> None:
    """With a comma between street and town, as the form asks; no Swedish postcode begins with a nought."""
    addresses = Person.objects.exclude(address="").values_list("address", flat=True)
    assert addresses
    assert [each for each in addresses if not re.fullmatch(r"Provgatan \d+, 0\d\d \d\d Göteborg", each)] == []


@pytest.mark.usefixtures("told")
def test_every_kind_of_protection_is_there_and_hides_address_and_phone() -> None:
    """Protected people have neither in the register."""
    assert set(Person.objects.values_list("protection", flat=True)) == set(Protection.values)
    hidden = Person.objects.filter(protection__in=[Protection.MARKING, Protection.REGISTRATION, Protection.ASSUMED])
    assert set(hidden.filter(cases=None).values_list("phone", "address")) <= {("", "")}


@pytest.mark.usefixtures("told")
def test_the_organisation_is_the_citys() -> None:
    """Four social boards, those of employment, disability and the elderly, and an authority outside; several roles, stand-ins, and one who left."""
    assert Board.objects.count() == 8
    assert set(Administration.objects.values_list("side", flat=True)) == {"decider", "executor", "other"}
    assert 75 <= Worker.objects.count() <= 95
    roles = Counter(worker for worker, _ in RoleHolding.objects.values_list("worker", "role").distinct())
    assert Counter(roles.values())[2] >= 3
    assert StandIn.objects.filter(first_day__lte=clock.today(), last_day__gte=clock.today()).exists()
    gone = Worker.objects.get(left_on__isnull=False)
    assert not gone.user.is_active
    assert not DutyRow.objects.filter(assignee=gone, open=True).exists()


@pytest.mark.usefixtures("told")
def test_each_log_in_works_and_has_something_to_do() -> None:
    """One account for each role, with work for the person or the unit."""
    for role, name, user_name in logins():
        user = authenticate(username=user_name, password=PASSWORD)
        assert user is not None, user_name
        worker = Worker.objects.get(user=user)
        assert worker.name == name
        assert worker.role_holdings.filter(role=role).exists()
        viewer = viewer_of(worker, clock.today())
        assert worklist(viewer, "mine").rows or worklist(viewer, "unit").rows, role


@pytest.mark.usefixtures("told")
def test_the_manager_who_can_be_tried_has_a_breach_to_look_at() -> None:
    """What was decided before the consultation lands with the manager of the caseworker who can be tried."""
    user_name = next(user_name for role, _, user_name in logins() if role == "unit_manager")
    manager = viewer_of(Worker.objects.get(user__username=user_name), clock.today())
    assert "handle-breach" in {row.duty for row in worklist(manager, "unit").rows}


def test_progress_is_told_and_a_second_load_adds_nothing(told: list[str]) -> None:
    """The first load tells how far it has come; the second finds the city there."""
    assert any("100 %" in line for line in told)
    again: list[str] = []
    city.load_once(people=5, cases=5, tell=again.append)
    assert again == []
    assert (Person.objects.count(), Case.objects.count()) == (PEOPLE, CASES)
