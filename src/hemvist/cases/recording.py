"""The one write path. Whoever records, pages, command line or import, does it here.

One transaction: access, then gates and fields, then the event appended to the case's chain, then that case's duties and other rows
projected, grants by effect, the outbox and the access log. Either all of it is there afterwards or nothing. (design.md §4)
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from hemvist import clock
from hemvist.cases import outbox, sql
from hemvist.cases.casefile import (
    CaseFile,
    CaseRow,
    GrantsSeen,
    case_by_row,
    find_case,
    grants_seen,
    keep,
    open_file,
    open_file_anew,
    stored,
)
from hemvist.cases.chain import EventRow
from hemvist.cases.entering import follows
from hemvist.cases.entries import CaseNotFound, Entry, FieldError, NotYourRole, Recorded, Refused
from hemvist.cases.granting import write_grants
from hemvist.cases.identifying import IDENTITY, learn_identity
from hemvist.cases.judging import Judged, judge
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import edition_in_force, library, reference_letters
from hemvist.cases.meeting_chains import tells_of_meetings
from hemvist.cases.projecting import Projection, project
from hemvist.cases.receiving import must_receive, received
from hemvist.cases.references import reference
from hemvist.cases.revealing import shown_refusals
from hemvist.cases.standing import REACH, Standing, standing_of
from hemvist.cases.storing import board_of, write_projection
from hemvist.cases.turns import in_turn
from hemvist.persons.models import PROTECTING, Protection
from hemvist.persons.ties import hold_ties
from hemvist.secrecy import log
from hemvist.secrecy.policy import Access, Granted, access, grants_and_access, grants_of
from hemvist.secrecy.viewer import Viewer

__all__ = ["CaseNotFound", "Entry", "FieldError", "NotYourRole", "Recorded", "Refused", "open_case", "record_event"]

PAGE = "record"


class Addition(NamedTuple):
    """An entry to be recorded together with others. ``repairs``: it takes the place of an event that is being corrected.

    ``by_the_product``: Hemvist records it itself in the course of something else; only so may an event be that no form records.
    """

    entry: Entry
    repairs: bool = False
    by_the_product: bool = False


@dataclass(slots=True)
class Desk:
    """A case taken out to write in: its file, its grants, and what the writer may see of it.

    ``joining``: the role in which the writer is about to join it, by something that is recorded now.
    """

    viewer: Viewer
    file: CaseFile
    grants: tuple[Granted, ...]
    access: Access
    joining: str = ""


Choice = Callable[[Desk], Sequence[Addition]]
"""What to record on a case, chosen once the case is taken out."""
Choices = Callable[[Desk], Iterable[Addition]]
"""The same, each chosen when its turn comes."""


def record_event(viewer: Viewer, case: UUID, entry: Entry) -> Recorded:
    """Record one event on a case, or nothing.

    Raises CaseNotFound (also where the viewer may not see the case), NotYourRole, or Refused with every reason. What is recorded again
    with the same idempotency key gives the same answer and records nothing.
    """
    return record_all(viewer, case, lambda _: [Addition(entry)])[-1]


def record_all(viewer: Viewer, case: UUID, choose: Choice) -> list[Recorded]:
    """Record several events on a case in one transaction: those that ``choose`` gives for the case as it stands."""

    def work() -> list[Recorded]:
        desk = take_out(viewer, case)
        return write(desk, choose(desk))

    try:
        return in_turn(work)
    except CaseNotFound:
        _log_refusal(viewer, case)
        raise


def take_out(viewer: Viewer, case: UUID) -> Desk:
    """Take out a case to write in it; nobody else writes there until the transaction ends. Raises CaseNotFound."""
    row = find_case(case, lock=True)
    seen, allowed = _who_may(viewer, row)
    if row is None or not allowed:
        raise CaseNotFound
    file = open_file(row)
    file.grants_seen = seen
    return Desk(viewer, file, seen.grants, allowed)


def _who_may(viewer: Viewer, row: CaseRow | None) -> tuple[GrantsSeen, Access]:
    """Give the grants of a case and what the viewer may see by them: as they were seen before, if they stand. Nobody is refused by memory."""
    seen = grants_seen(row) if row is not None else None
    if seen is not None and viewer.worker_id in seen.never_barred:
        allowed = access(viewer, seen.grants)
        if allowed:
            return seen, allowed
    grants, allowed, never_barred = grants_and_access(viewer, row.id if row else 0)
    before = seen.never_barred if seen is not None else frozenset()
    return GrantsSeen(grants, before | {viewer.worker_id} if never_barred else before), allowed


def _log_refusal(viewer: Viewer, case: UUID) -> None:
    """Log an attempt on a case that is not there or not for this viewer. The answer is the same, and so are the statements."""
    found = find_case(case)
    in_turn(lambda: log.log_refused(viewer, PAGE, found.id if found else None))


def write(desk: Desk, additions: Iterable[Addition]) -> list[Recorded]:
    """Append each entry, judged against what stands when its turn comes, and project once. All or nothing.

    ``additions`` may be made one by one: each is asked for when those before it stand in the desk's file.
    """
    answers: list[Recorded] = []
    judged: list[Judged] = []
    now = clock.now()
    for addition in additions:
        before = _recorded_before(desk, addition.entry)
        if before is not None:
            answers.append(Recorded(before.uid, before.sequence, repeated=True))
            continue
        new = judge_for(desk, addition, now)
        desk.file.append(new.row, new.event)
        judged.append(new)
        answers.append(Recorded(new.row.uid, new.row.sequence))
        judged += beside(desk, new, now)
    if judged:
        _settle(desk, judged)
    return answers


def beside(desk: Desk, new: Judged, now: datetime) -> list[Judged]:
    """Let stand what is recorded by itself right after an event that was appended to the desk's file, and give it; mostly nothing."""
    entry = follows(desk.file, new.row)
    if entry is None:
        return []
    also = judge_for(desk, Addition(entry, repairs=entry.annuls is not None), now)
    desk.file.append(also.row, also.event)
    return [also]


