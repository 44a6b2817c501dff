"""What would follow if an event were recorded: judged and evaluated as the record would, with nothing written."""

from dataclasses import dataclass, replace
from uuid import UUID

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.judging import Judged, judge
from hemvist.cases.standing import standing_of
from hemvist.routines.duties import progress
from hemvist.routines.gates import refusals
from hemvist.routines.history import History
from hemvist.routines.status import DutyStatus, Progress, Refusal, SpanStatus
from hemvist.secrecy.policy import access, grants_of
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Preview:
    """What follows: duties that it does, ends and begins, periods that it begins or moves the end of, and what is passed over with a reason."""

    closes: tuple[DutyStatus, ...]
    ends: tuple[DutyStatus, ...]
    opens: tuple[DutyStatus, ...]
    spans: tuple[SpanStatus, ...]
    passed_over: tuple[Refusal, ...]


def preview_event(viewer: Viewer, case: UUID, entry: Entry) -> Preview:
    """Give what recording an entry would lead to, as of today. Raises what ``record_event`` would: CaseNotFound, NotYourRole or Refused."""
    row = find_case(case)
    allowed = access(viewer, grants_of(row.id if row else 0))
    if row is None or not allowed:
        raise CaseNotFound
    file = open_file(row)
    judged = judge(viewer, file, standing_of(file), entry, clock.now())
    before = progress(file.routine, file.history, viewer.today)
    after = progress(file.routine, History([*file.events, judged.event]), viewer.today)
    return _difference(before, after, judged, _passed_over(file, judged))


def _passed_over(file: CaseFile, judged: Judged) -> tuple[Refusal, ...]:
    """Give what speaks against the event and is recorded all the same."""
    if not judged.event.passed_over:
        return ()
    return tuple(refusals(file.routine, file.history, replace(judged.event, passed_over="")))


def _difference(before: Progress, after: Progress, judged: Judged, passed_over: tuple[Refusal, ...]) -> Preview:
    """Compare the case with the event to the case without it."""
    was_open = {_key(each): each for each in before.open_duties}
    was_done = {_key(each) for each in before.duties if each.state == "done"}
    periods = {(each.id, each.instance): each.last_day for each in before.spans}
    return Preview(
        closes=tuple(
            d for d in after.duties if d.state == "done" and d.done_by == judged.event.id and _key(d) not in was_done
        ),
        ends=tuple(d for d in after.duties if d.state in ("cancelled", "lapsed") and _key(d) in was_open),
        opens=tuple(d for d in after.open_duties if _key(d) not in was_open),
        spans=tuple(
            s for s in after.spans if s.state != "ended" and periods.get((s.id, s.instance), "new") != s.last_day
        ),
        passed_over=passed_over,
    )


def _key(duty: DutyStatus) -> tuple[str, str]:
    return (duty.id, duty.instance)
