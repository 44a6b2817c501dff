"""*Notiser*: the lines of somebody's inbox, newest first, acknowledged one by one or all; and what is removed when it is old."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hemvist import clock, statements
from hemvist.cases.noticing import Turns, show_turns
from hemvist.integrations.delivering import every_day
from hemvist.integrations.delivery_terms import delivery_terms
from hemvist.integrations.mail.models import Notice, Reach
from hemvist.secrecy.viewer import Viewer

MOST_ROWS = 50
MANY = 100
"""More than this are not counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the inbox. ``turns`` is None where it is about no case, or about one that the viewer does not see now."""

    id: int
    kind: str
    at: datetime
    seen: bool
    about_a_case: bool
    turns: Turns | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the id that the next page begins after (None: this was the last)."""

    lines: list[Line]
    after: int | None


_UNSEEN = "SELECT count(*) FROM (SELECT 1 FROM mail_notice WHERE worker_id = %s AND seen_at IS NULL LIMIT %s) AS few"


def unseen(viewer: Viewer) -> int:
    """Count the lines that are not acknowledged, up to ``MANY``. One statement, through an index that holds nothing else."""
    return int(statements.fetch(_UNSEEN, [viewer.worker_id, MANY])[0][0])


def inbox(viewer: Viewer, after: int | None = None) -> Page:
    """Give a page of the viewer's own inbox, and log the cases that it shows. Always two statements."""
    found = Notice.objects.filter(worker_id=viewer.worker_id)
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.order_by("-pk")[: MOST_ROWS + 1])
    shown = rows[:MOST_ROWS]
    turns = show_turns(viewer, "inbox", {row.case_row for row in shown if row.case_row is not None})
    lines = [_line(row, turns) for row in _newest_of_each(shown)]
    return Page(lines, shown[-1].pk if len(rows) > MOST_ROWS else None)


def _newest_of_each(rows: list[Notice]) -> list[Notice]:
    """Leave out read lines that a newer one of the same kind about the same case stands above: it says what they would."""
    above: set[tuple[str, int]] = set()
    kept = []
    for row in rows:
        if row.case_row is not None:
            same = (row.kind, row.case_row)
            if same in above and row.seen_at is not None:
                continue
            above.add(same)
        kept.append(row)
    return kept


def _line(row: Notice, turns: Mapping[int, Turns]) -> Line:
    at = row.at.astimezone(clock.LOCAL_ZONE)
    return Line(row.pk, row.kind, at, row.seen_at is not None, row.case_row is not None, turns.get(row.case_row or 0))


def acknowledge(viewer: Viewer, notice: int | None = None) -> int:
    """Acknowledge one line of the viewer's own inbox, or all of them. Gives how many that was."""
    found = Notice.objects.filter(worker_id=viewer.worker_id, seen_at=None)
    if notice is not None:
        found = found.filter(pk=notice)
    return found.update(seen_at=clock.now())


def refused_address(viewer: Viewer) -> bool:
    """Whether mail to the viewer's own address does not arrive."""
    reach = Reach.objects.filter(pk=viewer.worker_id).exclude(refused="").select_related("worker__user").first()
    return reach is not None and reach.refused == reach.worker.user.email


@every_day
def remove_old() -> int:
    """Remove the lines that are older than the city keeps them. Gives how many."""
    before = clock.now() - timedelta(days=delivery_terms().inbox.days)
    return Notice.objects.filter(at__lt=before).delete()[0]
