"""The worklist's query at a million open duties against the same at a thousand, and every filter against none. One page of 50 rows."""

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from django.db import connection

from benchmarks import database, large_city
from benchmarks.interleaved import Row, at_most, timed
from hemvist import clock
from hemvist.cases.worklist import Cursor, Scope, worklist
from hemvist.secrecy.viewer import Viewer, viewer_of

SMALL = 1_000
SCOPES: tuple[Scope, ...] = ("mine", "unit")

Ask = Callable[[], object]


def measure(repeats: int, size: int) -> list[Row]:
    """Give the rows: small against large for each list, then each filter at the large size."""
    today = clock.today()
    with database.fresh_database():
        large_city.build(SMALL, today)
        with database.twin() as small:
            empty()
            viewer = viewer_of(large_city.build(size, today), today)
            with database.here() as large:
                return [*_sizes(viewer, small, large, repeats, size), *_filters(viewer, large, repeats)]


def empty() -> None:
    """Take away everything that a city was built of."""
    with connection.cursor() as cursor:
        for table in ("cases_dutyrow", "secrecy_grant", "cases_case", "persons_person", "organisation_roleholding"):
            cursor.execute(f"DELETE FROM {table}")
        for table in (
            "organisation_worker",
            "auth_user",
            "organisation_unit",
            "organisation_administration",
            "organisation_board",
        ):
            cursor.execute(f"DELETE FROM {table}")


def _sizes(
    viewer: Viewer, small: database.BareDriver, large: database.BareDriver, repeats: int, size: int
) -> list[Row]:
    rows = []
    for scope in SCOPES:
        query = query_of(partial(worklist, viewer, scope))
        ours, peer = in_turn([partial(large.query, query), partial(small.query, query)], repeats)
        rows.append(at_most(f"worklist, {scope}, {size:,} open duties", ours, peer, f"the same at {SMALL:,}", 1.5))
    return rows


def _filters(viewer: Viewer, large: database.BareDriver, repeats: int) -> list[Row]:
    later = Cursor(viewer.today, 1)
    chosen: dict[str, dict[str, Any]] = {
        "role": {"role": "lead_caseworker"},
        "routine": {"routine": "insluss"},
        "kind": {"kind": "plan"},
        "state": {"state": "waiting"},
        "late": {"group": "late"},
        "today": {"group": "today"},
        "week": {"group": "week"},
        "later": {"group": "later"},
        "next page": {"after": later},
        "role and kind": {"role": "caseworker", "kind": "plan"},
    }
    rows = []
    for scope in SCOPES:
        bare = query_of(partial(worklist, viewer, scope))
        queries = [query_of(partial(worklist, viewer, scope, **given)) for given in chosen.values()]
        times = in_turn([partial(large.query, query) for query in (bare, *queries)], repeats)
        peer = f"worklist, {scope}, unfiltered"
        rows += [
            at_most(f"worklist, {scope}, {name}", time, times[0], peer, 3)
            for name, time in zip(chosen, times[1:], strict=True)
        ]
    return rows


def in_turn(asks: list[Ask], repeats: int) -> list[float]:
    """Time each in turn, so many times over; give the median of each in milliseconds."""
    for ask in asks:
        ask()
    taken = [[timed(ask) for ask in asks] for _ in range(repeats)]
    return [median(column) for column in zip(*taken, strict=True)]


def query_of(ask: Ask) -> database.Statement:
    """Give the query for rows that ``ask`` runs."""
    seen: list[database.Statement] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "cases_dutyrow" in sql:
            seen.append((sql, list(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        ask()
    (only,) = seen
    return only
