"""Finding a case by name, number or case number: the only search terms there are (SoLPuF 2001:637 15 §)."""

import re
from typing import Any, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.turns import writing
from hemvist.persons.registry import matching_persons
from hemvist.secrecy import log
from hemvist.secrecy.policy import visible
from hemvist.secrecy.viewer import Viewer

MOST_FOUND = 20
SHORTEST_NAME = 2
_REFERENCE = re.compile(r"^[A-ZÅÄÖ]{1,8}-\d{4}-\d{1,9}$")


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
    """Give at most 20 of the cases that the viewer sees, and log which. A person is found by name or number only where identity is granted."""
    text = " ".join(text.split())
    with writing():
        rows = _by_reference(viewer, text.upper()) if _REFERENCE.match(text.upper()) else _by_person(viewer, text)
        log.log_shown(viewer, "search", [row[-1] for row in rows])
    return [Found(sql.uuid_out(row[0]), row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]


def _by_reference(viewer: Viewer, reference: str) -> list[tuple[Any, ...]]:
    letters, year, number = reference.split("-")
    full = f"{letters}-{year}-{int(number):06d}"
    identity, seen = visible(viewer, "c.id", "'identity'"), visible(viewer, "c.id")
    query = _FOUND.format(identity=identity.sql, which="c.reference = %s", seen=seen.sql)
    return sql.fetch(query, [*identity.params, full, *seen.params, MOST_FOUND])


def _by_person(viewer: Viewer, text: str) -> list[tuple[Any, ...]]:
    if len(text) < SHORTEST_NAME:
        return []
    people, params = matching_persons(text).order_by().values("id").query.sql_with_params()
    seen = visible(viewer, "c.id", "'identity'")
    query = _FOUND.format(identity="1 = 1", which=f"c.person_id IN ({people})", seen=seen.sql)
    return sql.fetch(query, [*params, *seen.params, MOST_FOUND])
