"""The API as one more way to look: as each worker with a token, which is never a strong log-in."""

import json
from collections.abc import Iterator
from uuid import UUID

from hemvist.cases.entries import AccessNarrowed, CaseNotFound
from hemvist.cases.models import DutyRow
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import Viewer
from tests.proofs.agreeing import is_their_turn
from tests.proofs.cities import City
from tests.proofs.looking import API, Looker

OF_A_CASE = ("", "/events", "/plans", "/duties", "/meetings", "/consents", "/documents", "/event-types?limit=100")
ACROSS = (
    "/cases?limit=2",
    "/cases?state=open",
    "/duties?limit=100",
    "/duties?scope=mine",
    "/meetings",
    "/statistics/cases",
    "/units",
)
TRIES = 2
"""One who is told first that nothing new is opened to them asks again."""


def ask_the_api(looker: Looker) -> None:
    """Ask for everything: each list, and all of each case, theirs or not."""
    for address in ACROSS:
        looker.get(f"{API}{address}")
    for case in looker.city.cases:
        for part in OF_A_CASE:
            looker.get(f"{API}/cases/{case}{part}")


def assert_api_agrees(city: City, looker: Looker, viewer: Viewer) -> None:
    """Check that list, case, events, duties and counts of the API are what the policy opens and the pages show. ``viewer``: as by a token."""
    opened = {row.public_id: row for row in city.rows() if access_to(viewer, row.pk)}
    listed = list(_every(looker, "/cases?limit=2"))
    assert len(listed) == len({row["id"] for row in listed})
    assert {UUID(str(row["id"])) for row in listed} == opened.keys()
    for row in city.rows():
        statuses = [looker.get(f"{API}/cases/{row.public_id}").status for _ in range(TRIES)]
        assert (200 in statuses) == (row.public_id in opened), row.reference
        view = _view(viewer, row.public_id)
        if view is not None:
            shown = {event["id"] for event in _every(looker, f"/cases/{row.public_id}/events?limit=100")}
            assert shown == {event.uid for event in view.history}
    _check_duties(looker, viewer, {row.pk for row in opened.values()})
    counted = {(each["routine"], each["state"]) for each in _body(looker, "/statistics/cases")["items"]}
    assert counted == {(row.routine, row.state) for row in opened.values()}


def _check_duties(looker: Looker, viewer: Viewer, opened: set[int]) -> None:
    duties = DutyRow.objects.filter(open=True, case_id__in=opened).select_related("case")
    mine = {(str(d.case.public_id), d.duty, d.instance, d.role) for d in duties if is_their_turn(viewer, d)}
    asked = _every(looker, "/duties?scope=mine&limit=3")
    assert {(d["case"], d["duty"], d["instance"], d["role"]) for d in asked} == mine


def _every(looker: Looker, path: str) -> Iterator[dict[str, object]]:
    address: str | None = f"{API}{path}"
    while address is not None:
        page = json.loads(looker.get(address).body)
        yield from page["items"]
        address = page["next"]


def _body(looker: Looker, path: str) -> dict[str, list[dict[str, object]]]:
    read: dict[str, list[dict[str, object]]] = json.loads(looker.get(f"{API}{path}").body)
    return read


def _view(viewer: Viewer, case: UUID) -> CaseView | None:
    for _ in range(TRIES):
        try:
            return view_case(viewer, case, "proof")
        except AccessNarrowed:
            continue
        except CaseNotFound:
            return None
    raise AssertionError("told twice that access narrowed")