def judge_for(desk: Desk, addition: Addition, now: datetime) -> Judged:
    """Judge an entry against the case as it stands. Reasons that tell of what the writer is not granted say only that there are such."""
    try:
        return judge(
            desk.viewer,
            desk.file,
            standing_of(desk.file),
            addition.entry,
            now,
            repairs=addition.repairs,
            by_the_product=addition.by_the_product,
            joining=desk.joining,
        )
    except Refused as refused:
        if not desk.access:
            raise  # the case is being opened, by whom it is
        edition = edition_of(desk.file.row.routine, desk.file.row.edition)
        shown = shown_refusals(edition, refused.refusals, desk.access)
        raise Refused(shown, refused.field_errors, can_be_passed_over=refused.can_be_passed_over) from None


def _recorded_before(desk: Desk, entry: Entry) -> EventRow | None:
    """Give the event that this worker already recorded with the same key. Raises Refused if the key stood for something else."""
    row = desk.file.by_key(desk.viewer.worker_id, entry.idempotency_key)
    if row is not None and (row.type, row.occurred_on) != (entry.type, entry.on):
        raise Refused(field_errors=(FieldError("", "key-reused", "Formuläret är redan använt. Öppna det på nytt."),))
    return row


def _settle(desk: Desk, judged: list[Judged]) -> None:
    """Write the events and all that follows from them: worked out first, then written in one go, while the database's pages are at hand."""
    rows = [j.row for j in judged]
    projection = _learn_and_project(desk)
    append_rows(rows)
    # Grants first: where they differ the database gives the case a new mark, and the projection another one after that.
    if write_grants(desk.file, projection.grants, desk.grants, desk.viewer.today, rows[-1].uid):
        desk.file.grants_seen = None
    gained = write_projection(desk.file, projection, desk.viewer.today)
    if not projection.case.protected and not any(j.is_breach for j in judged):
        outbox.tell_of_turns(desk.file.row, rows[-1].uid, desk.viewer.worker_id, gained)
    if settings.WEBHOOKS and not projection.case.protected:
        outbox.tell_of_events(desk.file.row, [(row.uid, row.type) for row in rows])
    if tells_of_meetings(desk.file, rows):
        outbox.tell_of_meetings(desk.file.row, rows[-1].uid)
    log.log_written(desk.viewer, f"{PAGE}:{rows[-1].type}", desk.file.row.id, desk.access)
    keep(desk.file)


