"""The API's list of cases in a city of a million cases against the same in one of a thousand, and each filter against reading as much without."""

from functools import partial
from typing import Any

from django.db import connection

from benchmarks import database, large_city
from benchmarks.interleaved import Row, at_most
from benchmarks.worklist import empty, in_turn
from hemvist import clock
from hemvist.cases.listing import list_cases
from hemvist.organisation.models import Worker
from hemvist.secrecy.viewer import viewer_of

SMALL = 1_000
AIM = 1.5


def measure(repeats: int, cases: int) -> list[Row]:
    """Give the rows: each query at both sizes in turn, in one run."""
    today = clock.today()
    with database.fresh_database():
        large_city.build(SMALL, today, cases=SMALL)
        with database.twin() as small:
            empty()
            worker = large_city.build(SMALL, today, cases=cases)
            with database.here() as large:
                return _rows(worker, small, large, repeats, cases)


def _rows(
    worker: Worker, small: database.BareDriver, large: database.BareDriver, repeats: int, cases: int
) -> list[Row]:
    viewer = viewer_of(worker, clock.today(), strong=False)
    ask = partial(list_cases, viewer, "benchmark")
    pages: dict[str, dict[str, Any]] = {
        "first page": {},
        "a hundred": {"limit": 100},
        "page 10": {"skip": 180},
        "far in": {"after": SMALL // 2},
    }
    rows = []
    for name, given in pages.items():
        query = query_of(partial(ask, **given))
        ours, peer = in_turn([partial(large.query, query), partial(small.query, query)], repeats)
        rows.append(at_most(f"API, cases, {name}, {cases:,} cases", ours, peer, f"the same at {SMALL:,}", AIM))
    return rows + _filters(ask, large, repeats)


def _filters(ask: Any, large: database.BareDriver, repeats: int) -> list[Row]:
    """A filter reads at most so many cases as the longest page does."""
    chosen: dict[str, dict[str, Any]] = {"by routine": {"routine": "kompetenscenter"}, "none fits": {"state": "closed"}}
    longest: dict[str, Any] = {"skip": 900, "limit": 100}
    queries = [query_of(partial(ask, **given)) for given in (longest, *chosen.values())]
    whole, *times = in_turn([partial(large.query, query) for query in queries], repeats)
    return [
        at_most(f"API, cases, {name}", time, whole, "the tenth page of a hundred", AIM)
        for name, time in zip(chosen, times, strict=True)
    ]


def query_of(ask: Any) -> database.Statement:
    """Give the query for rows that ``ask`` runs."""
    seen: list[database.Statement] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "secrecy_grant" in sql:
            seen.append((sql, list(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        ask()
    (only,) = seen
    return only
