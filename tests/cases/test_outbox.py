"""What is to leave the house: at least once, with a lease, and given up in the end where somebody sees it."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import LEASE, Message, Outgoing, delivered, lease, not_delivered, put_out, remove_done
from hemvist.cases.turns import in_turn
from tests.cases.town import TODAY, Town, opened, record


@pytest.fixture
def waiting(town: Town) -> OutboxMessage:
    """The message that the lead caseworker's appointing of a colleague gave: the turn is now the colleague's."""
    case = opened(town)
    OutboxMessage.objects.all().delete()
    colleague = str(town.workers["c-colleague"].pk)
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=colleague)
    return OutboxMessage.objects.order_by("id")[0]


def later(by: timedelta, kind: str = "turn") -> list[Message]:
    """Lease when some time has gone."""
    with clock.set_to(clock.now() + by):
        return lease(kind)


def out(*messages: Outgoing) -> None:
    """Put out messages in a transaction of their own."""
    in_turn(lambda: put_out(messages))


def test_one_who_is_given_a_turn_is_told_of_it_by_ids_alone(town: Town, waiting: OutboxMessage) -> None:
    """The body names case, duty, role, unit and worker, and nothing about the person."""
    body = json.loads(waiting.body)
    assert set(body) == {"case", "duty", "instance", "role", "unit", "worker"}
    assert body["worker"] == town.workers["c-colleague"].pk
    assert "Provsson" not in waiting.body


def test_what_is_leased_is_not_given_to_another_until_the_lease_ends(waiting: OutboxMessage) -> None:
    """A deliverer that dies loses nothing: the message is free again with the same key, and counted as tried."""
    first = lease("turn")
    assert (waiting.pk, waiting.key) in [(message.id, message.key) for message in first]
    assert lease("turn") == []
    again = later(LEASE + timedelta(seconds=1))
    assert [(m.id, m.key) for m in again] == [(m.id, m.key) for m in first]
    assert {message.attempts for message in again} == {2}


def test_only_messages_of_the_kind_that_was_asked_for_are_given(waiting: OutboxMessage) -> None:
    """A kind that nobody delivers here waits for somebody who can."""
    assert lease("another") == []
    assert waiting.pk in [message.id for message in lease("turn")]


def test_what_is_delivered_is_not_given_again(waiting: OutboxMessage) -> None:
    """It is done, and stays to be seen until it is removed."""
    delivered(lease("turn"))
    assert later(LEASE * 2) == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.done_at is not None) == ("done", True)


def test_what_could_not_be_delivered_rests_until_the_pause_is_over(waiting: OutboxMessage) -> None:
    """The last error is kept where an administrator can see it; without a next time it has failed and is not forgotten."""
    (mine,) = [message for message in lease("turn") if message.id == waiting.pk]
    not_delivered(mine, "No answer from the mail server.", clock.now() + timedelta(hours=1))
    assert waiting.pk not in [message.id for message in later(timedelta(minutes=59))]
    (mine,) = [message for message in later(timedelta(minutes=61)) if message.id == waiting.pk]
    not_delivered(mine, "Still no answer.", None)
    assert waiting.pk not in [message.id for message in later(timedelta(days=30))]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.last_error) == ("failed", 2, "Still no answer.")


def test_a_stream_is_delivered_one_at_a_time_in_order(db: None) -> None:
    """The next of a stream waits until the one before is settled; other streams do not wait for it."""
    out(*(Outgoing("hook", {"n": n}, stream=stream) for n, stream in enumerate(["a", "a", "b", "", ""])))
    first = lease("hook")
    assert [message.body["n"] for message in first] == [0, 2, 3, 4]
    not_delivered(first[0], "Later.", clock.now() + timedelta(hours=1))
    delivered(first[1:])
    assert later(timedelta(minutes=30), "hook") == []
    (again,) = later(timedelta(hours=2), "hook")
    assert again.body["n"] == 0
    delivered([again])
    assert [message.body["n"] for message in lease("hook")] == [1]


def test_a_message_with_a_key_is_put_out_once(db: None) -> None:
    """Putting it out again changes nothing, whatever has become of it."""
    key: UUID = uuid4()
    out(Outgoing("mail", {"worker": 1}, key=key))
    delivered(lease("mail"))
    out(Outgoing("mail", {"worker": 1}, key=key))
    assert OutboxMessage.objects.get().key == key
    assert lease("mail") == []


def test_what_was_done_long_ago_is_removed_and_nothing_else(db: None) -> None:
    """What waits or has failed stays, however old it is."""
    out(*(Outgoing("mail", {"n": n}) for n in range(3)))
    one, two, _ = lease("mail")
    delivered([one])
    not_delivered(two, "No such mailbox.", None)
    assert remove_done(clock.now() - timedelta(days=1)) == 0
    assert remove_done(clock.now() + timedelta(days=1)) == 1
    assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["failed", "waiting"]


def test_a_protected_person_s_case_puts_nothing_out(town: Town) -> None:
    """Nothing leaves the house about someone whose protection is not known to be none."""
    case = opened(town, protection="unknown")
    colleague = str(town.workers["c-colleague"].pk)
    record(town, "c-caseworker", case, "party-appointed", on=TODAY, role="caseworker", worker=colleague)
    assert not OutboxMessage.objects.exists()