def append_rows(rows: Sequence[EventRow]) -> None:
    """Append rows to the record, sealed as they are."""
    sql.insert("cases_caseevent", EventRow._fields, [stored(row) for row in rows])


def _learn_and_project(desk: Desk) -> Projection:
    """Project the case; where something new was learnt of the person, write it and let their other cases follow."""
    file = desk.file
    projection = project(file, desk.viewer.today)
    standing = projection.standing
    learnt = frozenset(file.type_of(row).effect for row in _new_and_taken_back(file))
    if "birth-date-learnt" in learnt:
        sql.run("UPDATE persons_person SET birth_date = %s WHERE id = %s", [standing.birth_date, file.row.person_id])
    if "reach-learnt" in learnt:
        _learn_reach(file, standing)
    newly = {} if learnt.isdisjoint(IDENTITY) else learn_identity(file, learnt)
    if "protection-learnt" in learnt and standing.protection != file.row.person_protection:
        everywhere = standing.protection in PROTECTING
        newly |= dict.fromkeys(_rows_of_the_person(file.row.person_id, everywhere=everywhere), standing.protection)
    if not newly:
        return projection
    for protection in set(newly.values()):
        rows = [row for row, held in newly.items() if held == protection]
        sql.run(f"UPDATE persons_person SET protection = %s WHERE id IN ({sql.marks(rows)})", [protection, *rows])  # noqa: S608
    for (other,) in sql.fetch(
        f"SELECT id FROM cases_case WHERE person_id IN ({sql.marks(newly)}) AND id <> %s ORDER BY id",  # noqa: S608
        [*newly, file.row.id],
    ):
        reproject(other, desk.viewer.today)
    return project(file, desk.viewer.today, newly.get(file.row.person_id))


def _new_and_taken_back(file: CaseFile) -> list[EventRow]:
    """Give what is new in the case, with what it takes back, and what that one took back."""
    rows = file.rows[file.row.sequence :]
    for row in rows:
        rows += [back for back in [file.by_uid(row.annuls)] if back]
    return rows


def _learn_reach(file: CaseFile, standing: Standing) -> None:
    """Write where the person lives or how they are reached: what new events tell, or take back. What was taken back and not told anew is not known."""
    rows = _new_and_taken_back(file)
    types = [each for each in map(file.type_of, rows) if each.effect == "reach-learnt"]
    told = {field.name for each in types for field in each.fields}
    for name in (each for each in REACH if each in told):
        newest = standing.reach.get(name, "")
        sql.run(f"UPDATE persons_person SET {name} = %s WHERE id = %s", [newest, file.row.person_id])  # noqa: S608


_SAME = (
    "SELECT p.id FROM persons_person f JOIN persons_person p ON p.id = COALESCE(f.same_person, f.id)"
    " OR p.same_person = COALESCE(f.same_person, f.id) WHERE f.id = %s ORDER BY p.id"
)


def _rows_of_the_person(person_id: int, *, everywhere: bool) -> list[int]:
    """Give the row of the person; ``everywhere``: those of other boards too. That somebody needs no protection each board finds out itself."""
    if not everywhere:
        return [person_id]
    hold_ties()  # nobody is tied meanwhile, and left without
    return [row for (row,) in sql.fetch(_SAME, [person_id])]


def reproject(case_row: int, today: date) -> None:
    """Work out a case's rows and grants anew from its events, as of a day, and write what differs."""
    row = case_by_row(case_row, lock=True)
    if row is None:
        raise LookupError(f"there is no case with row number {case_row}")
    file = open_file_anew(row)
    projection = project(file, today)
    write_grants(file, projection.grants, grants_of(case_row), today, file.rows[-1].uid)
    write_projection(file, projection, today)
    if projection.meetings and projection.case.protected != row.protected:
        outbox.tell_of_meetings(row, file.rows[-1].uid)


# -- opening ------------------------------------------------------------------------------------------------------------------------------


