"""The checks themselves: that every way to look at a city gives the same answer, and that nothing is shown that was not granted.

Each is a function that raises AssertionError, so that it can be tried on a rule that was broken on purpose.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from hemvist import clock
from hemvist.cases.assigning import how_much_is_held_by, roles_held_by
from hemvist.cases.calendar import week
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import AccessNarrowed, CaseNotFound
from hemvist.cases.models import Case, DutyRow, Meeting, OutboxMessage, Party
from hemvist.cases.naming import name_cases
from hemvist.cases.searching import search_cases
from hemvist.cases.sql import fetch
from hemvist.cases.standing import source_of
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.cases.worklist import Scope, worklist
from hemvist.organisation.models import RoleHolding, Worker
from hemvist.organisation.unit_staff import LEADING_ROLES
from hemvist.retention.holds import MANAGER
from hemvist.secrecy.models import Barrier
from hemvist.secrecy.policy import access_to, grants_of, visible, who_can_see, why
from hemvist.secrecy.viewer import Viewer, viewer_of
from tests.proofs.cities import City, file_of
from tests.proofs.lawful import lawful
from tests.proofs.looking import Answer, Looker
from tests.proofs.marks import Truth, marks_in

REVIEWS, EMERGENCY = "/loggkontroll/", "emergency-access"


def assert_ways_agree(city: City, viewer: Viewer) -> None:
    """Check that lists, search, counts, calendar, names and reasons show exactly the cases that the policy opens, and pages their events."""
    rows = city.rows()
    views = {row.public_id: view_or_none(viewer, row.public_id) for row in rows}
    opened = {row.public_id for row in rows if access_to(viewer, row.pk)}
    assert {case for case, view in views.items() if view} == opened
    condition = visible(viewer, "c.id")
    listed = fetch(f"SELECT c.reference FROM cases_case c WHERE {condition.sql}", condition.params)
    assert {reference for (reference,) in listed} == {r.reference for r in rows if r.public_id in opened}
    assert set(name_cases(viewer, views, "proof")) == opened
    assert {row.public_id for row in rows if why(viewer, row.pk)} == opened
    _check_search(viewer, rows, views)
    _check_lists(viewer, opened)
    _check_counts(city, viewer, opened)
    _check_calendar(viewer, views)
    _check_turned_round(city, viewer, rows)


def assert_lawful(city: City, name: str, viewer: Viewer) -> None:
    """Check that nobody sees a case, or an event in one, that the events and the organisation do not give them."""
    for place, case in enumerate(city.cases):
        may = lawful(city, name, place, strong=viewer.strong)
        file, view = file_of(case), view_or_none(viewer, case)
        allowed = access_to(viewer, file.row.id)
        assert may or not allowed, f"{name} sees a case that is not theirs: {allowed.grounds}"
        shown = {e.uid for e in view.history} if view else set()
        assert shown == {r.uid for r in file.rows if allowed.shows(r.information, r.sequence, source_of(r.role))}
        too_much = [(r.type, r.information) for r in file.rows if r.uid in shown and not may.shows(r)]
        assert not too_much, f"{name} is shown {too_much} by {allowed.grounds}"


def assert_pages(city: City, looker: Looker, viewer: Viewer) -> None:
    """Check that the page of a case opens, and a search on the page finds it, exactly where the policy says so."""
    for row in city.rows():
        allowed = bool(access_to(viewer, row.pk)) and (viewer.strong or not viewer.is_outside)
        assert looker.opens(f"/arende/{row.public_id}/") == allowed
        found = allowed and not viewer.is_outside  # one outside the city searches for nothing
        assert (str(row.public_id) in looker.search(row.reference).body) == found


def assert_answers(viewer: Viewer, truth: Truth, asked: dict[str, Answer]) -> None:
    """Check that nothing stands in any answer that is not granted, and nothing of a person in any title, header or address."""
    allowed = {case: access_to(viewer, case) for case in truth.cases}
    named = {truth.cases[case] for case, access in allowed.items() if "identity" in access.kinds}
    reachable = {
        truth.cases[case] for case, access in allowed.items() if "identity" in access.kinds and not access.is_limited
    }
    references = {row.reference: row for row in Case.objects.all()}
    for question, answer in asked.items():
        assert answer.status < 500, question
        said = marks_in(answer.body) - marks_in(question)
        for mark in said:
            where = truth.events.get(mark, [])
            shown = any(allowed[case].shows(r.information, r.sequence, source_of(r.role)) for case, r in where)
            shown = shown or (REVIEWS in question and any(_may_review(viewer, case, r) for case, r in where))
            assert shown or mark not in truth.events, (
                f"{question} shows {mark} of {[(r.type, r.information) for _, r in where]}"
            )
            assert mark not in truth.holds or allowed[truth.holds[mark]].kinds.everything, (
                f"{question} shows why a case is held"
            )
            assert mark not in truth.names or truth.names[mark] in named, f"{question} shows a name"
            assert mark not in truth.ways_to_reach or truth.ways_to_reach[mark] in reachable, (
                f"{question} shows how to reach somebody"
            )
        for number, person in truth.numbers.items():
            assert person in named or number in question or not _stands(number, answer.body), (
                f"{question} shows a number"
            )
        for reference, row in references.items():
            if reference not in question:
                assert allowed[row.pk] or reference not in answer.body, f"{question} shows {reference}"
        outside = " ".join([answer.title, answer.headers, *answer.links])
        assert not marks_in(outside), f"{question} puts a text or a name where addresses and titles are kept"
        assert not any(_stands(number, outside) for number in truth.numbers), f"{question} puts a number there"


def _may_review(viewer: Viewer, case: int, row: EventRow) -> bool:
    """Whether an event is an opening for life or health that this worker reviews: a manager of the administration reads why, not about whom."""
    owner = Case.objects.get(pk=case).owner_unit.administration_id
    leads = any(h.role == MANAGER and h.administration_id == owner for h in viewer.holdings)
    return leads and row.type == EMERGENCY and row.actor_id != viewer.worker_id


def _stands(number: str, text: str) -> bool:
    """Whether an identity number of twelve digits stands in a text, in any of the ways it is written."""
    return number[2:] in text or f"{number[2:8]}-{number[8:]}" in text


class Notified:
    """Checks, each time something has been recorded, that whoever a new message waits for sees the case that it tells of."""

    def __init__(self) -> None:
        self.checked = 0

    def __call__(self) -> None:
        for message in OutboxMessage.objects.filter(pk__gt=self.checked).order_by("pk"):
            body, self.checked = json.loads(message.body), message.pk
            case = Case.objects.get(public_id=body["case"])
            there = RoleHolding.objects.filter(unit_id=body["unit"]).values_list("worker_id", flat=True)
            told = Worker.objects.filter(pk__in=there if body["worker"] is None else [body["worker"]])
            assert any(access_to(viewer_of(each, clock.today()), case.pk) for each in told), message.body


def view_or_none(viewer: Viewer, case: UUID) -> CaseView | None:
    """Give a case as the viewer sees it; None if they do not. One who is told first that nothing new is opened to them asks again."""
    try:
        return view_case(viewer, case, "proof")
    except AccessNarrowed:
        return view_case(viewer, case, "proof")
    except CaseNotFound:
        return None


def _check_search(viewer: Viewer, rows: list[Case], views: dict[UUID, CaseView | None]) -> None:
    opened = {case for case, view in views.items() if view}
    for row in rows:
        assert {f.case for f in search_cases(viewer, row.reference)} == opened & {row.public_id}
        same = {
            case for r in rows if r.person_id == row.person_id and (view := views[case := r.public_id]) and view.person
        }
        texts = [row.person.name, *row.person.identity_numbers.values_list("number", flat=True)]
        for text in texts:
            assert {f.case for f in search_cases(viewer, text)} == same


def _check_lists(viewer: Viewer, opened: set[UUID]) -> None:
    duties = [d for d in DutyRow.objects.filter(open=True).select_related("case") if d.case.public_id in opened]
    here = {(h.unit_id, h.role) for h in viewer.holdings}
    led = {h.unit_id for h in viewer.holdings if h.role in LEADING_ROLES}
    mine = {d.pk for d in duties if is_their_turn(viewer, d)}
    units = {
        d.pk
        for d in duties
        if (d.unit_id, d.role) in here or d.unit_id in led or (d.unit_id in viewer.unit_ids and d.assignee_id is None)
    }
    assert set(_listed(viewer, "mine")) == mine
    assert set(_listed(viewer, "unit")) == units


def is_their_turn(viewer: Viewer, duty: DutyRow) -> bool:
    """Whether a duty belongs to somebody's own list: given to them, or to nobody and theirs to do as the one who leads the unit."""
    leads = {(h.unit_id, h.role) for h in viewer.holdings if h.role in LEADING_ROLES}
    return duty.assignee_id in viewer.worker_ids or (duty.assignee_id is None and (duty.unit_id, duty.role) in leads)


