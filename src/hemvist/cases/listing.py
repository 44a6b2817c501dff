"""All the cases that somebody sees, newest first, a page at a time. Raw SQL that stays flat however many cases there are in the city.

The list is read along the grants: one short list for each unit where the viewer acts and each worker whose turns are theirs, each through an
index that holds its cases in order, from the last case of the page before. The one rule then says of each whether it may be shown. Of what is
filtered away no more than ``MOST_READ`` cases are read for a page: a page can be short, or empty, and still have a next one.
"""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.turns import writing
from hemvist.secrecy import log
from hemvist.secrecy.kinds import read_kinds
from hemvist.secrecy.policy import SqlCondition, kinds_granted, visible
from hemvist.secrecy.viewer import Viewer

MOST_READ = 1000


class ListedCase(NamedTuple):
    """A case that the viewer sees. ``person`` is None where kind identity is not granted or the person is protected."""

    case: UUID
    reference: str
    person: str | None
    routine: str
    edition: str
    state: str
    opened_on: date
    owner_unit: str
    owner_unit_name: str
    executor_unit: str | None
    executor_unit_name: str | None


class CasePage(NamedTuple):
    """At most ``limit`` cases, and the row number after which the next page begins (None: this was the last)."""

    rows: list[ListedCase]
    next: int | None


_GRANTED = (
    "SELECT * FROM (SELECT DISTINCT mine.case_row AS id FROM secrecy_grant mine WHERE mine.{column} = %s{after} AND {seen}"
    " ORDER BY mine.case_row DESC LIMIT %s) AS part"
)
_PAGE = (
    "SELECT read.id, c.public_id, c.reference, p.given_name || ' ' || p.family_name, c.routine, c.edition, c.state, c.opened_on, o.code, o.name,"
    " e.code, e.name, c.protected, {kinds}, {chosen} FROM ({lists} ORDER BY id DESC LIMIT %s) AS read"
    " JOIN cases_case c ON c.id = read.id JOIN persons_person p ON p.id = c.person_id JOIN organisation_unit o ON o.id = c.owner_unit_id"
    " LEFT JOIN organisation_unit e ON e.id = c.executor_unit_id ORDER BY read.id DESC"
)


def list_cases(
    viewer: Viewer,
    page: str,
    *,
    state: str | None = None,
    routine: str | None = None,
    after: int | None = None,
    skip: int = 0,
    limit: int = 20,
) -> CasePage:
    """Give some of the cases that the viewer sees, newest first, and log which. ``page`` is the name of what shows them, for the log.

    ``after`` is the ``next`` of the page before; ``skip`` is how many more to leave out, at most ``MOST_READ``. Always two statements.
    """
    wanted = {"c.state": state, "c.routine": routine}
    chosen = {column: value for column, value in wanted.items() if value is not None}
    most = MOST_READ if chosen else min(skip, MOST_READ) + limit + 1
    with writing():
        read = _read(viewer, chosen, after, most)
        fit = [row for row in read if row[-1]]
        shown = fit[skip : skip + limit]
        log.log_shown(viewer, page, [row[0] for row in shown])
    return CasePage([_listed(row) for row in shown], _next(read, fit, skip + limit, most))


def _next(read: list[tuple[Any, ...]], fit: list[tuple[Any, ...]], reached: int, most: int) -> int | None:
    """After which case the next page begins: the last one shown, or the last one read where nothing more of what was read fits."""
    if len(fit) > reached:
        return int(fit[reached - 1][0])
    return int(read[-1][0]) if len(read) == most else None


def _read(viewer: Viewer, chosen: dict[str, str], after: int | None, most: int) -> list[tuple[Any, ...]]:
    """The first ``most`` cases of all lists together, each once; the last column says whether it is one that was asked for."""
    lists = [_list("unit_id", unit, viewer, after, most) for unit in viewer.unit_ids]
    lists += [_list("worker_id", worker, viewer, after, most) for worker in viewer.worker_ids]
    if not lists:
        lists = [SqlCondition("SELECT 0 AS id WHERE 1 = 0", ())]
    kinds = kinds_granted(viewer, "c.id")
    conditions = " AND ".join(f"{column} = %s" for column in chosen) or "1 = 1"
    query = _PAGE.format(kinds=kinds.sql, chosen=conditions, lists=" UNION ".join(each.sql for each in lists))
    return sql.fetch(query, [*kinds.params, *chosen.values(), *(p for each in lists for p in each.params), most])


def _list(column: str, whose: int, viewer: Viewer, after: int | None, most: int) -> SqlCondition:
    seen = visible(viewer, "mine.case_row")
    beyond = "" if after is None else " AND mine.case_row < %s"
    place = () if after is None else (after,)
    return SqlCondition(
        _GRANTED.format(column=column, after=beyond, seen=seen.sql), (whose, *place, *seen.params, most)
    )


def _listed(row: tuple[Any, ...]) -> ListedCase:
    (
        _,
        case,
        reference,
        person,
        routine,
        edition,
        state,
        opened,
        owner,
        owner_name,
        executor,
        executor_name,
        protected,
        kinds,
        _,
    ) = row
    named = "identity" in read_kinds(str(kinds)) and not protected
    return ListedCase(
        sql.uuid_out(case), reference, person if named else None, routine, edition, state, opened, owner, owner_name, executor, executor_name,
    )  # fmt: skip
