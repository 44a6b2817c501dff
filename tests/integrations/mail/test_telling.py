"""Who is told of a turn, when the message is delivered: those whose it is then, and who see the case."""

from datetime import timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.models import Case, OutboxMessage
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.mail.inbox import inbox
from hemvist.integrations.mail.models import Notice, Wish
from hemvist.organisation.models import StandIn
from hemvist.secrecy.models import Barrier
from tests.cases.town import TODAY, Town, opened, record
from tests.support.mail_server import Mailing


@pytest.fixture
def case(town: Town) -> UUID:
    """A case that the colleague has just been given; what was told before that is gone."""
    case = opened(town)
    OutboxMessage.objects.all().delete()
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-colleague"].pk))
    return case


def told(town: Town) -> list[tuple[str, str]]:
    """Who has which kind of notice."""
    names = {worker.pk: name for name, worker in town.workers.items()}
    return sorted((names[n.worker_id], n.kind) for n in Notice.objects.all())


def open_for_health(town: Town) -> None:
    """Open the case, as somebody at another board."""
    asked = Asked(Case.objects.get().reference, "health", "Hittad medvetslös", frozenset({"health"}))
    assert open_for_emergency(town.viewer("h-caseworker"), asked)


def test_one_who_is_given_several_turns_by_one_event_is_told_once(town: Town, case: UUID) -> None:
    """One line in the inbox, about the case; delivering again makes no more."""
    [message] = OutboxMessage.objects.filter(kind="turn")
    again = {
        "case": message.case,
        "event": message.event,
        "kind": "turn",
        "created_at": clock.now(),
        "free_at": clock.now(),
    }
    OutboxMessage.objects.create(**again, body=message.body.replace('"instance": "', '"instance": "another-'))
    deliver_waiting()
    assert told(town) == [("c-colleague", "turn")]
    OutboxMessage.objects.filter(kind="turn").update(state="waiting", free_at=clock.now())
    deliver_waiting()
    assert told(town) == [("c-colleague", "turn")]


def test_a_new_line_about_the_same_case_takes_the_place_of_the_one_that_is_not_read(town: Town, case: UUID) -> None:
    """Both would say what stands in the case when they are read; one line is enough, and one mail of the day."""
    deliver_waiting()
    [first] = Notice.objects.all()
    OutboxMessage.objects.all().delete()
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-caseworker"].pk))
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-colleague"].pk))
    deliver_waiting()
    mine = Notice.objects.filter(worker=town.workers["c-colleague"])
    assert mine.count() == 2
    assert [notice.pk for notice in mine.exclude(seen_at=None)] == [first.pk]
    page = inbox(town.viewer("c-colleague"))
    assert [(line.kind, line.seen) for line in page.lines] == [("turn", False)]


def test_one_who_stands_in_is_told_too(town: Town, case: UUID) -> None:
    """While the worker is away the turn is the stand-in's."""
    away = {"worker": town.workers["c-colleague"], "stand_in": town.workers["c-manager"]}
    StandIn.objects.create(**away, first_day=TODAY, last_day=TODAY)
    deliver_waiting()
    assert told(town) == [("c-colleague", "turn"), ("c-manager", "turn")]


def test_one_who_no_longer_has_the_turn_is_told_nothing(town: Town, case: UUID) -> None:
    """It went on to somebody else before the message was delivered."""
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-caseworker"].pk))
    deliver_waiting()
    assert told(town) == [("c-caseworker", "turn")]


def test_one_who_is_kept_out_of_the_case_is_told_nothing(town: Town, case: UUID) -> None:
    """A conflict of interest that was declared in between."""
    Barrier.objects.create(case_row=Case.objects.get().pk, worker_id=town.workers["c-colleague"].pk, first_day=TODAY)
    deliver_waiting()
    assert told(town) == []


def test_what_has_become_a_protected_person_s_case_tells_nobody(town: Town, case: UUID) -> None:
    """Protection was learnt before the message was delivered."""
    record(town, "c-lead", case, "protection-learnt", protection="confidentiality-marking")
    deliver_waiting()
    assert told(town) == []


def test_a_turn_that_nobody_was_given_is_told_to_those_who_hold_the_role(town: Town, case: UUID) -> None:
    """An opening for life or health is the manager's to review, whoever that is."""
    open_for_health(town)
    OutboxMessage.objects.exclude(body__contains='"worker": null').delete()
    deliver_waiting()
    assert told(town) == [("c-manager", "unit-turn")]


def test_what_was_due_before_it_was_given_is_told_as_late_and_mailed_at_once(
    town: Town, case: UUID, mailing: Mailing
) -> None:
    """It cannot wait for tomorrow's mail."""
    with clock.set_to(clock.now() + timedelta(days=60)):
        deliver_waiting()
    assert told(town) == [("c-colleague", "turn-late")]
    assert [took.receivers for took in mailing.took] == [["c-colleague@staden.example"]]


@pytest.mark.parametrize(("how", "mails"), [("at-once", 1), ("digest", 0), ("app", 0)])
def test_each_chooses_how_they_are_told(town: Town, case: UUID, mailing: Mailing, how: str, mails: int) -> None:
    """The notice is there in any case; the mail goes at once only to one who asked for that."""
    Wish.objects.create(worker=town.workers["c-colleague"], kind="turn", how=how)
    deliver_waiting()
    assert told(town) == [("c-colleague", "turn")]
    assert len(mailing.took) == mails


def test_an_opening_for_life_or_health_is_told_to_those_who_review_it(town: Town, case: UUID, mailing: Mailing) -> None:
    """At once, whatever they chose; the one who opened it is not among them, and the notice names no case."""
    Wish.objects.create(worker=town.workers["c-manager"], kind="emergency", how="app")
    OutboxMessage.objects.all().delete()
    open_for_health(town)
    deliver_waiting()
    assert told(town) == [("c-manager", "emergency"), ("c-manager", "unit-turn")]
    assert Notice.objects.get(kind="emergency").case_row is None
    assert [took.receivers for took in mailing.took] == [["c-manager@staden.example"]]