def _listed(viewer: Viewer, scope: Scope) -> Iterator[int]:
    page = worklist(viewer, scope, limit=7)
    yield from (row.id for row in page.rows)
    while page.next is not None:
        page = worklist(viewer, scope, limit=7, after=page.next)
        yield from (row.id for row in page.rows)


def _check_counts(city: City, viewer: Viewer, opened: set[UUID]) -> None:
    """The number of cases that a hand-over tells."""
    for worker in city.town.workers.values():
        held = Party.objects.filter(worker=worker).exclude(case__state="closed").select_related("case")
        seen = {(p.case.public_id, p.role) for p in held if p.case.public_id in opened}
        assert {(h.case, h.role) for h in roles_held_by(viewer, worker.pk)} == seen
        assert how_much_is_held_by(viewer, worker.pk) == (len(seen), len({case for case, _ in seen}))


def _check_calendar(viewer: Viewer, views: dict[UUID, CaseView | None]) -> None:
    days = {m.starts.date() for m in Meeting.objects.all()} | {viewer.today}
    for monday in sorted({day - timedelta(days=day.weekday()) for day in days}):
        ends = monday + timedelta(days=7)
        entries = week(viewer, monday)
        booked = {(e.case, e.on, e.at, e.outcome_label) for e in entries if e.kind == "meeting"}
        shown = [
            (case, m) for case, view in views.items() if view for m in view.meetings if monday <= m.starts.date() < ends
        ]
        assert booked == {(case, m.starts.date(), m.starts.time(), m.outcome_label) for case, m in shown}
        led = {h.unit_id for h in viewer.holdings if h.role in LEADING_ROLES}
        whose = Q(assignee_id__in=viewer.worker_ids) | Q(assignee=None, unit_id__in=led)
        due = DutyRow.objects.filter(whose, open=True, due_on__gte=monday, due_on__lt=ends)
        expected = {(d.case.public_id, d.due_on) for d in due.select_related("case") if views[d.case.public_id]}
        assert {(e.case, e.on) for e in entries if e.kind == "due"} == expected


def _check_turned_round(city: City, viewer: Viewer, rows: list[Case]) -> None:
    """Who can see, turned round: one is there by name, by one whose turns one has, or by one's unit, exactly if one sees the case."""
    names = {w.pk: w.name for w in city.town.workers.values()}
    theirs = {names[w] for w in viewer.worker_ids} | {h.unit_name for h in viewer.holdings}
    for row in rows:
        kept_out = Barrier.objects.filter(case_row=row.pk, worker_id=viewer.worker_id).exists()
        now = [g for g in grants_of(row.pk) if g.in_force(viewer.today, clock.now())]
        sure = viewer.strong or any(g.reaches(viewer.worker_ids, viewer.unit_ids, strong=False) for g in now)
        told = {reason.who for reason in who_can_see(row.pk, viewer.today)} & theirs
        assert (bool(told) and not kept_out and sure) == bool(access_to(viewer, row.pk)), (row.reference, told)
