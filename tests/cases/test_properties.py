"""What holds for any case whatever happens in it."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.calendar import week
from hemvist.cases.casefile import find_case, open_file
from hemvist.cases.daily import reevaluate_due
from hemvist.cases.entries import AccessNarrowed, CaseNotFound
from hemvist.cases.granting import grants_made, wanted_grants
from hemvist.cases.library import edition as edition_of
from hemvist.cases.models import Case, Party
from hemvist.cases.projecting import project
from hemvist.cases.searching import search_cases
from hemvist.cases.shares import shares_of
from hemvist.cases.sql import fetch
from hemvist.cases.standing import standing_of
from hemvist.cases.storing import stored_duties
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.cases.worklist import worklist
from hemvist.persons.models import Person
from hemvist.secrecy.policy import access_to, visible
from hemvist.secrecy.viewer import Viewer
from tests.cases.town import Town
from tests.cases.wandering import Wanderer

# Whole walks through the database are dear: few of them, and none is made smaller when it fails.
few = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


@few
@given(data=st.data())
def test_what_is_projected_is_what_replay_gives(town: Town, data: st.DataObject) -> None:
    """After any valid sequence of events, back-dated and taken back ones too: chains hold and every row is that of a replay."""
    wanderer = Wanderer(town, data.draw)
    wanderer.walk(25)
    assert verify_record() == []


@few
@given(data=st.data())
def test_nothing_changes_before_the_stored_day_of_change(town: Town, data: st.DataObject) -> None:
    """Until ``next_change_on`` the rows are right as they stand; after the daily pass on that day they are again."""
    wanderer = Wanderer(town, data.draw)
    wanderer.walk(15)
    row = find_case(wanderer.case)
    assert row
    file = open_file(row)
    stored = stored_duties(row.id)
    last = (row.next_change_on or row.evaluated_on + timedelta(days=500)) - timedelta(days=1)
    for day in range(1, (last - row.evaluated_on).days, 5):
        later = project(file, row.evaluated_on + timedelta(days=day))
        assert later.duties == stored
        assert later.case == project(file, row.evaluated_on).case
    if row.next_change_on:
        reevaluate_due(row.next_change_on)
        assert verify_record() == []


@few
@given(data=st.data())
def test_grants_that_are_carried_on_are_those_worked_out_anew(town: Town, data: st.DataObject) -> None:
    """Day by day for two years: consents begin and run out, what was handed over or told ends, and the grants from before know it."""
    wanderer = Wanderer(town, data.draw)
    wanderer.walk(25)
    row = find_case(wanderer.case)
    assert row
    file = open_file(row)
    standing, status = standing_of(file), project(file, row.evaluated_on).status
    shares = shares_of(file, edition_of(row.routine, status.edition), status.state != "open")
    assert file.grants_made is not None
    for day in (row.evaluated_on + timedelta(days=each) for each in range(750)):
        carried_on = grants_made(file, standing, False, day, shares)
        assert carried_on == wanted_grants(standing, file.rows, False, day, shares)


@few
@given(data=st.data())
def test_every_way_to_see_a_case_agrees(town: Town, data: st.DataObject) -> None:
    """The page, the lists, search, the calendar and the query condition show the same cases to the same people, and the same meetings."""
    wanderer = Wanderer(town, data.draw)
    wanderer.walk(20)
    with clock.set_to(wanderer.now()):
        viewer = town.viewer(data.draw(st.sampled_from(sorted(town.workers))), wanderer.day)
        views = {row.public_id: _view(viewer, row) for row in Case.objects.all()}
        seen = {case for case, view in views.items() if view}
        condition = visible(viewer, "c.id")
        listed = fetch(f"SELECT c.reference FROM cases_case c WHERE {condition.sql}", condition.params)
        assert {r for (r,) in listed} == {view.reference for view in views.values() if view}
        for scope in ("mine", "unit"):
            assert {r.case for r in worklist(viewer, scope).rows} <= seen
        for row in Case.objects.all():
            assert bool(access_to(viewer, row.pk)) == (row.public_id in seen)
            assert {f.case for f in search_cases(viewer, row.reference)} == seen & {row.public_id}
        people = {case: view.person for case, view in views.items() if view and view.person}
        for name in set(Person.objects.values_list("family_name", flat=True)):
            by_name = {f.case for f in search_cases(viewer, name)}
            assert (
                by_name == {case for case, person in people.items() if person.family_name == name} or len(by_name) == 20
            )
        for weeks in (0, 1, 12, 13):
            monday = wanderer.day - timedelta(days=wanderer.day.weekday()) + timedelta(weeks=weeks)
            booked = {(e.case, e.on, e.at) for e in week(viewer, monday) if e.kind == "meeting"}
            assert booked == {
                (case, m.starts.date(), m.starts.time())
                for case, view in views.items()
                if view
                for m in view.meetings
                if monday <= m.starts.date() < monday + timedelta(days=7)
            }


@few
@given(data=st.data())
def test_a_protected_case_is_seen_by_the_named_only(town: Town, data: st.DataObject) -> None:
    """Whatever has happened, while a person is or may be protected only parties see the case, and their stand-ins."""
    wanderer = Wanderer(town, data.draw)
    wanderer.walk(20)
    with clock.set_to(wanderer.now()):
        for row in Case.objects.filter(public_id=wanderer.case, protected=True):
            named = set(Party.objects.filter(case=row).values_list("worker_id", flat=True))
            for worker in town.workers:
                viewer = town.viewer(worker, wanderer.day)
                assert viewer.worker_id in named or not access_to(viewer, row.pk), (worker, wanderer.day)


def _view(viewer: Viewer, row: Case) -> CaseView | None:
    try:
        return view_case(viewer, row.public_id, "case")
    except AccessNarrowed:  # told once, before they go on, that nothing new is opened to them: the case is still shown
        return _view(viewer, row)
    except CaseNotFound:
        return None
