"""What asking who may see costs: a page of the worklist against the very same page that asks nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from benchmarks import database, large_city
from benchmarks.interleaved import Row, at_most
from benchmarks.worklist import SCOPES, in_turn
from hemvist import clock
from hemvist.cases import worklist as module
from hemvist.cases.worklist import Scope, WorklistPage, worklist
from hemvist.secrecy.policy import SqlCondition
from hemvist.secrecy.viewer import Viewer, viewer_of

USERS, UNITS = 5_000, 250


def measure(repeats: int, size: int) -> list[Row]:
    """Give a row for each list, in a city of many users: the whole call as the page makes it, query, rows and log."""
    today, users = clock.today(), min(USERS, size)
    rows = []
    with database.fresh_database():
        viewer = viewer_of(large_city.build(size, today, UNITS, users), today)
        for scope in SCOPES:
            ours, peer = in_turn([partial(worklist, viewer, scope), partial(_unasked, viewer, scope)], repeats * 4)
            name = f"policy, {scope}, {size:,} open duties, {users:,} users"
            rows.append(at_most(name, ours, peer, "the same list without it", 1.3))
    return rows


def _unasked(viewer: Viewer, scope: Scope) -> WorklistPage:
    with _asking_nobody():
        return worklist(viewer, scope)


@contextmanager
def _asking_nobody() -> Iterator[None]:
    """Let the list be made as if everybody saw everything."""
    nobody = {"visible": SqlCondition("1 = 1", ()), "kinds_granted": SqlCondition("'*'", ())}
    kept = {name: getattr(module, name) for name in nobody}
    for name, condition in nobody.items():
        setattr(module, name, partial(_always, condition))
    try:
        yield
    finally:
        for name, right in kept.items():
            setattr(module, name, right)


def _always(condition: SqlCondition, *_: object, **__: object) -> SqlCondition:
    return condition
