"""Whatever happens in whatever cases, a mail says nothing of it: random cities, each text, name, number and place in them marked."""

import re
from datetime import datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.models import Case, OutboxMessage
from hemvist.cases.noticing import turns_in
from hemvist.integrations.delivering import deliver_now, deliver_waiting
from hemvist.integrations.delivery_terms import delivery_terms
from hemvist.integrations.mail.digest import forget_planned
from hemvist.integrations.mail.models import Notice, Wish
from hemvist.organisation.models import Unit, Worker
from hemvist.routines.deadlines import is_working_day
from hemvist.secrecy.viewer import viewer_of
from tests.proofs.cities import City, Plan, one_city, plans
from tests.proofs.marks import marks_in, truth
from tests.support.mail_server import Mailing, Took

few = settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
# What differs between one mail and another, and may: the receiver's own address, the moment, and the key.
OWN = re.compile(rb"^(To|Date|Message-ID|X-[A-Za-z-]+): .*\r\n", re.MULTILINE)
# Part boundaries are drawn at random.
BOUNDARY = re.compile(rb"={5,}\d+={2,}")
NUMBER = re.compile(r"\d{6}-?\d{4}")
CLAUSE = re.compile(r"\b[A-Z]{2,3}-\d+")


class Reached:
    """Gives everybody an address and lets them want everything at once; delivers each time something has been recorded, and checks who was told."""

    def __init__(self, mailing: Mailing) -> None:
        self.mailing, self.checked, self.numbers = mailing, 0, count()

    def __call__(self) -> None:
        if not Wish.objects.exists():
            self._reach_everybody()
        deliver_waiting()
        for notice in Notice.objects.filter(pk__gt=self.checked).order_by("pk"):
            self.checked = notice.pk
            if notice.case_row is not None:
                viewer = viewer_of(Worker.objects.get(pk=notice.worker_id), clock.today())
                seen = turns_in(viewer, [notice.case_row])
                assert notice.case_row in seen, "somebody was told of a case that they do not see"
                assert not seen[notice.case_row].protected

    def _reach_everybody(self) -> None:
        for worker in Worker.objects.select_related("user"):
            worker.user.email = f"anstalld{next(self.numbers)}@staden.example"
            worker.user.save(update_fields=["email"])
            worker.language = ["sv", "en"][worker.pk % 2]
            worker.save(update_fields=["language"])
        kinds = [(k, "at-once") for k, each in delivery_terms().kinds.items() if "at-once" in each.choices]
        Wish.objects.bulk_create(
            Wish(worker=worker, kind=kind, how=how) for worker in Worker.objects.all() for kind, how in kinds
        )


def send_the_day_s_mail(city: City) -> None:
    """Let it be the next working day, a little after the time."""
    day = city.today + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    forget_planned()
    with clock.set_to(datetime.combine(day, time(8), clock.LOCAL_ZONE)):
        deliver_now()


def assert_says_nothing(took: Took, city: City, forbidden: list[str]) -> None:
    """No mark, no case number, identity number, clause, name of a unit or of a worker stands anywhere in it.

    What a calendar reads of an invitation is another's to check (tests/integrations/calendar).
    """
    text = took.text
    assert not marks_in(text)
    assert not any(word in text for word in forbidden)
    drawn = [str(took.mail["Message-ID"]), str(took.mail["Date"]), str(took.mail.get_boundary())]
    outside = "".join(line for line in text.splitlines(keepends=True) if not any(part in line for part in drawn))
    assert not NUMBER.search(outside)
    assert not CLAUSE.search(outside)


@few
@given(plan=plans, data=st.data())
def test_no_mail_says_what_it_is_about_and_all_say_the_same(
    db: None, mailing: Mailing, capfd: pytest.CaptureFixture[str], plan: Plan, data: st.DataObject
) -> None:
    """Every mail, whoever's case, protected or not, is one of a few texts to the byte; nothing is written in any log."""
    mailing.took.clear()
    with one_city(plan, data.draw, Reached(mailing)) as city:
        send_the_day_s_mail(city)
        forbidden = [str(row.reference) for row in Case.objects.all()]
        forbidden += [*Unit.objects.values_list("name", flat=True), *Worker.objects.values_list("name", flat=True)]
        forbidden += [number[2:] for number in truth().numbers]
        assert mailing.took
        for took in mailing.took:
            assert_says_nothing(took, city, forbidden)
        plain = [took for took in mailing.took if b"text/calendar" not in took.content]
        alike = {BOUNDARY.sub(b"=", OWN.sub(b"", took.content)) for took in plain}
        assert len(alike) <= 4, "two occasions in two languages"
        printed = "".join(capfd.readouterr())
        assert not marks_in(printed)
        assert "@staden.example" not in printed
        assert not any(reference in printed for reference in forbidden if CLAUSE.match(reference))
        assert set(OutboxMessage.objects.filter(kind="mail").values_list("state", flat=True)) <= {"done"}
