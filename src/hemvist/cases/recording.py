"""The one write path: ``record_event`` and ``open_case``."""

from datetime import date
from uuid import UUID

from hemvist.cases.entries import CaseNotFound, Entry, FieldError, NotYourRole, Recorded, Refused
from hemvist.secrecy.viewer import Viewer

__all__ = ["CaseNotFound", "Entry", "FieldError", "NotYourRole", "Recorded", "Refused", "open_case", "record_event"]


def record_event(viewer: Viewer, case: UUID, entry: Entry) -> Recorded:
    """Record one event on a case, or nothing."""
    raise NotImplementedError


def open_case(viewer: Viewer, person_id: int, routine: str, unit_id: int, on: date, first: Entry, *more: Entry) -> UUID:
    """Open a case."""
    raise NotImplementedError