def open_case(viewer: Viewer, person_id: int, routine: str, unit_id: int, on: date, first: Entry, *more: Entry) -> UUID:
    """Open a case for a person and record its first events, in one transaction. Gives the case's public id.

    ``first`` is the routine's event with effect "case-opened", recorded at one of the viewer's units, which owns the case from then on.
    Raises NotYourRole where the viewer may not open cases there, or Refused with every reason.
    """

    def work() -> UUID:
        return open_in_turn(
            viewer, person_id, routine, unit_id, on, first, lambda _: [Addition(entry) for entry in more]
        )

    return in_turn(work)


def open_in_turn(
    viewer: Viewer, person_id: int, routine: str, unit_id: int, on: date, first: Entry, more: Choices
) -> UUID:
    """Do the same in the caller's transaction; ``more`` gives what else is recorded, each once what is before it stands in the file."""
    repeated = recorded_with_key(viewer, first)
    return repeated or _open(viewer, person_id, routine, unit_id, on, first, more)


def recorded_with_key(viewer: Viewer, first: Entry) -> UUID | None:
    """Give the case in which the viewer already recorded something with an entry's key."""
    if first.idempotency_key is None:
        return None
    found = sql.fetch(
        "SELECT c.public_id FROM cases_caseevent e JOIN cases_case c ON c.id = e.case_id WHERE e.actor_id = %s AND e.idempotency_key = %s",
        [viewer.worker_id, first.idempotency_key],
    )
    return sql.uuid_out(found[0][0]) if found else None


def _open(viewer: Viewer, person_id: int, routine: str, unit_id: int, on: date, entry: Entry, more: Choices) -> UUID:
    edition = edition_in_force(routine, on)
    first = edition.events.get(entry.type)
    if first is None or first.effect != "case-opened":
        raise Refused(field_errors=(FieldError("type", "not-an-opening", "Ett ärende börjar med att det öppnas."),))
    known = sql.fetch("SELECT protection FROM persons_person WHERE id = %s", [person_id])
    if not known:
        raise Refused(field_errors=(FieldError("person", "unknown-person", "Personen finns inte. Sök igen."),))
    row = _new_row(
        person_id, routine, unit_id, on, edition.edition, reference_letters(edition), known[0][0] or Protection.UNKNOWN
    )
    desk = Desk(viewer, CaseFile(row, [], library().routines[routine]), (), Access())
    write(desk, _opening(desk, entry, more))
    return row.public_id


def _opening(desk: Desk, first: Entry, more: Choices) -> Iterable[Addition]:
    """What begins a case: the opening, who at the unit gets it where it was opened from elsewhere, and whatever else."""
    yield Addition(first)
    if library().vocabulary.roles[desk.file.rows[0].role].any_unit:
        must_receive(desk.file.row.routine, desk.file.row.opened_unit_id)
        for entry in received(desk.viewer, desk.file):
            yield Addition(entry, by_the_product=True)
    yield from more(desk)


_NEW = (
    "INSERT INTO cases_case (public_id, reference, person_id, routine, opened_unit_id, opened_on, owner_board_id, owner_unit_id, edition,"
    " state, protected, evaluated_on, sequence, chain, mark) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'open', %s, %s, 0, '', 0) RETURNING id"
)
_NEXT_NUMBER = (
    "INSERT INTO cases_referencecounter (prefix, year, last) VALUES (%s, %s, 1)"
    " ON CONFLICT (prefix, year) DO UPDATE SET last = cases_referencecounter.last + 1 RETURNING last"
)


def _new_row(
    person_id: int, routine: str, unit_id: int, on: date, edition: str, letters: str, protection: str
) -> CaseRow:
    """Insert an empty case with the next reference of the year: KC-2026-000123."""
    today = clock.today()
    number = sql.fetch(_NEXT_NUMBER, [letters, today.year])[0][0]
    quoted = reference(letters, today.year, number)
    public_id, board = uuid.uuid4(), board_of(unit_id)
    new_id = sql.fetch(
        _NEW,
        [sql.uuid_in(public_id), quoted, person_id, routine, unit_id, on, board, unit_id, edition, True, today],
    )[0][0]
    return CaseRow(
        new_id, public_id, quoted, person_id, routine, unit_id, on, board, unit_id, None, edition, "open", True, None, None, today, 0, "", 0,
        protection,
    )  # fmt: skip
