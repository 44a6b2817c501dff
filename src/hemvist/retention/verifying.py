"""Checking what stays of the cases that have left: beside ``hemvist.cases.verifying``, and told in the same way. Reads only."""

from collections.abc import Iterator

from django.db import connection

from hemvist.cases import sql
from hemvist.cases.casefile import case_by_row, event_rows
from hemvist.cases.chain import link
from hemvist.cases.removing import STAYS, sealed_together
from hemvist.cases.verifying import Difference
from hemvist.retention.guards import APPEND_ONLY, LAWFUL_TRIGGER, REMOVALS
from hemvist.retention.log_guards import LOG_REMOVALS, LOG_TRIGGER
from hemvist.secrecy.append_only import unguarded

_UNAPPROVED = (
    "SELECT r.case_row FROM cases_removal r WHERE NOT EXISTS (SELECT 1 FROM retention_decision d WHERE d.case_row = r.case_row"
    " AND d.kind = 'approved' AND d.chain = r.chain AND d.outcome = r.outcome AND d.worker_id = r.approved_by_id)"
)
_UNPACKED = (
    "SELECT r.case_row FROM cases_removal r WHERE r.outcome = 'preserve' AND NOT EXISTS (SELECT 1 FROM retention_package p"
    " WHERE p.case_row = r.case_row AND p.package = r.package AND p.chain = r.chain AND p.manifest_digest = r.manifest_digest)"
)


def verify_retention() -> list[Difference]:
    """Check the chains of the cases that have left, that each was approved and, where it is preserved, packed; and that the triggers stand."""
    found = [
        Difference("REC-T1", "", table, "the triggers that keep this table append-only are missing")
        for table in unguarded(connection, (*STAYS, *APPEND_ONLY, LOG_REMOVALS))
    ]
    for table, trigger, what in (
        (REMOVALS, LAWFUL_TRIGGER, "approved cases"),
        (LOG_REMOVALS, LOG_TRIGGER, "old enough rows of the access log"),
    ):
        if not _is_guarded(table, trigger):
            found.append(Difference("REC-T2", "", table, f"a trigger that lets only {what} leave is missing"))
    for query, code, message in (
        (_UNAPPROVED, "REC-R3", "has left without an approval"),
        (_UNPACKED, "REC-R4", "was to be preserved and has left without a verified package"),
    ):
        found += [Difference(code, f"removed case {row}", "", message) for (row,) in sql.fetch(query)]
    return found + _seals()


def _is_guarded(table: str, trigger: str) -> bool:
    """Whether every trigger of a table of removals stands: by name, since it has one more than other tables."""
    if connection.vendor == "sqlite":
        query, ends = "SELECT name FROM sqlite_master WHERE type = 'trigger'", ("no_update", "no_delete")
    else:
        query, ends = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'", ("rows", "whole")
    wanted = {trigger, *(f"hemvist_{table}_{end}" for end in ends)}
    return wanted <= {name for (name,) in sql.fetch(query)}


def _seals() -> list[Difference]:
    """Check what stays of each case that has left: that nothing else does, and that its chain is whole."""
    found: list[Difference] = []
    last = 0
    query = "SELECT case_row, chain, events, sealed FROM cases_removal WHERE case_row > %s ORDER BY case_row LIMIT 500"
    while rows := sql.fetch(query, [last]):
        for case_row, chain, events, together in rows:
            found += _removed(f"removed case {case_row}", case_row, (events, chain), together)
        last = rows[-1][0]
    return found


def _removed(name: str, case_row: int, told: tuple[int, str], together: str) -> Iterator[Difference]:
    if case_by_row(case_row) is not None or event_rows(case_row):
        yield Difference("REC-R1", name, "", "is said to have left the system, and is still here")
    seals = sql.fetch(
        "SELECT sequence, seal, chain FROM cases_removedevent WHERE case_row = %s ORDER BY sequence", [case_row]
    )
    before = ""
    for place, (sequence, seal, chain) in enumerate(seals, start=1):
        if sequence != place:
            yield Difference("REC-C1", name, f"event {place}", f"the chain goes from {place - 1} to {sequence}")
            return
        if seal is not None and link(before, seal) != chain:
            yield Difference("REC-C3", name, f"event {place}", "the seal is not the one that the chain was made of")
        before = chain
    if (len(seals), before) != told:
        yield Difference("REC-C4", name, "end", f"it had {told[0]} events, {len(seals)} seals stand there")
    if sealed_together(seals) != together:
        yield Difference("REC-R2", name, "", "the seals are not those that stood there when the case left")
