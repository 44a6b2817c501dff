"""The day's mail: one a day on working days to those whom something needs, and nothing to the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.models import DutyRow, OutboxMessage
from hemvist.integrations.delivering import deliver_now, deliver_waiting
from hemvist.integrations.mail.digest import forget_planned, plan, working_day_before
from hemvist.integrations.mail.models import Notice, Wish
from tests.cases.town import TODAY, Town, opened, record
from tests.support.mail_server import Mailing

MORNING = time(7, 5)


@contextmanager
def at(day: date, moment: time = MORNING) -> Iterator[None]:
    """Let it be a moment of a day, and let nothing be planned yet in this process."""
    forget_planned()
    with clock.set_to(datetime.combine(day, moment, clock.LOCAL_ZONE)):
        yield


@pytest.fixture
def case(town: Town) -> UUID:
    """A case that the colleague was given today; nothing else waits to be delivered."""
    case = opened(town)
    OutboxMessage.objects.all().delete()
    record(town, "c-lead", case, "party-appointed", role="caseworker", worker=str(town.workers["c-colleague"].pk))
    return case


def to(mailing: Mailing) -> list[str]:
    """Whom the mails went to."""
    return sorted(took.receivers[0].partition("@")[0] for took in mailing.took)


def test_nobody_whom_nothing_needs_is_sent_anything(town: Town, mailing: Mailing) -> None:
    """ "Nothing needs you today" is no mail; every message is done all the same."""
    with at(TODAY):
        assert deliver_now() == len(town.workers)
    assert mailing.took == []
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"done"}


def test_what_was_given_since_the_last_mail_stands_in_the_next_one(town: Town, case: UUID, mailing: Mailing) -> None:
    """The notice comes at once, the mail the next morning; and only to those whom it concerns."""
    deliver_waiting()
    assert mailing.took == []
    with at(TODAY + timedelta(days=1)):
        deliver_now()
    assert to(mailing) == ["c-colleague"]
    assert "Något väntar på dig i Hemvist" in mailing.took[0].text


def test_a_notice_that_was_acknowledged_needs_nobody(town: Town, case: UUID, mailing: Mailing) -> None:
    """They have read it already."""
    deliver_waiting()
    Notice.objects.update(seen_at=clock.now())
    DutyRow.objects.update(due_on=TODAY + timedelta(days=30), sort_on=TODAY + timedelta(days=30))
    with at(TODAY + timedelta(days=1)):
        deliver_now()
    assert mailing.took == []


def test_what_is_due_today_needs_the_one_who_has_it(town: Town, case: UUID, mailing: Mailing) -> None:
    """Also where the person is protected: the mail is the same, and says nothing."""
    deliver_waiting()
    Notice.objects.update(seen_at=clock.now())
    record(town, "c-lead", case, "protection-learnt", protection="confidentiality-marking")
    due = TODAY + timedelta(days=1)
    DutyRow.objects.filter(assignee=town.workers["c-colleague"]).update(due_on=due, sort_on=due, state="open")
    with at(due):
        deliver_now()
    assert to(mailing) == ["c-colleague"]


def test_what_became_late_over_the_weekend_is_told_on_monday(town: Town, case: UUID, mailing: Mailing) -> None:
    """Once, as a notice too; on the Saturday nothing goes."""
    friday = TODAY + timedelta(days=4)
    DutyRow.objects.filter(assignee=town.workers["c-colleague"]).update(due_on=friday, sort_on=friday, state="open")
    OutboxMessage.objects.all().delete()
    with at(friday + timedelta(days=1)):
        deliver_now()
    assert mailing.took == []
    for _ in range(2):
        with at(friday + timedelta(days=3)):
            deliver_now()
    assert to(mailing) == ["c-colleague"]
    assert list(Notice.objects.values_list("kind", "worker_id")) == [("overdue", town.workers["c-colleague"].pk)]


def test_one_who_wants_no_mail_of_the_day_gets_none(town: Town, case: UUID, mailing: Mailing) -> None:
    """The kinds that are wished so are left out; what is wished by mail still counts."""
    deliver_waiting()
    for kind in ("turn", "today", "overdue"):
        Wish.objects.create(worker=town.workers["c-colleague"], kind=kind, how="app")
    with at(TODAY + timedelta(days=1)):
        deliver_now()
    assert mailing.took == []


@pytest.mark.parametrize("moment", [time(6, 59), time(15, 0), time(23, 0)])
def test_no_mail_goes_before_its_time_or_late_in_the_day(town: Town, mailing: Mailing, moment: time) -> None:
    """A deliverer that was started in the evening does not begin then."""
    with at(TODAY, moment):
        plan()
    assert not OutboxMessage.objects.exists()


def test_two_deliverers_plan_the_day_once(town: Town, mailing: Mailing) -> None:
    """The key of each message is that of its worker and day."""
    for _ in range(2):
        with at(TODAY):
            plan()
    assert OutboxMessage.objects.count() == len(town.workers)


def test_a_mail_of_yesterday_is_not_sent_today(town: Town, case: UUID, mailing: Mailing) -> None:
    """It waited while the server was down, and a newer one has come."""
    deliver_waiting()
    with at(TODAY + timedelta(days=1)):
        plan()
    with at(TODAY + timedelta(days=2), time(6)):
        deliver_waiting()
    assert mailing.took == []


def test_the_working_day_before_passes_over_weekends_and_holidays() -> None:
    """The Tuesday after Easter comes after Maundy Thursday."""
    assert working_day_before(date(2026, 3, 3)) == date(2026, 3, 2)
    assert working_day_before(date(2026, 4, 7)) == date(2026, 4, 2)
