"""Naming some cases on a page that acts on many at once: their references, whose they are, and which units have them."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.turns import writing
from hemvist.secrecy import log
from hemvist.secrecy.kinds import read_kinds
from hemvist.secrecy.policy import kinds_granted, visible
from hemvist.secrecy.viewer import Viewer

MOST_NAMED = 500


class Named(NamedTuple):
    """A case that the viewer sees. ``person`` is None where kind identity is not granted or the person is protected."""

    case: UUID
    reference: str
    person: str | None
    protected: bool
    owner_unit_id: int
    executor_unit_id: int | None


_NAMED = (
    "SELECT c.public_id, c.reference, p.given_name || ' ' || p.family_name, c.protected, c.owner_unit_id, c.executor_unit_id, {kinds}, c.id"
    " FROM cases_case c JOIN persons_person p ON p.id = c.person_id WHERE c.public_id IN ({marks}) AND {seen} ORDER BY c.reference"
)


def name_cases(viewer: Viewer, cases: Iterable[UUID], page: str) -> dict[UUID, Named]:
    """Name those of the cases that the viewer sees, and log that they were shown; the others are left out. Always two statements."""
    wanted = list(dict.fromkeys(cases))[:MOST_NAMED]
    kinds, seen = kinds_granted(viewer, "c.id"), visible(viewer, "c.id")
    query = _NAMED.format(kinds=kinds.sql, marks=sql.marks(wanted), seen=seen.sql)
    with writing():
        rows = sql.fetch(query, [*kinds.params, *map(sql.uuid_in, wanted), *seen.params]) if wanted else []
        log.log_shown(viewer, page, [row[-1] for row in rows])
    return {named.case: named for named in map(_named, rows)}


def _named(row: tuple[object, ...]) -> Named:
    """Make one row of the answer, with the name only where it may be shown."""
    case, reference, person, protected, owner, executor, kinds, _ = row
    shown = str(person) if "identity" in read_kinds(str(kinds)) and not protected else None
    return Named(
        sql.uuid_out(case),  # type: ignore[arg-type]
        str(reference),
        shown,
        bool(protected),
        int(owner),  # type: ignore[call-overload]
        None if executor is None else int(executor),  # type: ignore[call-overload]
    )
