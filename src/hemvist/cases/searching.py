"""Finding a case by name, number or case number: the only search terms there are (SoLPuF 2001:637 15 §)."""

from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.references import read_reference
from hemvist.cases.turns import writing
from hemvist.persons.registry import matching_persons
from hemvist.secrecy import log
from hemvist.secrecy.policy import SqlCondition, visible
from hemvist.secrecy.viewer import Viewer

PAGE = "search"
MOST_FOUND = 20
SHORTEST_NAME = 2


class Found(NamedTuple):
    """A case found. ``person`` is None where kind identity is not granted or the person is protected."""

    case: UUID
    reference: str
    person: str | None
    routine: str
    state: str
    unit: str
    protected: bool


_FOUND = (
    "SELECT c.public_id, c.reference, CASE WHEN NOT c.protected AND {identity} THEN p.given_name || ' ' || p.family_name END, c.routine, c.state, u.name,"
    " c.protected, c.id FROM cases_case c JOIN persons_person p ON p.id = c.person_id JOIN organisation_unit u ON u.id = c.owner_unit_id"
    " WHERE {which} AND {seen} ORDER BY p.family_name, p.given_name, c.id LIMIT %s"
)


def search_cases(viewer: Viewer, text: str) -> list[Found]:
    """Give at most 20 of the cases that the viewer sees, and log which. A person is found by name or number only where identity is granted.

    A search that shows nothing is logged as refused on the cases that it was for, if there are any. Always three statements.
    """
    text = " ".join(text.split())
    with writing():
        quoted = read_reference(text)
        which = _by_person(text) if quoted is None else Which("c.reference = %s", (quoted,), None)
        rows = _seen(viewer, which)
        hidden = _hidden(viewer, which)
        if rows or not hidden:
            log.log_shown(viewer, PAGE, [row[-1] for row in rows])
        else:
            log.log_attempt(viewer, PAGE, hidden)
    return [Found(sql.uuid_out(row[0]), row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]


class Which(NamedTuple):
    """The condition for the cases that a search is for, and for which kind of information one must have to find them (None: any)."""

    sql: str
    params: tuple[Any, ...]
    kind: str | None


def _by_person(text: str) -> Which:
    if len(text) < SHORTEST_NAME:
        return Which("1 = 0", (), "'identity'")
    people, params = matching_persons(text).order_by().values("id").query.sql_with_params()
    return Which(f"c.person_id IN ({people})", tuple(params), "'identity'")


def _seen(viewer: Viewer, which: Which) -> list[tuple[Any, ...]]:
    """The cases that are shown: at most 20."""
    seen = visible(viewer, "c.id", which.kind)
    identity = visible(viewer, "c.id", "'identity'") if which.kind is None else SqlCondition("1 = 1", ())
    query = _FOUND.format(identity=identity.sql, which=which.sql, seen=seen.sql)
    return sql.fetch(query, [*identity.params, *which.params, *seen.params, MOST_FOUND])


def _hidden(viewer: Viewer, which: Which) -> list[int]:
    """Some of the cases that the search was for and that are not shown: for the log, and for nobody else."""
    seen = visible(viewer, "c.id", which.kind)
    query = f"SELECT c.id FROM cases_case c WHERE {which.sql} AND NOT {seen.sql} ORDER BY c.id LIMIT %s"  # noqa: S608 (own words)
    return [row[0] for row in sql.fetch(query, [*which.params, *seen.params, MOST_FOUND])]
