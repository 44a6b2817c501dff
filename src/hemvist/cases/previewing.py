"""What would follow if an event were recorded: judged and evaluated as the record would, with nothing written."""

from dataclasses import dataclass
from uuid import UUID

from hemvist.cases.entries import Entry
from hemvist.routines.status import DutyStatus, Refusal, SpanStatus
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Preview:
    """What follows: duties that it does, ends and begins, periods that it begins or changes, and what is passed over with the reason given."""

    closes: tuple[DutyStatus, ...]
    ends: tuple[DutyStatus, ...]
    opens: tuple[DutyStatus, ...]
    spans: tuple[SpanStatus, ...]
    passed_over: tuple[Refusal, ...]


def preview_event(viewer: Viewer, case: UUID, entry: Entry) -> Preview:
    """Give what recording an entry would lead to. Raises what ``record_event`` would: CaseNotFound, NotYourRole or Refused."""
    raise NotImplementedError
