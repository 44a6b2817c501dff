"""Corrections: annul, correct, and take back a slip."""

from uuid import UUID

from hemvist.cases.entries import Entry, Recorded
from hemvist.secrecy.viewer import Viewer

UNDO_MINUTES = 5


def annul(viewer: Viewer, case: UUID, event_uid: str, reason: str) -> Recorded:
    """Take back an event, with the reason."""
    raise NotImplementedError


def correct(viewer: Viewer, case: UUID, event_uid: str, replacement: Entry, reason: str) -> Recorded:
    """Take back an event and record what should have stood there, in one transaction."""
    raise NotImplementedError


def undo(viewer: Viewer, case: UUID, event_uid: str) -> Recorded:
    """Take back one's own slip, within ``UNDO_MINUTES``."""
    raise NotImplementedError
