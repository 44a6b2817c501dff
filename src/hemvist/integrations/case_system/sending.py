"""Files to the main case system: for each board what is new in its cases since the last file, as far as the board itself may see it.

What is sent: the events that the routines want in the main case system, meetings and decisions, and that one of them was taken back; with
the cases they are of. Cases of persons who are or may be protected are never sent: they are looked at again each time, and what has
happened in them is sent once it is known that the person is not protected.

An event is sent once to a board. Which, is noted in the same transaction as the file is made, before it is written; a file that was made
and not written (a stop in between) is written at the next run. Made again, a file has the same bytes, unless access has changed since.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hemvist import clock
from hemvist.cases.exchanging import (
    CaseToSend,
    ToSend,
    cases_to_send,
    cases_with_news,
    events_named,
    events_of,
    last_row_before_access_unchecked,
    may_be_sent,
)
from hemvist.cases.turns import writing
from hemvist.integrations.case_system.files import LINES, name_of, stands_there, write_file
from hemvist.integrations.case_system.lines import (
    CaseLine,
    EventLine,
    Line,
    Manifest,
    PersonPart,
    TakenBackLine,
    written,
)
from hemvist.integrations.case_system.models import Connection, HeldBack, OutRun, SentEvent
from hemvist.integrations.case_system.technical import acting_for
from hemvist.organisation.models import Board, Unit, Worker
from hemvist.persons.models import Protection
from hemvist.secrecy.viewer import Viewer

SETTLING = timedelta(minutes=2)
"""What was recorded so lately waits for the next file: of what is older, nothing can still be on its way into the record."""
MOST_EVENTS = 50_000
CASES_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made. ``changed``: made again it is not what it was, since access has changed."""

    number: int
    file: str
    lines: int
    changed: bool = False


def send(board: Board, folder: Path, most: int = MOST_EVENTS) -> list[Made]:
    """Write what is new for a board to files in a folder; none if nothing is. ``most``: about so many events a file. Raises OSError."""
    viewer = acting_for(board)
    made = [
        again(board, run.number, folder) for run in OutRun.objects.filter(board=board, written=False).order_by("number")
    ]
    while True:
        found = _next(board, viewer, most)
        if found is None:
            return made
        run, content = found
        _write(board, run, content, folder)
        made.append(Made(run.number, _name(board, run), run.lines))


def again(board: Board, number: int, folder: Path) -> Made:
    """Write a board's file again: what it held, as far as the board still may see it. Raises OutRun.DoesNotExist, OSError."""
    run = OutRun.objects.get(board=board, number=number)
    viewer = acting_for(board)
    uids = list(SentEvent.objects.filter(run=run).values_list("event", flat=True))
    earlier = set(SentEvent.objects.filter(board=board, run__number__lt=number).values_list("event", flat=True))
    with writing():
        events = [each for some in _portions(uids) for each in events_named(viewer, some)]
        content = _content(viewer, sorted(events), earlier)
    changed = run.written and hashlib.sha256(content).hexdigest() != run.digest
    run.lines, run.digest = content.count(b"\n"), hashlib.sha256(content).hexdigest()
    _write(board, run, content, folder)
    return Made(run.number, _name(board, run), run.lines, changed=changed)


def missing(board: Board, folder: Path) -> list[int]:
    """Give the numbers of the board's files that do not stand in the folder as they were made."""
    runs = OutRun.objects.filter(board=board, written=True).order_by("number")
    return [run.number for run in runs if not stands_there(folder, _manifest(board, run))]


def forget_case(case_row: int) -> None:
    """Forget that a case was held back: it leaves the system."""
    HeldBack.objects.filter(case_row=case_row).delete()


# -- making ------------------------------------------------------------------------------------------------------------------------------


def _next(board: Board, viewer: Viewer, most: int) -> tuple[OutRun, bytes] | None:
    """Make the next file, and note what it holds, in one transaction; None if there is nothing to send."""
    with writing():
        connection = Connection.objects.select_for_update().get(board=board)
        until = last_row_before_access_unchecked(clock.now() - SETTLING, connection.position)
        events = _news(board, viewer, connection.position, until, most)
        connection.position = until
        connection.save(update_fields=["position"])
        sent = _sent_before(board, [each.uid for each in events])
        earlier = _sent_before(board, [uid for each in events for uid in (each.about, each.annuls) if uid])
        fresh = _with_what_they_take_back([each for each in sorted(events) if each.uid not in sent], earlier)
        if not fresh:
            return None
        content = _content(viewer, fresh, earlier)
        last = OutRun.objects.filter(board=board).order_by("-number").values_list("number", flat=True).first() or 0
        run = OutRun.objects.create(
            board=board,
            number=last + 1,
            lines=content.count(b"\n"),
            digest=hashlib.sha256(content).hexdigest(),
            made_at=clock.now(),
        )
        SentEvent.objects.bulk_create(SentEvent(run=run, board=board, event=each.uid) for each in fresh)
        return run, content


