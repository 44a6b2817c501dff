"""Giving a role in a case to someone: one or many, and all that one worker had."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from hemvist.secrecy.viewer import Viewer


def assign(viewer: Viewer, roles: Iterable[tuple[UUID, str]], worker_id: int, on: date) -> list[str]:
    """Appoint a worker to each (case, role). Gives the uids of the events."""
    raise NotImplementedError


def take_over(viewer: Viewer, from_worker: int, to_worker: int, on: date) -> list[str]:
    """Appoint ``to_worker`` to every role that ``from_worker`` has in cases the viewer sees."""
    raise NotImplementedError
