"""Who is looking: several at once are the same as each by themselves."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist.organisation.models import StandIn, Worker
from hemvist.organisation.staffing import leave
from hemvist.secrecy.viewer import viewer_of, viewers_of
from tests.cases.town import found_town

TODAY = date(2026, 3, 2)


def test_several_viewers_are_each_what_they_are_by_themselves(db: None) -> None:
    """With roles at several units, standing in for one or two, having left, and holding nothing; in two queries."""
    town, day = found_town(), timedelta(days=1)
    town.hire("nobody", "centrum")
    town.hire("several", "centrum", "caseworker", "lead_caseworker", "unit_manager")
    for away, stand_in in (("c-caseworker", "c-lead"), ("consultant", "c-lead"), ("c-lead", "several")):
        StandIn.objects.create(
            worker=town.workers[away], stand_in=town.workers[stand_in], first_day=TODAY - day, last_day=TODAY
        )
    leave(town.workers["h-manager"], TODAY - day)
    workers = list(Worker.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        together = viewers_of(workers, TODAY)
    assert len(asked) == 2
    assert together == {worker.pk: viewer_of(worker, TODAY) for worker in workers}
    assert together[town.workers["c-lead"].pk].stands_in_for
    assert together[town.workers["h-manager"].pk].has_left
    assert viewers_of([], TODAY) == {}