def _news(board: Board, viewer: Viewer, after: int, until: int, most: int) -> list[ToSend]:
    """Give the events of the cases with news, those sent before too; and note which cases are held back until another time."""
    news = cases_with_news(viewer, after, until)
    held = list(HeldBack.objects.filter(board=board).values_list("case_row", flat=True))
    ready = sorted(
        {row for row, may in news if may} | {row for some in _portions(held) for row in may_be_sent(viewer, some)}
    )
    found: list[ToSend] = []
    taken: set[int] = set()
    for some in _portions(ready, min(most, CASES_AT_A_TIME)):
        if len(found) >= most:
            break
        found += events_of(viewer, some, until)
        taken.update(some)
    waiting = [row for row, _ in news if row not in taken]
    HeldBack.objects.filter(board=board, case_row__in=taken).delete()
    HeldBack.objects.bulk_create((HeldBack(board=board, case_row=row) for row in waiting), ignore_conflicts=True)
    return found


def _portions(values: Sequence[Any], size: int = CASES_AT_A_TIME) -> Iterable[list[Any]]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])


def _sent_before(board: Board, uids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in _portions(uids):
        found.update(SentEvent.objects.filter(board=board, event__in=some).values_list("event", flat=True))
    return found


def _with_what_they_take_back(events: list[ToSend], earlier: set[str]) -> list[ToSend]:
    """Leave out that something was taken back which the board has never had."""
    known = earlier | {each.uid for each in events}
    return [each for each in events if each.kind.effect != "annulled" or each.annuls in known]


# -- the lines ---------------------------------------------------------------------------------------------------------------------------


def _content(viewer: Viewer, events: list[ToSend], earlier: set[str]) -> bytes:
    """Write the lines: each case before the first of its events. ``earlier``: events that the board has had before."""
    rows = list(dict.fromkeys(each.case_row for each in events))
    cases = {row: case for some in _portions(rows) for row, case in cases_to_send(viewer, some).items()}
    names = _Names.read(events)
    known, told, lines = set(earlier), set[int](), list[Line]()
    for event in events:
        if event.case_row not in cases:
            continue
        if event.case_row not in told:
            told.add(event.case_row)
            lines.append(_case_line(cases[event.case_row]))
        lines.append(_event_line(event, known, names))
        known.add(event.uid)
    return "".join(f"{written(line)}\n" for line in lines).encode()


def _case_line(case: CaseToSend) -> CaseLine:
    person = None
    if case.given_name is not None and case.family_name is not None:
        number = case.number or "saknas"
        person = PersonPart(
            number=number, given_name=case.given_name, family_name=case.family_name, birth_date=case.birth_date
        )
    reason = next((value for value in (case.opening or {}).values() if isinstance(value, str)), None)
    return CaseLine(
        record="case",
        row=str(case.case),
        routine=case.routine,
        unit=case.unit,
        opened_on=case.opened_on,
        reason=reason,
        person=person,
        protection=Protection.NONE.value,
        caseworker=case.caseworker,
        reference=case.reference,
    )


def _event_line(event: ToSend, known: set[str], names: "_Names") -> Line:
    case = str(event.case)
    if event.kind.effect == "annulled":
        reason = str(event.fields.get("reason") or event.reason)
        return TakenBackLine(
            record="taken-back", row=event.uid, case=case, event=event.annuls or "", on=event.on, reason=reason
        )
    return EventLine(
        record="event",
        row=event.uid,
        case=case,
        type=event.kind.id,
        on=event.on,
        at=event.at,
        fields=names.in_words(event),
        about=event.about if event.about in known else None,
        passed_over=event.passed_over,
        replaces=event.annuls if event.annuls in known else None,
        reason=event.reason if event.annuls in known else "",
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Units by code and workers by user name: a row number of ours means nothing elsewhere."""

    units: dict[str, str]
    workers: dict[str, str]

    @classmethod
    def read(cls, events: Iterable[ToSend]) -> "_Names":
        """Read the names that some events mention."""
        told: dict[str, set[str]] = {"unit": set(), "worker": set()}
        for event in events:
            for field in event.kind.fields:
                if field.type in told and str(event.fields.get(field.name, "")).isdecimal():
                    told[field.type].add(str(event.fields[field.name]))
        units = Unit.objects.filter(pk__in=told["unit"]).values_list("pk", "code")
        workers = Worker.objects.filter(pk__in=told["worker"]).values_list("pk", "user__username")
        return cls({str(pk): code for pk, code in units}, {str(pk): name for pk, name in workers})

    def in_words(self, event: ToSend) -> dict[str, Any]:
        """Give an event's answers."""
        kinds = {"unit": self.units, "worker": self.workers}
        types = {field.name: field.type for field in event.kind.fields}
        return {
            name: kinds[types[name]].get(str(value), "") if types.get(name) in kinds else value
            for name, value in event.fields.items()
        }


# -- writing -----------------------------------------------------------------------------------------------------------------------------


def _write(board: Board, run: OutRun, content: bytes, folder: Path) -> None:
    write_file(folder, _manifest(board, run), content)
    run.written = True
    run.save(update_fields=["written", "lines", "digest"])


def _name(board: Board, run: OutRun) -> str:
    return name_of(board.code, run.number) + LINES


def _manifest(board: Board, run: OutRun) -> Manifest:
    return Manifest(
        format="hemvist-file-exchange",
        version=1,
        direction="out",
        board=board.code,
        number=run.number,
        file=_name(board, run),
        lines=run.lines,
        sha256=run.digest,
    )
