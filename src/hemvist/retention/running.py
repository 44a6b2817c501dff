"""What is done with approved cases: they are packed, the packages read back, and the cases removed. Can be killed at any point and run again.

A case goes through these steps, and a run takes up each where it stands:
1. approved by a manager (`hemvist.retention.approving`)
2. written: the package stands in its folder, whole, under the name it was given when it was approved
3. verified: it was read back, and that is written down
4. removed: the package was read once more, and the case is gone from the database
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import DatabaseError

from hemvist import clock
from hemvist.cases import sql
from hemvist.cases.removing import CannotLeave, Leave, overwrite_what_goes, remove_case
from hemvist.cases.turns import in_turn
from hemvist.cases.whole import WholeCase, whole_case_access_unchecked
from hemvist.integrations.case_system.sending import forget_case
from hemvist.letters.keeping import remove_documents
from hemvist.retention.guards import REFUSED
from hemvist.retention.leaving_list import Approval, Leaving, all_leaving
from hemvist.retention.packaging.checking import Checked, check_package
from hemvist.retention.packaging.contents import Order, contents
from hemvist.retention.packaging.manifest import Submitter, manifest
from hemvist.retention.packaging.writing import place_of, write_package

Tell = Callable[[int], None]
"""Told, after each case that was looked at, how many that makes."""


class FolderFault(Exception):  # noqa: N818 (told to a person)
    """The folder of the packages cannot be used. The text says why, in Swedish."""


@dataclass(slots=True)
class Outcome:
    """What a run did: how many cases were done, and which were not, each with why (in Swedish)."""

    done: int = 0
    not_done: list[tuple[str, str]] = field(default_factory=list)


def package_approved(folder: Path, today: date, tell: Tell) -> Outcome:
    """Write and verify a package of every approved case that is to be preserved and has none. Raises FolderFault, RulesFault, OSError."""

    def one(found: Leaving, approval: Approval) -> str | None:
        if found.verdict.outcome == "destroy" or found.verified:
            return None
        return _package(folder, found, approval)

    with _to_oneself(folder):
        return _each(today, one, tell)


def remove_approved(folder: Path, today: date, tell: Tell) -> Outcome:
    """Remove every approved case whose package is verified, or which is to be destroyed. Raises FolderFault, RulesFault, OSError."""
    overwrite_what_goes()
    with _to_oneself(folder):
        return _each(today, lambda found, approval: _remove(folder, found, approval), tell)


def _each(today: date, work: Callable[[Leaving, Approval], str | None], tell: Tell) -> Outcome:
    """Do the work on every approved case. It answers "" where it did it, None where there was nothing to do, else why it could not."""
    outcome, after, seen = Outcome(), None, 0
    while True:
        page = all_leaving(today, after)
        for found in page.rows:
            said = work(found, found.approval) if found.approved and found.approval else None
            outcome.done += said == ""
            if said:
                outcome.not_done.append((found.case.reference, said))
            seen += 1
            tell(seen)
        after = page.following
        if after is None:
            return outcome


# -- packing ---------------------------------------------------------------------------------------------------------------------------------


def _package(folder: Path, found: Leaving, approval: Approval) -> str:
    if approval.package is None:
        return "Godkännandet gäller inte ett arkivpaket. Godkänn ärendet på nytt."
    place = place_of(folder, approval.package)
    if not place.exists():
        case = whole_case_access_unchecked(found.case.case_row)
        if case is None or case.row.chain != approval.chain:
            return "Något har hänt i ärendet. Godkännandet gäller inte längre."
        _write(folder, case, approval)
    checked = check_package(place)
    if faults := _not_it(checked, approval, found):
        return f"Paketet {approval.package} håller inte: {faults} Flytta undan mappen och kör igen."
    in_turn(lambda: _note_verified(checked, approval, found))
    return ""


def _write(folder: Path, case: WholeCase, approval: Approval) -> None:
    assert approval.package  # noqa: S101 (asked by the caller)
    now = clock.now()
    order = Order(approval.package, approval.worker, approval.at, approval.legal_source, now)
    files = contents(case, order)
    write_package(
        folder, approval.package, manifest(approval.package, files, Submitter(case.board, case.board_code), now), files
    )


def _not_it(checked: Checked, approval: Approval, found: Leaving) -> str:
    """Say what is wrong with a package; empty if it is whole, and the approved case's own."""
    if checked.faults:
        return " ".join(f"{fault.place}: {fault.message}" for fault in checked.faults[:3])
    wanted = (str(approval.package), found.case.case_row, found.case.events, found.case.chain)
    is_its = wanted == (checked.package, checked.case_row, checked.events, checked.chain)
    return "" if is_its else "Det är inte det ärendes paket som godkändes."


_COLUMNS = ("package", "case_row", "chain", "events", "files", "manifest_digest", "verified_at")


def _note_verified(checked: Checked, approval: Approval, found: Leaving) -> None:
    assert approval.package  # noqa: S101 (asked by the caller)
    named, at = sql.uuid_in(approval.package), sql.moment_in(clock.now())
    row = (named, found.case.case_row, checked.chain, checked.events, checked.files, checked.manifest_digest, at)
    sql.insert("retention_package", _COLUMNS, [row])


# -- removing --------------------------------------------------------------------------------------------------------------------------------


def _remove(folder: Path, found: Leaving, approval: Approval) -> str:
    digest = None
    if found.verdict.outcome == "preserve":
        if approval.package is None or found.verified is None:
            return "Arkivpaketet är inte skrivet än. Kör först: hemvist retention package MAPP"
        checked = check_package(place_of(folder, approval.package))
        if faults := _not_it(checked, approval, found):
            return f"Paketet {approval.package} håller inte: {faults} Ärendet är kvar."
        digest = checked.manifest_digest
        if digest != found.verified.manifest_digest:
            return f"Paketet {approval.package} är inte det som kontrollerades när det skrevs. Ärendet är kvar."
    leave = Leave(
        found.case.case_row,
        approval.chain,
        approval.outcome,
        approval.legal_source,
        approval.package,
        digest,
        approval.worker_id,
        approval.at,
    )
    try:
        remove_case(leave, _also)
    except CannotLeave:
        return "Något har hänt i ärendet. Godkännandet gäller inte längre."
    except DatabaseError as error:
        if REFUSED not in str(error):
            raise
        return "Godkännandet är återtaget, eller en spärr har satts. Ärendet är kvar."
    return ""


def _also(case_row: int) -> None:
    """What goes besides: the case's documents, and the texts of holds, which may tell of the person."""
    remove_documents(case_row)
    forget_case(case_row)
    sql.run("DELETE FROM retention_holdentry WHERE case_row = %s", [case_row])


# -- the folder ------------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _to_oneself(folder: Path) -> Iterator[None]:
    """Have the folder of packages to oneself: two runs at once would write the same package. Raises FolderFault."""
    if not folder.is_dir():
        raise FolderFault(f"Mappen {folder} finns inte. Skapa den, på en disk som säkerhetskopieras.")
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise FolderFault(f"En annan körning använder mappen {folder}. Vänta tills den är klar.") from None
    try:
        yield
    finally:
        os.close(opened)
