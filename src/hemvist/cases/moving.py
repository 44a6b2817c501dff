"""What moved when the day that a case is planned back from was told anew: every planned date as it was before, and as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hemvist.cases.casefile import CaseFile
from hemvist.cases.history_view import may_see
from hemvist.cases.library import edition as edition_of
from hemvist.cases.viewing import may_see_duty, view_case_with
from hemvist.cases.views import CaseView
from hemvist.routines.counting_back import counted_from, hangs_on
from hemvist.routines.duties import progress
from hemvist.routines.history import Event
from hemvist.routines.model import NamedDate
from hemvist.routines.status import STANDING, DutyStatus
from hemvist.secrecy.policy import Access
from hemvist.secrecy.viewer import Viewer

JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A duty whose day is another one than before. None: it had, or has, none."""

    duty: DutyStatus
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Moving:
    """What followed from the newest telling of the day. ``events``: every event that told of it, oldest first, by uid.

    ``none_undone``: whatever was done before is done still, on the same day.
    """

    events: tuple[str, ...]
    moved: tuple[Moved, ...]
    none_undone: bool


def view_with_moving(viewer: Viewer, public_id: UUID, page: str) -> tuple[CaseView, Moving]:
    """Give the case as the viewer may see it, and of what moved what they may see too. Logged once. Raises CaseNotFound as ``view_case``."""
    return view_case_with(viewer, public_id, page, lambda file, allowed: _moving(viewer, file, allowed))


def _moving(viewer: Viewer, file: CaseFile, allowed: Access) -> Moving:
    """Compare what is known now with what was known just before the day was told the last time."""
    edition = edition_of(file.row.routine, file.row.edition)
    named = counted_from(edition)
    told = [] if named is None else list(_telling(file, named, allowed))
    events = tuple(event.id for event in told)
    if named is None or len(told) < 2:
        return Moving(events, (), True)
    known_on = told[-1].recorded - JUST_BEFORE
    before = {(d.id, d.instance): d for d in progress(file.routine, file.history, viewer.today, known_on).duties}
    now = {(d.id, d.instance): d for d in progress(file.routine, file.history, viewer.today).duties}
    moved = tuple(
        Moved(duty, before[key].due_on, duty.due_on)
        for key, duty in now.items()
        if key in before
        and duty.state in STANDING
        and duty.due_on != before[key].due_on
        and hangs_on(
            edition_of(file.row.routine, duty.edition),
            edition_of(file.row.routine, duty.edition).duties[duty.id],
            named,
        )
        and may_see_duty(file, duty, allowed)
    )
    done = ((key, duty) for key, duty in before.items() if duty.state == "done")
    none_undone = all(key in now and now[key].state == "done" and now[key].done_on == d.done_on for key, d in done)
    return Moving(events, moved, none_undone)


def _telling(file: CaseFile, named: NamedDate, allowed: Access) -> Iterable[Event]:
    """The standing events that tell of the day and that the viewer may see, in the order they happened."""
    for event in file.history.known(None).events:
        row = file.by_uid(event.id)
        if row is not None and named.told_in(event.type, event.fields) is not None and may_see(row, allowed):
            yield event
