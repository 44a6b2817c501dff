"""Which rows of different boards are the same human: those that a number of theirs ties, one with the next.

The ties are what the numbers say and nothing else, so they come and go with them. A number that was wrong says nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hemvist.persons.models import PROTECTING
from hemvist.statements import fetch, is_sqlite, run


class TiedRow(NamedTuple):
    """A person's row: the first row of those that it was tied to before, and of those that it is tied to now; and the protection known there."""

    person_id: int
    before: int
    now: int
    protection: str


def hold_ties() -> None:
    """Let nobody else give anybody a number or tie anybody until the transaction ends. On SQLite the transaction has the whole file."""
    if not is_sqlite():
        run("LOCK TABLE persons_identitynumber IN SHARE ROW EXCLUSIVE MODE")


_SAME_NUMBER = " JOIN persons_identitynumber n ON n.person_id = r.id AND NOT n.wrong JOIN persons_identitynumber m ON m.number = n.number AND NOT m.wrong"
_ROWS = (
    "WITH RECURSIVE asked(id) AS (SELECT CAST(%s AS bigint)), roots(id) AS (SELECT CAST(%s AS bigint) UNION SELECT COALESCE(g.same_person, g.id)"  # noqa: S608 (own words)
    f" FROM asked r{_SAME_NUMBER} JOIN persons_person g ON g.id = m.person_id),"
    " affected(id, before, protection) AS (SELECT p.id, r.id, p.protection FROM roots r JOIN persons_person p ON p.id = r.id OR p.same_person = r.id),"
    f" reached(start, id) AS (SELECT id, id FROM affected UNION SELECT r.start, m.person_id FROM reached r{_SAME_NUMBER})"
    " SELECT a.id, a.before, MIN(r.id), a.protection FROM affected a JOIN reached r ON r.start = a.id"
    " GROUP BY a.id, a.before, a.protection ORDER BY a.id"
)
_EARLIER = "EXISTS (SELECT 1 FROM persons_identitynumber e WHERE e.number = persons_identitynumber.number AND NOT e.wrong AND e.id < persons_identitynumber.id)"


def settle_ties(root: int, person_id: int) -> list[TiedRow]:
    """Tie a person's row, and all that were tied to the first row ``root``, anew by the numbers that they have now. Gives those rows.

    Of rows that share a number the first has it as its own (``first``). Nobody else ties anything meanwhile: see ``hold_ties``. Four statements.
    """
    rows = [TiedRow(*row) for row in fetch(_ROWS, [person_id, root])]
    if not rows:
        return []
    ids = [row.person_id for row in rows]
    marks = ", ".join("%s" for _ in ids)
    whens = " ".join("WHEN %s THEN CAST(%s AS bigint)" for _ in ids)
    tied = [value for row in rows for value in (row.person_id, None if row.now == row.person_id else row.now)]
    run(f"UPDATE persons_person SET same_person = CASE id {whens} END WHERE id IN ({marks})", [*tied, *ids])  # noqa: S608
    theirs = f"UPDATE persons_identitynumber SET first = %s WHERE person_id IN ({marks})"  # noqa: S608
    run(f"{theirs} AND (wrong OR {_EARLIER})", [False, *ids])
    run(f"{theirs} AND NOT (wrong OR {_EARLIER})", [True, *ids])
    return rows


def protected_by_ties(rows: Iterable[TiedRow], person_id: int) -> dict[int, str]:
    """Give the rows tied to a person's that protection takes hold of because they were not tied before, each with the strongest; never the other way."""
    rows = list(rows)
    now = next(row.now for row in rows if row.person_id == person_id)
    together = [row for row in rows if row.now == now]
    found: dict[int, str] = {}
    for row in together:
        others = [
            PROTECTING.index(o.protection) for o in together if o.before != row.before and o.protection in PROTECTING
        ]
        if others and row.protection not in PROTECTING:
            found[row.person_id] = PROTECTING[max(others)]
    return found
