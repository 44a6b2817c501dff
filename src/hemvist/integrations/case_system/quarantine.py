"""Rows that did not fit: who may see them, trying them again, and letting them be. Nothing goes from here without somebody having said why.

They are shown to those who look after a board's units (managers; coordinators on the executing side) and to nobody else: a row can name
somebody whose case nobody there has seen yet.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from hemvist import clock
from hemvist.cases.turns import writing
from hemvist.integrations.case_system.applying import Desk
from hemvist.integrations.case_system.faults import Fault
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.taking_in import UNREADABLE, Before, take_one
from hemvist.integrations.case_system.technical import acting_for
from hemvist.organisation.models import Administration, Board, Unit
from hemvist.organisation.unit_staff import OVERSEEING_ROLES
from hemvist.secrecy import log
from hemvist.secrecy.viewer import Viewer

PAGE = "case-system-quarantine"
State = IncomingRow.State


class NotThere(LookupError):  # noqa: N818 (an answer)
    """There is no such row or file, or it is not this viewer's to see: which of the two is not told."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that did not fit, as the page shows it. ``can_be_tried``: it could be taken apart when it came."""

    pk: int
    number: int
    text: str
    code: str
    field: str
    message: str
    can_be_tried: bool


def boards_of(viewer: Viewer) -> list[Board]:
    """Give the boards whose exchange the viewer looks after, by name."""
    units = [h.unit_id for h in viewer.holdings if h.role in OVERSEEING_ROLES]
    found = Unit.objects.filter(pk__in=units).values_list("administration__board", flat=True)
    return list(Board.objects.filter(pk__in=set(found)).order_by("name"))


def administrations_of(viewer: Viewer) -> list[Administration]:
    """Give the administrations of those boards, by name."""
    return list(Administration.objects.filter(board__in=boards_of(viewer)).order_by("name"))


def choose_where_to_write(viewer: Viewer, administration: int, *, in_hemvist: bool) -> None:
    """Choose where an administration writes what the routines want in the main case system. Raises NotThere."""
    found = next((each for each in administrations_of(viewer) if each.pk == administration), None)
    if found is None:
        raise NotThere
    found.writes_in_hemvist = in_hemvist
    found.save(update_fields=["writes_in_hemvist"])


def rows_of_board(viewer: Viewer, board: Board, most: int) -> list[Quarantined]:
    """Give the oldest rows of a board that did not fit, and log that they were looked at. Raises NotThere."""
    _looks_after(viewer, board)
    rows = IncomingRow.objects.filter(file__board=board, file__trial=False, state=State.REFUSED)
    log.log_shown(viewer, PAGE, [])
    return [_shown(row) for row in rows.order_by("file", "number")[:most]]


def how_many(boards: list[Board]) -> dict[int, int]:
    """Give how many rows of some boards did not fit. One query."""
    rows = IncomingRow.objects.filter(file__board__in=boards, file__trial=False, state=State.REFUSED)
    return dict(rows.values_list("file__board").annotate(Count("pk")).order_by())


def try_again(viewer: Viewer, row: int) -> Fault | None:
    """Try a row again as it stands; what was wrong around it may have been mended. Gives why it still does not fit. Raises NotThere."""
    with writing():
        found = _row(viewer, row)
        if found.code in UNREADABLE:
            raise NotThere
        desk = Desk(found.file.board, acting_for(found.file.board))
        found.handled_by_id, found.handled_at = viewer.worker_id, clock.now()
        take_one(desk, found.file, found, Before.read(desk, [found]))
        found.save()
    return Fault(found.code, found.field, found.message) if found.state == State.REFUSED else None


def let_be(viewer: Viewer, row: int, reason: str) -> None:
    """Leave a row as it is, with the reason; its words are wiped. Raises NotThere, or ValueError where no reason is given."""
    if not reason.strip():
        raise ValueError
    with writing():
        found = _row(viewer, row)
        found.state, found.text, found.reason = State.LET_BE, "", reason.strip()[:2000]
        found.handled_by_id, found.handled_at = viewer.worker_id, clock.now()
        found.save()


def file_of(viewer: Viewer, public_id: UUID) -> IncomingFile:
    """Give a file that has come in, to one who looks after its board. Raises NotThere."""
    found = IncomingFile.objects.select_related("board").filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    _looks_after(viewer, found.board)
    return found


def _row(viewer: Viewer, row: int) -> IncomingRow:
    rows = IncomingRow.objects.select_for_update().filter(pk=row, state=State.REFUSED, file__trial=False)
    found = rows.first()
    if found is None:
        raise NotThere
    _looks_after(viewer, found.file.board)
    return found


def _looks_after(viewer: Viewer, board: Board) -> None:
    if board.pk not in {each.pk for each in boards_of(viewer)}:
        raise NotThere


def _shown(row: IncomingRow) -> Quarantined:
    can = row.code not in UNREADABLE
    return Quarantined(row.pk, row.number, row.text, row.code, row.field, row.message, can)
