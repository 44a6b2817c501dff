"""Who is kept out of a case whatever the grants: a conflict of interest (jäv; förvaltningslagen 16–18 §§). Why is told to managers only."""

from datetime import date, timedelta

from django.db.models import QuerySet

from hemvist import clock
from hemvist.secrecy.models import Barrier, ConflictNote
from hemvist.secrecy.viewer import Viewer


def is_barred(worker_id: int, case_row: int, day: date) -> bool:
    """Whether a worker is kept out of a case on a day. One query, the same whether or not there is such a case."""
    return _in_force(day).filter(worker_id=worker_id, case_row=case_row).exists()


def _in_force(day: date) -> QuerySet[Barrier]:
    return Barrier.objects.filter(first_day__lte=day).exclude(last_day__lt=day)


def bar(by: Viewer, worker_id: int, case_row: int, reason: str) -> None:
    """Keep a worker out of a case from now on, and note why. Run it in the transaction that records that they left."""
    step = ConflictNote.Step.DECLARED if by.worker_id == worker_id else ConflictNote.Step.REGISTERED
    if not is_barred(worker_id, case_row, by.today):
        Barrier.objects.create(case_row=case_row, worker_id=worker_id, first_day=by.today)
    _note(by, worker_id, case_row, step, reason)


def lift(by: Viewer, worker_id: int, case_row: int, reason: str) -> bool:
    """Let a worker in again as far as grants reach, and note why. Gives whether they were kept out."""
    yesterday = by.today - timedelta(days=1)
    lifted = _in_force(by.today).filter(worker_id=worker_id, case_row=case_row).update(last_day=yesterday)
    if lifted:
        _note(by, worker_id, case_row, ConflictNote.Step.LIFTED, reason)
    return bool(lifted)


def _note(by: Viewer, worker_id: int, case_row: int, step: str, reason: str) -> None:
    ConflictNote.objects.create(
        case_row=case_row, worker_id=worker_id, step=step, reason=reason, by_id=by.worker_id, at=clock.now()
    )
