"""What is to leave the house: at least once, with a lease, and given up in the end where somebody sees it."""

import json
from datetime import timedelta

import pytest

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import LEASE, MOST_ATTEMPTS, Message, delivered, lease, not_delivered
from tests.cases.town import TODAY, Town, opened, record


@pytest.fixture
def waiting(town: Town) -> OutboxMessage:
    """The message that the lead caseworker's appointing of a colleague gave: the turn is now the colleague's."""
    case = opened(town)
    OutboxMessage.objects.all().delete()
    colleague = str(town.workers["c-colleague"].pk)
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=colleague)
    return OutboxMessage.objects.order_by("id")[0]


def later(by: timedelta) -> list[Message]:
    """Lease when some time has gone."""
    with clock.set_to(clock.now() + by):
        return lease()


def test_one_who_is_given_a_turn_is_told_of_it_by_ids_alone(town: Town, waiting: OutboxMessage) -> None:
    """The body names case, duty, role, unit and worker, and nothing about the person."""
    body = json.loads(waiting.body)
    assert set(body) == {"case", "duty", "instance", "role", "unit", "worker"}
    assert body["worker"] == town.workers["c-colleague"].pk
    assert "Provsson" not in waiting.body


def test_what_is_leased_is_not_given_to_another_until_the_lease_ends(waiting: OutboxMessage) -> None:
    """A deliverer that dies loses nothing: the message is free again, and counted as tried."""
    first = lease()
    assert waiting.pk in [message.id for message in first]
    assert lease() == []
    again = later(LEASE + timedelta(seconds=1))
    assert [message.id for message in again] == [message.id for message in first]
    assert {message.attempts for message in again} == {2}


def test_what_is_delivered_is_not_given_again(waiting: OutboxMessage) -> None:
    """It is done, and stays to be seen."""
    for message in lease():
        delivered(message)
    assert later(LEASE * 2) == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.leased_until) == ("done", None)


def test_what_cannot_be_delivered_is_tried_again_and_given_up_in_the_end(waiting: OutboxMessage) -> None:
    """The last error is kept where an administrator can see it; then it is failed, not forgotten."""
    for _ in range(MOST_ATTEMPTS):
        (mine,) = [message for message in lease() if message.id == waiting.pk]
        not_delivered(mine, "No answer from the mail server.")
    assert waiting.pk not in [message.id for message in lease()]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.last_error) == ("failed", "No answer from the mail server.")


def test_a_protected_person_s_case_puts_nothing_out(town: Town) -> None:
    """Nothing leaves the house about someone whose protection is not known to be none."""
    case = opened(town, protection="unknown")
    colleague = str(town.workers["c-colleague"].pk)
    record(town, "c-caseworker", case, "party-appointed", on=TODAY, role="caseworker", worker=colleague)
    assert not OutboxMessage.objects.exists()
