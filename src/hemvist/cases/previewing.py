"""What would follow if something were recorded, corrected or taken back: judged and evaluated as the record would, with nothing written."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.correcting import annulment, correction
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.judging import Judged
from hemvist.cases.library import edition as edition_of
from hemvist.cases.recording import Addition, Choice, Desk, beside, judge_for
from hemvist.cases.revealing import shown_refusals
from hemvist.cases.viewing import may_see_duty, may_see_span
from hemvist.routines.duties import progress
from hemvist.routines.gates import refusals
from hemvist.routines.status import BreachStatus, DutyStatus, Progress, Refusal, SpanStatus
from hemvist.secrecy.policy import Access, grants_and_access
from hemvist.secrecy.viewer import Viewer

# Stands in for the reason while it is only asked what would follow: it changes nothing of that.
NO_REASON_YET = "…"

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A duty that goes on with another due date than ``due_before``."""

    duty: DutyStatus
    due_before: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What follows, as far as the viewer may see it.

    ``closes``, ``ends``, ``opens`` and ``moves``: duties that it does, ends undone, begins (or opens again), and gives another due date.
    ``spans`` and ``lost``: periods that it begins or moves the end of, and periods that no longer are. ``passed_over``: what speaks against
    it and is recorded all the same. ``breaches`` and ``healed``: what else no longer holds, and what holds again.
    """

    closes: tuple[DutyStatus, ...]
    ends: tuple[DutyStatus, ...]
    opens: tuple[DutyStatus, ...]
    moves: tuple[Moved, ...]
    spans: tuple[SpanStatus, ...]
    lost: tuple[SpanStatus, ...]
    passed_over: tuple[Refusal, ...]
    breaches: tuple[BreachStatus, ...]
    healed: tuple[BreachStatus, ...]


def preview_event(viewer: Viewer, case: UUID, entry: Entry) -> Preview:
    """Give what recording an entry would lead to, as of today. Raises what ``record_event`` would: CaseNotFound, NotYourRole or Refused."""
    return _preview(viewer, case, lambda _: [Addition(entry)])


def preview_correction(viewer: Viewer, case: UUID, event_uid: str, replacement: Entry, reason: str) -> Preview:
    """Give what a correction would lead to: what it takes back and what it puts there are weighed together. Raises what ``correct`` would."""
    return _preview(viewer, case, correction(event_uid, replacement, reason))


def preview_annulment(viewer: Viewer, case: UUID, event_uid: str) -> Preview:
    """Give what taking an event back would lead to, whatever the reason. Raises what ``annul`` would."""
    return _preview(viewer, case, annulment(event_uid, NO_REASON_YET))


def _preview(viewer: Viewer, case: UUID, choose: Choice) -> Preview:
    """Take the case out as recording does, add what would be recorded to this copy of it, and compare."""
    row = find_case(case)
    grants, allowed, _ = grants_and_access(viewer, row.id if row else 0)
    if row is None or not allowed:
        raise CaseNotFound
    desk = Desk(viewer, open_file(row), grants, allowed)
    before = progress(desk.file.routine, desk.file.history, viewer.today)
    judged, passed_over = _judged(desk, choose)
    after = progress(desk.file.routine, desk.file.history, viewer.today)
    return _seen(_Difference(desk.file, before, after, judged).preview(passed_over), desk.file, allowed)


def _judged(desk: Desk, choose: Choice) -> tuple[list[Judged], tuple[Refusal, ...]]:
    """Judge each entry when its turn comes, and let it stand in the copy. Gives them, and what speaks against them and is passed over."""
    now = clock.now()
    judged: list[Judged] = []
    against: list[Refusal] = []
    for addition in choose(desk):
        file = desk.file
        new = judge_for(desk, addition, now)
        if new.event.passed_over:
            against += refusals(file.routine, file.history, replace(new.event, passed_over=""))
        file.append(new.row, new.event)
        judged += [new, *beside(desk, new, now)]
    return judged, tuple(against)


@dataclass(frozen=True, slots=True)
class _Difference:
    """The case with the events compared with the case without them. What took the place of something goes on as the same thing."""

    file: CaseFile
    before: Progress
    after: Progress
    judged: list[Judged]

    def preview(self, passed_over: tuple[Refusal, ...]) -> Preview:
        was_open = {self._key(each): each for each in self.before.open_duties}
        was_done = {self._key(each) for each in self.before.duties if each.state == "done"}
        is_open = {self._key(each): each for each in self.after.open_duties}
        done = {self._key(each): each for each in self.after.duties if each.state == "done"}
        new = {each.event.id for each in self.judged}
        spans, lost = self._spans()
        breaches, healed = self._breaches(new, {each.requirement for each in passed_over})
        return Preview(
            closes=tuple(d for k, d in done.items() if k not in was_done and (k in was_open or d.done_by in new)),
            ends=tuple(d for k, d in was_open.items() if k not in is_open and k not in done),
            opens=tuple(d for k, d in is_open.items() if k not in was_open),
            moves=tuple(
                Moved(d, was_open[k].due_on)
                for k, d in is_open.items()
                if k in was_open and was_open[k].due_on != d.due_on
            ),
            spans=spans,
            lost=lost,
            passed_over=passed_over,
            breaches=breaches,
            healed=healed,
        )

    def _spans(self) -> tuple[tuple[SpanStatus, ...], tuple[SpanStatus, ...]]:
        days = {self._span_key(each): (each.first_day, each.last_day) for each in self.before.spans}
        stood = {self._span_key(each): each for each in self.before.spans if each.state != "ended"}
        now = {self._span_key(each): each for each in self.after.spans}
        moved = (s for k, s in now.items() if s.state != "ended" and days.get(k) != (s.first_day, s.last_day))
        return tuple(moved), tuple(s for k, s in stood.items() if k not in now)

    def _breaches(
        self, new: set[str], passed_over: set[str]
    ) -> tuple[tuple[BreachStatus, ...], tuple[BreachStatus, ...]]:
        stood = {self._breach_key(each): each for each in self.before.breaches}
        stands = {self._breach_key(each): each for each in self.after.breaches}
        told = {k for k, each in stands.items() if each.event in new and each.requirement in passed_over}
        arisen = (each for k, each in stands.items() if k not in stood and k not in told)
        return tuple(arisen), tuple(each for k, each in stood.items() if k not in stands)

    def _now(self, instance: str) -> str:
        """Give the name of an instance as it is after what was recorded: by the event that took the place of the one that opened it."""
        known = self.file.history.known(None)
        for old in known.replaced_by:
            if instance.startswith(old):
                return (known.resolve(old) or old) + instance[len(old) :]
        return instance

    def _key(self, duty: DutyStatus) -> _Key:
        return (duty.id, self._now(duty.instance))

    def _span_key(self, span: SpanStatus) -> _Key:
        return (span.id, self._now(span.instance))

    def _breach_key(self, breach: BreachStatus) -> tuple[str, str, str]:
        return (breach.kind, self._now(breach.event), breach.requirement)


def _seen(preview: Preview, file: CaseFile, allowed: Access) -> Preview:
    """Leave out what the page of the case leaves out too."""
    edition = edition_of(file.row.routine, file.row.edition)
    everything = allowed.kinds.everything
    return replace(
        preview,
        closes=tuple(d for d in preview.closes if may_see_duty(file, d, allowed)),
        ends=tuple(d for d in preview.ends if may_see_duty(file, d, allowed)),
        opens=tuple(d for d in preview.opens if may_see_duty(file, d, allowed)),
        moves=tuple(m for m in preview.moves if may_see_duty(file, m.duty, allowed)),
        spans=tuple(s for s in preview.spans if may_see_span(file, s, allowed)),
        lost=tuple(s for s in preview.lost if may_see_span(file, s, allowed)),
        passed_over=shown_refusals(edition, preview.passed_over, allowed),
        breaches=preview.breaches if everything else (),
        healed=preview.healed if everything else (),
    )
